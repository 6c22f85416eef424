"""The files of a tantivy index, seen from outside: whole or not, old or new.

Each file ends with a footer that has the checksum of what stands before, as JSON, then
the length of that, then a number that is always the same.
"""

import json
import struct
import zlib
from pathlib import Path

from index.engine import IndexBrokenError

META = "meta.json"
_END = struct.Struct("<II")
_MAGIC = 1337
_AT_ONCE = 1 << 20


def generation(folder: Path) -> object:
    """Return what changes with each commit of anybody; None where there is none."""
    try:
        seen = (folder / META).stat()
    except FileNotFoundError:
        return None
    return seen.st_ino, seen.st_mtime_ns, seen.st_size


def check(folder: Path) -> None:
    """Read all files of the last commit, so that damage is noticed.

    Raises:
        IndexBrokenError: one is gone, cut or otherwise than it was written.
    """
    try:
        meta = json.loads((folder / META).read_bytes())
    except FileNotFoundError:
        return
    except ValueError as error:
        raise IndexBrokenError from error
    try:
        wanted = [one["segment_id"].replace("-", "") for one in meta["segments"]]
    except (LookupError, TypeError, AttributeError) as error:
        raise IndexBrokenError from error
    for segment in wanted:
        files = sorted(folder.glob(f"{segment}.*"))
        if {".term", ".idx", ".store"} - {path.suffix for path in files}:
            raise IndexBrokenError
        for path in files:
            _check(path)


def _check(path: Path) -> None:
    """Compare a file with the checksum at its end."""
    try:
        size = path.stat().st_size
        with path.open("rb") as file:
            file.seek(max(size - _END.size, 0))
            length, magic = _END.unpack(file.read())
            file.seek(max(size - _END.size - length, 0))
            footer = json.loads(file.read(length))
            file.seek(0)
            left, sum_ = size - _END.size - length, 0
            while left > 0 and (data := file.read(min(left, _AT_ONCE))):
                left, sum_ = left - len(data), zlib.crc32(data, sum_)
    except (OSError, ValueError, struct.error) as error:
        raise IndexBrokenError from error
    if magic != _MAGIC or left or sum_ != footer["crc"]:
        raise IndexBrokenError
