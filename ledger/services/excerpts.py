"""Excerpts: the words of a document that answer a search, fit to be read.

A mail program puts ``>`` before each line that it quotes. In a window of two lines,
where line ends do not show, such signs only stand in the way of the words.
"""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from index import marks
from index import snippet
from index.query import Tree
from ledger.domain.document import Text

_STRETCH = 20_000
_MOST = 400_000
"""How many letters of a text are looked through for the words of an excerpt."""

THEIRS = {"quote", "forwarded", "unassigned"}
"""Segments of a mail that hold words of others, or nobody can tell whose."""

_QUOTES = re.compile(r"(?:^|(?<=\A…))[ \t]*(?:>[ \t]?)+", re.MULTILINE)
_BEGINNING = 1
"""A window begins with its first letter, or behind an ellipsis."""

Mark = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A window onto a text, with what answers in it."""

    text: str
    marks: tuple[Mark, ...]
    """Within the excerpt."""

    whole: Text
    """What it is cut from."""

    at: int | None
    """The letter of the text at which the first words that answer stand."""

    quoted: bool
    """Whether all that answers in it was quoted from somebody."""


def excerpt(whole: Text | None, tree: Tree, language: str) -> Excerpt:
    """Return the words of a text that answer best, the author's own before quoted."""
    text = whole or Text("", (), ())
    found = _first_marks(text.text, tree, language)
    others = [span[1:3] for span in text.segments if span[0] in THEIRS]
    own = [mark for mark in found if not _inside(mark, others)]
    low, high = _fullest(text, own or found)
    here = [(a - low, b - low) for a, b in own or found if low <= a < high]
    window = snippet(text.text[low:high], here)
    before = low + window.start
    at_line = not before or text.text[before - 1] == "\n"
    shown, marked = unquoted(window.text, window.marks, at_line=at_line)
    at = low + here[0][0] if here else None
    return Excerpt(shown, marked, text, at, bool(found) and not own)


def _inside(mark: Mark, spans: Sequence[Mark]) -> bool:
    return any(low <= mark[0] < high for low, high in spans)


def _fullest(text: Text, found: Sequence[Mark]) -> Mark:
    """Return the segment with most of the marks, so that no two writers are mixed."""
    spans = [span[1:3] for span in text.segments]
    return max(
        spans if found else (),
        key=lambda span: sum(span[0] <= mark[0] < span[1] for mark in found),
        default=(0, len(text.text)),
    )


def unquoted(
    text: str, marked: Sequence[Mark], *, at_line: bool = True
) -> tuple[str, tuple[Mark, ...]]:
    """Return a text without the signs of quoting, its marks where the words are now.

    Args:
        text: of one window; it may begin amid a line.
        marked: places in it.
        at_line: whether it begins where a line does.
    """
    gone = [
        found.span()
        for found in _QUOTES.finditer(text)
        if at_line or found.start() > _BEGINNING
    ]
    starts = [start for start, _end in gone]

    def moved(place: int) -> int:
        before = gone[: bisect_right(starts, place)]
        return place - sum(min(end, place) - start for start, end in before)

    edges = [0, *(edge for span in gone for edge in span), len(text)]
    kept = map(slice, edges[::2], edges[1::2])
    words = "".join(text[part] for part in kept)
    return words, tuple((moved(low), moved(high)) for low, high in marked)


def _first_marks(text: str, tree: Tree, language: str) -> list[Mark]:
    """Return where the words stand in the first stretch of a text that has any.

    A book of a million letters is not marked as a whole for the sake of two lines.
    """
    for start in range(0, min(len(text), _MOST), _STRETCH):
        found = marks(text[start : start + _STRETCH], tree, language)
        if found:
            return [(low + start, high + start) for low, high in found]
    return []
