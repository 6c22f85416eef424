"""Saved searches: a name for an address of the page of results.

They are working data and no evidence: they come of no event, and a rebuild leaves them
as they are. One that is removed stays for a while, so that this can be undone.
"""

from datetime import datetime
from typing import Any

from sqlalchemy import delete
from sqlalchemy import insert
from sqlalchemy import or_
from sqlalchemy import select
from sqlalchemy import update

from ledger.domain.errors import NotFoundError
from ledger.domain.saved import SavedSearch
from ledger.store import tables
from ledger.store.database import Tx

saved = tables.saved_searches.c


def add(tx: Tx, search: SavedSearch) -> None:
    """Add a saved search."""
    row = {name: getattr(search, name) for name in SavedSearch.__slots__}
    tx.execute(insert(tables.saved_searches), {**row, "shared": int(search.shared)})


def change(tx: Tx, search: SavedSearch) -> None:
    """Change the name, the query and who sees it."""
    tx.execute(
        update(tables.saved_searches)
        .where(saved.id == search.id)
        .values(name=search.name, query=search.query, shared=int(search.shared))
    )


def find(tx: Tx, key: str) -> SavedSearch:
    """Return a saved search, also one that was removed lately.

    Raises:
        NotFoundError: there is none.
    """
    query = select(tables.saved_searches).where(saved.id == key)
    row = tx.execute(query).first()
    if row is None:
        raise NotFoundError("saved search", key)
    return _from_row(row)


def removed(tx: Tx, key: str) -> bool:
    """Tell whether a saved search was removed."""
    query = select(saved.removed_at).where(saved.id == key)
    return tx.execute(query).scalar() is not None


def of(tx: Tx, account: str) -> list[SavedSearch]:
    """Return what somebody sees, by name: his own and the team's."""
    return _listed(tx, or_(saved.account == account, saved.shared == 1))


def every(tx: Tx) -> list[SavedSearch]:
    """Return all saved searches, by name."""
    return _listed(tx, saved.id.is_not(None))


def set_removed(tx: Tx, key: str, at: datetime | None) -> None:
    """Remove a saved search, or take that back with None."""
    tx.execute(
        update(tables.saved_searches).where(saved.id == key).values(removed_at=at)
    )


def forget_removed_before(tx: Tx, moment: datetime) -> None:
    """Forget for good what was removed before a moment."""
    tx.execute(delete(tables.saved_searches).where(saved.removed_at < moment))


def _listed(tx: Tx, condition: Any) -> list[SavedSearch]:
    query = select(tables.saved_searches).where(condition, saved.removed_at.is_(None))
    found = [_from_row(row) for row in tx.execute(query)]
    return sorted(found, key=lambda each: (each.name.casefold(), each.id))


def _from_row(row: Any) -> SavedSearch:
    values = {name: getattr(row, name) for name in SavedSearch.__slots__}
    return SavedSearch(**{**values, "shared": bool(row.shared)})
