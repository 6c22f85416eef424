"""Where messages quote an address: rows made as messages are read (``writings``)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func
from sqlalchemy import select

from ledger.store import tables
from ledger.store.database import Tx

quoted = tables.quotations.c
writings = tables.writings.c


@dataclass(frozen=True, slots=True)
class Quotation:
    """Where somebody else's message quotes an address."""

    document: str
    start: int
    end: int
    at: datetime
    """Of the message that quotes; nothing says when the words were written."""


def newest(
    tx: Tx, addresses: Iterable[str], limit: int, offset: int = 0
) -> list[Quotation]:
    """Return where addresses are quoted, the newest first."""
    query = (
        select(tables.quotations)
        .where(quoted.address.in_(set(addresses)))
        .order_by(quoted.at.desc(), quoted.document, quoted.start)
        .limit(limit)
        .offset(offset)
    )
    return [
        Quotation(row.document, row.start, row.end, row.at) for row in tx.execute(query)
    ]


def count(tx: Tx, addresses: Iterable[str]) -> int:
    """Return in how many places addresses are quoted."""
    query = select(func.count()).select_from(tables.quotations)
    wanted = quoted.address.in_(set(addresses))
    return tx.execute(query.where(wanted)).scalar_one()


def in_thread(tx: Tx, thread: str, addresses: Iterable[str], limit: int) -> list[str]:
    """Return the messages of a thread from some addresses, the newest first."""
    query = (
        select(writings.document)
        .join(tables.documents, tables.documents.c.id == writings.document)
        .where(
            tables.documents.c.thread == thread,
            writings.address.in_(set(addresses)),
        )
        .order_by(writings.at.desc())
        .limit(limit)
    )
    return list(tx.execute(query).scalars())
