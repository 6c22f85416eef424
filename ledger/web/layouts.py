"""Layouts: the text of a document as headings, paragraphs and tables, as in its file.

They are cut from the one text, so that every place in it is where it was; whatever
stands in none of the file's headings and cells is a paragraph, and nothing is left out.
"""

import re
from bisect import bisect_left
from bisect import bisect_right
from collections.abc import Iterator
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from itertools import groupby

from ledger.domain.block import Block
from ledger.domain.block import BlockKind
from ledger.domain.numbering import opening
from ledger.domain.trace import Trace
from ledger.web import marking
from ledger.web.marking import Mark
from ledger.web.marking import Piece
from ledger.web.marking import Used

DEEPEST = 4
"""Deeper headings look like this one."""

_LINE = re.compile(r"[^\n\f]+")
_BULLET = re.compile(r"[•‣▪●◦·○■□–-]\s")


@dataclass(frozen=True, slots=True)
class Words:
    """A stretch of the text, cut where it is marked."""

    start: int
    end: int
    pieces: list[Piece]


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A heading, a paragraph, a point of a list, or a table."""

    kind: str
    """``heading``, ``paragraph``, ``point`` or ``table``."""

    level: int = 0
    words: Words | None = None
    rows: tuple[tuple[Words | None, ...], ...] = ()
    """Of a table its rows, all of one length; None for an empty cell."""


class Layout:
    """Cuts a stretch of a text into parts."""

    def __init__(
        self,
        text: str,
        blocks: Sequence[Block],
        marks: Sequence[Mark],
        cited: Mark | None,
        used: Sequence[Used],
        traces: Sequence[Trace],
    ) -> None:
        self._text = text
        self._blocks = blocks
        self._marks = marks
        self._starts = [start for start, _end in marks]
        self._cited = cited
        self._used = used
        self._traces = sorted(traces, key=lambda each: each.start)
        self._begins = [each.start for each in self._traces]
        self._over = list(accumulate((each.end for each in self._traces), max))
        """Up to which letter each trace, or one before it, lies over the text."""

    def parts(self, low: int, high: int) -> list[Part]:
        """Return the parts of a stretch, in their order."""
        return list(self._parts(low, high))

    def _parts(self, low: int, high: int) -> Iterator[Part]:
        at = low
        inside = [e for e in self._blocks if e.start < high and e.end > low]
        for table, found in groupby(inside, key=_table):
            if not table:
                continue
            cells = list(found)
            begin = max(at, self._opened(cells[0].start))
            yield from self._lines(at, begin)
            stop = min(cells[-1].end, high)
            yield from self._cells(cells, begin, stop)
            at = max(at, stop)
        yield from self._lines(at, high)

    def _opened(self, start: int) -> int:
        """Return where the line begins in which a cell does: its number is its own."""
        return max(self._text.rfind(sign, 0, start) for sign in "\n\f\t") + 1

    def _lines(self, low: int, high: int) -> Iterator[Part]:
        """Yield headings and paragraphs, a line each."""
        headings = [e for e in self._blocks if e.kind is BlockKind.HEADING]
        begins = [each.start for each in headings]
        for line in _LINE.finditer(self._text, low, high):
            start, end = line.span()
            if not line[0].strip():
                continue
            at = bisect_left(begins, end) - 1
            level = 0
            if at >= 0 and headings[at].end > start:
                level = min(headings[at].place[0], DEEPEST)
            words = self._words(start, end)
            if level:
                yield Part(kind="heading", level=level, words=words)
            elif opening(line[0]) or _BULLET.match(line[0]):
                yield Part(kind="point", words=words)
            else:
                yield Part(kind="paragraph", words=words)

    def _cells(self, cells: Sequence[Block], low: int, high: int) -> Iterator[Part]:
        """Yield a table, and what stands between its cells in none of them."""
        width = max(each.place[2] for each in cells)
        rows, beside, at = [], [], low
        for _row, listed in groupby(cells, key=lambda each: each.place[1]):
            made: list[Words | None] = [None] * width
            for each in listed:
                start = max(at, self._opened(each.start))
                beside += list(self._lines(at, start))
                stop = min(each.end, high)
                made[each.place[2] - 1] = self._words(start, stop)
                at = max(at, stop)
            rows.append(tuple(made))
        yield Part(kind="table", rows=tuple(rows))
        yield from beside

    def _words(self, start: int, end: int) -> Words:
        first = max(0, bisect_left(self._starts, start) - 1)
        behind = bisect_left(self._starts, end)
        near = marking.within(self._marks[first:behind], start, end)
        traces = self._traces[
            bisect_right(self._over, start) : bisect_left(self._begins, end)
        ]
        return Words(
            start,
            end,
            marking.pieces(
                self._text, near, self._cited, start, end, self._used, traces
            ),
        )


def _table(block: Block) -> int:
    """Return the number of the table that a block is a cell of; 0 for a heading."""
    return block.place[0] if block.kind is BlockKind.CELL else 0
