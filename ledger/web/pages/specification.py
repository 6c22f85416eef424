"""The specification of a project: as it reads on a day, and between two days."""

from datetime import date
from datetime import timedelta

from flask import Blueprint
from flask import request
from flask.typing import ResponseReturnValue

from ledger.domain.specification import Change
from ledger.services import projects
from ledger.services import revisions
from ledger.services import specifications
from ledger.services.specifications import Line
from ledger.services.specifications import Shown
from ledger.web.context import page
from ledger.web.context import the_ledger
from ledger.web.forms import Form

pages = Blueprint("specification", __name__, url_prefix="/projects/<key>/specification")


@pages.get("")
def listed(key: str) -> ResponseReturnValue:
    """Show the items in force on a day; htmx asks for them alone."""
    project = projects.find(the_ledger(), key)
    asked = Form(request.args)
    shown = specifications.show(the_ledger(), project, asked.day("on"))
    return page(
        "specification/listed.html",
        "items",
        project=project,
        shown=shown,
        parts=_parts(shown),
        asked=asked,
        days=days(shown),
    ), asked.status


@pages.get("/between")
def between(key: str) -> ResponseReturnValue:
    """Show which items read otherwise on the later of two days."""
    ledger = the_ledger()
    project = projects.find(ledger, key)
    today = revisions.today(ledger, project)
    shown = specifications.show(ledger, project, today)
    asked = Form(request.args)
    known = [each for each in days(shown) if each <= today]
    before = known[-1] - timedelta(days=1) if known else today
    first, last = asked.day("from") or before, asked.day("to") or today
    found = specifications.between(ledger, project, first, last)
    return page(
        "specification/between.html",
        "differences",
        project=project,
        asked=asked,
        first=first,
        last=last,
        found=found,
        counts={
            str(change): len([each for each in found if each.change is change])
            for change in Change
        },
        sources=shown.sources,
        pieces=specifications.pieces,
        anything=bool(shown.specification.items),
    ), asked.status


def days(shown: Shown) -> list[date]:
    """Return the days from which something in a specification holds."""
    found = shown.specification
    listed = {each.from_day for each in found.wordings if each.withdrawn is None}
    listed |= {each.from_day for each in found.baselines if each.withdrawn is None}
    return sorted(listed)


def _parts(shown: Shown) -> list[tuple[str, list[Line]]]:
    """Return the items by the part to which they belong, in the order of numbers."""
    found: list[tuple[str, list[Line]]] = []
    for each in shown.lines:
        heading = each.state.wording.heading if each.state.wording else ""
        if not found or found[-1][0] != heading:
            found.append((heading, []))
        found[-1][1].append(each)
    return found
