"""Rows of chats: made as their messages are read, and of what people say of an export.

A message stands here once for each export that holds it, so that it can be told which
export holds it no more. ``chats`` asks for them.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import delete
from sqlalchemy import insert
from sqlalchemy import select
from sqlalchemy import update

from ledger.domain.chat import at_offset
from ledger.domain.chat import clock_in
from ledger.domain.chat import Export
from ledger.domain.chat import Offsets
from ledger.domain.chat import Post
from ledger.domain.chat import post_of
from ledger.domain.event import SealedEvent
from ledger.domain.reading import Kind
from ledger.domain.reading import Reading
from ledger.store import chats as known
from ledger.store import documents
from ledger.store import receipts
from ledger.store import tables
from ledger.store.database import Tx

chats = tables.chats.c
exports = tables.chat_exports.c
posts = tables.posts.c


def read(tx: Tx, event: SealedEvent, reading: Reading, message: str | None) -> None:
    """Add the rows of a message of a chat, or of the chat itself."""
    post = post_of(reading.facts)
    if post is None:
        return
    if reading.kind is Kind.CHAT:
        _message(tx, event, post, message or event.subject)
        return
    export = _exported(tx, event, event.subject, post)
    needs = reading.facts.get("needs", "")
    which = exports.document == export.document
    tx.execute(update(tables.chat_exports).where(which).values(needs=needs))
    _wait(tx, event.subject)


def _wait(tx: Tx, key: str) -> None:
    """Let a chat wait for a project as a whole, unless it came with a mail."""
    document = documents.find(tx, key)
    above = documents.find(tx, document.parent) if document.parent else None
    filed = select(tables.belongings.c.project).where(
        tables.belongings.c.document == key
    )
    alone = above is None or above.kind is Kind.ARCHIVE
    waits = alone and tx.execute(filed.limit(1)).first() is None
    documents.set_waits(tx, tables.documents.c.id == key, waits=waits)


def _exported(tx: Tx, event: SealedEvent, key: str, post: Post) -> Export:
    """Return the row of an export, made where it is new."""
    found = known.export(tx, key)
    if found is None:
        row = {"document": key, "chat": post.chat, "needs": "", "day_order": ""}
        row |= {"zone": ""}
        values: dict[str, Any] = {**row, "offsets": [], "position": event.position}
        tx.execute(insert(tables.chat_exports), values)
        found = Export(key, post.chat, (), "", "", (), event.position)
        _chat(tx, key, post, event.position)
    if post.chat_title:
        which = (chats.name == found.chat) & (chats.title == "")
        tx.execute(update(tables.chats).where(which).values(title=post.chat_title))
    return found


def _chat(tx: Tx, key: str, post: Post, position: int) -> None:
    row = {"name": post.chat, "id": key, "title": post.chat_title}
    row |= {"service": post.chat.partition(":")[0]}
    values: dict[str, Any] = {**row, "position": position}
    tx.execute(insert(tables.chats).prefix_with("OR IGNORE"), values)


def _message(tx: Tx, event: SealedEvent, post: Post, message: str) -> None:
    document = documents.find(tx, event.subject)
    export_ = _exported(tx, event, document.parent or document.id, post)
    chat = _one_chat(tx, export_, message)
    tx.execute(delete(tables.posts).where(posts.document == document.id))
    clock = post.clock or clock_in(post.numbers, export_.order)
    identity = select(tables.messages.c.message_id).where(
        tables.messages.c.id == message
    )
    tx.execute(
        insert(tables.posts),
        {
            "document": document.id,
            "chat": chat,
            "export": export_.document,
            "message": message,
            "identity": tx.execute(identity).scalar() or message,
            "number": post.number,
            "clock": clock,
            "day": clock[:10],
            "facts": post.facts(),
            "position": document.position,
        },
    )
    documents.set_waits(tx, tables.documents.c.id == document.id, waits=False)
    receipts.item_told_apart(tx, document.id, message)
    if export_.offsets and clock and not document.sent_at:
        sent_at, zone = at_offset(clock, export_.offsets)
        _date(tx, [(document.id, sent_at, zone)])


def _one_chat(tx: Tx, found: Export, message: str) -> str:
    """Return the chat of a message; two are one where they share a message."""
    query = select(posts.chat).where(posts.document == message)
    first = tx.execute(query).scalar()
    if first is None or first == found.chat:
        return found.chat
    for table in (tables.posts, tables.chat_exports):
        which = table.c.chat == found.chat
        tx.execute(update(table).where(which).values(chat=first))
    tx.execute(delete(tables.chats).where(chats.name == found.chat))
    return str(first)


def answered(tx: Tx, event: SealedEvent) -> None:
    """Lay what a person said of an export over the dates of its messages."""
    order = str(event.fields.get("day_order") or "")
    zone = str(event.fields.get("zone") or "")
    offsets = _offsets(event.fields.get("offsets"))
    which = exports.document == event.subject
    values: dict[str, Any] = {"day_order": order, "zone": zone, "offsets": offsets}
    tx.execute(update(tables.chat_exports).where(which).values(**values))
    rows = tx.execute(
        select(posts.document, posts.facts).where(posts.export == event.subject)
    ).all()
    dated = []
    for row in rows:
        post = post_of(row.facts)
        if post is None or post.zone:
            continue
        clock = post.clock or clock_in(post.numbers, order)
        tx.execute(
            update(tables.posts)
            .where(posts.document == row.document)
            .values(clock=clock, day=clock[:10])
        )
        dated.append((row.document, *at_offset(clock, offsets)))
    _date(tx, dated)


def _offsets(value: object) -> Offsets:
    listed = value if isinstance(value, list) else []
    return tuple(
        (str(each[0]), int(each[1]))
        for each in listed
        if isinstance(each, list) and isinstance(each[1], int)
    )


def _date(tx: Tx, dated: Iterable[tuple[str, datetime | None, str]]) -> None:
    """Say when messages were sent, wherever their moment stands."""
    column = tables.documents.c
    for key, sent_at, zone in dated:
        moment = sent_at or documents.find(tx, key).provenance.taken_in_at
        for which, values in (
            (column.id == key, {"sent_at": sent_at, "sent_zone": zone}),
            ((column.id == key) | (column.parent == key), {"sorted_at": moment}),
        ):
            tx.execute(update(tables.documents).where(which).values(**values))
        written = tables.writings.c.document == key
        dates = {"at": moment, "dated": int(sent_at is not None)}
        tx.execute(update(tables.writings).where(written).values(**dates))
        quoted = tables.quotations.c.document == key
        tx.execute(update(tables.quotations).where(quoted).values(at=moment))
