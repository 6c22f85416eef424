"""Messages and threads: what was sent, told apart and joined by ids.

Same Message-ID and same fingerprint is one message with several originals; same
Message-ID and another fingerprint are two messages; without a Message-ID only equal
blobs are the same (DATA.md). Threads join by ids here, never by a subject.
"""

from collections.abc import Iterable
from collections.abc import Sequence

from sqlalchemy import bindparam
from sqlalchemy import delete
from sqlalchemy import func
from sqlalchemy import insert
from sqlalchemy import select
from sqlalchemy import update

from ledger.domain.digest import Digest
from ledger.domain.headers import Headers
from ledger.store import tables
from ledger.store import threads
from ledger.store.database import Tx

messages = tables.messages.c
references = tables.message_references.c

# Asked for each message that is read: made once.
_ADD = insert(tables.messages)
_ADD_IDS = insert(tables.thread_ids)
_ADD_REFERENCES = insert(tables.message_references)
_FOUND = select(messages.id, messages.thread).limit(1)
_SAME = _FOUND.where(
    messages.message_id == bindparam("message_id"),
    messages.fingerprint == bindparam("print"),
)
_COPY = _FOUND.join(tables.documents, tables.documents.c.message == messages.id).where(
    tables.documents.c.digest == bindparam("digest"),
    tables.documents.c.id != bindparam("document"),
)
_THREADS = select(tables.thread_ids).where(
    tables.thread_ids.c.message_id.in_(bindparam("ids", expanding=True))
)


def join(tx: Tx, document: str, digest: Digest, headers: Headers) -> tuple[str, str]:
    """Return the message and the thread that a document belongs to, making them."""
    known = _known(tx, document, digest, headers)
    if known:
        return known
    thread = _thread(tx, document, headers)
    tx.execute(
        _ADD,
        {
            "id": document,
            "message_id": headers.message_id,
            "fingerprint": headers.fingerprint,
            "thread": thread,
        },
    )
    _add_references(tx, document, headers)
    return document, thread


def join_again(
    tx: Tx, document: str, digest: Digest, headers: Headers
) -> tuple[str, str]:
    """Return the message and the thread of a document that was read before.

    A message that was told apart stays one, whatever a newer reading makes of its head.
    """
    query = select(messages.thread).where(messages.id == document)
    before = tx.execute(query).scalar()
    if before is None:
        return join(tx, document, digest, headers)
    thread = _thread(tx, document, headers, before)
    tx.execute(
        update(tables.messages)
        .where(messages.id == document)
        .values(
            message_id=headers.message_id,
            fingerprint=headers.fingerprint,
            thread=thread,
        )
    )
    tx.execute(delete(tables.message_references).where(references.message == document))
    _add_references(tx, document, headers)
    return document, thread


def _known(
    tx: Tx, document: str, digest: Digest, headers: Headers
) -> tuple[str, str] | None:
    if headers.message_id:
        told = {"message_id": headers.message_id, "print": headers.fingerprint}
        row = tx.execute(_SAME, told).first()
    else:
        row = tx.execute(_COPY, {"digest": digest.hex, "document": document}).first()
    return (row.id, row.thread) if row else None


def _thread(tx: Tx, document: str, headers: Headers, before: str | None = None) -> str:
    """Return the one thread of a message and of all ids that join it."""
    ids = threads.joining(
        tx, headers.message_id, headers.references, headers.in_reply_to
    )
    rows = tx.execute(_THREADS, {"ids": ids}).all()
    known = {row.message_id for row in rows}
    joined = {row.thread for row in rows} | ({before} if before else set())
    thread = threads.merge(tx, joined) if joined else document
    new = [each for each in ids if each not in known]
    if new:
        rows_to_add = [{"message_id": each, "thread": thread} for each in new]
        tx.execute(_ADD_IDS, rows_to_add)
    return thread


def _add_references(tx: Tx, message: str, headers: Headers) -> None:
    named = [
        *(("in-reply-to", target) for target in _unique(headers.in_reply_to)),
        *(("references", target) for target in _unique(headers.references)),
    ]
    if named:
        tx.execute(
            _ADD_REFERENCES,
            [
                {
                    "message": message,
                    "ordinal": ordinal,
                    "field": field,
                    "target": target,
                }
                for ordinal, (field, target) in enumerate(named)
            ],
        )


def _unique(ids: Sequence[str]) -> list[str]:
    return list(dict.fromkeys(each for each in ids if each))


def named_by(tx: Tx, keys: Iterable[str]) -> dict[str, list[tuple[str, str]]]:
    """Return for each message the (header, Message-ID) pairs that it names."""
    found: dict[str, list[tuple[str, str]]] = {key: [] for key in keys}
    rows = tx.execute(
        select(tables.message_references)
        .where(references.message.in_(list(found)))
        .order_by(references.message, references.ordinal)
    )
    for row in rows:
        found[row.message].append((row.field, row.target))
    return found


def message_ids(tx: Tx, keys: Iterable[str]) -> dict[str, str]:
    """Return the Message-ID of each message; empty where it has none."""
    rows = tx.execute(
        select(messages.id, messages.message_id).where(messages.id.in_(list(keys)))
    )
    return {row.id: row.message_id for row in rows}


def originals_of(tx: Tx, keys: Iterable[str]) -> dict[str, list[str]]:
    """Return the originals of each message, the first one first."""
    found: dict[str, list[str]] = {key: [] for key in keys}
    rows = tx.execute(
        select(tables.documents.c.id, tables.documents.c.message)
        .where(tables.documents.c.message.in_(list(found)))
        .order_by(tables.documents.c.position)
    )
    for row in rows:
        found[row.message].append(row.id)
    return found


def namesakes(tx: Tx, key: str) -> list[str]:
    """Return other messages that claim the same Message-ID with other content."""
    own = select(messages.message_id).where(messages.id == key).scalar_subquery()
    rows = tx.execute(
        select(messages.id)
        .where(messages.message_id == own, messages.message_id != "")
        .where(messages.id != key)
        .order_by(messages.id)
    )
    return list(rows.scalars())


def count(tx: Tx) -> int:
    """Return how many messages there are."""
    return tx.execute(select(func.count()).select_from(tables.messages)).scalar_one()
