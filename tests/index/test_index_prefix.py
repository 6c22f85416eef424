"""The beginning of a word, with a star behind it."""

import pytest

from index import Engine
from index import marks
from index import parse
from index.remarks import SHORT_PREFIX
from tests.index.asking import ids
from tests.index.asking import Make
from tests.index.asking import search

TEXTS = {
    "en": "The Logotype of the Contract TS-1204, v1.0",
    "ru": "Новый логотип и ёлка в договоре № 17",
    "ro": "Ședința de vineri: siglă și înștiințare",
    "bg": "Ново лого, цветът на опаковката",
    "de": "Größe der Straßenschilder, Übergabe",
}


@pytest.mark.parametrize(
    ("typed", "language", "word"),
    [
        ("logo*", "en", "Logotype"),
        ("CONT*", "en", "Contract"),
        ("TS-12*", "en", "TS-1204"),
        ("лого*", "ru", "логотип"),
        ("елк*", "ru", "ёлка"),
        ("ёлк*", "ru", "ёлка"),
        ("догов*", "ru", "договоре"),
        ("sed*", "ro", "Ședința"),
        ("ŞED*", "ro", "Ședința"),
        ("înșt*", "ro", "înștiințare"),
        ("цвет*", "bg", "цветът"),
        ("größ*", "de", "Größe"),
        ("strass*", "de", "Straßenschilder"),
        ("uberg*", "de", "Übergabe"),
        ("(logo*)", "en", "Logotype"),
        ("-nothing* logo*", "en", "Logotype"),
    ],
)
def test_a_beginning_finds_and_marks_its_words_in_every_language(
    engine: Engine, mail: Make, typed: str, language: str, word: str
) -> None:
    engine.apply(
        [mail(text, id=code, language=code) for code, text in TEXTS.items()], [], 1
    )

    assert language in ids(engine, typed)
    text = TEXTS[language]
    found = marks(text, parse(typed).tree, language)
    assert word in [text[low:high] for low, high in found]


def test_a_beginning_of_two_letters_is_taken_for_a_word_and_said(
    engine: Engine, mail: Make
) -> None:
    engine.apply([mail("logo"), mail("lo and behold")], [], 1)

    assert ids(engine, "lo*") == ["d_2"]
    assert parse("lo*").remarks[0].sentence == SHORT_PREFIX


def test_a_beginning_is_narrowed_by_whoever_wrote_it(
    engine: Engine, mail: Make
) -> None:
    engine.apply(
        [
            mail("logotype", authors=("Ann",)),
            mail(quoted="logotype", authors=("Ann",)),
            mail("logotype", authors=("Bo",)),
        ],
        [],
        1,
    )

    assert ids(engine, "by:ann logo*") == ["d_1"]
    assert search(engine, "logo*").total == 3
