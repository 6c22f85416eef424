"""Gathering: the ids of documents that belong together, or carry the same thing."""

from collections.abc import Iterable

from sqlalchemy import or_
from sqlalchemy import select

from ledger.domain.comparison import Verdict
from ledger.domain.signatures import Signs
from ledger.store import tables
from ledger.store.database import Tx

column = tables.documents.c
quotes = tables.comparisons.c
_MANY = 500


def with_inner(tx: Tx, keys: Iterable[str]) -> list[str]:
    """Return documents, each once, with everything inside them."""
    found = dict.fromkeys(keys)
    level = list(found)
    while level:
        inner: list[str] = []
        for start in range(0, len(level), _MANY):
            parents = level[start : start + _MANY]
            query = select(column.id).where(column.parent.in_(parents))
            inner += tx.execute(query.order_by(column.position)).scalars().all()
        level = [key for key in inner if key not in found]
        found.update(dict.fromkeys(level))
    return list(found)


def quoted(tx: Tx) -> list[str]:
    """Return the messages that are quoted by others which are here."""
    query = select(quotes.original).where(quotes.original.is_not(None)).distinct()
    return [str(key) for key in tx.execute(query).scalars()]


def altering(tx: Tx) -> list[str]:
    """Return the messages with a quote that is not what was written."""
    query = select(quotes.document).where(quotes.verdict == Verdict.ALTERED)
    return list(tx.execute(query.distinct()).scalars())


def signed_with(tx: Tx, forms: Iterable[Signs]) -> list[str]:
    """Return the messages that carry a signature of one of some forms."""
    wanted = or_(*(column.signs.contains(form) for form in forms))
    return list(tx.execute(select(column.id).where(wanted)).scalars())
