"""Tables in plain text: what parts the cells is guessed, and no cell is changed."""

import pytest
from hypothesis import given
from hypothesis import strategies

from ledger.domain.reading import Kind
from tests.formats.conftest import Read


@pytest.mark.parametrize(
    ("data", "text"),
    [
        ("a,b\n1,2\n", "a\tb\n1\t2"),
        ("Услуга;Цена\nЛоготип;1 500,00\n", "Услуга\tЦена\nЛоготип\t1 500,00"),
        ("a\tb\n1\t2,5\n", "a\tb\n1\t2,5"),
        ('name;note\nx;"one; two"\n', "name\tnote\nx\tone; two"),
        ("sep=|\na|b;c\n", "a\tb;c"),
        ("1,5;2,5\n3,5;4,5\n", "1,5\t2,5\n3,5\t4,5"),
        ("only\none\n", "only\none"),
        ('a,"b\nc"\nd,e\n', "a\tb\nc\nd\te"),
        ("a,,c\n", "a\tc"),
    ],
)
def test_cells_are_parted_where_they_are_meant_to_be(
    read: Read, data: str, text: str
) -> None:
    _, reading = read(data.encode(), "table.csv")

    assert reading.kind is Kind.SPREADSHEET
    assert reading.text == text


def test_a_cell_knows_its_place(read: Read) -> None:
    _, reading = read(b"a,,c\nd,e,f\n", "table.csv")

    places = [(word.y0, word.x0) for word in reading.pages[0].words]
    assert places == [(0, 0), (0, 2), (1, 0), (1, 1), (1, 2)]


@pytest.mark.parametrize("charset", ["utf-8-sig", "utf-16", "cp1251"])
def test_a_charset_that_is_not_named_is_guessed(read: Read, charset: str) -> None:
    rows = "Услуга;Цена\nРазработка логотипа;1500\nПравки;по договору\n"

    _, reading = read(rows.encode(charset), "table.csv")

    assert reading.text.startswith("Услуга\tЦена\nРазработка логотипа\t1500")


def test_tabs_part_a_file_that_says_so(read: Read) -> None:
    _, reading = read(b"a;b\tc\n", "table.tsv")

    assert (reading.text, reading.media_type) == (
        "a;b\tc",
        "text/tab-separated-values",
    )


def test_text_that_does_not_call_itself_a_table_is_text(read: Read) -> None:
    _, reading = read(b"a,b\n1,2\n", "notes.txt")

    assert (reading.parser, reading.text) == ("text", "a,b\n1,2\n")


@given(strategies.text("a,;\"\n\t|'\r\0=", max_size=60))
def test_no_letter_of_a_table_is_lost(read: Read, data: str) -> None:
    _, reading = read(data.encode() or b"x", "table.csv")

    if reading.parser == "csv":
        assert reading.text.count("a") == data.count("a")
