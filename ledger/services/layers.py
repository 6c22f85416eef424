"""Layers: the words of a page at their places, so that they can be selected there."""

from collections.abc import Sequence
from dataclasses import dataclass

from ledger.domain.errors import NotFoundError
from ledger.domain.reading import Page
from ledger.domain.reading import Reading
from ledger.opened import Ledger
from ledger.store import documents
from ledger.store import requests


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """A word of a page with its box, in points from the page's top left corner."""

    text: str
    start: int
    end: int
    x: float
    y: float
    """Of its top."""

    width: float
    height: float
    used: str = ""
    """The label of a request that rests on it."""


@dataclass(frozen=True, slots=True)
class Layer:
    """The words of one page."""

    width: float
    height: float
    words: tuple[Placed, ...]


def of_page(ledger: Ledger, key: str, number: int) -> Layer:
    """Return the words of a page of a document at their places.

    Raises:
        NotFoundError: there is no such document, or it has no such page.
    """
    with ledger.db.reading() as tx:
        document = documents.find(tx, key)
        used = [
            (each.passage.start, each.passage.end, each.label)
            for each in requests.of_documents(tx, [key])
            if each.withdrawn is None
        ]
    if document.reading is None:
        raise NotFoundError("page", str(number))
    reading = ledger.readings(document.reading)
    page = next((each for each in reading.pages if each.number == number), None)
    if page is None:
        raise NotFoundError("page", str(number))
    return _layer(reading, page, used)


def _layer(reading: Reading, page: Page, used: Sequence[tuple[int, int, str]]) -> Layer:
    return Layer(
        page.width,
        page.height,
        tuple(
            Placed(
                text=reading.text[word.start : word.end],
                start=word.start,
                end=word.end,
                x=word.x0,
                y=word.y0,
                width=max(word.x1 - word.x0, 0.1),
                height=max(word.y1 - word.y0, 0.1),
                used=next(
                    (
                        label
                        for start, end, label in used
                        if start < word.end and word.start < end
                    ),
                    "",
                ),
            )
            for word in page.words
        ),
    )
