"""The tray: what waits for a project, the heads of families alone."""

from collections.abc import Iterable
from collections.abc import Iterator

from sqlalchemy import func
from sqlalchemy import literal_column
from sqlalchemy import select

from ledger.domain.document import Document
from ledger.store import documents
from ledger.store import tables
from ledger.store.database import Tx

_WAITS = tables.documents.c.waits == literal_column("1")


def newest(tx: Tx, limit: int, offset: int = 0) -> list[Document]:
    """Return what waits without a project, newest first; never a part of a family."""
    rows = tx.execute(
        select(tables.documents)
        .where(_WAITS)
        .order_by(tables.documents.c.sorted_at.desc(), tables.documents.c.position)
        .limit(limit)
        .offset(offset)
    )
    return [documents.from_row(row) for row in rows]


def size(tx: Tx) -> int:
    """Return how many documents wait in the tray."""
    query = select(func.count()).select_from(tables.documents).where(_WAITS)
    return tx.execute(query).scalar_one()


def oldest_first(tx: Tx) -> Iterator[list[Document]]:
    """Yield what waits in the tray, the oldest first, some at a time."""
    last = -1
    column = tables.documents.c
    while True:
        query = select(tables.documents).where(_WAITS, column.position > last)
        rows = tx.execute(query.order_by(column.position).limit(500)).all()
        if not rows:
            return
        last = rows[-1].position
        yield [documents.from_row(row) for row in rows]


def naming(tx: Tx, addresses: Iterable[str]) -> list[str]:
    """Return what waits in the tray and names one of some addresses in its head."""
    named = select(tables.participants.c.document).where(
        tables.participants.c.address.in_(list(addresses))
    )
    query = (
        select(tables.documents.c.id)
        .where(_WAITS, tables.documents.c.id.in_(named))
        .order_by(tables.documents.c.position)
    )
    return list(tx.execute(query).scalars())
