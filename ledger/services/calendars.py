"""Calendars: which days are working days for a project, and the days people entered.

The list of holidays is the one that the terms name; closures and days that were moved
are entered by hand and stand in the log.
"""

from collections.abc import Iterable
from collections.abc import Sequence
from datetime import date

from ledger.domain.contract import in_force
from ledger.domain.contract import Term
from ledger.domain.digest import new_id
from ledger.domain.errors import AlreadyThereError
from ledger.domain.errors import BadInputError
from ledger.domain.event import Event
from ledger.domain.event import EventKind
from ledger.domain.event import Json
from ledger.domain.project import Project
from ledger.domain.provision import TermName
from ledger.domain.sentence import said
from ledger.domain.working_days import Calendar
from ledger.domain.working_days import EnteredDay
from ledger.domain.working_days import Window
from ledger.domain.working_days import window_end
from ledger.opened import Ledger
from ledger.services import holidays
from ledger.services.obligations import reason_for
from ledger.store import agreed
from ledger.store import entered_days
from ledger.store import projects
from ledger.store.database import Tx


def of(tx: Tx, project: Project, on: date, days: Iterable[date]) -> Calendar:
    """Return the calendar of a project, for counting among some days and beyond them.

    The list of holidays is that of the terms in force on a day.
    """
    terms = agreed.of_project(tx, project.id)
    return by(terms, on, days, entered_days.of_project(tx, project.id))


def by(
    terms: Sequence[Term],
    on: date,
    days: Iterable[date],
    entered: Iterable[EnteredDay],
) -> Calendar:
    """Return the calendar by the terms in force on a day, with the days entered.

    Where they name no list that is known, there is none, and what is counted says so.
    """
    term = in_force(terms, TermName.HOLIDAYS, on)
    name = term.provision.value if term else None
    try:
        found = holidays.calendar(name, days)
    except BadInputError:
        found = Calendar(unknown_list=name)
    return found.with_days(entered)


def window(
    ledger: Ledger, project: Project, start: date, number: int, unit: str
) -> Window:
    """Return when a window of a project ends, with the holidays that were left out.

    Raises:
        BadInputError: the number or the unit is none.
    """
    with ledger.db.reading() as tx:
        calendar = of(tx, project, start, [start])
    return window_end(start, number, unit, calendar)


def enter_day(
    ledger: Ledger, actor: str, project_key: str, day: date, why: str, *, works: bool
) -> EnteredDay:
    """Say that on a day nobody works, or that on a day off is worked; with a reason.

    Raises:
        NotFoundError: there is no such project.
        AlreadyThereError: something is entered for that day.
        BadInputError: no reason is given.
    """
    with ledger.db.writing() as tx:
        project = projects.find(tx, project_key)
        if any(each.day == day for each in entered_days.of_project(tx, project.id)):
            raise AlreadyThereError("day that was entered", day.isoformat())
        key = new_id("y")
        fields: dict[str, Json] = {
            "day": day.isoformat(),
            "works": works,
            "why": _reason(why),
        }
        event = Event(
            kind=EventKind.DAY_RECORDED,
            subject=key,
            actor=actor,
            projects=(project.id,),
            fields=fields,
        )
        ledger.record(tx, event)
        return entered_days.find(tx, key)


def withdraw_day(ledger: Ledger, actor: str, key: str, why: str) -> EnteredDay:
    """Take a day back that was entered; the log keeps it.

    Raises:
        NotFoundError: there is no such day.
        BadInputError: no reason is given.
    """
    with ledger.db.writing() as tx:
        found = entered_days.find(tx, key)
        event = Event(
            kind=EventKind.DAY_WITHDRAWN,
            subject=found.id,
            actor=actor,
            projects=(found.project,),
            fields={"day": found.day.isoformat(), "why": reason_for(why)},
        )
        ledger.record(tx, event)
        return found


def entered(ledger: Ledger, project: Project) -> list[EnteredDay]:
    """Return the days of a project that people entered, in their order."""
    with ledger.db.reading() as tx:
        return entered_days.of_project(tx, project.id)


def _reason(why: str) -> str:
    if not why.strip():
        raise BadInputError(said("Say why: what is closed, or what day it was for."))
    return why.strip()
