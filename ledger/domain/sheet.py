"""Cells of a spreadsheet: what they are called, and which one words stand in.

The page of a sheet is measured in cells: the corner of a word is its column and its
row, counted from nought (see ``Page``).
"""

from bisect import bisect_right
from collections.abc import Sequence

from ledger.domain.reading import Page
from ledger.domain.reading import Word

_LETTERS = 26


def column_name(number: int) -> str:
    """Return the letters of a column; the first one is A."""
    letters = ""
    while number > 0:
        number, at = divmod(number - 1, _LETTERS)
        letters = chr(ord("A") + at) + letters
    return letters


def name_of(word: Word) -> str:
    """Return what a cell is called (``B2``)."""
    return f"{column_name(int(word.x0) + 1)}{int(word.y0) + 1}"


def cell_at(pages: Sequence[Page], offset: int) -> tuple[str, str] | None:
    """Return the sheet and the cell in which a letter of the text stands."""
    for page in pages:
        if not page.start <= offset < page.end:
            continue
        at = bisect_right(page.words, offset, key=lambda word: word.start) - 1
        if at >= 0 and offset < page.words[at].end:
            return page.label or "", name_of(page.words[at])
    return None
