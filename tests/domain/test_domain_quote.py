"""Quotes: found after NFC and folding of white space, given as they stand."""

import unicodedata

import pytest
from hypothesis import assume
from hypothesis import given
from hypothesis import strategies as st

from ledger.domain.quote import find


@pytest.mark.parametrize(
    ("text", "quote", "words"),
    [
        ("Two rounds are free.", "rounds are free", "rounds are free"),
        ("Two  rounds\n\tare free.", "rounds are free", "rounds\n\tare free"),
        ("Two rounds are free.", "rounds\n are\u00a0free", "rounds are free"),
        ("Two rounds\fare free.", "rounds are free", "rounds\fare free"),
        ("Two rounds\r\nare free.", "rounds are free", "rounds\r\nare free"),
        ("Two re\u00advisions.", "revisions", "re\u00advisions"),
        ("Two re\u00ad\nvisions.", "revisions", "re\u00ad\nvisions"),
        ("Two re\u00ad\r\n  visions.", "revisions", "re\u00ad\r\n  visions"),
        ("Two revisions.", "re\u00advisions", "revisions"),
        ("Cafe\u0301 menu", "Café", "Cafe\u0301"),
        ("Café menu", "Cafe\u0301", "Café"),
        ("e\u00ad\u0301t", "ét", "e\u00ad\u0301t"),
        ("две бесплатные правки", "бесплатные  правки", "бесплатные правки"),
        ("două runde gratuite", "doua\u0306 runde", "două runde"),
        (
            "\u1112\u1161\u11ab\u1100\u1173\u11af",
            "한글",
            "\u1112\u1161\u11ab\u1100\u1173\u11af",
        ),
        ("a b a  b", "a b", "a b"),
        ("free", " free ", "free"),
    ],
)
def test_a_quote_is_found_and_given_as_it_stands(
    text: str, quote: str, words: str
) -> None:
    found = find(text, quote)

    assert found is not None
    assert found.words == words == text[found.start : found.end]


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("Two rounds are free.", "three rounds"),
        ("Two rounds are free.", "two rounds"),
        ("Two rounds are free.", ""),
        ("Two rounds are free.", " \n\u00ad"),
        ("Tworounds", "Two rounds"),
        ("Cafe\u0301", "Cafe"),
        ("q\u0323\u0307", "q"),
        ("", "free"),
    ],
)
def test_what_does_not_stand_there_is_not_found(text: str, quote: str) -> None:
    assert find(text, quote) is None


def _folded(text: str) -> str:
    plain = unicodedata.normalize("NFC", text.replace("\u00ad", ""))
    return " ".join(plain.split())


letters = st.sampled_from("abcé\u0301\u0306ățбё한 ")
words = st.text(letters, min_size=1, max_size=12)


@given(words, words, words)
def test_what_is_cut_out_of_a_text_is_found_in_it(
    before: str, quote: str, after: str
) -> None:
    assume(_folded(quote))
    assume(not unicodedata.combining(quote[0]))
    assume(not after or not unicodedata.combining(after[0]))
    text = before + quote + after

    found = find(text, quote)

    assert found is not None
    assert found.start <= len(before) + len(quote) - len(quote.lstrip())
    assert _folded(found.words) == _folded(quote)
    assert text[found.start : found.end] == found.words


@given(
    st.text(max_size=60),
    st.text(min_size=1, max_size=10),
)
def test_offsets_are_those_of_the_words_whatever_the_text(
    text: str, quote: str
) -> None:
    found = find(text, quote)

    if found is not None:
        assert 0 <= found.start < found.end <= len(text)
        assert found.words == text[found.start : found.end]


@given(
    st.lists(st.sampled_from(["две", "free", "două", "é"]), min_size=1, max_size=6),
    st.data(),
)
def test_any_white_space_and_any_form_of_a_letter_is_the_same(
    said: list[str], data: st.DataObject
) -> None:
    gaps = st.sampled_from([" ", "\n", "\r\n", "\f", "\u00a0", " \t "])
    apart = [unicodedata.normalize("NFD", word) for word in said]
    text = "".join(
        data.draw(st.sampled_from(pair)) + data.draw(gaps)
        for pair in zip(said, apart, strict=True)
    )

    found = find(f"({text})", " ".join(said))

    assert found is not None
    assert found.start == 1
    assert found.words == text.rstrip()
