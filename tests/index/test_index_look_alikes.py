"""Common words that a stemmer takes for forms of another one stay apart."""

from itertools import combinations

import pytest

from index import analysis
from index.languages import LANGUAGES
from index.letters import fold
from index.look_alikes import apart

USED = frozenset(LANGUAGES)

TOLD_APART = [
    ("en", "custom", ("customer", "customers")),
    ("en", "experience", ("experiment", "experiments")),
    ("en", "animation", ("animal", "animals")),
    ("en", "units", ("united",)),
    ("en", "positions", ("positive", "positively")),
    ("en", "apart", ("apartment", "apartments")),
    ("en", "like", ("likely",)),
    ("en", "author", ("authority", "authorities")),
    ("en", "response", ("responsible", "responsibility")),
    ("ru", "цвета", ("цветок", "цветка", "цветы")),
    ("ru", "стать", ("статья", "статьи", "статей")),
    ("ru", "дать", ("дата", "даты", "датой")),
    ("ru", "долго", ("долг", "долги", "долгов")),
    ("ru", "друг", ("другой", "другие", "других")),
    ("ru", "часть", ("часто",)),
    ("ru", "вид", ("видеть", "видит")),
    ("ru", "запах", ("запись", "записи")),
    ("ru", "капитан", ("капитал", "капитала")),
    ("ru", "платить", ("платье", "платья")),
    ("ru", "страна", ("странный", "странные")),
    ("ru", "семья", ("семь",)),
    ("ru", "метр", ("метро",)),
    ("ru", "рад", ("радио",)),
    ("ru", "вместе", ("вместо",)),
    ("ru", "имени", ("именно",)),
    ("ru", "потом", ("потому",)),
    ("ru", "стол", ("столь",)),
    ("ru", "тема", ("теми",)),
    ("ru", "брат", ("брать",)),
    ("bg", "час", ("част", "частта", "части")),
    ("bg", "място", ("месец", "месеца")),
    ("bg", "точно", ("точка", "точки")),
    ("bg", "съд", ("съдържа", "съдържание")),
    ("bg", "карам", ("карта", "картата")),
    ("bg", "дано", ("данни", "данните")),
    ("bg", "нов", ("новина", "новини")),
    ("bg", "пара", ("парк", "паркът")),
    ("bg", "приятен", ("приятел", "приятели")),
    ("bg", "живот", ("животно", "животни")),
    ("bg", "страна", ("странен", "странна")),
    ("bg", "кола", ("колко", "колкото")),
    ("bg", "сам", ("само",)),
    ("bg", "пред", ("преди",)),
    ("ro", "politică", ("poliție", "poliția", "politia")),
    ("ro", "autor", ("autoritate", "autorități")),
    ("ro", "comun", ("comunitate", "comunității")),
    ("ro", "local", ("localitate", "localități")),
    ("ro", "obiect", ("obiectiv", "obiectivele")),
    ("ro", "spate", ("spațiu", "spațiul", "spatii")),
    ("ro", "direct", ("direcție", "direcția", "directii")),
    ("ro", "prim", ("primim", "primit", "primește")),
    ("ro", "mâini", ("mâine",)),
    ("ro", "vreme", ("vrem",)),
    ("de", "andere", ("ändern", "geändert", "ändert")),
    ("de", "seit", ("Seite", "Seiten")),
    ("de", "rund", ("Runde", "Runden")),
    ("de", "nach", ("nächste", "nächsten")),
    ("de", "sich", ("sicher", "sichere")),
    ("de", "meist", ("Meister",)),
    ("de", "Lage", ("Lager", "lagern")),
    ("de", "Mark", ("Marke", "Marken")),
    ("de", "Link", ("links", "linke")),
    ("de", "Land", ("landen", "gelandet")),
    ("de", "Weg", ("wegen",)),
    ("de", "Recht", ("rechts",)),
    ("de", "Fall", ("falls",)),
    ("de", "unter", ("unten",)),
]


def found_by(document: str, query: str, language: str) -> bool:
    """Tell whether a query of one word finds a document of one word."""
    [there], [asked] = analysis.words(document), analysis.words(query)
    stems = analysis.document_stems(there, language)
    return not stems.isdisjoint(analysis.query_stems(asked, USED))


@pytest.mark.parametrize(("language", "word", "others"), TOLD_APART)
def test_a_common_word_is_not_found_by_one_that_only_looks_like_it(
    language: str, word: str, others: tuple[str, ...]
) -> None:
    for other in others:
        assert not found_by(word, other, language)
        assert not found_by(other, word, language)


@pytest.mark.parametrize(
    ("language", "forms"), [(told[0], told[2]) for told in TOLD_APART if told[2][1:]]
)
def test_its_forms_find_each_other_still(language: str, forms: tuple[str, ...]) -> None:
    for one, other in combinations(forms, 2):
        assert found_by(one, other, language)
        assert found_by(fold(one), other, language)


def test_most_words_are_left_to_the_stemmer() -> None:
    assert apart("ru", "договор") == ""
    assert apart("de", "Vertrag") == ""
    assert apart("fr", "seite") == ""
