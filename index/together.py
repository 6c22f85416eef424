"""Where words stand together: one after the other, or near each other."""

from collections.abc import Container
from collections.abc import Iterable
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from functools import reduce
from operator import and_

from index import analysis
from index.analysis import Compound
from index.shelf import Postings
from index.shelf import Shelf
from index.windows import spans

FEW = 16
"""So few positions are looked through faster than they are put into a set."""


def compound_in(
    shelf: Shelf, field: str, compound: Compound, among: AbstractSet[int] | None
) -> Postings:
    """Return the documents where a compound stands, as it is or in its pieces."""
    pieces = analysis.forms([compound])
    if len(pieces) == 1:
        return shelf.postings(field, pieces[0])
    known: Postings = {}
    for whole in compound.whole:
        if len(whole) < analysis.LONGEST:
            known |= shelf.postings(field, whole)
    rest = _with_all(shelf, field, pieces, among) - known.keys()
    return known | phrase_in(shelf, field, pieces, rest)


def phrase_in(
    shelf: Shelf,
    field: str,
    pieces: tuple[str, ...],
    among: AbstractSet[int] | None,
) -> Postings:
    """Return the documents where pieces stand one after the other, and how often."""
    if len(pieces) == 1:
        return shelf.postings(field, pieces[0])
    among = _with_all(shelf, field, pieces, among)
    if not among:
        return {}
    places = _places(shelf, field, pieces, among)
    found = {}
    for number in among:
        starts: Iterable[int] = places[pieces[0]][number]
        for step, piece in enumerate(pieces[1:], start=1):
            there: Container[int] = places[piece][number]
            if len(places[piece][number]) > FEW:
                there = frozenset(places[piece][number])
            starts = [start for start in starts if start + step in there]
        often = sum(1 for _ in starts)
        if often:
            found[number] = float(often)
    return found


def near_in(
    shelf: Shelf,
    field: str,
    pieces: tuple[str, ...],
    apart: int,
    among: AbstractSet[int] | None,
) -> Postings:
    """Return the documents where pieces stand near each other, and how often."""
    if len(pieces) == 1:
        return shelf.postings(field, pieces[0])
    among = _with_all(shelf, field, pieces, among)
    if not among:
        return {}
    places = _places(shelf, field, pieces, among)
    found = {}
    for number in among:
        here = {piece: places[piece][number] for piece in places}
        often = len(spans(here, pieces, apart))
        if often:
            found[number] = float(often)
    return found


def _places(
    shelf: Shelf, field: str, pieces: tuple[str, ...], among: AbstractSet[int]
) -> dict[str, dict[int, Sequence[int]]]:
    """Return where each piece stands in some documents."""
    return {piece: shelf.positions(field, piece, among) for piece in set(pieces)}


def _with_all(
    shelf: Shelf,
    field: str,
    pieces: tuple[str, ...],
    among: AbstractSet[int] | None,
) -> AbstractSet[int]:
    """Return the documents that have all of the pieces in a field."""
    sets: list[AbstractSet[int]] = [] if among is None else [among]
    sets.extend(shelf.postings(field, piece).keys() for piece in set(pieces))
    return reduce(and_, sorted(sets, key=len))
