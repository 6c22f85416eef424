"""Accesses: who searched for what, and which results left as files.

They are working data and no evidence: words that somebody looks for can be personal, so
they are kept apart from the log, and only for a time.
"""

from collections.abc import Iterable
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import delete
from sqlalchemy import func
from sqlalchemy import insert
from sqlalchemy import Select
from sqlalchemy import select
from sqlalchemy import update

from ledger.domain.access import Access
from ledger.domain.access import Door
from ledger.domain.access import What
from ledger.store import tables
from ledger.store.database import Tx

accesses = tables.accesses.c
_KEPT = tuple(name for name in Access.__slots__ if name != "id")


@dataclass(frozen=True, slots=True, kw_only=True)
class Which:
    """Which accesses are wanted; what is empty takes all."""

    since: datetime
    account: str = ""
    what: str = ""


def add(tx: Tx, made: Iterable[Access]) -> None:
    """Add accesses."""
    rows = [_row(each) for each in made]
    if rows:
        tx.execute(insert(tables.accesses), rows)


def replace(tx: Tx, key: int, made: Access) -> None:
    """Let an access take the place of another."""
    tx.execute(update(tables.accesses).where(accesses.id == key).values(**_row(made)))


def last(tx: Tx, account: str) -> Access | None:
    """Return the newest access of somebody."""
    query = select(tables.accesses).where(accesses.account == account)
    row = tx.execute(query.order_by(accesses.id.desc()).limit(1)).first()
    return _from_row(row) if row else None


def newest(tx: Tx, which: Which, limit: int, offset: int = 0) -> Sequence[Access]:
    """Return accesses, the newest first."""
    query = _of(select(tables.accesses), which).order_by(accesses.id.desc())
    return [_from_row(row) for row in tx.execute(query.limit(limit).offset(offset))]


def number(tx: Tx, which: Which) -> int:
    """Return how many accesses there are."""
    query = _of(select(func.count()).select_from(tables.accesses), which)
    return int(tx.execute(query).scalar_one())


def accounts(tx: Tx) -> list[str]:
    """Return whose accesses there are."""
    return list(tx.execute(select(accesses.account).distinct()).scalars())


def forget_before(tx: Tx, moment: datetime) -> int:
    """Forget accesses before a moment and return how many there were."""
    return tx.execute(delete(tables.accesses).where(accesses.at < moment)).rowcount


def _of(query: Select[Any], which: Which) -> Select[Any]:
    query = query.where(accesses.at >= which.since)
    if which.account:
        query = query.where(accesses.account == which.account)
    return query.where(accesses.what == which.what) if which.what else query


def _row(made: Access) -> dict[str, Any]:
    row = {name: getattr(made, name) for name in _KEPT}
    return {**row, "what": str(made.what), "door": str(made.door)}


def _from_row(row: Any) -> Access:
    values = {name: getattr(row, name) for name in Access.__slots__}
    return Access(**{**values, "what": What(row.what), "door": Door(row.door)})
