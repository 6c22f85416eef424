"""Documents and their readings: rows made from ``document.taken-in`` and ``.read``."""

from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from datetime import timedelta
from typing import Any

from sqlalchemy import bindparam
from sqlalchemy import case
from sqlalchemy import func
from sqlalchemy import insert
from sqlalchemy import or_
from sqlalchemy import select
from sqlalchemy import update

from ledger.domain.digest import Digest
from ledger.domain.document import Document
from ledger.domain.document import Provenance
from ledger.domain.document import Text
from ledger.domain.errors import NotFoundError
from ledger.domain.event import SealedEvent
from ledger.domain.headers import Headers
from ledger.domain.reading import Kind
from ledger.domain.reading import Page
from ledger.domain.reading import Participant
from ledger.domain.reading import Reading
from ledger.domain.reading import SENT
from ledger.domain.scan import Scan
from ledger.store import tables
from ledger.store.database import Tx

documents = tables.documents.c
_LATE = timedelta(days=1)
_AHEAD = timedelta(minutes=15)
_MANY = 500
_FACTS = 6
"""How much is kept of every page."""

_LATEST = 1 << 62

# Asked for each document that is taken in or read: made once.
_FIND = select(tables.documents).where(documents.id == bindparam("key"))
_ABOVE = select(
    documents.root,
    documents.lineage,
    documents.receipt,
    documents.custodian,
    documents.channel,
).where(documents.id == bindparam("key"))
_ADD = insert(tables.documents)
_ADD_PEOPLE = insert(tables.participants)
_ADD_TEXT = insert(tables.readings).prefix_with("OR IGNORE")
_READ = update(tables.documents).where(documents.id == bindparam("key"))
_FIRST = (
    select(documents.id)
    .where(documents.digest == bindparam("digest"))
    .where(documents.position < bindparam("before"))
    .order_by(documents.position)
    .limit(1)
)
_TEXT = (
    select(tables.readings)
    .join(tables.documents, documents.reading == tables.readings.c.digest)
    .where(documents.id == bindparam("key"))
)
_TEXTS = select(tables.readings).where(
    tables.readings.c.digest.in_(bindparam("digests", expanding=True))
)


def taken_in(tx: Tx, event: SealedEvent) -> None:
    """Add the row of a document that has been kept but not read."""
    fields = event.fields
    raw = event.blob("raw")
    parent = str(fields["parent"]) if fields.get("parent") else None
    above = _above(tx, parent) if parent else None
    tx.execute(
        _ADD,
        {
            "id": event.subject,
            "position": event.position,
            "digest": raw.digest.hex,
            "size": raw.size,
            "kind": Kind.FILE,
            "media_type": fields.get("media_type", "application/octet-stream"),
            "title": fields["name"],
            "name": fields["name"],
            "parent": parent,
            "place": fields.get("place", ""),
            "root": above.root if above else event.subject,
            "lineage": f"{above.lineage}/{event.subject}" if above else event.subject,
            "receipt": above.receipt if above else fields["receipt"],
            "custodian": above.custodian if above else fields["custodian"],
            "channel": above.channel if above else fields["channel"],
            "taken_in_at": event.at,
            "content_id": fields.get("content_id"),
            "inline": int(bool(fields.get("inline"))),
            "waits": int("path" in fields),
            "flags": [],
            "sorted_at": event.at,
        },
    )


def _above(tx: Tx, key: str) -> Any:
    """Return what a document hands on to what is inside it."""
    row = tx.execute(_ABOVE, {"key": key}).first()
    if row is None:
        raise NotFoundError("document", key)
    return row


def read(
    tx: Tx,
    document: Document,
    digest: Digest,
    reading: Reading,
    message: tuple[str, str] | None,
) -> Document:
    """Lay what was read over a document's row, and return what it is now.

    ``message`` is (message, thread).
    """
    headers = reading.headers or Headers()
    claimed = "date-impossible" if _impossible(headers) else None
    now = replace(
        document,
        kind=reading.kind,
        media_type=reading.media_type,
        title=_title(reading, document.name),
        reading=digest,
        problem=reading.problem,
        flags=(*reading.flags, *([claimed] if claimed else [])),
        language=reading.language,
        signs=headers.signs,
        message=message[0] if message else None,
        thread=message[1] if message else None,
        sent_at=headers.sent_at,
        sent_raw=headers.sent_raw,
        sent_zone=headers.sent_zone,
        received_at=headers.received_at,
        sorted_at=_sorted_at(tx, document, headers),
    )
    tx.execute(_READ, _read_row(now, digest))
    if reading.kind is Kind.ARCHIVE and reading.problem is None:
        set_waits(tx, documents.id == document.id, waits=False)
    if document.reading:
        _remove_participants(tx, document.id)
    _add_participants(tx, document.id, reading.people)
    _add_text(tx, digest, reading)
    return now


