"""Walks through the sheets of an OpenDocument spreadsheet.

Rows and cells that are the same stand there once, with how often they are repeated;
empty ones are counted, and never made.
"""

from decimal import Decimal
from decimal import InvalidOperation

from ledger.domain.trace import TraceKind
from ledger.formats.links import target
from ledger.formats.office.draft import Sign
from ledger.formats.office.stream import Attributes
from ledger.formats.opendocument.styles import number
from ledger.formats.sheets.grid import Allowance
from ledger.formats.sheets.grid import Cell
from ledger.formats.sheets.grid import Comment
from ledger.formats.sheets.grid import Piece
from ledger.formats.sheets.grid import Sheet
from ledger.formats.sheets.numbers import FARTHEST
from ledger.formats.sheets.numbers import plain

ADDED = (Sign(TraceKind.ADDED),)
CELLS = frozenset({"table:table-cell", "table:covered-table-cell"})
MOST_REPEATED = 1_000
"""So often a cell with words is repeated; more is made to do harm."""

MOST_ROWS = 10_000_000
SPACES = {"text:tab": " ", "text:line-break": "\n"}


class Walker:
    """Hears the content of a spreadsheet and notes its sheets."""

    def __init__(self, allowance: Allowance) -> None:
        self.sheets: list[Sheet] = []
        self.flags: dict[str, None] = {}
        self._allowance = allowance
        self._unseen: set[str] = set()
        self._style = ""
        self._row = 0
        self._rows = 1
        self._column = 0
        self._columns = 0
        self._begun = 0
        """At which of the sheet's cells the row began."""

        self._cell: Attributes | None = None
        self._comment: Comment | None = None
        self._lines: list[list[str]] = []
        self._said: list[str] | None = None
        self._link = ""
        self._tables = 0

    def start(self, name: str, attributes: Attributes) -> None:
        """Enter an element."""
        if name == "table:table":
            self._tables += 1
            if self._tables == 1:
                self._begin_sheet(attributes)
        elif name == "style:style":
            self._style = attributes.get("style:name", "")
        elif name == "style:table-properties":
            if attributes.get("table:display") == "false":
                self._unseen.add(self._style)
        elif self._tables == 1:
            self._inside(name, attributes)

    def end(self, name: str) -> None:
        """Leave an element."""
        if name == "table:table":
            self._tables -= 1
        elif self._tables != 1:
            return
        elif name in CELLS:
            self._end_cell()
        elif name == "table:table-row":
            self._end_row()
        elif name == "office:annotation":
            self._end_comment()
        elif name in {"dc:creator", "dc:date"} and self._comment is not None:
            said = "".join(self._said or ())
            kept = "author" if name == "dc:creator" else "at"
            setattr(self._comment, kept, said)
            self._said = None
        elif name in {"text:p", "text:h"}:
            self._said = None

    def words(self, text: str) -> None:
        """Write words."""
        if self._said is not None:
            self._said.append(text)

    def _begin_sheet(self, attributes: Attributes) -> None:
        hidden = attributes.get("table:style-name", "") in self._unseen
        self.sheets.append(Sheet(attributes.get("table:name", ""), hidden))
        self._row = self._columns = 0

    def _inside(self, name: str, attributes: Attributes) -> None:
        sheet = self.sheets[-1]
        if name == "table:table-column":
            times = number(attributes.get("table:number-columns-repeated"), 1)
            if attributes.get("table:visibility", "visible") != "visible":
                place = (self._columns + 1, self._columns + times)
                sheet.hidden_columns.append(place)
            self._columns += times
        elif name == "table:table-row":
            self._rows = number(attributes.get("table:number-rows-repeated"), 1)
            self._row = min(self._row + 1, MOST_ROWS)
            self._column, self._begun = 0, len(sheet.cells)
            if attributes.get("table:visibility", "visible") != "visible":
                sheet.hidden_rows |= {*range(self._row, self._row + self._most())}
        elif name in CELLS:
            self._cell, self._lines, self._link = attributes, [], ""
        elif name == "office:annotation":
            self._comment = Comment(self._row, self._column + 1, "")
            self._cell_lines, self._lines = self._lines, []
        elif self._cell is not None or self._comment is not None:
            self._words(name, attributes)

    def _words(self, name: str, attributes: Attributes) -> None:
        if name in {"text:p", "text:h"}:
            self._said = []
            self._lines.append(self._said)
        elif name in {"dc:creator", "dc:date"}:
            self._said = []
        elif name == "text:s" and self._said is not None:
            self._said.append(" " * min(number(attributes.get("text:c"), 1), 1000))
        elif name in SPACES and self._said is not None:
            self._said.append(SPACES[name])
        elif name == "text:a":
            self._link = attributes.get("xlink:href", "")

    def _most(self) -> int:
        return min(self._rows, MOST_REPEATED)

    def _end_comment(self) -> None:
        comment, self._comment = self._comment, None
        if comment is not None:
            comment.text = _joined(self._lines)
            self._lines = self._cell_lines
            self.sheets[-1].comments.append(comment)

    def _end_cell(self) -> None:
        attributes, self._cell = self._cell or {}, None
        times = number(attributes.get("table:number-columns-repeated"), 1)
        pieces = self._pieces(attributes)
        if any(piece.text for piece in pieces):
            wide = number(attributes.get("table:number-columns-spanned"), 1)
            high = number(attributes.get("table:number-rows-spanned"), 1)
            for at in range(1, min(times, MOST_REPEATED) + 1):
                if self._allowance.take():
                    cell = Cell(self._row, self._column + at, pieces, wide, high)
                    self.sheets[-1].cells.append(cell)
        self._column += times

    def _end_row(self) -> None:
        """Repeat a row as often as the file says, if it has words."""
        cells = self.sheets[-1].cells
        made = cells[self._begun :]
        for down in range(1, self._most() if made else 1):
            for cell in made:
                if self._allowance.take():
                    place = (cell.row + down, cell.column)
                    cells.append(Cell(*place, cell.pieces, cell.wide, cell.high))
        self._row += self._rows - 1

    def _pieces(self, attributes: Attributes) -> list[Piece]:
        shown = _joined(self._lines)
        sort = attributes.get("office:value-type", "")
        text = _value(sort, attributes) or shown
        if not text and attributes.get("table:formula"):
            self.flags["formula-without-value"] = None
            return [Piece("=" + _formula(attributes["table:formula"]), ADDED)]
        leads = target(self._link, shown) if self._link else ""
        return [Piece(text), *([Piece(leads, ADDED)] if leads else [])]


