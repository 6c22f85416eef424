"""One writer for an index: a file with its pid, locked as long as it lives.

The system lets go of the lock when its holder dies, so a file that was left behind
stops nobody.
"""

import fcntl
import os
from contextlib import suppress
from pathlib import Path

from index.engine import IndexBusyError


def lock_of(folder: Path) -> Path:
    """Return the lock of an index: beside its folder, so that it outlives that."""
    return folder.with_name(f"{folder.name}.lock")


class WriterLock:
    """The right to write into one folder."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._file: int | None = None

    def acquire(self) -> None:
        """Become the writer, or stay it.

        Raises:
            IndexBusyError: if somebody else is.
        """
        if self._file is not None:
            return
        file = os.open(self._path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            holder = os.read(file, 32).decode("ascii", "replace").strip()
            os.close(file)
            raise IndexBusyError(holder) from None
        os.ftruncate(file, 0)
        os.write(file, f"{os.getpid()}\n".encode())
        self._file = file

    def release(self) -> None:
        """Let somebody else become the writer."""
        if self._file is not None:
            with suppress(OSError):
                os.ftruncate(self._file, 0)
            os.close(self._file)
            self._file = None
