"""Walks through a sheet of Excel: its cells with their values, and what it hides."""

from ledger.domain.trace import TraceKind
from ledger.formats.excel.shared import HIDDEN
from ledger.formats.excel.shared import Runs
from ledger.formats.excel.shared import Strings
from ledger.formats.excel.shared import STRUCK
from ledger.formats.excel.shared import Styles
from ledger.formats.links import target
from ledger.formats.office.draft import Sign
from ledger.formats.office.forms import NO
from ledger.formats.office.forms import number
from ledger.formats.office.stream import Attributes
from ledger.formats.sheets.addresses import place
from ledger.formats.sheets.grid import Allowance
from ledger.formats.sheets.grid import Cell
from ledger.formats.sheets.grid import Piece
from ledger.formats.sheets.grid import Sheet
from ledger.formats.sheets.numbers import Format
from ledger.formats.sheets.numbers import written

ADDED = (Sign(TraceKind.ADDED),)
MOST_LINKS = 10_000
MOST_MERGED = 10_000
MARGINS = frozenset(
    f"s:{when}{what}"
    for when in ("odd", "even", "first")
    for what in ("Header", "Footer")
)


class Walker:
    """Hears a sheet and notes its cells."""

    def __init__(
        self,
        sheet: Sheet,
        strings: Strings,
        styles: Styles,
        allowance: Allowance,
        links: dict[str, str],
        *,
        since_1904: bool,
    ) -> None:
        self.sheet = sheet
        self.flags: dict[str, None] = {}
        self.margins: list[str] = []
        self._strings = strings
        self._styles = styles
        self._allowance = allowance
        self._links = links
        self._since_1904 = since_1904
        self._row = 0
        self._column = 0
        self._cell: Attributes | None = None
        self._runs = Runs()
        self._value: list[str] | None = None
        self._formula: list[str] | None = None
        self._heard: list[str] | None = None
        self._at: dict[tuple[int, int], Cell] = {}
        self._ranges = 0

    def start(self, name: str, attributes: Attributes) -> None:
        """Enter an element."""
        if name == "s:c":
            self._begin_cell(attributes)
        elif self._cell is not None:
            self._inside_cell(name, attributes)
        elif name == "s:row":
            self._row = number(attributes.get("r", ""), self._row + 1)
            self._column = 0
            if attributes.get("hidden", "0") not in NO:
                self.sheet.hidden_rows.add(self._row)
        elif name == "s:col" and attributes.get("hidden", "0") not in NO:
            low, high = (number(attributes.get(key, "")) for key in ("min", "max"))
            self.sheet.hidden_columns.append((low, high))
        elif name == "s:mergeCell":
            self._merge(attributes.get("ref", ""))
        elif name == "s:hyperlink":
            self._link(attributes)
        elif name in MARGINS:
            self._heard = []

    def end(self, name: str) -> None:
        """Leave an element."""
        if name == "s:c":
            self._end_cell()
        elif name in MARGINS and self._heard is not None:
            self.margins.append("".join(self._heard))
            self._heard = None
        else:
            self._runs.end(name)
            if name in {"s:v", "s:f"}:
                self._heard = None

    def words(self, text: str) -> None:
        """Note the words of a value, a formula or a margin."""
        if self._heard is not None:
            self._heard.append(text)
        else:
            self._runs.words(text)

    def _begin_cell(self, attributes: Attributes) -> None:
        found = place(attributes.get("r", ""))
        self._row, self._column = found or (max(1, self._row), self._column + 1)
        self._cell = attributes
        self._value = self._formula = None

    def _inside_cell(self, name: str, attributes: Attributes) -> None:
        if name == "s:v":
            self._heard = self._value = []
        elif name == "s:f":
            self._heard = self._formula = []
        else:
            self._runs.start(name, attributes)

    def _end_cell(self) -> None:
        attributes, self._cell = self._cell or {}, None
        pieces = self._pieces(attributes)
        if not any(piece.text for piece in pieces) or not self._allowance.take():
            return
        cell = Cell(self._row, self._column, pieces)
        self._at[self._row, self._column] = cell
        self.sheet.cells.append(cell)

    def _pieces(self, attributes: Attributes) -> list[Piece]:
        """Return the words of a cell, each with its look."""
        inline = self._runs.taken()
        sort = attributes.get("t", "n")
        stored = "".join(self._value or ())
        style = self._styles.of(number(attributes.get("s", "")))
        if sort == "s":
            found = self._strings.of(number(stored, -1))
        elif sort == "inlineStr" or (inline and not stored):
            found = inline
        elif not stored and self._formula:
            self.flags["formula-without-value"] = None
            found = [Piece("=" + "".join(self._formula), ADDED)]
        else:
            found = [Piece(self._said(sort, stored, style.form))]
        hidden = (HIDDEN,) if style.form.sort == "hidden" else ()
        signs = (*(STRUCK if style.struck else ()), *hidden)
        if not signs:
            return found
        return [Piece(each.text, (*each.signs, *signs)) for each in found]

    def _said(self, sort: str, stored: str, form: Format) -> str:
        if sort == "b":
            return "FALSE" if stored.strip() in NO else "TRUE"
        if sort == "d":
            return stored.removesuffix("T00:00:00").replace("T", " ")
        if sort in {"str", "e"}:
            return stored
        return written(stored, form, since_1904=self._since_1904) if stored else ""

    def _merge(self, ref: str) -> None:
        self._ranges += 1
        first, _, last = ref.partition(":")
        start, end = place(first), place(last)
        if start is None or end is None or self._ranges > MOST_MERGED:
            return
        cell = self._at.get(start)
        if cell is not None:
            cell.high = max(1, end[0] - start[0] + 1)
            cell.wide = max(1, end[1] - start[1] + 1)

    def _link(self, attributes: Attributes) -> None:
        """Write where the words of a cell lead, if they do not say so."""
        self._ranges += 1
        at = place(attributes.get("ref", "").partition(":")[0])
        cell = self._at.get(at) if at and self._ranges < MOST_LINKS else None
        address = self._links.get(attributes.get("r:id", ""), "")
        if cell is not None:
            shown = "".join(piece.text for piece in cell.pieces)
            leads = target(address, shown)
            if leads:
                cell.pieces = [*cell.pieces, Piece(leads, ADDED)]
