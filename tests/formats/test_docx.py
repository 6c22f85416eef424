"""Word files: nothing that somebody wrote, changed or struck out gets lost."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st

from ledger.domain.reading import Kind
from ledger.domain.reading import Member
from ledger.domain.reading import Reading
from ledger.domain.trace import TraceKind
from tests.formats.made import by
from tests.formats.made import deleted
from tests.formats.made import docx
from tests.formats.made import HEAD
from tests.formats.made import inserted
from tests.formats.made import link
from tests.formats.made import para
from tests.formats.made import run
from tests.formats.made import SPACES
from tests.formats.made import table
from tests.formats.made import unpacked
from tests.formats.made import zipped
from tests.formats.test_formats import check

Read = Callable[..., tuple[list[Member], Reading]]
Traced = list[tuple[str, str, str, str]]

NUMBERS = """
<w:abstractNum w:abstractNumId="1">
  <w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/>
    <w:pStyle w:val="Clause"/><w:lvlText w:val="%1."/></w:lvl>
  <w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/>
    <w:pStyle w:val="Sub"/><w:lvlText w:val="%1.%2"/></w:lvl>
  <w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/>
    <w:lvlText w:val="(%3)"/></w:lvl>
</w:abstractNum>
<w:abstractNum w:abstractNumId="2">
  <w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="bullet"/>
    <w:lvlText w:val="\uf0b7"/></w:lvl>
</w:abstractNum>
<w:abstractNum w:abstractNumId="3">
  <w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="cardinalText"/>
    <w:lvlText w:val="%1"/></w:lvl>
</w:abstractNum>
<w:abstractNum w:abstractNumId="4">
  <w:lvl w:ilvl="0"><w:start w:val="3"/><w:numFmt w:val="upperRoman"/>
    <w:lvlText w:val="Article %1"/></w:lvl>
  <w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:isLgl/>
    <w:lvlText w:val="%1.%2"/></w:lvl>
</w:abstractNum>
<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>
<w:num w:numId="2"><w:abstractNumId w:val="2"/></w:num>
<w:num w:numId="3"><w:abstractNumId w:val="3"/></w:num>
<w:num w:numId="4"><w:abstractNumId w:val="4"/></w:num>
<w:num w:numId="5"><w:abstractNumId w:val="1"/>
  <w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>
"""
STYLES = """
<w:style w:type="paragraph" w:styleId="Clause"><w:pPr><w:numPr>
  <w:numId w:val="1"/></w:numPr></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="Sub"><w:basedOn w:val="Clause"/></w:style>
