"""What a spreadsheet holds, whatever file it came from: sheets, cells, comments."""

from dataclasses import dataclass
from dataclasses import field
from time import process_time

from ledger.formats.office.draft import Sign

MOST_CELLS = 200_000
"""So many cells of one file are read."""

MOST_SECONDS = 12.0
LONGEST_CELL = 40_000


@dataclass(slots=True)
class Piece:
    """Words of a cell that look alike."""

    text: str
    signs: tuple[Sign, ...] = ()


@dataclass(slots=True)
class Cell:
    """A cell that is not empty: its place from 1, its words."""

    row: int
    column: int
    pieces: list[Piece]
    wide: int = 1
    high: int = 1
    """How many columns and rows it stands over, where cells were merged."""


@dataclass(slots=True)
class Comment:
    """A comment on a cell, with what the file says of it."""

    row: int
    column: int
    text: str
    author: str = ""
    at: str = ""


@dataclass(slots=True)
class Sheet:
    """A sheet with its cells in the order in which the file has them."""

    name: str
    hidden: bool = False
    cells: list[Cell] = field(default_factory=list)
    comments: list[Comment] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: list[tuple[int, int]] = field(default_factory=list)
    """First and last column of each stretch that is hidden."""

    words: list[str] = field(default_factory=list)
    """What stands beside the cells: in drawings, in the margins of a page."""

    def hides(self, cell: Cell) -> bool:
        """Tell whether programs do not show a cell."""
        if cell.row in self.hidden_rows:
            return True
        return any(low <= cell.column <= high for low, high in self.hidden_columns)


class Allowance:
    """How many cells may still be read, and how long; shared by all sheets."""

    def __init__(self) -> None:
        self.cells = MOST_CELLS
        self.until = process_time() + MOST_SECONDS
        self.spent = False

    def take(self) -> bool:
        """Take one cell; False where nothing is left."""
        self.cells -= 1
        if self.cells < 0 or (self.cells % 1024 == 0 and process_time() > self.until):
            self.spent = True
            self.cells = 0
        return not self.spent
