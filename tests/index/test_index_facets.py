"""How hits are counted by their properties, and narrowed to some of them."""

from random import Random

import pytest

from index import Engine
from index import Entry
from index import Narrowing
from index import parse
from index import Sort
from index.query import Everything
from index.query import Word
from tests.index.asking import Make

KINDS = ("mail", "note", "document")
PROJECTS = ((), ("p_1",), ("p_2",), ("p_1", "p_2"))
AUTHORS = ("Ann ann@home.example", "Ann ann@work.example", "Bo bo@work.example", "")
DAYS = ("2024-12-31", "2025-01-02", "2025-03-04", "")
LANGUAGES = ("en", "ru", "")


def person(author: str) -> str:
    """Return who an author is: Ann writes from two addresses."""
    return author.partition(" ")[0]


def values(one: Entry, facet: str) -> set[str]:
    """Return which values of a facet a document has."""
    author = one.authors[0] if one.authors else ""
    return {
        "kind": {one.kind},
        "project": set(one.projects) or {""},
        "author": {person(author)},
        "month": {one.day[:7]},
        "language": {one.language},
    }[facet]


def fits(one: Entry, chosen: dict[str, set[str]], but: str = "") -> bool:
    """Tell whether a document has what is chosen, one facet left out."""
    return all(
        values(one, facet) & wanted or (facet == "month" and one.day[:4] in wanted)
        for facet, wanted in chosen.items()
        if wanted and facet != but
    )


@pytest.fixture
def entries(engine: Engine, mail: Make) -> list[Entry]:
    """Many documents, some of them the same thing in two places."""
    random = Random(7)  # noqa: S311 the same every time
    made = [
        mail(
            "logo" if number % 3 else "banner",
            kind=random.choice(KINDS),
            projects=random.choice(PROJECTS),
            authors=(random.choice(AUTHORS),),
            day=random.choice(DAYS),
            language=random.choice(LANGUAGES),
            fold=f"f_{number // 2 if number % 5 == 0 else number + 1000}",
        )
        for number in range(200)
    ]
    engine.apply(made, [], 1)
    return made


@pytest.mark.parametrize("seed", range(40))
def test_a_facet_is_counted_under_all_that_is_chosen_but_its_own(
    engine: Engine, entries: list[Entry], seed: int
) -> None:
    random = Random(seed)  # noqa: S311 the same every time
    offered = {
        "kind": KINDS,
        "project": ("p_1", "p_2", ""),
        "author": ("Ann", "Bo", ""),
        "month": ("2025-01", "2024", "2025", ""),
        "language": LANGUAGES,
    }
    chosen = {
        facet: set(random.sample(some, random.choice((0, 0, 1, 2))))
        for facet, some in offered.items()
    }

    found = engine.search(
        Word("logo"),
        narrowing=Narrowing(values=chosen, author=person),
        limit=1000,
        facets=True,
    )

    answering = [one for one in entries if one.own == "logo"]
    hits = [one for one in answering if fits(one, chosen)]
    assert found.total == len({one.fold for one in hits})
    assert {place for hit in found.hits for place in (hit.id, *hit.others)} == {
        one.id for one in hits
    }
    for facet, counts in found.facets.items():
        others = [one for one in answering if fits(one, chosen, but=facet)]
        for value, number in counts.items():
            assert number == len(
                {one.fold for one in others if value in values(one, facet)}
            ), (facet, value)
    for facet, number in found.beyond.items():
        but = {one.fold for one in answering if not facet or fits(one, chosen, facet)}
        assert number == len(but), facet


def test_a_value_that_nobody_has_finds_nothing_and_says_what_there_is_without_it(
    engine: Engine, entries: list[Entry]
) -> None:
    narrowing = Narrowing(values={"kind": {"chat"}, "language": {"ru"}})

    found = engine.search(Everything(), narrowing=narrowing, facets=True)

    russian = {one.fold for one in entries if one.language == "ru"}
    assert found.total == 0
    assert found.beyond["kind"] == len(russian)
    assert found.beyond["language"] == 0
    assert found.beyond[""] == len({one.fold for one in entries})


@pytest.mark.parametrize("sort", Sort)
def test_the_first_hits_are_the_same_however_many_are_asked_for(
    engine: Engine, entries: list[Entry], sort: Sort
) -> None:
    assert entries
    tree = parse("logo OR banner").tree

    whole = engine.search(tree, sort=sort, limit=1000).hits

    for limit in (0, 1, 7, 50):
        assert engine.search(tree, sort=sort, limit=limit).hits == whole[:limit]
        found = engine.search(tree, sort=sort, limit=limit, offset=5).hits
        assert found == whole[5 : 5 + limit]
