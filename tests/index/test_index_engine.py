"""What an index finds."""

import pytest

from index import Engine
from index import parse
from index import Sort
from index.query import And
from index.query import Everything
from index.query import Filter
from index.query import Most
from index.query import Not
from index.query import Nothing
from index.query import Person
from index.query import Role
from index.query import Word
from tests.index.asking import ids
from tests.index.asking import Make
from tests.index.asking import search


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("logo", {"d_1", "d_2"}),
        ("logos bigger", {"d_1"}),
        ("logo -bigger", {"d_2"}),
        ("logo AND договор", {"d_2"}),
        ("bigger OR договоров", {"d_1", "d_2"}),
        ("logo (bigger OR nothing)", {"d_1"}),
        ('"the logo bigger"', {"d_1"}),
        ('"logo the bigger"', set()),
        ('"logos bigger"', set()),
        ("big*", {"d_1"}),
        ("догов*", {"d_2"}),
        ("TS-12", {"d_1"}),
        ("TS 12", {"d_1"}),
        ("ts-13", set()),
        ("brief_v2.pdf", {"d_2"}),
        ("brief", {"d_2"}),
        ("§4.2", {"d_2"}),
        ("4.2", {"d_2"}),
        ("sedinta", {"d_3"}),
        ("from:ann", {"d_1"}),
        ("from:ann@client.example", {"d_1"}),
        ('from:"ann lee"', {"d_1"}),
        ('from:"lee ann"', set()),
        ("to:bo", {"d_1"}),
        ("with:bo", {"d_1", "d_2"}),
        ("with:cy", {"d_3"}),
        ("lee", {"d_1"}),
        ("kind:note", {"d_3"}),
        ("lang:ru", {"d_2"}),
        ("has:file", {"d_2"}),
        ("is:unfiled", {"d_3"}),
        ("project:p_1", {"d_1", "d_2"}),
        ("client:c_2", {"d_2"}),
        ("project:p_1 on:2025-03", {"d_1"}),
        ("after:2025-03-05", {"d_2"}),
        ("after:2025-03-04", {"d_1", "d_2"}),
        ("before:2025-03-04", {"d_1"}),
        ("before:2025", {"d_1", "d_2"}),
        ("-on:2025-03", {"d_2", "d_3"}),
        ("logo after:2025-04 -has:file", set()),
        ("-logo", {"d_3"}),
        ('"bigger make"~2', {"d_1"}),
        ('"bigger make"~1', set()),
        ('-"bigger make"~2 logo', {"d_2"}),
        ("lgoo~", {"d_1", "d_2"}),
        ("лгоо~", set()),
        ("", {"d_1", "d_2", "d_3"}),
    ],
)
def test_a_query_finds_just_what_answers_it(
    engine: Engine, mail: Make, words: str, found: set[str]
) -> None:
    engine.apply(
        [
            mail(
                "Please make the logo bigger, see TS-12.",
                language="en",
                authors=("Ann Lee", "ann@client.example"),
                recipients=("Bo",),
                projects=("p_1",),
                clients=("c_1",),
                day="2025-03-04",
            ),
            mail(
                "По договору §4.2: brief_v2.pdf, logo",
                language="ru",
                authors=("Bo",),
                projects=("p_1", "p_2"),
                clients=("c_1", "c_2"),
                day="2025-04-30",
                has=frozenset({"file"}),
            ),
            mail(
                "",
                title="Şedinţa de luni",
                language="ro",
                kind="note",
                others=("Cy",),
                has=frozenset({"unfiled"}),
            ),
        ],
        [],
        1,
    )

    assert set(ids(engine, words)) == found


def test_the_exact_form_comes_before_other_forms(engine: Engine, mail: Make) -> None:
    engine.apply(
        [mail("the logos stay", language="en"), mail("the logo stays", language="en")],
        [],
        1,
    )

    assert ids(engine, "logo") == ["d_2", "d_1"]
    assert ids(engine, "logos") == ["d_1", "d_2"]


