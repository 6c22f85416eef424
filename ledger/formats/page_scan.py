"""Whether the letters that a PDF has for a page are its words, or only stand for them.

- No letters, but something is drawn: the words are in a picture, or drawn as lines.
- Hardly any letters over a picture of the page: a stamp on a scan.
- Letters that cannot be words: a font that does not say what its signs mean. They
  come out as unknown signs, or as Cyrillic taken for accented Latin (``Ïðèâåò``).
- Letters that are never painted, over a picture of the page: another program has
  recognised the words, and may have misread them.

A text whose letters are exchanged one for another is not told from an unknown language.
"""

import unicodedata
from collections.abc import Iterator
from itertools import islice

import pypdfium2  # type: ignore[import-untyped]
from pypdfium2 import raw

from ledger.domain.scan import Scan

FEW = 50
"""Letters of a stamp, a page number, the head line of a fax."""

LEAST = 20
"""Letters below which nothing is said of what they are."""

UNKNOWN = 0.3
"""Which share of unknown signs makes a text unusable."""

ACCENTED = 0.5
"""Which share of accented Latin letters no language has."""

HALF = 0.5
"""Which share of a page a picture covers that is the page."""

MOST_OBJECTS = 300
DEEPEST = 3
NO_LETTERS = frozenset({"Co", "Cn", "Cs", "Cc"})


def scan_of(page: pypdfium2.PdfPage, text: str) -> Scan | None:
    """Return how the words of a page are known, where not as letters of the file."""
    letters = "".join(text.split())
    if not letters:
        return Scan.PICTURE if raw.FPDFPage_CountObjects(page.raw) > 0 else None
    if garbled(letters):
        return Scan.GARBLED
    if len(letters) < FEW:
        return Scan.PICTURE if _covered(page) >= HALF else None
    return Scan.LAYER if _covered(page) >= HALF and _unseen(page) else None


def garbled(letters: str) -> bool:
    """Tell whether letters, without spaces, can be no words."""
    if len(letters) < LEAST:
        return _unknown(letters) == len(letters)
    latin = sum("\u00c0" <= letter <= "\u00ff" for letter in letters)
    alphabetic = sum(map(str.isalpha, letters))
    return _unknown(letters) > UNKNOWN * len(letters) or latin > ACCENTED * max(
        LEAST, alphabetic
    )


def _unknown(letters: str) -> int:
    return sum(
        letter == "\ufffd" or unicodedata.category(letter) in NO_LETTERS
        for letter in letters
    )


def _covered(page: pypdfium2.PdfPage) -> float:
    """Return which share of a page its largest picture covers."""
    width, height = page.get_size()
    largest = 0.0
    for each in _drawn(page, raw.FPDF_PAGEOBJ_IMAGE):
        try:
            left, bottom, right, top = each.get_bounds()
        except pypdfium2.PdfiumError:
            continue
        largest = max(largest, (right - left) * (top - bottom))
    return float(largest / max(1.0, width * height))


def _unseen(page: pypdfium2.PdfPage) -> bool:
    """Tell whether none of the letters of a page is painted."""
    modes = {
        raw.FPDFTextObj_GetTextRenderMode(each.raw)
        for each in _drawn(page, raw.FPDF_PAGEOBJ_TEXT)
    }
    return modes == {raw.FPDF_TEXTRENDERMODE_INVISIBLE}


def _drawn(page: pypdfium2.PdfPage, kind: int) -> Iterator[pypdfium2.PdfObject]:
    """Yield those of the first things drawn on a page that are of a kind."""
    for each in islice(page.get_objects(max_depth=DEEPEST), MOST_OBJECTS):
        if each.type == kind:
            yield each
