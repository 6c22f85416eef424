"""What waits, what is being done and what was set aside: jobs as people see them."""

from collections.abc import Collection
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import case
from sqlalchemy import func
from sqlalchemy import or_
from sqlalchemy import select

from ledger.store import tables
from ledger.store.database import Tx
from ledger.store.jobs import ACT
from ledger.store.jobs import HOLDING
from ledger.store.jobs import RECEIVE

jobs = tables.jobs.c

_HELD = (ACT, RECEIVE)
"""What nobody works on: somebody holds it while he does something else."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One job, as somebody looks at it."""

    id: int
    kind: str
    subject: str
    receipt: str
    state: dict[str, Any]
    priority: int
    tries: int
    leased_by: str | None
    leased_at: datetime | None
    not_before: datetime | None
    problem: str | None
    """Why it was put off or set aside, as it was said then."""

    set_aside_at: datetime | None
    made_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Heap:
    """What waits of one kind."""

    kind: str
    number: int
    later: int
    """Of these: how many wait for a moment that has not come."""

    oldest: datetime


def number(
    tx: Tx,
    receipt: str | None = None,
    kinds: Collection[str] = HOLDING,
    now: datetime | None = None,
) -> int:
    """Return how many jobs of some kinds are not done, of one receipt or of all.

    What was set aside does not count: nobody does it before somebody says so. With
    ``now`` only those count whose moment has come.
    """
    query = select(func.count()).select_from(tables.jobs)
    query = query.where(jobs.set_aside_at.is_(None), jobs.kind.in_(sorted(kinds)))
    if receipt:
        query = query.where(jobs.receipt == receipt)
    if now:
        query = query.where(or_(jobs.not_before.is_(None), jobs.not_before <= now))
    return tx.execute(query).scalar_one()


def is_more_than(tx: Tx, receipt: str, number: int) -> bool:
    """Tell whether more jobs of a receipt are to be done than so many."""
    query = select(jobs.id).where(jobs.receipt == receipt, jobs.kind.not_in(_HELD))
    return tx.execute(query.limit(1).offset(number)).first() is not None


def acts(tx: Tx) -> list[Line]:
    """Return the acts of taking in that have not ended, the oldest first."""
    query = select(tables.jobs).where(jobs.kind.in_(_HELD), jobs.state != {})
    return [_line(row) for row in tx.execute(query.order_by(jobs.id))]


def receiving(tx: Tx, receipt: str | None = None) -> list[Line]:
    """Return who still brings files to a receipt, or to any, the oldest first."""
    query = select(tables.jobs).where(jobs.kind == RECEIVE)
    if receipt:
        query = query.where(jobs.receipt == receipt)
    return [_line(row) for row in tx.execute(query.order_by(jobs.id))]


def states(tx: Tx, receipt: str) -> list[dict[str, Any]]:
    """Return how far the jobs of a receipt have come that have come anywhere."""
    query = select(jobs.state).where(jobs.receipt == receipt, jobs.kind.in_(HOLDING))
    return list(tx.execute(query).scalars())


def heaps(tx: Tx, now: datetime, receipt: str | None = None) -> list[Heap]:
    """Return how much waits of each kind."""
    later = func.sum(case((jobs.not_before > now, 1), else_=0))
    query = select(
        jobs.kind,
        func.count().label("number"),
        later.label("later"),
        func.min(jobs.made_at).label("oldest"),
    ).where(jobs.set_aside_at.is_(None), jobs.kind.not_in(_HELD))
    if receipt:
        query = query.where(jobs.receipt == receipt)
    rows = tx.execute(query.group_by(jobs.kind).order_by(jobs.kind))
    return [
        Heap(kind=row.kind, number=row.number, later=row.later, oldest=row.oldest)
        for row in rows
    ]


def running(tx: Tx) -> list[Line]:
    """Return what somebody works on, the longest first."""
    query = select(tables.jobs).where(
        jobs.leased_by.is_not(None),
        jobs.kind.not_in(_HELD),
        jobs.set_aside_at.is_(None),
    )
    rows = tx.execute(query.order_by(jobs.leased_at, jobs.id))
    return [_line(row) for row in rows]


def set_aside(
    tx: Tx, limit: int = 1 << 31, offset: int = 0, receipt: str | None = None
) -> list[Line]:
    """Return what was set aside, the newest first."""
    query = select(tables.jobs).where(jobs.set_aside_at.is_not(None))
    if receipt:
        query = query.where(jobs.receipt == receipt)
    query = query.order_by(jobs.set_aside_at.desc(), jobs.id.desc())
    return [_line(row) for row in tx.execute(query.limit(limit).offset(offset))]


def number_set_aside(tx: Tx) -> int:
    """Return how many jobs were set aside."""
    query = select(func.count()).select_from(tables.jobs)
    return tx.execute(query.where(jobs.set_aside_at.is_not(None))).scalar_one()


def _line(row: Any) -> Line:
    return Line(**{name: getattr(row, name) for name in Line.__slots__})


def of_subjects(tx: Tx, kind: str, subjects: Sequence[str]) -> dict[str, Line]:
    """Return the jobs of a kind about some subjects, be they set aside or not."""
    query = select(tables.jobs).where(
        jobs.kind == kind, jobs.subject.in_(list(subjects))
    )
    return {row.subject: _line(row) for row in tx.execute(query.order_by(jobs.id))}
