"""A zip with the parts of a document: read in memory, never unpacked to a name.

What the directory says is checked before it is believed: parts may not overlap, and
none may grow beyond its limit. A file that lost its directory (it was cut off on its
way) gives the parts that can still be found.
"""

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

from ledger.domain import problems
from ledger.formats.source import MEGABYTE
from ledger.formats.source import UnreadError

CHUNK = 64 * 1024
MOST_PARTS = 5_000
MOST_PART = 64 * MEGABYTE
MOST_TOTAL = 256 * MEGABYTE
MOST_RATIO = 200
FREE = 4 * MEGABYTE
"""Below this the ratio of a part says nothing: short repeated text shrinks well."""

LOCAL = struct.Struct("<4s5H3L2H")
LOCAL_MARK = b"PK\x03\x04"
STORED, DEFLATED = 0, 8
ENCRYPTED = 1
MISHAPS = (zipfile.BadZipFile, ValueError, NotImplementedError, OSError, struct.error)
"""What the standard library lets through on damaged directories."""


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the package, as its directory names it."""

    name: str
    at: int
    """Where its header begins in the file."""

    packed: int
    method: int
    locked: bool


class Package:
    """The parts by their names; slashes and letters' case as Word takes them.

    Raises:
        UnreadError: it is made to grow beyond all limits.
    """

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.flags: dict[str, None] = {}
        self.left = MOST_TOTAL
        self.parts: dict[str, Part] = {}
        self._unlocked: dict[str, bytes] = {}
        for part in self._listed():
            name = _usual(part.name)
            if name in self.parts:
                self.flags["doubled-part"] = None
            else:
                self.parts[name] = part
            if part.locked:
                self.flags["encrypted"] = None

    def __contains__(self, name: str) -> bool:
        return _usual(name) in self.parts

    def under(self, *folders: str) -> list[Part]:
        """Return the parts in these folders, in the order of the directory."""
        return [part for name, part in self.parts.items() if name.startswith(folders)]

    def chunks(self, name: str) -> Iterator[bytes]:
        """Yield a part in pieces; it ends early, with a flag, where it is damaged.

        Raises:
            UnreadError: it grows beyond the limits.
        """
        packed, method = self._packed(name)
        if method not in {STORED, DEFLATED}:
            self.flags["damaged-part"] = None
            return
        grown = 0
        for chunk in _inflated(packed) if method == DEFLATED else _cut(packed):
            if not chunk:
                self.flags["damaged-part"] = None
                return
            grown += len(chunk)
            self.left -= len(chunk)
            beyond = grown > max(FREE, len(packed) * MOST_RATIO)
            if beyond or grown > MOST_PART or self.left < 0:
                raise UnreadError(problems.GROWS)
            yield chunk

    def whole(self, name: str) -> bytes:
        """Return a part as far as it can be read; nothing where there is none.

        Raises:
            UnreadError: it grows beyond the limits.
        """
        return b"".join(self.chunks(name)) if name in self else b""

    def weigh(self) -> None:
        """Unpack every part once, before a library does so without our limits.

        Raises:
            UnreadError: it grows beyond the limits.
        """
        for name in self.parts:
            for _ in self.chunks(name):
                pass
        self.left = MOST_TOTAL

    def _listed(self) -> list[Part]:
        try:
            with zipfile.ZipFile(io.BytesIO(self.data)) as archive:
                entries = archive.infolist()
        except MISHAPS:
            self.flags["cut-off"] = None
            return list(_found(self.data))
        if len(entries) > MOST_PARTS:
            raise UnreadError(problems.GROWS)
        files = [
            Part(
                each.filename,
                each.header_offset,
                each.compress_size,
                each.compress_type,
                bool(each.flag_bits & ENCRYPTED),
            )
            for each in entries
            if not each.is_dir()
        ]
        _check_places(files)
        return files

    def packed(self, name: str) -> bytes:
        """Return the bytes of a part as they lie in the file."""
        part = self.parts[_usual(name)]
        start = self._start(part)
        return b"" if start is None else self.data[start : start + part.packed]

    def unlock(self, name: str, packed: bytes) -> None:
        """Put the deflated bytes of a part in the place of its encrypted ones."""
        self._unlocked[_usual(name)] = packed

    def _packed(self, name: str) -> tuple[bytes, int]:
        """Return the bytes of a part, and how they are packed; -1 for no way."""
        part = self.parts[_usual(name)]
        if _usual(name) in self._unlocked:
            return self._unlocked[_usual(name)], DEFLATED
        if part.locked or self._start(part) is None:
            return b"", -1
        return self.packed(name), part.method

    def _start(self, part: Part) -> int | None:
        """Return where the bytes of a part begin; None where its header is broken."""
        head = self.data[part.at : part.at + LOCAL.size]
        if len(head) < LOCAL.size or not head.startswith(LOCAL_MARK):
            return None
        *_, name, extra = LOCAL.unpack(head)
        return part.at + LOCAL.size + int(name) + int(extra)


def _check_places(parts: list[Part]) -> None:
    """Refuse parts that share bytes: so small a file can unpack to any size."""
    places = sorted((part.at, part.at + LOCAL.size + part.packed) for part in parts)
    end = 0
    for start, stop in places:
        if start < end:
            raise UnreadError(problems.GROWS)
        end = stop


def _usual(name: str) -> str:
    return name.replace("\\", "/").lstrip("/").lower()


def _found(data: bytes) -> Iterator[Part]:
    """Yield the parts whose headers stand in a file without a directory."""
    marks = [mark.start() for mark in re.finditer(re.escape(LOCAL_MARK), data)]
    for at, end in zip(marks[:MOST_PARTS], [*marks[1:], len(data)], strict=False):
        head = data[at : at + LOCAL.size]
        if len(head) < LOCAL.size:
            return
        _, _, flags, method, _, _, _, packed, _, name, extra = LOCAL.unpack(head)
        start = at + LOCAL.size + name + extra
        label = data[at + LOCAL.size : at + LOCAL.size + name]
        known = packed if packed and start + packed <= len(data) else end - start
        locked = bool(flags & ENCRYPTED)
        yield Part(label.decode("utf-8", "replace"), at, max(0, known), method, locked)


def _inflated(packed: bytes) -> Iterator[bytes]:
    """Yield deflated bytes in pieces; an empty one where they are damaged."""
    machine = zlib.decompressobj(-zlib.MAX_WBITS)
    waiting = packed
    while not machine.eof:
        try:
            piece = machine.decompress(waiting, CHUNK)
        except zlib.error:
            yield b""
            return
        if piece:
            yield piece
        elif not machine.unconsumed_tail:
            if not machine.eof:
                yield b""
            return
        waiting = machine.unconsumed_tail


def _cut(data: bytes) -> Iterator[bytes]:
    return (data[at : at + CHUNK] for at in range(0, len(data), CHUNK))
