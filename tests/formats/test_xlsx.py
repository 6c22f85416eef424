"""Excel files: every cell at its place, and what the file hides is marked."""

import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies

from ledger.domain import problems
from ledger.domain.reading import Kind
from ledger.domain.reading import Page
from ledger.domain.reading import Reading
from ledger.domain.trace import TraceKind
from ledger.formats.sheets import numbers
from ledger.formats.sheets.addresses import address
from ledger.formats.sheets.addresses import place
from tests.formats.conftest import Read
from tests.formats.made import docx
from tests.formats.made_chats import zipped
from tests.formats.made_sheets import locked
from tests.formats.made_sheets import relations
from tests.formats.made_sheets import row
from tests.formats.made_sheets import SPACES
from tests.formats.made_sheets import xlsx


def cells(reading: Reading, page: Page) -> dict[str, str]:
    """Return the words of each cell of a page, by its address."""
    return {
        address(int(word.y0) + 1, int(word.x0) + 1): reading.text[word.start : word.end]
        for word in page.words
    }


def traced(reading: Reading, kind: TraceKind) -> list[str]:
    """Return the words under the traces of a kind."""
    return [
        reading.text[each.start : each.end]
        for each in reading.traces
        if each.kind is kind
    ]


def test_sheets_are_pages_and_rows_are_lines(read: Read) -> None:
    prices = row(1, "Услуга", "Цена") + row(2, "Логотип", '<c r="B2"><v>1500</v></c>')
    data = xlsx(("Цены", prices), ("Empty", ""))

    _, reading = read(data, "prices.xlsx")

    assert reading.kind is Kind.SPREADSHEET
    assert reading.text == "Цены\nУслуга\tЦена\nЛоготип\t1500\fEmpty"
    assert [page.label for page in reading.pages] == ["Цены", "Empty"]
    assert cells(reading, reading.pages[0]) == {
        "A1": "Услуга",
        "B1": "Цена",
        "A2": "Логотип",
        "B2": "1500",
    }
    assert (reading.pages[0].width, reading.pages[0].height) == (2, 2)
    assert reading.problem is None


def test_shared_words_are_found_by_their_number(read: Read) -> None:
    strings = (
        "<si><t>one</t></si>"
        "<si><r><t>left </t></r><r><rPr><strike/></rPr><t>gone</t></r>"
        "<rPh><t>spoken</t></rPh></si><si><t>a_x000D__x005F_b</t></si>"
    )
    body = row(1, '<c r="A1" t="s"><v>1</v></c>', '<c r="C1" t="s"><v>2</v></c>')

    _, reading = read(xlsx(("S", body), strings=strings), "a.xlsx")

    assert reading.text == "S\nleft gone\ta\n_b"
    assert traced(reading, TraceKind.STRUCK) == ["gone"]


STYLES = (
    '<numFmts><numFmt numFmtId="170" formatCode="dd\\.mm\\.yyyy"/>'
    '<numFmt numFmtId="171" formatCode="#,##0.00&quot; €&quot;"/>'
    '<numFmt numFmtId="172" formatCode=";;;"/></numFmts>'
    "<fonts><font/><font><strike/></font></fonts>"
    '<cellXfs><xf numFmtId="0"/><xf numFmtId="170"/><xf numFmtId="171"/>'
    '<xf numFmtId="9"/><xf numFmtId="172"/><xf numFmtId="0" fontId="1"/>'
    '<xf numFmtId="22"/></cellXfs>'
)


