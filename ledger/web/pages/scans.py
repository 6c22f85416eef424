"""Scans: how far recognition has come, and recognising again in other languages."""

from http import HTTPStatus

from flask import Blueprint
from flask import flash
from flask import redirect
from flask import request
from flask import url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from ledger.domain.errors import BadInputError
from ledger.domain.rereading import ReadWorseError
from ledger.services import recognising
from ledger.services import scans
from ledger.services import showing
from ledger.web.context import actor
from ledger.web.context import page
from ledger.web.context import the_ledger
from ledger.web.sentences import translated

pages = Blueprint("scans", __name__, url_prefix="/documents/<key>")


@pages.get("/recognition")
def recognition(key: str) -> ResponseReturnValue:
    """Show how far the recognition of a document has come; htmx asks for it."""
    document = showing.show(the_ledger(), key).document
    found = scans.progress(the_ledger(), document)
    return page("documents/recognition.html", document=document, scan=found)


@pages.post("/languages")
def languages(key: str) -> ResponseReturnValue:
    """Recognise a document again, in the languages that were chosen."""
    chosen = request.form.getlist("language")
    try:
        recognising.again(the_ledger(), actor(), key, chosen)
    except (BadInputError, ReadWorseError) as error:
        flash(translated(error.sentence), "error")
    else:
        flash(
            _("Its words are recognised again; the earlier reading stays."), "success"
        )
    return redirect(url_for("documents.show", key=key), HTTPStatus.SEE_OTHER)
