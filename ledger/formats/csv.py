"""Tables in plain text (.csv, .tsv): what parts the cells is guessed, no cell changed.

A decimal comma stays a comma and a day stays as it is written: a text file does not
say what it means by them.
"""

import csv
import io
from collections import Counter
from collections.abc import Iterator

from ledger.domain import problems
from ledger.domain.reading import Kind
from ledger.domain.reading import Member
from ledger.domain.reading import Reading
from ledger.formats import charset
from ledger.formats import text as plain
from ledger.formats.sheets.grid import Allowance
from ledger.formats.sheets.grid import Cell
from ledger.formats.sheets.grid import Piece
from ledger.formats.sheets.grid import Sheet
from ledger.formats.sheets.written import Book
from ledger.formats.sheets.written import Form
from ledger.formats.source import Source

KIND = Kind.SPREADSHEET
MEDIA_TYPES = ("text/csv", "text/tab-separated-values")
SUFFIXES = frozenset({".csv", ".tsv", ".tab"})
PARSER = "csv"
VERSION = 1

MARKS = ";\t,|"
"""What may part cells; where two do equally well, the one that stands first here."""

LOOKED_AT = 60
LONGEST_FIELD = 1_000_000


def sniff(source: Source) -> int:
    """Bid for text that calls itself a table."""
    named = source.suffix in SUFFIXES
    called = not source.suffix and source.media_type in MEDIA_TYPES
    sure = plain.sniff(source) if named or called else 0
    return sure and sure + 10


def read(source: Source) -> Iterator[Member | Reading]:
    """Read a table of text, a row a line."""
    data = source.whole(source.most, problems.TOO_LARGE)
    text = plain.tidied(charset.guess(data))
    mark, text = _mark(text, tabs=source.suffix in {".tsv", ".tab"})
    sheet, allowance = Sheet(""), Allowance()
    for row, fields in enumerate(_rows(text, mark), 1):
        for column, field in enumerate(fields, 1):
            if field.strip() and allowance.take():
                sheet.cells.append(Cell(row, column, [Piece(field.strip())]))
        if allowance.spent:
            break
    book = Book()
    book.write(sheet)
    if allowance.spent:
        book.flags["text-cut"] = None
    media_type = MEDIA_TYPES[mark == "\t"]
    yield book.reading(source, Form(PARSER, VERSION, media_type), {}, ())


def _rows(text: str, mark: str) -> Iterator[list[str]]:
    """Yield rows; where quotes are not closed, the lines as they stand."""
    csv.field_size_limit(LONGEST_FIELD)
    reader = csv.reader(io.StringIO(text), delimiter=mark, skipinitialspace=True)
    while True:
        try:
            row = next(reader, None)
        except csv.Error:
            rest = text.split("\n")[reader.line_num :]
            yield from (line.split(mark) for line in rest)
            return
        if row is None:
            return
        yield row


def _mark(text: str, *, tabs: bool) -> tuple[str, str]:
    """Return what parts the cells, and the text without a line that says so."""
    first, _, rest = text.partition("\n")
    said = first.strip().strip('"').lower()
    if said.startswith("sep=") and len(said) == len("sep=") + 1:
        return said[-1], rest
    if tabs:
        return "\t", text
    lines = "\n".join(text.split("\n", LOOKED_AT)[:LOOKED_AT])
    return max(MARKS, key=lambda mark: (_fits(lines, mark), -MARKS.index(mark))), text


def _fits(lines: str, mark: str) -> float:
    """Return how well a mark parts some lines into rows of one width."""
    widths = [len(row) for row in _rows(lines, mark) if row]
    common = Counter(width for width in widths if width > 1).most_common(1)
    if not common:
        return 0.0
    _width, number = common[0]
    return number / len(widths)
