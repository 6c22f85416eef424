"""Parts: files on their way in, as they lie in ``uploads/`` of the home.

A part grows at its end only, under a lock, so that what arrived before a connection
broke stays as it is.
"""

import fcntl
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from ledger.domain.errors import BadInputError
from ledger.domain.errors import DiskFullError
from ledger.domain.sentence import said
from ledger.opened import Ledger
from ledger.store.blobs import Source

_CHUNK = 1 << 20


def folder(ledger: Ledger) -> Path:
    """Return where all parts lie; made where it is new."""
    place = ledger.home / "uploads"
    place.mkdir(mode=0o700, exist_ok=True)
    return place


def path(ledger: Ledger, key: str) -> Path:
    """Return where a part lies."""
    return folder(ledger) / key


def size(part: Path) -> int:
    """Return how many bytes of a part are there."""
    return part.stat().st_size if part.exists() else 0


@contextmanager
def alone(part: Path) -> Iterator[IO[bytes]]:
    """Open a file that one request at a time may work on."""
    with part.open("ab") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield file


def copy(stream: Source, file: IO[bytes], room: int, name: str) -> int:
    """Write what comes at the end of a part; return how much that was.

    Raises:
        BadInputError: there is more than was announced.
    """
    written = 0
    while chunk := stream.read(_CHUNK):
        if written + len(chunk) > room:
            message = said(
                "“%(name)s” has more bytes than were announced; send it again.",
                name=name,
            )
            raise BadInputError(message)
        file.write(chunk)
        file.flush()
        written += len(chunk)
    return written


def must_have_room(ledger: Ledger, size: int) -> None:
    """Refuse what would not fit: a part lies beside its blob until it is finished.

    Raises:
        DiskFullError: it would not.
    """
    if shutil.disk_usage(ledger.home).free < 2 * size:
        raise DiskFullError
