"""Rebuild: make every row, or the index, anew from the log and the blobs."""

from pathlib import Path
from typing import TextIO

from ledger.opened import Ledger
from ledger.services import indexing
from ledger.store import events
from ledger.store import projections


def projections_anew(ledger: Ledger) -> int:
    """Throw away all rows that come of the log, replay it, and return its length.

    It is one transaction: readers see the old rows until the new ones are there.
    """
    with ledger.db.writing() as tx:
        projections.clear(tx)
        for event in events.since(tx, 0):
            projections.apply(tx, [event], ledger.readings)
        return events.size(tx)


def dump(ledger: Ledger, target: TextIO) -> int:
    """Write all rows that come of the log, in one order; return how many.

    Two dumps of one log are equal to the byte.
    """
    with ledger.db.reading() as tx:
        return projections.dump(tx, target)


def index_anew(ledger: Ledger) -> int:
    """Throw the index away, build it from the log, and return its position."""
    indexing.begin_anew(ledger)
    return indexing.catch_up(ledger)


def dump_to(ledger: Ledger, path: Path) -> int:
    """Write the dump to a file."""
    with path.open("w", encoding="utf-8") as target:
        return dump(ledger, target)
