"""Folds: documents that are the same thing, and are one hit with several places."""

from collections import Counter
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from index.shelf import Shelf


@dataclass(frozen=True, slots=True)
class Folds:
    """Documents that answer, by what stands for them."""

    single: AbstractSet[int]
    """Those that are alone in their fold: nearly all."""

    several: dict[int, tuple[int, ...]]
    """All that answer of a fold that has more, by the one that stands for them."""

    def __len__(self) -> int:
        """Return how many folds there are."""
        return len(self.single) + len(self.several)

    def places(self, stands: int) -> tuple[int, ...]:
        """Return all documents of a fold, the one that stands for it first."""
        return self.several.get(stands, (stands,))


def folded(shelf: Shelf, hits: AbstractSet[int]) -> Folds:
    """Join the hits that are the same thing.

    The place with the lowest order stands for a fold.
    """
    columns = shelf.columns
    shared = shelf.remember("shared folds", lambda: _shared(shelf)) & hits
    if not shared:
        return Folds(hits, {})
    joined: dict[str, list[int]] = {}
    for number in shared:
        joined.setdefault(columns.fold[number], []).append(number)
    several = {}
    for places in joined.values():
        places.sort(key=lambda place: (columns.order[place], columns.id[place]))
        several[places[0]] = tuple(places)
    return Folds(hits - shared, several)


def _shared(shelf: Shelf) -> set[int]:
    """Return the documents whose fold has another one."""
    column = shelf.columns.fold
    times = Counter(column[number] for number in shelf.live)
    return {number for number in shelf.live if times[column[number]] > 1}
