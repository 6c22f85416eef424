"""What the sheets of one workbook share: their words, their styles, their names."""

import re
from dataclasses import dataclass
from dataclasses import field

from ledger.domain.trace import TraceKind
from ledger.formats.office.draft import Sign
from ledger.formats.office.forms import NO
from ledger.formats.office.forms import number
from ledger.formats.office.stream import Attributes
from ledger.formats.sheets.grid import Piece
from ledger.formats.sheets.numbers import Format
from ledger.formats.sheets.numbers import GENERAL
from ledger.formats.sheets.numbers import understood
from ledger.formats.sheets.numbers import usual

MOST_STRINGS = 500_000
ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
"""A letter that XML would not hold."""

STRUCK = (Sign(TraceKind.STRUCK),)
HIDDEN = Sign(TraceKind.HIDDEN)


class Runs:
    """Words in runs, each with its look: of a shared string, a cell, a comment."""

    def __init__(self) -> None:
        self.pieces: list[Piece] = []
        self._open = False
        self._silent = False
        self._struck = False

    def start(self, name: str, attributes: Attributes) -> None:
        """Enter an element of a run."""
        if name == "s:r":
            self._struck = False
        elif name == "s:strike":
            self._struck = attributes.get("val", "1") not in NO
        elif name == "s:rPh":  # how it is spoken, which is no word of the cell
            self._silent = True
        elif name == "s:t":
            self._open = not self._silent

    def end(self, name: str) -> None:
        """Leave an element of a run."""
        if name == "s:t":
            self._open = False
        elif name == "s:rPh":
            self._silent = False
        elif name == "s:r":
            self._struck = False

    def words(self, text: str) -> None:
        """Write words."""
        if not self._open:
            return
        signs = STRUCK if self._struck else ()
        if self.pieces and self.pieces[-1].signs == signs:
            self.pieces[-1].text += text
        else:
            self.pieces.append(Piece(text, signs))

    def taken(self) -> list[Piece]:
        """Return the words so far, and begin anew."""
        found, self.pieces = self.pieces, []
        for piece in found:
            if "_x" in piece.text:
                piece.text = ESCAPED.sub(lambda code: chr(int(code[1], 16)), piece.text)
        return found


class Strings:
    """Hears the words that sheets name by their number."""

    def __init__(self) -> None:
        self.known: list[list[Piece]] = []
        self._runs = Runs()

    def start(self, name: str, attributes: Attributes) -> None:
        """Enter an element."""
        self._runs.start(name, attributes)

    def end(self, name: str) -> None:
        """Leave an element; a string is whole when its own ends."""
        self._runs.end(name)
        if name == "s:si" and len(self.known) < MOST_STRINGS:
            self.known.append(self._runs.taken())

    def words(self, text: str) -> None:
        """Write words."""
        self._runs.words(text)

    def of(self, at: int) -> list[Piece]:
        """Return a string by its number."""
        return self.known[at] if 0 <= at < len(self.known) else []


@dataclass(slots=True)
class Style:
    """How cells look, as far as it changes what they say."""

    form: Format = GENERAL
    struck: bool = False


@dataclass(slots=True)
class Styles:
    """Hears the styles of a workbook."""

    cells: list[Style] = field(default_factory=list)
    _codes: dict[int, Format] = field(default_factory=dict)
    _fonts: list[bool] = field(default_factory=list)
    _inside: list[str] = field(default_factory=list)

    def start(self, name: str, attributes: Attributes) -> None:
        """Enter an element."""
        around = self._inside[-1] if self._inside else ""
        self._inside.append(name)
        if name == "s:numFmt" and around == "s:numFmts":
            code = attributes.get("formatCode", "")
            self._codes[number(attributes.get("numFmtId", ""), -1)] = understood(code)
        elif name == "s:font" and around == "s:fonts":
            self._fonts.append(False)
        elif name == "s:strike" and "s:fonts" in self._inside and self._fonts:
            self._fonts[-1] = attributes.get("val", "1") not in NO
        elif name == "s:xf" and around == "s:cellXfs":
            self.cells.append(self._style(attributes))

    def end(self, _: str) -> None:
        """Leave an element."""
        self._inside.pop()

    def words(self, text: str) -> None:
        """Pass over words; there are none."""

    def of(self, at: int) -> Style:
        """Return a style by its number."""
        return self.cells[at] if 0 <= at < len(self.cells) else Style()

    def _style(self, attributes: Attributes) -> Style:
        form = number(attributes.get("numFmtId", ""))
        font = number(attributes.get("fontId", ""))
        struck = self._fonts[font] if 0 <= font < len(self._fonts) else False
        return Style(self._codes.get(form) or usual(form), struck)


@dataclass(slots=True)
class Workbook:
    """Hears the part that names the sheets."""

    sheets: list[tuple[str, str, bool]] = field(default_factory=list)
    """Name, key of its relation, and whether it is hidden."""

    since_1904: bool = False

    def start(self, name: str, attributes: Attributes) -> None:
        """Enter an element."""
        if name == "s:sheet":
            hidden = attributes.get("state", "visible") != "visible"
            key = attributes.get("r:id", "")
            self.sheets.append((attributes.get("name", ""), key, hidden))
        elif name == "s:workbookPr":
            self.since_1904 = attributes.get("date1904", "0") not in NO

    def end(self, name: str) -> None:
        """Leave an element."""

    def words(self, text: str) -> None:
        """Pass over words; there are none."""
