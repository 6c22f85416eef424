"""The index finds just what a plain reading of all tokens finds."""

from collections.abc import Iterator
from functools import cache
from itertools import product
from pathlib import Path
from random import Random

import pytest

from index import analysis
from index import Engine
from index import ENGINES
from index import Entry
from index import marks
from index import open_index
from index.languages import LANGUAGES
from index.paragraphs import in_languages
from index.query import And
from index.query import Days
from index.query import Filter
from index.query import Fuzzy
from index.query import Near
from index.query import Not
from index.query import Or
from index.query import Part
from index.query import Person
from index.query import Phrase
from index.query import Prefix
from index.query import Role
from index.query import Tree
from index.query import Word

WORDS = [
    "logo",
    "logos",
    "logotype",
    "bigger",
    "big",
    "the",
    "a",
    "of",
    "agreed",
    "agree",
    "agreement",
    "contract",
    "contracts",
    "договор",
    "договора",
    "договором",
    "логотип",
    "логотипа",
    "правка",
    "правки",
    "больше",
    "мой",
    "мои",
    "и",
    "в",
    "ședință",
    "şedinţa",
    "sedinta",
    "contractul",
    "contractului",
    "modificare",
    "договорът",
    "промяна",
    "промените",
    "Vertrag",
    "Verträge",
    "Änderung",
    "Größe",
    "TS-12",
    "TS-13",
    "ts",
    "12",
    "v1.0",
    "§4.2",
    "4.2",
    "4.2.1",
    "brief_v2.pdf",
    "ann@client.example",
    "client's",
    "интернет-магазин",
    "интернет-магазина",
    "1,200",
    "1200",
    "1 200",
    "40 %",
    "10px",
    "€",
    "Иванова",
    "ivanovoj",
    "pravok",
    "logotipa",
]
PARAGRAPHS = (
    "Please send us the logos and the contracts that we have agreed.",
    "Пожалуйста, пришлите нам правки и договоры, которые мы обсуждали.",
    "Vă rog să ne trimiteți contractele și modificările până vineri.",
    "Моля да ни изпратите договорите и промените, които сме съгласували.",
    "Bitte senden Sie uns die Verträge und die Änderungen, die wir haben.",
)
ASKED = [word for word in WORDS if len(analysis.words(word)) == 1]
SLIPS = ("lgoo", "contarct", "логтип", "sedintta", "ts-31", "v1,0", "brief_v2.pfd")
NAMES = ("Ann Lee", "ann@client.example", "Bo Lee", "Анна Иванова", "Anna I", "Cy")
USED = frozenset({"en", "ru", "ro", "bg", "de", ""})


def text(random: Random, most: int) -> str:
    """Return some words; common ones are common."""
    chosen = [
        WORDS[min(int(random.paretovariate(0.6)) - 1, len(WORDS) - 1)]
        if random.random() < 0.5
        else random.choice(WORDS)
        for _ in range(random.randint(0, most))
    ]
    if random.random() < 0.2:
        chosen.insert(
            random.randint(0, len(chosen)), f"\n{random.choice(PARAGRAPHS)}\n"
        )
    return random.choice((" ", ", ", "\n")).join(chosen)


def entry(random: Random, number: int) -> Entry:
    return Entry(
        id=f"d_{number}",
        fold=f"f_{random.randint(0, 150)}",
        order=random.randint(0, 9),
        kind=random.choice(("mail", "note")),
        title=text(random, 3),
        own=text(random, 25),
        quoted=text(random, 10),
        language=random.choice(("en", "ru", "ro", "bg", "de", "")),
        projects=tuple(random.sample(("p_1", "p_2", "p_3"), random.randint(0, 2))),
        authors=tuple(random.sample(NAMES, random.randint(0, 2))),
        recipients=tuple(random.sample(NAMES, random.randint(0, 2))),
        others=tuple(random.sample(NAMES, random.randint(0, 1))),
        day=random.choice(
            ("", f"2025-0{random.randint(1, 9)}-1{random.randint(0, 9)}")
        ),
        moment=random.choice((None, random.randint(-9, 9))),
    )


