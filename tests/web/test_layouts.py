"""A Word file is read as it was laid out, and nothing of it is left out."""

import re

from hypothesis import given
from hypothesis import strategies as st

from ledger.domain.block import Block
from ledger.domain.block import BlockKind
from ledger.opened import Ledger
from ledger.web.layouts import Layout
from ledger.web.layouts import Part
from tests.formats.made import docx
from tests.formats.made import para
from tests.formats.made import table
from tests.web.browser import Browser
from tests.web.browser import take_in

HEADING = '<w:outlineLvl w:val="0"/>'


def test_headings_points_and_tables_are_shown_as_such(
    ledger: Ledger, client: Browser
) -> None:
    prices = table(["Work", "Price"], ["Logo", "1500"])
    body = para("Prices", about=HEADING) + para("4.2. Three rounds are free.") + prices
    found = take_in(ledger, {"a.docx": docx(body + para("Plain words."))})["a.docx"]

    page = client.read(f"/documents/{found.id}?q=logo")

    assert re.search(r'<p class="laid-head of-1">\s*<span[^>]*>Prices</span>', page)
    assert re.search(r'<p class="laid-point">\s*<span[^>]*>4\.2\. Three', page)
    assert re.search(r'<td>\s*<span[^>]*><mark id="h-\d+">Logo</mark></span>', page)
    assert re.search(r"<p>\s*<span[^>]*>Plain words\.</span>", page)


def test_a_table_of_strangers_is_shown_as_text(ledger: Ledger, client: Browser) -> None:
    body = table(["&lt;script&gt;x", "b"])
    found = take_in(ledger, {"a.docx": docx(body)})["a.docx"]

    page = client.read(f"/documents/{found.id}")

    assert "<script>x" not in page
    assert "&lt;script&gt;x" in page


def words_of(parts: list[Part]) -> list[str]:
    found = []
    for part in parts:
        listed = [part.words] if part.words else []
        listed += [cell for row in part.rows for cell in row if cell]
        found += ["".join(p.text for p in each.pieces) for each in listed]
    return found


@st.composite
def texts(draw: st.DrawFn) -> tuple[str, list[Block]]:
    """Return a text with headings and cells somewhere in it, in order."""
    text = draw(st.text("ab1. \t\n\f•", max_size=60))
    cuts = sorted(draw(st.sets(st.integers(0, len(text)), max_size=12)))
    blocks = []
    for number, (start, end) in enumerate(zip(cuts[::2], cuts[1::2], strict=False)):
        if draw(st.booleans()):
            place = (1 + number // 4, 1 + number // 2, 1 + number % 2)
            blocks.append(Block(BlockKind.CELL, start, end, place))
        else:
            blocks.append(Block(BlockKind.HEADING, start, end, (1,)))
    return text, blocks


@given(texts(), st.integers(0, 60), st.integers(0, 60))
def test_whatever_the_file_says_every_word_is_shown_once(
    given_text: tuple[str, list[Block]], low: int, high: int
) -> None:
    text, blocks = given_text
    low, high = sorted((min(low, len(text)), min(high, len(text))))

    parts = Layout(text, blocks, [], None, [], []).parts(low, high)

    shown = "".join(words_of(parts))
    assert sorted(shown.split()) != [] or not text[low:high].split()
    assert sorted("".join(shown.split())) == sorted("".join(text[low:high].split()))
