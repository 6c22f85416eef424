"""Arrivals: what came in lately, and how far it has been read."""

from dataclasses import dataclass

from ledger.domain.receipt import Outcome
from ledger.domain.receipt import Receipt
from ledger.opened import Ledger
from ledger.store import receipts
from ledger.store import waiting


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival:
    """One act of taking in, in numbers."""

    receipt: Receipt
    taken_in: int
    duplicates: int
    set_aside: int
    unread: int
    """How much was kept and cannot be read."""

    waiting: int
    """How many jobs of it are not done."""


def newest(ledger: Ledger, limit: int = 5) -> list[Arrival]:
    """Return the newest acts of taking in, newest first."""
    with ledger.db.reading() as tx:
        listed = receipts.newest(tx, limit)
        unread = receipts.unreadable_in_each(tx, [receipt.id for receipt in listed])
        counts = {receipt.id: receipts.counts(tx, receipt.id) for receipt in listed}
        to_do = {r.id: waiting.number(tx, r.id) for r in listed if not r.closed_at}
    return [
        Arrival(
            receipt=receipt,
            taken_in=counts[receipt.id][Outcome.TAKEN_IN],
            duplicates=counts[receipt.id][Outcome.DUPLICATE],
            set_aside=counts[receipt.id][Outcome.SET_ASIDE],
            unread=unread.get(receipt.id, 0),
            waiting=to_do.get(receipt.id, 0),
        )
        for receipt in listed
    ]
