"""Fields of Word: what they show, what they point to, and forms that were filled in."""

import re
from dataclasses import dataclass
from dataclasses import field

from ledger.formats.links import target
from ledger.formats.office.stream import Attributes
from ledger.formats.word.numbering import number

ON, OFF = "☒", "☐"
NO = frozenset({"0", "false", "off"})
LINK = re.compile(r'HYPERLINK\s+(?:\\[a-z]\s+)?(?:"([^"]{1,2000})"|([^\s\\"]{1,2000}))')
WINGDINGS = {
    0xA8: "☐",
    0x6F: "☐",
    0x71: "☐",
    0xFE: "☑",
    0xFD: "☒",
    0x78: "☒",
    0xFC: "✓",
    0xFB: "✗",
    0xE0: "→",
    0xDF: "←",
    0x6C: "●",
    0xA7: "▪",
    0x4A: "☺",
}
SYMBOL = {0xB7: "•", 0xAE: "→", 0xB0: "°", 0xB1: "±", 0xB4: "×", 0xA3: "≤", 0xB3: "≥"}
FONTS = {"wingdings": WINGDINGS, "symbol": SYMBOL}
PRIVATE = range(0xF000, 0xF100)
PLAIN = range(0x20, 0x110000)
BYTE = 0xFF


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

    def shown(self, result: str) -> str:
        """Return what the field shows beyond its result: a box, a choice, a target."""
        if self.box is not None and not result.strip():
            return ON if self.box else OFF
        if self.choices and not result.strip():
            at = self.usual if self.chosen is None else self.chosen
            return self.choices[at] if 0 <= at < len(self.choices) else ""
        found = LINK.search("".join(self.code))
        return target((found[1] or found[2]) if found else "", result)


def symbol(attributes: Attributes) -> str:
    """Return a letter of a font of pictures, or its name where it is not known."""
    font = attributes.get("w:font", "")
    code = attributes.get("w:char", "")
    try:
        value = int(code, 16)
    except ValueError:
        return ""
    known = FONTS.get(font.lower(), {})
    if value & BYTE in known and (value in PRIVATE or value <= BYTE):
        return known[value & BYTE]
    if value in PRIVATE or value not in PLAIN:
        return f"[{font} {code}]"
    return chr(value)