def _read_row(now: Document, digest: Digest) -> dict[str, Any]:
    return {
        "key": now.id,
        "kind": now.kind,
        "media_type": now.media_type,
        "title": now.title,
        "reading": digest.hex,
        "problem": now.problem,
        "flags": list(now.flags),
        "language": now.language,
        "signs": None if now.signs is None else " ".join(now.signs),
        "message": now.message,
        "thread": now.thread,
        "sent_at": now.sent_at,
        "sent_raw": now.sent_raw,
        "sent_zone": now.sent_zone,
        "received_at": now.received_at,
        "sorted_at": now.sorted_at,
    }


def set_waits(tx: Tx, which: Any, *, waits: bool) -> None:
    """Put documents into the tray, or take them out of it."""
    tx.execute(update(tables.documents).where(which).values(waits=int(waits)))


def _title(reading: Reading, name: str) -> str:
    return reading.title if reading.kind is Kind.MAIL else reading.title or name


def _impossible(headers: Headers) -> bool:
    """Tell whether a message claims to be sent after it came, or a day before."""
    sent, received = headers.sent_at, headers.received_at
    if sent is None or received is None:
        return False
    return sent > received + _AHEAD or sent < received - _LATE


def _sorted_at(tx: Tx, document: Document, headers: Headers) -> datetime:
    if headers.sent_at and not _impossible(headers):
        return headers.sent_at
    if headers.received_at or headers.sent_at:
        return headers.received_at or headers.sent_at or document.sorted_at
    parent = find(tx, document.parent) if document.parent else None
    if parent and parent.kind in SENT:
        return parent.sorted_at
    return document.provenance.taken_in_at


def _remove_participants(tx: Tx, document: str) -> None:
    tx.execute(
        tables.participants.delete().where(tables.participants.c.document == document)
    )


def _add_participants(tx: Tx, document: str, people: Sequence[Participant]) -> None:
    if people:
        tx.execute(
            _ADD_PEOPLE,
            [
                {
                    "document": document,
                    "ordinal": ordinal,
                    "role": person.role,
                    "name": person.name,
                    "address": person.address,
                }
                for ordinal, person in enumerate(people)
            ],
        )


def _add_text(tx: Tx, digest: Digest, reading: Reading) -> None:
    tx.execute(
        _ADD_TEXT,
        {
            "digest": digest.hex,
            "text": reading.text,
            "segments": [
                [part.kind, part.start, part.end, part.author]
                for part in reading.segments
            ],
            "pages": [_of_page(page) for page in reading.pages],
        },
    )


def _of_page(page: Page) -> list[Any]:
    """Return what is kept of a page; one of letters has no seventh fact."""
    told = page.number, page.label, page.start, page.end, page.width, page.height
    return [*told, page.scan] if page.scan else [*told]


def find(tx: Tx, key: str) -> Document:
    """Return a document.

    Raises:
        NotFoundError: there is none with that id.
    """
    row = tx.execute(_FIND, {"key": key}).first()
    if row is None:
        raise NotFoundError("document", key)
    return from_row(row)


def get_many(tx: Tx, keys: Iterable[str]) -> list[Document]:
    """Return documents in the order of their ids, as a search result needs them."""
    order = list(keys)
    found: dict[str, Document] = {}
    for start in range(0, len(order), _MANY):
        part = order[start : start + _MANY]
        rows = tx.execute(select(tables.documents).where(documents.id.in_(part)))
        found.update((row.id, from_row(row)) for row in rows)
    return [found[key] for key in order if key in found]


def text_of(tx: Tx, document: Document) -> Text:
    """Return what was read of a document; nothing where it has not been read."""
    if document.reading is None:
        return Text("", (), ())
    return texts(tx, [document])[document.id]


def text_at(tx: Tx, key: str) -> Text:
    """Return what was read of a document, by its id."""
    row = tx.execute(_TEXT, {"key": key}).first()
    return Text("", (), ()) if row is None else _text(row)


