"""Spots: where in a file words stand, by the names that people have for it.

What a reading calls a page is a slide of a presentation and a sheet of a spreadsheet.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from ledger.domain.document import Document
from ledger.domain.reading import Kind
from ledger.domain.sentence import said
from ledger.domain.sentence import Sentence

_SLIDES = ("presentation", "powerpoint")
"""What the types of all files with slides have in their names."""


class Leaf(StrEnum):
    """What a page of a file is."""

    PAGE = "page"
    SLIDE = "slide"
    SHEET = "sheet"


@dataclass(frozen=True, slots=True)
class Spot:
    """Where in a file words stand."""

    leaf: Leaf
    number: int
    name: str = ""
    """What the file calls a sheet; nothing where nobody asked."""

    cell: str = ""
    """The cell of a sheet (``B2``), where it is known."""

    @property
    def said(self) -> Sentence:
        """Return it as a phrase."""
        if self.leaf is Leaf.SLIDE:
            return said("slide %(number)s", number=self.number)
        if self.leaf is Leaf.PAGE:
            return said("page %(number)s", number=self.number)
        if not self.name and self.cell:
            return said("cell %(cell)s", cell=self.cell)
        if not self.name:
            return said("sheet %(number)s", number=self.number)
        if not self.cell:
            return said("sheet “%(name)s”", name=self.name)
        return said("sheet “%(name)s”, cell %(cell)s", name=self.name, cell=self.cell)


def leaf_of(document: Document) -> Leaf:
    """Return what the pages of a document are."""
    if document.kind is Kind.SPREADSHEET:
        return Leaf.SHEET
    slides = any(word in document.media_type.lower() for word in _SLIDES)
    return Leaf.SLIDE if slides else Leaf.PAGE


def on_page(
    document: Document,
    number: int | None,
    pages: Sequence[tuple[int, str | None, int, int, float, float]] = (),
    cell: str = "",
) -> Spot | None:
    """Return the spot of a page; None where nobody knows the page.

    Args:
        document: whose page it is.
        number: which one, from 1.
        pages: those of its text, for the names of sheets.
        cell: the cell of the sheet, where it is known.
    """
    if not number:
        return None
    leaf = leaf_of(document)
    label = next((page[1] for page in pages if page[0] == number), None)
    return Spot(leaf, number, (label or "") if leaf is Leaf.SHEET else "", cell)
