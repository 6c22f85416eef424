"""Where the words of a query stand in a text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index import marks
from index import parse
from index import snippet


def marked(text: str, words: str, language: str = "") -> list[str]:
    """Return the marked parts of a text."""
    return [text[a:b] for a, b in marks(text, parse(words).tree, language)]


@pytest.mark.parametrize(
    ("text", "words", "language", "found"),
    [
        ("The logo, the Logos.", "logo", "en", ["logo", "Logos"]),
        ("По договору и договорам", "договор", "ru", ["договору", "договорам"]),
        ("Şedinţa, ședință", "sedinta", "ro", ["Şedinţa", "ședință"]),
        ("Счёт", "счет", "ru", ["Счёт"]),
        ("make the logo\n bigger", '"the logo bigger"', "en", ["the logo\n bigger"]),
        ("the logos bigger", '"the logo bigger"', "en", []),
        ("bigger logo", "bigger -logo", "en", ["bigger"]),
        ("a logo b", "NOT (a logo)", "en", []),
        ("logotype, Logo", "log*", "en", ["logotype", "Logo"]),
        ("see brief_v2.pdf now", "brief_v2*", "en", ["brief_v2.pdf"]),
        ("TS-12, TS 12, TS-13", "TS-12", "en", ["TS-12", "TS 12"]),
        ("see §4.2.", "§4.2", "en", ["4.2"]),
        ("интернет-магазину", "интернет-магазин", "ru", ["интернет-магазину"]),
        ("интернет-магазину", "магазин", "ru", ["магазину"]),
        ("a logo b", "kind:mail from:logo", "en", []),
        ("a b c d", '"a b" "b c"', "en", ["a b c"]),
        ("logo x y bigger, logo", '"bigger logo"~2', "en", ["logo", "bigger", "logo"]),
        ("logo x y z bigger x", '"bigger logo"~2', "en", []),
        ("the Logo and the logos", '"logo logo"~9', "en", []),
        ("a logo, a TS-12", '"logo TS-12"~1', "en", ["logo", "TS", "12"]),
        ("It costs $ 50 or 60 $ now", '"$50 costs"~3', "en", ["costs", "$", "50", "$"]),
        ("Lgoo, logos, lagoon", "logo~", "en", ["Lgoo", "logos"]),
        ("see brief_v2.pfd", "brief_v2.pdf~1", "en", ["brief_v2.pfd"]),
        ("logo", "by:ann logo", "en", ["logo"]),
        ("and\u0301 ло\u00adго", "лого", "", ["ло\u00adго"]),
        ("", "logo", "en", []),
        ("logo", "", "en", []),
    ],
)
def test_what_answers_a_query_is_marked(
    text: str, words: str, language: str, found: list[str]
) -> None:
    assert marked(text, words, language) == found


def test_a_snippet_shows_where_the_most_words_are() -> None:
    text = "logo " + "x " * 200 + "the logo is a bigger logo now " + "y " * 200
    found = marks(text, parse("bigger logo").tree, "en")

    shown = snippet(text, found, width=60)

    assert "the logo is a bigger logo now" in shown.text
    assert [shown.text[a:b] for a, b in shown.marks] == ["logo", "bigger", "logo"]
    assert shown.text.startswith("…")
    assert shown.text.endswith("…")


def test_a_snippet_of_a_short_text_is_the_text() -> None:
    assert snippet("a logo", [(2, 6)]).text == "a logo"
    assert snippet("a logo", [(2, 6)]).marks == ((2, 6),)
    assert snippet("", []).text == ""


def test_a_snippet_without_marks_begins_at_the_beginning() -> None:
    shown = snippet("word " * 100, [], width=22)

    assert shown.text == "word word word word…"
    assert shown.start == 0


def test_a_snippet_ends_between_words() -> None:
    text = "unbelievably long words everywhere around the logo which continues on"

    shown = snippet(text, marks(text, parse("logo").tree, "en"), width=30)

    inner = shown.text.strip("…")
    assert inner in text
    assert set(inner.split()) <= set(text.split())


def test_a_mark_longer_than_the_window_is_cut() -> None:
    text = "a" * 500

    shown = snippet(text, [(0, 500)], width=50)

    assert shown.text == "a" * 50 + "…"
    assert shown.marks == ((0, 50),)


TEXTS = st.lists(
    st.sampled_from(
        ["logo", "Logos", "договора", "TS-12", "§4.2", "\n", " ", ", ", "ё", "x" * 90]
    )
    | st.text(max_size=5),
    max_size=40,
).map("".join)
QUERIES = st.sampled_from(
    ["logo", '"logo logos"', "log*", "договор TS-12", "-logo x*", "4.2 ё OR logo"]
)


@given(TEXTS, QUERIES, st.sampled_from(["", "en", "ru"]), st.integers(1, 80))
def test_marks_lie_in_the_text_and_apart_and_so_do_those_of_a_snippet(
    text: str, words: str, language: str, width: int
) -> None:
    found = marks(text, parse(words).tree, language)
    shown = snippet(text, found, width)

    for places, whole in ((found, text), (shown.marks, shown.text)):
        ends = [0, *(end for _, end in places)]
        assert all(a < b for a, b in places)
        assert all(a >= end for (a, _), end in zip(places, ends, strict=False))
        assert ends[-1] <= len(whole)
    assert len(shown.text) <= width + 2
    assert bool(found) == bool(shown.marks)
    begins = len(shown.text) - len(shown.text.removeprefix("…" if shown.start else ""))
    for a, b in shown.marks:
        assert (
            shown.text[a:b] == text[a + shown.start - begins : b + shown.start - begins]
        )
