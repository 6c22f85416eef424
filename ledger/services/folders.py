"""Folders: where a backup or a home may go, who holds it, and what its disk refuses."""

import errno
import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ledger.domain.backup import BackupError
from ledger.domain.errors import BusyError
from ledger.domain.errors import DiskFullError
from ledger.domain.sentence import said
from ledger.store import homes

_MARK = ".scope-ledger-backup"
"""The file by which a folder of ours is known, and which one backup at a time holds."""

_FULL = {errno.ENOSPC, errno.EDQUOT}


def for_backup(home: Path, folder: Path) -> Path:
    """Return the folder, made where it is new.

    Raises:
        BackupError: no backup may go there.
    """
    place = folder.absolute().resolve()
    if _within_each_other(place, home.resolve()):
        raise BackupError(
            said(
                "%(folder)s and the ledger lie within each other; choose a folder "
                "elsewhere, best on another disk.",
                folder=folder,
            )
        )
    if place.exists() and not place.is_dir():
        raise BackupError(
            said("%(folder)s is a file; choose a folder for the backup.", folder=folder)
        )
    with writing(place):
        place.mkdir(mode=0o700, parents=True, exist_ok=True)
        if any(place.iterdir()) and not (place / _MARK).exists():
            raise BackupError(
                said(
                    "%(folder)s is not empty and holds no backup; choose an empty "
                    "folder.",
                    folder=folder,
                )
            )
    return place


def for_home(path: Path, place: Path) -> Path:
    """Return the home to be, which is empty or was begun by a restore.

    Raises:
        BackupError: it is neither.
    """
    home = path.absolute().resolve()
    if _within_each_other(home, place):
        raise BackupError(
            said(
                "%(home)s and the backup lie within each other; choose another folder "
                "with --home.",
                home=path,
            )
        )
    if home.exists() and not home.is_dir():
        raise BackupError(
            said("%(home)s is a file; choose a folder with --home.", home=path)
        )
    if home.exists() and any(home.iterdir()) and not (home / homes.RESTORING).exists():
        raise BackupError(
            said(
                "%(home)s is not empty, and nothing is written over; choose an empty "
                "folder with --home.",
                home=path,
            )
        )
    return home


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Hold the folder, so that two backups do not write into it at once.

    Raises:
        BusyError: another one holds it.
    """
    with (folder / _MARK).open("a", encoding="ascii") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise BusyError(
                said(
                    "Another backup is being written into %(folder)s; wait until it "
                    "has ended.",
                    folder=folder,
                )
            ) from None
        yield


@contextmanager
def writing(folder: Path) -> Iterator[None]:
    """Say in a sentence what the disk of the backup does not do."""
    try:
        yield
    except (OSError, DiskFullError) as error:
        raise BackupError(
            said(
                "The backup in %(folder)s could not be written: %(why)s. A backup "
                "that was there before is untouched.",
                folder=folder,
                why=_reason(error),
            )
        ) from error


@contextmanager
def restoring(home: Path) -> Iterator[None]:
    """Say in a sentence why a backup could not be brought back."""
    try:
        yield
    except (OSError, DiskFullError) as error:
        raise BackupError(
            said(
                "The backup could not be brought back into %(home)s: %(why)s. The "
                "backup is untouched; mend that and run the same restore again.",
                home=home,
                why=_reason(error),
            )
        ) from error


def _within_each_other(one: Path, other: Path) -> bool:
    return one == other or one in other.parents or other in one.parents


def _reason(error: OSError | DiskFullError) -> str:
    if isinstance(error, DiskFullError) or error.errno in _FULL:
        return said("its disk has no room left")
    return error.strerror or str(error)
