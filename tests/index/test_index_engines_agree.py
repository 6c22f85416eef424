"""Both engines give the same answer: hits, order by date, facets and counts."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest

from index import Engine
from index import ENGINES
from index import Narrowing
from index import open_index
from index import parse
from index import Sort
from index import TANTIVY
from index import WHOOSH
from index.query import Filter
from tests.index.asking import Make
from tests.index.test_index_against_brute_force import entry
from tests.index.test_index_against_brute_force import NAMES
from tests.index.test_index_against_brute_force import tree


@pytest.fixture(scope="module")
def pair(
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[tuple[Engine, Engine]]:
    """Two indexes with the same history."""
    folder = tmp_path_factory.mktemp("pair")
    engines = [open_index(folder, name) for name in ENGINES]
    random = Random(11)  # noqa: S311 the same every time
    for position in range(4):
        batch = [entry(random, random.randint(0, 120)) for _ in range(50)]
        gone = [f"d_{random.randint(0, 120)}" for _ in range(5)]
        for engine in engines:
            engine.apply(batch, gone, position)
    yield engines[0], engines[1]
    for engine in engines:
        engine.close()


def narrowing(random: Random) -> Narrowing:
    """Return some choice of facets; one name stands for two people, by the day."""
    values = {
        "project": frozenset(random.sample(("", "p_1", "p_2", "p_3"), 2)),
        "month": frozenset(random.sample(("2025-03", "2025-06", "2025"), 1)),
        "author": frozenset(random.sample(("Ann", "Bo Lee", "Cy", "early", "late"), 3)),
        "kind": frozenset({"mail"}),
        "language": frozenset({"en", "ru", ""}),
    }
    return Narrowing(
        values={name: values[name] for name in random.sample(sorted(values), 2)},
        author=joined,
        changes="Cy".__eq__,
        author_on=lambda _name, day: "early" if day < "2025-05" else "late",
    )


def joined(name: str) -> str:
    """Count one person's two names as one."""
    return "Ann" if name in NAMES[:2] else name


@pytest.mark.parametrize("sort", [Sort.NEWEST, Sort.OLDEST])
def test_hits_facets_and_order_are_equal(
    pair: tuple[Engine, Engine], sort: Sort
) -> None:
    random = Random(5)  # noqa: S311 the same every time
    answered = 0
    for _ in range(40):
        asked, by = tree(random), narrowing(random)
        within = [Filter("kind", ("mail",))] if random.random() < 0.3 else []
        limit, offset = random.choice(((5, 0), (5, 5), (300, 0)))

        one, other = (
            engine.search(
                asked,
                within=within,
                narrowing=by,
                sort=sort,
                limit=limit,
                offset=offset,
                facets=True,
            )
            for engine in pair
        )

        assert one == replace(other, rough=()), asked
        answered += bool(one.hits)
    assert answered > 10


def test_the_best_are_the_same_documents(pair: tuple[Engine, Engine]) -> None:
    random = Random(6)  # noqa: S311 the same every time
    for _ in range(20):
        asked = tree(random)

        one, other = (engine.search(asked, limit=300) for engine in pair)

        assert {hit.id for hit in one.hits} == {hit.id for hit in other.hits}
        assert {(h.id, h.quoted_only, h.others) for h in one.hits} == {
            (h.id, h.quoted_only, h.others) for h in other.hits
        }


def test_words_are_suggested_alike(pair: tuple[Engine, Engine]) -> None:
    for word in ("contarct", "лготип", "bigegr", "kjujnbg", "logo"):
        one, other = (engine.suggest(word) for engine in pair)

        assert one[:1] == other[:1], word


@pytest.mark.parametrize(
    ("asked", "rough"),
    [
        ('"a b"~100', ()),
        ('"a b c"~24', ()),
        ('"a b c"~25', ("a b c",)),
        ('"a b c d e"~', ("a b c d e",)),
        ('x OR "a b c d e"~', ("a b c d e",)),
        ('x -"a b c d e"~', ()),
    ],
)
def test_where_one_may_find_too_much_it_says_so(
    tmp_path: Path, mail: Make, asked: str, rough: tuple[str, ...]
) -> None:
    parted = " ".join(["a b", *["x"] * 40, "c a", *["x"] * 40, "b c"])
    found = {}
    for name in ENGINES:
        engine = open_index(tmp_path, name)
        engine.apply([mail("x a b c d e"), mail(parted)], (), 1)
        found[name] = engine.search(parse(asked).tree)
        engine.close()

    assert found[TANTIVY].rough == rough
    assert found[WHOOSH].rough == ()
    assert found[TANTIVY].total >= found[WHOOSH].total > 0
