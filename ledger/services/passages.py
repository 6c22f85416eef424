"""Passages: the words of a document that something rests on, found at their place.

A file may say of words that they are deleted, hidden or only a comment. They are found
all the same, and whoever rests something on them is told.
"""

from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Sequence
from dataclasses import dataclass

from ledger.domain import quote
from ledger.domain.document import Document
from ledger.domain.errors import BadInputError
from ledger.domain.errors import QuoteNotFoundError
from ledger.domain.errors import QuoteNotInForceError
from ledger.domain.event import BlobRef
from ledger.domain.event import Json
from ledger.domain.quote import Found
from ledger.domain.request import Passage
from ledger.domain.sentence import said
from ledger.domain.sentence import Sentence
from ledger.domain.trace import as_it_reads
from ledger.domain.trace import Trace
from ledger.domain.trace import TraceKind
from ledger.opened import Ledger
from ledger.services import cutouts
from ledger.store import documents
from ledger.store.database import Tx


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """Words that a person chose in a document."""

    document: str
    quote: str = ""
    near: int | None = None
    """About where they stand, for words that stand in several places."""


_WHOLE = {
    TraceKind.DELETED: said("These words are deleted in the document."),
    TraceKind.MOVED_AWAY: said("These words were moved away in the document."),
    TraceKind.COMMENT: said("These words are those of a comment in the document."),
    TraceKind.HIDDEN: said("Programs do not show these words of the document."),
    TraceKind.STRUCK: said("These words are struck out in the document."),
}
_PART = {
    TraceKind.DELETED: said("A part of these words is deleted in the document."),
    TraceKind.MOVED_AWAY: said("A part of these words was moved away in the document."),
    TraceKind.COMMENT: said("A part of these words is of a comment in the document."),
    TraceKind.HIDDEN: said("Programs do not show a part of these words."),
    TraceKind.STRUCK: said("A part of these words is struck out in the document."),
}
_NOT_IN_FORCE = (TraceKind.DELETED, TraceKind.MOVED_AWAY, TraceKind.COMMENT)


def find(ledger: Ledger, tx: Tx, document: Document, words: Words) -> Passage:
    """Return where words stand in a document; without words it is meant as a whole.

    They are found across what is deleted between them, too. Words in force go before
    deleted ones that say the same, unless the deleted ones stand nearer.

    Raises:
        QuoteNotFoundError: the words do not stand in the document.
    """
    if not words.quote.strip():
        return Passage(document=document.id)
    return _stands(tx, document, words, traces_of(ledger, document))[0]


def agreed(ledger: Ledger, tx: Tx, document: Document, words: Words) -> Passage:
    """Return where words stand on which an agreement may rest: words in force.

    Raises:
        QuoteNotFoundError: the words do not stand in the document.
        QuoteNotInForceError: they are deleted or moved away there, or of a comment.
    """
    traces = traces_of(ledger, document)
    passage, reads = _stands(tx, document, words, traces)
    wrong = [] if reads else list(_over(traces, passage, _NOT_IN_FORCE))
    if wrong:
        told = _said_of(wrong[0], passage)
        raise QuoteNotInForceError(
            said(
                "%(told)s Quote only words that hold as the document reads.", told=told
            )
        )
    return passage


def traces_of(ledger: Ledger, document: Document) -> tuple[Trace, ...]:
    """Return what a file says of its words; a PDF says nothing."""
    if document.reading is None or document.media_type == "application/pdf":
        return ()
    return ledger.readings(document.reading).traces


def remarks(ledger: Ledger, document: Document, passage: Passage) -> list[Sentence]:
    """Return what is to be known of the words of a passage before they are relied on.

    That is that they are deleted, hidden, or were recognised in a picture.
    Each is told once; nothing is said of a document that is meant as a whole.
    """
    if not passage.quote:
        return []
    found = _over(traces_of(ledger, document), passage, _WHOLE)
    told = dict.fromkeys(_said_of(each, passage) for each in found)
    return [*told, *cutouts.remarks(ledger, document, passage.start, passage.end)]


def _stands(
    tx: Tx, document: Document, words: Words, traces: Sequence[Trace]
) -> tuple[Passage, bool]:
    """Return where words stand, and whether they do so as the document reads."""
    text = documents.text_of(tx, document)
    kept = quote.find(text.text, words.quote, words.near)
    read = kept
    if traces:
        read = quote.find(as_it_reads(text.text, traces), words.quote, words.near)
    found = _nearest(read, kept, words.near)
    if found is None:
        raise QuoteNotFoundError(document.title or document.name)
    passage = Passage(
        document=document.id,
        quote=text.text[found.start : found.end],
        start=found.start,
        end=found.end,
        page=text.page_at(found.start),
    )
    return passage, found is read


def _nearest(read: Found | None, kept: Found | None, near: int | None) -> Found | None:
    if read is None or kept is None or near is None:
        return read or kept
    return min(read, kept, key=lambda each: abs(each.start - near))


def _over(
    traces: Iterable[Trace], passage: Passage, kinds: Iterable[TraceKind]
) -> Iterator[Trace]:
    """Yield the traces of some kinds that lie over words of a passage."""
    wanted = set(kinds)
    for each in traces:
        meets = each.start < passage.end and passage.start < each.end
        if meets and each.kind in wanted:
            yield each


def _said_of(trace: Trace, passage: Passage) -> Sentence:
    whole = trace.start <= passage.start and passage.end <= trace.end
    told = (_WHOLE if whole else _PART)[trace.kind]
    who = ", ".join(each for each in (trace.author, trace.at) if each)
    if not who:
        return told
    return said("%(told)s The file says: %(who)s.", told=told, who=who)


def told(passage: Passage) -> dict[str, Json]:
    """Return a passage as the fields of an event."""
    return {
        "document": passage.document,
        "quote": passage.quote,
        "start": passage.start,
        "end": passage.end,
        "page": passage.page,
    }


def source(document: Document) -> BlobRef:
    """Return the blob of a document, for an event that rests on it."""
    return BlobRef("source", document.digest, document.size)


def reason(why: str) -> str:
    """Return the reason that a person gave.

    Raises:
        BadInputError: there is none.
    """
    if not why.strip():
        raise BadInputError(said("Say why; the reason is shown with the request."))
    return why.strip()
