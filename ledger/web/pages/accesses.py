"""The access log: who searched for what, and which results left as files."""

from dataclasses import dataclass

from flask import Blueprint
from flask import request
from flask import url_for

from ledger.domain.access import Access
from ledger.domain.access import What
from ledger.domain.account import Role
from ledger.services import accesses
from ledger.services import accounts
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


@pages.get("/audit/searches")
def listed() -> str:
    """Show an owner all searches and exports, and everybody else his own."""
    ledger, viewer = the_ledger(), who()
    account = request.args.get("account", "")
    what = request.args.get("what", "")
    what = what if what in set(What) else ""
    number = max(1, request.args.get("page", 1, type=int))
    found = accesses.seen_by(
        ledger,
        viewer,
        _AT_ONCE,
        (number - 1) * _AT_ONCE,
        account=account,
        what=what,
    )
    lines = [Line(each, Asked(wanted=accesses.asked_for(each))) for each in found.found]
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
        pages=-(-found.total // _AT_ONCE),
        turned=lambda at: url_for(
            "accesses.listed", account=account or None, what=what or None, page=at
        ),
    )
