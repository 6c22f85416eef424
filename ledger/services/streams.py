"""Containers: read as a stream, a batch of members in one transaction.

The job of a container (an mbox) keeps, with each batch, the offset from which reading
can go on, so that a crash repeats nothing and loses nothing.
"""

import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass
from functools import partial

from ledger.domain.document import Document
from ledger.domain.reading import Member
from ledger.domain.reading import Reading
from ledger.services import families
from ledger.services import workers
from ledger.services.families import Family
from ledger.services.families import Found
from ledger.services.handling import ending
from ledger.services.unpacking import Room
from ledger.services.workers import LEASE
from ledger.services.workers import Worker
from ledger.store import documents
from ledger.store import leases
from ledger.store.blobs import Batch
from ledger.store.jobs import Job
from ledger.store.jobs import Priority

_MEMBERS = 64
_MEMBER_BYTES = 8 << 20
_BEGINNING = {"offset": 0, "members": 0, "lost": 0, "unpacked": 0}
_WHILE = 2.0
"""For how many seconds a container is read before others as urgent have their turn."""


def read(worker: Worker, job: Job) -> None:
    """Read a container member by member, a batch of them in one transaction.

    While one batch is logged the next one is read, but not behind a large one. After a
    while, or where something waits that comes first, the rest is left to a later turn.
    """
    with worker.ledger.db.reading() as tx:
        document = documents.find(tx, job.subject)
    state = {**_BEGINNING, "size": document.size, **job.state}
    room = Room(document.size, state["unpacked"])
    with (
        worker.ledger.blobs.open(document.digest) as source,
        ThreadPoolExecutor(1) as ahead,
    ):
        source.seek(state["offset"])
        outcomes = worker.ledger.box.read(
            source,
            document.name,
            start=state["offset"],
            done=state["members"],
            lost=state["lost"],
        )
        with closing(outcomes):
            began = time.monotonic()
            homes = families.Homes(worker.ledger, document)
            step = partial(_read_next, worker, document, homes, outcomes, room)
            reading = ahead.submit(step)
            while (batch := reading.result()) is not None:
                over = worker.stop.is_set() or _is_over(worker, job, state, began)
                if not (over or batch.large):
                    reading = ahead.submit(step)
                if not _keep(worker, job, batch, state):
                    reading.result()
                    return
                worker.progress(batch.members)
                if over:
                    workers.give_back(worker, [job])
                    return
                if batch.large:
                    reading = ahead.submit(step)


def _is_over(worker: Worker, job: Job, state: dict[str, int], began: float) -> bool:
    """Tell whether something waits that comes before the rest of a container.

    What is more urgent comes at once, and what is as urgent after a while.
    """
    now = worker.ledger.now()
    with worker.ledger.db.reading() as tx:
        first = leases.first_free(tx, now, now + LEASE, worker.receipt, worker.kinds)
    if first is None:
        return False
    own = max(job.priority, Priority.IMPORT)
    if first.priority != own or time.monotonic() - began < _WHILE:
        return first.priority < own
    read: int = state["members"] - job.state.get("members", 0)
    return first.turn < job.turn + read


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

    lost: int
    """How many beside them could not be taken out."""

    unpacked: int
    """What all batches so far have unpacked to, with all that is in them."""


def _read_next(
    worker: Worker,
    document: Document,
    homes: families.Homes,
    outcomes: Iterator[Member | Reading],
    room: Room,
) -> _Batch | None:
    """Read the next batch of members; None after the last one."""
    ledger = worker.ledger
    with ledger.blobs.batch() as batch:
        members, final = _some(batch, outcomes, room)
        if not members and final is None:
            return None
        ids = [homes.ids(each.member) for each in members]
        of_member = partial(families.of_member, ledger, batch, document, room=room)
        found = list(worker.threads.map(of_member, members, ids))
        if final:
            found.append(families.closing_of(ledger, batch, document.id, final))
    return _Batch(
        found,
        len(members),
        members[-1].member.offset if members else None,
        last=final is not None,
        large=any(each.kept.size > _MEMBER_BYTES for each in members),
        lost=sum(each.member.lost for each in members),
        unpacked=room.used,
    )


def _some(
    batch: Batch, outcomes: Iterator[Member | Reading], room: Room
) -> tuple[list[Found], Reading | None]:
    """Keep the next members; return them, and the container's reading behind them."""
    members: list[Found] = []
    size = 0
    for found in map(partial(families.keep, batch), outcomes):
        if isinstance(found, Reading):
            return members, found
        if not families.fits(found, room):
            return members, families.grown()
        members.append(found)
        size += found.kept.size
        if len(members) >= _MEMBERS or size >= _MEMBER_BYTES:
            break
    return members, None


def _keep(worker: Worker, job: Job, read: _Batch, state: dict[str, int]) -> bool:
    """Log a batch of members and how far the job has come; False if it was lost."""
    state["members"] += read.members
    state["lost"] += read.lost
    state["unpacked"] = read.unpacked
    state["offset"] = state["offset"] if read.offset is None else read.offset
    with ending(worker, [job]) as end:
        if end.held:
            families.log(worker.ledger, end.tx, read.found)
            if not read.last:
                end.keep(job, dict(state), turns=read.members)
    return bool(end.held)
