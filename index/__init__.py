"""Full-text search that knows nothing of contracts.

From a text to a hit: `analysis` cuts it into tokens and stems, in the `languages` there
are; `schema` says what of an `entry` is kept; an engine keeps it (`engine` is the face;
the embedded one is `whoosh_engine`, with `whoosh_files` and `whoosh_shelf`). From a
person's words to an answer: `parse` makes a `query`, `answer` finds the documents,
`ranking` weighs them, `found` folds, sorts and counts. `marks` shows where in a text
the words stand.

An index is disposable: it is built from the log, and holds no text that is not there.
"""

import shutil
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
from index.parse import parse
from index.parse import Query
from index.query import Narrowing
from index.remarks import Remark
from index.schema import VERSION
from index.whoosh_engine import WhooshEngine

__all__ = [
    "VERSION",
    "Engine",
    "Entry",
    "Found",
    "Hit",
    "IndexBrokenError",
    "IndexBusyError",
    "IndexFaultError",
    "Narrowing",
    "Query",
    "Remark",
    "Sort",
    "answers",
    "clear_index",
    "marks",
    "open_index",
    "parse",
    "snippet",
]


def clear_index(folder: Path) -> None:
    """Throw the index of a data folder away.

    Raises:
        IndexBusyError: if somebody else writes into it.
    """
    index = folder / f"v{VERSION}"
    folder.mkdir(parents=True, exist_ok=True)
    lock = WriterLock(lock_of(index))
    lock.acquire()
    try:
        shutil.rmtree(index, ignore_errors=True)
    finally:
        lock.release()


def open_index(folder: Path) -> Engine:
    """Open the index of a data folder, or begin one there.

    The files are in a folder of their own for each version of the schema.

    Raises:
        IndexBrokenError: if what is there cannot be read.
    """
    return WhooshEngine(folder / f"v{VERSION}")
