"""Checkpoints in the database, and again in a file beside it that only grows."""

import errno
import os
import re
from pathlib import Path

from sqlalchemy import insert
from sqlalchemy import select

from ledger.domain.errors import DiskFullError
from ledger.domain.errors import HomeBrokenError
from ledger.store import disk
from ledger.store import tables
from ledger.store.blobs import disk_failed
from ledger.store.database import Tx

checkpoints = tables.checkpoints.c
_KEYS = select(tables.log_keys).order_by(tables.log_keys.c.from_size)


def add(tx: Tx, size: int, note: str) -> None:
    """Keep a signed checkpoint."""
    tx.execute(
        insert(tables.checkpoints).prefix_with("OR IGNORE").values(size=size, note=note)
    )


def every(tx: Tx) -> list[str]:
    """Return all notes, the shortest log first."""
    query = select(checkpoints.note).order_by(checkpoints.size)
    return list(tx.execute(query).scalars())


def newest(tx: Tx) -> str | None:
    """Return the note of the longest log; None where there is none."""
    query = select(checkpoints.note).order_by(checkpoints.size.desc()).limit(1)
    return tx.execute(query).scalar_one_or_none()


def add_key(tx: Tx, vkey: str, from_size: int) -> None:
    """Remember which key signs from which length on: those of one epoch."""
    tx.execute(insert(tables.log_keys), {"vkey": vkey, "from_size": from_size})


def keys(tx: Tx) -> list[tuple[str, int]]:
    """Return the verifying keys of the log, each with the first position of its epoch.

    The newest is the last.
    """
    return [(row.vkey, row.from_size) for row in tx.execute(_KEYS)]


def append_to_file(path: Path, note: str) -> None:
    """Add a note to the file beside the database, durably, or leave it as it was.

    Raises:
        DiskFullError: there is no room.
        HomeBrokenError: the disk fails.
    """
    flags = os.O_WRONLY | os.O_APPEND | os.O_CREAT
    descriptor = os.open(path, flags, 0o600)
    before = os.fstat(descriptor).st_size
    try:
        fresh = b"\n\n\n" if before and not _ended(path) else b""
        _write(descriptor, fresh + note.encode() + b"\n")
        os.fsync(descriptor)
        if not before:
            disk.sync(path.parent)
    except OSError as error:
        os.ftruncate(descriptor, before)
        if error.errno in {errno.ENOSPC, errno.EDQUOT}:
            raise DiskFullError from error
        raise HomeBrokenError(disk_failed(error)) from error
    finally:
        os.close(descriptor)


def _ended(path: Path) -> bool:
    """Tell whether the file ends as it should: a power cut may leave half a note."""
    return path.read_bytes()[-2:] == b"\n\n"


def _write(descriptor: int, data: bytes) -> None:
    while data:
        data = data[os.write(descriptor, data) :]


def notes_in_file(path: Path) -> list[str]:
    """Return the notes of that file, oldest first."""
    if not path.exists():
        return []
    text = path.read_text(encoding="utf-8", errors="replace")
    return [part.strip("\n") + "\n" for part in _split(text)]


def is_whole(note: str) -> bool:
    """Tell whether a note of the file has its text and a whole signature line."""
    text, separator, signatures = note.partition("\n\n")
    complete = re.search(r"^— \S+ [A-Za-z0-9+/]{91}=$", signatures, re.MULTILINE)
    return bool(separator) and bool(text) and complete is not None


def _split(text: str) -> list[str]:
    """Part the file where an empty line follows a signature line, or another one.

    Two empty lines in a row stand behind a note that broke off.
    """
    parts: list[list[str]] = [[]]
    for line in text.split("\n"):
        before = parts[-1][-1] if parts[-1] else None
        if not line and before is not None and before[:1] in {"", "—"}:
            parts.append([])
        else:
            parts[-1].append(line)
    joined = ("\n".join(part) for part in parts)
    return [part for part in joined if part.strip()]
