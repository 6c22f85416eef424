"""Jobs: work that waits, under leases, in the same database as what it works on.

A job is added in the transaction that makes it necessary and removed in the one that
holds its result, so a crash leaves it to be done again, and never twice.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import and_
from sqlalchemy import delete
from sqlalchemy import func
from sqlalchemy import insert
from sqlalchemy import or_
from sqlalchemy import select
from sqlalchemy import update

from ledger.store import tables
from ledger.store.database import Tx

jobs = tables.jobs.c


@dataclass(frozen=True, slots=True)
class Job:
    """One piece of work."""

    id: int
    kind: str
    subject: str
    receipt: str
    state: dict[str, Any]
    tries: int


READ = "read"
RECEIVE = "receive"


def add(
    tx: Tx, subjects: Iterable[str], receipt: str, now: datetime, priority: int = 5
) -> None:
    """Queue the reading of documents; a lower priority number is done first."""
    rows = [_row(READ, subject, receipt, now, priority) for subject in subjects]
    if rows:
        tx.execute(insert(tables.jobs), rows)


def hold_open(
    tx: Tx, receipt: str, holder: str, now: datetime, until: datetime
) -> None:
    """Keep a receipt open while somebody still brings files to it."""
    row = _row(RECEIVE, receipt, receipt, now, priority=9)
    held = {"leased_by": holder, "leased_until": until}
    tx.execute(insert(tables.jobs), {**row, **held})


def let_close(tx: Tx, receipt: str) -> None:
    """Say that no more files will be brought to a receipt."""
    tx.execute(delete(tables.jobs).where(jobs.receipt == receipt, jobs.kind == RECEIVE))


def _row(
    kind: str, subject: str, receipt: str, now: datetime, priority: int
) -> dict[str, Any]:
    return {
        "kind": kind,
        "subject": subject,
        "receipt": receipt,
        "state": {},
        "priority": priority,
        "tries": 0,
        "made_at": now,
    }


def lease(
    tx: Tx,
    worker: str,
    now: datetime,
    until: datetime,
    limit: int,
    receipt: str | None = None,
) -> list[Job]:
    """Give a worker the next jobs that nobody works on, each counted as a try.

    A lease has ended too where it runs longer than anybody may hold one: the clock was
    ahead when it was given.
    """
    longest = until + 2 * (until - now)  # others may have asked a little later
    over = or_(jobs.leased_until < now, jobs.leased_until > longest)
    ended = and_(over, jobs.kind == READ)
    query = select(jobs.id).where(or_(jobs.leased_by.is_(None), ended))
    if receipt:
        query = query.where(jobs.receipt == receipt)
    chosen = query.order_by(jobs.priority, jobs.id).limit(limit)
    ids = list(tx.execute(chosen).scalars())
    tx.execute(
        update(tables.jobs)
        .where(jobs.id.in_(ids))
        .values(leased_by=worker, leased_until=until, tries=jobs.tries + 1)
    )
    rows = tx.execute(select(tables.jobs).where(jobs.id.in_(ids)).order_by(jobs.id))
    return [
        Job(row.id, row.kind, row.subject, row.receipt, row.state, row.tries)
        for row in rows
    ]


def untake(tx: Tx, ids: Iterable[int]) -> None:
    """Give back jobs that were leased and not begun: that was no try."""
    tx.execute(
        update(tables.jobs)
        .where(jobs.id.in_(list(ids)))
        .values(leased_by=None, leased_until=None, tries=jobs.tries - 1)
    )


def free(tx: Tx, job: int) -> bool:
    """Tell whether a job is still to be done and nobody holds it."""
    query = select(jobs.id).where(jobs.id == job, jobs.leased_by.is_(None))
    return tx.execute(query).first() is not None


def held_open_until(tx: Tx, holder: str, now: datetime, latest: datetime) -> list[str]:
    """Return the receipts that a holder kept open for longer than he may.

    Nobody may beyond ``latest``: the clock was ahead when that was said.
    """
    query = select(jobs.receipt).where(
        jobs.kind == RECEIVE,
        jobs.leased_by == holder,
        or_(jobs.leased_until < now, jobs.leased_until > latest),
    )
    return list(tx.execute(query).scalars())


def still_held(tx: Tx, job: int, worker: str, until: datetime) -> bool:
    """Renew a lease; False where another worker has taken the job over."""
    renewed = tx.execute(
        update(tables.jobs)
        .where(jobs.id == job, jobs.leased_by == worker)
        .values(leased_until=until)
    )
    return renewed.rowcount == 1


def save(tx: Tx, job: int, state: dict[str, Any]) -> None:
    """Keep how far a job has come; what has come so far was no failure."""
    tx.execute(update(tables.jobs).where(jobs.id == job).values(state=state, tries=1))


def done(tx: Tx, ids: Iterable[int]) -> None:
    """Remove jobs, in the transaction that holds their result."""
    tx.execute(delete(tables.jobs).where(jobs.id.in_(list(ids))))


def release(tx: Tx, ids: Iterable[int], worker: str) -> None:
    """Give jobs back undone, those that the worker still holds."""
    tx.execute(
        update(tables.jobs)
        .where(jobs.id.in_(list(ids)), jobs.leased_by == worker)
        .values(leased_by=None, leased_until=None)
    )


def holders(tx: Tx) -> list[str]:
    """Return the names of workers that hold leases."""
    query = select(jobs.leased_by).where(jobs.leased_by.is_not(None)).distinct()
    return [str(each) for each in tx.execute(query).scalars()]


def release_all_of(tx: Tx, worker: str) -> None:
    """Give back everything that a worker held who is no more."""
    tx.execute(
        update(tables.jobs)
        .where(jobs.leased_by == worker)
        .values(leased_by=None, leased_until=None)
    )


def waiting(tx: Tx, receipt: str | None = None) -> int:
    """Return how many jobs are not done, of one receipt or of all."""
    query = select(func.count()).select_from(tables.jobs)
    if receipt:
        query = query.where(jobs.receipt == receipt)
    return tx.execute(query).scalar_one()


def receiving(tx: Tx, receipt: str) -> bool:
    """Tell whether somebody still brings files to a receipt."""
    query = select(jobs.id).where(jobs.receipt == receipt, jobs.kind == RECEIVE)
    return tx.execute(query).first() is not None


def progress(tx: Tx, receipt: str) -> list[dict[str, Any]]:
    """Return the saved states of a receipt's jobs."""
    query = select(jobs.state).where(jobs.receipt == receipt)
    return list(tx.execute(query).scalars())


def _from_row(row: Any) -> Job:
    return Job(row.id, row.kind, row.subject, row.receipt, row.state, row.tries)
