"""The best window onto the words of a query in a text, as a hit shows it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from index.marks import Mark

WIDTH = 240
NEAR = 20
"""How far the end of a window may move to be at the end of a word."""

ELLIPSIS = "…"

_SPACE = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Snippet:
    """A window onto a text."""

    text: str
    """With an ellipsis where the text goes on."""

    marks: tuple[Mark, ...]
    """Within this text."""

    start: int
    """Where in the whole text the window begins."""


def snippet(text: str, found: Sequence[Mark], width: int = WIDTH) -> Snippet:
    """Return the window that shows most of the marks, at the ends of words.

    Args:
        text: of a document.
        found: its marks, in order.
        width: how many code points the window has at most, without the ellipses.
    """
    low, high = _best(found, width)
    start = max(0, low - max(0, width - (high - low)) // 3)
    end = min(start + width, len(text))
    start, end = _at_words(text, (start, end), (low, min(high, end)))
    before = ELLIPSIS if start else ""
    after = ELLIPSIS if end < len(text) else ""
    shift = len(before) - start
    inside = tuple(
        (max(low, start) + shift, min(high, end) + shift)
        for low, high in found
        if low < end and high > start
    )
    return Snippet(before + text[start:end] + after, inside, start)


def _best(found: Sequence[Mark], width: int) -> Mark:
    """Return from where to where the most marks are within a width; first of equals."""
    best = (0, 0)
    most = last = 0
    for first, (start, end) in enumerate(found):
        last = max(last, first + 1)
        while last < len(found) and found[last][1] <= start + width:
            last += 1
        if last - first > most:
            most = last - first
            best = (start, max(end, found[last - 1][1]))
    return best


def _at_words(text: str, window: Mark, kept: Mark) -> Mark:
    """Move the ends of a window to white space that is near, but past no mark."""
    start, end = window
    low, high = kept
    if start:
        space = _SPACE.search(text, start, max(start, min(start + NEAR, low)))
        start = space.end() if space else start
    if end < len(text):
        spaces = list(_SPACE.finditer(text, max(end - NEAR, high, start), end + 1))
        end = min(spaces[-1].start(), end) if spaces else end
    return start, end
