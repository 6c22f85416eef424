"""What a word is: tokens, exact forms, stems."""

import json
import tracemalloc
from itertools import combinations
from itertools import product
from pathlib import Path
from threading import Thread

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index import analysis
from index import stretches
from index.languages import LANGUAGES
from index.languages import stem
from index.languages import stems

USED = frozenset(LANGUAGES)


def found_by(document: str, query: str, language: str) -> bool:
    """Tell whether a query of one word finds a document of one word."""
    [there], [asked] = analysis.words(document), analysis.words(query)
    stems = analysis.document_stems(there, language)
    return analysis.forms([there]) == analysis.forms([asked]) or not stems.isdisjoint(
        analysis.query_stems(asked, USED)
    )


@pytest.mark.parametrize(
    ("language", "document", "query"),
    [
        ("en", "revisions", "revision"),
        ("en", "agreed", "agree"),
        ("en", "LOGOS", "logo"),
        ("ru", "договора", "договор"),
        ("ru", "договорами", "Договору"),
        ("ru", "правки", "правка"),
        ("ru", "правок", "правка"),
        ("ru", "правка", "правок"),
        ("ru", "подарки", "подарок"),
        ("ru", "образца", "образец"),
        ("ru", "счёта", "счета"),
        ("ru", "логотипом", "логотип"),
        ("ro", "ședința", "ședință"),
        ("ro", "şedinţa", "ședință"),
        ("ro", "ședința", "sedinta"),
        ("ro", "contractului", "contract"),
        ("ro", "modificarea", "modificare"),
        ("bg", "договора", "договор"),
        ("bg", "корекциите", "корекция"),
        ("bg", "промяната", "промяна"),
        ("de", "Verträge", "Vertrag"),
        ("de", "Änderungen", "Änderung"),
        ("de", "Änderungen", "anderung"),
        ("de", "Größe", "grosse"),
        ("fr", "révisions", "revision"),
        ("es", "contratos", "contrato"),
        ("", "договора", "договор"),
        ("", "revisions", "revision"),
        ("ru", "deadlines", "deadline"),
        ("en", "договора", "договор"),
        ("ru", "интернет-магазина", "интернет-магазин"),
        ("ja", "revisions", "revision"),
    ],
)
def test_a_form_is_found_by_another_form(
    language: str, document: str, query: str
) -> None:
    assert found_by(document, query, language)


@pytest.mark.parametrize(
    ("language", "document", "query"),
    [
        ("en", "sign", "sigh"),
        ("en", "contract", "contrast"),
        ("en", "policy", "police"),
        ("ru", "йод", "иод"),
        ("ru", "договор", "разговор"),
        ("ru", "банка", "баня"),
        ("ru", "край", "край-нее"),
        ("ro", "casă", "cazare"),
        ("ro", "contract", "contrast"),
        ("bg", "договор", "говор"),
        ("bg", "цена", "ценз"),
        ("de", "Vertrag", "Vortrag"),
        ("de", "Rechnung", "Richtung"),
        ("en", "TS-12", "TS-13"),
        ("ru", "сайт", "сайтология"),
    ],
)
def test_false_friends_stay_apart(language: str, document: str, query: str) -> None:
    assert not found_by(document, query, language)


def test_a_stem_of_one_language_never_answers_for_another() -> None:
    assert stem("english", "mare") == "mare"
    assert not found_by("mare", "marile", "en")
    assert found_by("mare", "marile", "ro")


def test_cyrillic_words_are_never_given_to_latin_stemmers() -> None:
    [word] = analysis.words("договора")

    assert analysis.document_stems(word, "en") == {
        "russian:договор",
        "stem-context-1:договор",
        "stem-context-2:договор",
    }


@pytest.mark.parametrize(
    ("text", "whole", "pieces"),
    [
        ("TS-12", ("ts-12",), ["ts", "12"]),
        ("v1.0", ("v1.0",), ["v", "1", "0"]),
        ("§4.2", ("4.2", "§4.2"), ["4", "2"]),
        ("4.2", ("4.2",), ["4", "2"]),
        ("brief_v2.pdf", ("brief_v2.pdf",), ["brief", "v", "2", "pdf"]),
        (
            "ann@client.example",
            ("ann@client.example",),
            ["ann", "client", "example"],
        ),
        ("1,200", ("1,200", "#1200"), ["1", "200"]),
        ("1 200", ("#1200",), ["1", "200"]),
        ("1\u00a0200,50", ("#1200.5",), ["1", "200", "50"]),
        ("1.200.000", ("1.200.000", "#1200000"), ["1", "200", "000"]),
        ("4,2", ("4,2", "#4.2"), ["4", "2"]),
        ("10px", ("10px",), ["10", "px"]),
        ("TS12", ("ts12",), ["ts", "12"]),
        ("40%", ("40%",), ["40", "%"]),
        ("40 %", ("40%",), ["40", "%"]),
        ("हिन्दी", (), ["हिन्दी"]),
        ("ст\u00adрока", (), ["строка"]),
        ("и\u0306од", (), ["йод"]),
    ],
)
def test_what_stands_together_is_kept_whole_and_in_pieces(
    text: str, whole: tuple[str, ...], pieces: list[str]
) -> None:
    [compound] = analysis.words(text)

    assert compound.whole == whole
    assert [piece.text for piece in compound.pieces] == pieces


