"""What the styles of a Word file add to paragraphs and runs: lists, hidden, struck."""

import re
from dataclasses import dataclass

from ledger.formats.office.stream import Attributes

DEEPEST = 20
NO_HEADING = 9
HEADING = re.compile(r"heading\s*([1-9])", re.IGNORECASE)
TITLES = frozenset({"title"})
OFF = frozenset({"0", "false", "off", "none"})


@dataclass(slots=True)
class Style:
    """A style by its own words; None is what it leaves to the style it is based on."""

    base: str = ""
    number: str | None = None
    level: int | None = None
    hidden: bool | None = None
    struck: bool | None = None
    is_list: bool = False
    outline: int | None = None
    """The level of a heading, from 0; ``NO_HEADING`` for what says it is none."""


class Styles:
    """Reads ``styles.xml``, then answers for a style with all it is based on."""

    def __init__(self) -> None:
        self.known: dict[str, Style] = {}
        self.usual = ""
        """The style of paragraphs that name none."""

        self._style = Style()
        self._within: list[str] = []

    def start(self, name: str, attributes: Attributes) -> None:
        """Read an element."""
        value = attributes.get("w:val", "")
        self._within.append(name)
        if name == "w:style":
            self._begin(attributes)
        elif name == "w:basedOn":
            self._style.base = value
        elif name == "w:outlineLvl":
            self._style.outline = int(value) if value.isdecimal() else None
        elif name == "w:name":
            self._named(value)
        elif name == "w:numId":
            self._style.number = value
        elif name == "w:ilvl":
            self._style.level = int(value) if value.isdecimal() else None
        elif self._within[-2:-1] == ["w:rPr"]:
            if name == "w:vanish":
                self._style.hidden = value not in OFF
            elif name in {"w:strike", "w:dstrike"}:
                self._style.struck = value not in OFF

    def end(self, name: str) -> None:
        """Leave an element."""
        self._within.pop()

    def words(self, text: str) -> None:
        """Pass over words; there are none."""

    def _begin(self, attributes: Attributes) -> None:
        self._style = Style(is_list=attributes.get("w:type") == "numbering")
        key = attributes.get("w:styleId", "")
        self.known[key] = self._style
        on = attributes.get("w:default", "0") not in OFF
        if on and attributes.get("w:type") == "paragraph":
            self.usual = key

    def _named(self, name: str) -> None:
        """Note that a style is one of Word's own headings; it may say so itself."""
        if self._style.outline is None:
            self._style.outline = by_name(name)

    def outline(self, key: str) -> int | None:
        """Return the level of a heading of a style, from 1; None where it is none."""
        told = (s.outline for s in self._line(key) if s.outline is not None)
        level = next(told, None if key in self.known else by_name(key))
        return None if level is None or level >= NO_HEADING else level + 1

    def lists(self) -> dict[str, str]:
        """Return the list of each numbering style."""
        return {
            key: style.number
            for key, style in self.known.items()
            if style.is_list and style.number
        }

    def hidden(self, key: str) -> bool | None:
        """Tell whether a style hides its words."""
        return next((s.hidden for s in self._line(key) if s.hidden is not None), None)

    def struck(self, key: str) -> bool | None:
        """Tell whether a style strikes its words out."""
        return next((s.struck for s in self._line(key) if s.struck is not None), None)

    def numbered(self, key: str) -> tuple[str, list[str], int | None]:
        """Return the list of a style, the styles that lead to it, and the level."""
        level = None
        line = []
        for at, style in self._named_line(key):
            line.append(at)
            if level is None:
                level = style.level
            if style.number is not None:
                return style.number, line, level
        return "", line, level

    def _line(self, key: str) -> list[Style]:
        return [style for _key, style in self._named_line(key)]

    def _named_line(self, key: str) -> list[tuple[str, Style]]:
        found = []
        for _ in range(DEEPEST):
            style = self.known.get(key)
            if style is None:
                break
            found.append((key, style))
            key = style.base
        return found


def by_name(name: str) -> int | None:
    """Return the level that the name of a style says, from 0; None for other names."""
    found = HEADING.fullmatch(name.strip())
    if found:
        return int(found[1]) - 1
    return 0 if name.strip().casefold() in TITLES else None
