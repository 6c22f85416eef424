"""OpenDocument spreadsheets: cells, comments, and what is not shown."""

import pytest

from ledger.domain.reading import Kind
from ledger.domain.reading import Reading
from ledger.domain.trace import TraceKind
from ledger.formats.sheets.addresses import address
from tests.formats.conftest import Read
from tests.formats.made_opendocument import locked
from tests.formats.made_opendocument import package


def ods(body: str, styles: str = "") -> bytes:
    return package("spreadsheet", body, styles)


def cell(words: str, more: str = "") -> str:
    return f"<table:table-cell {more}><text:p>{words}</text:p></table:table-cell>"


def sheet(name: str, *rows: str, more: str = "") -> str:
    return f'<table:table table:name="{name}" {more}>{"".join(rows)}</table:table>'


def row(*cells: str, more: str = "") -> str:
    return f"<table:table-row {more}>{''.join(cells)}</table:table-row>"


def traced(reading: Reading, kind: TraceKind) -> list[str]:
    return [
        reading.text[each.start : each.end]
        for each in reading.traces
        if each.kind is kind
    ]


def value(kind: str, stored: str, more: str = "") -> str:
    name = "value" if kind in {"float", "percentage", "currency"} else f"{kind}-value"
    told = f'office:value-type="{kind}" office:{name}="{stored}" {more}'
    return cell("as it looks", told)


def test_sheets_are_pages_and_rows_are_lines(read: Read) -> None:
    body = sheet("Цены", row(cell("Логотип"), value("float", "1500"))) + sheet("B")

    _, reading = read(ods(body), "a.ods")

    assert (reading.kind, reading.parser) == (Kind.SPREADSHEET, "ods")
    assert reading.text == "Цены\nЛоготип\t1500\fB"
    assert [page.label for page in reading.pages] == ["Цены", "B"]


@pytest.mark.parametrize(
    ("made", "words"),
    [
        (value("date", "2025-03-14"), "2025-03-14"),
        (value("date", "2025-03-14T12:30:00"), "2025-03-14 12:30"),
        (value("time", "PT09H30M00S"), "09:30"),
        (value("percentage", "0.15"), "15%"),
        (value("currency", "1234.5", 'office:currency="EUR"'), "1234.5 EUR"),
        (value("boolean", "true"), "TRUE"),
        (cell("1 500,00", 'office:value-type="string"'), "1 500,00"),
        (cell("a</text:p><text:p>b"), "a\nb"),
        (cell('a<text:s text:c="2"/>b<text:tab/>c'), "a  b c"),
    ],
)
def test_a_value_cannot_be_taken_for_another(read: Read, made: str, words: str) -> None:
    _, reading = read(ods(sheet("S", row(made))), "a.ods")

    assert reading.text == f"S\n{words}"


def test_what_is_repeated_stands_at_each_place(read: Read) -> None:
    body = sheet(
        "S",
        row(
            cell("", 'table:number-columns-repeated="2"'),
            cell("x", 'table:number-columns-repeated="2"'),
            more='table:number-rows-repeated="2"',
        ),
        row(cell(""), more='table:number-rows-repeated="1048500"'),
        row(cell("end")),
    )

    _, reading = read(ods(body), "a.ods")

    places = [
        address(int(word.y0) + 1, int(word.x0) + 1) for word in reading.pages[0].words
    ]
    assert places == ["C1", "D1", "C2", "D2", "A1048503"]


def test_what_programs_do_not_show_is_read_and_marked(read: Read) -> None:
    unseen = (
        '<style:style style:name="ta2" style:family="table">'
        '<style:table-properties table:display="false"/></style:style>'
    )
    body = sheet(
        "S",
        '<table:table-column table:number-columns-repeated="1"/>'
        '<table:table-column table:visibility="collapse"/>',
        row(cell("seen"), cell("column")),
        row(cell("row"), more='table:visibility="filter"'),
    ) + sheet("T", row(cell("margin")), more='table:style-name="ta2"')

    _, reading = read(ods(body, unseen), "a.ods")

    assert traced(reading, TraceKind.HIDDEN) == ["column", "row", "T\nmargin"]
    assert {"hidden-sheet", "hidden-cells"} <= set(reading.flags)


def test_comments_stand_below_their_row_with_who_said_them(read: Read) -> None:
    note = (
        "<office:annotation><dc:creator>Olga</dc:creator><dc:date>2025-03-14T10:00:00"
        "</dc:date><text:p>Too much</text:p></office:annotation><text:p>1500</text:p>"
    )
    body = sheet("S", row(cell("Logo"), f"<table:table-cell>{note}</table:table-cell>"))

    _, reading = read(ods(body), "a.ods")

    assert reading.text == "S\nLogo\t1500\n[*B1: Too much*]"
    [said] = [each for each in reading.traces if each.kind is TraceKind.COMMENT]
    assert (said.author, said.at) == ("Olga", "2025-03-14T10:00:00")


def test_a_formula_without_a_value_is_shown_and_flagged(read: Read) -> None:
    made = '<table:table-cell table:formula="of:=SUM([.A1:.A9])"/>'

    _, reading = read(ods(sheet("S", row(made))), "a.ods")

    assert reading.text == "S\n=SUM([.A1:.A9])"
    assert "formula-without-value" in reading.flags


def test_a_sheet_made_to_do_harm_costs_no_more_than_its_cells(
    read: Read, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ledger.formats.sheets.grid.MOST_CELLS", 5_000)
    body = sheet(
        "S",
        row(
            cell("x", 'table:number-columns-repeated="999999999"'),
            more='table:number-rows-repeated="999999999"',
        ),
    )

    _, reading = read(ods(body), "a.ods")

    assert "text-cut" in reading.flags
    assert len(reading.pages[0].words) == 5_000


def test_a_locked_spreadsheet_opens_with_its_password(read: Read) -> None:
    data = locked(ods(sheet("S", row(cell("Тайна")))), "korabel")

    _, shut = read(data, "a.ods")
    _, wrong = read(data, "a.ods", options={"password": "no"})
    _, opened = read(data, "a.ods", options={"password": "korabel"})

    assert (shut.kind, shut.flags) == (Kind.SPREADSHEET, ("encrypted",))
    assert "needs a password" in (shut.problem or "")
    assert "The password does not open this file" in (wrong.problem or "")
    assert opened.text == "S\nТайна"
    assert {"encrypted", "unlocked"} <= set(opened.flags)


def test_a_locked_text_opens_with_its_password(read: Read) -> None:
    data = locked(package("text", "<text:p>Тайна</text:p>"), "korabel")

    _, opened = read(data, "a.odt", options={"password": "korabel"})

    assert opened.text == "Тайна"
    assert "unlocked" in opened.flags


def test_a_lock_of_another_kind_is_said_to_be_unknown(read: Read) -> None:
    data = locked(ods(sheet("S", row(cell("x")))), "korabel")

    _, reading = read(
        data.replace(b"aes256-cbc", b"aes256-gcm"),
        "a.ods",
        options={"password": "korabel"},
    )

    assert "locked in a way that cannot be opened here" in (reading.problem or "")
