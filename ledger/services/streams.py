"""Containers: read as a stream, a batch of members in one transaction.

The job of a container (an mbox) keeps, with each batch, the offset from which reading
can go on, so that a crash repeats nothing and loses nothing. After a failure the next
members go alone: so the one on which the program itself fails again and again is known,
and is passed over as one is that no reader survives (``persevering``).
"""

import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass
from functools import partial
from typing import Any

from ledger.domain import problems
from ledger.domain.document import Document
from ledger.domain.reading import Reading
from ledger.services import families
from ledger.services import persevering
from ledger.services import workers
from ledger.services.families import Family
from ledger.services.found import fits
from ledger.services.found import Found
from ledger.services.found import grown
from ledger.services.found import keep
from ledger.services.found import Left
from ledger.services.found import Opened
from ledger.services.handling import ending
from ledger.services.persevering import Course
from ledger.services.unpacking import Room
from ledger.services.workers import LEASE
from ledger.services.workers import Worker
from ledger.store import documents
from ledger.store import jobs
from ledger.store import leases
from ledger.store.blobs import Batch
from ledger.store.jobs import Job
from ledger.store.jobs import Priority

State = dict[str, Any]

_MEMBERS = 64
_MEMBER_BYTES = 8 << 20
_BEGINNING: State = {"offset": 0, "members": 0, "lost": 0, "left": 0, "unpacked": 0}
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
    course = _course(state)
    with worker.ledger.blobs.open(document.digest) as source:
        box, name = worker.ledger.box, document.name
        outcomes = persevering.outcomes(box, source, name, course)
        with closing(outcomes):
            opened = Opened(document.id, outcomes, source)
            go_on(worker, job, document, opened, course)


def go_on(
    worker: Worker, job: Job, document: Document, opened: Opened, course: Course
) -> None:
    """Read what comes out of a container that is open already."""
    state = {**_BEGINNING, "size": document.size, **job.state}
    if "offset" not in job.state:
        _begin(worker, job, state)
    step = _Step(
        worker=worker,
        document=document,
        homes=families.Homes(worker.ledger, document),
        opened=opened,
        course=course,
        room=Room(document.size, state["unpacked"]),
        careful=state["members"] + _MEMBERS if job.tries > 1 else 0,
    )
    with ThreadPoolExecutor(1) as ahead:
        _take_out(worker, job, state, step, ahead)


def _take_out(
    worker: Worker, job: Job, state: State, step: "_Step", ahead: ThreadPoolExecutor
) -> None:
    """Log one batch after the other, until the last one or another's turn."""
    began = time.monotonic()
    reading = ahead.submit(step.next)
    while (batch := reading.result()) is not None:
        over = worker.stop.is_set() or _is_over(worker, job, state, began)
        alone = batch.large or batch.state["members"] < step.careful
        if not (over or alone):
            reading = ahead.submit(step.next)
        if not _keep(worker, job, batch, state):
            return
        worker.progress(batch.members)
        if over:
            workers.give_back(worker, [job])
            return
        if alone:
            reading = ahead.submit(step.next)


def _begin(worker: Worker, job: Job, state: State) -> None:
    """Note that the file of a job is a container, before anything comes out of it."""
    with worker.ledger.db.writing() as tx:
        if leases.held(tx, [job.id], worker.name, worker.ledger.now() + LEASE):
            jobs.note(tx, job.id, state)


def _course(state: State) -> Course:
    """Return how far a container was read, as its job has it."""
    return Course(
        start=state["offset"],
        done=state["members"],
        lost=state["lost"],
        left=state["left"],
        passed={int(number): why for number, why in state.get("passed", {}).items()},
        goes_on=True,
    )


def pass_over(worker: Worker, job: Job) -> bool:
    """Let reading go on behind the member on which the program failed too often.

    False where that is no container, or where passing over it failed too.
    """
    ledger = worker.ledger
    with ledger.db.writing() as tx:
        found = jobs.find(tx, job.id)
        state = found.state if found else {}
        number = str(state.get("members", 0))
        passed = state.get("passed", {})
        if not state or number in passed:
            return False
        if leases.held(tx, [job.id], worker.name, ledger.now()):
            why = {**passed, number: problems.FAILED_OFTEN}
            jobs.save(tx, job, {**state, "passed": why})
            leases.release(tx, [job.id], worker.name)
    return True


def _is_over(worker: Worker, job: Job, state: State, began: float) -> bool:
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
    last: bool
    large: bool
    """Whether one member of it is much more than a batch may be."""

    state: State
    """How far the job has come with them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Step:
    """What it takes to read the next batch of a container."""

    worker: Worker
    document: Document
    homes: families.Homes
    opened: Opened
    course: Course
    room: Room
    """How much may still come out of it, with all that is in that."""

    careful: int
    """Up to which member each goes alone."""

    def next(self) -> _Batch | None:
        """Read the next batch of members; None after the last one."""
        ledger = self.worker.ledger
        with ledger.blobs.batch() as batch:
            members, final = self._some(batch)
            if not members and final is None:
                return None
            ids = [self.homes.ids(each.member) for each in members]
            of_member = partial(
                families.of_member, ledger, batch, self.document, room=self.room
            )
            found = list(self.worker.threads.map(of_member, members, ids))
            if final:
                found.append(
                    families.closing_of(ledger, batch, self.document.id, final)
                )
        return _Batch(
            found,
            len(members),
            last=final is not None,
            large=any(_size(each) > _MEMBER_BYTES for each in members),
            state=self._state(),
        )

    def _some(self, batch: Batch) -> tuple[list[Found | Left], Reading | None]:
        """Keep the next members; return them, and the reading behind them."""
        members: list[Found | Left] = []
        size = 0
        first = self.course.done <= 1  # it is there at once, whatever comes behind it
        most = 1 if first or self.course.done < self.careful else _MEMBERS
        kept = partial(keep, batch, source=self.opened.source)
        for found in map(kept, self.opened.outcomes):
            if isinstance(found, Reading):
                return members, found
            if not fits(found, self.room):
                return members, grown()
            members.append(found)
            size += _size(found)
            if len(members) >= most or size >= _MEMBER_BYTES:
                break
        return members, None

    def _state(self) -> State:
        course = self.course
        return {
            "offset": course.start,
            "members": course.done,
            "lost": course.lost,
            "left": course.left,
            "unpacked": self.room.used,
            "passed": course.plain(),
        }


def _size(found: Found | Left) -> int:
    return found.kept.size if isinstance(found, Found) else 0


def _keep(worker: Worker, job: Job, read: _Batch, state: State) -> bool:
    """Log a batch of members and how far the job has come; False if it was lost."""
    state |= read.state
    with ending(worker, [job]) as end:
        if end.held:
            families.log(worker.ledger, end.tx, read.found)
            if not read.last:
                end.keep(job, dict(state), turns=read.members)
    return bool(end.held)
