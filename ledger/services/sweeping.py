"""Sweeping: remove from a closed home what a ledger made there, and nothing else.

A folder may hold files of somebody's own beside those of the ledger, even under the
same folders. So each file is known by where it lies and what it is called; one that is
not known stays, and so does each folder that still holds something.
"""

import os
import re
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

_HEX = "[0-9a-f]{64}"
_DRAFT = r"(\.[0-9]+-[0-9]+)?"
_MADE = re.compile(
    "|".join(
        (
            r"ledger\.db(-wal|-shm|-journal|\.partial)?",
            r"backup\.json(\.draft)?",
            r"checkpoints\.log",
            "SAMPLE-DATA",
            f"blobs/[0-9a-f]{{2}}/{_HEX}",
            rf"blobs/tmp/(tmp[a-z0-9_]{{8}}|damaged-{_HEX})",
            rf"cache/pages/{_HEX}/[0-9]+-[0-9.]+\.jpg{_DRAFT}",
            rf"cache/recognised/{_HEX}/[A-Za-z0-9+._-]+/[0-9]+\.json{_DRAFT}",
            rf"cache/words/{_HEX}/[0-9]+\.json{_DRAFT}",
            r"index/v[0-9]+\.lock",
            r"index/v[0-9]+/(MAIN_[A-Za-z0-9_.]+|_MAIN_[0-9]+\.toc[0-9.]*)",
            r"index/v[0-9]+/MAIN\.tmp/[A-Za-z0-9_.]+",
            r"keys/(log|log-[0-9a-f]{8}|forms)\.key(\.draft)?",
            r"keys/sources/s_[a-z0-9]{16}\.secret(\.draft)?",
            r"sources/s_[a-z0-9]{16}\.lock",
            "tried/(hit|rounds|clause|letter|pulled|point-[0-9]+|closed)",
            "uploads/up_[a-z0-9]{16}",
        )
    )
)
_FOLDERS = re.compile(
    "blobs(/([0-9a-f]{2}|tmp))?"
    f"|cache(/(pages|words|recognised)(/{_HEX})?)?"
    f"|cache/recognised/{_HEX}/[A-Za-z0-9+._-]+"
    r"|index(/v[0-9]+(/MAIN\.tmp)?)?"
    "|keys(/sources)?|sources|tried|uploads"
)


def sweep(home: Path) -> None:
    """Remove the files of a ledger, and the folders that are empty then."""
    inside = list(_inside(home))
    for path in inside:
        if _MADE.fullmatch(_place(home, path)) and not path.is_symlink():
            path.unlink()
    for folder in reversed(list(_folders(home))):
        with suppress(OSError):
            folder.rmdir()
    with suppress(OSError):
        home.rmdir()


def _inside(home: Path) -> Iterator[Path]:
    """Yield the files of a home; no link is followed."""
    for folder, _folders_in_it, files in os.walk(home):
        yield from (Path(folder, name) for name in files)


def _folders(home: Path) -> Iterator[Path]:
    """Yield the folders that a ledger makes, each before those in it."""
    for folder, names, _files in os.walk(home):
        found = (Path(folder, name) for name in names)
        yield from (each for each in found if _FOLDERS.fullmatch(_place(home, each)))


def _place(home: Path, path: Path) -> str:
    return path.relative_to(home).as_posix()
