"""The access log: who searched for what, and what left as a file."""

from dataclasses import dataclass

from flask import Blueprint
from flask import request
from flask import url_for

from ledger.domain.access import Access
from ledger.domain.access import Of
from ledger.domain.access import What
from ledger.domain.account import Role
from ledger.services import accesses
from ledger.services import accounts
from ledger.services.accesses import Apart
from ledger.services.accesses import Listed
from ledger.web import called
from ledger.web import facets
from ledger.web.asked import Asked
from ledger.web.context import page
from ledger.web.context import the_ledger
from ledger.web.context import who

pages = Blueprint("accesses", __name__)

_AT_ONCE = 50


@dataclass(frozen=True, slots=True)
class Line:
    """An access as the page lists it."""

    access: Access
    asked: Asked
    apart: Apart | None
    """Where else than in the search of everything it was."""

    @property
    def address(self) -> str:
        """Return where it leads; empty where that is nowhere."""
        if self.apart is not None:
            return _elsewhere(self.apart)
        return self.asked.address() if self.asked.anything else ""


@pages.get("/audit/searches")
def listed() -> str:
    """Show an owner all searches and exports, and everybody else his own."""
    ledger, viewer = the_ledger(), who()
    account = request.args.get("account", "")
    what = request.args.get("what", "")
    what = what if what in set(What) else ""
    number = max(1, request.args.get("page", 1, type=int))

    def part(number: int) -> Listed:
        start = (number - 1) * _AT_ONCE
        return accesses.seen_by(
            ledger, viewer, _AT_ONCE, start, account=account, what=what
        )

    found = part(number)
    count = max(1, -(-found.total // _AT_ONCE))
    if number > count:
        number, found = count, part(count)
    lines = [_line(each) for each in found.found]
    return page(
        "accesses/listed.html",
        lines=lines,
        total=found.total,
        owner=viewer.role is Role.OWNER,
        whose=found.accounts,
        account=account,
        what=what,
        names={each.id: each.name for each in accounts.every(ledger)},
        called=called.of(ledger, [line.asked.wanted for line in lines]),
        when=facets.when,
        days=ledger.config.access_days,
        number=number,
        pages=count,
        turned=lambda at: url_for(
            "accesses.listed", account=account or None, what=what or None, page=at
        ),
    )


def _line(access: Access) -> Line:
    asked = Asked(wanted=accesses.asked_for(access))
    return Line(access, asked, accesses.apart(access))


def _elsewhere(apart: Apart) -> str:
    """Return the address of a list, or of what a file was of."""
    key, given = apart.key, apart.given
    places: dict[Of, tuple[str, dict[str, str | None]]] = {
        Of.REQUESTS: ("requests.listed", {"key": key or None, **given}),
        Of.PERSON: ("persons.show", {"key": key, **given, "_anchor": "words"}),
        Of.PEOPLE: ("people.listed", {**given}),
        Of.RECEIPT: ("uploads.receipt", {"key": key}),
        Of.STATEMENT: ("statements.show", {"key": given.get("project"), "label": key}),
        Of.DELAYS: ("obligations.listed", {"key": key, "on": given.get("on")}),
        Of.STORY: ("requests.show", {"key": key}),
    }
    if apart.of not in places:
        return ""
    endpoint, values = places[apart.of]
    return url_for(endpoint, **values)  # type: ignore[arg-type]
