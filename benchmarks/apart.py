"""An engine in a process of its own, and what it is asked to do there.

What one engine has found out about words is then no help to another.
"""

import gc
import time
from collections.abc import Iterator
from collections.abc import Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from itertools import islice
from multiprocessing import get_context
from multiprocessing.pool import Pool
from pathlib import Path

from benchmarks.corpus import Corpus
from benchmarks.corpus import Query
from benchmarks.table import seconds
from index import Engine
from index import Entry
from index import marks
from index import open_index
from index import parse
from index import snippet

SHOWN = 20
"""How many hits a page has."""

_BATCH = 2000


@contextmanager
def apart(folder: Path, name: str) -> Iterator[Pool]:
    """Run an engine in a process of its own; see `_Running`."""
    with get_context("spawn").Pool(1, _open, (folder, name)) as pool:
        yield pool
        pool.apply(_close)


@dataclass
class _Running:
    """What the process of an engine has."""

    engine: Engine
    corpus: Corpus
    texts: dict[str, Entry]


_running: list[_Running] = []
"""The one engine of this process."""


def _open(folder: Path, name: str) -> None:
    _running.append(_Running(open_index(folder, name), Corpus(), {}))


def _close() -> None:
    _running.pop().engine.close()


def build(size: int) -> float:
    """Return how long it takes to put in so many documents."""
    [here] = _running
    took = 0.0
    for batch in batches(here.corpus.entries(size)):
        here.texts |= {entry.id: entry for entry in batch}
        gc.freeze()  # no engine has to look through what only this program keeps
        took += seconds(partial(here.engine.apply, batch, [], len(here.texts)))
    return took


def answer(queries: Sequence[Query]) -> list[tuple[float, int]]:
    """Return how long each query takes, and how many documents answer it."""
    [here] = _running
    answered = []
    for query in queries:
        began = time.perf_counter()
        total = _ask(here.engine, query, here.texts)
        answered.append((time.perf_counter() - began, total))
    return answered


def add(size: int) -> list[float]:
    """Return how long it takes from handing over one new document to finding it."""
    [here] = _running
    times = []
    for number in range(size, size + 10):
        entry = here.corpus.entry(number)
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
        here.engine.apply([fresh], [], number)
        found = here.engine.search(parse(word).tree)
        times.append(time.perf_counter() - began)
        if found.total != 1:
            raise AssertionError(word)
    return times


def tidy() -> float:
    """Return how long it takes what is done at night."""
    [here] = _running
    return seconds(here.engine.tidy)


def _ask(engine: Engine, query: Query, texts: dict[str, Entry]) -> int:
    tree = parse(query.ours).tree
    found = engine.search(tree, limit=SHOWN, facets=True)
    for hit in found.hits:
        entry = texts[hit.id]
        text = f"{entry.own}\n{entry.quoted}"
        snippet(text, marks(text, tree, entry.language))
    return found.total


def batches(entries: Iterator[Entry]) -> Iterator[tuple[Entry, ...]]:
    """Yield entries so many at a time as one commit has."""
    while batch := tuple(islice(entries, _BATCH)):
        yield batch
