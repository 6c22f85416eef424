"""Receipts: rows made from ``receipt.*``, ``document.*`` and ``file.set-aside``."""

from collections.abc import Iterable
from collections.abc import Iterator
from typing import Any

from sqlalchemy import and_
from sqlalchemy import ColumnElement
from sqlalchemy import func
from sqlalchemy import insert
from sqlalchemy import select
from sqlalchemy import update

from ledger.domain.errors import NotFoundError
from ledger.domain.event import SealedEvent
from ledger.domain.receipt import Item
from ledger.domain.receipt import Outcome
from ledger.domain.receipt import Receipt
from ledger.store import tables
from ledger.store.database import Tx

receipts = tables.receipts.c
items = tables.receipt_items.c
_ADD = insert(tables.receipt_items)


def opened(tx: Tx, event: SealedEvent) -> None:
    """Add the row of a receipt."""
    tx.execute(
        insert(tables.receipts),
        {
            "id": event.subject,
            "opened_at": event.at,
            "actor": event.actor,
            "custodian": event.fields["custodian"],
            "channel": event.fields["channel"],
            "project": event.projects[0] if event.projects else None,
        },
    )


def closed(tx: Tx, event: SealedEvent) -> None:
    """Close a receipt: nothing of it waits any more."""
    tx.execute(
        update(tables.receipts)
        .where(receipts.id == event.subject)
        .values(closed_at=event.at)
    )


def item_taken_in(tx: Tx, event: SealedEvent, first: str | None) -> None:
    """Add the line of a document that was taken in."""
    outcome = Outcome.DUPLICATE if first else Outcome.TAKEN_IN
    _add(tx, event, str(event.fields["receipt"]), outcome, event.subject, first)


def item_received_again(tx: Tx, event: SealedEvent) -> None:
    """Add the line of a file that was there before, byte for byte."""
    receipt = str(event.fields["receipt"])
    _add(tx, event, receipt, Outcome.DUPLICATE, None, event.subject)


def item_set_aside(tx: Tx, event: SealedEvent) -> None:
    """Add the line of a file that could not be kept."""
    _add(tx, event, event.subject, Outcome.SET_ASIDE, None, None)


def item_read(tx: Tx, document: str, message: str | None, problem: str | None) -> None:
    """Say in a document's line that it is an old message, or cannot be read."""
    if message and message != document:
        tx.execute(
            update(tables.receipt_items)
            .where(items.document == document)
            .values(outcome=Outcome.DUPLICATE, first=message)
        )
    if problem:
        tx.execute(
            update(tables.receipt_items)
            .where(items.document == document)
            .values(reason=problem)
        )


def item_told_apart(tx: Tx, document: str, message: str) -> None:
    """Say in a document's line whether it is an old message, whatever its bytes are.

    Two messages of a chat may be equal to the letter.
    """
    new = message == document
    outcome = Outcome.TAKEN_IN if new else Outcome.DUPLICATE
    tx.execute(
        update(tables.receipt_items)
        .where(items.document == document)
        .values(outcome=outcome, first=None if new else message)
    )


def item_read_again(tx: Tx, document: str, problem: str | None) -> None:
    """Say in a document's line what a newer reading made of it."""
    tx.execute(
        update(tables.receipt_items)
        .where(items.document == document)
        .values(reason=problem)
    )


def _add(
    tx: Tx,
    event: SealedEvent,
    receipt: str,
    outcome: Outcome,
    document: str | None,
    first: str | None,
) -> None:
    tx.execute(
        _ADD,
        {
            "receipt": receipt,
            "position": event.position,
            "outcome": outcome,
            "path": event.fields["path"],
            "document": document,
            "first": first,
            "reason": event.fields.get("reason"),
        },
    )


def find(tx: Tx, key: str) -> Receipt:
    """Return a receipt.

    Raises:
        NotFoundError: there is none with that id.
    """
    row = tx.execute(select(tables.receipts).where(receipts.id == key)).first()
    if row is None:
        raise NotFoundError("receipt", key)
    return _from_row(row)


def newest(tx: Tx, limit: int = 20, offset: int = 0) -> list[Receipt]:
    """Return the newest receipts, newest first."""
    query = select(tables.receipts).order_by(receipts.opened_at.desc(), receipts.id)
    rows = tx.execute(query.limit(limit).offset(offset))
    return [_from_row(row) for row in rows]


def number(tx: Tx) -> int:
    """Return how many receipts there are."""
    query = select(func.count()).select_from(tables.receipts)
    return tx.execute(query).scalar_one()


