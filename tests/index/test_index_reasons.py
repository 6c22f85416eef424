"""Why a text was found by other words than were typed."""

import pytest

from index import parse
from index import reasons


def said(texts: list[str], query: str, language: str) -> list[tuple[str, str, str]]:
    """Return what is said of some texts."""
    found = reasons(texts, parse(query).tree, language)
    return [(each.asked, each.found, each.why.value) for each in found]


@pytest.mark.parametrize(
    ("text", "query", "language", "found", "why"),
    [
        ("Макет логотипа готов", "логотип", "ru", "логотипа", "form"),
        ("Vrem un logo: Contractului", "contract", "ro", "Contractului", "form"),
        ("nuzhny pravki sejchas", "правок", "ru", "pravki", "letters"),
        ("нужны правки", "pravok", "ru", "правки", "letters"),
        ("It is 1 200 EUR.", "1,200", "en", "1 200", "number"),
        ("See clause 4.2", "v4.2", "en", "4.2", "number"),
        ("the contract", "contarct~", "en", "contract", "slip"),
    ],
)
def test_another_word_that_answers_is_named_with_what_joins_the_two(
    text: str, query: str, language: str, found: str, why: str
) -> None:
    [(_asked, other, reason)] = said([text], query, language)

    assert (other, reason) == (found, why)


@pytest.mark.parametrize(
    "query", ["логотип", "ЛОГОТИП", '"макет логотипа"', "лого*", "from:anna", "-слово"]
)
def test_nothing_is_said_of_words_that_stand_there_as_typed(query: str) -> None:
    texts = ["Логотип: макет логотипа", "от Анны"]

    assert said(texts, query, "ru") == []


def test_diacritics_that_were_left_out_are_no_reason() -> None:
    assert said(["Ședința de vineri"], "sedinta", "ro") == []


def test_a_word_in_the_title_or_a_name_is_as_good_as_one_in_the_text() -> None:
    assert said(["Макет логотипа", "Логотип"], "логотип", "ru") == []
