"""Receipts: what became of each file of one act of taking in."""

from collections.abc import Iterator
from dataclasses import dataclass

from ledger.domain.document import Document
from ledger.domain.receipt import Item
from ledger.domain.receipt import Outcome
from ledger.domain.receipt import Receipt
from ledger.opened import Ledger
from ledger.store import documents
from ledger.store import receipts
from ledger.store import waiting


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """A receipt with its counts, and the lines that a person must look at."""

    receipt: Receipt
    taken_in: int
    duplicates: int
    set_aside: tuple[Item, ...]
    unread: tuple[Item, ...]
    """What was kept and cannot be read."""


def account(ledger: Ledger, key: str) -> Account:
    """Return the account of a receipt.

    Raises:
        NotFoundError: there is no receipt with that id.
    """
    with ledger.db.reading() as tx:
        receipt = receipts.find(tx, key)
        counts = receipts.counts(tx, key)
        set_aside = tuple(receipts.lines(tx, key, Outcome.SET_ASIDE))
        unread = tuple(receipts.unreadable(tx, key))
    return Account(
        receipt=receipt,
        taken_in=counts[Outcome.TAKEN_IN],
        duplicates=counts[Outcome.DUPLICATE],
        set_aside=set_aside,
        unread=unread,
    )


def again(ledger: Ledger, key: str) -> Iterator[Item]:
    """Yield the lines of what was there before, each with the first one."""
    with ledger.db.reading() as tx:
        yield from receipts.lines(tx, key, Outcome.DUPLICATE)


def made(ledger: Ledger, key: str) -> Iterator[tuple[Document, str]]:
    """Yield every document that was made, with the path at which it was found.

    A mailbox makes very many; they are never all in memory.
    """
    with ledger.db.reading() as tx:
        paths = receipts.paths(tx, key)
        for document in documents.of_receipt(tx, key):
            if document.id not in paths and document.parent:
                inside = document.name or document.place
                paths[document.id] = f"{paths.get(document.parent, '')} › {inside}"
            yield document, paths[document.id]


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How far the work on a receipt has come."""

    receipt: Receipt
    counts: dict[Outcome, int]
    unread: int
    """How many were kept and cannot be read."""

    waiting: int
    """How many pieces of work are not done."""

    read: int
    """Of containers that are being read: how many bytes."""

    of: int
    """Of containers that are being read: how many bytes there are."""

    receiving: bool
    """Files are still being brought."""


def progress(ledger: Ledger, key: str) -> Progress:
    """Return how far the work on a receipt has come.

    Raises:
        NotFoundError: there is no receipt with that id.
    """
    with ledger.db.reading() as tx:
        states = waiting.states(tx, key)
        return Progress(
            receipt=receipts.find(tx, key),
            counts=receipts.counts(tx, key),
            unread=receipts.count_unreadable(tx, key),
            waiting=waiting.number(tx, key),
            read=sum(state.get("offset", 0) for state in states),
            of=sum(state.get("size", 0) for state in states),
            receiving=waiting.receiving(tx, key),
        )


def lines(
    ledger: Ledger, key: str, which: Outcome | None, limit: int, offset: int
) -> list[Item]:
    """Return a part of the lines of a receipt, of one outcome or of all."""
    with ledger.db.reading() as tx:
        return list(receipts.lines(tx, key, which, limit, offset))


def unreadable(ledger: Ledger, key: str, limit: int, offset: int) -> list[Item]:
    """Return a part of the lines of what was kept and cannot be read."""
    with ledger.db.reading() as tx:
        return receipts.unreadable(tx, key, limit, offset)


def newest(ledger: Ledger, limit: int, offset: int = 0) -> list[Progress]:
    """Return the newest receipts with what became of their files, newest first."""
    with ledger.db.reading() as tx:
        listed = receipts.newest(tx, limit, offset)
    return [progress(ledger, receipt.id) for receipt in listed]


def number(ledger: Ledger) -> int:
    """Return how many receipts there are."""
    with ledger.db.reading() as tx:
        return receipts.number(tx)
