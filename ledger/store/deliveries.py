"""Deliveries: rows made of what people recorded as handed over."""

from typing import Any

from sqlalchemy import insert
from sqlalchemy import select
from sqlalchemy import update

from ledger.domain.errors import NotFoundError
from ledger.domain.event import SealedEvent
from ledger.domain.moment import parse_day
from ledger.domain.point import Delivery
from ledger.store import tables
from ledger.store.database import Tx

rows = tables.deliveries.c


def recorded(tx: Tx, event: SealedEvent) -> None:
    """Add the row of a delivery."""
    fields = event.fields
    tx.execute(
        insert(tables.deliveries),
        {
            "id": event.subject,
            "project": event.projects[0],
            "deliverable": fields["deliverable"],
            "on_day": parse_day(str(fields["on"])),
            "documents": fields["documents"],
            "note": fields.get("note", ""),
            "position": event.position,
        },
    )


def withdrawn(tx: Tx, event: SealedEvent) -> None:
    """Take the entry of a delivery back; the log keeps it."""
    _set_withdrawn(tx, event.subject, str(event.fields["why"]))


def restored(tx: Tx, event: SealedEvent) -> None:
    """Let a delivery stand again."""
    _set_withdrawn(tx, event.subject, None)


def _set_withdrawn(tx: Tx, key: str, why: str | None) -> None:
    query = update(tables.deliveries).where(rows.id == key)
    tx.execute(query.values(withdrawn=why))


def of_project(tx: Tx, project: str) -> list[Delivery]:
    """Return all deliveries of a project, in the order of their days."""
    query = select(tables.deliveries).where(rows.project == project)
    found = tx.execute(query.order_by(rows.on_day, rows.position))
    return [_from_row(row) for row in found]


def every(tx: Tx) -> dict[str, list[Delivery]]:
    """Return the deliveries of every project by its id, each as ``of_project`` does."""
    found: dict[str, list[Delivery]] = {}
    query = select(tables.deliveries).order_by(rows.on_day, rows.position)
    for row in tx.execute(query):
        found.setdefault(row.project, []).append(_from_row(row))
    return found


def find(tx: Tx, key: str) -> Delivery:
    """Return a delivery.

    Raises:
        NotFoundError: there is none with that id.
    """
    row = tx.execute(select(tables.deliveries).where(rows.id == key)).first()
    if row is None:
        raise NotFoundError("delivery", key)
    return _from_row(row)


def _from_row(row: Any) -> Delivery:
    return Delivery(
        id=row.id,
        project=row.project,
        deliverable=row.deliverable,
        on=row.on_day,
        documents=tuple(row.documents),
        note=row.note,
        withdrawn=row.withdrawn,
        position=row.position,
    )