@pytest.mark.parametrize(
    ("cell", "words"),
    [
        ('<c r="A1" s="1"><v>45730</v></c>', "2025-03-14"),
        ('<c r="A1" s="6"><v>45730.5</v></c>', "2025-03-14 12:00"),
        ('<c r="A1" s="2"><v>1234.5</v></c>', "1234.5 €"),
        ('<c r="A1" s="3"><v>0.15</v></c>', "15%"),
        ('<c r="A1"><v>0.30000000000000004</v></c>', "0.3"),
        ('<c r="A1"><v>1.5E7</v></c>', "15000000"),
        ('<c r="A1" t="b"><v>1</v></c>', "TRUE"),
        ('<c r="A1" t="e"><v>#REF!</v></c>', "#REF!"),
        ('<c r="A1" t="d"><v>2025-03-14T00:00:00</v></c>', "2025-03-14"),
        ('<c r="A1" t="str"><f>A2&amp;"x"</f><v>1,5x</v></c>', "1,5x"),
    ],
)
def test_a_value_cannot_be_taken_for_another(read: Read, cell: str, words: str) -> None:
    _, reading = read(xlsx(("S", row(1, cell)), styles=STYLES), "a.xlsx")

    assert reading.text == f"S\n{words}"


def test_days_are_counted_from_1904_where_the_file_says_so(read: Read) -> None:
    body = row(1, '<c r="A1" s="1"><v>44268</v></c>')

    _, reading = read(xlsx(("S", body), styles=STYLES, date_1904=True), "a.xlsx")

    assert reading.text == "S\n2025-03-14"


def test_a_formula_without_a_value_is_shown_and_flagged(read: Read) -> None:
    body = row(1, '<c r="A1"><f>SUM(B1:B9)</f></c>', '<c r="B1"><f>1+1</f><v>2</v></c>')

    _, reading = read(xlsx(("S", body)), "a.xlsx")

    assert reading.text == "S\n=SUM(B1:B9)\t2"
    assert "formula-without-value" in reading.flags
    assert traced(reading, TraceKind.ADDED) == ["S", "=SUM(B1:B9)"]


def test_what_programs_do_not_show_is_read_and_marked(read: Read) -> None:
    shown = (
        '<cols><col min="2" max="2" hidden="1"/></cols>|'
        + row(1, "seen", "column")
        + row(2, "row", more=' hidden="1"')
        + row(3, '<c r="A3" s="4"><v>7</v></c>', '<c r="C3" s="5"><v>8</v></c>')
    )
    data = xlsx(
        ("Open", shown),
        ("Secret", row(1, "margin")),
        states={"Secret": "veryHidden"},
        styles=STYLES,
    )

    _, reading = read(data, "a.xlsx")

    assert reading.text == "Open\nseen\tcolumn\nrow\n7\t8\fSecret\nmargin"
    assert traced(reading, TraceKind.HIDDEN) == ["column", "row", "7", "Secret\nmargin"]
    assert traced(reading, TraceKind.STRUCK) == ["8"]
    assert {"hidden-sheet", "hidden-cells"} <= set(reading.flags)


def test_comments_stand_below_their_row_with_who_said_them(read: Read) -> None:
    notes = (
        f"<comments {SPACES}><authors><author>Olga</author><author>tc={{1}}</author>"
        '</authors><commentList><comment ref="B1" authorId="0"><text><r><t>Too much'
        '</t></r></text></comment><comment ref="A2" authorId="1"><text><t>[Threaded '
        'comment]</t></text></comment><comment ref="F9" authorId="0"><text><t>Here?'
        "</t></text></comment></commentList></comments>"
    )
    space = "http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments"
    threads = (
        f'<ThreadedComments xmlns="{space}"><threadedComment ref="A2" '
        'dT="2025-03-14T10:00:00.00" personId="{2}" id="{1}"><text>Agreed</text>'
        "</threadedComment></ThreadedComments>"
    )
    people = (
        f'<personList xmlns="{space}"><person displayName="Max" id="{{2}}"/>'
        "</personList>"
    )
    data = xlsx(
        ("S", row(1, "Logo", "1500") + row(2, "Site")),
        parts={
            "xl/comments1.xml": notes,
            "xl/threaded1.xml": threads,
            "xl/persons/person.xml": people,
        },
        beside=[
            ("r1", "comments", "../comments1.xml"),
            ("r2", "threadedComment", "../threaded1.xml"),
        ],
    )

    _, reading = read(data, "a.xlsx")

    assert reading.text == (
        "S\nLogo\t1500\n[*B1: Too much*]\nSite\n[*A2: Agreed*]\n[*F9: Here?*]"
    )
    said = [each for each in reading.traces if each.kind is TraceKind.COMMENT]
    assert [(each.author, each.at[:10]) for each in said] == [
        ("Olga", ""),
        ("Max", "2025-03-14"),
        ("Olga", ""),
    ]
    assert traced(reading, TraceKind.COMMENTED) == ["1500", "Site"]


