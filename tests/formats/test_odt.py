"""OpenDocument texts: what was deleted stands at its place again."""

from collections.abc import Callable

from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st

from ledger.domain.reading import Kind
from ledger.domain.reading import Member
from ledger.domain.reading import Reading
from ledger.domain.trace import TraceKind
from tests.formats.made import HEAD
from tests.formats.made import ODF_SPACES
from tests.formats.made import odt
from tests.formats.made import region
from tests.formats.made import unpacked
from tests.formats.made import zipped
from tests.formats.test_formats import check

Read = Callable[..., tuple[list[Member], Reading]]

LISTS = """
<text:list-style style:name="L1">
  <text:list-level-style-number text:level="1" style:num-format="1"
    style:num-suffix="."/>
  <text:list-level-style-number text:level="2" style:num-format="1"
    text:display-levels="2"/>
  <text:list-level-style-bullet text:level="3" text:bullet-char="*"/>
</text:list-style>
<style:style style:name="Secret" style:family="text">
  <style:text-properties text:display="none"/></style:style>
<style:style style:name="Child" style:family="text"
  style:parent-style-name="Secret"/>
<style:style style:name="Struck" style:family="paragraph">
  <style:text-properties style:text-line-through-style="solid"/></style:style>
"""
OUTLINE = """
<office:styles><text:outline-style>
  <text:outline-level-style text:level="1" style:num-format="I" style:num-suffix="."/>
  <text:outline-level-style text:level="2" style:num-format="1"
    text:display-levels="2"/>
</text:outline-style></office:styles>
"""


def p(inside: str, style: str = "") -> str:
    return f'<text:p text:style-name="{style}">{inside}</text:p>'


def items(*inside: str, more: str = "") -> str:
    listed = "".join(f"<text:list-item>{each}</text:list-item>" for each in inside)
    return f"<text:list{more}>{listed}</text:list>"


def traced(reading: Reading) -> list[tuple[str, str, str]]:
    return [
        (each.kind, reading.text[each.start : each.end], each.author)
        for each in reading.traces
        if each.kind is not TraceKind.ADDED
    ]


def test_paragraphs_spaces_and_tabs_are_read_as_they_are_shown(read: Read) -> None:
    body = p("Two\n   <text:span>ro</text:span>unds<text:s text:c='2'/>are<text:tab/>x")
    body += p("Три<text:line-break/>нет.")

    members, reading = read(odt(body), "Offer 7.odt")

    assert reading.text == "Two rounds  are\tx\nТри\nнет."
    assert (reading.kind, reading.title) == (Kind.DOCUMENT, "Offer 7")
    assert reading.media_type == "application/vnd.oasis.opendocument.text"
    assert (reading.problem, reading.flags, members) == (None, (), [])
    check(reading)


def test_insertions_are_in_the_text_and_deletions_stand_where_they_stood(
    read: Read,
) -> None:
    changes = (
        "<text:tracked-changes>"
        + region("c1", "deletion", "Anna", p("free ") + p("and more "))
        + region("c2", "insertion", "Boris")
        + region("c3", "deletion", "Anna", p("nobody names its place"))
        + "</text:tracked-changes>"
    )
    body = changes + p(
        'Two <text:change text:change-id="c1"/><text:change-start'
        ' text:change-id="c2"/>paid <text:change-end text:change-id="c2"/>rounds.'
    )

    _, reading = read(odt(body), "a.odt")

    assert reading.text == (
        "Two [-free \nand more-]paid rounds.\n[-nobody names its place-]"
    )
    assert traced(reading) == [
        ("deleted", "[-free \nand more-]", "Anna"),
        ("inserted", "paid ", "Boris"),
        ("deleted", "[-nobody names its place-]", "Anna"),
    ]
    assert reading.traces[0].at == "2025-03-01T10:00:00"
    assert reading.flags == ("tracked-changes",)
    check(reading)