def tree(random: Random, depth: int = 2) -> Tree:
    part = random.choice((Part.ANY, Part.ANY, Part.OWN))
    leaves: list[Tree] = [
        Word(random.choice(ASKED), part),
        Word(random.choice(ASKED), part),
        Phrase(" ".join(random.choices(WORDS[:12], k=random.randint(2, 3))), part),
        Near(
            " ".join(random.choices(WORDS, k=random.randint(2, 3))),
            random.randint(0, 6),
            part,
        ),
        Fuzzy(random.choice((*ASKED, *SLIPS)), random.randint(1, 2), part),
        Prefix(random.choice(("log", "agree", "дого", "ts-", "contr", "1,2", "v1.0"))),
        Person(random.choice(list(Role)), random.choice((*NAMES, "lee", "ann", "x"))),
        Filter("project", tuple(random.sample(("p_1", "p_2"), random.randint(1, 2)))),
        Filter("kind", ("mail",)),
        Days(f"2025-0{random.randint(1, 5)}-15", f"2025-0{random.randint(4, 9)}-12"),
    ]
    if not depth or random.random() < 0.3:
        return random.choice(leaves)
    parts = tuple(tree(random, depth - 1) for _ in range(random.randint(2, 3)))
    return random.choice((And(parts), And(parts), Or(parts), Not(parts[0])))


def holds(entry: Entry, tree: Tree) -> bool:  # noqa: C901, PLR0911 a line a node
    """Tell whether a document answers, by reading all of it."""
    match tree:
        case And(parts):
            return all(holds(entry, part) for part in parts)
        case Or(parts):
            return any(holds(entry, part) for part in parts)
        case Not(part):
            return not holds(entry, part)
        case Days(first, last):
            return first <= entry.day <= last
        case Filter("project", values):
            return bool(set(values) & set(entry.projects))
        case Filter(_, values):
            return entry.kind in values
        case Person(role, name):
            people = {
                Role.AUTHOR: entry.authors,
                Role.RECIPIENT: entry.recipients,
                Role.ANY: entry.authors + entry.recipients + entry.others,
            }
            return any(stands(one, name) or is_named(one, name) for one in people[role])
        case Word(word, part):
            return (
                any(stands(one, word) for one in texts(entry, part))
                or any(is_written(one, word) for one in texts(entry, part))
                or any(
                    has_form(one, word, entry.language)
                    for one in texts(entry, part)[:3]
                )
                or any(is_named(one, word) for one in texts(entry, part)[3:])
            )
        case Phrase(phrase, part):
            return any(stands(one, phrase) for one in texts(entry, part))
        case Near(asked, apart, part):
            return any(stand_near(one, asked, apart) for one in texts(entry, part))
        case Fuzzy(word, slips, part):
            asked = analysis.fold(word)
            return any(
                abs(len(form) - len(asked)) <= slips and edits(form, asked) <= slips
                for one in texts(entry, part)
                for form in wholes_of(one)
            )
        case Prefix(prefix, part):
            return any(
                form.startswith(analysis.fold(prefix))
                for one in texts(entry, part)
                for form in wholes_of(one)
            )
    raise AssertionError


def texts(entry: Entry, part: Part) -> list[str]:
    """Return every text that a word may stand in, each by itself."""
    if part is Part.OWN:
        return [entry.own]
    people = (*entry.authors, *entry.recipients, *entry.others)
    return [entry.own, entry.title, entry.quoted, *people]


def stands(text: str, phrase: str) -> bool:
    """Tell whether words stand one after the other."""
    return row_in(text, forms_of(phrase))


def row_in(text: str, asked: tuple[str, ...]) -> bool:
    """Tell whether pieces stand one after the other."""
    there = forms_of(text)
    return any(there[at : at + len(asked)] == asked for at in range(len(there)))


def stand_near(text: str, asked: str, apart: int) -> bool:
    """Tell whether some choice of places, one a word, is narrow enough: tries all."""
    there, pieces = forms_of(text), forms_of(asked)
    places = [[at for at, form in enumerate(there) if form == one] for one in pieces]
    return any(
        len(set(chosen)) == len(pieces)
        and max(chosen) - min(chosen) + 1 <= len(pieces) + apart
        for chosen in product(*places)
    )


@cache
def wholes_of(text: str) -> frozenset[str]:
    """Return the pieces and the compounds of a text."""
    return frozenset(
        form
        for token in analysis.tokens(text)
        for form in (token.text, *token.compound.whole)
    )


@cache
def edits(one: str, other: str) -> int:
    """Return how many slips lie between two words, by the textbook's recursion."""
    if not one or not other:
        return len(one) + len(other)
    best = min(
        edits(one[1:], other) + 1,
        edits(one, other[1:]) + 1,
        edits(one[1:], other[1:]) + (one[0] != other[0]),
    )
    if one[:2] == other[1::-1] and len(one) > 1 < len(other):
        best = min(best, edits(one[2:], other[2:]) + 1)
    return best


