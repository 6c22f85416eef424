"""Entries of a specification: the words of an item, by hand or from a document."""

from dataclasses import dataclass
from dataclasses import replace
from datetime import date

from ledger.domain import lines
from ledger.domain.digest import new_id
from ledger.domain.document import Document
from ledger.domain.errors import BadInputError
from ledger.domain.event import BlobRef
from ledger.domain.event import Event
from ledger.domain.event import Json
from ledger.domain.filing import Code
from ledger.domain.filing import Reason
from ledger.domain.folding import fold
from ledger.domain.project import Project
from ledger.domain.quote_errors import QuoteDoubtfulError
from ledger.domain.sentence import said
from ledger.opened import Ledger
from ledger.services import cutouts
from ledger.services import filing
from ledger.services import passages
from ledger.services.passages import Words
from ledger.store import documents
from ledger.store import projects
from ledger.store import requests
from ledger.store.database import Tx

_LONGEST_LABEL = 40
_LONGEST_WORDS = 20_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Asking:
    """Who asked for something and where, as somebody enters it."""

    request: str = ""
    """The request in which it was asked for, by its id or label."""

    document: str = ""
    """The id of the message or paper in which it was asked for."""

    person: str = ""
    note: str = ""


NOBODY = Asking()


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What somebody enters of an item: words by hand, or those of a document."""

    from_day: date
    words: str = ""
    quote: Words | None = None
    heading: str = ""
    looked: bool = False
    """True where doubtful words of a scan were compared with the page."""

    asked: Asking = NOBODY


@dataclass(frozen=True, slots=True)
class Said:
    """How an item is to read, with what the log keeps of it."""

    words: str
    fields: dict[str, Json]
    paper: Document | None


def said_of(ledger: Ledger, tx: Tx, project: Project, entry: Entry) -> Said:
    """Return how an item is to read from a day on."""
    words, source, paper = _words(ledger, tx, entry)
    fields: dict[str, Json] = {
        "wording": new_id("v"),
        "from": entry.from_day.isoformat(),
        "words": words,
        "heading": fold(entry.heading),
        **source,
        "origin": origin(tx, project, entry.asked),
    }
    return Said(words, fields, paper)


def record(ledger: Ledger, tx: Tx, event: Event, project: Project, told: Said) -> None:
    """Record an entry; the document in which its words stand is filed along."""
    papers = [told.paper] if told.paper else []
    reason = Reason(Code.SPECIFICATION)
    filings = filing.along(tx, event.actor, project, papers, reason)
    blobs = tuple(BlobRef("source", each.digest, each.size) for each in papers)
    fields = {**event.fields, **told.fields}
    ledger.record(tx, *filings, replace(event, blobs=blobs, fields=fields))


def _words(
    ledger: Ledger, tx: Tx, entry: Entry
) -> tuple[str, dict[str, Json], Document | None]:
    """Return the words of an entry, where they stand, and in which document."""
    if entry.quote is None:
        words = fold(entry.words)
        if not words:
            raise BadInputError(said("Enter the words of the item."))
        if len(words) > _LONGEST_WORDS:
            raise BadInputError(said("These words are too long for one item."))
        return words, {}, None
    document = documents.find(tx, entry.quote.document)
    if not entry.quote.quote.strip():
        raise BadInputError(said("Copy the words of the item from the document."))
    found = passages.agreed(ledger, tx, document, entry.quote)
    cut = cutouts.of(ledger, document, found.start, found.end)
    if cut and cut.doubtful and not entry.looked:
        raise QuoteDoubtfulError(", ".join(cut.doubtful))
    text = documents.text_of(tx, document)
    traces = passages.traces_of(ledger, document)
    pieces = lines.pieces(text.text, traces, found.start, found.end)
    words = fold(" ".join(text.text[low:high] for low, high in pieces))
    source: dict[str, Json] = {
        "document": document.id,
        "start": found.start,
        "end": found.end,
        "page": found.page,
        "pieces": [[low, high] for low, high in pieces],
    }
    return words, source, document


def origin(tx: Tx, project: Project, asked: Asking) -> dict[str, Json]:
    """Return who asked and where, as the log keeps it.

    Raises:
        NotFoundError: there is no such request, document or person.
        BadInputError: the request is one of another project.
    """
    request = requests.find(tx, asked.request) if asked.request.strip() else None
    if request and request.project != project.id:
        raise BadInputError(said("This request is one of another project."))
    document = documents.find(tx, asked.document) if asked.document.strip() else None
    person = projects.person(tx, asked.person) if asked.person.strip() else None
    return {
        "request": request.id if request else None,
        "document": document.id if document else None,
        "person": person.id if person else None,
        "note": asked.note.strip(),
    }


def label_of(label: str) -> str:
    """Return the label that was typed, if it can be one."""
    wanted = fold(label)
    if not wanted or len(wanted) > _LONGEST_LABEL:
        raise BadInputError(said("Enter a short label, such as TS-7."))
    if wanted.startswith("i_"):
        raise BadInputError(said("A label does not begin with i_; ids do."))
    return wanted
