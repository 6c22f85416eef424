"""Text that runs by itself: a body, a note, a comment, a text box.

It knows where lines end: a paragraph is a line, a row of a table is one too, with a
tab between its cells. What belongs to a paragraph but would cut it in two (a comment,
a text box) waits for the end of the paragraph, or of the table it stands in.
"""

from ledger.domain.block import BlockKind
from ledger.formats.office.draft import Draft
from ledger.formats.office.draft import Sign
from ledger.formats.office.draft import Signs

MOST_SIGNS = 20
"""So many authors may have changed the same words; more are made to do harm."""


class Cells:
    """Where a table stands: in which row, how many cells of it have begun."""

    def __init__(self, around: Signs) -> None:
        self.around = around
        self.row: Signs = ()
        self.cell: Signs = ()
        self.cells = 0
        self.rows = 0
        self.begun = False
        """True when the cell has a paragraph."""

    @property
    def signs(self) -> Signs:
        """Return who inserted or deleted the cell, or what it stands in."""
        return (*self.around, *self.row, *self.cell)


class Frame:
    """A text with the tables and paragraphs that are open in it."""

    def __init__(self) -> None:
        self.draft = Draft()
        self.later: list[Draft] = []
        self.tables: list[Cells] = []
        self.depth = 0
        """How many paragraphs are open: one, but for files made to do harm."""

        self._heading: Signs = ()
        self._headings = 0
        self._tables = 0

    @property
    def signs(self) -> Signs:
        """Return who inserted or deleted the cell that is open, and where it stands."""
        changed = self.tables[-1].signs if self.tables else ()
        return (*changed, *self.layout)

    @property
    def layout(self) -> Signs:
        """Return that this is a heading, or in which cell of a table it stands.

        The cells of a table within a cell are words of that cell.
        """
        if not self.tables:
            return self._heading
        outer = self.tables[0]
        place = f"{self._tables}.{max(1, outer.rows)}.{max(1, outer.cells)}"
        return (Sign(BlockKind.CELL, key=place),)

    def head(self, level: int) -> None:
        """Let the paragraph that is open be a heading; in a table there are none."""
        self._headings += 1
        self._heading = (Sign(BlockKind.HEADING, key=f"{self._headings}.{level}"),)

    def begin_paragraph(self) -> None:
        """Begin a paragraph; the first of a cell stands in the cell's line."""
        if self.tables:
            if self.tables[-1].begun:
                self.draft.line()
            self.tables[-1].begun = True
        self.depth += 1

    def end_paragraph(self) -> None:
        """End a paragraph and, outside of tables, its line."""
        self.depth -= 1
        self._heading = ()
        if not self.tables and not self.depth:
            self.draft.write("\n")
        self.flush()

    def begin_table(self) -> None:
        """Begin a table, on a line of its own."""
        self.draft.line()
        around = self.tables[-1].signs if self.tables else ()
        self._tables += not self.tables
        self.tables.append(Cells(around[-MOST_SIGNS:]))

    def end_table(self) -> None:
        """End a table."""
        self.tables.pop()
        self.flush()

    def begin_row(self) -> None:
        """Begin a row."""
        cells = self.tables[-1]
        cells.row, cells.cells = (), 0
        cells.rows += 1

    def end_row(self) -> None:
        """End a row and its line."""
        if self.tables:
            cells = self.tables[-1]
            cells.row, cells.cell, cells.begun = (), (), False
            self.draft.write("\n")

    def begin_cell(self) -> None:
        """Begin a cell, behind a tab if it is not the first."""
        cells = self.tables[-1]
        if cells.cells:
            self.draft.write("\t")
        cells.cells += 1
        cells.cell, cells.begun = (), False

    def flush(self) -> None:
        """Write what waited for the end of a line."""
        if self.tables or self.depth or not self.later:
            return
        for later in self.later:
            self.draft.line()
            self.draft.append(later)
        self.draft.line()
        self.later.clear()

    def leave(self) -> Draft:
        """Return the text, with all that waits in it."""
        self.depth = 0
        self.tables.clear()
        self.flush()
        self.draft.strip()
        return self.draft
