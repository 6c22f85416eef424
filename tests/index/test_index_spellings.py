"""Words, numbers and names that are written in more than one way."""

import pytest

from index import Engine
from tests.index.asking import ids
from tests.index.asking import Make


@pytest.mark.parametrize(
    ("written", "asked"),
    [
        ("правки", "pravki"),
        ("правки", "pravok"),
        ("pravki", "правок"),
        ("логотип", "logotipa"),
        ("больше", "bolshe"),
        ("Щастие", "shtastie"),
        ("щётка", "shchetka"),
        ("хорошо", "xorosho"),
        ("договорът", "dogovora"),
        ("ъгъл", "agal"),
        ("1 200 EUR", "1,200"),
        ("1 200 евро", "1200 EUR"),
        ("1.200 €", "EUR 1 200"),
        ("€1,200.00", "1200 евро"),
        ("10 px", "10px"),
        ("10px", "10 px"),
        ("40 %", "40%"),
        ("40%", "40 %"),
        ("version 1.0", "v1.0"),
        ("v1.0", "1.0"),
        ("v 1.0", "v1.0"),
        ("§\u00a04.2", "cl. 4.2"),
        ("clause 4.2", "§4.2"),
        ("§4.2", "4.2"),
        ("ann.lee@client.example", "client.example"),
        ("ann.lee@client.example", "ann.lee"),
        ("brief_v2.pdf", "brief_v2"),
        ("brief_v2.pdf", "brief"),
        ("shedintza", "ședință"),
        ("pîine", "pâine"),
    ],
)
def test_what_was_written_in_one_way_is_found_in_another(
    engine: Engine, mail: Make, written: str, asked: str
) -> None:
    language = "ro" if "ședință" in asked or "â" in asked else ""
    engine.apply([mail(written, language=language), mail("else")], [], 1)

    assert ids(engine, asked) == ["d_1"]


@pytest.mark.parametrize(
    ("written", "asked"),
    [("v2", "v1.2"), ("4.2", "4.3"), ("море", "мера")],
)
def test_what_says_something_else_is_not_found(
    engine: Engine, mail: Make, written: str, asked: str
) -> None:
    engine.apply([mail(written)], [], 1)

    assert ids(engine, asked) == []


def test_a_word_in_its_own_letters_comes_before_one_in_others(
    engine: Engine, mail: Make
) -> None:
    engine.apply([mail("pravki", language=""), mail("правки", language="ru")], [], 1)

    assert ids(engine, "правки") == ["d_2", "d_1"]
    assert ids(engine, "pravki") == ["d_1", "d_2"]


@pytest.mark.parametrize("asked", ["from:ivanova", 'from:"olga ivanova"', "ольга"])
def test_a_name_is_found_in_the_letters_of_another_alphabet(
    engine: Engine, mail: Make, asked: str
) -> None:
    engine.apply(
        [
            mail("one", authors=("Ольга Иванова", "o@client.example")),
            mail("two", authors=("Olga Ivanova",)),
            mail("three", authors=("Olga Petrova", "Anna Ivanoff")),
        ],
        [],
        1,
    )

    found = set(ids(engine, asked))

    assert found >= {"d_1", "d_2"}
    assert ("d_3" in found) == (asked == "ольга")
