"""Jobs: work that waits, under leases, in the same database as what it works on.

A job is added in the transaction that makes it necessary and removed in the one that
holds its result, so a crash leaves it to be done again, and never twice. Its order is
its priority, then its turn: the turns of two receipts lie between each other, so that
a large one does not keep a small one waiting. What ``waiting`` asks is asked there.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum
from typing import Any

from sqlalchemy import and_
from sqlalchemy import delete
from sqlalchemy import func
from sqlalchemy import insert
from sqlalchemy import select
from sqlalchemy import update

from ledger.store import tables
from ledger.store.database import Tx

jobs = tables.jobs.c


class Priority(IntEnum):
    """What is done before what."""

    NOW = 1
    """Somebody sits before the page and waits."""

    IMPORT = 5
    """What came in with many others."""

    SLOW = 7
    """What takes long, and is missed by nobody yet: recognising, authenticating."""

    LAST = 9


@dataclass(frozen=True, slots=True)
class Job:
    """One piece of work."""

    id: int
    kind: str
    subject: str
    receipt: str
    """The receipt that it belongs to; empty where it belongs to none."""

    state: dict[str, Any]
    """How far it has come, for whoever does it."""

    tries: int
    priority: int = Priority.IMPORT
    turn: int = 0


READ = "read"
RECEIVE = "receive"

ACT = "act"
"""What is left of a ``RECEIVE`` with a plan until whoever began it has ended well."""

HOLDING = (READ, RECEIVE)
"""The kinds that keep a receipt open; all others may be done long after it closed."""

MOST_TRIES = 3
"""After how many a job is no longer done together with others."""


def add(
    tx: Tx,
    kind: str,
    subjects: Iterable[str],
    now: datetime,
    *,
    receipt: str = "",
    priority: int = Priority.IMPORT,
    state: dict[str, Any] | None = None,
    not_before: datetime | None = None,
) -> None:
    """Queue work on some subjects, to be done in this order from some moment on."""
    turn = _next_turn(tx, receipt, priority)
    rows = [
        {
            "kind": kind,
            "subject": subject,
            "receipt": receipt,
            "state": state or {},
            "priority": priority,
            "turn": turn + number,
            "tries": 0,
            "not_before": not_before,
            "made_at": now,
        }
        for number, subject in enumerate(subjects)
    ]
    if rows:
        tx.execute(insert(tables.jobs), rows)


def _next_turn(tx: Tx, receipt: str, priority: int) -> int:
    """Return the turn of the next job: behind its own receipt's, not behind others."""
    first = select(func.min(jobs.turn)).where(
        jobs.set_aside_at.is_(None), jobs.priority == priority
    )
    turn = tx.execute(first).scalar() or 0
    if not receipt:
        return int(turn)
    own = select(func.max(jobs.turn))
    own = own.where(jobs.receipt == receipt, jobs.priority == priority)
    last = tx.execute(own).scalar()
    return int(turn) if last is None else max(int(turn), int(last) + 1)


def subjects_with(tx: Tx, kind: str, subjects: Iterable[str]) -> set[str]:
    """Return the subjects that have a job of a kind, be it waiting or set aside."""
    query = select(jobs.subject).where(jobs.kind == kind)
    listed = query.where(jobs.subject.in_(list(subjects)))
    return {str(each) for each in tx.execute(listed).scalars()}


def hold_open(
    tx: Tx,
    receipt: str,
    holder: str,
    now: datetime,
    until: datetime,
    state: dict[str, Any] | None = None,
) -> None:
    """Keep a receipt open while somebody still brings files to it."""
    add(
        tx,
        RECEIVE,
        [receipt],
        now,
        receipt=receipt,
        priority=Priority.LAST,
        state=state,
    )
    tx.execute(
        update(tables.jobs)
        .where(jobs.receipt == receipt, jobs.kind == RECEIVE)
        .values(leased_by=holder, leased_at=now, leased_until=until)
    )


