"""People by their names, in the letters of whatever alphabet."""

from collections.abc import Set as AbstractSet
from itertools import islice
from itertools import product

from index import analysis
from index.shelf import Shelf
from index.together import phrase_in

SPELLINGS = 16
"""In so many spellings of another alphabet a name is looked for."""


def people_in(
    shelf: Shelf,
    name: str,
    fields: tuple[str, ...],
    among: AbstractSet[int] | None,
) -> set[int]:
    """Return the documents of people with a name, in the letters of any alphabet."""
    pieces = analysis.forms(analysis.words(name))
    found: set[int] = set()
    for field in fields if pieces else ():
        for row in (pieces, *sounds_of(name)):
            found.update(phrase_in(shelf, field, row, among))
    return found


def sounds_of(name: str) -> list[tuple[str, ...]]:
    """Return what a name sounds like, in each way that it may be meant.

    An address is in the letters that it is in, and sounds like nothing.
    """
    words = analysis.words(name)
    if any(len(word.pieces) > 1 for word in words) or not words:
        return []
    said = [analysis.name_sounds(word) or analysis.forms([word]) for word in words]
    return list(islice(product(*said), SPELLINGS))
