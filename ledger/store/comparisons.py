"""Quotes and what came of comparing each with its original.

Rows are made as a message is read, and changed by ``quote.compared``.
"""

from collections.abc import Iterable
from collections.abc import Sequence
from datetime import datetime
from datetime import timedelta
from typing import Any

from sqlalchemy import bindparam
from sqlalchemy import delete
from sqlalchemy import insert
from sqlalchemy import select
from sqlalchemy import update

from ledger.domain.comparison import Comparison
from ledger.domain.comparison import How
from ledger.domain.comparison import Verdict
from ledger.domain.document import Document
from ledger.domain.event import SealedEvent
from ledger.domain.reading import Reading
from ledger.domain.reading import SegmentKind
from ledger.store import tables
from ledger.store.database import Tx

rows = tables.comparisons.c
refs = tables.message_references.c
messages = tables.messages.c
writings = tables.writings.c
_MANY = 500
_ANSWER = "in-reply-to"

# Asked for each message that is read or compared: made once.
_ADD = insert(tables.comparisons)
_LAY = (
    update(tables.comparisons)
    .where(rows.document == bindparam("key"), rows.start == bindparam("from"))
    .values(
        verdict=bindparam("verdict"),
        original=bindparam("original"),
        how=bindparam("how"),
    )
)
_NAMING = (
    select(rows.document)
    .join(tables.message_references, refs.message == rows.document)
    .join(tables.messages, messages.message_id == refs.target)
    .where(messages.id.in_(bindparam("keys", expanding=True)))
    .where(rows.verdict.in_((Verdict.WAITING, Verdict.UNKNOWN)))
    .distinct()
    .limit(bindparam("limit"))
)
_QUOTING = (
    select(rows.document)
    .where(rows.author == bindparam("by"), rows.verdict == Verdict.UNKNOWN)
    .where(rows.at >= bindparam("from"), rows.at <= bindparam("until"))
    .distinct()
    .limit(bindparam("limit"))
)
_SOUGHT = (
    select(rows.author)
    .where(rows.author.in_(bindparam("authors", expanding=True)))
    .where(rows.verdict == Verdict.UNKNOWN)
    .distinct()
)
_FROM = (
    select(writings.document, writings.at)
    .where(writings.address == bindparam("by"), writings.at <= bindparam("until"))
    .order_by(writings.at.desc(), writings.document)
    .limit(bindparam("limit"))
)
_SENT = select(writings.document, writings.at).where(
    writings.address == bindparam("by"),
    writings.document.in_(bindparam("keys", expanding=True)),
)
_NAMED_BY = (
    select(messages.id, refs.field, refs.ordinal)
    .join(tables.message_references, messages.message_id == refs.target)
    .where(refs.message == bindparam("key"), messages.id != bindparam("key"))
    .where(messages.message_id != "")
    .order_by(refs.ordinal, messages.id)
)


def forget(tx: Tx, document: str) -> None:
    """Take away the quotes that an older reading found in a document."""
    tx.execute(delete(tables.comparisons).where(rows.document == document))


def read(tx: Tx, document: Document, reading: Reading) -> None:
    """Note the quotes of a message that has been read: none is compared yet.

    The document is the first original of the message.
    """
    quotes = [part for part in reading.segments if part.kind is SegmentKind.QUOTE]
    if not quotes:
        return
    tx.execute(
        _ADD,
        [
            {
                "document": document.id,
                "start": part.start,
                "end": part.end,
                "author": part.author,
                "at": document.sorted_at,
                "verdict": Verdict.WAITING,
                "original": None,
                "how": None,
            }
            for part in quotes
        ],
    )


def compared(tx: Tx, event: SealedEvent) -> None:
    """Lay what came of a comparison over the quotes of a message."""
    told = event.fields.get("quotes")
    laid = [
        {
            "key": event.subject,
            "from": each["start"],
            "verdict": each["verdict"],
            "original": each.get("original"),
            "how": each.get("how"),
        }
        for each in (told if isinstance(told, list) else ())
        if isinstance(each, dict)
    ]
    if laid:
        tx.execute(_LAY, laid)


