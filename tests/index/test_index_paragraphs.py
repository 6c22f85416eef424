"""A paragraph in another language is found by the forms of that language."""

from collections.abc import Sequence
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index import Engine
from index import marks
from index import parse
from index import reasons
from index.languages import LANGUAGES
from index.paragraphs import in_languages
from index.paragraphs import SIGNS
from tests.index.asking import ids
from tests.index.asking import Make

ENGLISH = (
    "Please make the headings on the first page bigger, and send us the files that were"
    " agreed in the contract."
)
GERMAN = (
    "Bitte machen Sie die Überschriften größer und senden Sie uns die Verträge, die wir"
    " noch nicht haben."
)
ROMANIAN = (
    "Vă rog să măriți titlurile de pe prima pagină și să ne trimiteți contractele"
    " până vineri."
)
TYPED = (
    "Va rog sa mariti titlurile de pe prima pagina si sa ne trimiteti contractele pana"
    " vineri."
)
"""Romanian as people type it."""

RUSSIAN = (
    "Пожалуйста, увеличьте заголовки на первой странице и пришлите нам те договоры,"
    " которые мы согласовали."
)
BULGARIAN = (
    "Моля, увеличете заглавията на първата страница и ни изпратете договорите, които"
    " сме съгласували."
)
SPOKEN = {"en": ENGLISH, "de": GERMAN, "ro": ROMANIAN, "ru": RUSSIAN, "bg": BULGARIAN}


def languages(text: str, language: str) -> list[str]:
    return [spoken for _start, _end, spoken in in_languages(text, language)]


@pytest.mark.parametrize(
    ("language", "own", "other", "asked"),
    [
        ("ro", ROMANIAN, ENGLISH, "heading"),
        ("en", ENGLISH, ROMANIAN, "titlul"),
        ("en", ENGLISH, TYPED, "titlul"),
        ("en", ENGLISH, GERMAN, "Vertrag"),
        ("de", GERMAN, ENGLISH, "agrees"),
        ("de", GERMAN, ROMANIAN, "contractului"),
        ("bg", BULGARIAN, RUSSIAN, "заголовком"),
        ("ru", RUSSIAN, BULGARIAN, "заглавие"),
    ],
)
def test_forms_are_found_in_a_paragraph_in_another_language(
    engine: Engine, mail: Make, language: str, own: str, other: str, asked: str
) -> None:
    mixed = mail(f"{own}\n\n{other}\n\n{own}", language=language)
    engine.apply([mixed, mail(own, language=language)], (), 1)

    assert ids(engine, asked) == [mixed.id]
    tree = parse(asked).tree
    assert marks(mixed.own, tree, language)
    assert reasons([mixed.own], tree, language)


def test_every_line_of_a_wrapped_paragraph_is_in_its_language() -> None:
    wrapped = ENGLISH.replace(", ", ",\n").replace("files", "files\n")

    found = in_languages(f"{ROMANIAN}\n\n{wrapped}\n\n{ROMANIAN}\n", "ro")

    assert [spoken for _start, _end, spoken in found] == ["ro", "en", "ro"]


def test_lines_of_two_languages_without_an_empty_one_between_are_told_apart() -> None:
    text = f"{BULGARIAN}\n{RUSSIAN}\n{BULGARIAN}\n{RUSSIAN}"

    assert languages(text, "bg") == ["bg", "ru", "bg", "ru"]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The logo", "ro"),
        ("Re: the new logo and banner", "ro"),
        (f"{ROMANIAN} Landing page, call to action, the hero.", "ro"),
        ("Anna, Bob, Dana, Erich, Fritz and Georg of Acme Studio", "ro"),
        ("12 345 678 90 12 34 56 78", "en"),
        ("логотип, макет, баннер, правка, договор, счёт, буклет", "bg"),
    ],
)
def test_what_is_not_sure_stays_in_the_language_of_the_document(
    text: str, language: str
) -> None:
    assert languages(text, language) == [language]


@pytest.mark.parametrize("language", SPOKEN)
def test_a_text_in_its_own_language_is_one_part(language: str) -> None:
    assert languages(f"{SPOKEN[language]}\n\nOK.\n" * 3, language) == [language]


@pytest.mark.parametrize("language", ["", "uk", "ja", *(LANGUAGES.keys() - SIGNS)])
def test_a_document_in_a_language_without_a_list_is_one_part(language: str) -> None:
    assert languages("\n\n".join(SPOKEN.values()), language) == [language]


def test_words_in_other_letters_are_looked_at_as_ever() -> None:
    assert languages(f"{RUSSIAN}\n\n{ENGLISH}", "ru") == ["ru"]
    assert languages(f"{ENGLISH}\n\n{RUSSIAN}", "en") == ["en"]


@given(
    st.lists(st.sampled_from([*SPOKEN.values(), "OK", "", "1 200\n1 200", "> "])),
    st.sampled_from(["en", "ro", "ru", "bg", "de"]),
    st.sampled_from(["\n", "\n\n", " "]),
)
def test_parts_lie_side_by_side_and_end_at_line_ends(
    lines: Sequence[str], language: str, between: str
) -> None:
    text = between.join(lines)

    found = in_languages(text, language)

    assert (found[0][0], found[-1][1]) == (0, len(text))
    for one, other in pairwise(found):
        assert one[1] == other[0]
        assert one[2] != other[2]
        assert text[one[1] - 1] == "\n"


@given(st.sampled_from(sorted(SPOKEN)), st.sampled_from(sorted(SPOKEN)))
def test_a_paragraph_is_in_the_same_language_wherever_it_stands(
    language: str, other: str
) -> None:
    alone = languages(SPOKEN[other], language)

    among = in_languages(f"{SPOKEN[language]}\n\n{SPOKEN[other]}", language)

    assert among[-1][2:] == tuple(alone)