def still_open(tx: Tx) -> list[Receipt]:
    """Return the receipts that have not been closed, oldest first."""
    rows = tx.execute(
        select(tables.receipts)
        .where(receipts.closed_at.is_(None))
        .order_by(receipts.opened_at)
    )
    return [_from_row(row) for row in rows]


def counts(tx: Tx, key: str) -> dict[Outcome, int]:
    """Return how many lines of a receipt have which outcome."""
    rows = tx.execute(
        select(items.outcome, func.count().label("number"))
        .where(items.receipt == key)
        .group_by(items.outcome)
    )
    found = {Outcome(row.outcome): row.number for row in rows}
    return {outcome: found.get(outcome, 0) for outcome in Outcome}


def unreadable_in_each(tx: Tx, keys: Iterable[str]) -> dict[str, int]:
    """Return, for some receipts, how much of each was kept and cannot be read."""
    rows = tx.execute(
        select(items.receipt, func.count().label("number"))
        .where(items.receipt.in_(list(keys)))
        .where(items.outcome != Outcome.SET_ASIDE, items.reason.is_not(None))
        .group_by(items.receipt)
    )
    return {row.receipt: row.number for row in rows}


def lines(
    tx: Tx,
    key: str,
    outcome: Outcome | None = None,
    limit: int = 1 << 31,
    offset: int = 0,
) -> Iterator[Item]:
    """Yield the lines of a receipt in their order."""
    query = select(tables.receipt_items).where(items.receipt == key)
    if outcome:
        query = query.where(items.outcome == outcome)
    query = query.order_by(items.position).limit(limit).offset(offset)
    for row in tx.execute(query):
        yield _item(row)


def unreadable(tx: Tx, key: str, limit: int = 1 << 31, offset: int = 0) -> list[Item]:
    """Return the lines of what was kept and cannot be read."""
    rows = tx.execute(
        select(tables.receipt_items)
        .where(_unreadable(key))
        .order_by(items.position)
        .limit(limit)
        .offset(offset)
    )
    return [_item(row) for row in rows]


def count_unreadable(tx: Tx, key: str) -> int:
    """Return how many lines tell of something that was kept and cannot be read."""
    query = select(func.count()).select_from(tables.receipt_items)
    return tx.execute(query.where(_unreadable(key))).scalar_one()


def _unreadable(key: str) -> ColumnElement[bool]:
    return and_(
        items.receipt == key,
        items.outcome != Outcome.SET_ASIDE,
        items.reason.is_not(None),
    )


def number_of_documents(tx: Tx, key: str) -> int:
    """Return how many lines of a receipt are of a document that was made."""
    listed = select(func.count()).select_from(tables.receipt_items)
    again = (items.outcome == Outcome.DUPLICATE) & items.document.is_not(None)
    whole = items.outcome == Outcome.TAKEN_IN
    return sum(
        tx.execute(listed.where(items.receipt == key, which)).scalar_one()
        for which in (whole, again)
    )


def brought(tx: Tx, key: str) -> dict[str, set[str]]:
    """Return the files that were brought to a receipt: path and digests of each.

    What was set aside has no digest.
    """
    document = tables.documents.alias()
    found = func.coalesce(items.document, items.first)
    query = (
        select(items.path, document.c.digest)
        .join(document, document.c.id == found)
        .where(items.receipt == key)
        .where((document.c.parent.is_(None)) | items.document.is_(None))
    )
    aside = select(items.path).where(items.outcome == Outcome.SET_ASIDE)
    paths = tx.execute(aside.where(items.receipt == key)).scalars()
    there: dict[str, set[str]] = {path: set() for path in paths}
    for row in tx.execute(query):
        there.setdefault(row.path, set()).add(row.digest)
    return there


def path_of(tx: Tx, document: str) -> str:
    """Return under which path a document came; empty where no line says so."""
    query = select(items.path).where(items.document == document)
    return str(tx.execute(query.order_by(items.position).limit(1)).scalar() or "")


def document_at(tx: Tx, receipt: str, path: str) -> str | None:
    """Return what came under a path in one act of taking in, now or before."""
    query = select(items.document, items.first).where(
        items.receipt == receipt, items.path == path
    )
    row = tx.execute(query.limit(1)).first()
    return (row.document or row.first) if row else None


def _item(row: Any) -> Item:
    return Item(
        position=row.position,
        outcome=Outcome(row.outcome),
        path=row.path,
        document=row.document,
        first=row.first,
        reason=row.reason,
    )


def _from_row(row: Any) -> Receipt:
    return Receipt(
        id=row.id,
        opened_at=row.opened_at,
        closed_at=row.closed_at,
        actor=row.actor,
        custodian=row.custodian,
        channel=row.channel,
        project=row.project,
    )
