"""Writers: who wrote the words at a place of a document, as far as it says so."""

from datetime import datetime

from ledger.domain import request as rules
from ledger.domain.document import Document
from ledger.domain.reading import SENT
from ledger.domain.request import KnownBy
from ledger.domain.request import Passage
from ledger.domain.request import Writer
from ledger.store import documents
from ledger.store.database import Tx


def of(tx: Tx, document: Document, passage: Passage) -> Writer | None:
    """Return who wrote the words of a passage; None where they are of several."""
    if document.kind not in SENT:
        return Writer(known_by=KnownBy.NOBODY)
    people = documents.people_of(tx, [document.id])[document.id]
    sender = next((each for each in people if each.role == "from"), None)
    text = documents.text_of(tx, document)
    return rules.writer(text, passage.start, passage.end, sender)


def dated(document: Document, writer: Writer) -> datetime | None:
    """Return when somebody wrote words in a document; None where nothing says so.

    The date of a message is that of its sender's own words, and of no others in it.
    """
    if document.kind in SENT and writer.known_by is not KnownBy.HEAD:
        return None
    return document.dated_at
