"""Quotes beside what was written, word by word."""

from hypothesis import given
from hypothesis import strategies as st

from ledger.domain.comparison import Verdict
from ledger.services import likeness
from ledger.services.likeness import Likeness
from ledger.services.wording import tokens
from ledger.services.wording import Words

TEXTS = st.text(alphabet="aéşţ\u0301’'…. \n>[]<(x)1:/@", max_size=80)


def compare(original: str, quoted: str) -> Likeness:
    """Return how a quote agrees with what was written."""
    return likeness.compare(Words(original), Words(quoted))


@given(TEXTS, st.booleans())
def test_the_words_of_a_text_are_its_tokens_and_end_where_they_do(
    text: str,
    bare: bool,  # noqa: FBT001 - hypothesis draws it
) -> None:
    words, told = Words(text), tokens(text, bare=bare)

    assert words.keys(bare=bare) == [each.key for each in told]
    assert [words.ends(n) for n in range(len(told))] == [each.ends for each in told]


@given(TEXTS)
def test_a_text_is_like_itself_where_it_has_words(text: str) -> None:
    found = compare(text, text).verdict

    assert found is (Verdict.IDENTICAL if tokens(text) else Verdict.UNKNOWN)


@given(TEXTS, TEXTS)
def test_two_texts_are_identical_just_where_their_words_are(
    one: str, other: str
) -> None:
    same = [each.key for each in tokens(one)] == [each.key for each in tokens(other)]
    found = compare(one, other).verdict

    assert (found is Verdict.IDENTICAL) == (same and bool(tokens(one)))


def test_an_accent_written_apart_and_another_apostrophe_are_the_same() -> None:
    found = compare("Le café s'ouvre ce soir", "Le cafe\u0301 s’ouvre ce soir")

    assert found.verdict is Verdict.IDENTICAL


def test_few_words_stand_as_they_are_or_nowhere() -> None:
    written = "Make the logo red. Nothing else."

    assert compare(written, "the logo").verdict is Verdict.ALTERED
    assert compare(written, "Nothing else.").verdict is Verdict.SHORTENED
    assert compare(written, "he log").verdict is Verdict.UNKNOWN