def test_merged_cells_stand_over_several(read: Read) -> None:
    data = xlsx(
        ("S", row(1, "Head") + row(2, "a", "b", "c")),
        behind={"S": '<mergeCells><mergeCell ref="A1:C1"/></mergeCells>'},
    )

    _, reading = read(data, "a.xlsx")

    head = reading.pages[0].words[0]
    assert (head.x0, head.x1, head.y0, head.y1) == (0, 3, 0, 1)


def test_a_link_says_where_it_leads(read: Read) -> None:
    data = xlsx(
        ("S", row(1, "here")),
        behind={"S": '<hyperlinks><hyperlink ref="A1" r:id="r9"/></hyperlinks>'},
        beside=[("r9", "hyperlink", "https://evil.example/pay")],
    )

    _, reading = read(data, "a.xlsx")

    assert reading.text == "S\nhere <https://evil.example/pay>"


def test_words_in_drawings_and_margins_are_read(read: Read) -> None:
    space = "http://schemas.openxmlformats.org/drawingml/2006/main"
    drawing = f'<d xmlns:a="{space}"><a:p><a:t>In a box</a:t></a:p></d>'
    margin = "<headerFooter><oddFooter>&amp;L&amp;8Draft 3</oddFooter></headerFooter>"
    data = xlsx(
        ("S", row(1, "x")),
        parts={"xl/drawings/drawing1.xml": drawing},
        beside=[("r1", "drawing", "../drawings/drawing1.xml")],
        behind={"S": margin},
    )

    _, reading = read(data, "a.xlsx")

    assert reading.text == "S\nx\nIn a box\nDraft 3"


def test_files_that_lie_in_it_are_members(read: Read) -> None:
    data = xlsx(
        ("S", row(1, "x")),
        parts={
            "xl/embeddings/a.docx": docx(""),
            "xl/media/i.png": b"\x89PNG\r\n\x1a\n",
        },
    )

    members, _ = read(data, "a.xlsx")

    assert [each.name for each in members] == ["a.docx", "i.png"]


def test_a_locked_workbook_opens_with_its_password(read: Read) -> None:
    data = locked(xlsx(("S", row(1, "Тайна"))), "korabel")

    _, shut = read(data, "a.xlsx")
    _, wrong = read(data, "a.xlsx", options={"password": "no"})
    _, opened = read(data, "a.xlsx", options={"password": "korabel"})

    assert (shut.kind, shut.flags) == (Kind.SPREADSHEET, ("encrypted",))
    assert shut.problem == (
        "This document needs a password to be read; the original is kept."
    )
    assert wrong.problem == (
        "The password does not open this file; the original is kept."
    )
    assert opened.text == "S\nТайна"
    assert {"encrypted", "unlocked"} <= set(opened.flags)


def test_a_locked_word_file_opens_with_its_password(read: Read) -> None:
    body = "<w:p><w:r><w:t>Тайна</w:t></w:r></w:p>"

    _, opened = read(locked(docx(body), "x1"), "a.docx", options={"password": "x1"})

    assert opened.text == "Тайна"
    assert {"encrypted", "unlocked"} <= set(opened.flags)


# Damage and malice.


