"""Compound files: the storages and streams of a file that is a file system in small.

Read through ``olefile``; damage of one stream costs that stream alone. Written by our
own hand and always alike: the same streams give the same bytes, so what was a storage
inside another file has one digest, whoever cuts it out (docs/decisions/0019).
"""

import struct
from dataclasses import dataclass
from dataclasses import field
from io import BytesIO

from olefile import OleFileIO
from olefile.olefile import OleDirectoryEntry
from olefile.olefile import STGTY_STORAGE
from olefile.olefile import STGTY_STREAM

from ledger.domain import problems
from ledger.formats.source import UnreadError

MOST_ENTRIES = 50_000
MOST_LEVELS = 40
FLAWS = (OSError, ValueError, IndexError, TypeError, struct.error, AttributeError)
"""What the library lets through on damaged files."""

SECTOR = 512
SMALL_SECTOR = 64
SMALL = 4096
"""A stream below this goes into the small sectors."""

IN_TABLE = SECTOR // 4
IN_HEADER = 109
FREE, END, TABLE, EXTRA = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD, 0xFFFFFFFC
NO_CLASS = bytes(16)
ROOT, STORAGE, STREAM = 5, 1, 2
RED, BLACK = 0, 1
ENTRY = struct.Struct("<64sHBBIII16sIQQIQ")


@dataclass(slots=True)
class Storage:
    """A folder of a compound file."""

    kind: bytes = NO_CLASS
    """The class of what is in it (16 bytes)."""

    streams: dict[str, bytes] = field(default_factory=dict)
    storages: dict[str, "Storage"] = field(default_factory=dict)
    flags: dict[str, None] = field(default_factory=dict)


def read(data: bytes) -> Storage:
    """Return the root of a compound file, with all that is in it.

    Raises:
        UnreadError: it is damaged beyond reading.
    """
    try:
        with OleFileIO(BytesIO(data)) as file:
            if len(file.direntries) > MOST_ENTRIES:
                raise UnreadError(problems.GROWS)
            return _Walk(file, len(data)).storage(file.root, ())
    except FLAWS as error:
        raise UnreadError(problems.BROKEN_OUTLOOK) from error


class _Walk:
    """Walks through a file; streams that share their bytes cannot make it grow."""

    def __init__(self, file: OleFileIO, size: int) -> None:
        self.file = file
        self.size = size
        self.left = 2 * size

    def storage(self, node: OleDirectoryEntry, path: tuple[str, ...]) -> Storage:
        found = Storage(kind=_class(node.clsid))
        if len(path) > MOST_LEVELS:
            found.flags["too-many-levels"] = None
            return found
        for kid in node.kids:
            below = (*path, kid.name)
            if kid.entry_type == STGTY_STORAGE:
                inner = found.storages[kid.name] = self.storage(kid, below)
                found.flags.update(inner.flags)
            elif kid.entry_type == STGTY_STREAM:
                self._stream(found, kid, below)
        return found

    def _stream(
        self, into: Storage, kid: OleDirectoryEntry, path: tuple[str, ...]
    ) -> None:
        if kid.size > self.size:  # damage: no stream is longer than its file
            into.flags["damaged-part"] = None
            return
        self.left -= kid.size
        if self.left < 0:
            raise UnreadError(problems.GROWS)
        try:
            into.streams[kid.name] = self.file.openstream(list(path)).read()
        except FLAWS:
            into.flags["damaged-part"] = None


def _class(text: str) -> bytes:
    """Return the bytes of a class; the library gives it as text."""
    digits = text.replace("-", "")
    if len(digits) != 2 * len(NO_CLASS):
        return NO_CLASS
    first, second, third, rest = digits[:8], digits[8:12], digits[12:16], digits[16:]
    little = (bytes.fromhex(part)[::-1] for part in (first, second, third))
    return b"".join(little) + bytes.fromhex(rest)


# Writing.


@dataclass(slots=True)
class _Entry:
    name: str
    kind: int
    storage: Storage | None = None
    data: bytes = b""
    left: int = FREE
    right: int = FREE
    child: int = FREE
    colour: int = BLACK
    start: int = END


