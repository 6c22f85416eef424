"""The numbers of lists and headings in an OpenDocument text.

They stand nowhere in the file. A list counts its own items, unless it says that it
goes on with another one; a way of counting that is not known gives no number.
"""

from collections.abc import Callable
from dataclasses import dataclass

from ledger.formats.office.counting import cyrillic
from ledger.formats.office.counting import letters
from ledger.formats.office.counting import roman
from ledger.formats.office.stream import Attributes
from ledger.formats.opendocument.styles import Level
from ledger.formats.opendocument.styles import number
from ledger.formats.opendocument.styles import Styles

Counts = dict[int, int]
BULLET = "•"
FORMS: dict[str, Callable[[int], str]] = {
    "1": str,
    "a": letters,
    "A": lambda count: letters(count).upper(),
    "i": roman,
    "I": lambda count: roman(count).upper(),
    "а, б, .., аа, аб, ... (ru)": cyrillic,
    "А, Б, .., Аа, Аб, ... (ru)": lambda count: cyrillic(count).upper(),
}


@dataclass(slots=True)
class Open:
    """A list that is open, at its level."""

    style: str
    counts: Counts
    fresh: bool = False
    """True where an item has begun whose first paragraph has not come yet."""

    start: int | None = None
    plain: bool = True
    """True in the head of a list, which has no number."""


class Lists:
    """Counts what is numbered."""

    def __init__(self, styles: Styles) -> None:
        self.styles = styles
        self.open: list[Open] = []
        self._headings: Counts = {}
        self._by_key: dict[str, Counts] = {}
        self._by_style: dict[str, Counts] = {}

    def begin(self, attributes: Attributes) -> None:
        """Begin a list, in the open item or by itself."""
        above = self.open[-1] if self.open else None
        style = attributes.get("text:style-name", above.style if above else "")
        goes_on = attributes.get("text:continue-numbering") == "true"
        if above is not None:
            counts = above.counts
            if not goes_on:
                _forget(counts, len(self.open) + 1)
        else:
            other = attributes.get("text:continue-list", "")
            counts = self._by_key.get(other, self._by_style.get(style, {}))
            counts = counts if goes_on or other in self._by_key else {}
            if "xml:id" in attributes:
                self._by_key[attributes["xml:id"]] = counts
            self._by_style[style] = counts
        self.open.append(Open(style, counts))

    def end(self) -> None:
        """End the innermost list."""
        self.open.pop()

    def item(self, attributes: Attributes, *, plain: bool) -> None:
        """Begin an item, or the head of a list, which is not counted."""
        if self.open:
            here = self.open[-1]
            here.fresh, here.plain = True, plain
            value = attributes.get("text:start-value")
            here.start = number(value, 1) if value else None

    def label(self, paragraph_style: str) -> str:
        """Count the first paragraph of an item and return what stands before it."""
        here = self.open[-1] if self.open else None
        if here is None or not here.fresh:
            return ""
        here.fresh = False
        style = here.style or self.styles.list_of(paragraph_style)
        levels = self.styles.lists.get(style, {})
        if here.plain:
            return ""
        return _counted(levels, here.counts, len(self.open), here.start)

    def heading(self, attributes: Attributes) -> str:
        """Count a heading and return what stands before it."""
        at = number(attributes.get("text:outline-level"), 1)
        if attributes.get("text:is-list-header") == "true":
            return ""
        if not self.styles.outline.get(at, Level()).form:
            return ""
        value = attributes.get("text:start-value")
        if attributes.get("text:restart-numbering") == "true":
            _forget(self._headings, at)
        start = number(value, 1) if value else None
        return _counted(self.styles.outline, self._headings, at, start)


def _forget(counts: Counts, level: int) -> None:
    for below in [each for each in counts if each >= level]:
        del counts[below]


def _counted(
    levels: dict[int, Level], counts: Counts, at: int, start: int | None
) -> str:
    level = levels.get(at, Level())
    for above in range(1, min(at, len(levels) + 1)):
        counts.setdefault(above, levels.get(above, Level()).start)
    before = counts.get(at, level.start - 1)
    _forget(counts, at + 1)
    counts[at] = before + 1 if start is None else start
    if level.bullet:
        return BULLET + " "
    if not level.form:
        return ""
    pieces = []
    for which in range(max(1, at - level.shown + 1), at + 1):
        form = levels.get(which, Level()).form
        if form and form not in FORMS:
            return ""
        if form:
            pieces.append(FORMS[form](counts.get(which, 1)))
    return f"{level.before}{'.'.join(pieces)}{level.after}".strip() + " "
