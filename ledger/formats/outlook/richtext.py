"""Rich Text as Outlook keeps it: packed, and often with HTML wrapped in it.

HTML is taken out as it was: the tags stand in groups of their own, the words between
them, and what is there for other readers is left out ([MS-OXRTFCP], [MS-OXRTFEX]).
"""

import re

from ledger.formats.office.draft import finished
from ledger.formats.richtext.reader import Reader

MOST_BYTES = 32 * 1024 * 1024
HEAD = 16
PACKED, PLAIN = b"LZFu", b"MELA"
WINDOW = 4096
FIRST_WORDS = (
    b"{\\rtf1\\ansi\\mac\\deff0\\deftab720{\\fonttbl;}{\\f0\\fnil \\froman \\fswiss "
    b"\\fmodern \\fscript \\fdecor MS Sans SerifSymbolArialTimes New RomanCourier"
    b"{\\colortbl\\red0\\green0\\blue0\r\n\\par \\pard\\plain\\f0\\fs20\\b\\i\\u\\tab"
    b"\\tx"
)
"""What every packed text may point back to."""

HTML = re.compile(rb"\\fromhtml1\b")
BEGINNING = 2000


def unpacked(data: bytes) -> tuple[bytes, bool]:
    """Return the text, and whether it came out whole."""
    kind, body = data[8:12], data[HEAD:]
    size = int.from_bytes(data[4:8], "little")
    if kind == PLAIN:
        return body[:size], len(body) >= size
    if kind != PACKED:
        return b"", False
    text = _unpacked(body)
    return text, len(text) >= size


def _unpacked(data: bytes) -> bytes:
    """Undo the packing: each bit says a letter, or a place before and a length."""
    out = bytearray(FIRST_WORDS)
    first = len(out)
    at, end = 0, len(data)
    while at < end and len(out) < MOST_BYTES:
        bits = data[at]
        at += 1
        for bit in range(8):
            if not bits >> bit & 1:
                out += data[at : at + 1]
                at += 1
                continue
            token = int.from_bytes(data[at : at + 2], "big")
            at += 2
            back = (len(out) - (token >> 4)) % WINDOW
            if at > end or not back:
                return bytes(out[first:])
            _repeat(out, back, (token & 15) + 2)
    return bytes(out[first:])


def _repeat(out: bytearray, back: int, length: int) -> None:
    """Write again what stands so far back; beyond the beginning are spaces."""
    start = len(out) - back
    if start < 0:
        out += b" " * min(length, -start)
        length -= min(length, -start)
        start = max(start, 0)
    for place in range(start, start + length):
        out.append(out[place])


def holds_html(text: bytes) -> bool:
    """Tell whether HTML is wrapped in it."""
    return bool(HTML.search(text[:BEGINNING]))


def html(text: bytes) -> str:
    """Return the HTML that is wrapped in Rich Text."""
    state = _Unwrapper().read(text)
    return finished(state.body.leave())[0]


class _Unwrapper(Reader):
    """Hears the tags as words, and passes over what was put in for other readers."""

    def _word(self, word: str, digits: bytes | None) -> int:
        group = self.state.group
        if word == "htmlrtf":
            self._begin()
            group.silent = digits != b"0"
        elif word == "htmltag" and not group.silent:
            self._begin()
            self._tag()
        elif word in {"par", "line"} and group.heard is not None:
            self._begin()
            group.heard.append("\n")
        else:
            return super()._word(word, digits)
        return 0

    def _begin(self) -> None:
        self._flush()
        self._passed_over = 0
        self._optional = False

    def _tag(self) -> None:
        heard: list[str] = []
        self.state.hear(heard, lambda: self.state.put("".join(heard)))
