"""Cells: whatever stands in one, a spreadsheet takes it for text."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.domain import cells

FORMULAS = ("=", "+", "-", "@", "\t", "\r", "\n")


@pytest.mark.parametrize("begin", [*FORMULAS, " =", "\n=", "＝", " \t@"])
def test_what_would_be_a_formula_is_text(begin: str) -> None:
    assert cells.safe(f"{begin}cmd|' /C calc'!A0").startswith("'")


@given(st.text())
def test_no_text_of_anybody_begins_a_formula(text: str) -> None:
    cell = cells.safe(text)

    assert not cell.lstrip().startswith(FORMULAS)
    assert not any(letter < " " for letter in cell)


@given(st.lists(st.lists(st.text(), min_size=1), max_size=5))
def test_a_file_of_cells_is_read_as_it_was_written(rows: list[list[str]]) -> None:
    text = "".join(cells.written(rows))

    read = list(csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline="")))
    assert read == [[cells.safe(cell) for cell in row] for row in rows]


def test_every_cell_is_quoted_and_numbers_stay_numbers() -> None:
    text = "".join(cells.written([["a", 1, None, -2]]))

    assert text == '\ufeff"a","1","","-2"\r\n'