def _joined(lines: list[list[str]]) -> str:
    return "\n".join("".join(line) for line in lines)


def _formula(text: str) -> str:
    """Return a formula without the name of its language."""
    language, colon, rest = text.partition(":=")
    return rest if colon and language.isalpha() else text.removeprefix("=")


def _value(sort: str, attributes: Attributes) -> str:
    """Return a value in a form that cannot be taken for another; empty for words."""
    if sort == "date":
        day = attributes.get("office:date-value", "")
        return day.removesuffix("T00:00:00").replace("T", " ").removesuffix(":00")
    if sort == "time":
        return _lapse(attributes.get("office:time-value", ""))
    if sort == "boolean":
        return attributes.get("office:boolean-value", "").upper()
    return _number(sort, attributes)


def _number(sort: str, attributes: Attributes) -> str:
    try:
        value = Decimal(attributes.get("office:value", ""))
    except InvalidOperation:
        return ""
    if not value.is_finite() or abs(value.adjusted()) > FARTHEST:
        return ""
    value = Decimal(f"{value:.15g}")
    if sort == "percentage":
        return f"{plain(value * 100)}%"
    if sort == "currency":
        return f"{plain(value)} {attributes.get('office:currency', '')}".strip()
    return plain(value) if sort == "float" else ""


def _lapse(text: str) -> str:
    """Return a time of a clock (``PT09H30M00S``) as people write it."""
    hours, _, rest = text.removeprefix("PT").partition("H")
    minutes, _, seconds = rest.partition("M")
    whole = seconds.removesuffix("S").partition(".")[0]
    if not (hours.isdecimal() and minutes.isdecimal() and whole.isdecimal()):
        return text
    return f"{int(hours):02d}:{int(minutes):02d}:{int(whole):02d}".removesuffix(":00")
