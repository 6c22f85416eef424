"""Take in: from files to kept, logged evidence that waits to be read.

The way is straight, and each step leaves the ledger sound if the next one fails:

1. open a receipt;
2. keep the bytes of each file under their digest, a batch sharing its syncs;
3. in one transaction, log each file and queue its reading;
4. let the receipt close when nothing of it waits any more.

Reading is the work of ``working``; nothing here looks into a file.
"""

from collections.abc import Callable
from collections.abc import Iterable
from collections.abc import Iterator
from dataclasses import dataclass
from dataclasses import field
from datetime import timedelta
from typing import Any
from typing import IO

from ledger.domain.digest import new_id
from ledger.domain.errors import DiskFullError
from ledger.domain.errors import DoesNotFitError
from ledger.domain.errors import EmptyFileError
from ledger.domain.errors import FileTooLargeError
from ledger.domain.errors import LedgerError
from ledger.domain.errors import UnreadableFileError
from ledger.domain.event import Event
from ledger.domain.event import EventKind
from ledger.domain.event import Json
from ledger.domain.receipt import DAMAGED
from ledger.opened import Ledger
from ledger.services import bringing
from ledger.services import workers
from ledger.services.bringing import Brought
from ledger.services.bringing import TooMuch
from ledger.services.guarding import Guarded
from ledger.store import jobs
from ledger.store import leases
from ledger.store import receipts
from ledger.store import waiting
from ledger.store.blobs import Batch
from ledger.store.database import Tx

_FILES = 200
PATIENCE = timedelta(hours=24)
"""For how long a receipt is kept open for somebody who brings files."""


@dataclass(frozen=True, slots=True)
class File:
    """A file that somebody brings: what it is called, and how to open it."""

    path: str
    open: Callable[[], IO[bytes]]
    settled: Callable[[Tx], None] | None = None
    """Called in the transaction that logs it, whatever became of it."""

    arrival: dict[str, Json] = field(default_factory=dict)
    """From which source it came, and what is known of it there."""


def open_receipt(
    ledger: Ledger,
    actor: str,
    *,
    custodian: str,
    channel: str,
    project: str | None = None,
    holder: str = "",
    plan: dict[str, Any] | None = None,
) -> str:
    """Open a receipt and return its id; it stays open until ``let_close``.

    Should the ``holder`` die before (this process, where none is named), it is closed
    with what was brought so far; with a ``plan`` it waits for a day for somebody who
    brings the same again (``resuming``).
    """
    receipt = new_id("rc")
    now = ledger.now()
    with ledger.db.writing() as tx:
        ledger.record(
            tx,
            Event(
                kind=EventKind.RECEIPT_OPENED,
                subject=receipt,
                actor=actor,
                projects=(project,) if project else (),
                fields={"custodian": custodian, "channel": channel},
            ),
        )
        held_by = holder or workers.name()
        jobs.hold_open(tx, receipt, held_by, now, now + PATIENCE, plan)
    return receipt


def receive(ledger: Ledger, receipt: str, files: Iterable[File]) -> Iterator[int]:
    """Keep and log files, yielding how many so far; none is read yet.

    A file that cannot be kept (empty, too large for the limit or the disk, not to be
    opened) is set aside with its reason, and the others go on.

    Raises:
        DiskFullError: there is no room for any more; what was yielded is safe.
    """
    number = 0
    for group in _grouped(files):
        with ledger.blobs.batch() as batch:
            brought = [_bring(ledger, batch, file) for file in group]
            if all(isinstance(each, TooMuch) for each in brought):
                raise DiskFullError
        with ledger.db.writing() as tx:
            leases.renew_hold(tx, receipt, ledger.now() + PATIENCE)
            bringing.log(ledger, tx, receipts.find(tx, receipt), brought)
            for file in group:
                if file.settled:
                    file.settled(tx)
        number += len(group)
        yield number


def let_close(ledger: Ledger, receipt: str) -> None:
    """Say that no more files will be brought; it closes when all have been read."""
    with ledger.db.writing() as tx:
        jobs.let_close(tx, receipt)
        close_if_done(ledger, tx, receipt)


def close_if_done(ledger: Ledger, tx: Tx, key: str) -> None:
    """Close a receipt of which nothing waits any more."""
    receipt = receipts.find(tx, key)
    if receipt.closed_at or waiting.number(tx, key):
        return
    counts = receipts.counts(tx, key)
    ledger.record(
        tx,
        Event(
            kind=EventKind.RECEIPT_CLOSED,
            subject=key,
            actor=receipt.actor,
            projects=(receipt.project,) if receipt.project else (),
            fields={str(outcome): number for outcome, number in counts.items()},
        ),
    )


def _grouped(files: Iterable[File]) -> Iterator[list[File]]:
    """Yield files in groups that are small enough to be lost and done again."""
    group: list[File] = []
    for file in files:
        group.append(file)
        if len(group) >= _FILES:
            yield group
            group = []
    if group:
        yield group


def _bring(ledger: Ledger, batch: Batch, file: File) -> Brought:
    limit = ledger.config.limit_mb << 20
    try:
        with file.open() as stream:
            kept = batch.put(Guarded(ledger, stream, file.path), file.path, limit)
    except (EmptyFileError, FileTooLargeError) as error:
        return Brought(file.path, None, str(error), file.arrival)
    except DiskFullError:
        # Without its arrival: it is to be brought again when there is room.
        return TooMuch(file.path, None, str(DoesNotFitError(file.path)))
    except LedgerError:
        raise
    except OSError as error:
        refused = UnreadableFileError(file.path, error.strerror or DAMAGED)
        return Brought(file.path, None, str(refused), file.arrival)
    return Brought(file.path, kept, arrival=file.arrival)
