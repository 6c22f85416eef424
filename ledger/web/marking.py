"""Words of others on their way into a page: cut where they are marked, never as HTML.

A template writes each piece escaped, and puts its own element around the marked ones.
"""

from collections.abc import Iterable
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

Mark = tuple[int, int]
Used = tuple[int, int, str]
"""Words on which a request rests: from where to where, and its label."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of letters that is marked as a whole, or not at all."""

    text: str
    marked: bool = False
    """The words of a search stand here."""

    cited: bool = False
    """An address pointed at these words."""

    anchor: bool = False
    """They begin here."""

    used: tuple[str, ...] = ()
    """Labels of the requests that rest on these words."""

    ends: tuple[str, ...] = ()
    """Those of them whose words end here."""


def pieces(
    text: str,
    marks: Iterable[Mark],
    cited: Mark | None = None,
    start: int = 0,
    end: int | None = None,
    used: Iterable[Used] = (),
) -> list[Piece]:
    """Return a stretch of a text in pieces that together are the stretch."""
    end = len(text) if end is None else min(end, len(text))
    inside = [each for each in marks if each[0] < end and each[1] > start]
    rests = [each for each in used if each[0] < end and each[1] > start]
    edges = {start, end}
    named = [(low, high) for low, high, _label in rests]
    for low, high in [*inside, *([cited] if cited else []), *named]:
        edges.update({max(start, min(low, end)), max(start, min(high, end))})
    cuts = sorted(edges)
    found = []
    at = 0
    for low, high in pairwise(cuts):
        while at < len(inside) and inside[at][1] <= low:
            at += 1
        marked = at < len(inside) and inside[at][0] <= low
        pointed = cited is not None and cited[0] <= low < cited[1]
        first = pointed and cited is not None and low == cited[0]
        here = [each for each in rests if each[0] <= low < each[1]]
        found.append(
            Piece(
                text[low:high],
                marked,
                pointed,
                first,
                used=tuple(label for _start, _end, label in here),
                ends=tuple(label for _start, last, label in here if last == high),
            )
        )
    return found


def within(marks: Sequence[Mark], start: int, end: int) -> list[Mark]:
    """Return the marks that touch a stretch."""
    return [each for each in marks if each[0] < end and each[1] > start]
