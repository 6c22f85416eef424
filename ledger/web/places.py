"""Places: where the words of a search stand in a document, one after another.

Each has a name in its page (``h-`` and the number of its first letter), so that a link
leads to it without scripts; a script steps through them with the same names.
"""

import re
from bisect import bisect_left
from bisect import bisect_right
from collections.abc import Callable
from collections.abc import Iterable
from collections.abc import Sequence
from dataclasses import dataclass
from dataclasses import replace

from ledger.domain.document import Text
from ledger.web.looking import Looked
from ledger.web.marking import Mark

MOST = 100
"""How many places are listed with the words around them."""

_AROUND = 40
_SPACE = re.compile(r"\s+")

Lead = Callable[[int], str]
"""From the first letter of a place to the address at which it is seen."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A place, with the words around it."""

    address: str
    page: int | None
    before: str
    words: str
    after: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Places:
    """All places of a document, and which of them are on the page that is shown."""

    total: int
    before: int
    """How many stand before what is shown."""

    listed: tuple[Place, ...]
    earlier: str
    """The address of the last one before what is shown; empty where there is none."""

    later: str
    span: tuple[int, int] | None = None
    """Between which letters they were looked for, where that is not all of the text."""


def anchor(start: int) -> str:
    """Return the name of a place within its page."""
    return f"h-{start}"


def of(text: Text, marks: Sequence[Mark], low: int, high: int, lead: Lead) -> Places:
    """Return the places of a text of which one page shows a stretch.

    Args:
        text: what was read of the document.
        marks: all places, in order.
        low: from which letter on the page shows it.
        high: up to which letter.
        lead: how a place is reached.
    """
    starts = [start for start, _end in marks]
    first, behind = bisect_left(starts, low), bisect_right(starts, max(low, high - 1))
    return Places(
        total=len(marks),
        before=first,
        listed=tuple(_place(text, each, lead) for each in marks[:MOST]),
        earlier=lead(starts[first - 1]) if first else "",
        later=lead(starts[behind]) if behind < len(starts) else "",
    )


def together(several: Iterable[Places]) -> Places:
    """Return the places of several texts that one page shows, one after the other."""
    every = list(several)
    return Places(
        total=sum(each.total for each in every),
        before=0,
        listed=tuple(place for each in every for place in each.listed)[:MOST],
        earlier="",
        later="",
    )


def part(found: Places, looked: Looked, address: Callable[..., str]) -> Places:
    """Return the places of a part of a text, with ways to those in its other parts."""
    earlier, later = found.earlier, found.later
    if looked.start and not earlier:
        earlier = address(until=looked.start)
    if looked.end < looked.of and not later:
        later = address(seek=looked.end)
    span = (looked.start, looked.end)
    return replace(found, earlier=earlier, later=later, span=span)


def _place(text: Text, mark: Mark, lead: Lead) -> Place:
    start, end = mark
    low, high = max(0, start - _AROUND), min(end + _AROUND, len(text.text))
    before, after = text.text[low:start], text.text[end:high]
    if low and " " in before:
        before = before.partition(" ")[2]
    if high < len(text.text) and " " in after:
        after = after.rpartition(" ")[0]
    return Place(
        address=lead(start),
        page=text.page_at(start),
        before=_on_one_line(before),
        words=_on_one_line(text.text[start:end]),
        after=_on_one_line(after),
    )


def _on_one_line(words: str) -> str:
    return _SPACE.sub(" ", words)
