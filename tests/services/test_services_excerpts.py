"""The words of a document that answer a search, fit to be read."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index import parse
from ledger.domain.document import Text
from ledger.services.excerpts import excerpt
from ledger.services.excerpts import unquoted


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("> The logo", "The logo"),
        (">> > The logo", "The logo"),
        ("Yes.\n> The logo\n>is red", "Yes.\nThe logo\nis red"),
        ("a > b and c -> d", "a > b and c -> d"),
        ("…> The logo", "…The logo"),
        ("", ""),
    ],
)
def test_the_signs_of_quoting_are_left_out(text: str, shown: str) -> None:
    assert unquoted(text, ()) == (shown, ())


def test_a_window_that_begins_amid_a_line_keeps_what_it_begins_with() -> None:
    assert unquoted("> 5 pages\n> logo", (), at_line=False)[0] == "> 5 pages\nlogo"


LINES = st.lists(
    st.tuples(st.sampled_from(["", "> ", ">>", "> > "]), st.text("ab >…", max_size=8)),
    max_size=6,
)


@given(LINES, st.data())
def test_marks_stay_on_their_words(
    lines: list[tuple[str, str]], data: st.DataObject
) -> None:
    text = "\n".join(sign + "word" + rest for sign, rest in lines)
    starts = [at for at in range(len(text)) if text.startswith("word", at)]
    marks = tuple((at, at + 4) for at in starts if data.draw(st.booleans()))

    shown, moved = unquoted(text, marks)

    assert [shown[low:high] for low, high in moved] == ["word"] * len(marks)
    assert not any(line.lstrip().startswith(">") for line in shown.split("\n"))


def test_own_words_are_shown_before_those_that_were_quoted() -> None:
    words = "> the logo, the logo, the logo\nOur logo stays."
    cut = words.index("Our")
    segments = (("quote", 0, cut, "Ann"), ("own", cut, len(words), None))
    text = Text(words, segments, ())

    both = excerpt(text, parse("logo").tree, "en")
    quoted = excerpt(text, parse('"the logo"').tree, "en")

    assert [both.text[low:high] for low, high in both.marks] == ["logo"]
    assert both.text == "Our logo stays."
    assert not both.quoted
    assert quoted.quoted
    assert quoted.text.startswith("the logo")
