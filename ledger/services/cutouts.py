"""Cut-outs: the piece of a scanned page on which some words stand, beside the words.

Words of a scan were recognised by a program; whoever rests something on them looks at
the picture first.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ledger.domain import scan
from ledger.domain.document import Document
from ledger.domain.reading import Page
from ledger.domain.reading import Word
from ledger.domain.request import Passage
from ledger.domain.sentence import counted
from ledger.domain.sentence import said
from ledger.domain.sentence import Sentence
from ledger.opened import Ledger
from ledger.services.showing import Rectangle
from ledger.store import documents

_FIGURE = re.compile(r"\d")
_MARGIN = 12.0
"""How many points of the page are shown around the words."""

_LEAST = 220.0
"""How wide a piece is at least, so that what stands beside is seen too."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cutout:
    """A piece of a page: where it lies, and where the words stand on it."""

    document: str
    page: int
    width: float
    """Of the whole page, in points, as the height."""

    height: float
    piece: Rectangle
    words: tuple[Rectangle, ...]
    doubtful: tuple[str, ...]
    """Those of the words that may well have been misread."""

    figures: tuple[str, ...]
    """Those of the words with figures, however sure they seem.

    A figure that was altered by hand is read as any other, and often as a third one.
    """

    sure: int | None
    """The mean confidence of the words, of 100; None where nothing is known of it."""

    @property
    def to_compare(self) -> tuple[str, ...]:
        """Return the words that are compared with the page before a term rests on."""
        return tuple(dict.fromkeys((*self.doubtful, *self.figures)))


def of(ledger: Ledger, document: Document, start: int, end: int) -> Cutout | None:
    """Return the piece of a scan on which words begin; None where they are letters."""
    if document.reading is None or scan.READ not in document.flags or start >= end:
        return None
    reading = ledger.readings(document.reading)
    for page in reading.pages:
        if page.start <= start < max(page.end, page.start + 1):
            words = [each for each in page.words if start < each.end <= page.end]
            words = [each for each in words if each.start < end]
            scanned = page.scan is not None and page.scan.recognised
            return _cut(document.id, page, words, reading.text) if scanned else None
    return None


def of_passage(ledger: Ledger, passage: Passage) -> Cutout | None:
    """Return the piece of a scan on which a passage stands; None for letters."""
    with ledger.db.reading() as tx:
        document = documents.find(tx, passage.document)
    return of(ledger, document, passage.start, passage.end)


def remarks(ledger: Ledger, document: Document, start: int, end: int) -> list[Sentence]:
    """Return what is to be known of words that were recognised in a picture."""
    found = of(ledger, document, start, end)
    if found is None:
        return []
    told = said(
        "These words were read from a scan by a program; check them against the page."
    )
    if not found.doubtful:
        return [told]
    doubtful = counted(
        "%(num)s of them is doubtful: %(words)s.",
        "%(num)s of them are doubtful: %(words)s.",
        len(found.doubtful),
        words=", ".join(found.doubtful),
    )
    return [told, doubtful]


def _cut(document: str, page: Page, words: Sequence[Word], text: str) -> Cutout | None:
    if not words:
        return None
    left = max(0.0, min(each.x0 for each in words) - _MARGIN)
    top = max(0.0, min(each.y0 for each in words) - _MARGIN)
    right = min(page.width, max(each.x1 for each in words) + _MARGIN)
    bottom = min(page.height, max(each.y1 for each in words) + _MARGIN)
    right = min(page.width, max(right, left + _LEAST))
    left = max(0.0, min(left, right - _LEAST))
    sure = [each.confidence for each in words if each.confidence is not None]
    return Cutout(
        document=document,
        page=page.number,
        width=page.width,
        height=page.height,
        piece=Rectangle(left, top, right - left, bottom - top),
        words=tuple(
            Rectangle(each.x0, each.y0, each.x1 - each.x0, each.y1 - each.y0)
            for each in words
        ),
        doubtful=tuple(text[each.start : each.end] for each in words if each.doubtful),
        figures=tuple(
            text[each.start : each.end]
            for each in words
            if _FIGURE.search(text, each.start, each.end)
        ),
        sure=round(sum(sure) / len(sure)) if sure else None,
    )