def test_a_comment_stands_behind_its_paragraph_with_who_and_when(read: Read) -> None:
    note = (
        '<office:annotation office:name="n1"><dc:creator>Ольга</dc:creator>'
        f"<dc:date>2025-03-02</dc:date>{p('Три!')}</office:annotation>"
    )
    end = '<office:annotation-end office:name="n1"/>'

    _, reading = read(odt(p(f"{note}Two rounds{end} are free.") + p("Next.")), "a.odt")

    assert reading.text == "Two rounds are free.\n[*Три!*]\nNext."
    assert traced(reading) == [
        ("commented", "Two rounds", "Ольга"),
        ("comment", "[*Три!*]", "Ольга"),
    ]


def test_lists_and_headings_have_the_numbers_that_are_shown(read: Read) -> None:
    style = ' text:style-name="L1"'
    body = (
        '<text:h text:outline-level="1">Scope</text:h>'
        '<text:h text:outline-level="2">Logo</text:h>'
        '<text:h text:outline-level="2">Site</text:h>'
        + items(
            p("one") + p("still one"),
            p("two") + items(p("two one"), p("two two") + items(p("point"))),
            more=style,
        )
        + p("between")
        + items(p("three"), more=f'{style} text:continue-numbering="true"')
        + items(p("anew"), more=style)
    )

    _, reading = read(odt(body, LISTS, OUTLINE), "a.odt")

    assert reading.text.splitlines() == [
        *("I. Scope", "I.1 Logo", "I.2 Site"),
        *("1. one", "still one", "2. two", "2.1 two one", "2.2 two two", "• point"),
        *("between", "3. three", "1. anew"),
    ]


def test_tables_notes_boxes_links_and_forms_are_read(read: Read) -> None:
    inner = (
        "<table:table><table:table-row><table:table-cell>"
        f"{p('in it')}</table:table-cell></table:table-row></table:table>"
    )
    body = (
        '<office:forms><form:form><form:checkbox form:id="k1" form:label="Logo"'
        ' form:current-state="checked"/><form:text form:id="k2"'
        ' form:current-value="Acme"/></form:form></office:forms>'
        "<table:table><table:table-row><table:table-cell>"
        f"{p('Item')}</table:table-cell><table:table-cell>{p('Price')}"
        f"</table:table-cell></table:table-row><table:table-row><table:table-cell>"
        f"{p('Logo')}{inner}</table:table-cell><table:table-cell>{p('500')}"
        "</table:table-cell></table:table-row></table:table>"
        + p(
            "free<text:note><text:note-citation>1</text:note-citation><text:note-body>"
            f"{p('But not drafts.')}</text:note-body></text:note>, "
            '<text:a xlink:href="https://pay.example/">terms</text:a>'
            f"<draw:frame><draw:text-box>{p('boxed')}</draw:text-box></draw:frame> "
            '<draw:control draw:control="k1"/> <draw:control draw:control="k2"/>'
        )
    )

    _, reading = read(odt(body), "a.odt")

    assert reading.text.splitlines() == [
        *("Item\tPrice", "Logo", "in it", "\t500"),
        "free[1], terms <https://pay.example/> ☒ Logo Acme",
        *("boxed", "[1] But not drafts."),
    ]
    check(reading)


def test_hidden_and_struck_words_are_kept_and_told(read: Read) -> None:
    body = p('a <text:span text:style-name="Child">hidden</text:span>')
    body += f'<text:section text:display="none">{p("section")}</text:section>'
    body += p("struck", "Struck")

    _, reading = read(odt(body, LISTS), "a.odt")

    assert reading.text == "a hidden\nsection\nstruck"
    assert [each[:2] for each in traced(reading)] == [
        ("hidden", "hidden"),
        ("hidden", "section"),
        ("struck", "struck"),
    ]
    assert reading.flags == ("hidden-text",)