def texts(tx: Tx, listed: Iterable[Document]) -> dict[str, Text]:
    """Return what was read of each document, by its id."""
    wanted = {d.id: d.reading.hex for d in listed if d.reading}
    rows = tx.execute(_TEXTS, {"digests": sorted(set(wanted.values()))})
    found = {row.digest: _text(row) for row in rows}
    return {key: found[digest] for key, digest in wanted.items() if digest in found}


def _text(row: Any) -> Text:
    return Text(
        row.text,
        tuple(tuple(part) for part in row.segments),
        tuple(tuple(page[:_FACTS]) for page in row.pages),
        {page[0]: Scan(page[_FACTS]) for page in row.pages if page[_FACTS:]},
    )


def first_with(tx: Tx, digest: Digest, before: int | None = None) -> str | None:
    """Return the oldest document of a blob, before a position where one is given."""
    until = _LATEST if before is None else before
    return tx.execute(_FIRST, {"digest": digest.hex, "before": until}).scalar()


def with_digest(tx: Tx, digest: Digest, limit: int = 100) -> list[Document]:
    """Return the documents of a blob, the oldest first."""
    query = select(tables.documents).where(documents.digest == digest.hex)
    rows = tx.execute(query.order_by(documents.position).limit(limit))
    return [from_row(row) for row in rows]


def roots_with(tx: Tx, digests: Iterable[Digest]) -> dict[Digest, str]:
    """Return, for blobs that were taken in as files before, the first document."""
    listed = [digest.hex for digest in digests]
    rows = tx.execute(
        select(documents.digest, documents.id)
        .where(documents.digest.in_(listed), documents.parent.is_(None))
        .order_by(documents.position.desc())
    )
    return {Digest(row.digest): row.id for row in rows}


def children(tx: Tx, key: str, limit: int = 1000) -> list[Document]:
    """Return what was directly inside a document, in its order."""
    rows = tx.execute(
        select(tables.documents)
        .where(documents.parent == key)
        .order_by(documents.position)
        .limit(limit)
    )
    return [from_row(row) for row in rows]


def at_place(tx: Tx, container: Document, place: str) -> str | None:
    """Return what stands at a place of a container, be it inside another member."""
    query = (
        select(documents.id)
        .where(
            documents.lineage.between(f"{container.lineage}/", f"{container.lineage}0")
        )
        .where(documents.place == place)
        .order_by(documents.position)
        .limit(1)
    )
    return tx.execute(query).scalar()


def places_in(tx: Tx, key: str) -> set[tuple[str, Digest]]:
    """Return where what is directly inside a document stands, and which bytes it is."""
    query = select(documents.place, documents.digest).where(documents.parent == key)
    return {(row.place, Digest(row.digest)) for row in tx.execute(query)}


def places_under(tx: Tx, document: Document) -> set[tuple[str, Digest]]:
    """Return where everything inside a document stands, and which bytes it is."""
    inside = within(document.lineage) & (documents.id != document.id)
    query = select(documents.place, documents.digest).where(inside)
    return {(row.place, Digest(row.digest)) for row in tx.execute(query)}


def family(tx: Tx, document: Document) -> list[str]:
    """Return the ids of a document and of everything inside it."""
    return list(
        tx.execute(
            select(documents.id)
            .where(within(document.lineage))
            .order_by(documents.position)
        ).scalars()
    )


def families_of_thread(tx: Tx, thread: str) -> list[str]:
    """Return the ids of the messages of a thread and of everything inside them."""
    message = tables.documents.alias("message")
    inside = documents.lineage.between(
        message.c.lineage.concat("/"), message.c.lineage.concat("0")
    )
    query = (
        select(documents.id)
        .join(message, or_(documents.id == message.c.id, inside))
        .where(message.c.thread == thread)
        .distinct()
    )
    return list(tx.execute(query).scalars())


def within(lineage: str) -> Any:
    """Return the condition for a document and everything inside it."""
    return or_(
        documents.lineage == lineage,
        documents.lineage.between(f"{lineage}/", f"{lineage}0"),
    )


def of_message(tx: Tx, message: str) -> list[Document]:
    """Return the originals of a message, the first one first."""
    return _listed(tx, documents.message == message, documents.position)


def of_thread(tx: Tx, thread: str, limit: int = 500) -> list[Document]:
    """Return the messages of a thread, each by its first original, in time's order."""
    rows = tx.execute(
        select(tables.documents)
        .where(documents.thread == thread, documents.message == documents.id)
        .order_by(documents.sorted_at, documents.position)
        .limit(limit)
    )
    return [from_row(row) for row in rows]


