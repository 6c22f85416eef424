"""Full-text search that knows nothing of contracts.

From a text to a hit: `analysis` cuts it into tokens and stems, in the `languages` there
are; `schema` says what of an `entry` is kept; an engine keeps it (`engine` is the face;
the embedded one is `whoosh_engine`, with `whoosh_files` and `whoosh_shelf`). From a
person's words to an answer: `parse` makes a `query` (`cutting` into marks, `leaves`,
`names` and `dates` in four languages, `meaning`), `answer` finds the documents,
`ranking` weighs them, `found` folds, sorts and counts. `marks` shows where in a text
the words stand.

An index is disposable: it is built from the log, and holds no text that is not there.
"""

import shutil
from importlib.util import find_spec
from pathlib import Path

from index.engine import Engine
from index.engine import IndexBrokenError
from index.engine import IndexBusyError
from index.engine import IndexFaultError
from index.engine import Sort
from index.entry import Entry
from index.entry import Found
from index.entry import Hit
from index.lock import lock_of
from index.lock import WriterLock
from index.marks import marks
from index.marks import snippet
from index.matching import answers
from index.meaning import Meant
from index.parse import parse
from index.parse import Query
from index.query import Narrowing
from index.remarks import Remark
from index.schema import VERSION
from index.whoosh_engine import WhooshEngine

__all__ = [
    "ENGINES",
    "TANTIVY",
    "VERSION",
    "WHOOSH",
    "Engine",
    "Entry",
    "Found",
    "Hit",
    "IndexBrokenError",
    "IndexBusyError",
    "IndexFaultError",
    "Meant",
    "Narrowing",
    "Query",
    "Remark",
    "Sort",
    "answers",
    "clear_index",
    "installed",
    "marks",
    "open_index",
    "parse",
    "place",
    "snippet",
]


WHOOSH = "whoosh"
TANTIVY = "tantivy"
ENGINES = (WHOOSH, TANTIVY)


def clear_index(folder: Path, engine: str = WHOOSH) -> None:
    """Throw an index of a data folder away.

    Raises:
        IndexBusyError: if somebody else writes into it.
    """
    index = place(folder, engine)
    folder.mkdir(parents=True, exist_ok=True)
    lock = WriterLock(lock_of(index))
    lock.acquire()
    try:
        shutil.rmtree(index, ignore_errors=True)
    finally:
        lock.release()


def open_index(folder: Path, engine: str = WHOOSH) -> Engine:
    """Open an index of a data folder, or begin one there.

    The files are in a folder of their own for each engine and version of the schema.

    Raises:
        IndexBrokenError: if what is there cannot be read.
    """
    if engine == TANTIVY:
        from index.tantivy_engine import TantivyEngine  # noqa: PLC0415 it may be absent

        return TantivyEngine(place(folder, engine))
    return WhooshEngine(place(folder, engine))


def place(folder: Path, engine: str) -> Path:
    """Return where the index of an engine lies."""
    return folder / (f"v{VERSION}" if engine == WHOOSH else f"{engine}-v{VERSION}")


def installed(engine: str) -> bool:
    """Tell whether an engine can be used."""
    return engine == WHOOSH or find_spec(engine) is not None