<w:style w:type="character" w:styleId="Secret"><w:rPr><w:vanish/></w:rPr></w:style>
"""


def in_list(number: int, level: int = 0) -> str:
    return f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'


def style(name: str) -> str:
    return f'<w:pStyle w:val="{name}"/>'


def traced(reading: Reading) -> Traced:
    """Return the traces in words: (kind, words, author, at)."""
    return [
        (each.kind, reading.text[each.start : each.end], each.author, each.at)
        for each in reading.traces
        if each.kind is not TraceKind.ADDED
    ]


def test_paragraphs_tabs_and_breaks_are_read_in_their_order(read: Read) -> None:
    body = para(
        "Two rounds", "<w:r><w:tab/><w:t>are</w:t><w:br/><w:t>free.</w:t></w:r>"
    )

    members, reading = read(docx(body + para("Три – нет.")), "Contract 7.docx")

    assert reading.text == "Two rounds\tare\nfree.\nТри – нет."
    assert (reading.kind, reading.title) == (Kind.DOCUMENT, "Contract 7")
    assert reading.media_type.endswith("wordprocessingml.document")
    assert (reading.problem, reading.flags, members) == (None, (), [])
    check(reading)


def test_insertions_are_in_the_text_and_deletions_stay_in_it_marked(
    read: Read,
) -> None:
    body = para("Two ", deleted("free "), inserted("paid ", "Boris"), "rounds.")

    _, reading = read(docx(body), "a.docx")

    assert reading.text == "Two [-free -]paid rounds."
    when = "2025-03-01T10:00:00Z"
    assert traced(reading) == [
        ("deleted", "[-free -]", "Anna", when),
        ("inserted", "paid ", "Boris", when),
    ]
    assert reading.flags == ("tracked-changes",)
    check(reading)


def test_what_two_people_changed_is_told_apart_and_runs_of_one_are_joined(
    read: Read,
) -> None:
    body = para(
        deleted("one "),
        deleted("two "),
        deleted("three", "Boris"),
        f"<w:ins {by('Anna')}>{deleted('four', 'Boris')}</w:ins>",
    )

    _, reading = read(docx(body), "a.docx")

    assert reading.text == "[-one two -][-threefour-]"
    assert [each[:3] for each in traced(reading)] == [
        ("deleted", "[-one two -]", "Anna"),
        ("deleted", "[-threefour-]", "Boris"),
        ("inserted", "four", "Anna"),
    ]


def test_moved_words_stand_at_both_places(read: Read) -> None:
    gone = f"<w:moveFrom {by('Anna')}>{run('Payment')}</w:moveFrom>"
    here = f"<w:moveTo {by('Anna')}>{run('Payment')}</w:moveTo>"

    _, reading = read(docx(para(gone) + para("x") + para(here)), "a.docx")

    assert reading.text == "[-Payment-]\nx\nPayment"
    assert [each[:2] for each in traced(reading)] == [
        ("moved-away", "[-Payment-]"),
        ("moved-here", "Payment"),
    ]


def test_the_end_of_a_paragraph_and_a_row_can_be_deleted_too(read: Read) -> None:
    mark = f"<w:rPr><w:del {by('Anna')}/></w:rPr>"
    row = (
        f"<w:tr><w:trPr><w:del {by('Boris')}/></w:trPr><w:tc>{para('c')}</w:tc></w:tr>"
    )
    body = para(deleted("a"), about=mark) + f"<w:tbl>{row}</w:tbl>" + para("b")

    _, reading = read(docx(body), "a.docx")

    assert reading.text == "[-a¶-]\n[-c-]\nb"
    assert [each[:3] for each in traced(reading)] == [
        ("deleted", "[-a¶-]", "Anna"),
        ("deleted", "[-c-]", "Boris"),
    ]


def test_an_earlier_look_changes_nothing(read: Read) -> None:
    looks = "<w:rPrChange><w:rPr><w:vanish/></w:rPr></w:rPrChange>"

    _, reading = read(docx(para(run("seen", looks))), "a.docx")

    assert (reading.text, reading.traces) == ("seen", ())


def test_a_comment_stands_behind_its_paragraph_with_who_and_when(read: Read) -> None:
    body = para(
        '<w:commentRangeStart w:id="3"/>',
        "Two rounds",
        '<w:commentRangeEnd w:id="3"/>',
        '<w:r><w:commentReference w:id="3"/></w:r>',
        " are free.",
    )
    words = f'<w:comment w:id="3" w:author="Ольга" w:date="2025-03-02">{para("Три!")}'
    lost = f'<w:comment w:id="9" w:author="X">{para("without a place")}</w:comment>'

    _, reading = read(
        docx(body + para("Next."), {"comments": f"{words}</w:comment>{lost}"}), "a.docx"
    )

    assert reading.text == (
        "Two rounds are free.\n[*Три!*]\nNext.\n[*without a place*]"
    )
    assert traced(reading) == [
        ("commented", "Two rounds", "Ольга", "2025-03-02"),
        ("comment", "[*Три!*]", "Ольга", "2025-03-02"),
        ("comment", "[*without a place*]", "X", ""),
    ]


def test_clauses_have_the_numbers_that_word_shows(read: Read) -> None:
    listed = {"numbering": NUMBERS, "styles": STYLES}
    body = (
        para("Scope", about=style("Clause"))
        + para("Rounds", about=style("Clause"))
        + para("Two are free", about=style("Sub"))
        + para("logo", about=in_list(1, 2))
        + para("site", about=in_list(1, 2))
        + para("Others are paid", about=style("Sub"))
        + para("Price", about=style("Clause"))
        + para("point", about=in_list(2))
        + para("Unknown way", about=in_list(3))
        + para("Roman", about=in_list(4))
        + para("Legal", about=in_list(4, 1))
        + para("Anew", about=in_list(5))
        + para("On", about=in_list(5))
    )

    _, reading = read(docx(body, listed), "a.docx")

    assert reading.text.splitlines() == [
        *("1. Scope", "2. Rounds", "2.1 Two are free", "(a) logo", "(b) site"),
        *("2.2 Others are paid", "3. Price", "• point", "Unknown way"),
        *("Article III Roman", "3.1 Legal", "1. Anew", "2. On"),
    ]


def test_a_clause_whose_end_was_deleted_is_not_counted(read: Read) -> None:
    gone = style("Clause") + f"<w:rPr><w:del {by('Anna')}/></w:rPr>"
    body = para(deleted("Old"), about=gone) + para("New", about=style("Clause"))

    _, reading = read(docx(body, {"numbering": NUMBERS, "styles": STYLES}), "a.docx")

    assert reading.text == "[-Old¶-]\n1. New"


def test_tables_are_read_row_by_row_and_a_table_in_a_cell_where_it_stands(
    read: Read,
) -> None:
    inner = table(["in 1", "in 2"])
    body = table(["Item", "Price"], [para("Logo") + inner + para(), "500"]) + para("x")

    _, reading = read(docx(body), "a.docx")

    assert reading.text == "Item\tPrice\nLogo\nin 1\tin 2\n\t500\nx"


def test_hidden_and_struck_words_are_kept_and_told(read: Read) -> None:
    listed = {"styles": STYLES}
    body = para(
        "a ",
        run("hidden ", "<w:vanish/>"),
        run("shown ", '<w:vanish w:val="0"/>'),
        run("by style ", '<w:rStyle w:val="Secret"/>'),
        run("struck", "<w:strike/>"),
    )

    _, reading = read(docx(body, listed), "a.docx")

    assert reading.text == "a hidden shown by style struck"
    assert [each[:2] for each in traced(reading)] == [
        ("hidden", "hidden "),
        ("hidden", "by style "),
        ("struck", "struck"),
    ]
    assert reading.flags == ("hidden-text",)


def test_a_text_box_is_read_once_behind_its_paragraph(read: Read) -> None:
    box = f"<w:txbxContent>{para('boxed')}</w:txbxContent>"
    body = para(
        "before ",
        "<w:r><mc:AlternateContent><mc:Choice Requires='wps'><wps:txbx>"
        f"{box}</wps:txbx></mc:Choice><mc:Fallback><w:pict><v:textbox>{box}"
        "</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>",
        "after",
    )
    old = para(
        "<w:r><mc:AlternateContent><mc:Choice Requires='other'/><mc:Fallback>"
        f"{box}</mc:Fallback></mc:AlternateContent></w:r>"
    )

    _, reading = read(docx(body + old), "a.docx")

    assert reading.text == "before after\nboxed\n\nboxed"


def field(code: str, result: str = "", form: str = "") -> str:
    step = '<w:r><w:fldChar w:fldCharType="{}">{}</w:fldChar></w:r>'
    parted = step.format("separate", "") + run(result) if result else ""
    begin = step.format("begin", f"<w:ffData>{form}</w:ffData>" if form else "")
    code = f"<w:r><w:instrText>{code}</w:instrText></w:r>"
    return begin + code + parted + step.format("end", "")


def test_links_show_where_they_lead_unless_their_words_do(read: Read) -> None:
    links = link("r9", "https://pay.example/x") + link("r8", "mailto:a@b.example")
    body = para(
        f'<w:hyperlink r:id="r9">{run("the terms")}</w:hyperlink>',
        f'<w:hyperlink r:id="r8">{run(" a@b.example ")}</w:hyperlink>',
        field('HYPERLINK "https://other.example/"', "here"),
        f'<w:hyperlink w:anchor="top">{run(" up")}</w:hyperlink>',
    )

    _, reading = read(docx(body, links=links), "a.docx")

    assert reading.text == (
        "the terms <https://pay.example/x> a@b.example here <https://other.example/> up"
    )
    added = [reading.text[each.start : each.end] for each in reading.traces]
    assert added == [" <https://pay.example/x>", " <https://other.example/>"]
    assert {each.kind for each in reading.traces} == {TraceKind.ADDED}


def test_forms_show_what_was_filled_in(read: Read) -> None:
    box = '<w:checkBox><w:default w:val="0"/>{}</w:checkBox>'
    ticked = field("FORMCHECKBOX", form=box.format("<w:checked/>"))
    choices = '<w:listEntry w:val="two"/><w:listEntry w:val="three"/>'
    chosen = f'<w:ddList><w:result w:val="1"/>{choices}</w:ddList>'
    control = (
        "<w:sdt><w:sdtPr><w:alias w:val='Rounds'/></w:sdtPr><w:sdtContent>"
        f"{run('four')}</w:sdtContent></w:sdt>"
    )
    body = para(
        ticked,
        field("FORMCHECKBOX", form=box.format("")),
        field("FORMDROPDOWN", form=chosen),
        " ",
        field("FORMTEXT", "typed", "<w:textInput/>"),
        '<w:r><w:sym w:font="Wingdings" w:char="F0FE"/></w:r>',
        '<w:r><w:sym w:font="Odd" w:char="F0AA"/></w:r>',
        control,
    )

    _, reading = read(docx(body), "a.docx")

    assert reading.text == "☒☐three typed☑[Odd F0AA]four"


def test_notes_headers_and_footers_stand_behind_the_text(read: Read) -> None:
    listed = {
        "footnotes": f'<w:footnote w:id="-1" w:type="separator">{para()}</w:footnote>'
        f'<w:footnote w:id="2">{para("But not drafts.")}</w:footnote>'
        f'<w:footnote w:id="5">{para("Nobody names me.")}</w:footnote>',
        "endnotes": f'<w:endnote w:id="2">{para("See above.")}</w:endnote>',
        "header1": para("Draft 3"),
        "header2": para("Draft 3"),
        "footer1": para("Studio Nord"),
    }
    body = para(
        "Free",
        '<w:r><w:footnoteReference w:id="2"/></w:r>',
        '<w:r><w:endnoteReference w:id="2"/></w:r>',
        ".",
    )

    _, reading = read(docx(body, listed), "a.docx")

    assert reading.text.splitlines() == [
        *("Free[1][i].", "[1] But not drafts.", "[?] Nobody names me."),
        *("[i] See above.", "Draft 3", "Studio Nord"),
    ]
    assert [each[:2] for each in traced(reading)][-2:] == [
        ("header", "Draft 3"),
        ("footer", "Studio Nord"),
    ]


def test_what_lies_in_the_file_comes_out_as_its_family(read: Read) -> None:
    lying: dict[str, str | bytes] = {
        "word/media/image1.png": b"\x89PNG\r\n\x1a\n",
        "word/embeddings/Sheet 1.xlsx": b"PK\x03\x04",
        "word/media/../../../etc/passwd": b"x",
        "word/vbaProject.bin": b"macro",
    }

    members, reading = read(docx(para("x"), lying), "a.docm")

    assert [(each.name, each.inline) for each in members] == [
        ("image1.png", True),
        ("Sheet 1.xlsx", False),
        ("passwd", False),
    ]
    assert [member.data for member in members][-1] == b"x"
    assert reading.flags == ("macros",)


def test_it_tells_what_it_says_of_itself(read: Read) -> None:
    core = (
        f'{HEAD}<cp:x xmlns:cp="urn:x-core" xmlns:dc="http://purl.org/dc/elements/1.1/"'
        ' xmlns:dcterms="http://purl.org/dc/terms/"><dc:title>Offer</dc:title>'
        "<dc:creator>Anna</dc:creator><cp:lastModifiedBy>Boris</cp:lastModifiedBy>"
        "<dcterms:created>2025-03-01T10:00:00Z</dcterms:created>"
        "<cp:revision>12</cp:revision></cp:x>"
    )

    _, reading = read(docx(para("x"), {"docProps/core.xml": core}))

    assert reading.facts == {
        "title": "Offer",
        "author": "Anna",
        "last modified by": "Boris",
        "created": "2025-03-01T10:00:00Z",
        "revision": "12",
    }
    assert reading.title == "Offer"


def test_a_template_that_is_fetched_from_elsewhere_is_told_and_not_fetched(
    read: Read,
) -> None:
    links = link("r7", "https://evil.example/x.dotm", "attachedTemplate")

    _, reading = read(docx(para("x"), links=links), "a.docx")

    assert (reading.text, reading.flags) == ("x", ("remote-parts",))


# Damage and malice.


def test_a_locked_file_says_that_it_needs_a_password(read: Read) -> None:
    data = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le")

    _, reading = read(data, "offer.docx")

    assert reading.kind is Kind.DOCUMENT
    assert reading.flags == ("encrypted",)
    assert reading.problem == (
        "This document needs a password to be read; the original is kept."
    )


def test_a_damaged_part_spoils_itself_alone(read: Read) -> None:
    broken = {"comments": "<w:comment w:id='1'><w:p><w:r><w:t>half</w:p>"}

    _, reading = read(docx(para("whole"), broken), "a.docx")

    assert reading.text.startswith("whole")
    assert "damaged-part" in reading.flags
    assert reading.problem is None


def test_what_was_read_before_the_damage_stays(read: Read) -> None:
    _, reading = read(docx(para("first") + "<w:p><w:r><w:t>second</w:x>"), "a.docx")

    assert reading.text == "first\nsecond"
    assert reading.flags == ("damaged-part",)


@pytest.mark.parametrize("kept", [0.5, 0.9])
def test_a_file_that_is_cut_off_gives_what_is_still_in_it(
    read: Read, kept: float
) -> None:
    data = docx("".join(para(f"Clause {n} {n * 7919}") for n in range(2000)))

    _, reading = read(data[: int(len(data) * kept)], "a.docx")

    assert reading.text.startswith("Clause 0 0\nClause 1 7919\n")
    assert {"cut-off"} <= set(reading.flags)
    check(reading)


def test_a_part_that_grows_without_end_is_not_opened(read: Read) -> None:
    bomb = f"{HEAD}<w:document {SPACES}>" + " " * 70_000_000

    _, reading = read(zipped({"word/document.xml": bomb}), "a.docx")

    assert reading.text == ""
    assert reading.problem is not None
    assert "unpack to far more than its size" in reading.problem


def test_parts_that_share_bytes_are_not_opened(read: Read) -> None:
    data = bytearray(zipped({"word/document.xml": "<x/>", "word/b.xml": "y" * 99}))
    at = data.rindex(b"PK\x01\x02") + 42
    data[at : at + 4] = (1).to_bytes(4, "little")

    _, reading = read(bytes(data), "a.docx")

    assert reading.text == ""
    assert reading.problem is not None


def test_entities_are_neither_fetched_nor_expanded(read: Read) -> None:
    head = (
        "<!DOCTYPE x [<!ENTITY a 'ha'><!ENTITY b '&a;&a;&a;&a;'>"
        "<!ENTITY secret SYSTEM 'file:///etc/passwd'>]>"
    )
    body = f"{head}<w:document {SPACES}><w:p><w:r><w:t>&b;&secret;</w:t></w:r></w:p>"

    _, reading = read(zipped({"word/document.xml": f"{body}</w:document>"}), "a.docx")

    assert reading.text == "&b;&secret;"
    assert "own-entities" in reading.flags


def test_nesting_without_end_ends_in_a_reading(read: Read) -> None:
    deep = 100_000
    tables = (
        "<w:tbl><w:tr><w:tc>" * deep + para("in it") + "</w:tc></w:tr></w:tbl>" * deep
    )
    marks = f"<w:ins {by('A')}>" * 20_000 + run("x") + "</w:ins>" * 20_000

    for body in (tables, para(marks), "<w:txbxContent>" * 20_000 + para("in it")):
        _, reading = read(unpacked(docx(body)), "a.docx")

        assert reading.text.strip() in {"in it", "x"}
        check(reading)


def test_more_changes_than_can_be_told_are_said_to_be_more(
    read: Read, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ledger.formats.office.draft.MOST_TRACES", 3)
    body = para(*(deleted(f"{n}", f"author {n}") for n in range(5)))

    _, reading = read(docx(body), "a.docx")

    assert reading.text == "[-0-][-1-][-2-][-3-][-4-]"
    assert len(reading.traces) == 3
    assert "changes-untold" in reading.flags


def test_a_package_of_another_kind_is_not_read_as_a_document(read: Read) -> None:
    _, reading = read(zipped({"photo.jpg": b"x"}), "a.docx")

    assert (reading.kind, reading.text) == (Kind.ARCHIVE, "")


NAMES = (
    *("w:p", "w:r", "w:t", "w:rPr", "w:pPr", "w:tbl", "w:tr", "w:tc", "w:ins", "w:del"),
    *("w:trPr", "w:moveFrom", "w:hyperlink", "w:txbxContent", "w:sdt", "w:delText"),
    *("mc:AlternateContent", "mc:Choice", "mc:Fallback", "w:fldSimple", "w:instrText"),
    *("w:footnoteReference", "w:commentRangeStart", "w:commentReference", "w:numPr"),
    *("w:numId", "w:ilvl", "w:vanish", "w:checkBox", "w:listEntry", "w:comment"),
)
STEPS = tuple(
    f'<w:fldChar w:fldCharType="{step}"/>' for step in ("begin", "separate", "end")
)
TREES = st.recursive(
    st.sampled_from(("words ", "слова", "\t", "", "-] [*", *STEPS)),
    lambda inner: st.builds(
        lambda name, parts, number: (
            f'<{name} w:id="{number}" w:val="{number}">{"".join(parts)}</{name}>'
        ),
        st.sampled_from(NAMES),
        st.lists(inner, max_size=4),
        st.integers(-1, 5),
    ),
    max_leaves=30,
)


@settings(deadline=None)
@given(body=TREES, other=TREES, cut=st.integers(0, 400))
def test_no_tree_of_elements_breaks_the_reader(
    read: Read, body: str, other: str, cut: int
) -> None:
    listed = {"comments": f'<w:comment w:id="1">{other}</w:comment>{other}'}
    data = docx(body, {**listed, "numbering": NUMBERS, "header1": other})

    for whole in (data, data[:-cut] if cut else data):
        _, reading = read(whole, "a.docx")

        check(reading)
        assert reading.problem is None or "damaged" in reading.problem


HEADED = """
<w:style w:type="paragraph" w:styleId="H1"><w:name w:val="heading 1"/></w:style>
<w:style w:type="paragraph" w:styleId="Mine"><w:basedOn w:val="H1"/></w:style>
<w:style w:type="paragraph" w:styleId="Deep"><w:name w:val="Article"/><w:pPr>
  <w:outlineLvl w:val="2"/></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="Plain"><w:name w:val="heading 2"/><w:pPr>
  <w:outlineLvl w:val="9"/></w:pPr></w:style>
