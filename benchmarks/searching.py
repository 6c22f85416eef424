"""Search: each class of query in each engine, with SQLite FTS5 as the yardstick.

Every query is answered as a page needs it: the best twenty with their snippets, the
number of hits, and five facets with counts. All have the same texts and run in turns,
class by class, after a few queries of the class that are not counted, as in a program
that has run for a while. Each engine has a process of its own: what one has found out
about words is no help to the other. ``python -m benchmarks.searching`` prints the table
for several sizes.
"""

import argparse
import os
import sqlite3
import tempfile
from collections.abc import Callable
from collections.abc import Iterator
from collections.abc import Mapping
from collections.abc import Sequence
from contextlib import closing
from contextlib import ExitStack
from functools import partial
from multiprocessing.pool import Pool
from pathlib import Path

from benchmarks.apart import add
from benchmarks.apart import answer
from benchmarks.apart import apart
from benchmarks.apart import batches
from benchmarks.apart import build
from benchmarks.apart import SHOWN
from benchmarks.apart import tidy
from benchmarks.corpus import Corpus
from benchmarks.corpus import Query
from benchmarks.table import percentiles
from benchmarks.table import printed
from benchmarks.table import Row
from benchmarks.table import seconds
from index import ENGINES
from index import Entry
from index import installed
from index import place
from index import TANTIVY
from index import WHOOSH

_TIMES = 40
_WARM = 10
_SMALL = 10_000
_LARGE = 100_000
_NARROW = frozenset({"word in a project", "project, days and word"})
_BARS = {
    WHOOSH: {"prefix": "300 / 900 ms", "narrow": "20 / 80 ms", "": "150 / 400 ms"},
    TANTIVY: {"prefix": "10 / 30 ms", "narrow": "5 / 15 ms", "": "10 / 30 ms"},
}
_LARGE_BARS = {WHOOSH: "400 / 1000 ms", TANTIVY: "15 / 50 ms"}
_INDEXING = {WHOOSH: "≥ 200 kB/s", TANTIVY: "≥ 4000 kB/s"}
_FACETS = ("kind", "project", "author", "language", "substr(day, 1, 7)")


def run(folder: Path, number: int) -> list[Row]:
    """Measure a small archive and one of the size that was asked for."""
    return measured(folder, sorted({min(_SMALL, number), number}), ENGINES)


def measured(folder: Path, sizes: Sequence[int], names: Sequence[str]) -> list[Row]:
    """Measure archives of some sizes in each engine that is installed."""
    rows: list[Row] = []
    for size in sizes:
        place = folder / f"search-{size}"
        place.mkdir()
        rows += _of_size(place, size, [name for name in names if installed(name)])
    return rows


def _of_size(folder: Path, size: int, names: Sequence[str]) -> list[Row]:
    corpus = Corpus()
    with ExitStack() as running:
        pools = {name: running.enter_context(apart(folder, name)) for name in names}
        beside = running.enter_context(closing(_fts5(folder / "fts5.db")))
        took = {name: each.apply(build, (size,)) for name, each in pools.items()}
        took[""], letters = 0.0, 0
        for batch in batches(corpus.entries(size)):
            took[""] += seconds(partial(_insert, beside, batch))
            letters += sum(map(_letters, batch))
        rows = [_built(folder, name, size, letters, took) for name in names]
        for name, make in corpus.classes().items():
            rows += _class(name, make, pools, beside, size)
        for name, each in pools.items():
            rows.append(_fresh(name, size, each.apply(add, (size,))))
        for name, each in pools.items():
            rows.append(_night(folder, name, size, each))
    return rows


def _built(
    folder: Path, name: str, size: int, letters: int, took: Mapping[str, float]
) -> Row:
    ours, theirs = took[name], took[""]
    disk = _size(folder, name)
    beside = (folder / "fts5.db").stat().st_size
    return Row(
        f"{name} {size}: build",
        f"{ours:.0f} s, {size / ours:.0f} a second, {letters / ours / 1000:.0f} kB/s",
        _INDEXING[name],
        f"FTS5: {theirs:.0f} s, ratio {ours / theirs:.1f}; "
        f"on the disk {disk / 2**20:.0f} MB, FTS5 {beside / 2**20:.0f} MB, "
        f"texts {letters / 2**20:.0f} MB",
    )


def _size(folder: Path, name: str) -> int:
    files = place(folder, name).glob("*")
    return sum(path.stat().st_size for path in files if path.is_file())


def _night(folder: Path, name: str, size: int, pool: Pool) -> Row:
    """Measure what is done at night, when nobody searches: one go of it."""
    before = _size(folder, name)
    took = pool.apply(tidy)
    after = _size(folder, name)
    return Row(
        f"{name} {size}: one go of putting in order at night",
        f"{took:.0f} s",
        "",
        f"on the disk {before / 2**20:.0f} MB before, {after / 2**20:.0f} MB after",
    )