def test_title_and_own_words_come_before_quoted_ones(
    engine: Engine, mail: Make
) -> None:
    text = {"language": "en"}
    engine.apply(
        [
            mail("nothing more", quoted="the logo", **text),
            mail("the logo then", **text),
            mail("nothing more", title="logo", **text),
        ],
        [],
        1,
    )

    assert ids(engine, "logo") == ["d_3", "d_2", "d_1"]


def test_words_that_stand_only_in_a_quote_are_found_and_said_to_be(
    engine: Engine, mail: Make
) -> None:
    engine.apply(
        [
            mail("yes", quoted="a bigger logo", authors=("Ann",)),
            mail("a bigger logo", quoted="a bigger logo", authors=("Bo",)),
        ],
        [],
        1,
    )

    assert {h.id: h.quoted_only for h in search(engine, "logo").hits} == {
        "d_1": True,
        "d_2": False,
    }
    assert {h.id: h.quoted_only for h in search(engine, "yes logo").hits} == {
        "d_1": False
    }
    assert not any(hit.quoted_only for hit in search(engine, "from:ann").hits)


def test_by_means_what_an_author_wrote_and_not_what_they_quoted(
    engine: Engine, mail: Make
) -> None:
    engine.apply(
        [
            mail("yes", quoted="a bigger logo", authors=("Ann",)),
            mail("a bigger logo", authors=("Ann",)),
            mail("a bigger logo", authors=("Bo",)),
        ],
        [],
        1,
    )

    assert ids(engine, "by:ann logo") == ["d_2"]
    assert set(ids(engine, "from:ann logo")) == {"d_1", "d_2"}


def test_a_negated_word_keeps_out_who_only_quotes_it(
    engine: Engine, mail: Make
) -> None:
    engine.apply([mail("yes", quoted="logo"), mail("yes")], [], 1)

    assert ids(engine, "yes -logo") == ["d_2"]


@pytest.mark.parametrize(
    ("least", "found"),
    [(1, ["all", "two", "one"]), (2, ["all", "two"]), (3, ["all"]), (4, [])],
)
def test_of_some_words_at_least_so_many_must_be_there(
    engine: Engine, mail: Make, least: int, found: list[str]
) -> None:
    engine.apply(
        [
            mail(id="one", own="logo here and there"),
            mail(id="two", own="bigger logo here"),
            mail(id="all", own="bigger red logo"),
            mail(id="none", own="nothing"),
        ],
        removed=[],
        position=1,
    )
    tree = Most((Word("logos"), Word("bigger"), Word("red")), least)

    assert [hit.id for hit in engine.search(tree).hits] == found


def test_equal_folds_are_one_hit_with_its_places(engine: Engine, mail: Make) -> None:
    engine.apply(
        [
            mail("a contract", fold="same", order=7, projects=("p_1",)),
            mail("a contract", fold="same", order=3, projects=("p_2",)),
            mail("a contract", fold="same", order=5, projects=("p_2",)),
            mail("another contract"),
        ],
        [],
        1,
    )

    found = search(engine, "contract")
    [hit] = [hit for hit in found.hits if hit.places > 1]

    assert found.total == 2
    assert (hit.id, hit.places, hit.others) == ("d_2", 3, ("d_3", "d_1"))
    assert found.facets["project"] == {"p_1": 1, "p_2": 1, "": 1}
    assert found.facets["kind"] == {"mail": 2}


def test_documents_are_asked_for_by_their_ids(engine: Engine, mail: Make) -> None:
    engine.apply([mail("logo"), mail("logo"), mail("font")], [], 1)

    def found(*ids: str) -> set[str]:
        asked = And((Word("logo"), Filter("id", ids)))
        return {hit.id for hit in engine.search(asked).hits}

    assert found("d_2", "d_3", "d_nowhere") == {"d_2"}
    assert found() == set()
    assert engine.search(Not(Filter("id", ()))).total == 3


