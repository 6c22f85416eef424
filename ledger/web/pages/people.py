"""People: who writes, for whom, and from which addresses; who may be here twice."""

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

from ledger.domain.access import Of
from ledger.domain.people import folded_name
from ledger.domain.project import Person
from ledger.domain.project import Side
from ledger.services import merging
from ledger.services import people
from ledger.services import projects
from ledger.services import writings
from ledger.services.accesses import Apart
from ledger.services.projects import Introduced
from ledger.services.projects import NewPerson
from ledger.web import noting
from ledger.web.context import actor
from ledger.web.context import page
from ledger.web.context import the_ledger
from ledger.web.forms import Form

pages = Blueprint("people", __name__, url_prefix="/people")

_DOUBLES = 5
_LONGEST = 200


@pages.get("")
def listed() -> ResponseReturnValue:
    """Show everybody we know, or those whose name or address was looked for."""
    return _page(
        Form(
            {},
            side="client",
            name=request.args.get("name", "")[:_LONGEST],
            addresses=request.args.get("address", "")[:_LONGEST],
        )
    )


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


def _welcomed(made: Introduced) -> ResponseReturnValue:
    known = _("%(name)s is known with %(addresses)s.", **_described(made.person))
    flash(f"{known} {told_filed(made.filed)}", "success")
    address = url_for("people.listed", _anchor=f"s-{made.person.id}")
    return redirect(address, HTTPStatus.SEE_OTHER)


def told_filed(number: int) -> str:
    """Return how much of what waited was filed, as a sentence."""
    if not number:
        return str(_("Nothing waited from there."))
    told = ngettext(
        "%(num)d waiting item was filed.", "%(num)d waiting items were filed.", number
    )
    return str(told)


def _described(person: Person) -> dict[str, str]:
    addresses = ", ".join(each.address for each in person.addresses)
    return {"name": person.name, "addresses": addresses or str(_("no address yet"))}


def _split(text: str) -> list[str]:
    return [part for part in re.split(r"[\s,;]+", text) if part]


def _page(form: Form) -> ResponseReturnValue:
    ledger = the_ledger()
    sought = request.args.get("q", "").strip()[:_LONGEST]
    side = request.args.get("side", "")
    everybody = people.every(ledger)
    found = [each for each in everybody if _fits(each, sought, side)]
    clients = projects.clients(ledger)
    narrowed = bool(sought or side)
    theirs = [(c, [p for p in found if p.client == c]) for c in clients]
    return page(
        "people/listed.html",
        ours=[each for each in found if each.client is None],
        theirs=[each for each in theirs if each[1] or not narrowed],
        clients=clients,
        form=form,
        q=sought,
        side=side,
        narrowed=narrowed,
        known=len(everybody),
        doubles=merging.likely_doubles(ledger)[:_DOUBLES],
        strangers=writings.strangers(ledger),
        noted=_noted(sought, side, len(found)) if sought else True,
    ), form.status


def _noted(sought: str, side: str, number: int) -> bool:
    given = {"q": sought, "side": side}
    return noting.searched(Apart(of=Of.PEOPLE, given=given), number)


def _fits(person: Person, sought: str, side: str) -> bool:
    """Tell whether a person is looked for: by the beginning of a word of his name."""
    if side and person.side != side:
        return False
    low = sought.casefold()
    if not low or any(low in each.address for each in person.addresses):
        return True
    names = folded_name(person.name)
    begun = all(
        any(name.startswith(word) for name in names) for word in folded_name(sought)
    )
    return low in person.name.casefold() or (begun and bool(folded_name(sought)))
