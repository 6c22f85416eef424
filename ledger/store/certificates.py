"""Certificates of persons: rows made from what somebody put in."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import insert
from sqlalchemy import select
from sqlalchemy import update

from ledger.domain.certificate import Certificate
from ledger.domain.digest import Digest
from ledger.domain.errors import NotFoundError
from ledger.domain.event import SealedEvent
from ledger.store import tables
from ledger.store.database import Tx

column = tables.certificates.c


def added(tx: Tx, event: SealedEvent) -> None:
    """Add the row of a certificate."""
    fields = event.fields
    tx.execute(
        insert(tables.certificates),
        {
            "id": event.subject,
            "fingerprint": fields["fingerprint"],
            "keys": fields["keys"],
            "names": fields["names"],
            "person": fields["person"],
            "digest": event.blob("raw").digest.hex,
            "origin": fields["origin"],
            "expires": fields.get("expires"),
            "position": event.position,
        },
    )


def removed(tx: Tx, event: SealedEvent) -> None:
    """Note that a certificate is not used any more; the log keeps it."""
    tx.execute(
        update(tables.certificates)
        .where(column.id == event.subject)
        .values(removed=event.fields["why"])
    )


def every(tx: Tx, person: str | None = None) -> list[Certificate]:
    """Return all certificates, or those of a person, in the order they came."""
    query = select(tables.certificates).order_by(column.position)
    if person is not None:
        query = query.where(column.person == person)
    return [_from_row(row) for row in tx.execute(query)]


def find(tx: Tx, key: str) -> Certificate:
    """Return a certificate.

    Raises:
        NotFoundError: there is none with that id.
    """
    query = select(tables.certificates).where(column.id == key)
    row = tx.execute(query).first()
    if row is None:
        raise NotFoundError("certificate", key)
    return _from_row(row)


def with_keys(tx: Tx, keys: Sequence[str]) -> list[Certificate]:
    """Return the certificates in use that have one of some keys."""
    wanted = set(keys)
    return [
        each
        for each in every(tx)
        if each.removed is None and wanted.intersection(each.keys)
    ]


def _from_row(row: Any) -> Certificate:
    return Certificate(
        id=row.id,
        fingerprint=row.fingerprint,
        keys=tuple(row.keys),
        names=tuple(row.names),
        person=row.person,
        digest=Digest(row.digest),
        origin=row.origin,
        expires=row.expires,
        removed=row.removed,
        position=row.position,
    )
