"""Walk: from paths of the file system to the files that are brought.

Whatever stands at a path becomes a file that is kept or set aside with a reason. What
could keep a reader waiting for ever (a pipe, a device, a folder that is linked into
itself) is never opened, and the home of the ledger is never taken into itself.
"""

import os
import stat
from collections.abc import Callable
from collections.abc import Iterable
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from ledger.domain import receipt
from ledger.services.intake import File


def walk(paths: Iterable[Path], home: Path) -> Iterator[File]:
    """Yield the files at some paths; a folder is walked in the order of names."""
    above: frozenset[Path] = frozenset()
    waiting = [(path, above) for path in reversed(list(paths))]
    while waiting:
        path, above = waiting.pop()
        try:
            if not path.is_dir():
                yield File(_printable(path), _opener(path))
                continue
            real = path.resolve()
            if real == home.resolve() or real in above:
                yield _refused(path, receipt.LOOP if real in above else receipt.HOME)
                continue
            inside = sorted(path.iterdir(), reverse=True)
        except OSError as error:
            yield _refused(path, error.strerror or receipt.DAMAGED)
            continue
        deeper = above | {real}
        waiting += [(each, deeper) for each in inside]


def _opener(path: Path) -> Callable[[], IO[bytes]]:
    def opened() -> IO[bytes]:
        waits_for_nobody = os.O_RDONLY | os.O_NONBLOCK
        file = os.fdopen(os.open(path, waits_for_nobody), "rb")
        if stat.S_ISREG(os.fstat(file.fileno()).st_mode):
            return file
        file.close()
        raise OSError(0, receipt.NO_FILE)

    return opened


def _refused(path: Path, why: str) -> File:
    def refuse() -> IO[bytes]:
        raise OSError(0, why)

    return File(_printable(path), refuse)


def _printable(path: Path) -> str:
    """Return a name of the file system as text that any database can hold."""
    return (
        str(path)
        .encode("utf-8", errors="surrogateescape")
        .decode("utf-8", errors="replace")
    )
