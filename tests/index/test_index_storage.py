"""How an index stays whole."""

import errno
import gc
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from threading import Thread

import pytest

from index import Engine
from index import Entry
from index import Found
from index import IndexBrokenError
from index import IndexBusyError
from index import open_index
from index import TANTIVY
from index import WHOOSH
from index import whoosh_merging
from index.kept import Kept
from index.schema import columns_of
from index.whoosh_merging import STEP
from index.whoosh_shelf import FEW_IDS
from index.whoosh_shelf import reading
from tests.index.asking import ids
from tests.index.asking import Make
from tests.index.asking import search

COMMITS = 4 * STEP

SEGMENTS = {WHOOSH: "v*/*.trm", TANTIVY: "tantivy-v*/*.term"}
"""What there is one of for each segment."""

FILES = {
    **dict.fromkeys(["*.toc", "*.trm", "*.pst", "*.facts.col"], WHOOSH),
    **dict.fromkeys(["meta.json", "*.term", "*.idx", "*.store", "*.fast"], TANTIVY),
}


def alike(one: Found, other: Found) -> bool:
    """Tell whether two answers are the same but for scores, which depend on others."""
    both = (
        replace(each, hits=tuple(replace(hit, score=0.0) for hit in each.hits))
        for each in (one, other)
    )
    return next(both) == next(both)


def test_a_new_index_is_empty_and_at_position_0(engine: Engine) -> None:
    assert engine.position() == 0
    assert engine.count() == 0
    assert ids(engine, "anything") == []
    assert ids(engine, "") == []
    assert ids(engine, "-anything log*") == []


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


def test_the_position_is_committed_with_the_words(
    tmp_path: Path, mail: Make, kind: str
) -> None:
    first = open_index(tmp_path, kind)
    first.apply([mail("x")], [], 41)
    first.apply([], [], 42)
    first.close()

    again = open_index(tmp_path, kind)

    assert again.position() == 42
    assert ids(again, "x") == ["d_1"]
    assert again.count() == 1
    again.close()


def test_applying_the_same_twice_changes_nothing(engine: Engine, mail: Make) -> None:
    entries = [mail("x one", id="a"), mail("x two", id="b")]
    engine.apply(entries, ["c"], 5)
    before = search(engine, "x")

    engine.apply(entries, ["c"], 5)

    assert alike(search(engine, "x"), before)
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
    with pytest.raises(TypeError):
        engine.apply([mail("y"), mail("x", title=5)], ["d_1"], 2)

    assert engine.position() == 1
    assert ids(engine, "x OR y") == ["d_1"]
    engine.apply([mail("x")], [], 2)
    assert engine.position() == 2


