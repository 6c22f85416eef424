"""Passages: the words of a document that something rests on, found at their place."""

from dataclasses import dataclass

from ledger.domain import quote
from ledger.domain.document import Document
from ledger.domain.errors import BadInputError
from ledger.domain.errors import QuoteNotFoundError
from ledger.domain.event import BlobRef
from ledger.domain.event import Event
from ledger.domain.event import EventKind
from ledger.domain.event import Json
from ledger.domain.filing import Code
from ledger.domain.filing import fields_of
from ledger.domain.filing import Reason
from ledger.domain.project import Project
from ledger.domain.request import Passage
from ledger.domain.sentence import said
from ledger.services import filing
from ledger.store import documents
from ledger.store import filing as filed
from ledger.store.database import Tx


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """Words that a person chose in a document."""

    document: str
    quote: str = ""
    near: int | None = None
    """About where they stand, for words that stand in several places."""


def find(tx: Tx, document: Document, words: Words) -> Passage:
    """Return where words stand in a document; without words it is meant as a whole.

    Raises:
        QuoteNotFoundError: the words do not stand in the document.
    """
    if not words.quote.strip():
        return Passage(document=document.id)
    text = documents.text_of(tx, document)
    found = quote.find(text.text, words.quote, words.near)
    if found is None:
        raise QuoteNotFoundError(document.title or document.name)
    return Passage(
        document=document.id,
        quote=found.words,
        start=found.start,
        end=found.end,
        page=text.page_at(found.start),
    )


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


def filing_of(tx: Tx, actor: str, project: Project, document: Document) -> list[Event]:
    """Return the filing of a document that was not in the project yet."""
    if project.id in filed.projects_of(tx, [document.id])[document.id]:
        return []
    head = filing.head_of(tx, document)
    return [
        Event(
            kind=EventKind.DOCUMENT_FILED,
            subject=head.id,
            actor=actor,
            projects=(project.id,),
            fields=fields_of(Reason(Code.REQUEST)),
        )
    ]


def reason(why: str) -> str:
    """Return the reason that a person gave.

    Raises:
        BadInputError: there is none.
    """
    if not why.strip():
        raise BadInputError(said("Say why; the reason is shown with the request."))
    return why.strip()
