"""Older Excel files (.xls) and binary ones (.xlsb), by calamine: values as stored.

It tells neither comments nor hidden rows of these files, nor how a number looks; so a
flag says that they are not told. Sheets that are hidden are marked.
"""

import io
from collections.abc import Iterator
from datetime import date
from datetime import datetime
from datetime import time
from datetime import timedelta
from decimal import Decimal

import python_calamine
from python_calamine import CalamineError
from python_calamine import CalamineSheet
from python_calamine import CalamineWorkbook
from python_calamine import SheetVisibleEnum

from ledger.domain import problems
from ledger.domain.reading import Kind
from ledger.domain.reading import Member
from ledger.domain.reading import Reading
from ledger.formats import sniff as kinds
from ledger.formats.office import locked
from ledger.formats.office.package import Package
from ledger.formats.outlook import compound
from ledger.formats.sheets.grid import Allowance
from ledger.formats.sheets.grid import Cell
from ledger.formats.sheets.grid import Piece
from ledger.formats.sheets.grid import Sheet
from ledger.formats.sheets.numbers import plain
from ledger.formats.sheets.written import Book
from ledger.formats.sheets.written import Form
from ledger.formats.source import Source
from ledger.formats.source import UnreadError

KIND = Kind.SPREADSHEET
MEDIA_TYPES = (
    "application/vnd.ms-excel",
    "application/vnd.ms-excel.sheet.binary.macroEnabled.12",
)
SUFFIXES = frozenset({".xls", ".xlt", ".xlsb"})
PARSER = "xls"
VERSION = 2

BINARY = b"xl/workbook.bin"
STREAM = "Workbook"
STREAMS = tuple(name.encode("utf-16-le") for name in (STREAM, "Book"))
Value = int | float | str | bool | time | date | datetime | timedelta


def sniff(source: Source) -> int:
    """Bid for a workbook of one of the two older forms."""
    named = source.suffix in SUFFIXES
    if source.head.startswith(kinds.OLE):
        if named:
            return 101
        return 60 * any(name in source.head for name in STREAMS)
    if not source.head.startswith(b"PK"):
        return 0
    if source.suffix == ".xlsb":
        return 103
    is_sheet = kinds.look(source).kind is Kind.SPREADSHEET
    return 103 if is_sheet and BINARY in kinds.names(source.head) else 0


def read(source: Source) -> Iterator[Member | Reading]:
    """Read a workbook, sheet by sheet."""
    data = source.whole(source.most_pages, problems.TOO_LARGE)
    flags: dict[str, None] = {}
    if data.startswith(b"PK"):
        package = Package(data)
        package.weigh()
        flags |= package.flags
    media_type = MEDIA_TYPES[data.startswith(b"PK")]
    with _opened(data, source.password, flags) as workbook:
        book = _book(workbook)
    flags["looks-untold"] = None
    yield book.reading(source, Form(PARSER, VERSION, media_type), {}, flags)


def _opened(data: bytes, password: str, flags: dict[str, None]) -> CalamineWorkbook:
    """Return the workbook, decrypted where it is locked.

    Raises:
        UnreadError: it is damaged, or locked.
    """
    try:
        return python_calamine.load_workbook(io.BytesIO(data))
    except (CalamineError, OSError) as error:  # it calls some locked ones damaged
        told = isinstance(error, python_calamine.PasswordError)
        if not told and not locked.is_locked(data):
            raise UnreadError(problems.BROKEN_DOCUMENT) from error
    inside = locked.decrypted(_squared(data), password)
    flags |= locked.flags_of(password)
    try:
        return python_calamine.load_workbook(io.BytesIO(inside))
    except (CalamineError, OSError) as error:
        raise UnreadError(problems.BROKEN_DOCUMENT, *flags) from error


def _squared(data: bytes) -> bytes:
    """Return a workbook whose records fill its stream to the last byte.

    What decrypts it stumbles over anything else, and over very short streams.
    """
    if not data.startswith(kinds.OLE):
        return data
    root = compound.read(data)
    stream = root.streams.get(STREAM, b"")
    if not stream:
        return data
    end = 0
    while end + 4 <= len(stream):
        after = end + 4 + int.from_bytes(stream[end + 2 : end + 4], "little")
        if after > len(stream):
            break
        end = after
    short = max(0, compound.SMALL - end)
    root.streams[STREAM] = stream[:end] + bytes(short + -short % 4)  # empty records
    return compound.write(root)


def _book(workbook: CalamineWorkbook) -> Book:
    book, allowance = Book(), Allowance()
    for number, known in enumerate(workbook.sheets_metadata):
        sheet = Sheet(known.name, known.visible != SheetVisibleEnum.Visible)
        try:
            if not allowance.spent:
                _cells(workbook.get_sheet_by_index(number), sheet, allowance)
        except (CalamineError, OSError):
            book.flags["damaged-part"] = None
        book.write(sheet)
    if allowance.spent:
        book.flags["text-cut"] = None
    return book


def _cells(found: CalamineSheet, sheet: Sheet, allowance: Allowance) -> None:
    if found.start is None:
        return
    top, left = found.start
    merged = {
        start: (end[0] - start[0] + 1, end[1] - start[1] + 1)
        for start, end in found.merged_cell_ranges or ()
    }
    rows = found.to_python(skip_empty_area=True)
    for row, values in enumerate(rows, top):
        for column, value in enumerate(values, left):
            text = _said(value)
            if not text:
                continue
            if not allowance.take():
                return
            high, wide = merged.get((row, column), (1, 1))
            piece = [Piece(text)]
            sheet.cells.append(Cell(row + 1, column + 1, piece, wide, high))


def _said(value: Value) -> str:
    """Return a value in a form that cannot be taken for another."""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, float):
        return plain(Decimal(f"{value:.15g}")) if value == value else ""  # noqa: PLR0124 - that is what tells no number
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d %H:%M:%S}".removesuffix(":00").removesuffix(" 00:00")
    if isinstance(value, time):
        return f"{value:%H:%M:%S}".removesuffix(":00")
    return str(value)
