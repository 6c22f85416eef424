"""What the files in an archive are called: labels for people, never paths to write to.

Programs that do not write UTF-8 write the code page of their machine and do not say
which; all names of one archive are guessed together, because one is too short to tell.
"""

import re
import zipfile
import zlib
from collections.abc import Iterable
from pathlib import PurePosixPath

from ledger.formats import charset
from ledger.formats.text import UNSTORABLE

UTF8 = 0x800
WINDOWS = frozenset({0, 10, 11})
"""The systems that write names in the code page of the command line."""

ALSO_CALLED = 0x7075
UNSEEN = re.compile("[\x00-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")
DRIVE = re.compile(r"^[A-Za-z]:")
NOWHERE = frozenset({"", ".", ".."})
LONGEST = 1000


def labels(entries: list[zipfile.ZipInfo]) -> tuple[list[str], list[str]]:
    """Return a label for each entry, each of them once, and what is odd about them."""
    raw = [_raw(entry) for entry in entries]
    page = charset.of_names([name for name in raw if isinstance(name, bytes)])
    odd: dict[str, None] = {}
    found: list[str] = []
    seen: dict[str, int] = {}
    for name in raw:
        text = name if isinstance(name, str) else name.decode(page, "replace")
        label = _label(text, odd)
        again = seen[label] = seen.get(label, 0) + 1
        if again > 1:
            odd["doubled-part"] = None
            label = _numbered(label, again, seen)
        found.append(label)
    return found, list(odd)


def _numbered(label: str, again: int, seen: dict[str, int]) -> str:
    path = PurePosixPath(label)
    while (
        other := f"{label.removesuffix(path.suffix)} ({again}){path.suffix}"
    ) in seen:
        again += 1
    seen[other] = 1
    return other


def _raw(entry: zipfile.ZipInfo) -> str | bytes:
    """Return a name where the archive says what it is, or the bytes of it."""
    name = entry.orig_filename
    if entry.flag_bits & UTF8:
        return name
    written = name.encode("cp437")  # as the library decoded it
    return _also_called(entry.extra, written) or written


def _also_called(extra: bytes, written: bytes) -> str | None:
    """Return the name in UTF-8 that stands beside another one, if it is for that."""
    for kind, data in fields(extra):
        if kind == ALSO_CALLED and int.from_bytes(data[1:5], "little") == zlib.crc32(
            written
        ):
            return data[5:].decode("utf-8", "replace")
    return None


def fields(extra: bytes) -> Iterable[tuple[int, bytes]]:
    """Yield what stands beside an entry: the kind and the bytes of each."""
    while len(extra) >= 4:  # noqa: PLR2004 - two numbers of two bytes
        kind, size = (int.from_bytes(extra[at : at + 2], "little") for at in (0, 2))
        yield kind, extra[4 : 4 + size]
        extra = extra[4 + size :]


def _label(name: str, odd: dict[str, None]) -> str:
    text = UNSTORABLE.sub("\ufffd", name).replace("\\", "/")
    clean = UNSEEN.sub("", text)
    parts = DRIVE.sub("", clean).split("/")
    kept = [part for part in parts if part not in NOWHERE]
    if clean != text or len(kept) < len(parts):
        odd["names-lead-astray"] = None
    return "/".join(kept)[:LONGEST] or "nameless"
