"""Show: a document with its text, its family, its thread and where it came from."""

from bisect import bisect_right
from collections.abc import Iterable
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import IO

from ledger.domain import scan
from ledger.domain.block import Block
from ledger.domain.document import Document
from ledger.domain.document import Text
from ledger.domain.errors import BoxError
from ledger.domain.event import SealedEvent
from ledger.domain.picture import Picture
from ledger.domain.project import Project
from ledger.domain.reading import Kind
from ledger.domain.reading import Participant
from ledger.domain.receipt import Receipt
from ledger.domain.sentence import said
from ledger.domain.trace import Trace
from ledger.domain.trace import TraceKind
from ledger.opened import Ledger
from ledger.services import cached
from ledger.services import coming
from ledger.services.coming import Came
from ledger.store import documents
from ledger.store import events
from ledger.store import filing
from ledger.store import messages
from ledger.store import projects
from ledger.store import receipts
from ledger.store.database import Tx

_CLAIMING = {Kind.MAIL, Kind.IMAGE, Kind.DOCUMENT, Kind.SPREADSHEET, Kind.EVENT}


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """Everything that a page about a document shows."""

    document: Document
    text: Text
    people: tuple[Participant, ...]
    ancestors: tuple[Document, ...]
    """From the root down to its parent."""

    children: tuple[Document, ...]
    originals: tuple[Document, ...]
    """All originals of the message that it is, the first one first."""

    places: tuple[Document, ...]
    """Other documents of the same bytes."""

    namesakes: tuple[str, ...]
    """Messages that claim the same Message-ID with other content."""

    projects: tuple[tuple[Project, str], ...]
    """The projects that it belongs to, with why."""

    receipt: Receipt
    history: tuple[SealedEvent, ...]
    """Its chain of custody."""

    arrivals: tuple[Came, ...]
    """How it came from sources, each time."""

    blind: int = 0
    """How many blind copies are not among the people, for they may not be seen."""


@dataclass(frozen=True, slots=True)
class Rectangle:
    """Where a mark stands on a page, in points from its top left corner."""

    x: float
    y: float
    width: float
    height: float
    place: int | None = None
    """At which letter the mark begins, for the first word of it."""


@dataclass(frozen=True, slots=True)
class Claims:
    """What a file says beside its words: of changes to them, and of itself."""

    traces: tuple[Trace, ...] = ()
    facts: tuple[tuple[str, str], ...] = ()
    blocks: tuple[Block, ...] = ()
    """Its headings and the cells of its tables."""


def show(ledger: Ledger, key: str) -> Shown:
    """Return a document with all that belongs to it.

    Raises:
        NotFoundError: there is none with that id.
    """
    with ledger.db.reading() as tx:
        document = documents.find(tx, key)
        originals = _originals(tx, document)
        return Shown(
            document=document,
            text=documents.text_of(tx, document),
            people=tuple(documents.people_of(tx, [key])[key]),
            ancestors=tuple(documents.get_many(tx, document.lineage.split("/")[:-1])),
            children=tuple(documents.children(tx, key)),
            originals=tuple(originals),
            places=tuple(
                each
                for each in documents.with_digest(tx, document.digest)
                if each.id != key
            ),
            namesakes=tuple(messages.namesakes(tx, document.message or key)),
            projects=tuple(_projects(tx, document)),
            receipt=receipts.find(tx, document.provenance.receipt),
            history=tuple(events.of(tx, key)),
            arrivals=coming.of(tx, document),
        )


def claims(ledger: Ledger, document: Document) -> Claims:
    """Return what a document says beside its words; a PDF only where it is a scan."""
    scanned = scan.READ in document.flags
    if document.reading is None or document.kind not in _CLAIMING:
        return Claims()
    if document.media_type == "application/pdf" and not scanned:
        return Claims()
    reading = ledger.readings(document.reading)
    doubtful = tuple(
        Trace(TraceKind.DOUBTFUL, word.start, word.end)
        for page in reading.pages
        for word in page.words
        if word.doubtful
    )
    facts = tuple(reading.facts.items())
    return Claims((*reading.traces, *doubtful), facts, reading.blocks)


def raw(ledger: Ledger, key: str) -> tuple[Document, IO[bytes]]:
    """Return a document with its bytes as received, opened for reading."""
    with ledger.db.reading() as tx:
        document = documents.find(tx, key)
    return document, ledger.blobs.open(document.digest)


def page_image(ledger: Ledger, key: str, number: int, scale: float = 1.5) -> Picture:
    """Return a page of a document as a picture, kept for the next time.

    Raises:
        BoxError: the document has no such page, or it cannot be drawn.
    """
    with ledger.db.reading() as tx:
        document = documents.find(tx, key)
    place = ledger.home / "cache" / "pages" / document.digest.hex
    kept = place / f"{number}-{scale}.jpg"
    if not kept.exists():
        with ledger.blobs.open(document.digest) as source:
            picture = ledger.box.render(source, number, scale)
        cached.keep(kept, picture.data)
    return Picture(kept.read_bytes(), "image/jpeg", 0, 0)


def safe_view(ledger: Ledger, key: str) -> tuple[Document, str]:
    """Return a mail with its HTML, made safe to be shown in a frame of its own.

    Raises:
        BoxError: it has none that can be shown.
    """
    document, source = raw(ledger, key)
    with source:
        if document.kind != "mail":
            message = said("This document has no view of its own; read it as text.")
            raise BoxError(message)
        return document, ledger.box.sanitise(source)


def rectangles(
    ledger: Ledger, document: Document, marked: Sequence[tuple[int, int]]
) -> dict[int, list[Rectangle]]:
    """Return where marks of the text stand on the pages, by the page's number."""
    if document.reading is None or not marked:
        return {}
    ends = list(accumulate((end for _start, end in marked), max))
    found: dict[int, list[Rectangle]] = {}
    begun: set[int] = set()
    for page in ledger.readings(document.reading).pages:
        for word in page.words:
            nearest = bisect_right(ends, word.start)
            if nearest < len(marked) and marked[nearest][0] < word.end:
                wide, high = word.x1 - word.x0, word.y1 - word.y0
                start = marked[nearest][0]
                first = None if start in begun else start
                begun.add(start)
                place = Rectangle(word.x0, word.y0, wide, high, first)
                found.setdefault(page.number, []).append(place)
    return found


def _originals(tx: Tx, document: Document) -> list[Document]:
    if document.message is None:
        return [document]
    return documents.of_message(tx, document.message)


def _projects(tx: Tx, document: Document) -> Iterable[tuple[Project, str]]:
    reasons = filing.reasons(tx, document)
    for project in projects.every(tx):
        if project.id in reasons:
            yield project, filing.why(tx, reasons[project.id][1])