def _class(
    name: str,
    make: Callable[[], Query],
    pools: Mapping[str, Pool],
    beside: sqlite3.Connection,
    size: int,
) -> list[Row]:
    queries = [make() for _ in range(_WARM + _TIMES)]
    answered = {each: pool.apply(answer, (queries,)) for each, pool in pools.items()}
    by_query = zip(*answered.values(), strict=True)
    totals = [{total for _, total in answers} for answers in by_query]
    for query, told in zip(queries, totals, strict=True):
        if len(told) != 1:
            message = f"engines differ on {query.ours}: {told}"
            raise AssertionError(message)
    theirs = [seconds(partial(_ask_fts5, beside, query)) for query in queries]
    middle5, high5 = percentiles(theirs[_WARM:])
    hits = sorted(total for told in totals[_WARM:] for total in told)
    rows = []
    for each in pools:
        middle, high = percentiles([took for took, _ in answered[each][_WARM:]])
        rows.append(
            Row(
                f"{each} {size}: {name}",
                f"{middle:.1f} / {high:.1f} ms",
                _bar(each, size, name),
                f"FTS5 {middle5:.1f} / {high5:.1f} ms, ratio {middle / middle5:.2f}; "
                f"{hits[_TIMES // 2]} hits at the median",
            )
        )
    return rows


def _bar(engine: str, size: int, name: str) -> str:
    if size >= _LARGE:
        return "" if name in _NARROW else _LARGE_BARS[engine]
    if name in _NARROW:
        return _BARS[engine]["narrow"]
    return _BARS[engine].get(name, _BARS[engine][""])


def _fresh(name: str, size: int, times: list[float]) -> Row:
    middle, high = percentiles(times)
    return Row(
        f"{name} {size}: one more document until it is found",
        f"{middle:.0f} / {high:.0f} ms",
        "1 s",
    )


def _fts5(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path)
    connection.executescript(
        "CREATE VIRTUAL TABLE word USING fts5(title, own, quoted, names);"
        "CREATE TABLE entry(id INTEGER PRIMARY KEY, kind, project, author,"
        " language, day);"
        "CREATE INDEX entry_project ON entry(project, day)"
    )
    return connection


def _insert(connection: sqlite3.Connection, entries: tuple[Entry, ...]) -> None:
    with connection:
        connection.executemany(
            "INSERT INTO word(rowid, title, own, quoted, names) VALUES (?, ?, ?, ?, ?)",
            map(_words, entries),
        )
        connection.executemany(
            "INSERT INTO entry VALUES (?, ?, ?, ?, ?, ?)", map(_facts, entries)
        )


def _words(entry: Entry) -> tuple[int, str, str, str, str]:
    author = " ".join(entry.authors)
    return entry.order, entry.title, entry.own, entry.quoted, author


def _facts(entry: Entry) -> tuple[int, str, str, str, str, str]:
    author, project = entry.authors[1], entry.projects[0]
    return entry.order, entry.kind, project, author, entry.language, entry.day


def _ask_fts5(connection: sqlite3.Connection, query: Query) -> None:
    """Ask for what a page needs: hits by rank with snippets, a count, five facets."""
    narrowed = f" AND {query.where}" if query.where else ""
    source = f"word JOIN entry ON entry.id = word.rowid WHERE word MATCH ?{narrowed}"
    for statement in _statements(source):
        connection.execute(statement, (query.fts5,)).fetchall()


def _statements(source: str) -> Iterator[str]:
    yield (  # the names are our own
        f"SELECT word.rowid, snippet(word, -1, '[', ']', '…', 30) FROM {source}"  # noqa: S608
        f" ORDER BY rank LIMIT {SHOWN}"
    )
    yield f"SELECT count(*) FROM {source}"  # noqa: S608
    for facet in _FACETS:
        yield f"SELECT {facet}, count(*) FROM {source} GROUP BY 1"  # noqa: S608


def _letters(entry: Entry) -> int:
    return len(f"{entry.title}{entry.own}{entry.quoted}".encode())


def main() -> None:
    """Print the table for the sizes and engines that were asked for."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.searching")
    parser.add_argument("--sizes", default="10000,50000,200000")
    parser.add_argument("--engines", default=",".join(ENGINES))
    chosen = parser.parse_args()
    sizes = [int(size) for size in chosen.sizes.split(",")]
    with tempfile.TemporaryDirectory(prefix="bench-", dir=".") as folder:
        rows = measured(Path(folder), sizes, chosen.engines.split(","))
    load = ", ".join(f"{each:.1f}" for each in os.getloadavg())
    print(f"{printed(rows)}\n\nload at the end: {load}")  # noqa: T201 - it is what it is for


if __name__ == "__main__":
    main()
