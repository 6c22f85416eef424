"""Slips: deliveries of ours that were late, as the log tells them."""

from typing import Any

from sqlalchemy import func
from sqlalchemy import insert
from sqlalchemy import or_
from sqlalchemy import select
from sqlalchemy import update

from ledger.domain.errors import NotFoundError
from ledger.domain.event import SealedEvent
from ledger.domain.obligation import Slip
from ledger.domain.request import Passage
from ledger.store import tables
from ledger.store.columns import day_of
from ledger.store.database import Tx

column = tables.slips.c
_NOWHERE = {"document": None, "quote": "", "start": 0, "end": 0, "page": None}
_LABEL = "S-"


def recorded(tx: Tx, event: SealedEvent) -> None:
    """Add the row of a slip."""
    fields = event.fields
    row = {
        "id": event.subject,
        "label": fields["label"],
        "project": event.projects[0],
        "what": fields["what"],
        "deliverable": fields["deliverable"],
        "due": day_of(fields["due"]),
        "done": day_of(fields["done"]),
        "why": fields["why"],
        "position": event.position,
        **{name: fields.get(name, empty) for name, empty in _NOWHERE.items()},
    }
    tx.execute(insert(tables.slips), row)


def withdrawn(tx: Tx, event: SealedEvent) -> None:
    """Take a slip back; the log keeps it."""
    query = update(tables.slips).where(column.id == event.subject)
    tx.execute(query.values(withdrawn=event.fields["why"]))


def next_label(tx: Tx) -> str:
    """Return the label that the next slip of this ledger gets."""
    query = select(func.count()).select_from(tables.slips)
    return f"{_LABEL}{tx.execute(query).scalar_one() + 1}"


def find(tx: Tx, key: str) -> Slip:
    """Return a slip by its id or its label.

    Raises:
        NotFoundError: there is none.
    """
    wanted = key.strip()
    row = tx.execute(
        select(tables.slips).where(
            or_(column.id == wanted, func.lower(column.label) == wanted.lower())
        )
    ).first()
    if row is None:
        raise NotFoundError("slip", key)
    return _slip(row)


def of_project(tx: Tx, project: str) -> list[Slip]:
    """Return the slips of a project in the order of their days."""
    query = select(tables.slips).where(column.project == project)
    rows = tx.execute(query.order_by(column.due, column.position))
    return [_slip(row) for row in rows]


def _slip(row: Any) -> Slip:
    passage = None
    if row.document is not None:
        passage = Passage(**{name: getattr(row, name) for name in _NOWHERE})
    return Slip(
        id=row.id,
        label=row.label,
        project=row.project,
        what=row.what,
        deliverable=row.deliverable,
        due=row.due,
        done=row.done,
        why=row.why,
        passage=passage,
        withdrawn=row.withdrawn,
        position=row.position,
    )
