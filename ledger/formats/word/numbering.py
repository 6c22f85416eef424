"""The numbers that Word shows before paragraphs (``4.2``), counted as Word counts.

They stand nowhere in the file: each list has levels with a pattern, and all lists of
one abstract list count together. A pattern or a way of counting that is not known
gives no number rather than a wrong one.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from dataclasses import field
from dataclasses import replace

from ledger.formats.office.counting import cyrillic
from ledger.formats.office.counting import letters
from ledger.formats.office.counting import roman
from ledger.formats.office.forms import number
from ledger.formats.office.stream import Attributes

LEVELS = 9
BULLET = "•"
FORMATS: dict[str, Callable[[int], str]] = {
    "decimal": str,
    "decimalZero": "{:02}".format,
    "lowerLetter": letters,
    "upperLetter": lambda count: letters(count).upper(),
    "lowerRoman": roman,
    "upperRoman": lambda count: roman(count).upper(),
    "russianLower": cyrillic,
    "russianUpper": lambda count: cyrillic(count).upper(),
    "numberInDash": "- {} -".format,
    "none": lambda _: "",
}
PATTERN = re.compile("%([1-9])")


@dataclass(frozen=True, slots=True)
class Level:
    """How one level of a list looks."""

    start: int = 1
    style: str = "decimal"
    pattern: str = ""
    after: str = " "
    restart: int | None = None
    """Begin anew after this level (counted from 1); 0 is never, None is the usual."""

    legal: bool = False
    paragraph_style: str = ""


@dataclass(slots=True)
class List:
    """A list in use: the abstract list it counts with, and what it changes there."""

    abstract: str = ""
    starts: dict[int, int] = field(default_factory=dict)
    levels: dict[int, Level] = field(default_factory=dict)


@dataclass(slots=True)
class Abstract:
    """The levels of a list; ``link`` names a style whose list it borrows."""

    levels: dict[int, Level] = field(default_factory=dict)
    link: str = ""


class Numbering:
    """Reads ``numbering.xml``, then counts the paragraphs of a document."""

    def __init__(self) -> None:
        self.abstracts: dict[str, Abstract] = {}
        self.lists: dict[str, List] = {}
        self.linked: dict[str, str] = {}
        """The list of a numbering style, by the style."""

        self._counts: dict[str, dict[int, int]] = {}
        self._begun: set[tuple[str, int]] = set()
        self._abstract = Abstract()
        self._list = List()
        self._level: int | None = None
        self._where: dict[int, Level] = {}

    # Reading, as a handler of the stream.

    def start(self, name: str, attributes: Attributes) -> None:
        """Read an element."""
        value = attributes.get("w:val", "")
        if name == "w:abstractNum":
            self._abstract = Abstract()
            self.abstracts[attributes.get("w:abstractNumId", "")] = self._abstract
            self._where = self._abstract.levels
        elif name == "w:numStyleLink":
            self._abstract.link = value
        elif name == "w:num":
            self._list = List()
            self.lists[attributes.get("w:numId", "")] = self._list
            self._where = self._list.levels
        elif name == "w:abstractNumId":
            self._list.abstract = value
        elif name in {"w:lvl", "w:lvlOverride"}:
            self._level = number(attributes.get("w:ilvl", "")) % LEVELS
            if name == "w:lvl":
                self._where[self._level] = Level()
        elif name == "w:startOverride" and self._level is not None:
            self._list.starts[self._level] = number(value, 1)
        elif self._level in self._where:
            self._look(self._level, name, value, attributes)

    def end(self, name: str) -> None:
        """Leave an element."""

    def words(self, text: str) -> None:
        """Pass over words; there are none."""

    def _look(self, at: int, name: str, value: str, attributes: Attributes) -> None:
        level = self._where[at]
        on = value not in {"0", "false", "off"}
        if name == "w:start":
            level = replace(level, start=number(value, 1))
        elif name == "w:numFmt":
            level = replace(level, style=value)
        elif name == "w:lvlText":
            level = replace(level, pattern=value)
        elif name == "w:suff":
            level = replace(level, after="" if value == "nothing" else " ")
        elif name == "w:lvlRestart":
            level = replace(level, restart=number(value))
        elif name == "w:isLgl":
            level = replace(level, legal=on)
        elif name == "w:pStyle":
            level = replace(level, paragraph_style=value)
        self._where[at] = level

    # Counting.

    def level_of_styles(self, key: str, styles: list[str]) -> int:
        """Return the level of a list that belongs to the first of these styles."""
        found = self._resolved(key)
        levels = found[2] if found else {}
        owners = {one.paragraph_style: at for at, one in levels.items()}
        return next((owners[style] for style in styles if style in owners), 0)

    def label(self, key: str, at: int) -> str:
        """Count a paragraph of a list and return what stands before it."""
        found = self._resolved(key)
        if found is None:
            return ""
        abstract, own, levels = found
        at = min(max(at, 0), LEVELS - 1)
        counts = self._counts.setdefault(abstract, {})
        if (key, at) not in self._begun and at in own.starts:
            counts[at] = own.starts[at] - 1
        self._begun.add((key, at))
        for above in range(at):
            counts.setdefault(above, _start(own, levels, above))
        counts[at] = counts.get(at, _start(own, levels, at) - 1) + 1
        for below in [each for each in counts if each > at]:
            restart = levels.get(below, Level()).restart
            if restart is None or at < restart:
                del counts[below]
        return _written(levels, counts, at)

    def _resolved(self, key: str) -> tuple[str, List, dict[int, Level]] | None:
        """Return the abstract list of a list, the list and its levels."""
        own = self.lists.get(key)
        for _ in range(LEVELS):
            if own is None or own.abstract not in self.abstracts:
                return None
            abstract = self.abstracts[own.abstract]
            if not abstract.link or abstract.levels:
                return own.abstract, own, {**abstract.levels, **own.levels}
            own = self.lists.get(self.linked.get(abstract.link, ""))
        return None


def _start(own: List, levels: dict[int, Level], at: int) -> int:
    return own.starts.get(at, levels.get(at, Level()).start)


def _written(levels: dict[int, Level], counts: dict[int, int], at: int) -> str:
    level = levels.get(at)
    if level is None:
        return ""
    if level.style == "bullet":
        return BULLET + " "
    pieces = []
    for index, piece in enumerate(PATTERN.split(level.pattern)):
        if index % 2 == 0:
            pieces.append(piece)
            continue
        which = int(piece) - 1
        style = levels.get(which, Level()).style
        if level.legal and style != "none":
            style = "decimal"
        if style not in FORMATS:
            return ""
        pieces.append(FORMATS[style](counts.get(which, 0)))
    text = "".join(pieces).strip()
    return text + level.after if text else ""
