"""Threads: messages joined by ids, then by verified quotes, and parted by people.

A thread has the id of one of its messages. Joining makes two threads one. When a person
parts a message from its thread, what is left is told apart anew from all that joins:
the ids that its messages name, and the quotes that were verified.
"""

from collections.abc import Iterable
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import bindparam
from sqlalchemy import delete
from sqlalchemy import insert
from sqlalchemy import select
from sqlalchemy import update

from ledger.domain.comparison import FOUND
from ledger.domain.event import SealedEvent
from ledger.store import comparisons
from ledger.store import tables
from ledger.store.database import Tx

messages = tables.messages.c
references = tables.message_references.c
ids = tables.thread_ids.c
joints = tables.joints.c
partings = tables.partings.c
_THREADED = (tables.messages, tables.thread_ids, tables.documents)
_ANSWER = "in-reply-to"

# Asked for each message that is read: made once.
_PARTED = (
    select(messages.message_id)
    .join(tables.partings, partings.document == messages.id)
    .where(messages.message_id.in_(bindparam("ids", expanding=True)))
)
_PARTED_AMONG = select(partings.document).where(
    partings.document.in_(bindparam("keys", expanding=True))
)
_PARTED_ONE = select(partings.document).where(partings.document == bindparam("key"))
_JOINT = select(tables.joints).where(joints.document == bindparam("key"))


def merge(tx: Tx, threads: Iterable[str]) -> str:
    """Make one thread of several and return its id, which is the first of theirs."""
    first, *others = sorted(set(threads))
    for other in others:
        for table in _THREADED:
            tx.execute(
                update(table).where(table.c.thread == other).values(thread=first)
            )
    return first


def joining(
    tx: Tx, message_id: str, named: Sequence[str], answers: Sequence[str]
) -> list[str]:
    """Return the ids by which a message is joined: its own, and those that it names.

    Nothing above a message that was parted from its thread joins what stands below it.
    """
    parted = _parted(tx, [message_id, *named, *answers])
    return _below(parted, message_id, named, answers)


def _below(
    parted: set[str], message_id: str, named: Sequence[str], answers: Sequence[str]
) -> list[str]:
    if message_id and message_id in parted:
        return [message_id]
    last = max((at for at, each in enumerate(named) if each in parted), default=0)
    above = set(named[:last])
    below = [*named[last:], *(each for each in answers if each not in above)]
    return list(dict.fromkeys(each for each in [message_id, *below] if each))


def _parted(tx: Tx, listed: Sequence[str]) -> set[str]:
    """Return which of some Message-IDs are of messages that were parted."""
    told = {"ids": [each for each in listed if each]}
    return {str(each) for each in tx.execute(_PARTED, told).scalars()}


def is_parted(tx: Tx, key: str) -> bool:
    """Tell whether a message was parted from its thread."""
    return tx.execute(_PARTED_ONE, {"key": key}).first() is not None


def compared(tx: Tx, event: SealedEvent) -> None:
    """Join a message to what it quotes, if no id joins it to anything that is here."""
    key = event.subject
    before = tx.execute(_JOINT, {"key": key}).first()
    original = None
    if not is_parted(tx, key) and not comparisons.named_originals(tx, key):
        quotes = comparisons.of(tx, [key])[key]
        found = (each.original for each in quotes if each.verdict in FOUND)
        original = next((each for each in found if each), None)
    if before is not None and before.original == original:
        return
    if before is not None:
        tx.execute(delete(tables.joints).where(joints.document == key))
        _settle(tx, thread_of(tx, key))
    if original is None:
        return
    tx.execute(
        insert(tables.joints),
        {"document": key, "original": original, "position": event.position},
    )
    merge(tx, [thread_of(tx, key), thread_of(tx, original)])


def parted(tx: Tx, event: SealedEvent) -> None:
    """Let a message, and what answers it, be a thread of its own."""
    row = {"document": event.subject, "position": event.position}
    row["why"] = str(event.fields.get("why", ""))
    tx.execute(insert(tables.partings), row)
    _settle(tx, thread_of(tx, event.subject))


