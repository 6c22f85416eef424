"""Whose words: quotes by sign and by form, and HTML as a person reads it."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.domain.reading import SegmentKind
from ledger.formats import html_text
from ledger.formats.mail.quotes import segments

LINES = st.sampled_from(
    (
        "Own words.\n",
        "> quoted\n",
        ">> twice\n",
        ">From here\n",
        "On Monday Ann <a@b.example> wrote:\n",
        "3 марта Анна писала:\n",
        "-- \n",
        "\n",
        "  \n",
        "no end",
    )
)


def parted(text: str) -> list[tuple[str, str]]:
    return [(s.kind.value, text[s.start : s.end]) for s in segments(text)]


@given(st.lists(LINES, max_size=20).map("".join) | st.text(max_size=200))
def test_segments_lie_side_by_side_and_are_the_text(text: str) -> None:
    found = segments(text)

    assert "".join(text[part.start : part.end] for part in found) == text
    assert all(part.start < part.end for part in found)
    assert all(a.end == b.start for a, b in pairwise(found))
    assert all(
        (a.kind, a.author) != (b.kind, b.author) or a.kind is SegmentKind.QUOTE
        for a, b in pairwise(found)
    )


@given(st.lists(LINES, max_size=20).map("".join))
def test_a_line_with_the_sign_is_never_own_but_for_an_escaped_from(text: str) -> None:
    for part in segments(text):
        if part.kind is SegmentKind.OWN:
            lines = text[part.start : part.end].splitlines()
            assert not [
                line for line in lines if line[:1] == ">" and line[:6] != ">From "
            ]


def test_two_messages_of_one_author_one_in_the_other_are_two_quotes() -> None:
    outer = "On Mon, 3 Mar 2025, Ann <a@b.example> wrote:\n> Still red.\n>\n"
    inner = "> On Sun, 2 Mar 2025, Ann <a@b.example> wrote:\n>> Make it red.\n"

    assert parted("Yes.\n\n" + outer + inner) == [
        ("own", "Yes.\n\n"),
        ("quote", outer),
        ("quote", inner),
    ]


def test_answers_between_quoted_lines_stay_own() -> None:
    text = "> Bigger?\nYes.\n> Red?\nNo.\n"

    assert parted(text) == [
        ("quote", "> Bigger?\n"),
        ("own", "Yes.\n"),
        ("quote", "> Red?\n"),
        ("own", "No.\n"),
    ]


@pytest.mark.parametrize(
    "line",
    [
        "On Mon, 3 Mar 2025 at 10:00, Ann <a@b.example> wrote:\n",
        "On Mon, 3 Mar 2025 at 10:00,\nAnn Lee <a@b.example> wrote:\n",
        "пн, 3 мар. 2025 г. в 10:00, Анна <a@b.example>:\n",
        "Анна писала 3 марта:\n",
        "În lun., 3 mar. 2025, Ana <a@b.example> a scris:\n",
        "Ann wrote:\n",
    ],
)
@pytest.mark.parametrize("gap", ["", "\n"])
def test_a_clear_attribution_belongs_to_the_quote_below_it(line: str, gap: str) -> None:
    assert parted("Own.\n\n" + line + gap + "> quoted\n") == [
        ("own", "Own.\n\n"),
        ("quote", line + gap + "> quoted\n"),
    ]


@pytest.mark.parametrize(
    "line", ["I answer in 3 points:\n", "As follows:\n", "Ann wrote that.\n"]
)
def test_what_is_no_clear_attribution_stays_own(line: str) -> None:
    assert parted(line + "> quoted\n")[0] == ("own", line)


def test_an_escaped_from_is_no_quote() -> None:
    assert parted("One.\n>From here on.\n") == [("own", "One.\n>From here on.\n")]
    assert parted("> One.\n>From here on.\n") == [("quote", "> One.\n>From here on.\n")]


def test_what_follows_the_sign_of_a_signature_is_one() -> None:
    assert parted("Own.\n-- \nAnn\nShop\n> q\n") == [
        ("own", "Own.\n"),
        ("signature", "-- \nAnn\nShop\n"),
        ("quote", "> q\n"),
    ]


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<b>лого</b>тип", "логотип"),
        ("one<br>two", "one\ntwo"),
        ("<p>one</p><p>two</p>", "one\n\ntwo"),
        ("<div>one</div><div>two</div>", "one\ntwo"),
        ("a <i> b</i>  c", "a b c"),
        ("<p> a\n b </p>", "a b"),
        ("<title>t</title><style>s</style><script>x</script>a", "a"),
        ("a<!-- no -->b", "ab"),
        ('<span style="display:none">hidden</span> seen', "hidden seen"),
        ('<font color="white">white</font>', "white"),
        ("<table><tr><td>1<td>2<tr><td>3<td>4</table>", "1\t2\n3\t4"),
        ("<ul><li>one<li>two</ul>", "one\ntwo"),
        ("<pre>a\n  b</pre>", "a\n  b"),
        ('<a href="http://x.example">link</a>', "link"),
        ("1&nbsp;200&nbsp;&euro;", "1\xa0200\xa0€"),
        ("<textarea>area</textarea>", "area"),
        ("", ""),
    ],
)
def test_html_is_read_as_a_person_sees_it(html: str, expected: str) -> None:
    page = html_text.read(html)

    assert (page.text.strip("\n"), page.quoted) == (expected, ())


def test_nested_quotes_of_html_are_one_range() -> None:
    page = html_text.read("a<blockquote>b<blockquote>c</blockquote>d</blockquote>e")

    text = page.text
    [(start, end)] = page.quoted
    assert text[start:end].split() == ["b", "c", "d"]
    assert text[:start].strip() == "a"
    assert text[end:].strip() == "e"


@given(
    st.lists(
        st.sampled_from(
            (
                "<blockquote>",
                "</blockquote>",
                "<p>",
                "</p>",
                "<td>",
                "<pre>",
                "<b>",
                "<br>",
            )
        )
        | st.text(max_size=8),
        max_size=30,
    ).map("".join)
)
def test_quotes_of_html_begin_and_end_with_lines(html: str) -> None:
    page = html_text.read(html)

    text = page.text
    for start, end in page.quoted:
        assert 0 <= start < end <= len(text)
        assert start == 0 or text[start - 1] == "\n"
        assert end == len(text) or text[end - 1] == "\n"


@pytest.mark.parametrize(
    "html",
    ["<div>" * 20_000 + "deep", "<b " + "a=1 " * 100_000 + ">deep", "<p>deep" * 10_000],
    ids=["nested", "attributes", "many"],
)
def test_html_made_to_cost_time_is_read(html: str) -> None:
    assert "deep" in html_text.read(html).text


def test_html_above_the_limit_still_gives_its_words() -> None:
    page = html_text.read("<p>one</p><script>no</script>" + "<b>x</b>" * 400_000)

    assert page.text.strip().startswith("one")
    assert "no" not in page.text
    assert page.quoted == ()


@pytest.mark.parametrize("tag", ["<script ", "<a", "<!--", "<script>", "</"])
def test_html_above_the_limit_is_read_in_one_pass(tag: str) -> None:
    html_text.read("one" + tag * (html_text.MOST_LETTERS // 2))


def test_a_text_of_very_many_lines_is_one_segment() -> None:
    assert parted(">\n" * 300_000) == [("unassigned", ">\n" * 300_000)]


@pytest.mark.parametrize(
    ("opening", "author"),
    [
        (
            '<div class="gmail_attr">&lt;boss@shop.example&gt; kaže:<br></div>',
            "boss@shop.example",
        ),
        ('<div class="moz-cite-prefix">Boss, bugün:<br></div>', None),
        ('<div id="divRplyFwdMsg"><b>From:</b> ?<br></div>', None),
    ],
)
def test_what_a_page_says_of_a_quote_by_its_names_opens_it(
    opening: str, author: str | None
) -> None:
    page = html_text.read(
        f"<div>Yes.</div>{opening}<blockquote>Green?</blockquote></div><div>Bye</div>"
    )

    found = segments(page.text, (*page.quoted, *page.nested), opened=page.opened)
    said = [(part.kind.value, page.text[part.start : part.end]) for part in found]
    assert said[0] == ("own", "Yes.\n")
    assert said[1][0] == "quote"
    assert said[1][1].strip().endswith("Green?")
    assert found[1].author == author
    assert said[-1][0] == "own"
    assert said[-1][1].strip() == "Bye"


@pytest.mark.parametrize(
    "name", ["appendonsend", "OLK_SRC_BODY_SECTION", "x_divRplyFwdMsg", "zwchr"]
)
def test_below_an_element_of_others_without_a_head_nothing_is_own(name: str) -> None:
    page = html_text.read(f'<div>Yes.</div><div id="{name}"></div><div>Green?</div>')

    found = segments(page.text, page.quoted, opened=page.opened)
    assert [part.kind.value for part in found] == ["own", "unassigned"]


def test_own_words_that_a_program_indents_are_no_quote() -> None:
    page = html_text.read(
        '<div>So:</div><blockquote style="margin:0 0 0 40px;border:none;padding:0px">'
        "as large as this</blockquote>"
    )

    assert page.quoted == ()


def test_a_column_beside_a_stripe_of_a_newsletter_is_no_quote() -> None:
    page = html_text.read(
        "<table><tr><td width=2 bgcolor=#0000ff><br></td><td>News of July:</td></tr>"
        "</table>"
    )

    assert page.quoted == ()


def test_what_stands_beside_a_stripe_below_who_wrote_is_a_quote_at_each_level() -> None:
    stripe = "<table><tr><td width=2 bgcolor=#0000ff><br></td><td>"
    page = html_text.read(
        f"On 4.3.25 9:00 Ann &lt;a@b.example&gt; wrote:<br>{stripe}Red?<br>On 3.3.25 "
        f"9:00 Bob wrote:<br>{stripe}Green?</td></tr></table></td></tr></table>No."
    )

    found = segments(page.text, (*page.quoted, *page.nested), opened=page.opened)
    assert [(each.kind.value, each.author) for each in found] == [
        ("quote", "a@b.example"),
        ("quote", "Bob"),
        ("own", None),
    ]


def test_each_level_of_quotes_in_html_has_its_author() -> None:
    page = html_text.read(
        "<div>No.</div><div>On Wed, Mar 5, 2025 at 9:00 Ann &lt;a@b.example&gt; wrote:"
        '</div><blockquote type="cite">Yes.<div>On Tue, Mar 4, 2025 at 9:00 Bob '
        '&lt;b@b.example&gt; wrote:</div><blockquote type="cite">Green?</blockquote>'
        "</blockquote>"
    )

    found = segments(page.text, (*page.quoted, *page.nested), opened=page.opened)
    assert [part.author for part in found if part.author] == [
        "a@b.example",
        "b@b.example",
    ]


PLACES = st.integers(min_value=0, max_value=200)


@given(
    st.lists(LINES, max_size=20).map("".join),
    st.lists(st.tuples(PLACES, PLACES).map(sorted).map(tuple), max_size=5),
    st.lists(PLACES, max_size=5),
)
def test_whatever_a_page_says_of_quotes_the_segments_are_the_text(
    text: str, quoted: list[tuple[int, int]], opened: list[int]
) -> None:
    found = segments(text, quoted, opened=opened, names=("Ann",))

    assert "".join(text[part.start : part.end] for part in found) == text
