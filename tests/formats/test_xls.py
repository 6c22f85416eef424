"""Older Excel files: values as they are stored, hidden sheets marked."""

import pytest

from ledger.domain import problems
from ledger.domain.reading import Kind
from ledger.domain.reading import Reading
from ledger.domain.trace import TraceKind
from ledger.formats.outlook import compound
from tests.formats import made_sheets
from tests.formats.conftest import Read
from tests.formats.made_xls import cell
from tests.formats.made_xls import xls


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


def test_a_locked_workbook_says_so_and_opens_with_its_password(read: Read) -> None:
    prices = cell(0, 0, "Услуга") + cell(1, 0, "Логотип") + cell(1, 1, 350.0)
    data = xls(("Цены", False, prices), password="Рыба-7")  # noqa: S106 - no secret

    _, unread = read(data, "prices.xls")
    _, wrong = read(data, "prices.xls", options={"password": "Рыба-8"})
    _, reading = read(data, "prices.xls", options={"password": "Рыба-7"})

    assert (unread.problem, unread.flags) == (
        problems.PASSWORD_DOCUMENT,
        ("encrypted",),
    )
    assert wrong.problem == problems.WRONG_PASSWORD
    assert reading.text == "Цены\nУслуга\nЛоготип\t350"
    assert {"encrypted", "unlocked"} <= set(reading.flags)


def test_a_locked_binary_workbook_says_that_it_needs_a_password(read: Read) -> None:
    data = made_sheets.locked(made_sheets.xlsx(("Prices", "")), "fish")

    _, reading = read(data, "prices.xlsb")

    assert (reading.kind, reading.problem) == (
        Kind.SPREADSHEET,
        problems.PASSWORD_DOCUMENT,
    )
