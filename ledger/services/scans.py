"""Scans: which documents wait for the words in their pictures to be recognised."""

from collections.abc import Iterable
from datetime import datetime

from ledger.domain import scan
from ledger.store import documents
from ledger.store import jobs
from ledger.store.database import Tx
from ledger.store.jobs import Priority

RECOGNISE = "recognise"
"""The kind of job that recognises the words of one document, page by page."""


def queue(tx: Tx, keys: Iterable[str], now: datetime) -> None:
    """Queue those of some documents that have just been read and have such pages."""
    found = documents.flagged(tx, keys, scan.WAITS)
    if not found:
        return
    waits = jobs.subjects_with(tx, RECOGNISE, [key for key, _receipt in found])
    for receipt in dict.fromkeys(receipt for _key, receipt in found):
        new = [key for key, its in found if its == receipt and key not in waits]
        jobs.add(tx, RECOGNISE, new, now, receipt=receipt, priority=Priority.SLOW)
