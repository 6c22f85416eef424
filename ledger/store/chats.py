"""Chats: which there are, their days, and what became of their messages.

A chat has exports, an export has messages; ``chat_rows`` makes the rows.
"""

from collections.abc import Iterable
from collections.abc import Sequence
from typing import Any

from sqlalchemy import bindparam
from sqlalchemy import ColumnElement
from sqlalchemy import func
from sqlalchemy import or_
from sqlalchemy import select

from ledger.domain.chat import Chat
from ledger.domain.chat import Export
from ledger.domain.chat import Post
from ledger.domain.chat import post_of
from ledger.domain.chat import StoredPost
from ledger.domain.document import Document
from ledger.domain.errors import NotFoundError
from ledger.domain.reading import Kind
from ledger.domain.reading import Participant
from ledger.store import documents
from ledger.store import tables
from ledger.store.database import Tx

chats = tables.chats.c
exports = tables.chat_exports.c
posts = tables.posts.c
_STRANGERS = 20
_EXPORT = select(tables.chat_exports).where(exports.document == bindparam("key"))


def export_of(column: Any) -> ColumnElement[bool]:
    """Return the condition that a document is the export of a chat."""
    return select(exports.document).where(exports.document == column).exists()


def export(tx: Tx, key: str) -> Export | None:
    """Return the export of a chat that a document is; None for another thing."""
    row = tx.execute(_EXPORT, {"key": key}).first()
    return _export(row) if row else None


def exports_among(tx: Tx, keys: Iterable[str]) -> dict[str, Export]:
    """Return those of some documents that are exports of a chat."""
    query = select(tables.chat_exports).where(exports.document.in_(list(keys)))
    return {row.document: _export(row) for row in tx.execute(query)}


def exports_of(tx: Tx, chat: str) -> list[Export]:
    """Return the exports of a chat, the oldest first."""
    query = select(tables.chat_exports).where(exports.chat == chat)
    return [_export(row) for row in tx.execute(query.order_by(exports.position))]


def exports_in(tx: Tx, container: Document) -> list[Export]:
    """Return the exports that a container is, or holds."""
    inside = select(tables.documents.c.id).where(documents.within(container.lineage))
    query = select(tables.chat_exports).where(exports.document.in_(inside))
    return [_export(row) for row in tx.execute(query.order_by(exports.position))]


def is_inside(tx: Tx, document: Document) -> bool:
    """Tell whether only the file around a document tells what it means.

    So it is with a message, and with a chat in an archive or in an account.
    """
    if post(tx, document.id):
        return True
    if document.parent is None or export(tx, document.id) is None:
        return False
    return documents.find(tx, document.parent).kind is Kind.ARCHIVE


def unanswered(tx: Tx) -> list[Export]:
    """Return the exports of which something is not known yet, the oldest first."""
    query = select(tables.chat_exports).where(exports.needs != "")
    listed = map(_export, tx.execute(query.order_by(exports.position)))
    return [each for each in listed if each.open_needs]


def every(tx: Tx) -> list[Chat]:
    """Return the chats, by their titles."""
    rows = tx.execute(select(tables.chats).order_by(chats.title, chats.name))
    return [_chat_of(row) for row in rows]


def find(tx: Tx, key: str) -> Chat:
    """Return a chat by its id, or by any document of it.

    Raises:
        NotFoundError: there is none.
    """
    query = select(tables.chats).where((chats.id == key) | (chats.name == key))
    row = tx.execute(query).first()
    if row is None:
        name = name_of(tx, key)
        row = tx.execute(select(tables.chats).where(chats.name == name)).first()
    if row is None:
        raise NotFoundError("chat", key)
    return _chat_of(row)


def name_of(tx: Tx, document: str) -> str | None:
    """Return the chat of a message or of an export; None for another document."""
    for table in (tables.posts, tables.chat_exports):
        query = select(table.c.chat).where(table.c.document == document)
        if found := tx.execute(query).scalar():
            return str(found)
    return None


def post(tx: Tx, document: str) -> StoredPost | None:
    """Return what is known of a message of a chat; None for another document."""
    query = select(tables.posts).where(posts.document == document)
    row = tx.execute(query).first()
    return _post(row) if row else None


def documents_of(tx: Tx, chat: str) -> list[str]:
    """Return the messages of a chat as they stand in its exports."""
    query = select(posts.document).where(posts.chat == chat)
    return list(tx.execute(query).scalars())