def test_only_places_that_answer_count(engine: Engine, mail: Make) -> None:
    engine.apply(
        [
            mail("a contract", fold="same", projects=("p_1",)),
            mail("a contract", fold="same", projects=("p_2",)),
        ],
        [],
        1,
    )

    [hit] = engine.search(
        parse("contract").tree, within=[Filter("project", ("p_2",))]
    ).hits

    assert (hit.id, hit.places, hit.others) == ("d_2", 1, ())


def test_facets_count_every_fold_and_not_just_those_shown(
    engine: Engine, mail: Make
) -> None:
    engine.apply(
        [
            mail("x", authors=("Ann", "ann@client.example"), day="2025-03-04"),
            mail("x", authors=("Ann",), day="2025-03-09", language="ru"),
            mail("x", kind="note", language="en", projects=("p_1", "p_1")),
        ],
        [],
        1,
    )

    found = engine.search(parse("x").tree, limit=1, facets=True)

    assert len(found.hits) == 1
    assert found.total == 3
    assert found.facets == {
        "kind": {"mail": 2, "note": 1},
        "project": {"": 2, "p_1": 1},
        "author": {"Ann": 2},
        "month": {"2025-03": 2},
        "language": {"en": 1, "ru": 1},
    }
    assert engine.search(parse("x").tree).facets == {}


def test_hits_are_sorted_by_moment_and_unknown_moments_come_last(
    engine: Engine, mail: Make
) -> None:
    engine.apply(
        [mail("x", moment=5), mail("x"), mail("x", moment=-5), mail("x", moment=50)],
        [],
        1,
    )

    assert ids(engine, "x", Sort.NEWEST) == ["d_4", "d_1", "d_3", "d_2"]
    assert ids(engine, "x", Sort.OLDEST) == ["d_3", "d_1", "d_4", "d_2"]
    assert ids(engine, "x", Sort.BEST) == ["d_4", "d_1", "d_3", "d_2"]


def test_pages_of_hits_follow_each_other_without_gap(
    engine: Engine, mail: Make
) -> None:
    engine.apply([mail("x " * n + "y") for n in range(1, 30)], [], 1)
    tree = parse("x").tree

    whole = [hit.id for hit in engine.search(tree, limit=100).hits]
    parts = [
        hit.id
        for offset in range(0, 35, 7)
        for hit in engine.search(tree, limit=7, offset=offset).hits
    ]

    assert parts == whole
    assert len(set(whole)) == 29


def test_names_do_not_run_into_each_other(engine: Engine, mail: Make) -> None:
    engine.apply([mail("x", authors=("Ann", "Lee"))], [], 1)

    assert engine.search(Person(Role.AUTHOR, "Ann Lee")).total == 0
    assert engine.search(Person(Role.AUTHOR, "Ann")).total == 1


@pytest.mark.parametrize("text", ["\x00", "a\ud800b", "x" * 5000, "é\u0301" * 300])
def test_any_text_is_kept_and_found(engine: Engine, mail: Make, text: str) -> None:
    engine.apply([mail(f"{text} x", title=text, authors=(text,))], [], 1)

    assert ids(engine, "x") == ["d_1"]
    if any(letter.isalnum() for letter in text):
        assert ids(engine, text) == ["d_1"]


def test_a_phrase_is_found_and_counted_where_its_words_are_many(
    engine: Engine, mail: Make
) -> None:
    engine.apply([mail("x " * 40 + "y"), mail("x " * 40 + "z y")], [], 1)

    assert ids(engine, '"x x y"') == ["d_1"]
    assert set(ids(engine, '"x x x"')) == {"d_1", "d_2"}


def test_what_was_not_understood_finds_nothing(engine: Engine, mail: Make) -> None:
    engine.apply([mail("x")], [], 1)

    assert search(engine, "on:nonsense").total == 0
    assert engine.search(And((Nothing(), Word("x")))).total == 0
    assert engine.search(And((Everything(), Word("x")))).total == 1
    assert engine.search(And(())).total == 1
