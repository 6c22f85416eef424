"""Texts of specifications: which items a document seems to hold, and how surely."""

from ledger.domain import numbered
from ledger.domain.document import Document
from ledger.domain.errors import BadInputError
from ledger.domain.numbered import Items
from ledger.domain.reading import Kind
from ledger.domain.reading import Reading
from ledger.domain.sentence import said
from ledger.opened import Ledger
from ledger.store import documents
from ledger.store.database import Tx

_MOST = 2_000
_WIDE = 100
"""A text of longer lines was wrapped by no program."""


def items_of(tx: Tx, document: Document, reading: Reading) -> Items:
    """Return the items that a document seems to hold.

    Raises:
        BadInputError: there are none, or too many.
    """
    read = numbered.items(
        documents.text_of(tx, document),
        reading.traces,
        wraps=wraps(document, reading),
        sheet=document.kind is Kind.SPREADSHEET,
    )
    if not read.found:
        message = said(
            "Nothing in this document looks like an item of a specification."
        )
        raise BadInputError(message)
    if len(read.found) > _MOST:
        raise BadInputError(said("This document has too many items."))
    return read


def reading_of(ledger: Ledger, document: Document) -> Reading:
    """Return the newest reading of a document.

    Raises:
        BadInputError: it has no words.
    """
    if document.reading is None or document.problem:
        message = said("“%(title)s” has no words to read.", title=document.title)
        raise BadInputError(message)
    return ledger.readings(document.reading)


def wraps(document: Document, reading: Reading) -> bool:
    """Tell whether lines of the text may end within a paragraph."""
    pages = any(page.words for page in reading.pages)
    plain = document.media_type.startswith("text/plain")
    wide = max((len(each) for each in reading.text.splitlines()), default=0)
    sheet = document.kind is Kind.SPREADSHEET
    return not sheet and (pages or (plain and wide <= _WIDE))


def doubtful(reading: Reading) -> list[tuple[int, int]]:
    """Return where words stand that may well have been misread."""
    return [
        (word.start, word.end)
        for page in reading.pages
        for word in page.words
        if word.doubtful
    ]
