"""Authentications: what each check of an original found out, one row a check."""

from collections.abc import Collection
from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import insert
from sqlalchemy import select
from sqlalchemy import Text

from ledger.domain.authenticity import Finding
from ledger.domain.event import SealedEvent
from ledger.store import tables
from ledger.store.database import Tx

column = tables.authentications.c
mails = tables.documents.c
_MANY = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Authentication:
    """One check, in its place in the log."""

    position: int
    document: str
    at: datetime
    finding: Finding


def added(tx: Tx, event: SealedEvent) -> None:
    """Add the row of a check."""
    tx.execute(
        insert(tables.authentications),
        {
            "position": event.position,
            "document": event.subject,
            "at": event.at,
            "finding": event.fields,
        },
    )


def of_documents(tx: Tx, keys: Iterable[str]) -> dict[str, list[Authentication]]:
    """Return the checks of documents, the first one first."""
    found: dict[str, list[Authentication]] = {}
    order = list(dict.fromkeys(keys))
    for start in range(0, len(order), _MANY):
        for each in _some(tx, order[start : start + _MANY]):
            found.setdefault(each.document, []).append(each)
    return found


def _some(tx: Tx, keys: Sequence[str]) -> Iterable[Authentication]:
    query = (
        select(tables.authentications)
        .where(column.document.in_(keys))
        .order_by(column.position)
    )
    for row in tx.execute(query):
        yield Authentication(
            position=row.position,
            document=row.document,
            at=row.at,
            finding=Finding.of(row.finding),
        )


def waiting_for_keys(tx: Tx, keys: Collection[str]) -> list[str]:
    """Return the documents that were signed by keys which nobody knew then."""
    query = select(column.document, column.finding).where(
        column.finding.cast(Text).contains('"key-unknown"')
    )
    found: dict[str, None] = {}
    for row in tx.execute(query.order_by(column.position)):
        signed = {each.fingerprint for each in Finding.of(row.finding).personal}
        if signed & set(keys):
            found[row.document] = None
    return list(found)


def signing(tx: Tx, keys: Sequence[str]) -> Iterator[tuple[str, set[str]]]:
    """Yield those mails that carry something by which they can be checked, and what."""
    for start in range(0, len(keys), _MANY):
        query = select(mails.id, mails.signs).where(
            mails.id.in_(keys[start : start + _MANY]),
            mails.signs != "",
            mails.media_type == "message/rfc822",
        )
        for row in tx.execute(query.order_by(mails.position)):
            yield row.id, set(row.signs.split())
