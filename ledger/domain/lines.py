"""Lines of a text as a reader takes them: without deleted words and heads of pages.

What repeats at the head or the foot of pages belongs to no sentence of the text; it is
kept apart, so that it can be compared by itself.
"""

import re
from collections import Counter
from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Sequence
from dataclasses import dataclass

from ledger.domain.document import Text
from ledger.domain.trace import as_it_reads
from ledger.domain.trace import Trace
from ledger.domain.trace import TraceKind

Piece = tuple[int, int]

_DIGITS = re.compile(r"\d+")
_PAGE_NUMBER = re.compile(
    r"(?:\D{0,12}\s)?\d{1,3}(?:\s?(?:/|of|из|din|от|von)\s?\d{1,3})?", re.IGNORECASE
)
WORDS_BESIDE = frozenset({TraceKind.HEADER, TraceKind.FOOTER})
_EDGE = 3
"""So many lines at the head or the foot of a page may repeat."""

_SILENT = "\u00ad"


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a text, and from where it was taken."""

    words: str
    """Of the same length as its stretch of the text, deleted words blanked."""

    start: int
    start_of: int
    """Where the whole line begins, of which this may be the end."""

    blank_after: bool = False

    @property
    def cells(self) -> int:
        """Return how many cells of a table stand in it."""
        return len(
            [each for each in self.words.split("\t") if each.strip(" " + _SILENT)]
        )

    @property
    def pieces(self) -> tuple[Piece, ...]:
        """Return where its words stand, without what was deleted and blank ends."""
        found = []
        for run in re.finditer(f"[^{_SILENT}]+", self.words):
            whole = run[0]
            low = run.start() + len(whole) - len(whole.lstrip())
            high = run.start() + len(whole.rstrip())
            if low < high:
                found.append((self.start + low, self.start + high))
        return tuple(found)

    def after(self, at: int) -> "Line":
        """Return the line from a letter on."""
        return Line(self.words[at:], self.start + at, self.start_of, self.blank_after)


def lines_of(text: Text, traces: Sequence[Trace]) -> list[Line]:
    """Return the lines of a text with words in them, in force as it reads."""
    repeated = running(text)
    return [each for each in _split(text, traces) if each.start_of not in repeated]


def running(text: Text) -> dict[int, int]:
    """Return where lines begin and end that repeat at the heads and feet of pages."""
    pages = [page for page in text.pages if text.text[page[2] : page[3]].strip()]
    edges = [
        (page, place, line) for page in pages for place, line in _edges(text, page)
    ]
    seen = Counter((place, shape) for _page, place, (_s, _e, shape) in edges)
    least = max(2, (len(pages) + 1) // 2)
    return {
        start: end
        for _page, place, (start, end, shape) in edges
        if seen[place, shape] >= least or _is_number(text.text[start:end], place)
    }


def _is_number(words: str, place: int) -> bool:
    """Tell whether a line is only the number of a page."""
    return abs(place) == 1 and _PAGE_NUMBER.fullmatch(words.strip()) is not None


def _edges(
    text: Text, page: tuple[int, str | None, int, int, float, float]
) -> Iterator[tuple[int, tuple[int, int, str]]]:
    """Yield the first and last lines of a page with their places, from 1 and -1."""
    filled = []
    at = page[2]
    for words in text.text[page[2] : page[3]].split("\n"):
        if words.strip():
            shape = " ".join(_DIGITS.sub("0", words).split())
            filled.append((at, at + len(words), shape))
        at += len(words) + 1
    for number, line in enumerate(filled[:_EDGE], start=1):
        yield number, line
    for number, line in enumerate(filled[::-1][:_EDGE], start=1):
        yield -number, line


def _split(text: Text, traces: Iterable[Trace]) -> list[Line]:
    """Return the lines of a text as it reads, without those of headers and footers."""
    listed = list(traces)
    beside = [(e.start, e.end) for e in listed if e.kind in WORDS_BESIDE]
    read = as_it_reads(text.text, listed)
    found: list[Line] = []
    at = 0
    for words in re.split(r"[\n\f]", read):
        start, at = at, at + len(words) + 1
        if not words.strip(" \t\r" + _SILENT):
            if found:
                last = found[-1]
                found[-1] = Line(
                    last.words, last.start, last.start_of, blank_after=True
                )
        elif not any(low <= start < high for low, high in beside):
            begin = len(words) - len(words.lstrip(" "))
            found.append(Line(words[begin:], start + begin, start))
    return found


def pieces(
    text: str, traces: Iterable[Trace], start: int, end: int
) -> tuple[Piece, ...]:
    """Return where the words of a stretch stand that hold as the text reads."""
    return Line(as_it_reads(text, traces)[start:end], start, start).pieces
