"""Resume: an act of taking in that was broken off goes on under the same receipt.

Whoever opens a receipt with a *plan* (which paths, for which project, held by whom) may
be killed at any moment. Who comes with the same plan takes the receipt over, and only
brings what is not in it yet; a file counts as brought where its path and its bytes are
the same. A receipt with which nobody goes on for a day is closed, and says so. The plan
is kept until the act has ended whole, the last word to the person included.
"""

import hashlib
from collections.abc import Iterable
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from ledger.domain.errors import BusyError
from ledger.domain.sentence import said
from ledger.opened import Ledger
from ledger.services import bringing
from ledger.services import intake
from ledger.services import workers
from ledger.services.intake import File
from ledger.store import jobs
from ledger.store import leases
from ledger.store import receipts
from ledger.store import waiting
from ledger.store.waiting import Line


@dataclass(frozen=True, slots=True)
class Resumed:
    """An act that goes on: under which receipt, and whether that is closed already."""

    receipt: str
    closed: bool


def take_over(ledger: Ledger, plan: dict[str, Any]) -> Resumed | None:
    """Hold the receipt of the same act that was broken off; None where there is none.

    Of several who come at once, one gets it.
    """
    now = ledger.now()
    with ledger.db.writing() as tx:
        for line in waiting.acts(tx):
            if line.state != plan or not _is_gone(line):
                continue
            closed = receipts.find(tx, line.receipt).closed_at is not None
            if not closed:
                until = now + intake.PATIENCE
                leases.hand_over(tx, line.id, workers.name(), now, until)
            return Resumed(line.receipt, closed)
    return None


def forget(ledger: Ledger, receipt: str) -> None:
    """Say that an act of taking in has ended, and will not be gone on with."""
    with ledger.db.writing() as tx:
        jobs.forget_act(tx, receipt)


def broken_off(ledger: Ledger) -> list[str]:
    """Return the receipts that wait for somebody to go on with them."""
    with ledger.db.reading() as tx:
        return [line.receipt for line in waiting.receiving(tx) if is_broken_off(line)]


def is_broken_off(line: Line) -> bool:
    """Tell whether who brought files to a receipt is no more, and could go on."""
    return bool(line.state) and _is_gone(line)


def left(ledger: Ledger, receipt: str, files: Iterable[File]) -> Iterator[File]:
    """Yield those files that were not brought to a receipt yet."""
    with ledger.db.reading() as tx:
        there = receipts.brought(tx, receipt)
    for file in files:
        known = there.get(file.path)
        if not known or _digest(file) not in known:
            yield file


def brings_more(ledger: Ledger, receipt: str, files: Iterable[File]) -> bool:
    """Tell whether some files are others than those that a receipt tells of."""
    with ledger.db.reading() as tx:
        there = receipts.brought(tx, receipt)
    for file in files:
        known = there.get(file.path)
        if known is None or (known and _digest(file) not in known):
            return True
    return False


def close(ledger: Ledger, key: str) -> None:
    """Close a receipt that was broken off with what was brought so far.

    Raises:
        NotFoundError: there is no such receipt.
        BusyError: somebody still brings files to it.
    """
    with ledger.db.writing() as tx:
        receipts.find(tx, key)
        for line in waiting.receiving(tx, key):
            if not is_broken_off(line):
                raise BusyError(said("Files are still being brought to this receipt."))
            bringing.break_off(ledger, tx, key, line.state.get("paths", ()))
        jobs.let_close(tx, key)
        jobs.forget_act(tx, key)
        intake.close_if_done(ledger, tx, key)


def _is_gone(line: Line) -> bool:
    """Tell whether nobody brings files: he is no more, or it is he who asks."""
    holder = line.leased_by
    return holder is None or holder == workers.name() or not workers.alive(holder)


def _digest(file: File) -> str:
    """Return the digest of a file; none where it cannot be opened."""
    try:
        with file.open() as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()  # type: ignore[arg-type]
    except OSError:
        return ""
