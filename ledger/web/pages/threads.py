"""Threads: a message is parted from one, or put back."""

from http import HTTPStatus

from flask import Blueprint
from flask import flash
from flask import redirect
from flask import request
from flask import url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from ledger.domain.errors import BadInputError
from ledger.services import joints
from ledger.web.context import actor
from ledger.web.context import the_ledger
from ledger.web.sentences import translated

pages = Blueprint("threads", __name__)


@pages.post("/documents/<key>/part")
def part(key: str) -> ResponseReturnValue:
    """Part a message from its thread, with the reason that a person gives."""
    try:
        joints.part(the_ledger(), actor(), key, request.form.get("why", ""))
        flash(_("Parted; it is a thread of its own now."), "success")
    except BadInputError as error:
        flash(translated(str(error)), "error")
    return redirect(url_for("documents.show", key=key), HTTPStatus.SEE_OTHER)


@pages.post("/documents/<key>/rejoin")
def rejoin(key: str) -> ResponseReturnValue:
    """Put a message back into its thread."""
    try:
        joints.rejoin(the_ledger(), actor(), key)
        flash(_("It is back in its thread."), "success")
    except BadInputError as error:
        flash(translated(str(error)), "error")
    return redirect(url_for("documents.show", key=key), HTTPStatus.SEE_OTHER)