def of_day(tx: Tx, chat: str, day: str) -> list[StoredPost]:
    """Return the messages of a day, each by its first original, as they came."""
    query = (
        select(tables.posts)
        .where(posts.chat == chat, posts.day == day)
        .where(posts.message == posts.document)
        .order_by(posts.clock, posts.position)
    )
    return [_post(row) for row in tx.execute(query)]


def days(tx: Tx, chat: str) -> list[tuple[str, int]]:
    """Return the days of a chat with how many messages each has, the first first."""
    query = (
        select(posts.day, func.count())
        .where(posts.chat == chat, posts.message == posts.document)
        .group_by(posts.day)
        .order_by(posts.day)
    )
    return [(row[0], row[1]) for row in tx.execute(query)]


def unknown(tx: Tx, endings: Iterable[str]) -> list[Participant]:
    """Return those with a handle that is nobody's, who write most first."""
    column = tables.participants.c
    known = select(tables.addresses.c.address)
    query = (
        select(func.max(column.name).label("name"), column.address)
        .where(or_(*(column.address.like(f"%{ending}") for ending in endings)))
        .where(column.role == "from", column.address.not_in(known))
        .group_by(column.address)
        .order_by(func.count().desc(), column.address)
        .limit(_STRANGERS)
    )
    return [Participant("from", row.name, row.address) for row in tx.execute(query)]


def written_in(tx: Tx, export: str) -> list[str]:
    """Return the dates of an export as they are written where their order is asked."""
    query = select(posts.facts).where(posts.export == export)
    rows = tx.execute(query.order_by(posts.position)).scalars()
    return [str(facts["numbers"]) for facts in rows if facts.get("numbers")]


def versions(tx: Tx, identities: Iterable[str]) -> dict[str, list[StoredPost]]:
    """Return every original of some messages, by what tells them apart."""
    found: dict[str, list[StoredPost]] = {}
    for part in _parted(list(identities)):
        query = select(tables.posts).where(posts.identity.in_(part))
        for row in tx.execute(query.order_by(posts.position)):
            found.setdefault(row.identity, []).append(_post(row))
    return found


def numbered(tx: Tx, chat: str, numbers: Iterable[str]) -> dict[str, list[StoredPost]]:
    """Return the versions of a chat's messages by their numbers, as they came."""
    found: dict[str, list[StoredPost]] = {}
    for part in _parted(list(numbers)):
        query = select(tables.posts).where(
            posts.chat == chat, posts.number.in_(part), posts.message == posts.document
        )
        for row in tx.execute(query.order_by(posts.position)):
            found.setdefault(row.number, []).append(_post(row))
    return found


def reach(tx: Tx, chat: str) -> dict[str, tuple[str, str]]:
    """Return the first and the last clock of each export of a chat."""
    query = (
        select(posts.export, func.min(posts.clock), func.max(posts.clock))
        .where(posts.chat == chat, posts.clock != "")
        .group_by(posts.export)
    )
    return {row[0]: (row[1], row[2]) for row in tx.execute(query)}


def holders(tx: Tx, export: str, identities: Sequence[str]) -> set[str]:
    """Return which of some messages an export holds, in whatever version."""
    found: set[str] = set()
    for part in _parted(identities):
        query = select(posts.identity).where(
            posts.export == export, posts.identity.in_(part)
        )
        found.update(map(str, tx.execute(query).scalars()))
    return found


def shared(tx: Tx, export: str, other: str) -> int:
    """Return how many messages two exports share."""
    mine = select(posts.identity).where(posts.export == export)
    query = select(func.count()).select_from(tables.posts)
    there = query.where(posts.export == other, posts.identity.in_(mine))
    return tx.execute(there).scalar_one()


def _parted(keys: Sequence[str]) -> Iterable[Sequence[str]]:
    return (keys[start : start + 500] for start in range(0, len(keys), 500))


def _export(row: Any) -> Export:
    offsets = tuple((each[0], each[1]) for each in row.offsets)
    needs = tuple(row.needs.split())
    return Export(
        row.document, row.chat, needs, row.day_order, row.zone, offsets, row.position
    )


def _chat_of(row: Any) -> Chat:
    return Chat(row.id, row.name, row.title, row.service)


def _post(row: Any) -> StoredPost:
    return StoredPost(
        document=row.document,
        chat=row.chat,
        export=row.export,
        message=row.message,
        identity=row.identity,
        clock=row.clock,
        day=row.day,
        post=post_of(row.facts) or Post(chat=row.chat),
    )
