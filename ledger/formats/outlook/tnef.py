"""The form in which Outlook sends what only Outlook understands (``winmail.dat``).

A stream of attributes: a few of an old kind, and properties as a message file has
them ([MS-OXTNEF]). It is walked from its first byte to its last; where it breaks off,
what came before stays.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from dataclasses import field
from mimetypes import guess_type
from struct import unpack_from

from ledger.domain import problems
from ledger.formats.outlook import properties
from ledger.formats.outlook.item import Attachment
from ledger.formats.outlook.item import Item
from ledger.formats.outlook.item import named
from ledger.formats.outlook.properties import BINARY
from ledger.formats.outlook.properties import OBJECT
from ledger.formats.outlook.properties import Properties
from ledger.formats.outlook.properties import TEXT
from ledger.formats.outlook.properties import TEXT8
from ledger.formats.outlook.properties import Value
from ledger.formats.source import UnreadError

MARK = b"\x78\x9f\x3e\x22"
HEAD, ATTRIBUTE, CHECK = 6, 9, 2
MOST_ATTRIBUTES = 20_000
MOST_RECIPIENTS = 5_000
MOST_ATTACHMENTS = 500

PAGE, PROPERTIES, RECIPIENTS = 0x9007, 0x9003, 0x9004
BEGINS, DATA, TITLE, OF_ATTACHMENT = 0x9002, 0x800F, 0x8010, 0x9005
AUTHOR = 0x8000
OLD = {0x8008: 0x001A, 0x8004: 0x0037, 0x800C: 0x1000}
"""Old attributes, and the properties that say the same."""

NAME, KIND, ADDRESS = 0x0C1A, 0x0C1E, 0x0C1F
BY_NAME = 0x3707, 0x3704, 0x3001
CONTENT, MEDIA_TYPE, CONTENT_ID, HIDDEN = 0x3701, 0x370E, 0x3712, 0x7FFE
MESSAGE = bytes.fromhex("0703020000000000c000000000000046")
MESSAGE_TYPE = "application/vnd.ms-tnef"
ENDING = ".tnef"

SIZES = {0x0002: 4, 0x0003: 4, 0x0004: 4, 0x000A: 4, 0x000B: 4, 0x0048: 16, 0x0001: 0}
"""How long values are; all others of one size have eight bytes."""

OF_ANY_SIZE = frozenset({TEXT8, TEXT, BINARY, OBJECT})
SEVERAL = 0x1000
NAMED = 0x8000
OWNER = 16


class _BrokenOffError(Exception):
    """The stream ends where it should go on."""


@dataclass(slots=True)
class _Parts:
    """What was found so far."""

    values: dict[int, Value] = field(default_factory=dict)
    names: dict[tuple[bytes, int | str], int] = field(default_factory=dict)
    recipients: list[dict[int, Value]] = field(default_factory=list)
    attachments: list[dict[int, Value]] = field(default_factory=list)
    pages: list[str] = field(default_factory=list)
    flags: dict[str, None] = field(default_factory=dict)


def item(data: bytes) -> Item:
    """Return the message that a stream holds.

    Raises:
        UnreadError: it is none.
    """
    if not data.startswith(MARK):
        raise UnreadError(problems.BROKEN_OUTLOOK)
    found = _Parts()
    try:
        for key, value in _attributes(data):
            _take(found, key, value)
    except _BrokenOffError:
        found.flags["cut-off"] = None
    pages = properties.pages(found.values, found.pages)
    flags = found.flags
    return Item(
        properties=Properties(found.values, pages, flags),
        names=found.names,
        recipients=tuple(Properties(each, pages, flags) for each in found.recipients),
        attachments=tuple(
            _attachment(number, Properties(each, pages, flags))
            for number, each in enumerate(found.attachments, 1)
        ),
        flags=flags,
    )


def _attributes(data: bytes) -> Iterator[tuple[int, bytes]]:
    at = HEAD
    for _ in range(MOST_ATTRIBUTES):
        if at >= len(data):
            return
        if at + ATTRIBUTE > len(data):
            raise _BrokenOffError
        key, _kind, size = unpack_from("<HHI", data, at + 1)
        at += ATTRIBUTE
        yield key, data[at : at + size]
        if at + size > len(data):
            raise _BrokenOffError
        at += size + CHECK


def _take(found: _Parts, key: int, data: bytes) -> None:
    """Take an attribute to what is known."""
    if key == PAGE:
        page = int.from_bytes(data[:4], "little")
        found.pages += filter(None, [properties.CHARSETS.get(page)])
    elif key in OLD:
        found.values.setdefault(OLD[key], (TEXT8, data))
    elif key == AUTHOR:
        _author(found, data)
    elif key == PROPERTIES:
        found.values |= _Walk(data, found.names).properties()
    elif key == RECIPIENTS:
        walk = _Walk(data, found.names)
        rows = min(walk.number(), MOST_RECIPIENTS)
        found.recipients += [walk.properties() for _ in range(rows)]
    elif key == BEGINS and len(found.attachments) < MOST_ATTACHMENTS:
        found.attachments.append({})
    elif key == BEGINS:
        found.flags["too-many-parts"] = None
    elif found.attachments:
        _hang(found, found.attachments[-1], key, data)


def _hang(found: _Parts, last: dict[int, Value], key: int, data: bytes) -> None:
    """Take an attribute to the attachment that was begun last."""
    if key == DATA:
        last.setdefault(CONTENT, (BINARY, data))
    elif key == TITLE:
        last.setdefault(BY_NAME[-1], (TEXT8, data))
    elif key == OF_ATTACHMENT:
        content = last.get(CONTENT)
        last |= _Walk(data, found.names).properties()
        if content and content[1] and last[CONTENT][0] != OBJECT:
            last[CONTENT] = content


def _author(found: _Parts, data: bytes) -> None:
    """Take the old form of a sender: a name, and an address behind its kind."""
    if len(data) < HEAD + CHECK:
        return
    name, address = unpack_from("<2H", data, 4)
    said = data[8 : 8 + name], data[8 + name : 8 + name + address].rstrip(b"\0")
    kind, _, place = said[1].partition(b":")
    for key, value in ((NAME, said[0]), (KIND, kind), (ADDRESS, place)):
        found.values.setdefault(key, (TEXT8, value))


def _attachment(number: int, said: Properties) -> Attachment:
    kind, data = said.values.get(CONTENT, (0, b""))
    name, media_type = said.line(*BY_NAME), said.line(MEDIA_TYPE).lower()
    if kind == OBJECT and data.startswith(MESSAGE):
        name, media_type = named(name or "message", ENDING), MESSAGE_TYPE
    if kind == OBJECT:
        data = data[OWNER:]
    usual = guess_type(name)[0] or "application/octet-stream"
    return Attachment(
        number=number,
        name=name,
        media_type=media_type if "/" in media_type else usual,
        data=data if kind else None,
        content_id=said.line(CONTENT_ID).strip("<>"),
        hidden=bool(said.number(HIDDEN)),
    )


class _Walk:
    """Walks through properties as they stand behind each other."""

    def __init__(self, data: bytes, names: dict[tuple[bytes, int | str], int]) -> None:
        self.data = data
        self.names = names
        self.at = 0

    def number(self) -> int:
        """Return the next number of four bytes."""
        return int.from_bytes(self._next(4), "little")

    def properties(self) -> dict[int, Value]:
        """Return the properties of one thing, as far as they go."""
        found: dict[int, Value] = {}
        for _ in range(self.number()):
            kind, key = unpack_from("<HH", self._next(4))
            if key >= NAMED:
                self._name(key)
            values = list(self._values(kind))
            if values and not kind & SEVERAL:
                found[key] = (kind, values[0])
        return found

    def _name(self, key: int) -> None:
        owner = self._next(OWNER)
        if self.number():
            letters = self._padded(self.number())
            name = letters.decode("utf-16-le", "replace").rstrip("\0")
            self.names[owner, name] = key
        else:
            self.names[owner, self.number()] = key

    def _values(self, kind: int) -> Iterator[bytes]:
        single = kind & ~SEVERAL
        if single in OF_ANY_SIZE:
            for _ in range(self.number()):
                yield self._padded(self.number())
        else:
            for _ in range(self.number() if kind & SEVERAL else 1):
                yield self._next(SIZES.get(single, 8))

    def _padded(self, size: int) -> bytes:
        data = self._next(size)
        self.at += -size % 4
        return data

    def _next(self, size: int) -> bytes:
        data = self.data[self.at : self.at + size]
        if len(data) < size:
            raise _BrokenOffError
        self.at += size
        return data