def naming(tx: Tx, lineage: str, role: str) -> list[Document]:
    """Return a document and those inside it that name somebody in a role."""
    named = select(tables.participants.c.document).where(
        tables.participants.c.document == documents.id,
        tables.participants.c.role == role,
    )
    query = select(tables.documents).where(within(lineage), named.exists())
    return [from_row(row) for row in tx.execute(query.order_by(documents.position))]


def people_of(tx: Tx, keys: Iterable[str]) -> dict[str, list[Participant]]:
    """Return who is named in the head of each message."""
    found: dict[str, list[Participant]] = {key: [] for key in keys}
    order = list(found)
    for start in range(0, len(order), _MANY):
        part = order[start : start + _MANY]
        rows = tx.execute(
            select(tables.participants)
            .where(tables.participants.c.document.in_(part))
            .order_by(tables.participants.c.ordinal)
        )
        for row in rows:
            found[row.document].append(Participant(row.role, row.name, row.address))
    return found


def count(tx: Tx) -> int:
    """Return how many documents there are."""
    return tx.execute(select(func.count()).select_from(tables.documents)).scalar_one()


def _listed(tx: Tx, condition: Any, order: Any) -> list[Document]:
    rows = tx.execute(select(tables.documents).where(condition).order_by(order))
    return [from_row(row) for row in rows]


def from_row(row: Any) -> Document:
    """Return the document of a row of the table."""
    return Document(
        id=row.id,
        position=row.position,
        digest=Digest(row.digest),
        size=row.size,
        kind=Kind(row.kind),
        media_type=row.media_type,
        title=row.title,
        name=row.name,
        parent=row.parent,
        place=row.place,
        root=row.root,
        lineage=row.lineage,
        provenance=Provenance(row.custodian, row.channel, row.taken_in_at, row.receipt),
        content_id=row.content_id,
        inline=bool(row.inline),
        reading=Digest(row.reading) if row.reading else None,
        problem=row.problem,
        flags=tuple(row.flags),
        language=row.language,
        signs=None if row.signs is None else tuple(row.signs.split()),
        message=row.message,
        thread=row.thread,
        sent_at=row.sent_at,
        sent_raw=row.sent_raw or "",
        sent_zone=row.sent_zone or "",
        received_at=row.received_at,
        sorted_at=row.sorted_at,
    )


def with_files(tx: Tx, keys: Sequence[str]) -> set[str]:
    """Return those documents that came with a file: a member that is not inline."""
    rows = tx.execute(
        select(documents.parent)
        .where(documents.parent.in_(list(keys)), documents.inline == 0)
        .distinct()
    )
    return {str(key) for key in rows.scalars()}


def number_of_receipt(tx: Tx, receipt: str) -> int:
    """Return how much one act of taking in made."""
    query = select(func.count()).select_from(tables.documents)
    return tx.execute(query.where(documents.receipt == receipt)).scalar_one()


def inside_of(tx: Tx, keys: Iterable[str]) -> dict[str, tuple[int, int, int]]:
    """Return how much is inside some documents.

    How much of it are messages, and how much has no text, stands behind.
    """
    counted: dict[str, tuple[int, int, int]] = {}
    sent = case((documents.kind.in_(sorted(SENT)), 1), else_=0)
    for document in get_many(tx, keys):
        row = tx.execute(
            select(
                func.count().label("number"),
                func.coalesce(func.sum(sent), 0).label("messages"),
                func.count(documents.problem).label("unread"),
            ).where(within(document.lineage), documents.id != document.id)
        ).one()
        counted[document.id] = (row.number, row.messages, row.unread)
    return counted


def of_receipt(tx: Tx, receipt: str) -> Iterator[Document]:
    """Yield everything that one act of taking in made, in its order."""
    query = (
        select(tables.documents)
        .where(documents.receipt == receipt)
        .order_by(documents.position)
        .execution_options(yield_per=_MANY)
    )
    for row in tx.execute(query):
        yield from_row(row)


def flagged(tx: Tx, keys: Iterable[str], flag: str) -> list[tuple[str, str]]:
    """Return which of some documents have a flag, each with its receipt."""
    order = list(keys)
    found: list[tuple[str, str]] = []
    for start in range(0, len(order), _MANY):
        part = order[start : start + _MANY]
        rows = tx.execute(
            select(documents.id, documents.receipt, documents.flags)
            .where(documents.id.in_(part))
            .order_by(documents.position)
        )
        found += [(row.id, row.receipt) for row in rows if flag in row.flags]
    return found
