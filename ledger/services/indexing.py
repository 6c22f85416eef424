"""Indexing: the index catches up with the log, and is built anew where it is broken.

The log is the outbox: the index keeps the position up to which it has read in the same
commit as the words. Doing a part again does no harm, so a crash costs only time.
"""

from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Sequence
from contextlib import suppress

from index import Engine
from index import Entry
from index import IndexBusyError
from ledger.domain import moment
from ledger.domain.document import Document
from ledger.domain.document import Text
from ledger.domain.errors import BusyError
from ledger.domain.event import EventKind
from ledger.domain.event import SealedEvent
from ledger.domain.project import Project
from ledger.domain.reading import Participant
from ledger.domain.reading import SENT
from ledger.domain.sentence import said
from ledger.opened import Ledger
from ledger.store import documents
from ledger.store import events
from ledger.store import filing
from ledger.store import projects
from ledger.store.database import Tx

_EVENTS = 4000
_DOCUMENTS = 1500
_AT_ONCE = 20
_LETTERS = 16 << 20

_TOUCHING = {EventKind.DOCUMENT_READ}
_MOVING = {
    EventKind.DOCUMENT_FILED,
    EventKind.DOCUMENT_UNFILED,
    EventKind.CHAT_ANSWERED,
}


def catch_up(ledger: Ledger) -> int:
    """Bring the index to the end of the log, or leave it to its other writer.

    Returns:
        The position up to which the index has read.
    """
    with ledger.db.reading() as tx:
        end = events.size(tx)
    if ledger.index.position() > end:
        begin_anew(ledger)
    while (position := ledger.index.position()) < end:
        try:
            step(ledger, ledger.index, position, end)
        except IndexBusyError:
            break
    return ledger.index.position()


def lag(ledger: Ledger) -> int:
    """Return how many events the index is behind the log."""
    with ledger.db.reading() as tx:
        return max(0, events.size(tx) - ledger.index.position())


def tidy(ledger: Ledger) -> None:
    """Make the index compact and fast, unless another program writes into it."""
    with suppress(IndexBusyError):
        ledger.index.tidy()


def begin_anew(ledger: Ledger) -> None:
    """Throw the index away; the next catching up starts from the first event.

    Raises:
        BusyError: another program is writing into it.
    """
    try:
        ledger.indexes.clear()
    except IndexBusyError as error:
        message = said(
            "The search index has another writer now (pid %(holder)s). "
            "Stop that program first, or let it do the work.",
            holder=error.holder,
        )
        raise BusyError(message) from error


def step(ledger: Ledger, index: Engine, position: int, end: int) -> None:
    """Put into an index what one stretch of the log is about.

    The position moves with the last commit of it; very long texts make several.
    """
    with ledger.db.reading() as tx:
        touched, until = _touched(tx, position, end)
        waiting: list[Entry] = []
        letters = 0
        for entry in _entries(ledger, tx, touched):
            waiting.append(entry)
            letters += len(entry.own) + len(entry.quoted)
            if letters >= _LETTERS:
                index.apply(waiting, (), position)
                waiting, letters = [], 0
        index.apply(waiting, (), until)


def _touched(tx: Tx, position: int, end: int) -> tuple[list[str], int]:
    """Return the documents that a stretch of the log is about, and where it ends."""
    found: dict[str, None] = {}
    until = position
    for event in events.since(tx, position, min(end, position + _EVENTS)):
        found.update(dict.fromkeys(_documents_of(tx, event)))
        until = event.position + 1
        if len(found) >= _DOCUMENTS:
            break
    return list(found), until


def _documents_of(tx: Tx, event: SealedEvent) -> list[str]:
    again = event.kind in _TOUCHING and event.fields.get("again")
    if event.kind in _MOVING or again:
        return documents.family(tx, documents.find(tx, event.subject))
    return [event.subject] if event.kind in _TOUCHING else []


def _entries(ledger: Ledger, tx: Tx, keys: Sequence[str]) -> Iterator[Entry]:
    """Yield the entries of documents that have been read."""
    known = {project.id: project for project in projects.every(tx)}
    for start in range(0, len(keys), _AT_ONCE):
        listed = documents.get_many(tx, keys[start : start + _AT_ONCE])
        people = documents.people_of(tx, map(_speaker, listed))
        belong = filing.projects_of(tx, [document.id for document in listed])
        with_files = documents.with_files(tx, [document.id for document in listed])
        for document in listed:
            if document.reading is None:
                continue
            where = [known[key] for key in belong[document.id]]
            yield _entry(
                document,
                documents.text_of(tx, document),  # one at a time: it may be long
                people[_speaker(document)],
                where,
                where[0].zone if where else ledger.config.zone,
                has_file=document.id in with_files,
            )


def _speaker(document: Document) -> str:
    """Return whose people a document is found by: a message's own, its files' too."""
    if document.kind in SENT:
        return document.id
    return document.parent or document.id


HAS = frozenset({"file", "quote", "scan", "unfiled"})
"""What ``has:`` and ``is:`` can ask the index for."""


def _entry(
    document: Document,
    text: Text,
    people: Sequence[Participant],
    where: Sequence[Project],
    zone: str,
    *,
    has_file: bool,
) -> Entry:
    mail = document.kind in SENT
    authors = _names(people, "from") if mail else ()
    recipients = _names(people, "to", "cc") if mail else ()
    others = _names(people, "sender", "reply-to") if mail else _names(people)
    own = text.words_of("own", "signature") if text.segments else ""
    return Entry(
        id=document.id,
        fold=document.message or document.digest.hex,
        order=document.position,
        kind=document.kind,
        title=document.title,
        own=own or ("" if text.segments else text.text),
        quoted=text.words_of("quote", "forwarded", "unassigned"),
        language=document.language or "",
        projects=tuple(project.id for project in where),
        clients=tuple(dict.fromkeys(project.client.id for project in where)),
        authors=authors,
        recipients=recipients,
        others=others,
        thread=document.thread or "",
        day=_day(document, zone),
        moment=int(document.sorted_at.timestamp()),
        has=_has(text, has_file=has_file, filed=bool(where)),
    )


def _has(text: Text, *, has_file: bool, filed: bool) -> frozenset[str]:
    """Return what can be asked of a document with ``has:`` and ``is:``."""
    holds = {
        "file": has_file,
        "quote": bool(text.words_of("quote", "forwarded").strip()),
        "scan": text.has_scan(None),
        "unfiled": not filed,
    }
    return frozenset(name for name, held in holds.items() if held)


def _day(document: Document, zone: str) -> str:
    """Return the day of a document in a zone; empty where nothing tells it."""
    if document.dated_at is None:
        return ""
    return document.dated_at.astimezone(moment.zone(zone)).date().isoformat()


def _names(people: Iterable[Participant], *roles: str) -> tuple[str, ...]:
    return tuple(
        f"{person.name} {person.address}".strip()
        for person in people
        if not roles or person.role in roles
    )
