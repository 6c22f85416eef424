"""Presentations: slides as pages, with their notes, comments and tables."""

import pytest
from hypothesis import given
from hypothesis import strategies

from ledger.domain.reading import Kind
from ledger.domain.reading import Reading
from ledger.domain.trace import TraceKind
from tests.formats.conftest import Read
from tests.formats.made import HEAD
from tests.formats.made import unpacked
from tests.formats.made_opendocument import locked as locked_open
from tests.formats.made_opendocument import package
from tests.formats.made_sheets import locked
from tests.formats.made_sheets import pptx
from tests.formats.made_sheets import row
from tests.formats.made_sheets import shape
from tests.formats.made_sheets import SLIDE
from tests.formats.made_sheets import xlsx


def traced(reading: Reading, kind: TraceKind) -> list[str]:
    return [
        reading.text[each.start : each.end]
        for each in reading.traces
        if each.kind is kind
    ]


def test_slides_are_pages_with_their_title_first(read: Read) -> None:
    first = shape("Body one", "Body two") + shape("Заголовок", place="title")

    _, reading = read(pptx(first, shape("Second")), "a.pptx")

    assert (reading.kind, reading.parser) == (Kind.DOCUMENT, "pptx")
    assert reading.text == "Заголовок\nBody one\nBody two\fSecond"
    assert [(page.number, page.width, page.height) for page in reading.pages] == [
        (1, 720, 540),
        (2, 720, 540),
    ]


def test_a_table_is_rows_of_cells(read: Read) -> None:
    def cells(*words: str) -> str:
        made = "".join(
            f"<a:tc><a:txBody><a:p><a:r><a:t>{each}</a:t></a:r></a:p></a:txBody></a:tc>"
            for each in words
        )
        return f"<a:tr>{made}</a:tr>"

    table = (
        "<p:graphicFrame><a:graphic><a:graphicData><a:tbl>"
        f"{cells('Logo', '1500')}{cells('Site', '3000')}"
        "</a:tbl></a:graphicData></a:graphic></p:graphicFrame>"
    )

    _, reading = read(pptx(shape("Prices") + table), "a.pptx")

    assert reading.text == "Prices\nLogo\t1500\nSite\t3000"


def test_looks_that_change_what_words_say_are_marked(read: Read) -> None:
    gone = '<a:p><a:r><a:rPr strike="sngStrike"/><a:t>gone</a:t></a:r></a:p>'
    link = (
        '<a:p><a:r><a:rPr><a:hlinkClick r:id="r7"/></a:rPr><a:t>here</a:t></a:r></a:p>'
    )
    slide = shape(gone, link) + shape("unseen", hidden=True)
    beside = [("r7", "hyperlink", "https://evil.example/x")]

    _, reading = read(pptx(slide, beside=beside), "a.pptx")

    assert reading.text == "gone\nhere <https://evil.example/x>\nunseen"
    assert traced(reading, TraceKind.STRUCK) == ["gone"]
    assert traced(reading, TraceKind.HIDDEN) == ["unseen"]
    assert "hidden-text" in reading.flags


def test_a_hidden_slide_is_read_and_marked(read: Read) -> None:
    _, reading = read(pptx(shape("a"), shape("b"), hidden=[2]), "a.pptx")

    assert traced(reading, TraceKind.HIDDEN) == ["b"]
    assert "hidden-slide" in reading.flags


