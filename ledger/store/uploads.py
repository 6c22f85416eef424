"""Uploads: files on their way in; where each belongs, and how large it will be."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import delete
from sqlalchemy import func
from sqlalchemy import insert
from sqlalchemy import or_
from sqlalchemy import select

from ledger.domain.errors import NotFoundError
from ledger.store import tables
from ledger.store.database import Tx

uploads = tables.uploads.c


@dataclass(frozen=True, slots=True, kw_only=True)
class Upload:
    """A file that somebody is sending."""

    id: str
    receipt: str
    name: str
    size: int
    """As the sender announced it."""

    account: str
    """Who began it, and alone may go on."""

    made_at: datetime
    modified: int | None = None
    """When the file was last changed, as the sender's disk says."""


def add(tx: Tx, listed: Iterable[Upload]) -> None:
    """Note what will be sent."""
    rows = [
        {name: getattr(upload, name) for name in Upload.__slots__} for upload in listed
    ]
    if rows:
        tx.execute(insert(tables.uploads), rows)


def find(tx: Tx, key: str) -> Upload:
    """Return an upload.

    Raises:
        NotFoundError: there is none with that id.
    """
    row = tx.execute(select(tables.uploads).where(uploads.id == key)).first()
    if row is None:
        raise NotFoundError("upload", key)
    return _from_row(row)


def of_receipt(tx: Tx, receipt: str) -> list[Upload]:
    """Return what is on its way to a receipt, in the order it was announced."""
    query = select(tables.uploads).where(uploads.receipt == receipt)
    return [_from_row(row) for row in tx.execute(query.order_by(uploads.id))]


def receipts_not_between(tx: Tx, first: datetime, last: datetime) -> list[str]:
    """Return the receipts to which something is on its way since some other time."""
    other = or_(uploads.made_at < first, uploads.made_at > last)
    query = select(uploads.receipt).where(other).distinct()
    return [str(each) for each in tx.execute(query).scalars()]


def number(tx: Tx) -> int:
    """Return how many files are on their way."""
    return tx.execute(select(func.count()).select_from(tables.uploads)).scalar_one()


def remove(tx: Tx, ids: Iterable[str]) -> None:
    """Forget uploads."""
    tx.execute(delete(tables.uploads).where(uploads.id.in_(list(ids))))


def _from_row(row: Any) -> Upload:
    return Upload(**{name: getattr(row, name) for name in Upload.__slots__})
