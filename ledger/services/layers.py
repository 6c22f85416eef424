"""Layers: the words of a page at their places, so that they can be selected there."""

import json
from collections.abc import Sequence
from dataclasses import astuple
from dataclasses import dataclass

from ledger.domain import scan
from ledger.domain.digest import Digest
from ledger.domain.errors import NotFoundError
from ledger.domain.reading import Page
from ledger.opened import Ledger
from ledger.services import cached
from ledger.store import documents
from ledger.store import requests

Boxed = tuple[str, int, int, float, float, float, float, int | None]
"""A word with its place in the text, the corners of its box, and how sure it is."""

Kept = tuple[float, float, list[Boxed]]
"""A page: width, height and words."""

_AROUND = 40
_LEAST = 0.1


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
    doubtful: bool = False
    """It was recognised in a picture, and may well have been misread."""

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
    kept = _kept(ledger, document.reading, number) if document.reading else None
    if kept is None:
        raise NotFoundError("page", str(number))
    width, height, words = kept
    return Layer(width, height, tuple(_placed(word, used) for word in words))


def _kept(ledger: Ledger, reading: Digest, number: int) -> Kept | None:
    """Return the words of a page, kept for the next time; None where it has none.

    To take the reading of a long file apart for every page of it would be slow, so the
    words of the pages around are kept at once.
    """
    place = ledger.home / "cache" / "words" / reading.hex
    wanted = place / f"{number}.json"
    if not wanted.exists():
        whole = ledger.readings(reading)
        for page in whole.pages:
            if abs(page.number - number) <= _AROUND:
                data = json.dumps(_told(whole.text, page)).encode()
                cached.keep(place / f"{page.number}.json", data)
    if not wanted.exists():
        return None
    width, height, words = json.loads(wanted.read_bytes())
    return width, height, words


def _told(text: str, page: Page) -> Kept:
    return (
        page.width,
        page.height,
        [(text[word.start : word.end], *astuple(word)) for word in page.words],
    )


def _placed(word: Boxed, used: Sequence[tuple[int, int, str]]) -> Placed:
    text, start, end, x0, y0, x1, y1, *more = word  # kept by an older program: seven
    sure = more[0] if more else None
    labels = [label for first, last, label in used if first < end and start < last]
    return Placed(
        text=text,
        start=start,
        end=end,
        x=x0,
        y=y0,
        width=max(x1 - x0, _LEAST),
        height=max(y1 - y0, _LEAST),
        doubtful=sure is not None and sure < scan.DOUBTFUL,
        used=next(iter(labels), ""),
    )
