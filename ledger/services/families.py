"""Families: a file with all that was inside it, as events ready for the log.

Everything here comes out of the box; the parent of the box keeps the bytes and names
them by their digest. A member that cannot be read spoils nothing but itself.
"""

import io
from collections.abc import Iterator
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from itertools import chain

from ledger.domain.digest import new_id
from ledger.domain.document import Document
from ledger.domain.event import BlobRef
from ledger.domain.event import Event
from ledger.domain.event import EventKind
from ledger.domain.reading import Kind
from ledger.domain.reading import Member
from ledger.domain.reading import Reading
from ledger.opened import Ledger
from ledger.services import filing
from ledger.store.blobs import Batch
from ledger.store.database import Tx

SYSTEM = "system"
_DEEPEST = 20

Outcomes = Iterator[Member | Reading]


@dataclass(frozen=True, slots=True)
class Family:
    """What a file turned out to hold."""

    head: str
    """The document that is filed, and everything inside it with it."""

    documents: tuple[str, ...]
    events: tuple[Event, ...]


def read(
    ledger: Ledger, batch: Batch, document: str, outcomes: Outcomes
) -> Family | None:
    """Return what the box found in a document that is in the log already.

    None for a container whose members come as a stream: it is not read here.
    """
    first = next(outcomes)
    if isinstance(first, Member) and first.offset is not None:
        return None
    events = _read_events(ledger, batch, document, chain([first], outcomes), 1)
    return _family(document, events)


def of_member(
    ledger: Ledger, batch: Batch, container: Document, member: Member
) -> Family:
    """Return a member of a container, with its line in the receipt of that."""
    key = new_id("d")
    line = {
        "receipt": container.provenance.receipt,
        "path": f"{container.name} › {member.place}",
    }
    events = _member_events(ledger, batch, (container.id, key), member, 1, line)
    return _family(key, events)


def closing_of(ledger: Ledger, batch: Batch, document: str, reading: Reading) -> Family:
    """Return the reading of a container whose members have been logged."""
    return _family(document, [_read_event(ledger, batch, document, reading)])


def unreadable(ledger: Ledger, batch: Batch, document: str, problem: str) -> Family:
    """Return the reading of a document that nothing can be made of."""
    return closing_of(ledger, batch, document, _nothing(problem))


def log(ledger: Ledger, tx: Tx, found: Sequence[Family]) -> None:
    """Log families, then file those whose people are known."""
    ledger.record(tx, *(event for family in found for event in family.events))
    filing.file_heads(ledger, tx, [family.head for family in found])


def _family(head: str, events: list[Event]) -> Family:
    documents = dict.fromkeys(event.subject for event in events)
    return Family(head, tuple(documents), tuple(events))


def _read_events(
    ledger: Ledger, batch: Batch, document: str, outcomes: Outcomes, depth: int
) -> list[Event]:
    members: list[Member] = []
    reading = None
    for outcome in outcomes:
        if isinstance(outcome, Reading):
            reading = outcome
        else:
            members.append(outcome)
    if reading is None:
        reading = _nothing("The reader gave no answer; the original is kept.")
    events = [_read_event(ledger, batch, document, reading)]
    for member in members:
        ids = (document, new_id("d"))
        events += _member_events(ledger, batch, ids, member, depth + 1, {})
    return events


def _member_events(
    ledger: Ledger,
    batch: Batch,
    ids: tuple[str, str],
    member: Member,
    depth: int,
    line: dict[str, str],
) -> list[Event]:
    parent, key = ids
    kept = batch.put(io.BytesIO(member.data))
    facts = {
        "name": member.name,
        "media_type": member.media_type,
        "parent": parent,
        "place": member.place,
        "content_id": member.content_id or None,
        "inline": member.inline or None,
        **line,
    }
    taken_in = Event(
        kind=EventKind.DOCUMENT_TAKEN_IN,
        subject=key,
        actor=SYSTEM,
        blobs=(BlobRef("raw", kept.digest, kept.size),),
        fields={name: value for name, value in facts.items() if value is not None},
    )
    if depth > _DEEPEST:
        problem = "It is nested too deep to be opened; the original is kept."
        return [taken_in, _read_event(ledger, batch, key, _nothing(problem))]
    source = io.BytesIO(member.data)
    outcomes = ledger.box.read(source, member.name, media_type=member.media_type)
    with closing(outcomes):
        return [taken_in, *_read_events(ledger, batch, key, outcomes, depth)]


def _read_event(ledger: Ledger, batch: Batch, document: str, reading: Reading) -> Event:
    data = reading.to_bytes()
    kept = batch.put(io.BytesIO(data))
    ledger.readings.remember(kept.digest, Reading.from_bytes(data))
    return Event(
        kind=EventKind.DOCUMENT_READ,
        subject=document,
        actor=SYSTEM,
        blobs=(BlobRef("reading", kept.digest, kept.size),),
        fields={"parser": reading.parser, "version": reading.version},
    )


def _nothing(problem: str) -> Reading:
    return Reading(
        parser="none",
        version=1,
        kind=Kind.FILE,
        media_type="application/octet-stream",
        problem=problem,
    )
