"""Walk: from paths of the file system to the files that are brought.

Whatever stands at a path becomes a file that is kept or set aside with a reason. What
could keep a reader waiting for ever (a pipe, a device, a folder that is linked into
itself) is never opened. Nothing is taken out of the home of a ledger, be it this one or
another, by whatever way a path leads there: the keys in it belong into no record.
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
    homes = _Homes(home)
    above: frozenset[Path] = frozenset()
    waiting = [(path, above) for path in reversed(list(paths))]
    while waiting:
        path, above = waiting.pop()
        try:
            real, is_folder = Path(os.path.realpath(path)), path.is_dir()
            nearest = real if is_folder else real.parent
            why = receipt.LOOP if real in above else homes.refusal(nearest)
            if why:
                yield _refused(path, why)
                continue
            if not is_folder:
                yield File(printable(path), _opener(path))
                continue
            inside = sorted(path.iterdir(), reverse=True)
        except OSError as error:
            yield _refused(path, error.strerror or receipt.DAMAGED)
            continue
        deeper = above | {real}
        waiting += [(each, deeper) for each in inside]


class _Homes:
    """Knows what lies in the home of a ledger; a folder is looked at once."""

    def __init__(self, own: Path) -> None:
        self._own = own.resolve()
        self._known: dict[Path, bool] = {}

    def refusal(self, folder: Path) -> str:
        """Return why nothing is taken from a folder; nothing where it may be."""
        if folder == self._own:
            return receipt.HOME
        if self._own in folder.parents:
            return receipt.IN_HOME
        if any(self._is_home(each) for each in (folder, *folder.parents)):
            return receipt.OTHER_HOME
        return ""

    def _is_home(self, folder: Path) -> bool:
        if folder not in self._known:
            has_keys = (folder / "keys").is_dir()
            self._known[folder] = has_keys and (folder / "ledger.db").is_file()
        return self._known[folder]


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

    return File(printable(path), refuse)


def printable(path: Path) -> str:
    """Return a name of the file system as text that any database can hold."""
    return (
        str(path)
        .encode("utf-8", errors="surrogateescape")
        .decode("utf-8", errors="replace")
    )
