"""Statements of account: rows made of those that were issued."""

from typing import Any

from sqlalchemy import func
from sqlalchemy import insert
from sqlalchemy import or_
from sqlalchemy import select

from ledger.domain.digest import Digest
from ledger.domain.errors import NotFoundError
from ledger.domain.event import SealedEvent
from ledger.domain.moment import parse_day
from ledger.domain.statement import Statement
from ledger.store import tables
from ledger.store.database import Tx

rows = tables.statements.c
_LABEL = "S-"


def issued(tx: Tx, event: SealedEvent) -> None:
    """Add the row of a statement."""
    fields = event.fields
    tx.execute(
        insert(tables.statements),
        {
            "id": event.subject,
            "label": fields["label"],
            "project": event.projects[0],
            "first_day": parse_day(str(fields["from"])),
            "last_day": parse_day(str(fields["to"])),
            "issued_at": event.at,
            "issued_by": event.actor,
            "content": event.blob("statement").digest.hex,
            "pdf": event.blob("pdf").digest.hex,
            "csv": event.blob("csv").digest.hex,
            "position": event.position,
        },
    )


def next_label(tx: Tx) -> str:
    """Return the label that the next statement of this ledger gets."""
    query = select(func.count()).select_from(tables.statements)
    return f"{_LABEL}{tx.execute(query).scalar_one() + 1}"


def of_project(tx: Tx, project: str) -> list[Statement]:
    """Return the statements of a project, the newest first."""
    query = select(tables.statements).where(rows.project == project)
    return [_from_row(row) for row in tx.execute(query.order_by(rows.position.desc()))]


def find(tx: Tx, key: str) -> Statement:
    """Return a statement by its id or its label.

    Raises:
        NotFoundError: there is none.
    """
    wanted = key.strip()
    named = or_(rows.id == wanted, func.lower(rows.label) == wanted.lower())
    row = tx.execute(select(tables.statements).where(named)).first()
    if row is None:
        raise NotFoundError("statement", key)
    return _from_row(row)


def _from_row(row: Any) -> Statement:
    return Statement(
        id=row.id,
        label=row.label,
        project=row.project,
        first=row.first_day,
        last=row.last_day,
        issued_at=row.issued_at,
        issued_by=row.issued_by,
        content=Digest(row.content),
        pdf=Digest(row.pdf),
        csv=Digest(row.csv),
        position=row.position,
    )
