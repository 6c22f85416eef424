"""Spots: where in a file words stand, down to the cell of a sheet."""

from collections.abc import Mapping

from ledger.domain import spot
from ledger.domain.document import Document
from ledger.domain.document import Text
from ledger.domain.request import Passage
from ledger.domain.spot import Leaf
from ledger.domain.spot import Spot
from ledger.opened import Ledger
from ledger.services import grids
from ledger.store import documents

_MOST = 100_000
"""Of how many letters a spreadsheet may be so that its cells are looked up for a hit:
the answer to a search waits for it."""


def at(
    ledger: Ledger, document: Document, text: Text, offset: int | None
) -> Spot | None:
    """Return where a letter of a text stands; None where the file has no pages."""
    if offset is None or not (number := text.page_at(offset)):
        return None
    cell = None
    if spot.leaf_of(document) is Leaf.SHEET and len(text.text) <= _MOST:
        cell = grids.cell_of(ledger, document, offset)
    return spot.on_page(document, number, text.pages, cell[1] if cell else "")


def of_passage(ledger: Ledger, document: Document, passage: Passage) -> Spot | None:
    """Return where the words of a passage stand."""
    if not passage.page:
        return None
    if spot.leaf_of(document) is not Leaf.SHEET:
        return spot.on_page(document, passage.page)
    with ledger.db.reading() as tx:
        text = documents.text_of(tx, document)
    return at(ledger, document, text, passage.start)


def on_pages(ledger: Ledger, pages: Mapping[str, int | None]) -> dict[str, Spot | None]:
    """Return the spot of a page of each document, by the id of the document."""
    with ledger.db.reading() as tx:
        listed = documents.get_many(tx, pages)
        texts = documents.texts(tx, listed)
    return {
        each.id: spot.on_page(
            each, pages[each.id], texts[each.id].pages if each.id in texts else ()
        )
        for each in listed
    }
