"""Home: what needs attention, the projects with their meters, what came in."""

from flask import Blueprint
from flask_babel import gettext as _

from ledger.domain import moment
from ledger.domain import source_errors
from ledger.services import arrivals
from ledger.services import news
from ledger.services import projects
from ledger.services import saved
from ledger.services.news import News
from ledger.web import meters
from ledger.web.asked import Asked
from ledger.web.context import actor
from ledger.web.context import page
from ledger.web.context import the_ledger
from ledger.web.context import viewer
from ledger.web.context import whole

pages = Blueprint("home", __name__)

_PROJECTS = 12
_ARRIVALS = 5
_MORNING, _NOON, _EVENING, _NIGHT = 5, 12, 18, 23


@pages.get("/")
def show() -> str:
    """Show where everything stands; a ledger without projects says how to begin."""
    ledger = the_ledger()
    found = whole()
    listed = found.projects[::-1]
    return page(
        "home/show.html",
        greeting=_greeting(),
        needs=found.needs,
        projects=[(each, meters.of(each)) for each in listed[:_PROJECTS]],
        further=len(listed[_PROJECTS:]),
        arrivals=arrivals.newest(ledger, _ARRIVALS),
        found=_found(),
        titles={each.project.id: each.project for each in listed},
        anything=bool(listed or found.needs or projects.people(ledger)),
        failure=source_errors.said_of,
    )


def _found() -> list[tuple[str, str, News]]:
    """Return the saved searches that have new hits, each with its address."""
    ledger, own = the_ledger(), actor()
    come = news.of(ledger, own)
    return [
        (
            each.name,
            Asked(wanted=saved.wanted(each.query), saved=each.id).address(),
            come[each.id],
        )
        for each in saved.seen_by(ledger, own)
        if each.id in come and come[each.id].number
    ]


def _greeting() -> str:
    ledger = the_ledger()
    hour = ledger.now().astimezone(moment.zone(ledger.config.zone)).hour
    found = viewer()
    name = found.name.split()[0] if found and found.name.split() else ""
    if _MORNING <= hour < _NOON:
        return str(_("Good morning, %(name)s", name=name))
    if _NOON <= hour < _EVENING:
        return str(_("Good afternoon, %(name)s", name=name))
    if _EVENING <= hour < _NIGHT:
        return str(_("Good evening, %(name)s", name=name))
    return str(_("Hello, %(name)s", name=name))