"""


def laid(reading: Reading) -> list[tuple[str, str, tuple[int, ...]]]:
    return [
        (each.kind, reading.text[each.start : each.end], each.place)
        for each in reading.blocks
    ]


def test_headings_are_known_by_their_styles_and_by_themselves(read: Read) -> None:
    own = '<w:outlineLvl w:val="1"/>'
    body = (
        para("One", about=style("H1"))
        + para("Two", about=style("Mine"))
        + para("Three", about=style("Deep"))
        + para("Four", about=own)
        + para("No heading", about=style("Plain"))
        + para("Nor this")
    )

    _, reading = read(docx(body, {"styles": HEADED}), "a.docx")

    assert laid(reading) == [
        ("heading", "One", (1,)),
        ("heading", "Two", (1,)),
        ("heading", "Three", (3,)),
        ("heading", "Four", (2,)),
    ]


def test_each_cell_of_a_table_is_known_by_its_place(read: Read) -> None:
    several = para("Changes") + para("beyond the rounds")
    body = para("Prices") + table(["Work", "Price"], [several, "45"], ["", "last"])

    _, reading = read(docx(body + table(["Other"]) + para("End")), "a.docx")

    assert laid(reading) == [
        ("cell", "Work", (1, 1, 1)),
        ("cell", "Price", (1, 1, 2)),
        ("cell", "Changes\nbeyond the rounds", (1, 2, 1)),
        ("cell", "45", (1, 2, 2)),
        ("cell", "last", (1, 3, 2)),
        ("cell", "Other", (2, 1, 1)),
    ]


def test_a_table_within_a_cell_is_words_of_that_cell(read: Read) -> None:
    inner = table(["a", "b"]) + para("behind")

    _, reading = read(docx(table(["left", inner]) + para("End")), "a.docx")

    assert [(words, place) for _kind, words, place in laid(reading)] == [
        ("left", (1, 1, 1)),
        ("a\tb\nbehind", (1, 1, 2)),
    ]


def test_what_is_laid_out_is_kept_with_the_reading(read: Read) -> None:
    _, reading = read(docx(table(["Work", "Price"])), "a.docx")

    assert Reading.from_bytes(reading.to_bytes()) == reading
    assert b'"blocks":[["cell",0,4,1,1,1]' in reading.to_bytes()


def test_a_reading_without_headings_and_tables_is_as_it_always_was(read: Read) -> None:
    _, reading = read(docx(para("Words.")), "a.docx")

    assert b"blocks" not in reading.to_bytes()
