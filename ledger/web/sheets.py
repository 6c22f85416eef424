"""Sheets: the pages of a file that are shown at once, with what is marked on them."""

from bisect import bisect_right
from dataclasses import dataclass

from ledger.opened import Ledger
from ledger.services import showing
from ledger.services.showing import Rectangle
from ledger.services.showing import Shown
from ledger.web.marking import Mark

MOST = 40
"""How many pages are shown at once."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page of a file: its size in points, and where the marks stand on it."""

    number: int
    label: str
    width: float
    height: float
    marks: list[Rectangle]
    """Of the places of the search."""

    cited: list[Rectangle]
    """Of the words that the address points at."""


@dataclass(frozen=True, slots=True)
class Window:
    """The pages that are shown at once, and those around them."""

    first: int
    asked: int
    """The page that somebody wants to see."""

    sheets: list[Sheet]
    count: int
    hits: dict[int, int]
    """For every page of the file, how many places of the search stand on it."""

    start: int
    """From which letter of the text on these pages are."""

    end: int

    @property
    def before(self) -> int | None:
        """Return a page of the part before; None where there is none."""
        return max(1, self.first - MOST) if self.first > 1 else None

    @property
    def after(self) -> int | None:
        """Return the first page of the next part; None where there is none."""
        return self.first + MOST if self.first + MOST <= self.count else None


def window(
    ledger: Ledger, shown: Shown, marks: list[Mark], cited: Mark | None, wanted: int
) -> Window:
    """Return the pages around a wanted one, with the marks that stand on them."""
    listed = shown.text.pages
    wanted = max(1, min(wanted, len(listed)))
    first = (wanted - 1) // MOST * MOST + 1
    here = listed[first - 1 :][:MOST]
    found = showing.rectangles(ledger, shown.document, marks)
    pointed = showing.rectangles(ledger, shown.document, [cited] if cited else [])
    sheets = [
        Sheet(
            number,
            label or "",
            width,
            height,
            found.get(number, []),
            pointed.get(number, []),
        )
        for number, label, _start, _end, width, height in here
    ]
    hits: dict[int, int] = {}
    begins = [start for _number, _label, start, *_rest in listed]
    for start, _end in marks:
        number = listed[max(0, bisect_right(begins, start) - 1)][0]
        hits[number] = hits.get(number, 0) + 1
    start, end = here[0][2], here[-1][3]
    return Window(first, wanted, sheets, len(listed), hits, start, end)
