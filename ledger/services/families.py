"""Families: a file with all that was inside it, as events ready for the log.

Everything here comes out of the box; the parent of the box keeps the bytes and names
them by their digest. A member that cannot be read spoils nothing but itself.
"""

import io
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from functools import partial
from itertools import chain

from ledger.domain import problems
from ledger.domain.digest import new_id
from ledger.domain.document import Document
from ledger.domain.event import BlobRef
from ledger.domain.event import Event
from ledger.domain.event import EventKind
from ledger.domain.event import Json
from ledger.domain.reading import Member
from ledger.domain.reading import Reading
from ledger.opened import Ledger
from ledger.services import chatting
from ledger.services import filing
from ledger.services import persevering
from ledger.services import queueing
from ledger.services import scans
from ledger.services.found import fits
from ledger.services.found import Found
from ledger.services.found import grown
from ledger.services.found import keep
from ledger.services.found import Left
from ledger.services.found import nothing
from ledger.services.found import Opened
from ledger.services.found import Outcomes
from ledger.services.unpacking import Around
from ledger.services.unpacking import Room
from ledger.store import documents
from ledger.store.blobs import Batch
from ledger.store.database import Tx

SYSTEM = "system"
_DEEPEST = 20


@dataclass(frozen=True, slots=True)
class Family:
    """What a file turned out to hold."""

    head: str
    """The document that is filed, and everything inside it with it."""

    documents: tuple[str, ...]
    events: tuple[Event, ...]


def read(
    ledger: Ledger,
    batch: Batch,
    document: str,
    outcomes: Outcomes,
    around: Around | None = None,
) -> Family | None:
    """Return what the box found in a document that is in the log already.

    None for a container whose members come as a stream: it is not read here.
    """
    first = next(outcomes)
    if is_of_container(first):
        return None
    outcomes = chain([first], outcomes)
    del first  # it may be large
    whole = Opened(document, outcomes)
    events = _read_events(ledger, batch, whole, around or Around(Room(0)))
    return _family(document, events)


def is_of_container(first: Member | Reading) -> bool:
    """Tell by what comes out of a file first whether its members come as a stream."""
    return isinstance(first, Member) and first.offset is not None


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
    found: Found | Left,
    ids: tuple[str, str] | None = None,
    room: Room | None = None,
) -> Family:
    """Return a member of a container, with its line in the receipt of that.

    ``ids`` are the document that it stands in, and its own. ``room`` is shared by all
    members; without one, this member is alone.
    """
    member = found.member
    parent, key = ids or (container.id, new_id("d"))
    around = around_of(container, room, 0).inside(member.place, packed=member.packed)
    if isinstance(found, Left):
        return _family(key, _aside(around, found))
    line = {"receipt": around.receipt, "path": around.path}
    part = member.within and not member.reading  # a file that a message came with
    line = {} if part else line
    events = _member_events(ledger, batch, (parent, key), found, around, line)
    return _family(key, events)


def around_of(whole: Document, room: Room | None = None, depth: int = 1) -> Around:
    """Return what stands around the members of a document that was brought."""
    told = whole.provenance.receipt, whole.name
    return Around(room or Room(whole.size), depth, 0, *told)


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


def log(ledger: Ledger, tx: Tx, found: Sequence[Family]) -> None:
    """Log families, then file those whose people are known."""
    ledger.record(tx, *(event for family in found for event in family.events))
    filing.file_heads(ledger, tx, [each.head for each in found if each.documents])
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
    made = (each for each in events if each.kind is not EventKind.FILE_SET_ASIDE)
    documents = dict.fromkeys(event.subject for event in made)
    return Family(head, tuple(documents), tuple(events))


def _read_events(
    ledger: Ledger, batch: Batch, whole: Opened, around: Around
) -> list[Event]:
    reading, members = _sorted(batch, whole, around.room)
    events = [read_event(ledger, batch, whole.key, reading)]
    del reading  # its text may be long
    places: dict[str, str] = {}
    for each in members:
        member = each.member
        inside = around.inside(member.place, packed=member.packed)
        if isinstance(each, Left):
            events += _aside(inside, each)
            continue
        key = places[member.place] = new_id("d")
        ids = (places.get(member.within, whole.key), key)
        events += _member_events(ledger, batch, ids, each, inside, {})
    return events


def _aside(around: Around, left: Left) -> list[Event]:
    """Return the line in the receipt of what stays in its file, where there is one."""
    if not around.receipt:
        return []
    aside = Event(
        kind=EventKind.FILE_SET_ASIDE,
        subject=around.receipt,
        actor=SYSTEM,
        fields={"path": around.path, "reason": left.member.left},
    )
    return [aside]


def _sorted(
    batch: Batch, whole: Opened, room: Room
) -> tuple[Reading, list[Found | Left]]:
    """Return the reading, and the members, whose bytes go to the disk one by one."""
    members: list[Found | Left] = []
    reading = None
    for outcome in map(partial(keep, batch, source=whole.source), whole.outcomes):
        if isinstance(outcome, Reading):
            reading = outcome
        elif fits(outcome, room):
            members.append(outcome)
        else:
            return grown(), members
    return reading or nothing(problems.NO_ANSWER), members


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
        too_deep = nothing(problems.TOO_DEEP)
        return [taken_in, read_event(ledger, batch, key, too_deep)]
    box, called = ledger.box, member.media_type
    with batch.open(kept.digest) as source:
        outcomes = persevering.outcomes(
            box, source, member.name, media_type=called, levels=around.archives
        )
        with closing(outcomes):
            whole = Opened(key, outcomes, source)
            return [taken_in, *_read_events(ledger, batch, whole, around)]
