"""Readers: the jobs of reading what was kept, and of closing what nobody brings to.

The files of some jobs are read in the box at once; in one transaction their readings
and members are logged and the jobs removed. Containers are read in ``streams``.
"""

from collections.abc import Sequence
from contextlib import closing
from dataclasses import replace
from itertools import chain

from ledger.domain import problems
from ledger.domain.reading import Kind
from ledger.domain.sentence import to_say
from ledger.services import bringing
from ledger.services import families
from ledger.services import intake
from ledger.services import persevering
from ledger.services import streams
from ledger.services.families import Family
from ledger.services.found import nothing
from ledger.services.found import Opened
from ledger.services.handling import ending
from ledger.services.handling import Handler
from ledger.services.persevering import Course
from ledger.services.workers import LEASE
from ledger.services.workers import Worker
from ledger.store import documents
from ledger.store import jobs
from ledger.store import leases
from ledger.store.blobs import Batch
from ledger.store.database import Tx
from ledger.store.jobs import Job

_JOBS = 48
_BYTES = 16 << 20


def read(worker: Worker, listed: Sequence[Job]) -> None:
    """Read the files of jobs, and log what they hold."""
    if len(listed) == 1 and not listed[0].state:
        _read_alone(worker, listed[0])
        return
    with worker.ledger.blobs.batch() as batch:
        started = worker.threads.map(lambda job: _start(worker, batch, job), listed)
        begun = list(started)
    _log(worker, [(job, family) for job, family in begun if family])
    for job, family in begun:
        if family is None:
            streams.read(worker, job)


def _read_alone(worker: Worker, job: Job) -> None:
    """Read one file; the reader that finds it to be a container reads on."""
    ledger, course = worker.ledger, Course()
    with ledger.db.reading() as tx:
        document = documents.find(tx, job.subject)
    with ledger.blobs.open(document.digest) as source:
        outcomes = persevering.outcomes(
            ledger.box, source, document.name, course, media_type=document.media_type
        )
        with closing(outcomes):
            first = next(outcomes)
            found = chain([first], outcomes)
            if families.is_of_container(first):
                del first  # it may be large
                opened = Opened(document.id, found, source)
                streams.go_on(worker, job, document, opened, course)
                return
            del first
            around = families.around_of(document)
            with ledger.blobs.batch() as batch:
                family = families.read(ledger, batch, document.id, found, around)
    if family:
        _log(worker, [(job, family)])


def _log(worker: Worker, read: Sequence[tuple[Job, Family]]) -> None:
    """Log what files hold, and end their jobs."""
    whole = {job.id: family for job, family in read}
    with ending(worker, [job for job, _family in read]) as end:
        families.log(worker.ledger, end.tx, [whole[job.id] for job in end.held])
    worker.progress(sum(len(whole[job.id].documents) for job in end.held))


def _fitting(tx: Tx, listed: Sequence[Job]) -> list[Job]:
    """Return as many jobs as may be read at once: so many bytes, or one file."""
    found = documents.get_many(tx, [job.subject for job in listed])
    sizes = {document.id: document.size for document in found}
    total = 0
    taken: list[Job] = []
    for job in listed:
        total += sizes.get(job.subject, 0)
        if taken and total > _BYTES:
            break
        taken.append(job)
    return taken


def _start(worker: Worker, batch: Batch, job: Job) -> tuple[Job, Family | None]:
    """Read the file of a job; None where it is a container, to be streamed."""
    with worker.ledger.db.reading() as tx:
        document = documents.find(tx, job.subject)
    if job.state:
        return job, None
    with worker.ledger.blobs.open(document.digest) as source:
        called = document.media_type  # until it is read, what its place tells
        course = Course()
        outcomes = persevering.outcomes(
            worker.ledger.box, source, document.name, course, media_type=called
        )
        with closing(outcomes):
            around = families.around_of(document)
            family = families.read(worker.ledger, batch, document.id, outcomes, around)
            known = {} if family else {"passed": course.plain()}
            return replace(job, state=known), family


def _unreadable(worker: Worker, job: Job, why: str) -> None:
    """Say of a file that was tried too often that it cannot be read.

    Of a container only the member at which it stands is passed over.
    """
    if streams.pass_over(worker, job):
        return
    ledger = worker.ledger
    now = ledger.now()
    reading = nothing(problems.FAILED_OFTEN)
    if job.state:
        reading = replace(reading, kind=Kind.ARCHIVE)
    with ledger.blobs.batch() as batch:
        family = families.closing_of(ledger, batch, job.subject, reading)
    with ledger.db.writing() as tx:
        if leases.held(tx, [job.id], worker.name, now + LEASE):
            families.log(ledger, tx, [family])
            jobs.set_aside(tx, job.id, now, why)
            intake.close_if_done(ledger, tx, job.receipt)


def _close(worker: Worker, listed: Sequence[Job]) -> None:
    """Let receipts close whose bringer is no more, with what was brought."""
    with ending(worker, listed) as end:
        for job in end.held:
            bringing.break_off(
                worker.ledger, end.tx, job.receipt, job.state.get("paths", ())
            )


HANDLERS = (
    Handler(
        kind=jobs.READ,
        do=read,
        waiting=to_say("files to be read"),
        together=_JOBS,
        fitting=_fitting,
        give_up=_unreadable,
    ),
    Handler(
        kind=jobs.RECEIVE,
        do=_close,
        waiting=to_say("receipts that somebody still brings files to"),
    ),
)