def let_close(tx: Tx, receipt: str) -> None:
    """Say that no more files will be brought to a receipt; its plan is kept."""
    held = and_(jobs.receipt == receipt, jobs.kind == RECEIVE)
    tx.execute(delete(tables.jobs).where(held, jobs.state == {}))
    tx.execute(update(tables.jobs).where(held).values(kind=ACT))


def forget_act(tx: Tx, receipt: str) -> None:
    """Forget the plan of an act of taking in that has ended."""
    tx.execute(delete(tables.jobs).where(jobs.receipt == receipt, jobs.kind == ACT))


def put_off(
    tx: Tx, job: int, worker: str, until: datetime, state: dict[str, Any], why: str
) -> None:
    """Let a job wait for a moment; that was no failure, and the reason is shown."""
    tx.execute(
        update(tables.jobs)
        .where(jobs.id == job, jobs.leased_by == worker)
        .values(
            leased_by=None,
            leased_at=None,
            leased_until=None,
            not_before=until,
            state=state,
            problem=why,
            tries=0,
        )
    )


def put_off_all(tx: Tx, kind: str, until: datetime, why: str) -> None:
    """Let the jobs of a kind that nobody does wait for a moment."""
    tx.execute(
        update(tables.jobs)
        .where(jobs.kind == kind, jobs.leased_by.is_(None), jobs.set_aside_at.is_(None))
        .values(not_before=until, problem=why)
    )


def turn_of(tx: Tx, job: int) -> tuple[int, int] | None:
    """Return priority and turn of a job; None where it is done."""
    query = select(jobs.priority, jobs.turn).where(jobs.id == job)
    row = tx.execute(query).first()
    return (row.priority, row.turn) if row else None


def set_aside(tx: Tx, job: int, now: datetime, why: str) -> None:
    """Keep a job that failed too often where a person sees it; nobody does it now."""
    tx.execute(
        update(tables.jobs)
        .where(jobs.id == job)
        .values(
            leased_by=None,
            leased_at=None,
            leased_until=None,
            set_aside_at=now,
            problem=why,
        )
    )


def take_up(tx: Tx, ids: Iterable[int]) -> int:
    """Let jobs that were set aside be tried as if for the first time."""
    listed = jobs.id.in_(list(ids))
    taken = tx.execute(
        update(tables.jobs)
        .where(listed, jobs.set_aside_at.is_not(None))
        .values(set_aside_at=None, not_before=None, problem=None, tries=0)
    )
    return taken.rowcount


def save(tx: Tx, job: Job, state: dict[str, Any], *, turns: int = 0) -> None:
    """Keep how far a job has come, and let it go on behind others of its age.

    What has come so far was no failure.
    """
    sunk = max(job.priority, Priority.IMPORT) if turns else job.priority
    tx.execute(
        update(tables.jobs)
        .where(jobs.id == job.id)
        .values(
            state=state, tries=1, priority=sunk, turn=jobs.turn + turns, problem=None
        )
    )


def note(tx: Tx, job: int, state: dict[str, Any]) -> None:
    """Keep how a job begins, before it has come anywhere."""
    tx.execute(update(tables.jobs).where(jobs.id == job).values(state=state))


def find(tx: Tx, job: int) -> Job | None:
    """Return a job as it stands now; None where it is done."""
    row = tx.execute(select(tables.jobs).where(jobs.id == job)).first()
    return from_row(row) if row else None


def done(tx: Tx, ids: Iterable[int]) -> None:
    """Remove jobs, in the transaction that holds their result."""
    tx.execute(delete(tables.jobs).where(jobs.id.in_(list(ids))))


def from_row(row: Any) -> Job:
    """Return a job of its row."""
    return Job(
        row.id,
        row.kind,
        row.subject,
        row.receipt,
        row.state,
        row.tries,
        row.priority,
        row.turn,
    )
