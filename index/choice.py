"""The engines that there are: where the index of each lies, and how it is opened."""

import re
import shutil
from importlib.util import find_spec
from pathlib import Path

from index.engine import Engine
from index.lock import lock_of
from index.lock import WriterLock
from index.schema import VERSION
from index.whoosh_engine import WhooshEngine

WHOOSH = "whoosh"
TANTIVY = "tantivy"
ENGINES = (WHOOSH, TANTIVY)
_NAMED = re.compile(rf"({TANTIVY}-)?v(?P<version>\d+)")


def clear_index(folder: Path, engine: str = WHOOSH) -> None:
    """Throw an index of a data folder away.

    Raises:
        IndexBusyError: if somebody else writes into it.
    """
    folder.mkdir(parents=True, exist_ok=True)
    _remove(place(folder, engine))


def clear_older(folder: Path) -> None:
    """Throw away what older schemas left in a data folder.

    Raises:
        IndexBusyError: if an older program still writes into it.
    """
    for index in folder.glob("*v*"):
        known = _NAMED.fullmatch(index.name)
        if known and int(known["version"]) < VERSION and index.is_dir():
            _remove(index)


def _remove(index: Path) -> None:
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
