"""Copies: the files of a backup, and how blobs go from one place to another.

A backup is a folder::

    manifest.json            which state counts, and what is in it
    state-<n>-<random>/      ledger.db and checkpoints.log of one moment
    blobs/ab/<sha256>        originals and readings, as in a home
"""

import hashlib
from collections.abc import Iterable
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from ledger.domain.backup import Manifest
from ledger.domain.backup import NotABackupError
from ledger.domain.digest import Digest
from ledger.domain.errors import DatabaseDamagedError
from ledger.domain.errors import NotADigestError
from ledger.domain.sentence import said
from ledger.proof.epochs import Epochs
from ledger.services import sealed
from ledger.services.audit import Progress
from ledger.services.records import Copy
from ledger.services.records import Record
from ledger.store import auditing
from ledger.store import checkpoints
from ledger.store import disk
from ledger.store import events
from ledger.store import schema
from ledger.store.blobs import BlobStore
from ledger.store.database import StillDatabase

MANIFEST = "manifest.json"
DATABASE = "ledger.db"
CHECKPOINTS = "checkpoints.log"
BLOBS = "blobs"
_AT_ONCE = 64


@dataclass(frozen=True, slots=True)
class Head:
    """Where a log ends."""

    events: int
    root: bytes
    checkpoint: str
    schema: str


def has_manifest(folder: Path) -> bool:
    """Tell whether a backup was ever completed in a folder."""
    return (folder / MANIFEST).exists()


def manifest(folder: Path) -> Manifest:
    """Return what a backup says of itself.

    Raises:
        NotABackupError: the folder is none.
    """
    try:
        return Manifest.parse((folder / MANIFEST).read_text("utf-8"))
    except (FileNotFoundError, NotADirectoryError):
        why = said("there is no manifest.json in it.")
    except (OSError, UnicodeDecodeError) as error:
        why = said("its manifest cannot be read (%(why)s).", why=error)
    except NotABackupError as error:
        why = said("%(sentence)s", sentence=error.sentence)
    raise NotABackupError(
        said("%(folder)s is no backup to use: %(why)s", folder=folder, why=why)
    )


@contextmanager
def opened(state: Path, blobs: BlobStore) -> Iterator[Copy]:
    """Give a copy to look at, as it lies there.

    Raises:
        DatabaseDamagedError: its database is none.
    """
    db = StillDatabase(state / DATABASE)
    try:
        with db.reading() as tx:
            epochs = Epochs.parse(checkpoints.keys(tx))
        if not epochs.listed:
            raise DatabaseDamagedError
        yield Copy(db, blobs, state / CHECKPOINTS, epochs)
    finally:
        db.close()


def head(copy: Record) -> Head:
    """Return where a log ends."""
    with copy.db.reading() as tx:
        size = events.size(tx)
        return Head(
            events=size,
            root=events.root(tx, size),
            checkpoint=checkpoints.newest(tx) or "",
            schema=schema.version(tx) or "",
        )


def root_at(copy: Record, size: int) -> bytes | None:
    """Return the root over the first events; None where there are not so many."""
    with copy.db.reading() as tx:
        return events.root(tx, size) if size <= events.size(tx) else None


def named(copy: Record) -> list[Digest]:
    """Return the blobs that the log names, each once; what is no digest is no blob."""
    found: dict[Digest, None] = {}
    with copy.db.reading() as tx:
        for row in auditing.rows(tx):
            for text in sealed.blobs(row):
                try:
                    found[Digest(text)] = None
                except NotADigestError:  # the audit names the event
                    continue
    return list(found)


def keep(
    source: BlobStore, target: BlobStore, digests: Iterable[Digest], progress: Progress
) -> int:
    """Copy the blobs that are not there yet, hashing them; return how many.

    One that is missing at the source is passed over: the audit of the copy names it.
    """
    waiting = [each for each in digests if _differ(source, target, each)]
    for start in range(0, len(waiting), _AT_ONCE):
        with target.batch() as batch:
            for digest in waiting[start : start + _AT_ONCE]:
                with source.open(digest) as stream:
                    batch.put(stream)
        progress(min(start + _AT_ONCE, len(waiting)))
    return len(waiting)


def mend(source: BlobStore, target: BlobStore, digests: Iterable[Digest]) -> int:
    """Copy again what was damaged at the target and is whole at the source."""
    number = 0
    for digest in digests:
        if _whole(target, digest) or not _whole(source, digest):
            continue
        with source.open(digest) as stream:
            target.put(stream)
        number += 1
    return number


def hashed(path: Path) -> str:
    """Return the SHA-256 of a file, in hex."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def write(path: Path, text: str) -> None:
    """Write a file so that after a crash it is whole, or still the former one."""
    draft = path.with_name(f"{path.name}.draft")
    draft.write_text(text, encoding="utf-8")
    disk.sync(draft)
    draft.replace(path)
    disk.sync(path.parent)


def _differ(source: BlobStore, target: BlobStore, digest: Digest) -> bool:
    here, there = source.path(digest), target.path(digest)
    if not here.exists():
        return False
    return not there.exists() or here.stat().st_size != there.stat().st_size


def _whole(blobs: BlobStore, digest: Digest) -> bool:
    path = blobs.path(digest)
    return path.exists() and hashed(path) == digest.hex
