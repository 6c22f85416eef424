"""Scans: which documents wait for the words in their pictures to be recognised."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from ledger.domain import scan
from ledger.domain.document import Document
from ledger.domain.sentence import recognised
from ledger.domain.sentence import to_say
from ledger.opened import Ledger
from ledger.store import documents
from ledger.store import jobs
from ledger.store import waiting
from ledger.store.database import Tx
from ledger.store.jobs import Priority

RECOGNISE = "recognise"
"""The kind of job that recognises the words of one document, page by page."""


MISSING = to_say("The program “tesseract” is missing; scans wait until it is there.")


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the recognition of a document has come."""

    done: int
    of: int
    running: bool
    why: str = ""
    """Why nobody works on it; a sentence, empty where it only waits its turn."""

    aside: bool = False
    """It failed too often and was set aside."""


def progress(ledger: Ledger, document: Document) -> Progress | None:
    """Return how far a document has come; None where nothing of it waits."""
    if scan.WAITS not in document.flags:
        return None
    with ledger.db.reading() as tx:
        line = waiting.of_subjects(tx, RECOGNISE, [document.id]).get(document.id)
        text = documents.text_of(tx, document)
    pages = sum(state.waits for state in text.scans.values())
    if line is None:
        return Progress(0, pages, running=False)
    return Progress(
        min(line.state.get("done", 0), pages),
        pages,
        running=line.leased_by is not None,
        why=recognised(line.problem or "", (MISSING,)),
        aside=line.set_aside_at is not None,
    )


def queue(tx: Tx, keys: Iterable[str], now: datetime) -> None:
    """Queue those of some documents that have just been read and have such pages."""
    found = documents.flagged(tx, keys, scan.WAITS)
    if not found:
        return
    waits = jobs.subjects_with(tx, RECOGNISE, [key for key, _receipt in found])
    for receipt in dict.fromkeys(receipt for _key, receipt in found):
        new = [key for key, its in found if its == receipt and key not in waits]
        jobs.add(tx, RECOGNISE, new, now, receipt=receipt, priority=Priority.SLOW)
