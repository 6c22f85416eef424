"""Leases: who does which job, and until when nobody else may.

A lease that has ended, or whose holder is no more, is given to the next worker; what
the first one then still brings is not logged, for he no longer holds it.
"""

from collections.abc import Collection
from collections.abc import Iterable
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import and_
from sqlalchemy import ColumnElement
from sqlalchemy import delete
from sqlalchemy import or_
from sqlalchemy import Select
from sqlalchemy import select
from sqlalchemy import update

from ledger.store import tables
from ledger.store.database import Tx
from ledger.store.jobs import ACT
from ledger.store.jobs import from_row
from ledger.store.jobs import Job
from ledger.store.jobs import MOST_TRIES
from ledger.store.jobs import RECEIVE

jobs = tables.jobs.c


def lease(
    tx: Tx,
    worker: str,
    now: datetime,
    until: datetime,
    limit: int,
    receipt: str | None = None,
    *,
    kinds: Collection[str] | None = None,
) -> list[Job]:
    """Give a worker the next jobs that nobody works on, each counted as a try.

    They are of one kind and one priority, in their order. One that was tried often is
    given alone, so that it spoils no other.
    """
    query = next_query(now, until, receipt, kinds)
    first = tx.execute(query.limit(1)).first()
    if first is None:
        return []
    like = and_(jobs.kind == first.kind, jobs.priority == first.priority)
    rows = tx.execute(query.where(like).limit(limit))
    chosen = _together([from_row(row) for row in rows])
    ids = [job.id for job in chosen]
    tx.execute(
        update(tables.jobs)
        .where(jobs.id.in_(ids))
        .values(
            leased_by=worker,
            leased_at=now,
            leased_until=until,
            tries=jobs.tries + 1,
        )
    )
    return [replace(job, tries=job.tries + 1) for job in chosen]


def _together(listed: Sequence[Job]) -> list[Job]:
    """Return the first jobs of which none was tried so often that it goes alone."""
    often = [job.tries >= MOST_TRIES for job in listed]
    if True not in often:
        return list(listed)
    return list(listed[: max(1, often.index(True))])


def next_query(
    now: datetime,
    until: datetime,
    receipt: str | None = None,
    kinds: Collection[str] | None = None,
) -> Select[Any]:
    """Return the query for what may be given to a worker, in its order."""
    wanted = [jobs.receipt == receipt] if receipt else []
    if kinds is not None:
        wanted.append(jobs.kind.in_(sorted(kinds)))
    query = select(tables.jobs).where(_free(now, until), *wanted)
    return query.order_by(jobs.priority, jobs.turn, jobs.id)


def _free(now: datetime, until: datetime) -> ColumnElement[bool]:
    """Return what holds of jobs that may be given to a worker.

    A lease has ended too where it runs longer than anybody may hold one: the clock was
    ahead when it was given.
    """
    longest = until + 2 * (until - now)  # others may have asked a little later
    over = or_(jobs.leased_until < now, jobs.leased_until > longest)
    ended = and_(over, jobs.kind != RECEIVE)
    return and_(
        jobs.set_aside_at.is_(None),
        jobs.kind != ACT,
        or_(jobs.leased_by.is_(None), ended),
        or_(jobs.not_before.is_(None), jobs.not_before <= now),
    )


def first_free(
    tx: Tx,
    now: datetime,
    until: datetime,
    receipt: str | None = None,
    kinds: Collection[str] | None = None,
) -> Job | None:
    """Return what would be given next; None where nothing is."""
    row = tx.execute(next_query(now, until, receipt, kinds).limit(1)).first()
    return from_row(row) if row else None


def untake(tx: Tx, ids: Iterable[int]) -> None:
    """Give back jobs that were leased and not begun: that was no try."""
    tx.execute(
        update(tables.jobs)
        .where(jobs.id.in_(list(ids)))
        .values(leased_by=None, leased_at=None, leased_until=None, tries=jobs.tries - 1)
    )


def release(
    tx: Tx, ids: Iterable[int], worker: str, not_before: datetime | None = None
) -> None:
    """Give jobs back undone, those that the worker still holds."""
    tx.execute(
        update(tables.jobs)
        .where(jobs.id.in_(list(ids)), jobs.leased_by == worker)
        .values(
            leased_by=None, leased_at=None, leased_until=None, not_before=not_before
        )
    )


def release_all_of(tx: Tx, worker: str) -> None:
    """Give back everything that a worker held who is no more.

    A receipt stays open for whoever brings the same again (``release_overdue``).
    """
    tx.execute(
        update(tables.jobs)
        .where(jobs.leased_by == worker, ~_resumable())
        .values(leased_by=None, leased_at=None, leased_until=None)
    )


def hand_over(tx: Tx, job: int, worker: str, now: datetime, until: datetime) -> None:
    """Let a worker go on with an act in the place of one who is no more."""
    tx.execute(
        update(tables.jobs)
        .where(jobs.id == job)
        .values(kind=RECEIVE, leased_by=worker, leased_at=now, leased_until=until)
    )


def overdue(tx: Tx, now: datetime) -> list[str]:
    """Return who holds receipts for longer than anybody may."""
    query = select(jobs.leased_by).where(
        jobs.kind.in_([ACT, RECEIVE]), jobs.leased_until < now
    )
    return [str(each) for each in tx.execute(query.distinct()).scalars()]


def release_overdue(tx: Tx, worker: str, now: datetime) -> None:
    """Give back the receipts that a worker held for too long, and forget his acts."""
    late = and_(jobs.leased_by == worker, jobs.leased_until < now)
    tx.execute(delete(tables.jobs).where(late, jobs.kind == ACT))
    tx.execute(
        update(tables.jobs)
        .where(late, jobs.kind == RECEIVE)
        .values(leased_by=None, leased_at=None, leased_until=None)
    )


def renew_hold(tx: Tx, receipt: str, until: datetime) -> None:
    """Say that somebody still brings files to a receipt."""
    tx.execute(
        update(tables.jobs)
        .where(jobs.receipt == receipt, jobs.kind == RECEIVE)
        .values(leased_until=until)
    )


def _resumable() -> ColumnElement[bool]:
    """Return what holds of a receipt to which the same may be brought again."""
    return and_(jobs.kind.in_([ACT, RECEIVE]), jobs.state != {})


def held(tx: Tx, ids: Iterable[int], worker: str, until: datetime) -> set[int]:
    """Renew leases; return those jobs that no other worker has taken over."""
    query = select(jobs.id).where(jobs.id.in_(list(ids)), jobs.leased_by == worker)
    still = set(tx.execute(query).scalars())
    tx.execute(update(tables.jobs).where(jobs.id.in_(still)).values(leased_until=until))
    return still


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


def kept_open(tx: Tx, holder: str) -> list[str]:
    """Return the receipts that a holder keeps open, the newest first."""
    query = select(jobs.receipt).where(jobs.kind == RECEIVE, jobs.leased_by == holder)
    return list(tx.execute(query.order_by(jobs.id.desc())).scalars())


def holders(tx: Tx) -> list[str]:
    """Return the names of workers that hold leases."""
    query = select(jobs.leased_by).where(jobs.leased_by.is_not(None)).distinct()
    return [str(each) for each in tx.execute(query).scalars()]
