"""The log: events in order, sealed in a Merkle tree, in the same database.

An event's ``body`` is its canonical bytes (RFC 8785) and is never rewritten. What may
name a person or a thing is not in the body: each field is a salted disclosure in
``payload``, and the body holds the sorted digests of these (as in RFC 9901).
"""

import base64
import hashlib
import json
import os
from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Sequence
from datetime import datetime
from typing import Any

import rfc8785
from sqlalchemy import bindparam
from sqlalchemy import func
from sqlalchemy import insert
from sqlalchemy import select

from ledger.domain import moment
from ledger.domain import seal
from ledger.domain.digest import Digest
from ledger.domain.errors import BadInputError
from ledger.domain.errors import DatabaseDamagedError
from ledger.domain.event import BlobRef
from ledger.domain.event import Event
from ledger.domain.event import EventKind
from ledger.domain.event import Json
from ledger.domain.event import SealedEvent
from ledger.domain.sentence import said
from ledger.store import canonical
from ledger.store import tables
from ledger.store.database import must_be_durable
from ledger.store.database import Tx

VERSION = 1
_SALT = 16
_PAGE = 500
_END = 1 << 62

_JOINED = select(tables.events, tables.payloads.c.disclosures).join(
    tables.payloads,
    tables.payloads.c.position == tables.events.c.position,
    isouter=True,
)
_AT = _JOINED.where(tables.events.c.position == bindparam("position"))
_LAST = select(func.max(tables.events.c.position))
_NODE = select(tables.nodes.c.hash).where(
    tables.nodes.c.level == bindparam("level"), tables.nodes.c.idx == bindparam("index")
)


def append(
    tx: Tx, origin: str, now: datetime, events: Iterable[Event]
) -> list[SealedEvent]:
    """Seal events in the next places of the log; a row only, no projection yet.

    The moment is clamped: it is never before that of the event before.
    """
    must_be_durable(tx)
    position = size(tx)
    at = max(now, _last_moment(tx, position) or now)
    nodes = _Writer(tx)
    sealed = []
    for event in events:
        sealed.append(_seal(origin, position, at, event, nodes))
        position += 1
    nodes.write()
    return sealed


def size(tx: Tx) -> int:
    """Return how many events there are, which is the next position."""
    last = tx.execute(_LAST).scalar_one()
    return 0 if last is None else last + 1


def root(tx: Tx, length: int) -> bytes:
    """Return the root over the first ``length`` events."""
    return seal.root(length, nodes_of(tx))


def nodes_of(tx: Tx) -> seal.Nodes:
    """Return the look-up of stored subtrees."""
    return _Writer(tx).get


def since(tx: Tx, position: int, until: int | None = None) -> Iterator[SealedEvent]:
    """Yield the events from a position on, oldest first, a page at a time."""
    while True:
        rows = tx.execute(
            _JOINED.where(tables.events.c.position >= position)
            .where(tables.events.c.position < (_END if until is None else until))
            .order_by(tables.events.c.position)
            .limit(_PAGE)
        ).all()
        yield from (_opened(row) for row in rows)
        if len(rows) < _PAGE:
            return
        position = rows[-1].position + 1


def of(tx: Tx, subject: str) -> list[SealedEvent]:
    """Return the events about a subject, oldest first: its chain of custody."""
    rows = tx.execute(
        _JOINED.join(
            tables.happenings,
            tables.happenings.c.position == tables.events.c.position,
        )
        .where(tables.happenings.c.subject == subject)
        .order_by(tables.events.c.position)
    )
    return [_opened(row) for row in rows]


def of_kind(tx: Tx, kind: EventKind) -> Iterator[SealedEvent]:
    """Yield the events of a kind, oldest first."""
    rows = tx.execute(
        _JOINED.join(
            tables.happenings,
            tables.happenings.c.position == tables.events.c.position,
        )
        .where(tables.happenings.c.kind == kind)
        .order_by(tables.events.c.position)
        .execution_options(yield_per=_PAGE)
    )
    return (_opened(row) for row in rows)


def at(tx: Tx, position: int) -> SealedEvent | None:
    """Return the event at a position; None where the log does not reach."""
    row = tx.execute(_AT, {"position": position}).first()
    return None if row is None else _opened(row)


def disclosures(tx: Tx, position: int) -> list[str]:
    """Return the fields of an event as they are kept: its salted disclosures."""
    query = select(tables.payloads.c.disclosures).where(
        tables.payloads.c.position == position
    )
    return [text for text in tx.execute(query).scalar_one().split("~") if text]


