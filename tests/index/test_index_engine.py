"""What an index finds, and how it stays whole."""

import gc
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from threading import Thread

import pytest

from index import Engine
from index import Entry
from index import Found
from index import IndexBrokenError
from index import IndexBusyError
from index import open_index
from index import parse
from index import Sort
from index.query import Filter
from index.query import Person
from index.query import Role
from index.whoosh_engine import STEP

Make = Callable[..., Entry]

COMMITS = 4 * STEP


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    opened = open_index(tmp_path)
    yield opened
    opened.close()


@pytest.fixture
def mail() -> Make:
    """A mail with an id, a fold and an order of its own, unless told otherwise."""
    numbers = count(1)

    def make(own: str = "", **properties: object) -> Entry:
        number = next(numbers)
        told = {"id": f"d_{number}", "fold": f"f_{number}", "order": number}
        return Entry(**{"kind": "mail", "own": own, **told, **properties})  # type: ignore[arg-type]

    return make


def ids(engine: Engine, words: str, sort: Sort = Sort.BEST) -> list[str]:
    """Return the ids of what is found, in order."""
    return [hit.id for hit in search(engine, words, sort).hits]


def search(engine: Engine, words: str, sort: Sort = Sort.BEST) -> Found:
    """Search as a person does."""
    return engine.search(parse(words).tree, sort=sort, facets=True)


def test_a_new_index_is_empty_and_at_position_0(engine: Engine) -> None:
    assert engine.position() == 0
    assert engine.count() == 0
    assert ids(engine, "anything") == []
    assert ids(engine, "") == []
    assert ids(engine, "-anything log*") == []


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
    assert found.facets["project"] == {"p_1": 1, "p_2": 1}
    assert found.facets["kind"] == {"mail": 2}


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
        "project": {"p_1": 1},
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


def test_an_entry_replaces_the_former_one_of_its_id(engine: Engine, mail: Make) -> None:
    engine.apply([mail("before", id="d")], [], 1)
    engine.apply([mail("after", id="d"), mail("last", id="d")], [], 2)

    assert ids(engine, "before OR after") == []
    assert ids(engine, "last") == ["d"]
    assert engine.count() == 1


def test_a_removed_document_is_found_no_more(engine: Engine, mail: Make) -> None:
    engine.apply([mail("x", id="a"), mail("x", id="b")], [], 1)
    engine.apply([], ["a", "never was"], 2)

    assert ids(engine, "x") == ["b"]
    assert search(engine, "").total == 1
    assert engine.count() == 1


def test_the_position_is_committed_with_the_words(tmp_path: Path, mail: Make) -> None:
    first = open_index(tmp_path)
    first.apply([mail("x")], [], 41)
    first.apply([], [], 42)
    first.close()

    again = open_index(tmp_path)

    assert again.position() == 42
    assert ids(again, "x") == ["d_1"]
    assert again.count() == 1
    again.close()


def test_applying_the_same_twice_changes_nothing(engine: Engine, mail: Make) -> None:
    entries = [mail("x one", id="a"), mail("x two", id="b")]
    engine.apply(entries, ["c"], 5)
    before = search(engine, "x")

    engine.apply(entries, ["c"], 5)

    assert search(engine, "x") == before
    assert engine.position() == 5


def test_a_batch_that_fails_leaves_the_index_as_it_was(
    engine: Engine, mail: Make
) -> None:
    engine.apply([mail("x")], [], 1)

    def entries() -> Iterator[Entry]:
        yield mail("x")
        raise KeyError

    with pytest.raises(KeyError):
        engine.apply(entries(), ["d_1"], 2)

    assert engine.position() == 1
    assert ids(engine, "x") == ["d_1"]
    engine.apply([mail("x")], [], 2)
    assert engine.position() == 2


def test_many_small_commits_are_merged_and_nothing_is_lost(
    engine: Engine, mail: Make, tmp_path: Path
) -> None:
    for number in range(COMMITS):
        engine.apply(
            [mail(f"x n{number}", fold=f"f{number % 7}", day="2025-03-04")],
            [f"d_{number - 4}"] if number % 5 == 4 else [],
            number,
        )
    gone = {f"d_{number - 4}" for number in range(4, COMMITS, 5)}
    left = COMMITS - len(gone - {"d_0"})

    assert engine.count() == left
    assert len(list(tmp_path.glob("v*/*.seg"))) <= 2 * STEP
    before = search(engine, "x")
    engine.tidy()
    assert search(engine, "x") == before
    assert len(list(tmp_path.glob("v*/*.seg"))) == 1
    assert engine.position() == COMMITS - 1
    assert ids(engine, '"x n30"') == ["d_31"]


