"""Looking: which part of a text is looked through for the words of a search.

A text of up to a million letters is looked through as a whole. Of a longer one it is
the million around what is shown; the parts before and behind it are a step away, and
are passed over as long as nothing stands in them.
"""

from collections.abc import Callable
from dataclasses import dataclass
from dataclasses import replace

from ledger.web.marking import Mark

PART = 1_000_000
"""How many letters of a text are looked through at once."""

_MOST = 4
"""How many parts without any place are passed over at once."""

Finder = Callable[[str], list[Mark]]
"""Finds the words of a search in a stretch."""


@dataclass(frozen=True, slots=True)
class Looked:
    """A part of a text that was looked through, and what was found in it."""

    marks: list[Mark]
    """All places in it, in order."""

    start: int
    end: int
    of: int

    at: int | None = None
    """The place that was looked for, where one was and it was found."""

    @property
    def whole(self) -> bool:
        """Tell whether this is all of the text."""
        return not self.start and self.end >= self.of


def through(text: str, finder: Finder, at: int | None) -> Looked:
    """Return what stands in the part with a letter; else in the first with anything."""
    if at is None:
        return onwards(text, finder, 0)
    return _part(text, finder, _number(text, at))


def onwards(text: str, finder: Finder, at: int) -> Looked:
    """Return the part with the first place from a letter on."""
    first = _number(text, at)
    behind = range(first, min(first + _MOST, _number(text, len(text)) + 1))
    for number in behind:
        looked = _part(text, finder, number)
        here = [start for start, _end in looked.marks if start >= at]
        if here:
            return replace(looked, at=here[0])
    return _part(text, finder, behind[-1])


def back(text: str, finder: Finder, at: int) -> Looked:
    """Return the part with the last place before a letter."""
    first = _number(text, at - 1)
    before = range(first, max(-1, first - _MOST), -1)
    for number in before:
        looked = _part(text, finder, number)
        here = [start for start, _end in looked.marks if start < at]
        if here:
            return replace(looked, at=here[-1])
    return _part(text, finder, before[-1])


def _number(text: str, at: int) -> int:
    """Return in which part a letter stands."""
    letter = max(0, min(at, len(text) - 1))
    number = letter // PART
    return number - 1 if letter < _edge(text, number) else number


def _part(text: str, finder: Finder, number: int) -> Looked:
    """Look through a part; it begins and ends where a word does."""
    start, end = _edge(text, number), _edge(text, number + 1)
    found = finder(text[start:end])
    marks = [(low + start, high + start) for low, high in found]
    return Looked(marks, start, end, len(text))


def _edge(text: str, number: int) -> int:
    at = number * PART
    if not at or at >= len(text):
        return min(at, len(text))
    space = text.find(" ", at, at + PART)
    return at if space < 0 else space + 1
