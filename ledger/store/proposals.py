"""Proposals that somebody refused, as the log tells them."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import delete
from sqlalchemy import insert
from sqlalchemy import select

from ledger.domain.errors import NotFoundError
from ledger.domain.event import SealedEvent
from ledger.domain.provision import TermName
from ledger.store import tables
from ledger.store.database import Tx

rows = tables.refusals.c
_SAID = ("document", "name", "key", "quote", "start", "end", "page")


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """A proposal that is no term of a project, as somebody said."""

    id: str
    project: str
    document: str
    name: TermName
    key: str
    """By which the proposal is told apart from others of its document."""

    quote: str
    start: int
    end: int
    page: int | None


def refused(tx: Tx, event: SealedEvent) -> None:
    """Add the row of a refusal."""
    row = {
        "id": event.subject,
        "project": event.projects[0],
        "position": event.position,
        **{name: event.fields.get(name) for name in _SAID},
    }
    tx.execute(insert(tables.refusals), row)


def restored(tx: Tx, event: SealedEvent) -> None:
    """Take the row of a refusal away; the log keeps both acts."""
    tx.execute(delete(tables.refusals).where(rows.id == event.subject))


def refusals(tx: Tx, project: str, document: str) -> list[Refusal]:
    """Return what was refused of a document in a project, in the order of its words."""
    query = select(tables.refusals).where(rows.project == project)
    query = query.where(rows.document == document).order_by(rows.start, rows.position)
    return [_from_row(row) for row in tx.execute(query)]


def find(tx: Tx, key: str) -> Refusal:
    """Return a refusal.

    Raises:
        NotFoundError: there is none with that id, or it was taken back.
    """
    row = tx.execute(select(tables.refusals).where(rows.id == key)).first()
    if row is None:
        raise NotFoundError("refused proposal", key)
    return _from_row(row)


def _from_row(row: Any) -> Refusal:
    return Refusal(
        id=row.id,
        project=row.project,
        document=row.document,
        name=TermName(row.name),
        key=row.key,
        quote=row.quote,
        start=row.start,
        end=row.end,
        page=row.page,
    )
