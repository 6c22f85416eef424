"""The text of a document as it grows, with the traces that lie over it.

Words that were deleted stay in the text, between ``[-`` and ``-]``, so that nobody
takes them for words in force; a comment stands between ``[*`` and ``*]``. Whether such
signs are ours or the author's is told by the traces alone.
"""

from dataclasses import dataclass

from ledger.domain.block import Block
from ledger.domain.block import BlockKind
from ledger.domain.trace import Trace
from ledger.domain.trace import TraceKind
from ledger.formats.text import UNSTORABLE

MOST_LETTERS = 10_000_000
MOST_TRACES = 100_000
MOST_BLOCKS = 200_000
NEAR = 200
BRACKETS: dict[TraceKind | BlockKind, tuple[str, str]] = {
    TraceKind.DELETED: ("[-", "-]"),
    TraceKind.MOVED_AWAY: ("[-", "-]"),
    TraceKind.COMMENT: ("[*", "*]"),
}


@dataclass(frozen=True, slots=True)
class Sign:
    """A trace, or a block, without a place: runs under one sign are one."""

    kind: TraceKind | BlockKind
    author: str = ""
    at: str = ""
    key: str = ""
    """Tells apart what would look the same: the id of a comment, a place."""


Signs = tuple[Sign, ...]


class Draft:
    """Text that is written from its beginning to its end."""

    def __init__(self) -> None:
        self.pieces: list[str] = []
        self.length = 0
        self.traces: list[Trace] = []
        self.blocks: list[tuple[Sign, int, int]] = []
        self.cut = False
        """True where it became too long to go on."""

        self.untold = False
        """True where it has more traces than are kept."""

        self._open: dict[Sign, int] = {}
        self._signs: Signs = ()

    def __bool__(self) -> bool:
        return bool(self.length)

    def write(self, text: str, signs: Signs = ()) -> None:
        """Write words under these signs."""
        if text:
            if signs != self._signs:
                self._turn(signs)
            self._put(text)

    def line(self) -> None:
        """Begin a new line, unless one has just begun."""
        if self.pieces and not self.pieces[-1].endswith("\n"):
            self.write("\n")

    def append(self, other: "Draft", signs: Signs = ()) -> None:
        """Write another draft with its own traces, under these signs."""
        other.close()
        if not other:
            return
        self._turn(signs)
        at = self.length
        self._put("".join(other.pieces))
        self.cut = self.cut or other.cut
        self.untold = self.untold or other.untold
        for sign, start, end in other.blocks:
            self._block(sign, at + start, min(at + end, self.length))
        for trace in other.traces:
            end = min(at + trace.end, self.length)
            if at + trace.start < end:
                moved = (trace.kind, at + trace.start, end, trace.author, trace.at)
                self._trace(Trace(*moved))

    def since(self, piece: int) -> str:
        """Return the words, or the first of them, since there were so many pieces."""
        return "".join(self.pieces[piece : piece + NEAR])

    def strip(self) -> None:
        """Take white space off its end."""
        while self.pieces and not self.pieces[-1].strip():
            self._shorten("")
        if self.pieces:
            self._shorten(self.pieces[-1].rstrip())

    def close(self) -> None:
        """End what is open."""
        self._turn(())

    def _shorten(self, piece: str) -> None:
        self.close()
        self.length += len(piece) - len(self.pieces[-1])
        self.pieces[-1:] = [piece] if piece else []
        self.traces = [
            Trace(each.kind, each.start, self.length, each.author, each.at)
            if each.end > self.length
            else each
            for each in self.traces
            if each.start < self.length
        ]
        self.blocks = [
            (sign, start, min(end, self.length))
            for sign, start, end in self.blocks
            if start < self.length
        ]

    def _turn(self, signs: Signs) -> None:
        """Close the signs that end here and open those that begin."""
        for sign in [each for each in reversed(self._open) if each not in signs]:
            self._put(BRACKETS.get(sign.kind, ("", ""))[1])
            start = self._open.pop(sign)
            if isinstance(sign.kind, BlockKind):
                self._block(sign, start, self.length)
            elif start < self.length:
                self._trace(Trace(sign.kind, start, self.length, sign.author, sign.at))
        for sign in signs:
            if sign not in self._open:
                self._open[sign] = self.length
                self._put(BRACKETS.get(sign.kind, ("", ""))[0])
        self._signs = signs

    def _trace(self, trace: Trace) -> None:
        if len(self.traces) < MOST_TRACES:
            self.traces.append(trace)
        else:
            self.untold = True

    def _block(self, sign: Sign, start: int, end: int) -> None:
        if start < end and len(self.blocks) < MOST_BLOCKS:
            self.blocks.append((sign, start, end))

    def _put(self, text: str) -> None:
        if "\r" in text:
            text = text.replace("\r\n", "\n").replace("\r", "\n")
        text = UNSTORABLE.sub("\ufffd", text)
        if self.length + len(text) > MOST_LETTERS:
            self.cut = True
            text = text[: MOST_LETTERS - self.length]
        if text:
            self.pieces.append(text)
            self.length += len(text)


def shortcomings(draft: Draft) -> list[str]:
    """Return what of a text or its traces was too much to be kept."""
    flags = []
    if draft.cut:
        flags.append("text-cut")
    if draft.untold:
        flags.append("changes-untold")
    return flags


def finished(draft: Draft) -> tuple[str, tuple[Trace, ...]]:
    """Return the text and its traces, by where they begin; no words are no text."""
    draft.strip()
    text = "".join(draft.pieces)
    order = sorted(draft.traces, key=lambda each: (each.start, -each.end, each.kind))
    return text, tuple(order)


def laid_out(draft: Draft) -> tuple[Block, ...]:
    """Return the headings and cells of a finished draft, each once and in order."""
    found: list[tuple[Sign, int, int]] = []
    for sign, start, end in sorted(draft.blocks, key=lambda each: each[1:]):
        if found and found[-1][0] == sign:
            found[-1] = (sign, found[-1][1], max(end, found[-1][2]))
        elif not found or start >= found[-1][2]:
            found.append((sign, start, end))
    return tuple(
        Block(BlockKind(sign.kind), start, end, _place(sign))
        for sign, start, end in found
    )


def _place(sign: Sign) -> tuple[int, ...]:
    place = tuple(map(int, sign.key.split(".")))
    return place[1:] if sign.kind is BlockKind.HEADING else place