def disclosure(field: str, value: Json) -> str:
    """Return a field as a salted disclosure.

    Raises:
        BadInputError: it holds what cannot be written as text, or too large a number.
    """
    salt = _base64(os.urandom(_SALT))
    try:
        return _base64(canonical.dumps([salt, field, value]))
    except rfc8785.CanonicalizationError as error:
        message = said(
            "The %(field)s cannot be written as text; enter it again.", field=field
        )
        raise BadInputError(message) from error


def digest_of(text: str) -> str:
    """Return the digest by which a body names a disclosure."""
    return hashlib.sha256(text.encode("ascii")).hexdigest()


def opened(text: str) -> tuple[str, Json]:
    """Return the field and the value of a disclosure.

    Raises:
        ValueError: the text is no disclosure.
    """
    padded = text + "=" * (-len(text) % 4)
    _salt, field, value = json.loads(base64.urlsafe_b64decode(padded))
    return field, value


def _last_moment(tx: Tx, length: int) -> datetime | None:
    last = at(tx, length - 1) if length else None
    return last.at if last else None


def _seal(
    origin: str, position: int, now: datetime, event: Event, nodes: "_Writer"
) -> SealedEvent:
    disclosures = [disclosure(name, value) for name, value in event.fields.items()]
    body = canonical.dumps(
        {
            "v": VERSION,
            "log": origin,
            "position": position,
            "at": moment.written(now),
            "kind": str(event.kind),
            "subject": event.subject,
            "projects": list(event.projects),
            "actor": event.actor,
            "sd": sorted(digest_of(each) for each in disclosures),
            "blobs": [
                {"role": blob.role, "sha256": blob.digest.hex, "size": blob.size}
                for blob in event.blobs
            ],
        }
    )
    leaf = seal.leaf_hash(body)
    nodes.add(position, body, leaf, "~".join(disclosures))
    return SealedEvent(
        position=position,
        at=now,
        kind=event.kind,
        subject=event.subject,
        actor=event.actor,
        projects=event.projects,
        blobs=event.blobs,
        fields=event.fields,
        body=body,
        leaf=leaf,
    )


def _opened(row: Any) -> SealedEvent:
    try:
        return _understood(row)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise DatabaseDamagedError from error


def _understood(row: Any) -> SealedEvent:
    body = json.loads(row.body)
    texts = row.disclosures.split("~") if row.disclosures else []
    return SealedEvent(
        position=row.position,
        at=moment.parse(body["at"]),
        kind=body["kind"],
        subject=body["subject"],
        actor=body["actor"],
        projects=tuple(body["projects"]),
        blobs=tuple(
            BlobRef(blob["role"], Digest(blob["sha256"]), blob["size"])
            for blob in body["blobs"]
        ),
        fields=dict(opened(text) for text in texts),
        body=row.body,
        leaf=row.leaf,
    )


def _base64(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).decode().rstrip("=")


class _Writer:
    """Subtrees, from the rows and from what is about to be written."""

    def __init__(self, tx: Tx) -> None:
        self._tx = tx
        self._new: dict[tuple[int, int], bytes] = {}
        self._events: list[dict[str, object]] = []
        self._payloads: list[dict[str, object]] = []

    def get(self, level: int, index: int) -> bytes:
        """Return the hash of a complete subtree."""
        found = self._new.get((level, index))
        if found is not None:
            return found
        place = {"level": level, "index": index}
        stored = self._tx.execute(_NODE, place).scalar_one_or_none()
        if not isinstance(stored, bytes):
            raise DatabaseDamagedError
        return stored

    def add(self, position: int, body: bytes, leaf: bytes, disclosures: str) -> None:
        for level, index, found in seal.completed(position, leaf, self.get):
            self._new[level, index] = found
        self._events.append({"position": position, "body": body, "leaf": leaf})
        self._payloads.append({"position": position, "disclosures": disclosures})

    def write(self) -> None:
        nodes = [
            {"level": level, "idx": index, "hash": found}
            for (level, index), found in self._new.items()
        ]
        _insert(self._tx, tables.events, self._events)
        _insert(self._tx, tables.payloads, self._payloads)
        _insert(self._tx, tables.nodes, nodes)


def _insert(tx: Tx, table: Any, rows: Sequence[dict[str, object]]) -> None:
    if rows:
        tx.execute(insert(table), rows)
