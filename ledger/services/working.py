"""Work in the background: lease what waits, and let its handler do it.

A worker leases jobs of one kind, and their handler ends them in the transaction that
logs what came of them. So a crash at any point leaves each either done once or to be
done. One that fails is tried again alone; after three tries it is set aside and shown.
"""

import logging
import socket
import threading
import time
from collections.abc import Collection
from concurrent.futures import ThreadPoolExecutor

from ledger.domain.errors import BusyError
from ledger.domain.errors import DatabaseDamagedError
from ledger.domain.errors import DiskFullError
from ledger.domain.errors import HomeBrokenError
from ledger.domain.errors import LedgerError
from ledger.domain.errors import ReadersMissingError
from ledger.domain.errors import ReadOnlyError
from ledger.domain.sentence import said
from ledger.domain.sentence import to_say
from ledger.opened import Ledger
from ledger.services import handlers
from ledger.services import intake
from ledger.services import workers
from ledger.services.handling import Handler
from ledger.services.workers import LEASE
from ledger.services.workers import Progress
from ledger.services.workers import Worker
from ledger.store import jobs
from ledger.store import leases
from ledger.store import receipts
from ledger.store import waiting
from ledger.store.jobs import Job
from ledger.store.jobs import MOST_TRIES

_LOOK = 0.2
_ENDS = 12
"""How often the program may end while it does a job before that is set aside."""

_PASSING = (
    DiskFullError,
    BusyError,
    ReadersMissingError,
    HomeBrokenError,
    DatabaseDamagedError,
    ReadOnlyError,
    OSError,
)
"""What is wrong with this moment or this machine, and says nothing of a file."""

_FAR = (ConnectionError, TimeoutError, socket.gaierror)
"""What is wrong with another machine: a try of the job that asked it."""

_ENDED = to_say("The program ended %(times)s times while it did this.")
_FAILED = to_say(
    "It failed %(times)s times, the last time with an error of the program: %(what)s."
)
REASONS = (_ENDED, _FAILED)
"""Why a job was set aside, beside what an error said."""

_log = logging.getLogger(__name__)


def run(
    ledger: Ledger,
    progress: Progress,
    receipt: str | None = None,
    stop: threading.Event | None = None,
    *,
    kinds: Collection[str] | None = None,
    behind: bool = False,
) -> None:
    """Do the waiting jobs, of one receipt or of all, until none is left.

    With ``behind`` nothing is begun while other kinds wait that come first.

    Raises:
        DiskFullError: there is no room; what was done is safe, the rest waits.
        ReadersMissingError: no file can be read here; all of them wait.
    """
    with ThreadPoolExecutor(ledger.config.boxes) as threads:
        worker = Worker(
            ledger=ledger,
            name=workers.name(),
            threads=threads,
            stop=stop or threading.Event(),
            progress=progress,
            kinds=frozenset(handlers.EVERY if kinds is None else kinds),
            receipt=receipt,
        )
        alone = 0
        while not worker.stop.is_set():
            listed = _lease(worker, alone=alone > 0, behind=behind)
            if not listed:
                return
            alone = _done(worker, listed) or max(0, alone - 1)


def finish(
    ledger: Ledger,
    progress: Progress,
    receipt: str,
    kinds: Collection[str] = handlers.QUICK,
) -> None:
    """Do the jobs of a receipt, and wait for those that another worker has taken.

    What was put off, because something it needs is not here, is not waited for.
    """
    while True:
        run(ledger, progress, receipt, kinds=kinds)
        with ledger.db.reading() as tx:
            if not waiting.number(tx, receipt, kinds, ledger.now()):
                return
        release_the_dead(ledger)
        time.sleep(_LOOK)


def release_the_dead(ledger: Ledger) -> None:
    """Give back the jobs of workers on this machine that are no more.

    Of other machines nobody knows; whoever held a receipt for too long is no more.
    """
    now = ledger.now()
    with ledger.db.reading() as tx:
        dead = [each for each in leases.holders(tx) if not workers.alive(each)]
        late = [each for each in leases.overdue(tx, now) if workers.is_process(each)]
    if dead or late:
        with ledger.db.writing() as tx:
            for holder in dead:
                leases.release_all_of(tx, holder)
            for holder in late:
                leases.release_overdue(tx, holder, now)


def close_receipts(ledger: Ledger) -> None:
    """Close the receipts of which nothing waits any more."""
    with ledger.db.writing() as tx:
        for receipt in receipts.still_open(tx):
            intake.close_if_done(ledger, tx, receipt.id)


def _lease(worker: Worker, *, alone: bool, behind: bool) -> list[Job]:
    """Take the next jobs that may be done together; none where nothing is to be done.

    Looking comes first: whoever finds nothing does not make others wait.
    """
    ledger = worker.ledger
    now = ledger.now()
    until = now + LEASE
    with ledger.db.reading() as tx:
        first = leases.first_free(tx, now, until, worker.receipt, worker.kinds)
        known = leases.first_free(tx, now, until, kinds=handlers.EVERY)
    if first is None or (behind and known and known.priority < first.priority):
        return []
    handler = handlers.EVERY[first.kind]
    with ledger.db.writing() as tx:
        listed = leases.lease(
            tx,
            worker.name,
            now,
            until,
            1 if alone else handler.together,
            worker.receipt,
            kinds=worker.kinds,
        )
        if not listed:
            return []
        handler = handlers.EVERY[listed[0].kind]
        taken = listed[: handler.together]
        if handler.fitting:
            taken = list(handler.fitting(tx, taken))
        leases.untake(tx, [job.id for job in listed[len(taken) :]])
    return taken


def _done(worker: Worker, listed: list[Job]) -> int:
    """Do leased jobs; return how many are to be done alone now, for one of them fails.

    Raises:
        Exception: what says nothing of these jobs, but of this machine.
    """
    handler = handlers.EVERY[listed[0].kind]
    if listed[0].tries > _ENDS:
        handler.give_up(worker, listed[0], said(_ENDED, times=_ENDS))
        return 0
    try:
        handler.do(worker, listed)
    except Exception as error:
        if isinstance(error, _PASSING) and not isinstance(error, _FAR):
            workers.give_back(worker, listed)
            raise
        _log.exception("a job failed; it is tried %d times", MOST_TRIES)
        _failed(worker, handler, listed, error)
        return len(listed) if len(listed) > 1 else 0
    return 0


def _failed(
    worker: Worker, handler: Handler, listed: list[Job], error: Exception
) -> None:
    """Let jobs be tried again, or give up one that was tried alone and too often."""
    [first, *others] = listed
    with worker.ledger.db.reading() as tx:
        known = jobs.find(tx, first.id) or first  # it may have come on meanwhile
    if not others and known.tries >= MOST_TRIES:
        handler.give_up(worker, known, _why(error))
        return
    pause = handler.rest * 2 ** (known.tries - 1)
    not_before = worker.ledger.now() + pause if pause else None
    with worker.ledger.db.writing() as tx:
        leases.release(tx, [job.id for job in listed], worker.name, not_before)


def _why(error: Exception) -> str:
    """Return why a job was set aside, as a sentence without anybody's words in it."""
    if isinstance(error, LedgerError):
        return str(error)
    return said(_FAILED, times=MOST_TRIES, what=type(error).__name__)