def test_notes_and_comments_stand_below_their_slide(read: Read) -> None:
    notes = (
        f"{HEAD}<p:notes {SLIDE}><p:spTree>{shape('Say this', place='body')}"
        f"{shape('3', place='sldNum')}</p:spTree></p:notes>"
    )
    authors = (
        f'{HEAD}<p:cmAuthorLst {SLIDE}><p:cmAuthor id="0" name="Olga"/></p:cmAuthorLst>'
    )
    old = (
        f'{HEAD}<p:cmLst {SLIDE}><p:cm authorId="0" dt="2025-03-14T10:00:00">'
        "<p:text>Too small</p:text></p:cm></p:cmLst>"
    )
    space = 'xmlns:p188="http://schemas.microsoft.com/office/powerpoint/2018/8/main"'
    people = (
        f'{HEAD}<p188:authorLst {space}><p188:author id="{{1}}" name="Max"/>'
        "</p188:authorLst>"
    )

    def said(words: str) -> str:
        return f"<p188:txBody><a:p><a:r><a:t>{words}</a:t></a:r></a:p></p188:txBody>"

    new = (
        f'{HEAD}<p188:cmLst {space} {SLIDE}><p188:cm authorId="{{1}}" '
        f'created="2025-03-15T10:00:00"><p188:replyLst><p188:reply authorId="{{1}}" '
        f'created="2025-03-16T10:00:00">{said("Done")}</p188:reply></p188:replyLst>'
        f"{said('Larger')}</p188:cm></p188:cmLst>"
    )
    data = pptx(
        shape("Logo"),
        shape("Site"),
        parts={
            "ppt/notesSlides/n1.xml": notes,
            "ppt/commentAuthors.xml": authors,
            "ppt/authors.xml": people,
            "ppt/comments/c1.xml": old,
            "ppt/comments/c2.xml": new,
        },
        beside=[
            ("r1", "notesSlide", "../notesSlides/n1.xml"),
            ("r2", "comments", "../comments/c1.xml"),
            ("r3", "comments", "../comments/c2.xml"),
        ],
        named=[
            ("ra", "commentAuthors", "commentAuthors.xml"),
            ("rb", "authors", "authors.xml"),
        ],
    )

    _, reading = read(data, "a.pptx")

    assert reading.text == ("Logo\nSay this\n[*Too small*]\n[*Larger*]\n[*Done*]\fSite")
    assert traced(reading, TraceKind.NOTE) == ["Say this"]
    said_by = [each for each in reading.traces if each.kind is TraceKind.COMMENT]
    assert [each.author for each in said_by] == ["Olga", "Max", "Max"]


def test_a_locked_presentation_opens_with_its_password(read: Read) -> None:
    data = locked(pptx(shape("Тайна")), "korabel")

    _, shut = read(data, "a.pptx")
    _, opened = read(data, "a.pptx", options={"password": "korabel"})

    assert shut.flags == ("encrypted",)
    assert opened.text == "Тайна"
    assert "unlocked" in opened.flags


@given(data=strategies.binary(max_size=300), at=strategies.integers(0, 2000))
def test_a_broken_presentation_ends_in_a_reading(
    read: Read, data: bytes, at: int
) -> None:
    whole = pptx(shape("a", "b"))
    cut = at % len(whole)

    _, reading = read(whole[:cut] + data + whole[cut + len(data) :], "a.pptx")

    assert all(page.end <= len(reading.text) for page in reading.pages)


# OpenDocument.

HIDDEN = (
    '<style:style style:name="dp2" style:family="drawing-page">'
    '<style:drawing-page-properties presentation:visibility="hidden"/></style:style>'
)


def page(*boxes: str, more: str = "", behind: str = "") -> str:
    made = "".join(
        f"<draw:frame><draw:text-box><text:p>{each}</text:p></draw:text-box>"
        "</draw:frame>"
        for each in boxes
    )
    return f"<draw:page {more}>{made}{behind}</draw:page>"


@pytest.mark.parametrize("password", ["", "korabel"])
def test_slides_of_an_open_document_are_pages(read: Read, password: str) -> None:
    notes = (
        "<presentation:notes><draw:frame><draw:text-box><text:p>Say this</text:p>"
        "</draw:text-box></draw:frame></presentation:notes>"
    )
    comment = (
        "<office:annotation><dc:creator>Olga</dc:creator><dc:date>2025-03-14</dc:date>"
        "<text:p>Too small</text:p></office:annotation>"
    )
    body = page(
        "Заголовок", "Body", more='draw:name="One"', behind=comment + notes
    ) + page("unseen", more='draw:style-name="dp2"')
    data = package("presentation", body, HIDDEN)
    data = locked_open(data, password) if password else data

    _, reading = read(data, "a.odp", options={"password": password})

    assert (reading.kind, reading.parser) == (Kind.DOCUMENT, "odp")
    assert reading.text == "Заголовок\nBody\n[*Too small*]\nSay this\funseen"
    assert [each.label for each in reading.pages] == ["One", None]
    assert traced(reading, TraceKind.NOTE) == ["Say this"]
    assert traced(reading, TraceKind.HIDDEN) == ["unseen"]
    [said] = [each for each in reading.traces if each.kind is TraceKind.COMMENT]
    assert (said.author, said.at) == ("Olga", "2025-03-14")
    assert ("unlocked" in reading.flags) == bool(password)


@pytest.mark.parametrize("name", ["deck.pptx", "", "deck.zip"])
def test_a_workbook_behind_a_chart_does_not_make_a_presentation_a_workbook(
    read: Read, name: str
) -> None:
    inside = {"ppt/embeddings/Sheet1.xlsx": xlsx(("Prices", row(1, "Logo")))}
    data = unpacked(pptx(shape("Three rounds"), parts=inside))

    members, reading = read(data, name)

    assert (reading.parser, reading.text) == ("pptx", "Three rounds")
    assert [each.name for each in members] == ["Sheet1.xlsx"]
