"""Receipts: what became of each file of one act of taking in."""

from collections.abc import Iterable
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from ledger.domain.document import Document
from ledger.domain.receipt import Item
from ledger.domain.receipt import Outcome
from ledger.domain.receipt import PARTLY_READ
from ledger.domain.receipt import Receipt
from ledger.opened import Ledger
from ledger.services import handlers
from ledger.services import itemising
from ledger.services import resuming
from ledger.store import documents
from ledger.store import receipts
from ledger.store import waiting
from ledger.store.database import Tx
from ledger.store.jobs import HOLDING

_NAMED = 20
"""How many of the files that were there before an account names."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """A receipt with its counts, and the lines that a person must look at."""

    receipt: Receipt
    taken_in: int
    duplicates: int
    set_aside: tuple[Item, ...]
    unread: tuple[Item, ...]
    """What was kept and cannot be read."""

    again: tuple[Item, ...]
    """The first lines of what was there before, each with the first document."""

    inside: int
    """How many files came inside others, and have no line of their own."""

    later: tuple[tuple[str, int], ...]
    """What is done later, by its name."""


def account(ledger: Ledger, key: str) -> Account:
    """Return the account of a receipt.

    Raises:
        NotFoundError: there is no receipt with that id.
    """
    now = ledger.now()
    with ledger.db.reading() as tx:
        receipt = receipts.find(tx, key)
        counts = receipts.counts(tx, key)
        set_aside = tuple(receipts.lines(tx, key, Outcome.SET_ASIDE))
        unread = tuple(receipts.unreadable(tx, key))
        again = tuple(receipts.lines(tx, key, Outcome.DUPLICATE, _NAMED))
        inside = _inside(tx, key)
        later = _later(tx, key, now)
    return Account(
        receipt=receipt,
        taken_in=counts[Outcome.TAKEN_IN],
        duplicates=counts[Outcome.DUPLICATE],
        set_aside=set_aside,
        unread=unread,
        again=again,
        inside=inside,
        later=later,
    )


def again(ledger: Ledger, key: str) -> Iterator[Item]:
    """Yield the lines of what was there before, each with the first one."""
    with ledger.db.reading() as tx:
        yield from receipts.lines(tx, key, Outcome.DUPLICATE)


def made(ledger: Ledger, key: str) -> Iterator[tuple[Document, str]]:
    """Yield every document that was made, with the path at which it was found."""
    for row in itemising.rows(ledger, key):
        if row.document:
            yield row.document, row.path


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How far the work on a receipt has come."""

    receipt: Receipt
    counts: dict[Outcome, int]
    unread: int
    """How many were kept and cannot be read."""

    inside: int
    """How many files came inside others, and have no line of their own."""

    waiting: int
    """How many pieces of work are not done that keep it open."""

    later: tuple[tuple[str, int], ...]
    """What is done later, by its name: slow work keeps no receipt open."""

    read: int
    """Of containers that are being read: how many bytes."""

    of: int
    """Of containers that are being read: how many bytes there are."""

    receiving: bool
    """Files are still being brought."""

    broken_off: bool
    """Who brought files is no more; the same may be brought again, and it goes on."""


def progress(ledger: Ledger, key: str) -> Progress:
    """Return how far the work on a receipt has come.

    Raises:
        NotFoundError: there is no receipt with that id.
    """
    now = ledger.now()
    with ledger.db.reading() as tx:
        states = waiting.states(tx, key)
        bringers = waiting.receiving(tx, key)
        return Progress(
            receipt=receipts.find(tx, key),
            counts=receipts.counts(tx, key),
            unread=receipts.count_unreadable(tx, key),
            inside=_inside(tx, key),
            waiting=waiting.number(tx, key),
            later=_later(tx, key, now),
            read=sum(state.get("offset", 0) for state in states),
            of=sum(state.get("size", 0) for state in states),
            receiving=bool(bringers),
            broken_off=any(map(resuming.is_broken_off, bringers)),
        )


def _inside(tx: Tx, key: str) -> int:
    made = documents.number_of_receipt(tx, key)
    return made - receipts.number_of_documents(tx, key)


def _later(tx: Tx, key: str, now: datetime) -> tuple[tuple[str, int], ...]:
    heaps = waiting.heaps(tx, now, key)
    return tuple(
        (handlers.name_of(heap.kind), heap.number)
        for heap in heaps
        if heap.kind not in HOLDING
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Inside:
    """What is known of the document of a line."""

    number: int
    """How much is inside it."""

    messages: int
    """How much of that are messages; the rest are files."""

    unread: int
    """How many of them cannot be read."""

    partly: bool
    """Whether only a part of it was read."""


def insides(ledger: Ledger, listed: Iterable[Item]) -> dict[str, Inside]:
    """Return what is inside the documents of some lines."""
    keys = [item.document for item in listed if item.document]
    with ledger.db.reading() as tx:
        counted = documents.inside_of(tx, keys)
        return {
            document.id: Inside(
                number=counted[document.id][0],
                messages=counted[document.id][1],
                unread=counted[document.id][2],
                partly=bool(PARTLY_READ & set(document.flags)),
            )
            for document in documents.get_many(tx, keys)
        }


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
