"""Grids: the sheets of a spreadsheet as rows and columns, for a page to show."""

from collections.abc import Iterator
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from ledger.domain import sheet
from ledger.domain.document import Document
from ledger.domain.reading import Kind
from ledger.domain.reading import Page
from ledger.domain.reading import Word
from ledger.opened import Ledger

MOST_COLUMNS = 200


@dataclass(frozen=True, slots=True)
class Stretch:
    """Words of the text: those of a cell, or what stands between two rows."""

    start: int
    end: int
    column: int = 0
    """In which of the grid's columns a cell stands, from 1."""

    name: str = ""
    wide: int = 1


@dataclass(frozen=True, slots=True)
class Row:
    """A row with its cells, and what is said below it."""

    number: int
    """As the sheet counts it; nought for what belongs to no row."""

    cells: tuple[Stretch, ...] = ()
    said: tuple[Stretch, ...] = ()


@dataclass(frozen=True, slots=True)
class Grid:
    """A part of a sheet: the columns and rows of it that are not empty."""

    number: int
    name: str
    head: Stretch | None
    """Where its name stands in the text; None where another part has it."""

    columns: tuple[str, ...]
    rows: tuple[Row, ...]


def of(ledger: Ledger, document: Document, low: int, high: int) -> list[Grid]:
    """Return the sheets of a document, as far as they stand in a part of its text."""
    if document.reading is None or document.kind is not Kind.SPREADSHEET:
        return []
    reading = ledger.readings(document.reading)
    found = []
    for page in reading.pages:
        start, end = max(page.start, low), min(page.end, high)
        if start < end or (page.start == page.end and low <= start < high):
            found.append(_grid(page, reading.text, start, end))
    return found


def cell_of(ledger: Ledger, document: Document, offset: int) -> tuple[str, str] | None:
    """Return the sheet and the cell in which a letter of a document stands."""
    if document.reading is None or document.kind is not Kind.SPREADSHEET:
        return None
    return sheet.cell_at(ledger.readings(document.reading).pages, offset)


def _grid(page: Page, text: str, start: int, end: int) -> Grid:
    words = [each for each in page.words if start <= each.start and each.end <= end]
    columns = sorted({int(word.x0) for word in words})[:MOST_COLUMNS]
    places = {column: at for at, column in enumerate(columns, 1)}
    first = min((word.start for word in page.words), default=page.end)
    head = _gap(text, page.start, min(first, end)) if start == page.start else None
    rows = tuple(_rows(words, places, text, end))
    if not words and not head and start > page.start:
        rows = (Row(0, said=(Stretch(start, end),)),)
    names = tuple(sheet.column_name(column + 1) for column in columns)
    return Grid(page.number, page.label or "", head, names, rows)


def _rows(
    words: Sequence[Word], places: dict[int, int], text: str, end: int
) -> Iterator[Row]:
    """Yield the rows, each with what stands in the text between it and the next."""
    listed = [list(row) for _, row in groupby(words, key=lambda word: word.y0)]
    for at, row in enumerate(listed):
        behind = listed[at + 1][0].start if at + 1 < len(listed) else end
        made = [_cell(word, places) for word in row if int(word.x0) in places]
        beyond = [_stretch(word) for word in row if int(word.x0) not in places]
        gap = _gap(text, row[-1].end, behind)
        said = (*beyond, *([gap] if gap else []))
        yield Row(int(row[0].y0) + 1, tuple(made), said)


def _cell(word: Word, places: dict[int, int]) -> Stretch:
    column = int(word.x0)
    wide = sum(column <= each < int(word.x1) for each in places)
    return Stretch(
        word.start, word.end, places[column], sheet.name_of(word), max(1, wide)
    )


def _stretch(word: Word) -> Stretch:
    return Stretch(word.start, word.end, name=sheet.name_of(word))


def _gap(text: str, start: int, end: int) -> Stretch | None:
    """Return what stands between two places, without white space around it."""
    words = text[start:end]
    if not words.strip():
        return None
    before = len(words) - len(words.lstrip())
    return Stretch(start + before, start + len(words.rstrip()))
