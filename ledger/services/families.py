"""Families: a file with all that was inside it, as events ready for the log.

Everything here comes out of the box; the parent of the box keeps the bytes and names
them by their digest. A member that cannot be read spoils nothing but itself.
"""

import io
from collections.abc import Iterator
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from dataclasses import replace
from functools import partial
from itertools import chain

from ledger.domain import problems
from ledger.domain.digest import new_id
from ledger.domain.document import Document
from ledger.domain.event import BlobRef
from ledger.domain.event import Event
from ledger.domain.event import EventKind
from ledger.domain.event import Json
from ledger.domain.reading import Kind
from ledger.domain.reading import Member
from ledger.domain.reading import Reading
from ledger.opened import Ledger
from ledger.services import chatting
from ledger.services import filing
from ledger.services import queueing
from ledger.services import scans
from ledger.services.unpacking import Around
from ledger.services.unpacking import Room
from ledger.store import documents
from ledger.store.blobs import Batch
from ledger.store.blobs import Kept
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


@dataclass(frozen=True, slots=True)
class Found:
    """A member that was found inside a file: its bytes are kept, and not held."""

    member: Member
    """Without its data."""

    kept: Kept


def keep(batch: Batch, outcome: Member | Reading) -> Found | Reading:
    """Keep the bytes of a member as soon as it comes out of the box."""
    if isinstance(outcome, Reading):
        return outcome
    kept = batch.put(io.BytesIO(outcome.data))
    return Found(replace(outcome, data=b""), kept)


def read(
    ledger: Ledger,
    batch: Batch,
    document: str,
    outcomes: Outcomes,
    room: Room | None = None,
) -> Family | None:
    """Return what the box found in a document that is in the log already.

    None for a container whose members come as a stream: it is not read here.
    """
    first = next(outcomes)
    if isinstance(first, Member) and first.offset is not None:
        return None
    outcomes = chain([first], outcomes)
    del first  # it may be large
    around = Around(room or Room(0))
    events = _read_events(ledger, batch, document, outcomes, around)
    return _family(document, events)


class Homes:
    """Which document each member of a container stands in, as they come out of it.

    Most stand in the container itself; a message of a chat stands in its chat.
    """

    def __init__(self, ledger: Ledger, container: Document) -> None:
        """Take the container; what came out of it before is looked up when needed."""
        self._ledger = ledger
        self._container = container
        self._known: dict[str, str] = {}

    def ids(self, member: Member) -> tuple[str, str]:
        """Return the id of the document that a member stands in, and a new one."""
        key = new_id("d")
        parent = self._known.get(member.within) if member.within else None
        if member.within and parent is None:
            with self._ledger.db.reading() as tx:
                parent = documents.at_place(tx, self._container, member.within)
            if parent:
                self._known[member.within] = parent
        if member.reading:
            self._known[member.place] = key
        return parent or self._container.id, key


def of_member(
    ledger: Ledger,
    batch: Batch,
    container: Document,
    found: Found,
    ids: tuple[str, str] | None = None,
    room: Room | None = None,
) -> Family:
    """Return a member of a container, with its line in the receipt of that.

    ``ids`` are the document that it stands in, and its own. ``room`` is shared by all
    members; without one, this member is alone.
    """
    member = found.member
    parent, key = ids or (container.id, new_id("d"))
    line = {
        "receipt": container.provenance.receipt,
        "path": f"{container.name} › {member.place}",
    }
    part = member.within and not member.reading  # a file that a message came with
    around = Around(room or Room(container.size), 0).inside(packed=member.packed)
    line = {} if part else line
    events = _member_events(ledger, batch, (parent, key), found, around, line)
    return _family(key, events)


def closing_of(ledger: Ledger, batch: Batch, document: str, reading: Reading) -> Family:
    """Return the reading of a container whose members have been logged."""
    return _family(document, [read_event(ledger, batch, document, reading)])


def of_part(ledger: Ledger, batch: Batch, whole: Document, found: Found) -> Family:
    """Return a member that a newer reading found in a document that is no container."""
    ids = (whole.id, new_id("d"))
    around = Around(Room(whole.size), whole.lineage.count("/") + 2)
    events = _member_events(ledger, batch, ids, found, around, {})
    return _family(whole.id, events)


