"""Fields: what they show, what they point to, and forms that were filled in."""

import re
from dataclasses import dataclass
from dataclasses import field

from ledger.formats.links import target
from ledger.formats.office.stream import Attributes

ON, OFF = "☒", "☐"
NO = frozenset({"0", "false", "off"})
LINK = re.compile(r'HYPERLINK\s+(?:\\[a-z]\s+)?(?:"([^"]{1,2000})"|([^\s\\"]{1,2000}))')
FETCHING = re.compile(r"\s*(?:INCLUDEPICTURE|INCLUDETEXT|IMPORT|DDE|DDEAUTO|LINK)\b")
"""Fields that have a program fetch something."""

NUMBER = re.compile(r"[+-]?\d{1,9}")


def number(value: str, usual: int = 0) -> int:
    """Return a number as a file writes it, or the usual one."""
    return int(value) if NUMBER.fullmatch(value.strip()) else usual


@dataclass(slots=True)
class Field:
    """A field that has begun: its code, and what was filled in."""

    piece: int = 0
    """Where its result begins in the draft."""

    code: list[str] = field(default_factory=list)
    result: bool = False
    box: bool | None = None
    choices: list[str] = field(default_factory=list)
    chosen: int | None = None
    usual: int = 0

    def hear(self, name: str, attributes: Attributes) -> None:
        """Note what a form field (``w:ffData``) was filled with."""
        value = attributes.get("w:val", "")
        if name == "w:checkBox":
            self.box = bool(self.box)
        elif name == "w:default" and self.box is not None:
            self.box = value not in NO
        elif name == "w:default":
            self.usual = number(value)
        elif name == "w:checked":
            self.box = value not in NO
        elif name == "w:listEntry":
            self.choices.append(value)
        elif name == "w:result":
            self.chosen = number(value)

    def form(self, result: str) -> str:
        """Return what a form shows that has no result: its box, what was chosen."""
        if self.box is not None and not result.strip():
            return ON if self.box else OFF
        if self.choices and not result.strip():
            at = self.usual if self.chosen is None else self.chosen
            return self.choices[at] if 0 <= at < len(self.choices) else ""
        return ""

    def link(self, result: str) -> str:
        """Return where the field leads, where its result does not say so."""
        found = LINK.search("".join(self.code))
        return target((found[1] or found[2]) if found else "", result)
