"""How a spreadsheet reads: a page a sheet, a line a row, a tab between two cells.

The page of a sheet is measured in cells: each word box is a cell, and its corner is
the column and the row, from nought. So words of the text lead to the cell they stand
in, and back. What stands beside the cells is marked by traces, as in any document.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from dataclasses import replace
from itertools import groupby

from ledger.domain import problems
from ledger.domain.reading import Kind
from ledger.domain.reading import Page
from ledger.domain.reading import Reading
from ledger.domain.reading import Word
from ledger.domain.trace import TraceKind
from ledger.formats import language
from ledger.formats.mail.words import clean
from ledger.formats.office.draft import Draft
from ledger.formats.office.draft import finished
from ledger.formats.office.draft import shortcomings
from ledger.formats.office.draft import Sign
from ledger.formats.office.draft import Signs
from ledger.formats.sheets.addresses import address
from ledger.formats.sheets.grid import Cell
from ledger.formats.sheets.grid import Comment
from ledger.formats.sheets.grid import LONGEST_CELL
from ledger.formats.sheets.grid import Sheet
from ledger.formats.source import Source
from ledger.formats.text import own

PAGE_END = "\f"
LONGEST_NAME = 200
ADDED = Sign(TraceKind.ADDED)
HIDDEN = Sign(TraceKind.HIDDEN)


@dataclass(frozen=True, slots=True)
class Form:
    """Which reader made it, and what the file is."""

    parser: str
    version: int
    media_type: str


class Book:
    """The text of a spreadsheet as it is written, sheet by sheet."""

    def __init__(self) -> None:
        self.draft = Draft()
        self.pages: list[Page] = []
        self.flags: dict[str, None] = {}

    def write(self, sheet: Sheet) -> None:
        """Write a sheet as a page: its name, its rows with their comments."""
        if self.pages:
            self.draft.write(PAGE_END)
        start = self.draft.length
        around = (HIDDEN,) if sheet.hidden else ()
        name = clean(sheet.name)[:LONGEST_NAME]
        self.draft.write(name, (*around, ADDED))
        words = self._rows(sheet, around)
        for text in sheet.words:
            self.draft.write("\n" + text, around)
        self.draft.close()
        if sheet.hidden:
            self.flags["hidden-sheet"] = None
        self.pages.append(
            Page(
                number=len(self.pages) + 1,
                start=start,
                end=self.draft.length,
                width=float(max((word.x1 for word in words), default=0)),
                height=float(max((word.y1 for word in words), default=0)),
                label=name or None,
                words=tuple(words),
            )
        )

    def reading(
        self, source: Source, form: Form, facts: dict[str, str], flags: Iterable[str]
    ) -> Reading:
        """Return what was written, as the reading of a file."""
        text, traces = finished(self.draft)
        every = tuple(dict.fromkeys([*flags, *self.flags, *shortcomings(self.draft)]))
        damaged = not self.pages and "damaged-part" in every
        return Reading(
            parser=form.parser,
            version=form.version,
            kind=Kind.SPREADSHEET,
            media_type=form.media_type,
            title=source.title or facts.get("title", ""),
            text=text,
            language=language.guess(text),
            segments=own(text),
            traces=traces,
            pages=tuple(_within(page, len(text)) for page in self.pages),
            flags=every,
            facts=facts | {"sheets": str(len(self.pages))},
            problem=problems.BROKEN_DOCUMENT if damaged else None,
        )

    def _rows(self, sheet: Sheet, around: Signs) -> list[Word]:
        words: list[Word] = []
        start = self.pages[-1].end + 1 if self.pages else 0
        comments = _by_row(sheet.comments)
        cells = sorted(sheet.cells, key=lambda each: (each.row, each.column))
        for row, found in groupby(cells, key=lambda each: each.row):
            for before in sorted(each for each in comments if each < row):
                self._comments(comments.pop(before), around)
            about = {each.column: each for each in comments.get(row, [])}
            if self.draft.length > start:
                self.draft.write("\n", around)
            for number, cell in enumerate(found):
                if number:
                    self.draft.write("\t", around)
                words.append(self._cell(sheet, cell, around, about.get(cell.column)))
            self._comments(comments.pop(row, []), around)
        for row in sorted(comments):
            self._comments(comments[row], around)
        return words

    def _cell(
        self, sheet: Sheet, cell: Cell, around: Signs, comment: Comment | None
    ) -> Word:
        signs = list(around)
        if not around and sheet.hides(cell):
            signs.append(HIDDEN)
            self.flags["hidden-cells"] = None
        if comment:
            signs.append(_sign(TraceKind.COMMENTED, comment))
        start = self.draft.length
        left = LONGEST_CELL
        for piece in cell.pieces:
            text = _in_line(piece.text)[:left]
            left -= len(text)
            if HIDDEN in piece.signs:
                self.flags["hidden-cells"] = None
            self.draft.write(text, tuple(dict.fromkeys((*signs, *piece.signs))))
        if not left:
            self.flags["text-cut"] = None
        self.draft.close()
        return Word(
            start,
            self.draft.length,
            cell.column - 1,
            cell.row - 1,
            cell.column - 1 + cell.wide,
            cell.row - 1 + cell.high,
        )

    def _comments(self, listed: Iterable[Comment], around: Signs) -> None:
        for each in listed:
            self.draft.write("\n", around)
            signs = (*around, _sign(TraceKind.COMMENT, each))
            self.draft.write(f"{address(each.row, each.column)}: ", (*signs, ADDED))
            self.draft.write(each.text.strip()[:LONGEST_CELL] or " ", signs)
            self.draft.close()


def _within(page: Page, length: int) -> Page:
    """Return a page that ends where the text does: white space at its end is gone."""
    if page.end <= length:
        return page
    start = min(page.start, length)
    words = tuple(each for each in page.words if each.end <= length)
    return replace(page, start=start, end=length, words=words)


def _by_row(listed: list[Comment]) -> dict[int, list[Comment]]:
    found: dict[int, list[Comment]] = {}
    for each in sorted(listed, key=lambda comment: (comment.row, comment.column)):
        found.setdefault(each.row, []).append(each)
    return found


def _sign(kind: TraceKind, comment: Comment) -> Sign:
    key = f"{comment.row}.{comment.column}.{comment.at}.{comment.author}"
    return Sign(kind, clean(comment.author)[:LONGEST_NAME], comment.at[:40], key)


def _in_line(text: str) -> str:
    """Return the words of a cell: they may have lines, but no cells or pages."""
    return text.replace("\t", " ").replace(PAGE_END, " ")