@pytest.mark.parametrize(
    "name",
    [
        "§",
        "§§",
        "cl.",
        "clause",
        "Clauses",
        "sec.",
        "Section",
        "art.",
        "Articles",
        "п.",
        "пп.",
        "пункта",
        "Статья",
        "ст.",
        "чл.",
        "член",
        "ал.",
        "точка",
        "pct.",
        "punctul",
        "alin.",
        "articolul",
        "clauza",
        "Ziff.",
        "Ziffer",
        "Abschnitt",
        "ARTIKEL",
    ],
)
def test_a_clause_is_found_by_its_number_whatever_it_is_called(name: str) -> None:
    [clause] = [
        word for word in analysis.words(f"see {name} 4.2 there") if len(word.pieces) > 1
    ]

    assert clause.whole == ("4.2", "§4.2")


def test_a_comma_or_an_apostrophe_does_not_join_words() -> None:
    assert [word.whole for word in analysis.words("red,blue client's 'logo'")] == [
        ()
    ] * 5


@given(st.text(max_size=60))
def test_tokens_stand_in_the_text_in_order_with_positions_counted(text: str) -> None:
    last = 0
    for number, token in enumerate(analysis.tokens(text)):
        assert last <= token.start < token.end <= len(text)
        assert token.position == number
        assert token.text == analysis.fold(text[token.start : token.end])
        assert token.text
        last = token.end


@given(st.text(max_size=60), st.sampled_from(["", "en", "ru", "ro", "bg", "de", "xx"]))
def test_what_is_indexed_is_what_tokens_say(text: str, language: str) -> None:
    terms = analysis.terms(text, language)
    expected: dict[str, list[int]] = {}
    for token in analysis.tokens(text):
        for whole in token.compound.whole if token.first else ():
            expected.setdefault(whole, []).append(token.position)
        expected.setdefault(token.text, []).append(token.position)

    found = {term: list(places) for term, places in terms.positions.items()}
    assert found == expected
    assert terms.length == len(list(analysis.tokens(text)))


@given(st.text(max_size=60) | st.text("ab1-.§ \n", max_size=60), st.integers(1, 9))
def test_cutting_a_long_text_in_stretches_changes_nothing(text: str, size: int) -> None:
    whole = analysis.terms(text, "en")

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(stretches, "STRETCH", size)
        cut = analysis.terms(text, "en")

    assert cut == whole


def test_the_words_of_a_long_text_are_not_held_all_at_once() -> None:
    text = "логотип макет баннер правка " * 50_000
    analysis.terms(text[:1000], "ru")

    tracemalloc.start()
    analysis.terms(text, "ru")
    _now, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert peak < 2 * len(text)


@pytest.mark.parametrize("code", sorted(LANGUAGES))
def test_every_language_has_a_stemmer_that_works(code: str) -> None:
    for term in stems(code, ["logo"]):
        assert "logo".startswith(term.partition(":")[2] or "none")


@pytest.mark.parametrize(
    ("language", "bar"), [("ru", 0.85), ("bg", 0.70), ("ro", 0.68), ("de", 0.64)]
)
def test_the_forms_of_words_as_grammars_list_them_find_each_other(
    language: str, bar: float
) -> None:
    """Whole paradigms, with the forms that no stemmer joins."""
    written = (Path(__file__).parent / "paradigms.json").read_text("utf-8")
    families = json.loads(written)[language]
    pairs = [pair for forms in families for pair in combinations(forms, 2)]
    found = sum(found_by(one, other, language) for one, other in pairs)
    confused = [
        (one, other)
        for these, those in combinations(families, 2)
        for one, other in product(these, those)
        if found_by(one, other, language)
    ]

    assert found / len(pairs) >= bar
    assert confused == []


def test_stems_are_the_same_from_many_threads() -> None:
    forms = [f"договор{end}" for end in ("а", "у", "ом", "е", "ы", "ов", "ами", "ах")]
    words = [f"{form}{n}"[: 5 + n % 9] for form in forms for n in range(200)]
    expected = [stem.__wrapped__("russian", word) for word in words]
    seen: list[list[str]] = []

    def work() -> None:
        seen.append([stem.__wrapped__("russian", word) for word in words])

    threads = [Thread(target=work) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert seen == [expected] * 6


@pytest.mark.parametrize(
    ("language", "name", "bar"),
    [
        ("ru", "snowball_russian_families", 0.85),
        ("bg", "lemmas_bulgarian", 0.70),
        ("ro", "snowball_romanian_families", 0.68),
        ("de", "snowball_german_families", 0.64),
        ("en", "snowball_english_families", 0.64),
    ],
)
def test_most_forms_of_a_word_find_each_other_and_families_stay_apart(
    samples: Path, language: str, name: str, bar: float
) -> None:
    """Only the Bulgarian list is from a dictionary; the others are made by Snowball."""
    families = json.loads((samples / "lang" / f"{name}.json").read_text("utf-8"))
    if language == "bg":
        families = {lemma: [lemma, *forms] for lemma, forms in families.items()}
    pairs = [pair for forms in families.values() for pair in combinations(forms, 2)]
    heads = [forms[0] for forms in families.values()]

    found = sum(found_by(one, other, language) for one, other in pairs)
    confused = [p for p in combinations(heads, 2) if found_by(*p, language)]

    assert found / len(pairs) >= bar
    assert confused == []
