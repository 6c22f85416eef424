"""Days that people entered: closures, and days of a weekend on which is worked."""

from typing import Any

from sqlalchemy import insert
from sqlalchemy import select
from sqlalchemy import update

from ledger.domain.errors import NotFoundError
from ledger.domain.event import SealedEvent
from ledger.domain.working_days import EnteredDay
from ledger.store import tables
from ledger.store.columns import day_of
from ledger.store.database import Tx

column = tables.entered_days.c


def recorded(tx: Tx, event: SealedEvent) -> None:
    """Add the row of a day."""
    row = {
        "id": event.subject,
        "project": event.projects[0],
        "day": day_of(event.fields["day"]),
        "works": int(bool(event.fields["works"])),
        "why": event.fields["why"],
        "position": event.position,
    }
    tx.execute(insert(tables.entered_days), row)


def withdrawn(tx: Tx, event: SealedEvent) -> None:
    """Take a day back; the log keeps it."""
    query = update(tables.entered_days).where(column.id == event.subject)
    tx.execute(query.values(withdrawn=event.fields["why"]))


def of_project(tx: Tx, project: str) -> list[EnteredDay]:
    """Return the days of a project that stand, in their order."""
    query = select(tables.entered_days).where(
        column.project == project, column.withdrawn.is_(None)
    )
    rows = tx.execute(query.order_by(column.day, column.position))
    return [_day(row) for row in rows]


def find(tx: Tx, key: str) -> EnteredDay:
    """Return a day that stands.

    Raises:
        NotFoundError: there is none with that id.
    """
    query = select(tables.entered_days).where(
        column.id == key, column.withdrawn.is_(None)
    )
    row = tx.execute(query).first()
    if row is None:
        raise NotFoundError("day that was entered", key)
    return _day(row)


def _day(row: Any) -> EnteredDay:
    return EnteredDay(
        id=row.id, project=row.project, day=row.day, works=bool(row.works), why=row.why
    )
