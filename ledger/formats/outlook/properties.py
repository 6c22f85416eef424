"""Properties: all that Outlook keeps of a thing, by numbers.

Strings of eight bits are read in the code page that the thing names; where it names
none, in that of its language or of its body, or as they look. What is missing is
missing: a time of nought is none.
"""

import struct
from collections.abc import Iterable
from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field
from datetime import datetime
from datetime import timedelta
from datetime import UTC

from ledger.formats import charset
from ledger.formats.text import UNSTORABLE

SHORT, LONG, TRUE, OBJECT = 0x0002, 0x0003, 0x000B, 0x000D
TEXT8, TEXT, TIME, BINARY = 0x001E, 0x001F, 0x0040, 0x0102

CODE_PAGE, BODY_PAGE, LANGUAGE = 0x3FFD, 0x3FDE, 0x3FF1

FIRST = datetime(1601, 1, 1, tzinfo=UTC)
YEARS = range(1970, 2101)
TICKS = 10
"""A tick is a tenth of a microsecond."""

CHARSETS = {
    **{page: f"windows-{page}" for page in range(1250, 1259)},
    **{28590 + part: f"iso-8859-{part}" for part in range(1, 17)},
    866: "cp866",
    932: "shift_jis",
    936: "gb18030",
    949: "euc-kr",
    950: "big5",
    10007: "mac-cyrillic",
    20127: "us-ascii",
    20866: "koi8-r",
    21866: "koi8-u",
    50220: "iso-2022-jp",
    50221: "iso-2022-jp",
    50222: "iso-2022-jp",
    51932: "euc-jp",
    51949: "euc-kr",
    54936: "gb18030",
    65001: "utf-8",
}
"""Charsets by the number of their code page."""

BY_LANGUAGE = {
    **dict.fromkeys((0x02, 0x19, 0x22, 0x23, 0x2F, 0x3F, 0x40, 0x44), 1251),
    **dict.fromkeys((0x05, 0x0E, 0x15, 0x18, 0x1A, 0x1B, 0x1C, 0x24), 1250),
    **dict.fromkeys((0x25, 0x26, 0x27), 1257),
    **dict.fromkeys((0x01, 0x29), 1256),
    0x04: 936,
    0x08: 1253,
    0x0D: 1255,
    0x11: 932,
    0x12: 949,
    0x1F: 1254,
    0x2A: 1258,
}
"""Code pages by the language of a locale, but for the western one."""

BY_LOCALE = {
    **dict.fromkeys((0x0404, 0x0C04, 0x1404), 950),
    **dict.fromkeys((0x0C1A, 0x1C1A, 0x082C, 0x0843), 1251),
    **dict.fromkeys((0x042C, 0x0443), 1254),
}
"""Code pages by the locale itself, where one language is written in two scripts."""

WESTERN = 1252
PRIMARY = 0x3FF
"""The bits of a locale that are its language."""

TELLS_NOTHING = frozenset({0, 0x09})
"""No language, and English, which is what programs put where nobody said."""

Value = tuple[int, bytes]
"""The type of a property, and its bytes."""


@dataclass(frozen=True, slots=True)
class Properties:
    """What is kept of a message, a recipient or an attachment."""

    values: Mapping[int, Value]
    pages: tuple[str, ...] = ()
    """The charsets that its strings of eight bits may have, the surest first."""

    flags: dict[str, None] = field(default_factory=dict)
    """Oddities that turned up while it was read."""

    def __contains__(self, key: int) -> bool:
        return key in self.values

    def text(self, *keys: int) -> str:
        """Return the first of these that has words, or nothing."""
        return next((said for key in keys if (said := self._text(key))), "")

    def line(self, *keys: int) -> str:
        """Return words as one line."""
        return " ".join(self.text(*keys).split())

    def number(self, key: int) -> int | None:
        """Return a whole number; None where there is none."""
        kind, data = self.values.get(key, (0, b""))
        if kind in {SHORT, TRUE}:
            return int.from_bytes(data[:2], "little")
        return int.from_bytes(data[:4], "little") if kind == LONG else None

    def moment(self, key: int) -> datetime | None:
        """Return a moment; None where there is none, or none that can be."""
        kind, data = self.values.get(key, (0, b""))
        ticks = int.from_bytes(data[:8], "little")
        if kind != TIME or not ticks:
            return None
        try:
            said = FIRST + timedelta(microseconds=ticks // TICKS)
        except OverflowError:
            said = FIRST
        if said.year in YEARS:
            return said
        self.flags["impossible-date"] = None
        return None

    def data(self, key: int) -> bytes:
        """Return bytes as they stand, or nothing."""
        kind, data = self.values.get(key, (0, b""))
        return data if kind in {BINARY, OBJECT} else b""

    def charset(self, key: int) -> str:
        """Return the charset that a number names, or nothing."""
        return CHARSETS.get(self.number(key) or 0, "")

    def _text(self, key: int) -> str:
        kind, data = self.values.get(key, (0, b""))
        if kind == TEXT:
            text = data[: len(data) & ~1].decode("utf-16-le", "replace")
        elif kind == TEXT8:
            text = self._eight_bits(data.rstrip(b"\0"))
        else:
            return ""
        return UNSTORABLE.sub("\ufffd", text.rstrip("\0"))

    def _eight_bits(self, data: bytes) -> str:
        try:
            return data.decode("utf-8")  # by chance, no other text is
        except UnicodeDecodeError:
            pass
        for page in self.pages:
            text, flag = charset.decode(data, page)
            if flag is None:
                return text
        self.flags["charset-guessed"] = None
        return charset.guess(data)


def pages(values: Mapping[int, Value], around: Iterable[str] = ()) -> tuple[str, ...]:
    """Return the charsets that strings of eight bits may have, the surest first."""
    said = Properties(values)
    locale = (said.number(LANGUAGE) or 0) & 0xFFFF
    language = locale & PRIMARY
    usual = BY_LANGUAGE.get(language, WESTERN if language not in TELLS_NOTHING else 0)
    usual = BY_LOCALE.get(locale, usual)
    found = (said.charset(CODE_PAGE), CHARSETS.get(usual, ""), said.charset(BODY_PAGE))
    usable = [each for each in found if each and each not in {"utf-8", "us-ascii"}]
    return tuple(dict.fromkeys((*usable, *around)))


def fixed(data: bytes) -> dict[int, Value]:
    """Return the properties of a table: those that fit into it stand there."""
    found = {}
    for at in range(0, len(data) - 15, 16):
        kind, key = struct.unpack_from("<HH", data, at)
        found[key] = (kind, data[at + 8 : at + 16])
    return found