def test_a_sheet_made_to_do_harm_costs_no_more_than_its_cells(read: Read) -> None:
    body = row(1, "near") + row(1048576, '<c r="XFD1048576"><v>1</v></c>')

    _, reading = read(xlsx(("S", body)), "a.xlsx")

    assert reading.text == "S\nnear\n1"
    assert cells(reading, reading.pages[0])["XFD1048576"] == "1"


def test_too_many_cells_are_cut_with_a_flag(
    read: Read, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ledger.formats.sheets.grid.MOST_CELLS", 3)
    body = "".join(row(at, "x", "y") for at in range(1, 9))

    _, reading = read(xlsx(("S", body), ("T", row(1, "z"))), "a.xlsx")

    assert reading.text == "S\nx\ty\nx\fT"
    assert "text-cut" in reading.flags


def test_a_damaged_sheet_spoils_itself_alone(read: Read) -> None:
    data = xlsx(("S", row(1, "half") + "<row><c><is></row>"), ("T", row(1, "whole")))

    _, reading = read(data, "a.xlsx")

    assert reading.text == "S\nhalf\fT\nwhole"
    assert "damaged-part" in reading.flags


def test_a_zip_that_only_calls_itself_a_workbook_is_no_workbook(read: Read) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("readme.txt", "x")

    _, reading = read(out.getvalue(), "a.xlsx")

    assert reading.problem


@given(data=strategies.binary(max_size=300), at=strategies.integers(0, 2000))
def test_a_broken_workbook_ends_in_a_reading(read: Read, data: bytes, at: int) -> None:
    whole = xlsx(("S", row(1, "a", "b")), styles=STYLES)
    cut = at % len(whole)

    _, reading = read(whole[:cut] + data + whole[cut + len(data) :], "a.xlsx")

    assert all(page.end <= len(reading.text) for page in reading.pages)


@given(
    rows=strategies.lists(
        strategies.lists(strategies.text("ab\t\n\f\r\0 é", max_size=6), max_size=5),
        max_size=5,
    )
)
def test_a_cell_lies_where_its_words_are(read: Read, rows: list[list[str]]) -> None:
    body = "".join(
        row(at, *(each.replace("\0", "").replace("\f", "") for each in one))
        for at, one in enumerate(rows, 1)
    )

    _, reading = read(xlsx(("S", body)), "a.xlsx")

    for page in reading.pages:
        ends = [word.end for word in page.words]
        assert ends == sorted(ends)
        for word in page.words:
            assert page.start <= word.start <= word.end <= page.end


@given(strategies.integers(1, 1048576), strategies.integers(1, 18278))
def test_an_address_leads_back_to_its_place(row_number: int, column: int) -> None:
    assert place(address(row_number, column)) == (row_number, column)


@given(strategies.text(max_size=40), strategies.text("0123456789.-Ee", max_size=12))
def test_no_format_breaks_a_number(code: str, stored: str) -> None:
    assert isinstance(numbers.written(stored, numbers.understood(code)), str)


def test_relations_of_a_workbook_may_be_missing(read: Read) -> None:
    data = xlsx(("S", row(1, "a")), parts={"xl/_rels/workbook.xml.rels": relations([])})

    _, reading = read(data, "a.xlsx")

    assert reading.text == "S"


def test_a_workbook_that_lies_in_another_folder_is_found_by_what_it_is_called(
    read: Read,
) -> None:
    usual = xlsx(("Prices", row(1, "Logo", "350")))
    with zipfile.ZipFile(io.BytesIO(usual)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    moved = {
        name.replace("xl/", "book/"): data.replace(b"xl/", b"book/")
        for name, data in parts.items()
    }

    _, reading = read(zipped(moved), "prices.xlsx")
    _, other = read(
        zipped(
            {
                name: data.replace(b"spreadsheetml.", b"x.")
                for name, data in moved.items()
            }
        ),
        "prices.xlsx",
    )

    assert reading.text == "Prices\nLogo\t350"
    assert other.problem == problems.BROKEN_DOCUMENT