def test_readers_see_a_commit_of_another_opening(tmp_path: Path, mail: Make) -> None:
    writer, reader = open_index(tmp_path), open_index(tmp_path)
    assert ids(reader, "x") == []

    writer.apply([mail("x")], [], 1)

    assert ids(reader, "x") == ["d_1"]
    assert reader.position() == 1
    writer.close()
    reader.close()


def test_a_second_writer_is_told_that_there_is_one(tmp_path: Path, mail: Make) -> None:
    first, second = open_index(tmp_path), open_index(tmp_path)
    first.apply([mail("x")], [], 1)

    with pytest.raises(IndexBusyError, match=f"pid {os.getpid()}"):
        second.apply([mail("x")], [], 2)
    with pytest.raises(IndexBusyError):
        second.tidy()

    first.close()
    second.apply([mail("y")], [], 2)
    assert ids(second, "y") == ["d_3"]
    second.close()


def test_the_place_of_a_writer_that_was_killed_is_free(
    tmp_path: Path, mail: Make
) -> None:
    program = (
        "import sys, time, pathlib; from index import open_index;"
        "open_index(pathlib.Path(sys.argv[1])).apply([], [], 7);"
        "print('written', flush=True); time.sleep(60)"
    )
    root = Path(__file__).resolve().parents[2]
    with subprocess.Popen(  # noqa: S603 our own interpreter and program
        [sys.executable, "-c", program, str(tmp_path)],
        stdout=subprocess.PIPE,
        cwd=root,
    ) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == b"written\n"
        mine = open_index(tmp_path)
        with pytest.raises(IndexBusyError, match=f"pid {other.pid}"):
            mine.apply([mail("x")], [], 8)
        other.send_signal(signal.SIGKILL)

    assert mine.position() == 7
    mine.apply([mail("x")], [], 8)
    assert mine.position() == 8
    mine.close()


# Whoosh leaves a file to the garbage collector when it fails to read it.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
@pytest.mark.filterwarnings("ignore::ResourceWarning")
@pytest.mark.parametrize("pattern", ["*.toc", "*.seg"])
@pytest.mark.parametrize("damage", ["cut", "zeros", "noise", "gone"])
def test_a_broken_index_says_that_it_must_be_built_anew(
    tmp_path: Path, mail: Make, pattern: str, damage: str
) -> None:
    engine = open_index(tmp_path)
    engine.apply([mail(f"x word{n}", day="2025-03-04") for n in range(50)], [], 1)
    engine.close()
    [path] = tmp_path.glob(f"v*/{pattern}")
    size = path.stat().st_size
    if damage == "gone":
        path.unlink()
    else:
        path.write_bytes(
            {
                "cut": path.read_bytes()[: size // 2],
                "zeros": bytes(size),
                "noise": bytes(n * 37 % 251 for n in range(size)),
            }[damage]
        )

    if (pattern, damage) == ("*.toc", "gone"):
        assert open_index(tmp_path).position() == 0
        return
    with pytest.raises(IndexBrokenError, match="built anew"):
        search(open_index(tmp_path), "x")
    gc.collect()


def test_many_threads_read_while_one_writes(engine: Engine, mail: Make) -> None:
    engine.apply([mail("x start")], [], 0)
    wrong: list[object] = []
    done = False

    def read() -> None:
        while not done:
            found = search(engine, "x")
            position = engine.position()
            if not found.total <= position + 1 or found.facets["kind"] != {
                "mail": found.total
            }:
                wrong.append(found)

    readers = [Thread(target=read) for _ in range(4)]
    for reader in readers:
        reader.start()
    for position in range(1, 25):
        engine.apply([mail(f"x {position}")], [], position)
    done = True
    for reader in readers:
        reader.join()

    assert wrong == []
    assert search(engine, "x").total == 25


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
