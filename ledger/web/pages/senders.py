"""Who sent a message: ask for another check, and the certificates of people."""

from http import HTTPStatus

from flask import Blueprint
from flask import flash
from flask import redirect
from flask import request
from flask import url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from ledger.domain.errors import LedgerError
from ledger.services import authenticity
from ledger.services import certificates
from ledger.services import people
from ledger.web.context import actor
from ledger.web.context import the_ledger
from ledger.web.forms import Form
from ledger.web.pages import persons
from ledger.web.sentences import translated

pages = Blueprint("senders", __name__)


@pages.post("/documents/<key>/authenticate")
def check(key: str) -> ResponseReturnValue:
    """Let it be checked once more who sent a message."""
    if authenticity.check(the_ledger(), [key]):
        flash(_("It is checked in the background; what was found stays."), "success")
    else:
        flash(_("There is nothing in it that could be checked."), "error")
    return redirect(url_for("documents.show", key=key), HTTPStatus.SEE_OTHER)


@pages.post("/people/<key>/certificates")
def add_certificate(key: str) -> ResponseReturnValue:
    """Keep a public key as that of a person."""
    form = Form(request.form)
    file = request.files.get("file")
    data = file.read() if file and file.filename else b""
    with form.blame("file"):
        made = certificates.add(the_ledger(), actor(), data, key, form.typed("origin"))
        number = len(made)
        flash(_("%(number)s put in; what waited for it is checked.", number=number))
        return _to(key)
    return persons.faulty_page(people.find(the_ledger(), key), form, "certificate")


@pages.post("/certificates/<key>/remove")
def remove_certificate(key: str) -> ResponseReturnValue:
    """Use a certificate no more."""
    why = request.form.get("why", "")
    try:
        found = certificates.remove(the_ledger(), actor(), key, why)
        flash(_("It is not used any more; what was found by it stays."), "success")
    except LedgerError as error:
        flash(translated(error.sentence), "error")
        found = certificates.find(the_ledger(), key)
    return _to(found.person)


def _to(person: str) -> ResponseReturnValue:
    address = url_for("persons.show", key=person, _anchor="certificates")
    return redirect(address, HTTPStatus.SEE_OTHER)
