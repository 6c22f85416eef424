"""Work in the background: read what was kept, and log what was found inside.

A worker leases jobs, reads their files in the box, and in one transaction logs the
readings and the members and removes the jobs. So a crash at any point leaves every file
either done once or to be done. Containers are read in ``streams``.
"""

import logging
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing

from ledger.domain import problems
from ledger.domain.errors import BusyError
from ledger.domain.errors import DatabaseDamagedError
from ledger.domain.errors import DiskFullError
from ledger.domain.errors import HomeBrokenError
from ledger.domain.errors import ReadersMissingError
from ledger.domain.errors import ReadOnlyError
from ledger.opened import Ledger
from ledger.services import families
from ledger.services import intake
from ledger.services import streams
from ledger.services import workers
from ledger.services.families import Family
from ledger.services.workers import LEASE
from ledger.services.workers import Progress
from ledger.services.workers import Worker
from ledger.store import documents
from ledger.store import jobs
from ledger.store import receipts
from ledger.store.blobs import Batch
from ledger.store.jobs import Job

_JOBS = 48
_BYTES = 16 << 20
_TRIES = 3
_LOOK = 0.2

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

_log = logging.getLogger(__name__)


def run(
    ledger: Ledger,
    progress: Progress,
    receipt: str | None = None,
    stop: threading.Event | None = None,
) -> None:
    """Do the waiting jobs, of one receipt or of all, until none is left.

    Raises:
        DiskFullError: there is no room; what was done is safe, the rest waits.
        ReadersMissingError: no file can be read here; all of them wait.
    """
    stop = stop or threading.Event()
    with ThreadPoolExecutor(ledger.config.boxes) as threads:
        worker = Worker(ledger, workers.name(), threads, stop)
        number = _JOBS
        while not stop.is_set():
            listed = _lease(worker, number, receipt)
            if not listed:
                return
            try:
                progress(_do(worker, listed, progress))
                number = _JOBS
            except _PASSING:
                workers.give_back(worker, listed)
                raise
            except Exception:  # noqa: BLE001 - one poison file must not stop the rest
                _log.exception("reading failed; it is tried %d times", _TRIES)
                workers.give_back(worker, listed)
                if number == 1 and listed[0].tries >= _TRIES:
                    _set_aside(worker, listed[0])
                number = 1


def finish(ledger: Ledger, progress: Progress, receipt: str) -> None:
    """Do the jobs of a receipt, and wait for those that another worker has taken."""
    while True:
        run(ledger, progress, receipt)
        with ledger.db.reading() as tx:
            if not jobs.waiting(tx, receipt):
                return
        release_the_dead(ledger)
        time.sleep(_LOOK)


def release_the_dead(ledger: Ledger) -> None:
    """Give back the jobs of workers on this machine that are no more."""
    with ledger.db.writing() as tx:
        for holder in jobs.holders(tx):
            if not workers.alive(holder):
                jobs.release_all_of(tx, holder)


def close_receipts(ledger: Ledger) -> None:
    """Close the receipts of which nothing waits any more."""
    with ledger.db.writing() as tx:
        for receipt in receipts.still_open(tx):
            intake.close_if_done(ledger, tx, receipt.id)


def _lease(worker: Worker, number: int, receipt: str | None) -> list[Job]:
    """Take as many jobs as may be read at once: so many, or so many bytes."""
    now = worker.ledger.now()
    with worker.ledger.db.writing() as tx:
        listed = jobs.lease(tx, worker.name, now, now + LEASE, number, receipt)
        found = documents.get_many(tx, [job.subject for job in listed])
        sizes = {document.id: document.size for document in found}
        total = 0
        taken: list[Job] = []
        for job in listed:
            total += sizes.get(job.subject, 0)
            if not taken or total <= _BYTES:
                taken.append(job)
        later = [job.id for job in listed if job not in taken]
        jobs.untake(tx, later)
    return taken


def _do(worker: Worker, listed: list[Job], progress: Progress) -> int:
    """Do leased jobs and return how many documents they made."""
    abandoned = [job for job in listed if job.kind == jobs.RECEIVE]
    waiting = [job for job in listed if job.kind == jobs.READ]
    with worker.ledger.blobs.batch() as batch:
        started = worker.threads.map(lambda job: _start(worker, batch, job), waiting)
        begun = list(started)
    whole = [(job, family) for job, family in begun if family is not None]
    until = worker.ledger.now() + LEASE
    with worker.ledger.db.writing() as tx:
        whole = [
            (job, family)
            for job, family in whole
            if jobs.still_held(tx, job.id, worker.name, until)
        ]
        families.log(worker.ledger, tx, [family for _job, family in whole])
        jobs.done(tx, [job.id for job in abandoned])
        jobs.done(tx, [job.id for job, _family in whole])
        for key in {job.receipt for job in listed}:
            intake.close_if_done(worker.ledger, tx, key)
    for job, family in begun:
        if family is None:
            streams.read(worker, job, progress)
    return sum(len(family.documents) for _job, family in whole)


def _start(worker: Worker, batch: Batch, job: Job) -> tuple[Job, Family | None]:
    """Read the file of a job; None where it is a container, to be streamed."""
    with worker.ledger.db.reading() as tx:
        document = documents.find(tx, job.subject)
    if job.state:
        return job, None
    with worker.ledger.blobs.open(document.digest) as source:
        outcomes = worker.ledger.box.read(source, document.name)
        with closing(outcomes):
            return job, families.read(worker.ledger, batch, document.id, outcomes)


def _set_aside(worker: Worker, job: Job) -> None:
    """Say of a file that was tried too often that it cannot be read."""
    ledger = worker.ledger
    problem = problems.FAILED_OFTEN
    with ledger.blobs.batch() as batch:
        family = families.unreadable(ledger, batch, job.subject, problem)
    with ledger.db.writing() as tx:
        if jobs.free(tx, job.id):
            families.log(ledger, tx, [family])
            jobs.done(tx, [job.id])
            intake.close_if_done(ledger, tx, job.receipt)
