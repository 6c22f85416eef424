"""A spreadsheet as tables: each cell with its words, marked as in any text."""

from collections.abc import Iterator
from collections.abc import Sequence
from dataclasses import dataclass
from dataclasses import replace

from ledger.domain.document import Text
from ledger.domain.trace import Trace
from ledger.services.grids import Grid
from ledger.services.grids import Row
from ledger.services.grids import Stretch
from ledger.web import marking
from ledger.web.marking import Mark
from ledger.web.marking import Piece
from ledger.web.marking import Used


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """A cell of a table, or an empty stretch of them."""

    start: int = 0
    end: int = 0
    name: str = ""
    wide: int = 1
    pieces: tuple[Piece, ...] = ()


@dataclass(frozen=True, slots=True)
class Line:
    """A row of a table, and what is said below it."""

    number: int
    cells: tuple[Cell, ...]
    said: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A sheet, or a part of it."""

    number: int
    name: str
    head: Cell | None
    columns: tuple[str, ...]
    lines: tuple[Line, ...]


class Marker:
    """Cuts the words of cells where something is marked."""

    def __init__(
        self,
        text: Text,
        marks: Sequence[Mark],
        cited: Mark | None,
        used: Sequence[Used],
        traces: Sequence[Trace],
    ) -> None:
        self._text = text.text
        self._marks = marks
        self._cited = cited
        self._used = used
        self._traces = traces

    def table(self, grid: Grid) -> Table:
        """Return a sheet with its words marked."""
        head = self._cell(grid.head) if grid.head else None
        lines = tuple(self._line(row, len(grid.columns)) for row in grid.rows)
        return Table(grid.number, grid.name, head, grid.columns, lines)

    def _line(self, row: Row, columns: int) -> Line:
        cells = tuple(self._cells(row.cells, columns))
        return Line(row.number, cells, tuple(self._cell(each) for each in row.said))

    def _cells(self, listed: Sequence[Stretch], columns: int) -> Iterator[Cell]:
        """Yield the cells of a row, with one for each gap between them."""
        at = 1
        ends = [*(each.column for each in listed[1:]), columns + 1]
        for each, end in zip(listed, ends, strict=True):
            if each.column > at:
                yield Cell(wide=each.column - at)
            at = min(each.column + each.wide, end)
            yield replace(self._cell(each), wide=max(1, at - each.column))
        if at <= columns:
            yield Cell(wide=columns - at + 1)

    def _cell(self, each: Stretch) -> Cell:
        traces = [t for t in self._traces if t.start < each.end and t.end > each.start]
        pieces = marking.pieces(
            self._text,
            marking.within(self._marks, each.start, each.end),
            self._cited,
            each.start,
            each.end,
            self._used,
            traces,
        )
        return Cell(
            start=each.start,
            end=each.end,
            name=each.name,
            pieces=tuple(pieces),
        )