def of(tx: Tx, keys: Iterable[str]) -> dict[str, list[Comparison]]:
    """Return the quotes of messages, each in its order."""
    found: dict[str, list[Comparison]] = {key: [] for key in keys}
    order = list(found)
    for start in range(0, len(order), _MANY):
        part = order[start : start + _MANY]
        query = select(tables.comparisons).where(rows.document.in_(part))
        for row in tx.execute(query.order_by(rows.document, rows.start)):
            found[row.document].append(_from_row(row))
    return found


def of_original(tx: Tx, key: str, limit: int = 200) -> list[Comparison]:
    """Return where a message is quoted."""
    query = select(tables.comparisons).where(rows.original == key)
    query = query.order_by(rows.at, rows.document, rows.start).limit(limit)
    return [_from_row(row) for row in tx.execute(query)]


def quoting(tx: Tx, keys: Sequence[str]) -> set[str]:
    """Return those messages that quote somebody."""
    query = select(rows.document).where(rows.document.in_(list(keys))).distinct()
    return {str(key) for key in tx.execute(query).scalars()}


def looking_for(
    tx: Tx, keys: Sequence[str], within: timedelta, limit: int
) -> list[str]:
    """Return messages with a quote whose original may be among some messages.

    They name its id; or they quote, not long after it, words of him who sent it.
    """
    told = {"keys": list(keys), "limit": limit}
    found = dict.fromkeys(str(key) for key in tx.execute(_NAMING, told).scalars())
    senders = _senders(tx, keys)
    authors = sorted({author for author, _at in senders})
    sought = set(tx.execute(_SOUGHT, {"authors": authors}).scalars())
    for author, at in senders:
        if author not in sought:
            continue
        near = {"by": author, "from": at, "until": at + within, "limit": limit}
        listed = tx.execute(_QUOTING, near).scalars()
        found.update(dict.fromkeys(str(key) for key in listed))
    return [key for key in found if key not in set(keys)]


def _senders(tx: Tx, keys: Sequence[str]) -> list[tuple[str, datetime]]:
    query = select(writings.address, writings.at)
    listed = tx.execute(query.where(writings.document.in_(list(keys))))
    return list(dict.fromkeys((row.address, row.at) for row in listed))


def from_address(
    tx: Tx, address: str, until: datetime, limit: int
) -> list[tuple[str, datetime]]:
    """Return the newest messages from an address not sent after a moment, and when."""
    told = {"by": address, "until": until, "limit": limit}
    return [(row.document, row.at) for row in tx.execute(_FROM, told)]


def sent_by(tx: Tx, address: str, keys: Sequence[str]) -> dict[str, datetime]:
    """Return when an address sent messages, of those that it sent."""
    if not keys:
        return {}
    told = {"by": address, "keys": list(keys)}
    return {row.document: row.at for row in tx.execute(_SENT, told)}


def named_originals(tx: Tx, key: str) -> list[tuple[str, How]]:
    """Return the messages here that a message names, what it answers first."""
    named = tx.execute(_NAMED_BY, {"key": key})
    listed = [(row.field, row.ordinal, row.id) for row in named]
    answers = [(key, How.IN_REPLY_TO) for field, _n, key in listed if field == _ANSWER]
    others = [(key, How.REFERENCES) for field, _n, key in listed if field != _ANSWER]
    found: dict[str, How] = {}
    for each, how in [*answers, *reversed(others)]:
        found.setdefault(each, how)
    return list(found.items())


def waiting(tx: Tx) -> list[str]:
    """Return the messages with quotes that nobody has compared, the oldest first."""
    query = select(rows.document).where(rows.verdict == Verdict.WAITING).distinct()
    return [str(key) for key in tx.execute(query.order_by(rows.at)).scalars()]


def _from_row(row: Any) -> Comparison:
    return Comparison(
        document=row.document,
        start=row.start,
        end=row.end,
        author=row.author,
        verdict=Verdict(row.verdict),
        original=row.original,
        how=How(row.how) if row.how else None,
    )
