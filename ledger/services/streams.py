"""Containers: read as a stream, a batch of members in one transaction.

The job of a container (an mbox) keeps, with each batch, the offset from which reading
can go on, so that a crash repeats nothing and loses nothing.
"""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass
from functools import partial

from ledger.domain.document import Document
from ledger.domain.reading import Member
from ledger.domain.reading import Reading
from ledger.services import families
from ledger.services import intake
from ledger.services import workers
from ledger.services.families import Family
from ledger.services.families import Found
from ledger.services.workers import LEASE
from ledger.services.workers import Progress
from ledger.services.workers import Worker
from ledger.store import documents
from ledger.store import jobs
from ledger.store.blobs import Batch
from ledger.store.jobs import Job

_MEMBERS = 64
_MEMBER_BYTES = 8 << 20


def read(worker: Worker, job: Job, progress: Progress) -> None:
    """Read a container member by member, a batch of them in one transaction.

    While one batch is logged the next one is read, but not behind a large one.
    """
    with worker.ledger.db.reading() as tx:
        document = documents.find(tx, job.subject)
    state = {"offset": 0, "members": 0, "size": document.size, **job.state}
    with (
        worker.ledger.blobs.open(document.digest) as source,
        ThreadPoolExecutor(1) as ahead,
    ):
        source.seek(state["offset"])
        outcomes = worker.ledger.box.read(
            source, document.name, start=state["offset"], done=state["members"]
        )
        with closing(outcomes):
            reading = ahead.submit(_read_next, worker, document, outcomes)
            while (batch := reading.result()) is not None:
                if not batch.large:
                    reading = ahead.submit(_read_next, worker, document, outcomes)
                if worker.stop.is_set() or not _keep(worker, job, batch, state):
                    reading.result()
                    workers.give_back(worker, [job])
                    return
                progress(batch.members)
                if batch.large:
                    reading = ahead.submit(_read_next, worker, document, outcomes)


@dataclass(frozen=True, slots=True)
class _Batch:
    """Members of a container that were read, their bytes kept."""

    found: list[Family]
    members: int
    offset: int | None
    """Behind the last of them; None for a batch without any."""

    last: bool
    large: bool
    """Whether one member of it is much more than a batch may be."""


def _read_next(
    worker: Worker, document: Document, outcomes: Iterator[Member | Reading]
) -> _Batch | None:
    """Read the next batch of members; None after the last one."""
    ledger = worker.ledger
    with ledger.blobs.batch() as batch:
        members, final = _some(batch, outcomes)
        if not members and final is None:
            return None
        read = worker.threads.map(
            lambda found: families.of_member(ledger, batch, document, found), members
        )
        found = list(read)
        if final:
            found.append(families.closing_of(ledger, batch, document.id, final))
    return _Batch(
        found,
        len(members),
        members[-1].member.offset if members else None,
        last=final is not None,
        large=any(each.kept.size > _MEMBER_BYTES for each in members),
    )


def _some(
    batch: Batch, outcomes: Iterator[Member | Reading]
) -> tuple[list[Found], Reading | None]:
    """Keep the next members; return them, and the container's reading behind them."""
    members: list[Found] = []
    size = 0
    for found in map(partial(families.keep, batch), outcomes):
        if isinstance(found, Reading):
            return members, found
        members.append(found)
        size += found.kept.size
        if len(members) >= _MEMBERS or size >= _MEMBER_BYTES:
            break
    return members, None


def _keep(worker: Worker, job: Job, read: _Batch, state: dict[str, int]) -> bool:
    """Log a batch of members and how far the job has come; False if it was lost."""
    ledger = worker.ledger
    state["members"] += read.members
    state["offset"] = state["offset"] if read.offset is None else read.offset
    until = ledger.now() + LEASE
    with ledger.db.writing() as tx:
        if not jobs.still_held(tx, job.id, worker.name, until):
            return False
        families.log(ledger, tx, read.found)
        if read.last:
            jobs.done(tx, [job.id])
            intake.close_if_done(ledger, tx, job.receipt)
        else:
            jobs.save(tx, job.id, dict(state))
    return True
