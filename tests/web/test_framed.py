"""A mail as it looked has the words of a search marked, and nothing else changes."""

import html
import re

from hypothesis import given
from hypothesis import strategies as st

from ledger.domain.document import Document
from ledger.opened import Ledger
from ledger.web import framed
from ledger.web.marking import Mark
from tests.web.browser import Browser
from tests.web.browser import take_in

WORD = re.compile(r"lo\s*go")
MARK = re.compile(r'<mark(?: id="found")?>|</mark>')
TAG = re.compile(r'<p title="[^"]*">|<[^p][^>]*>')
PARTS = st.lists(
    st.sampled_from(
        [
            *("<b>", "</b>", '<p title="a > logo">', "<br>", "lo", "lo", "go", "logo"),
            *(" ", "&lt;logo&gt;", "&amp;lt;", "\N{NO-BREAK SPACE}"),
        ]
    )
).map("".join)


def find(text: str) -> list[Mark]:
    return [found.span() for found in WORD.finditer(text)]


@given(cleaned=PARTS)
def test_marks_are_put_in_and_nothing_else_changes(cleaned: str) -> None:
    made = framed.marked(cleaned, find)

    bare = MARK.sub("", made)
    assert TAG.findall(bare) == TAG.findall(cleaned)
    assert html.unescape(bare) == html.unescape(cleaned)
    assert made.count("<mark") == made.count("</mark>")
    assert made.count('id="found"') == bool(made != bare)


def test_what_is_found_over_the_edge_of_a_tag_is_marked_on_both_sides() -> None:
    made = framed.marked("<p>A lo<b>go</b>, lo</p><p>go</p>", find)

    assert made == (
        '<p>A <mark id="found">lo</mark><b><mark>go</mark></b>, <mark>lo</mark></p>'
        "<p><mark>go</mark></p>"
    )


def letter(ledger: Ledger) -> Document:
    """Take in a mail of HTML."""
    sent = (
        "From: Olga <olga@nord.example>\nSubject: Stairs\nMIME-Version: 1.0\n"
        "Message-ID: <framed@nord.example>\nDate: Fri, 14 Mar 2025 16:20:00 +0200\n"
        "Content-Type: text/html; charset=utf-8\n\n"
        "<p id=found>Wider <i>stairs</i>, &lt;stairs&gt; please.</p>\n"
    )
    return take_in(ledger, {"a.eml": sent.encode()})["a.eml"]


def test_the_words_of_a_search_are_marked_in_the_mail_as_it_looked(
    ledger: Ledger, client: Browser
) -> None:
    found = letter(ledger)

    page = client.read(f"/documents/{found.id}?view=mail&q=stairs")
    frame = re.search(r'<iframe [^>]*src="([^"#]+)#found"', page)
    assert frame
    shown = client.read(html.unescape(frame[1]))

    assert '<i><mark id="found">stairs</mark></i>' in shown
    assert "&lt;<mark>stairs</mark>&gt; please." in shown
