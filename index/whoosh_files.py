"""The files of a Whoosh index: mapped, not copied; on disk before a commit names them.

Whoosh itself calls no fsync, so a power cut could leave a commit without its words; and
a segment in one file is copied into memory whole, so ours are kept in several.
"""

import os
from mmap import ACCESS_READ
from mmap import mmap
from pathlib import Path
from typing import Any

from whoosh.filedb.filestore import FileStorage
from whoosh.filedb.structfile import StructFile


class Storage(FileStorage):  # type: ignore[misc]  # Whoosh is half typed
    """Files that are on disk before a commit names them."""

    def __init__(self, path: str) -> None:
        super().__init__(path)
        self._written: set[str] = set()

    def create_file(self, name: str, **options: Any) -> Any:
        """Create a file, and remember it for the next commit."""
        self._written.add(name)
        return super().create_file(name, **options)

    def open_file(self, name: str, **options: Any) -> Any:
        """Open a file as the system maps it: it is not copied into memory."""
        with Path(self.folder, name).open("rb") as file:
            mapped = mmap(file.fileno(), 0, access=ACCESS_READ)
        return StructFile(mapped, name=name, **options)

    def rename_file(self, oldname: str, newname: str, safe: bool = False) -> None:  # noqa: FBT001, FBT002 the signature of Whoosh
        """Rename the table of contents: this is the commit."""
        for name in self._written:
            path = Path(self.folder, name)
            if path.exists():
                _sync(path)
        self._written.clear()
        super().rename_file(oldname, newname, safe=safe)
        _sync(Path(self.folder))


def _sync(path: Path) -> None:
    """Have the system write a file, or the names in a folder, to disk."""
    file = os.open(path, os.O_RDONLY)
    try:
        os.fsync(file)
    finally:
        os.close(file)
