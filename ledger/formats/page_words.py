"""The words of a PDF page and where they stand on it, letter by letter from pdfium."""

from collections.abc import Callable
from ctypes import byref
from ctypes import c_double
from sys import maxunicode

import pypdfium2  # type: ignore[import-untyped]
from pypdfium2 import raw

from ledger.domain.reading import Word

HYPHENS = (0x02, 0xFFFE)
"""What pdfium gives for a hyphen at the end of a line, and for the line end."""

SOFT_HYPHEN = "\u00ad"

HIGH = range(0xD800, 0xDC00)
LOW = range(0xDC00, 0xE000)
"""Halves of letters beyond the first 65,536: pdfium counts in UTF-16."""

CARRIAGE_RETURN = 0x0D
NOT_SHOWN = frozenset(range(0x20)) - {0x09, 0x0A}

Point = tuple[float, float]


def words_of(
    page: pypdfium2.PdfPage, at: int, *, with_words: bool
) -> tuple[str, tuple[Word, ...]]:
    """Return the text of a page and its words, with offsets that begin at ``at``."""
    text_page = page.get_textpage()
    try:
        letters = _letters(text_page)
        text = "".join(letter for letter, _ in letters)
        if not with_words:
            return text, ()
        return text, tuple(_words(text_page, letters, at, _turned(page)))
    finally:
        text_page.close()


def _letters(text_page: pypdfium2.PdfTextPage) -> list[tuple[str, int]]:
    """Return (letter, its number in pdfium), line ends as one letter."""
    found: list[tuple[str, int]] = []
    high = 0
    for number in range(text_page.count_chars()):
        code = raw.FPDFText_GetUnicode(text_page.raw, number)
        if code in HIGH:
            high = code
            continue
        if code in LOW:
            code = 0x10000 + ((high - 0xD800) << 10) + (code - 0xDC00) if high else 0
        high = 0
        if code == CARRIAGE_RETURN:
            continue
        if code in HYPHENS:
            found += [(_hyphen(text_page, number), number), ("\n", number)]
            continue
        found.append((_shown(code), number))
    return found


def _hyphen(text_page: pypdfium2.PdfTextPage, number: int) -> str:
    """Return a soft hyphen where a word goes on in small letters on the next line."""
    following = raw.FPDFText_GetUnicode(text_page.raw, number + 1)
    return SOFT_HYPHEN if _shown(following).islower() else "-"


def _shown(code: int) -> str:
    if code in NOT_SHOWN or code > maxunicode:
        return "\ufffd"
    return chr(code)


def _words(
    text_page: pypdfium2.PdfTextPage,
    letters: list[tuple[str, int]],
    at: int,
    turned: Callable[[float, float], Point],
) -> list[Word]:
    found: list[Word] = []
    left, right, bottom, top = c_double(), c_double(), c_double(), c_double()
    where = byref(left), byref(right), byref(bottom), byref(top)
    start = None
    x0 = x1 = y0 = y1 = 0.0
    for offset, (letter, number) in enumerate([*letters, (" ", -1)]):
        if letter.isspace():
            if start is not None:
                box = _box(turned, x0, y0, x1, y1)
                found.append(Word(at + start, at + offset, *box))
            start = None
            continue
        raw.FPDFText_GetCharBox(text_page.raw, number, *where)
        if start is None:
            start = offset
            x0, y0, x1, y1 = left.value, bottom.value, right.value, top.value
            continue
        x0, y0 = min(x0, left.value), min(y0, bottom.value)
        x1, y1 = max(x1, right.value), max(y1, top.value)
    return found


def _box(
    turned: Callable[[float, float], Point], x0: float, y0: float, x1: float, y1: float
) -> tuple[float, float, float, float]:
    (xa, ya), (xb, yb) = turned(x0, y0), turned(x1, y1)
    return (
        round(min(xa, xb), 1),
        round(min(ya, yb), 1),
        round(max(xa, xb), 1),
        round(max(ya, yb), 1),
    )


def _turned(page: pypdfium2.PdfPage) -> Callable[[float, float], Point]:
    """Return how a point of the file is seen from the top left of the page shown."""
    left, bottom, right, top = page.get_bbox()
    match page.get_rotation():
        case 90:
            return lambda x, y: (y - bottom, x - left)
        case 180:
            return lambda x, y: (right - x, y - bottom)
        case 270:
            return lambda x, y: (top - y, right - x)
        case _:
            return lambda x, y: (x - left, top - y)
