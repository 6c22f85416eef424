"""Search: each class of query in our engine, with SQLite FTS5 beside it.

Every query is answered as a page needs it: the best twenty with their snippets, the
number of hits, and five facets with counts. Both have the same texts and run in turns.
"""

import sqlite3
import time
from collections.abc import Callable
from collections.abc import Iterator
from contextlib import closing
from functools import partial
from itertools import islice
from pathlib import Path

from benchmarks.corpus import Corpus
from benchmarks.corpus import Query
from benchmarks.table import percentiles
from benchmarks.table import Row
from benchmarks.table import seconds
from index import Engine
from index import Entry
from index import marks
from index import open_index
from index import parse
from index import snippet

_TIMES = 40
_BATCH = 2000
_SHOWN = 20
_SMALL = 10_000
_BARS = {
    "prefix": "300 / 900 ms",
    "word in a project": "20 / 80 ms",
    "project, days and word": "20 / 80 ms",
}
_FACETS = ("kind", "project", "author", "language", "substr(day, 1, 7)")


def run(folder: Path, number: int) -> list[Row]:
    """Measure a small archive and one of the size that was asked for."""
    rows: list[Row] = []
    for size in sorted({min(_SMALL, number), number}):
        place = folder / f"search-{size}"
        place.mkdir()
        rows += _measured(place, size)
    return rows


def _measured(folder: Path, size: int) -> list[Row]:
    corpus = Corpus()
    engine = open_index(folder)
    texts: dict[str, Entry] = {}
    ours = theirs = 0.0
    with closing(_fts5(folder / "fts5.db")) as beside:
        for batch in _batches(corpus.entries(size)):
            texts |= {entry.id: entry for entry in batch}
            ours += seconds(partial(engine.apply, batch, [], len(texts)))
            theirs += seconds(partial(_insert, beside, batch))
        letters = sum(_letters(entry) for entry in texts.values())
        rows = [_built(folder, size, letters, (ours, theirs))]
        for name, make in corpus.classes().items():
            rows.append(_class(name, make, engine, beside, texts))
        rows.append(_fresh(corpus, engine, size))
    engine.close()
    return rows


def _batches(entries: Iterator[Entry]) -> Iterator[tuple[Entry, ...]]:
    while batch := tuple(islice(entries, _BATCH)):
        yield batch


def _built(folder: Path, size: int, letters: int, took: tuple[float, float]) -> Row:
    ours, theirs = took
    disk = sum(path.stat().st_size for path in folder.glob("v*/*") if path.is_file())
    beside = (folder / "fts5.db").stat().st_size
    return Row(
        f"search {size}: build",
        f"{size / ours:.0f} documents/s, {letters / ours / 1000:.0f} kB/s",
        "≥ 200 kB/s",
        f"FTS5: {size / theirs:.0f} documents/s, ratio {ours / theirs:.0f}; "
        f"on the disk {disk / 2**20:.0f} MB, FTS5 {beside / 2**20:.0f} MB, "
        f"texts {letters / 2**20:.0f} MB",
    )


def _class(
    name: str,
    make: Callable[[], Query],
    engine: Engine,
    beside: sqlite3.Connection,
    texts: dict[str, Entry],
) -> Row:
    ours: list[float] = []
    theirs: list[float] = []
    hits: list[int] = []
    for _ in range(_TIMES):
        query = make()
        began = time.perf_counter()
        hits.append(_ask(engine, query, texts))
        between = time.perf_counter()
        _ask_fts5(beside, query)
        ours.append(between - began)
        theirs.append(time.perf_counter() - between)
    middle, high = percentiles(ours)
    middle5, high5 = percentiles(theirs)
    return Row(
        f"search {len(texts)}: {name}",
        f"{middle:.0f} / {high:.0f} ms",
        _BARS.get(name, "150 / 400 ms"),
        f"FTS5 {middle5:.0f} / {high5:.0f} ms, ratio {middle / middle5:.1f}; "
        f"{sorted(hits)[_TIMES // 2]} hits at the median",
    )


def _fresh(corpus: Corpus, engine: Engine, size: int) -> Row:
    """Measure from the handing over of one new document to its being found."""
    times = []
    for number in range(size, size + 10):
        entry = corpus.entry(number)
        word = f"unheard{number}"
        fresh = Entry(
            id=entry.id,
            fold=entry.fold,
            order=number,
            kind="mail",
            title=word,
            own=entry.own,
            language="en",
        )
        began = time.perf_counter()
        engine.apply([fresh], [], number)
        found = engine.search(parse(word).tree)
        times.append(time.perf_counter() - began)
        if found.total != 1:
            raise AssertionError(word)
    middle, high = percentiles(times)
    return Row(
        f"search {size}: one more document until it is found",
        f"{middle:.0f} / {high:.0f} ms",
        "1 s",
    )


def _ask(engine: Engine, query: Query, texts: dict[str, Entry]) -> int:
    tree = parse(query.ours).tree
    found = engine.search(tree, limit=_SHOWN, facets=True)
    for hit in found.hits:
        entry = texts[hit.id]
        text = f"{entry.own}\n{entry.quoted}"
        snippet(text, marks(text, tree, entry.language))
    return found.total


def _fts5(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path)
    connection.executescript(
        "CREATE VIRTUAL TABLE word USING fts5(title, own, quoted);"
        "CREATE TABLE entry(id INTEGER PRIMARY KEY, kind, project, author,"
        " language, day);"
        "CREATE INDEX entry_project ON entry(project, day)"
    )
    return connection


def _insert(connection: sqlite3.Connection, entries: tuple[Entry, ...]) -> None:
    with connection:
        connection.executemany(
            "INSERT INTO word(rowid, title, own, quoted) VALUES (?, ?, ?, ?)",
            ((each.order, each.title, each.own, each.quoted) for each in entries),
        )
        connection.executemany(
            "INSERT INTO entry VALUES (?, ?, ?, ?, ?, ?)", map(_facts, entries)
        )


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
        f" ORDER BY rank LIMIT {_SHOWN}"
    )
    yield f"SELECT count(*) FROM {source}"  # noqa: S608
    for facet in _FACETS:
        yield f"SELECT {facet}, count(*) FROM {source} GROUP BY 1"  # noqa: S608


def _letters(entry: Entry) -> int:
    return len(f"{entry.title}{entry.own}{entry.quoted}".encode())
