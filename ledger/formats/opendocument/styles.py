"""Styles of an OpenDocument text: which lists they number, what they hide or strike."""

import re
from dataclasses import dataclass
from dataclasses import field

from ledger.formats.office.stream import Attributes

DEEPEST = 20
MOST_LEVELS = 20
NUMBER = re.compile(r"\d{1,9}")
LEVELS = {
    "text:list-level-style-number": False,
    "text:outline-level-style": False,
    "text:list-level-style-bullet": True,
    "text:list-level-style-image": True,
}
"""The elements of a level, and whether it has a point instead of a number."""


def number(value: str | None, usual: int) -> int:
    """Return a number as a file writes it, or the usual one."""
    return int(value) if value and NUMBER.fullmatch(value) else usual


@dataclass(frozen=True, slots=True)
class Level:
    """How one level of a list looks."""

    bullet: bool = False
    form: str = ""
    before: str = ""
    after: str = ""
    shown: int = 1
    """How many levels, with this one, stand in its number."""

    start: int = 1


@dataclass(slots=True)
class Style:
    """A style by its own words; None is what it leaves to its parent."""

    parent: str = ""
    list: str | None = None
    hidden: bool | None = None
    struck: bool | None = None


@dataclass(slots=True)
class Styles:
    """Hears the styles of a part, then answers for one with all it is based on."""

    known: dict[tuple[str, str], Style] = field(default_factory=dict)
    lists: dict[str, dict[int, Level]] = field(default_factory=dict)
    outline: dict[int, Level] = field(default_factory=dict)
    _style: Style = field(default_factory=Style)
    _levels: dict[int, Level] = field(default_factory=dict)

    def start(self, name: str, attributes: Attributes) -> None:
        """Read an element."""
        if name == "style:style":
            family = attributes.get("style:family", "")
            self._style = Style(
                attributes.get("style:parent-style-name", ""),
                attributes.get("style:list-style-name"),
            )
            self.known[family, attributes.get("style:name", "")] = self._style
        elif name == "style:text-properties":
            self._look(attributes)
        elif name == "text:list-style":
            self._levels = self.lists.setdefault(attributes.get("style:name", ""), {})
        elif name == "text:outline-style":
            self._levels = self.outline
        elif name in LEVELS:
            at = number(attributes.get("text:level"), 1)
            if at <= MOST_LEVELS:
                self._levels[at] = _level(attributes, bullet=LEVELS[name])

    def end(self, name: str) -> None:
        """Leave an element."""
        if name == "style:style":
            self._style = Style()

    def words(self, text: str) -> None:
        """Pass over words; there are none."""

    def _look(self, attributes: Attributes) -> None:
        display = attributes.get("text:display")
        if display is not None:
            self._style.hidden = display == "none"
        line = attributes.get("style:text-line-through-style") or attributes.get(
            "style:text-line-through-type"
        )
        if line is not None:
            self._style.struck = line != "none"

    def hidden(self, family: str, name: str) -> bool:
        """Tell whether a style hides its words."""
        told = [style.hidden for style in self._line(family, name)]
        return next((one for one in told if one is not None), False)

    def struck(self, family: str, name: str) -> bool:
        """Tell whether a style strikes its words out."""
        told = [style.struck for style in self._line(family, name)]
        return next((one for one in told if one is not None), False)

    def list_of(self, name: str) -> str:
        """Return the list that a style of paragraphs names; empty for none."""
        told = [style.list for style in self._line("paragraph", name)]
        return next((one for one in told if one is not None), "")

    def _line(self, family: str, name: str) -> list[Style]:
        found = []
        for _ in range(DEEPEST):
            style = self.known.get((family, name))
            if style is None:
                break
            found.append(style)
            name = style.parent
        return found


def _level(attributes: Attributes, *, bullet: bool) -> Level:
    return Level(
        bullet=bullet,
        form=attributes.get("style:num-format", ""),
        before=attributes.get("style:num-prefix", ""),
        after=attributes.get("style:num-suffix", ""),
        shown=number(attributes.get("text:display-levels"), 1),
        start=number(attributes.get("text:start-value"), 1),
    )
