"""People: who writes, for whom, and from which addresses."""

import re
from http import HTTPStatus

from flask import Blueprint
from flask import flash
from flask import redirect
from flask import request
from flask import url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from ledger.domain.errors import BadInputError
from ledger.domain.project import Person
from ledger.domain.project import Side
from ledger.services import people
from ledger.services import projects
from ledger.services.projects import Introduced
from ledger.services.projects import NewPerson
from ledger.web.context import actor
from ledger.web.context import page
from ledger.web.context import the_ledger
from ledger.web.forms import Form

pages = Blueprint("people", __name__, url_prefix="/people")


@pages.get("")
def listed() -> ResponseReturnValue:
    """Show everybody we know."""
    return _page(Form(request.args, side="client"))


@pages.post("")
def add() -> ResponseReturnValue:
    """Add a person; what waits from his addresses is filed."""
    form = Form(request.form, side="client")
    name = form.needed("name", _("Enter the name."))
    side = form.typed("side")
    client = form.typed("client") if side != Side.PROVIDER else ""
    if side == Side.CLIENT:
        client = form.needed("client", _("Choose or enter the client."))
    if form.right:
        new = NewPerson(
            name=name,
            side=side,
            client=client,
            role=form.typed("role"),
            addresses=_split(form.typed("addresses")),
        )
        with form.blame("addresses"):
            return _welcomed(projects.introduce(the_ledger(), actor(), new))
    return _page(form)


@pages.post("/<key>/addresses")
def add_address(key: str) -> ResponseReturnValue:
    """Add an address of a person; what waits from it is filed."""
    form = Form(request.form)
    address = form.needed("address", _("Enter the address."))
    if form.right:
        with form.blame("address", only=BadInputError):
            done = people.add_address(the_ledger(), actor(), key, address)
            return _welcomed(Introduced(done.person, done.filed))
    return _page(form, key)


def _welcomed(made: Introduced) -> ResponseReturnValue:
    known = _("%(name)s is known with %(addresses)s.", **_described(made.person))
    filed = ngettext(
        "%(num)d waiting item was filed.",
        "%(num)d waiting items were filed.",
        made.filed,
    )
    nothing = _("Nothing waited from there.")
    flash(f"{known} {filed if made.filed else nothing}", "success")
    anchor = f"s-{made.person.id}"
    return redirect(url_for("people.listed", _anchor=anchor), HTTPStatus.SEE_OTHER)


def _described(person: Person) -> dict[str, str]:
    addresses = ", ".join(each.address for each in person.addresses)
    return {"name": person.name, "addresses": addresses or str(_("no address yet"))}


def _split(text: str) -> list[str]:
    return [part for part in re.split(r"[\s,;]+", text) if part]


def _page(form: Form, faulty: str = "") -> ResponseReturnValue:
    ledger = the_ledger()
    everybody = projects.people(ledger)
    clients = projects.clients(ledger)
    return page(
        "people/listed.html",
        ours=[each for each in everybody if each.client is None],
        theirs=[(c, [p for p in everybody if p.client == c]) for c in clients],
        clients=clients,
        form=form,
        faulty=faulty,
    ), form.status