def is_written(text: str, word: str) -> bool:
    """Tell whether a word stands in a text as a whole, in any of its spellings."""
    [asked] = analysis.words(word)
    found = wholes_of(text)
    rows = [analysis.forms([one]) for one in (asked, *analysis.spellings(asked))]
    alone = [row[0] for row in rows if len(row) == 1]
    return not found.isdisjoint((*asked.whole, *alone)) or any(
        row_in(text, row) for row in rows
    )


def is_named(name: str, asked: str) -> bool:
    """Tell whether a name holds the words of another alphabet, in their order."""
    if any(len(word.pieces) > 1 for word in analysis.words(f"{name} {asked}")):
        return False
    there = [sounds(word) for word in analysis.words(name)]
    wanted = [sounds(word) for word in analysis.words(asked)]
    runs = (there[at : at + len(wanted)] for at in range(len(there)))
    return any(
        len(run) == len(wanted) and all(map(set.intersection, run, wanted))
        for run in runs
    )


def sounds(word: analysis.Compound) -> set[str]:
    """Return what a word sounds like, or the word where that is nothing."""
    if len(word.pieces) > 1:
        return set()
    return set(analysis.name_sounds(word)) or {word.pieces[0].text}


def has_form(text: str, word: str, language: str) -> bool:
    """Tell whether a form of a word, or of a compound, stands in a text."""
    [asked] = analysis.words(word)
    stems = analysis.query_stems(asked, frozenset(LANGUAGES))
    return not stems.isdisjoint(stems_of(text, language))


@cache
def forms_of(text: str) -> tuple[str, ...]:
    """Return the pieces of a text."""
    return tuple(token.text for token in analysis.tokens(text))


@cache
def stems_of(text: str, language: str) -> frozenset[str]:
    """Return the stems and sounds of all compounds and all pieces of a text."""
    found: set[str] = set()
    for start, end, tongue in in_languages(text, language):
        for token in analysis.tokens(text[start:end]):
            alone = analysis.Compound((token.piece,), ())
            for one in (token.compound, alone):
                found |= analysis.document_stems(one, tongue)
            named = text[start + token.start].isupper()
            found |= analysis.document_sounds(alone, tongue, named=named)
    return frozenset(found)


@pytest.fixture(scope="module", params=ENGINES)
def archive(
    tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest
) -> Iterator[tuple[Engine, list[Entry]]]:
    """An index with some history: batches, replaced and removed documents."""
    folder: Path = tmp_path_factory.mktemp("archive")
    random = Random(7)  # noqa: S311 the same every time
    engine = open_index(folder, request.param)
    kept: dict[str, Entry] = {}
    for position in range(6):
        batch = [entry(random, random.randint(0, 250)) for _ in range(60)]
        gone = random.sample(sorted(kept), min(len(kept), 8))
        engine.apply(batch, gone, position)
        for name in gone:
            del kept[name]
        kept.update({one.id: one for one in batch})
    yield engine, list(kept.values())
    engine.close()


@pytest.mark.parametrize("seed", range(8))
def test_of_a_thousand_random_queries_none_is_answered_wrongly(
    archive: tuple[Engine, list[Entry]], seed: int
) -> None:
    engine, entries = archive
    random = Random(seed)  # noqa: S311 the same every time
    answered = 0
    for _ in range(125):
        asked = tree(random)
        found = engine.search(asked, limit=1000, facets=True)
        expected = [one for one in entries if holds(one, asked)]
        answered += bool(expected)

        places = {place for hit in found.hits for place in (hit.id, *hit.others)}
        assert places == {one.id for one in expected}, asked
        assert found.total == len(found.hits) == len({one.fold for one in expected})
        assert all(hit.places == 1 + len(hit.others) for hit in found.hits)
        for kind, number in found.facets["kind"].items():
            assert number == len({one.fold for one in expected if one.kind == kind})
        for project, number in found.facets["project"].items():
            folds = {one.fold for one in expected if project in (one.projects or ("",))}
            assert number == len(folds)
    assert answered > 40


def test_what_is_found_by_its_own_words_is_marked_in_them(
    archive: tuple[Engine, list[Entry]],
) -> None:
    engine, entries = archive
    known = {one.id: one for one in entries}
    for word in ASKED:
        asked = Word(word, Part.OWN)
        for hit in engine.search(asked, limit=1000).hits:
            one = known[hit.id]
            assert marks(one.own, asked, one.language), (word, one.own)
