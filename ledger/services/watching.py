"""Watched folders: take files in that were put there, when they have stopped growing.

A folder is looked at, and looked at again a little later; what has the same size and
the same moment of change in both is whole, as far as can be told. It is left where it
is: nothing is moved, renamed or deleted. A file that changes later comes once more, as
a document of its own. A folder in it that is called like a project files to that.
"""

import os
import stat
import threading
from collections.abc import Callable
from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from ledger.domain.source import Source
from ledger.domain.source_errors import WatchedFolderMissingError
from ledger.opened import Ledger
from ledger.services import intake
from ledger.services.intake import File
from ledger.services.mailboxes import Haul
from ledger.services.mailboxes import SYSTEM
from ledger.services.walking import printable
from ledger.store import projects
from ledger.store import sightings

CHANNEL = "folder"
STILL = 3.0
"""For how many seconds a file must not have changed to be taken for whole."""

_UNFINISHED = (".part", ".partial", ".crdownload", ".download", ".tmp", ".filepart")
"""How names end under which programs write a file that is not finished."""

_PARTS = (".", "~$", ".~")
"""How names begin that programs use for themselves."""

Wait = Callable[[float], object]


@dataclass(frozen=True, slots=True)
class _Version:
    size: int
    modified: int
    """Microseconds since 1970, by the clock of the file system."""


def sync(
    ledger: Ledger,
    source: Source,
    stop: threading.Event,
    haul: Haul,
    *,
    wait: Wait | None = None,
) -> None:
    """Take in what is new in a folder, and whole.

    Raises:
        WatchedFolderMissingError: the folder is not there.
        DiskFullError: there is no room; what was sealed is safe.
    """
    root = Path(source.folder.path)
    first = _look(ledger, source, root)
    if not first:
        return
    (wait or stop.wait)(STILL)
    if stop.is_set():
        return
    second = dict(_versions(root))
    whole = [path for path, version in first.items() if second.get(path) == version]
    for project, paths in _by_project(ledger, source, root, whole).items():
        receipt = intake.open_receipt(
            ledger,
            SYSTEM,
            custodian=source.custodian,
            channel=CHANNEL,
            project=project or None,
        )
        haul.receipts.append(receipt)
        files = [_file(source, root, path, first[path]) for path in paths]
        before = haul.taken
        for number in intake.receive(ledger, receipt, files):
            haul.taken = before + number


def _look(ledger: Ledger, source: Source, root: Path) -> dict[Path, _Version]:
    """Return the files that nothing is known of as they are now."""
    if not root.is_dir():
        raise WatchedFolderMissingError(root.name, str(root.parent))
    with ledger.db.reading() as tx:
        known = sightings.known_files(tx, source.id)
    return {
        path: version
        for path, version in _versions(root)
        if known.get(_place(root, path)) != (version.size, version.modified)
    }


def _versions(root: Path) -> Iterator[tuple[Path, _Version]]:
    """Yield the files below a folder; links are not followed, and nothing is opened."""
    waiting = [root]
    while waiting:
        folder = waiting.pop()
        try:
            inside = sorted(os.scandir(folder), key=lambda each: each.name)
        except OSError:
            continue  # a folder that went, or is not ours to read; the rest goes on
        for each in inside:
            if _is_anothers(each.name):
                continue
            if each.is_dir(follow_symlinks=False):
                waiting.append(Path(each.path))
            elif version := _version(each):
                yield Path(each.path), version


def _is_anothers(name: str) -> bool:
    """Tell whether a name is one under which programs keep what is not finished."""
    return name.startswith(_PARTS) or name.casefold().endswith(_UNFINISHED)


def _version(entry: os.DirEntry[str]) -> _Version | None:
    """Return what a file is like now; None for what is no plain file, or empty."""
    try:
        found = entry.stat(follow_symlinks=False)
    except OSError:
        return None
    if not stat.S_ISREG(found.st_mode) or not found.st_size:
        return None
    return _Version(found.st_size, found.st_mtime_ns // 1000)


def _by_project(
    ledger: Ledger, source: Source, root: Path, paths: Iterable[Path]
) -> Mapping[str, list[Path]]:
    """Return files by the project that they go to; empty where filing decides."""
    with ledger.db.reading() as tx:
        keys = {each.key.casefold(): each.id for each in projects.every(tx)}
    found: dict[str, list[Path]] = {}
    for path in sorted(paths):
        folder = path.relative_to(root).parts[0].casefold()
        own = keys.get(folder, "") if path.parent != root else ""
        found.setdefault(own or source.project or "", []).append(path)
    return found


def _file(source: Source, root: Path, path: Path, version: _Version) -> File:
    return File(
        f"{source.name}/{_place(root, path)}",
        _opener(path),
        arrival={
            "source": source.id,
            "path": _place(root, path),
            "size": version.size,
            "modified": version.modified,
        },
    )


def _opener(path: Path) -> Callable[[], IO[bytes]]:
    def opened() -> IO[bytes]:
        flags = os.O_RDONLY | os.O_NONBLOCK | os.O_NOFOLLOW
        return os.fdopen(os.open(path, flags), "rb")

    return opened


def _place(root: Path, path: Path) -> str:
    return printable(path.relative_to(root))