def test_many_small_commits_are_merged_and_nothing_is_lost(
    engine: Engine, mail: Make, tmp_path: Path, kind: str
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
    files = SEGMENTS[kind]
    assert len(list(tmp_path.glob(files))) <= 2 * STEP
    before = search(engine, "x")
    engine.tidy()
    assert alike(search(engine, "x"), before)
    assert kind != WHOOSH or len(list(tmp_path.glob(files))) == 1
    assert engine.position() == COMMITS - 1
    assert ids(engine, '"x n30"') == ["d_31"]


def test_only_what_is_done_in_a_while_is_merged_at_night(
    tmp_path: Path, mail: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(whoosh_merging, "AT_NIGHT", 12)
    engine = open_index(tmp_path, WHOOSH)
    for size in (10, 4, 3, 2):
        engine.apply([mail(f"x n{size}") for _ in range(size)], [], size)
    found = search(engine, "x")

    sizes = []
    for _ in range(3):
        engine.tidy()
        sizes.append(len(list(tmp_path.glob(SEGMENTS[WHOOSH]))))

    assert sizes == [2, 2, 2]
    assert alike(search(engine, "x"), found)
    engine.close()


def test_readers_see_a_commit_of_another_opening(
    tmp_path: Path, mail: Make, kind: str
) -> None:
    writer, reader = open_index(tmp_path, kind), open_index(tmp_path, kind)
    assert ids(reader, "x") == []

    writer.apply([mail("x")], [], 1)

    assert ids(reader, "x") == ["d_1"]
    assert reader.position() == 1
    writer.close()
    reader.close()


def test_a_second_writer_is_told_that_there_is_one(
    tmp_path: Path, mail: Make, kind: str
) -> None:
    first, second = open_index(tmp_path, kind), open_index(tmp_path, kind)
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
    tmp_path: Path, mail: Make, kind: str
) -> None:
    program = (
        "import sys, time, pathlib; from index import open_index;"
        "open_index(pathlib.Path(sys.argv[1]), sys.argv[2]).apply([], [], 7);"
        "print('written', flush=True); time.sleep(60)"
    )
    root = Path(__file__).resolve().parents[2]
    with subprocess.Popen(  # noqa: S603 our own interpreter and program
        [sys.executable, "-c", program, str(tmp_path), kind],
        stdout=subprocess.PIPE,
        cwd=root,
    ) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == b"written\n"
        mine = open_index(tmp_path, kind)
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
@pytest.mark.parametrize("pattern", FILES)
@pytest.mark.parametrize("damage", ["cut", "zeros", "noise", "gone"])
def test_a_broken_index_says_that_it_must_be_built_anew(
    tmp_path: Path, mail: Make, pattern: str, damage: str
) -> None:
    kind = FILES[pattern]
    engine = open_index(tmp_path, kind)
    engine.apply([mail(f"x word{n}", day="2025-03-04") for n in range(50)], [], 1)
    engine.close()
    [path] = tmp_path.glob(f"*v*/{pattern}")
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

    if (pattern, damage) in {("*.toc", "gone"), ("meta.json", "gone")}:
        assert open_index(tmp_path, kind).position() == 0
        return
    with pytest.raises(IndexBrokenError, match="built anew"):
        search(open_index(tmp_path, kind), "x")
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


def test_an_index_may_be_closed_twice_and_is_opened_anew_when_asked(
    engine: Engine, mail: Make
) -> None:
    engine.apply([mail("x")], [], 1)
    engine.close()
    engine.close()

    assert ids(engine, "x") == ["d_1"]


def test_many_may_begin_an_index_at_once(tmp_path: Path, mail: Make, kind: str) -> None:
    opened: list[Engine] = []
    threads = [
        Thread(target=lambda: opened.append(open_index(tmp_path, kind)))
        for _ in range(8)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    opened[0].apply([mail("x")], [], 1)

    assert [ids(one, "x") for one in opened] == [["d_1"]] * 8
    for one in opened:
        one.close()


def test_a_disk_that_fails_is_not_taken_for_a_broken_index() -> None:
    with pytest.raises(PermissionError), reading():
        raise PermissionError(errno.EACCES, "no")
    with pytest.raises(IndexBrokenError), reading():
        raise FileNotFoundError(errno.ENOENT, "gone")
    with pytest.raises(IndexBrokenError), reading():
        raise OSError(errno.EINVAL, "nowhere")


def test_properties_that_were_spoilt_are_noticed() -> None:
    with pytest.raises(ValueError, match="properties"):
        columns_of([b'["d_1"]'])


def test_what_is_kept_is_bounded_and_the_latest_stays() -> None:
    kept: Kept[set[int]] = Kept(10)
    built: list[str] = []

    def ask(name: str, size: int) -> None:
        def build() -> set[int]:
            built.append(name)
            return set(range(size))

        kept.get(name, build)

    for name in ("a", "b", "a", "c", "a", "b"):
        ask(name, 3)
    ask("large", 50)
    ask("large", 50)

    assert built == ["a", "b", "c", "b", "large"]


def test_many_documents_are_replaced_at_once(engine: Engine, mail: Make) -> None:
    first = [mail(f"old n{number}") for number in range(FEW_IDS + 3)]
    engine.apply(first, [], 1)
    engine.apply([mail("other")], [], 2)

    again = [replace(entry, own="new") for entry in first[1:]]
    engine.apply(again, [first[0].id, "d_nobody"], 3)

    assert ids(engine, "old") == []
    assert search(engine, "new").total == FEW_IDS + 2
    assert engine.count() == FEW_IDS + 3