def test_headers_facts_and_what_lies_in_the_file_come_out(read: Read) -> None:
    pages = (
        "<office:master-styles><style:master-page>"
        f"<style:header>{p('Draft 3')}</style:header>"
        f"<style:footer>{p('Studio Nord')}</style:footer>"
        "</style:master-page></office:master-styles>"
    )
    meta = (
        f"{HEAD}<office:document-meta {ODF_SPACES}><office:meta>"
        "<meta:initial-creator>Anna</meta:initial-creator>"
        "<dc:creator>Boris</dc:creator><dc:title>Offer</dc:title>"
        "</office:meta></office:document-meta>"
    )
    lying: dict[str, str | bytes] = {
        "meta.xml": meta,
        "Pictures/1.png": b"\x89PNG\r\n\x1a\n",
        "Basic/Standard/Module1.xml": b"<x/>",
        "Object 1/content.xml": f"<x {ODF_SPACES}>{p('embedded')}</x>",
    }

    members, reading = read(odt(p("x"), "", pages, lying), "")

    assert reading.text == "x\nDraft 3\nStudio Nord\nembedded"
    assert [each[:2] for each in traced(reading)] == [
        ("header", "Draft 3"),
        ("footer", "Studio Nord"),
    ]
    assert reading.facts == {
        "author": "Anna",
        "last modified by": "Boris",
        "title": "Offer",
    }
    assert [each.name for each in members] == ["1.png"]
    assert reading.flags == ("macros",)


def test_a_locked_file_says_that_it_needs_a_password(read: Read) -> None:
    manifest = (
        f"{HEAD}<manifest:manifest {ODF_SPACES}><manifest:file-entry>"
        "<manifest:encryption-data/></manifest:file-entry></manifest:manifest>"
    )

    _, reading = read(odt("", parts={"META-INF/manifest.xml": manifest}), "a.odt")

    assert reading.flags == ("encrypted",)
    assert reading.problem == (
        "This document needs a password to be read; the original is kept."
    )


def test_nesting_without_end_ends_in_a_reading(read: Read) -> None:
    deep = 50_000
    tables = "<table:table><table:table-row><table:table-cell>"

    for inside in (
        tables,
        "<text:list><text:list-item>",
        "<text:p>",
        "<draw:text-box>",
    ):
        _, reading = read(unpacked(odt(inside * deep + p("in it"))), "a.odt")

        assert reading.text.strip() == "in it"
        assert reading.flags == ("damaged-part",)


def test_a_package_without_a_text_is_said_to_be_damaged(read: Read) -> None:
    only = zipped({"mimetype": "application/vnd.oasis.opendocument.text"})

    _, reading = read(only, "a.odt")

    assert reading.problem == (
        "This document is damaged and cannot be read; the original is kept."
    )


NAMES = (
    *("text:p", "text:h", "text:span", "text:list", "text:list-item", "text:note"),
    *("text:note-citation", "text:note-body", "text:changed-region", "text:deletion"),
    *("text:insertion", "text:change", "text:change-start", "text:change-end"),
    *("office:annotation", "office:annotation-end", "dc:creator", "table:table"),
    *("table:table-row", "table:table-cell", "draw:text-box", "draw:control"),
    *("text:section", "text:hidden-text", "style:header", "text:tracked-changes"),
    *("text:list-style", "text:list-level-style-number", "style:style", "text:s"),
)
TREES = st.recursive(
    st.sampled_from(("words ", "слова", "\t", "", "-] [*")),
    lambda inner: st.builds(
        lambda name, parts, number: (
            f'<{name} xml:id="{number}" text:change-id="{number}"'
            f' office:name="{number}"'
            f' text:level="{number}" text:style-name="{number}" style:num-format="1"'
            f' text:display="none" text:c="{number}">{"".join(parts)}</{name}>'
        ),
        st.sampled_from(NAMES),
        st.lists(inner, max_size=4),
        st.integers(0, 3),
    ),
    max_leaves=30,
)


@settings(deadline=None)
@given(body=TREES, pages=TREES, cut=st.integers(0, 300))
def test_no_tree_of_elements_breaks_the_reader(
    read: Read, body: str, pages: str, cut: int
) -> None:
    data = odt(body, pages, pages)

    for whole in (data, data[:-cut] if cut else data):
        _, reading = read(whole, "a.odt")

        check(reading)
        assert reading.problem is None or "This document is damaged" in reading.problem