def read_event(
    ledger: Ledger,
    batch: Batch,
    document: str,
    reading: Reading,
    actor: str = SYSTEM,
    **told: Json,
) -> Event:
    """Keep a reading, and return the event that names it."""
    data = reading.to_bytes()
    kept = batch.put(io.BytesIO(data))
    ledger.readings.remember(kept.digest, reading, kept.size)
    return Event(
        kind=EventKind.DOCUMENT_READ,
        subject=document,
        actor=actor,
        blobs=(BlobRef("reading", kept.digest, kept.size),),
        fields={"parser": reading.parser, "version": reading.version, **told},
    )


def unreadable(ledger: Ledger, batch: Batch, document: str, problem: str) -> Family:
    """Return the reading of a document that nothing can be made of."""
    return closing_of(ledger, batch, document, _nothing(problem))


def log(ledger: Ledger, tx: Tx, found: Sequence[Family]) -> None:
    """Log families, then file those whose people are known."""
    ledger.record(tx, *(event for family in found for event in family.events))
    filing.file_heads(ledger, tx, [family.head for family in found])
    keys = dict.fromkeys(key for family in found for key in family.documents)
    scans.queue(tx, keys, ledger.now())
    queueing.after_reading(ledger, tx, list(keys))
    chatting.carry_on(ledger, tx, _read_in(found))


def _read_in(found: Sequence[Family]) -> list[str]:
    """Return the containers among what was read: the heads that were known before."""
    return [
        family.head
        for family in found
        if all(event.kind is EventKind.DOCUMENT_READ for event in family.events[:1])
    ]


def _family(head: str, events: list[Event]) -> Family:
    documents = dict.fromkeys(event.subject for event in events)
    return Family(head, tuple(documents), tuple(events))


def _read_events(
    ledger: Ledger, batch: Batch, document: str, outcomes: Outcomes, around: Around
) -> list[Event]:
    reading, members = _sorted(batch, outcomes, around.room)
    events = [read_event(ledger, batch, document, reading)]
    del reading  # its text may be long
    places: dict[str, str] = {}
    for found in members:
        key = places[found.member.place] = new_id("d")
        ids = (places.get(found.member.within, document), key)
        inside = around.inside(packed=found.member.packed)
        events += _member_events(ledger, batch, ids, found, inside, {})
    return events


def _sorted(
    batch: Batch, outcomes: Outcomes, room: Room
) -> tuple[Reading, list[Found]]:
    """Return the reading, and the members, whose bytes go to the disk one by one."""
    members: list[Found] = []
    reading = None
    for outcome in map(partial(keep, batch), outcomes):
        if isinstance(outcome, Reading):
            reading = outcome
        elif fits(outcome, room):
            members.append(outcome)
        else:
            return grown(), members
    nothing = _nothing(problems.NO_ANSWER)
    return reading or nothing, members


def _member_events(
    ledger: Ledger,
    batch: Batch,
    ids: tuple[str, str],
    found: Found,
    around: Around,
    line: dict[str, str],
) -> list[Event]:
    parent, key = ids
    member, kept = found.member, found.kept
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
    if member.reading:
        return [taken_in, read_event(ledger, batch, key, member.reading)]
    if around.depth > _DEEPEST:
        too_deep = _nothing(problems.TOO_DEEP)
        return [taken_in, read_event(ledger, batch, key, too_deep)]
    with batch.open(kept.digest) as source:
        outcomes = ledger.box.read(
            source,
            member.name,
            media_type=member.media_type,
            levels=around.archives,
        )
        with closing(outcomes):
            return [taken_in, *_read_events(ledger, batch, key, outcomes, around)]


def fits(found: Found, room: Room) -> bool:
    """Tell whether a member may still be unpacked; one that was not packed may be."""
    return not found.member.packed or room.take(found.kept.size)


def grown() -> Reading:
    """Return the reading of an archive that with others unpacks to too much."""
    return replace(_nothing(problems.GROWS), kind=Kind.ARCHIVE)


def _nothing(problem: str) -> Reading:
    return Reading(
        parser="none",
        version=1,
        kind=Kind.FILE,
        media_type="application/octet-stream",
        problem=problem,
    )
