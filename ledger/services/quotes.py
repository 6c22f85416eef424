"""Quotes: which of them wait to be compared, and what came of comparing them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from datetime import timedelta

from ledger.domain.comparison import Comparison
from ledger.domain.comparison import Verdict
from ledger.domain.document import Document
from ledger.domain.document import Text
from ledger.opened import Ledger
from ledger.services import likeness
from ledger.services.likeness import Piece
from ledger.store import comparisons
from ledger.store import documents
from ledger.store import jobs
from ledger.store.database import Tx
from ledger.store.jobs import Priority

COMPARE = "compare"
"""The kind of job that compares the quotes of one message with their originals."""

WITHIN = timedelta(days=60)
"""So long after a message its words are looked for in quotes that name no id."""

_MOST = 50
_OWN = ("own", "signature", "unassigned")
_DIFFERING = (Verdict.SHORTENED, Verdict.ALTERED)


@dataclass(frozen=True, slots=True)
class Compared:
    """A quote beside the message that it quotes."""

    quote: Comparison
    original: Document | None
    pieces: tuple[Piece, ...]
    """It word by word, where it is not as it was written."""

    @property
    def altered(self) -> bool:
        """Tell whether its words are not those of the original."""
        return self.quote.verdict is Verdict.ALTERED


def of(ledger: Ledger, document: Document, text: Text) -> dict[int, Compared]:
    """Return what came of comparing the quotes of a document, by where they begin."""
    if document.message is None:
        return {}
    with ledger.db.reading() as tx:
        found = comparisons.of(tx, [document.message])[document.message]
        here = {(start, end) for _kind, start, end, _author in text.segments}
        return {
            each.start: _told(tx, text, each)
            for each in found
            if (each.start, each.end) in here
        }


def _told(tx: Tx, text: Text, quote: Comparison) -> Compared:
    if quote.original is None:
        return Compared(quote, None, ())
    original = documents.find(tx, quote.original)
    if quote.verdict not in _DIFFERING:
        return Compared(quote, original, ())
    written = own_words(documents.text_of(tx, original))
    words = likeness.body(text.text[quote.start : quote.end])
    return Compared(quote, original, tuple(likeness.pieces(written, words)))


def own_words(text: Text) -> str:
    """Return the words of a message with which a quote of it is compared."""
    return text.words_of(*_OWN) if text.segments else text.text


def queue(tx: Tx, keys: Iterable[str], now: datetime) -> None:
    """Queue messages that quote, and those that may quote what has just been read."""
    listed = list(keys)
    found = comparisons.quoting(tx, listed)
    found |= set(comparisons.looking_for(tx, listed, WITHIN, _MOST))
    add(tx, [key for key in listed if key in found] + sorted(found - set(listed)), now)


def add(tx: Tx, keys: Iterable[str], now: datetime) -> None:
    """Queue messages whose quotes are to be compared, each once."""
    listed = list(keys)
    if listed:
        waits = jobs.subjects_with(tx, COMPARE, listed)
        new = [key for key in listed if key not in waits]
        jobs.add(tx, COMPARE, new, now, priority=Priority.SLOW)