def rejoined(tx: Tx, event: SealedEvent) -> None:
    """Put a message back into the thread from which it was parted."""
    tx.execute(delete(tables.partings).where(partings.document == event.subject))
    own = thread_of(tx, event.subject)
    here = select(messages.id).where(messages.thread == own)
    named = select(references.target).where(references.message.in_(here))
    by_ids = select(ids.thread).where(ids.message_id.in_(named))
    by_quotes = (
        select(messages.thread)
        .join(tables.joints, joints.original == messages.id)
        .where(joints.document.in_(here))
    )
    others = {*tx.execute(by_ids).scalars(), *tx.execute(by_quotes).scalars()}
    _settle(tx, merge(tx, [own, *map(str, others)]))


def joints_of(tx: Tx, keys: Sequence[str]) -> dict[str, str]:
    """Return what each of some messages quotes that joins it to its thread."""
    query = select(tables.joints).where(joints.document.in_(list(keys)))
    return {row.document: row.original for row in tx.execute(query)}


def parted_among(tx: Tx, keys: Sequence[str]) -> set[str]:
    """Return which of some messages were parted from their threads."""
    told = {"keys": list(keys)}
    return {str(each) for each in tx.execute(_PARTED_AMONG, told).scalars()}


def thread_of(tx: Tx, key: str) -> str:
    """Return the thread of a message."""
    query = select(messages.thread).where(messages.id == key)
    return str(tx.execute(query).scalar_one())


@dataclass(frozen=True, slots=True)
class _Message:
    """A message with the ids that join it to others."""

    id: str
    joined: tuple[str, ...]


class _Groups:
    """What is joined, directly or by others."""

    def __init__(self) -> None:
        self._above: dict[str, str] = {}

    def of(self, each: str) -> str:
        """Return the one that stands for all that something is joined to."""
        while (above := self._above.get(each, each)) != each:
            each = above
        return each

    def join(self, one: str, other: str) -> None:
        """Join two."""
        first, second = sorted((self.of(one), self.of(other)))
        self._above[second] = first


def _settle(tx: Tx, thread: str) -> None:
    """Tell anew which messages of a thread belong together."""
    listed = _messages(tx, thread)
    groups = _Groups()
    for each in listed:
        for name in each.joined:
            groups.join(f"m:{each.id}", f"i:{name}")
    inside = {each.id for each in listed}
    alone = parted_among(tx, sorted(inside))
    for row in tx.execute(select(tables.joints).where(joints.document.in_(inside))):
        if row.original in inside and row.document not in alone:
            groups.join(f"m:{row.document}", f"m:{row.original}")
    together: dict[str, list[_Message]] = {}
    for each in listed:
        together.setdefault(groups.of(f"m:{each.id}"), []).append(each)
    for group in together.values():
        _name(tx, thread, group)


def _name(tx: Tx, thread: str, group: Sequence[_Message]) -> None:
    """Give a group of messages the id of one of them."""
    keys = sorted(each.id for each in group)
    name = thread if thread in keys else keys[0]
    named = sorted({name for each in group for name in each.joined})
    where: tuple[tuple[Any, Any], ...] = (
        (tables.messages, messages.id.in_(keys)),
        (tables.documents, tables.documents.c.message.in_(keys)),
        (tables.thread_ids, ids.message_id.in_(named)),
    )
    for table, which in where:
        tx.execute(update(table).where(which).values(thread=name))


def _messages(tx: Tx, thread: str) -> list[_Message]:
    rows = tx.execute(
        select(messages.id, messages.message_id)
        .where(messages.thread == thread)
        .order_by(messages.id)
    ).all()
    named: dict[str, list[tuple[str, str]]] = {row.id: [] for row in rows}
    listed = select(tables.message_references).where(references.message.in_(named))
    order = listed.order_by(references.message, references.ordinal)
    for row in tx.execute(order):
        named[row.message].append((row.field, row.target))
    every = {row.message_id for row in rows}
    every |= {target for pairs in named.values() for _field, target in pairs}
    parted = _parted(tx, sorted(every))
    alone = parted_among(tx, [row.id for row in rows])
    return [
        _Message(row.id, tuple(_of(parted, row.message_id, named[row.id])))
        if row.id not in alone
        else _Message(row.id, (row.message_id,) if row.message_id else ())
        for row in rows
    ]


def _of(
    parted: set[str], message_id: str, named: Sequence[tuple[str, str]]
) -> list[str]:
    answers = [target for field, target in named if field == _ANSWER]
    others = [target for field, target in named if field != _ANSWER]
    return _below(parted, message_id, others, answers)
