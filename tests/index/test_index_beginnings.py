"""A word is passed over only where it cannot be a form of what is wanted."""

import string

import pytest
from hypothesis import assume
from hypothesis import given
from hypothesis import strategies as st

from index import analysis
from index.beginnings import beginnings
from index.beginnings import CHANGED
from index.languages import LANGUAGES

ALPHABETS = {
    "Latn": string.ascii_letters + "ăâîșțäöüßéèêçñåæøčšžőű",
    "Cyrl": "абвгдеёжзийклмнопрстуфхцчшщъыьэюяѓљњћџіїєАБВЩЙ",
}
letters = st.text(ALPHABETS["Latn"] + ALPHABETS["Cyrl"], min_size=1, max_size=9)
of_one = st.sampled_from(sorted(ALPHABETS.values())).flatmap(
    lambda alphabet: st.text(alphabet, min_size=1, max_size=9)
)
endings = st.sampled_from(
    [
        "",
        "a",
        "e",
        "s",
        "t",
        "en",
        "ul",
        "ului",
        "ing",
        "ы",
        "ами",
        "ът",
        "ето",
        ".",
        ",",
    ]
)


def wanted(word: str, language: str) -> frozenset[str]:
    """Return by which stems and sounds a word of a query is wanted."""
    used = frozenset((language,))
    stems = [analysis.query_stems(one, used) for one in analysis.words(word)]
    return frozenset().union(*stems)


@given(of_one, endings, endings, st.sampled_from(["", *LANGUAGES]))
def test_a_form_of_a_wanted_word_is_never_passed_over(
    word: str, ending: str, other: str, language: str
) -> None:
    stems = wanted(word + ending, language)
    there = word + other
    assume(not stems.isdisjoint(dict(analysis.chunk_stems(there, language))))
    assert beginnings([], stems, language).allow(there)


@given(st.sampled_from(sorted(CHANGED)), st.data())
def test_the_rules_of_these_languages_leave_the_first_letter(
    language: str, data: st.DataObject
) -> None:
    alphabet = ALPHABETS[LANGUAGES[language].script]
    word = data.draw(st.text(alphabet, min_size=1, max_size=9))
    first = analysis.fold(word)[0]
    assume(first not in CHANGED[language])
    [compound] = analysis.words(word)
    stems = analysis.document_stems(compound, language)
    assert {stem.partition(":")[2][:1] for stem in stems} <= {first}


@pytest.mark.parametrize(
    ("there", "word", "language"),
    [
        ("gemacht", "machen", "de"),
        ("Pravki", "правки", "ro"),
        ("правки", "pravki", "ru"),
        ("l’avis", "avis", "fr"),
        ("Ёлка", "елки", "ru"),
        ("Știri,", "stiri", "ro"),
        ("e-mail", "mail", "en"),
        ("TS-12", "12", "en"),
    ],
)
def test_a_word_that_begins_otherwise_is_looked_at(
    there: str, word: str, language: str
) -> None:
    assert beginnings([analysis.fold(word)], wanted(word, language), language).allow(
        there
    )


def test_most_words_are_passed_over() -> None:
    begin = beginnings(["logo"], wanted("logo", "en"), "en")
    passed = [
        one
        for one in ["make", "the", "old", "colour", "much", "bigger"]
        if not begin.allow(one)
    ]
    assert passed == ["make", "the", "old", "colour", "much", "bigger"]
    assert begin.allow("Logos.")


@given(letters, st.text(".,:/+&-", max_size=3))
def test_what_stands_behind_a_word_changes_nothing(word: str, signs: str) -> None:
    alone = analysis.unpunctuated(word + signs)
    assert analysis.compounds(word + signs) == analysis.compounds(alone)


@given(st.text(max_size=20))
def test_any_chunk_has_the_same_pieces_without_what_stands_behind(text: str) -> None:
    for chunk in analysis.chunks_of(text):
        alone = analysis.unpunctuated(chunk)
        assert analysis.compounds(chunk) == analysis.compounds(alone)
