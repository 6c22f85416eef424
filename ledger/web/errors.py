"""What a viewer sees when something went wrong: one sentence, and ways on."""

import logging
import secrets
from http import HTTPStatus

from flask import Flask
from flask import jsonify
from flask import request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException

from ledger.domain.account import BlindCopiesError
from ledger.domain.errors import AddressTakenError
from ledger.domain.errors import AlreadyThereError
from ledger.domain.errors import BlobMissingError
from ledger.domain.errors import BoxError
from ledger.domain.errors import BusyError
from ledger.domain.errors import DatabaseDamagedError
from ledger.domain.errors import DiskFullError
from ledger.domain.errors import FileTooLargeError
from ledger.domain.errors import LedgerError
from ledger.domain.errors import NotFoundError
from ledger.domain.errors import PersonStateError
from ledger.domain.errors import ReadersMissingError
from ledger.domain.errors import ReadOnlyError
from ledger.domain.errors import RequestStateError
from ledger.domain.errors import RoundStateError
from ledger.domain.errors import SignInError
from ledger.domain.errors import WrongHostError
from ledger.domain.errors import WrongOffsetError
from ledger.domain.obligation_errors import ObligationStateError
from ledger.domain.rereading import NotReadYetError
from ledger.domain.rereading import ReadWithWholeError
from ledger.domain.rereading import ReadWorseError
from ledger.domain.source_errors import SourceStateError
from ledger.domain.term_errors import DeliveryStateError
from ledger.domain.term_errors import TermStateError
from ledger.web.context import page
from ledger.web.sentences import translated

STATUS: dict[type[LedgerError], HTTPStatus] = {
    NotFoundError: HTTPStatus.NOT_FOUND,
    AlreadyThereError: HTTPStatus.CONFLICT,
    RoundStateError: HTTPStatus.CONFLICT,
    RequestStateError: HTTPStatus.CONFLICT,
    TermStateError: HTTPStatus.CONFLICT,
    DeliveryStateError: HTTPStatus.CONFLICT,
    PersonStateError: HTTPStatus.CONFLICT,
    ObligationStateError: HTTPStatus.CONFLICT,
    SourceStateError: HTTPStatus.CONFLICT,
    AddressTakenError: HTTPStatus.CONFLICT,
    FileTooLargeError: HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    DiskFullError: HTTPStatus.INSUFFICIENT_STORAGE,
    BlobMissingError: HTTPStatus.GONE,
    DatabaseDamagedError: HTTPStatus.INTERNAL_SERVER_ERROR,
    ReadOnlyError: HTTPStatus.CONFLICT,
    BusyError: HTTPStatus.SERVICE_UNAVAILABLE,
    ReadersMissingError: HTTPStatus.SERVICE_UNAVAILABLE,
    BoxError: HTTPStatus.UNPROCESSABLE_ENTITY,
    SignInError: HTTPStatus.FORBIDDEN,
    BlindCopiesError: HTTPStatus.FORBIDDEN,
    WrongOffsetError: HTTPStatus.CONFLICT,
    WrongHostError: HTTPStatus.MISDIRECTED_REQUEST,
    NotReadYetError: HTTPStatus.CONFLICT,
    ReadWithWholeError: HTTPStatus.CONFLICT,
    ReadWorseError: HTTPStatus.CONFLICT,
}
"""The status of each error; those that are not here are the viewer's input (422)."""

_log = logging.getLogger(__name__)


def status_of(error: LedgerError) -> HTTPStatus:
    """Return the status of an error."""
    return STATUS.get(type(error), HTTPStatus.UNPROCESSABLE_ENTITY)


def register(app: Flask) -> None:
    """Answer every kind of failure with a page."""
    app.register_error_handler(LedgerError, _ledger_error)
    app.register_error_handler(CSRFError, _csrf_error)
    app.register_error_handler(HTTPException, _http_error)
    app.register_error_handler(Exception, _unexpected)


def _ledger_error(error: LedgerError) -> ResponseReturnValue:
    return _answer(status_of(error), translated(error.sentence))


def _csrf_error(_error: CSRFError) -> ResponseReturnValue:
    message = _("This form is too old or came from elsewhere; load the page again.")
    return _answer(HTTPStatus.BAD_REQUEST, message)


def _http_error(error: HTTPException) -> ResponseReturnValue:
    if error.code is None or error.code < HTTPStatus.BAD_REQUEST:
        return error.get_response()
    known = {
        401: _("You are not signed in any more; sign in and try again."),
        403: _("This was refused, because it came from another site."),
        404: _("There is nothing at this address."),
        405: _("This address does not do that."),
        413: _("This is too large to be sent at once."),
    }
    message = known.get(error.code, error.description or "")
    return _answer(HTTPStatus(error.code), message)


def _unexpected(error: Exception) -> ResponseReturnValue:
    reference = secrets.token_hex(4)
    _log.error("unexpected failure %s", reference, exc_info=error)
    message = _("Something failed that should not. Nothing that was taken in is lost.")
    return _answer(HTTPStatus.INTERNAL_SERVER_ERROR, message, reference)


def _answer(
    status: HTTPStatus, message: str, reference: str = ""
) -> ResponseReturnValue:
    wants_json = request.accept_mimetypes.best == "application/json"
    if wants_json:
        return jsonify({"error": message}), status
    names = {
        HTTPStatus.NOT_FOUND: _("Not found"),
        HTTPStatus.FORBIDDEN: _("Refused"),
        HTTPStatus.INTERNAL_SERVER_ERROR: _("Something failed"),
    }
    return (
        page(
            "error.html",
            status=status.value,
            name=names.get(status, _("That did not work")),
            message=message,
            reference=reference,
        ),
        status,
    )
