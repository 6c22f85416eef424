"""Older Excel files: values as they are stored, hidden sheets marked."""

import struct

import pytest

from ledger.domain.reading import Kind
from ledger.domain.reading import Reading
from ledger.domain.trace import TraceKind
from ledger.formats.outlook import compound
from tests.formats.conftest import Read

NUMBER, LABEL, RK = 0x0203, 0x0204, 0x027E
DAY = 14


def record(kind: int, data: bytes) -> bytes:
    return struct.pack("<HH", kind, len(data)) + data


def cell(row: int, column: int, value: str | float, look: int = 0) -> bytes:
    place = struct.pack("<HHH", row, column, look)
    if isinstance(value, str):
        words = value.encode("utf-16-le")
        return record(LABEL, place + struct.pack("<HB", len(value), 1) + words)
    return record(NUMBER, place + struct.pack("<d", value))


def xls(*sheets: tuple[str, bool, bytes]) -> bytes:
    """Return a workbook of sheets: (name, whether it is hidden, its cells)."""
    begin = record(0x0809, struct.pack("<HHHHII", 0x0600, 5, 0, 1997, 0, 6))
    looks = b"".join(
        record(0x00E0, struct.pack("<HHHBBBBIIH", 0, form, 0, 0, 0, 0, 0, 0, 0, 0))
        for form in (0, DAY)
    )
    end = record(0x000A, b"")
    names = [name.encode("utf-16-le") for name, _, _ in sheets]
    size = len(begin + looks + end) + sum(len(name) + 12 for name in names)
    listed, bodies = b"", b""
    for (name, hidden, cells), words in zip(sheets, names, strict=True):
        at = size + len(bodies)
        head = struct.pack("<IBBBB", at, hidden, 0, len(name), 1)
        listed += record(0x0085, head + words)
        start = record(0x0809, struct.pack("<HHHHII", 0x0600, 0x10, 0, 1997, 0, 6))
        bodies += start + cells + end
    stream = begin + looks + listed + end + bodies
    padded = stream + bytes(max(0, 8192 - len(stream)))
    return compound.write(compound.Storage(b"", {"Workbook": padded}))


def traced(reading: Reading, kind: TraceKind) -> list[str]:
    return [
        reading.text[each.start : each.end]
        for each in reading.traces
        if each.kind is kind
    ]


def test_an_old_workbook_is_read_sheet_by_sheet(read: Read) -> None:
    prices = cell(0, 0, "Услуга") + cell(0, 1, "Цена")
    prices += cell(1, 0, "Логотип") + cell(1, 1, 1500.5) + cell(2, 1, 45730.0, 1)

    _, reading = read(xls(("Цены", False, prices)), "a.xls")

    assert (reading.kind, reading.parser) == (Kind.SPREADSHEET, "xls")
    assert reading.text == "Цены\nУслуга\tЦена\nЛоготип\t1500.5\n2025-03-14"
    assert [(word.y0, word.x0) for word in reading.pages[0].words][-1] == (2, 1)
    assert "looks-untold" in reading.flags


def test_a_hidden_sheet_is_read_and_marked(read: Read) -> None:
    data = xls(("A", False, cell(0, 0, "x")), ("B", True, cell(0, 0, "margin")))

    _, reading = read(data, "a.xls")

    assert traced(reading, TraceKind.HIDDEN) == ["B\nmargin"]


@pytest.mark.parametrize("at", range(0, 9000, 500))
def test_a_damaged_workbook_ends_in_a_reading(read: Read, at: int) -> None:
    whole = xls(("A", False, cell(0, 0, "x")))

    _, reading = read(whole[:at] + b"\xff" * 40 + whole[at + 40 :], "a.xls")

    assert reading.problem or reading.pages


def test_no_workbook_says_so(read: Read) -> None:
    data = compound.write(compound.Storage(b"", {"Other": b"x" * 5000}))

    _, reading = read(data, "a.xls")

    assert reading.problem == (
        "This document is damaged and cannot be read; the original is kept."
    )