def write(root: Storage) -> bytes:
    """Return a compound file with these storages, the same bytes for the same ones.

    Version 3, sectors of 512 bytes, in this order: table of tables, table, small
    table, directory, large streams, small streams. All times are nought.
    """
    entries = _listed(root)
    large = [each for each in entries if len(each.data) >= SMALL]
    small = [each for each in entries if 0 < len(each.data) < SMALL]
    short = b"".join(_padded(each.data, SMALL_SECTOR) for each in small)
    small_table = _chains(small, SMALL_SECTOR, 0)
    bodies = [
        _padded(_packed(small_table), SECTOR, b"\xff"),
        bytes(_sectors(len(entries) * ENTRY.size) * SECTOR),
        *(_padded(each.data, SECTOR) for each in large),
        _padded(short, SECTOR),
    ]
    counts = [len(body) // SECTOR for body in bodies]
    tables, extra = _tables(sum(counts))
    at = tables + extra
    places = []
    table = [EXTRA] * extra + [TABLE] * tables
    for count in counts:
        places.append(at if count else END)
        table += [*range(at + 1, at + count), END] if count else []
        at += count
    for each, place in zip(large, places[2:], strict=False):
        each.start = place
    entries[0].start, entries[0].data = places[-1], short
    bodies[1] = _directory(entries)
    header = _header(tables, extra, places, counts)
    named = [*range(extra, extra + tables)]
    listed = _packed(_extra_tables(named[IN_HEADER:], extra))
    whole = _padded(_packed(table), SECTOR, b"\xff")
    return b"".join(
        [header, _packed(named[:IN_HEADER], IN_HEADER), listed, whole, *bodies]
    )


def _listed(root: Storage) -> list[_Entry]:
    """Return the directory: the root first, each storage before what is in it."""
    entries = [_Entry("Root Entry", ROOT, root)]
    for entry in entries:  # it grows as it is walked
        if entry.storage is None:
            continue
        inside = [
            *(
                _Entry(name, STREAM, None, data)
                for name, data in entry.storage.streams.items()
            ),
            *(
                _Entry(name, STORAGE, inner)
                for name, inner in entry.storage.storages.items()
            ),
        ]
        inside.sort(
            key=lambda each: (len(_utf16(each.name)), _utf16(each.name.upper()))
        )
        first = len(entries)
        entries += inside
        whole = (len(inside) + 1).bit_length() - 1
        entry.child = _tree(entries, first, len(entries), whole)
    return entries


def _tree(entries: list[_Entry], start: int, end: int, levels: int) -> int:
    """Tie sorted entries into a balanced tree; those below its whole levels are red."""
    if start == end:
        return FREE
    middle = (start + end) // 2
    entries[middle].colour = BLACK if levels > 0 else RED
    entries[middle].left = _tree(entries, start, middle, levels - 1)
    entries[middle].right = _tree(entries, middle + 1, end, levels - 1)
    return middle


def _chains(entries: list[_Entry], sector: int, at: int) -> list[int]:
    """Give streams their places behind each other; return the table of them."""
    table: list[int] = []
    for each in entries:
        count = -(-len(each.data) // sector)
        each.start = at
        table += [*range(at + 1, at + count), END]
        at += count
    return table


def _tables(bodies: int) -> tuple[int, int]:
    """Return how many sectors of table, and of table of tables, so many ones need."""
    tables = extra = 0
    while True:
        more = -(-(bodies + tables + extra) // IN_TABLE)
        beyond = -(-max(0, more - IN_HEADER) // (IN_TABLE - 1))
        if (more, beyond) == (tables, extra):
            return tables, extra
        tables, extra = more, beyond


def _extra_tables(named: list[int], extra: int) -> list[int]:
    words: list[int] = []
    for number in range(extra):
        some = named[number * (IN_TABLE - 1) : (number + 1) * (IN_TABLE - 1)]
        words += some + [FREE] * (IN_TABLE - 1 - len(some))
        words.append(number + 1 if number + 1 < extra else END)
    return words


def _header(tables: int, extra: int, places: list[int], counts: list[int]) -> bytes:
    return struct.pack(
        "<8s16x5H6x9I",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        *(0x3E, 3, 0xFFFE, 9, 6),
        *(0, tables, places[1], 0, SMALL, places[0], counts[0]),
        *(0 if extra else END, extra),
    )


def _directory(entries: list[_Entry]) -> bytes:
    written = b"".join(map(_written, entries))
    empty = ENTRY.pack(b"", 0, 0, 0, FREE, FREE, FREE, NO_CLASS, 0, 0, 0, 0, 0)
    return written + empty * (-len(entries) % (SECTOR // ENTRY.size))


def _written(entry: _Entry) -> bytes:
    name = _utf16(entry.name)
    kind = entry.storage.kind if entry.storage else NO_CLASS
    start = 0 if entry.kind == STORAGE else entry.start
    tree = (entry.left, entry.right, entry.child)
    place = (start, len(entry.data))
    return ENTRY.pack(
        name, len(name) + 2, entry.kind, entry.colour, *tree, kind, 0, 0, 0, *place
    )


def _utf16(name: str) -> bytes:
    return name.encode("utf-16-le", "surrogatepass")[:62]


def _sectors(size: int) -> int:
    return -(-size // SECTOR)


def _padded(data: bytes, size: int, sign: bytes = b"\0") -> bytes:
    return data + sign * (-len(data) % size)


def _packed(words: list[int], least: int = 0) -> bytes:
    words = words + [FREE] * (least - len(words))
    return struct.pack(f"<{len(words)}I", *words)
