"""Homes: the folder that a ledger lives in, and what must be there."""

import os
from collections.abc import Iterator
from pathlib import Path

from ledger.domain.errors import HomeBrokenError
from ledger.domain.sentence import said

RESTORING = "restoring"
"""The file that stands in a home while it is brought back from a backup."""


def database(home: Path) -> Path:
    """Return where the database is; one that is lost is not begun anew.

    It is the first thing that is made in a home, so whatever else there is shows that
    there was one.

    Raises:
        HomeBrokenError: it is lost, or not brought back yet; or there never was one,
            and the folder holds files of somebody's own.
    """
    if (home / RESTORING).exists():
        raise HomeBrokenError(
            said(
                "Bringing a backup back into %(home)s was broken off; run the same "
                "restore again, and it goes on from there.",
                home=home,
            )
        )
    path = home / "ledger.db"
    rest = ("blobs", "checkpoints.log")
    if not path.exists() and any((home / name).exists() for name in rest):
        message = said(
            "The database of the ledger in %(home)s is missing, though its originals "
            "are there; bring ledger.db back from a backup, or choose an empty folder.",
            home=home,
        )
        raise HomeBrokenError(message)
    foreign = [] if path.exists() else sorted(_foreign(home))
    if foreign and not path.exists():
        message = said(
            "%(home)s holds other files (%(name)s) and no ledger; a new ledger begins "
            "in an empty folder. Choose another one with --home.",
            home=home,
            name=foreign[0],
        )
        raise HomeBrokenError(message)
    return path


def _foreign(home: Path) -> Iterator[str]:
    """Yield what stands in a folder that no ledger has been begun in.

    A key may lie there before its log does; a disk of its own has a lost and found.
    """
    for each in home.iterdir():
        if each.name == "keys" and each.is_dir():
            yield from (key.name for key in each.iterdir() if key.suffix != ".key")
        elif each.name != "lost+found":
            yield each.name


def folder(path: Path) -> Path:
    """Return the folder of a home, made on first use.

    Raises:
        HomeBrokenError: it cannot be used.
    """
    try:
        path.mkdir(mode=0o700, parents=True, exist_ok=True)
    except FileExistsError as error:
        message = said(
            "%(path)s is a file; choose a folder for the ledger with --home.", path=path
        )
        raise HomeBrokenError(message) from error
    except OSError as error:
        message = said(
            "The folder %(path)s cannot be used: %(why)s.",
            path=path,
            why=error.strerror,
        )
        raise HomeBrokenError(message) from error
    if not os.access(path, os.W_OK):
        message = said(
            "The folder %(path)s cannot be written to; change its owner or mode.",
            path=path,
        )
        raise HomeBrokenError(message)
    return path
