"""From documents that answer to what a person sees: folds, in order, and counted.

Documents with an equal fold are one hit with several places; the place with the lowest
order stands for it.
"""

from collections import Counter
from collections.abc import Callable
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from heapq import nsmallest
from typing import TypeVar

from index.answer import answers
from index.answer import said
from index.answer import UNQUOTED
from index.engine import Sort
from index.entry import Found
from index.entry import Hit
from index.query import And
from index.query import Part
from index.query import positive
from index.query import Said
from index.query import Tree
from index.ranking import scores
from index.shelf import Columns
from index.shelf import Shelf

Folds = dict[int, tuple[int, ...]]
"""The document that stands for a fold, and all its documents that answer."""

Value = TypeVar("Value", str, tuple[str, ...])

Key = Callable[[int], tuple[object, ...]]


def find(
    shelf: Shelf,
    tree: Tree,
    within: Sequence[Tree],
    *,
    sort: Sort,
    limit: int,
    offset: int,
    facets: bool,
) -> Found:
    """Answer a query from one state of the index."""
    hits = answers(shelf, And((*within, tree)) if within else tree)
    words = positive(tree)
    folds = _fold(shelf, hits)
    points = scores(shelf, words, hits) if sort is Sort.BEST else {}
    best = {
        stands: max(points.get(place, 0.0) for place in places)
        for stands, places in folds.items()
    }
    key = _key(sort, shelf.columns, best)
    shown = nsmallest(offset + limit, folds, key=key)[offset:]
    quoted = _quoted_only(shelf, words, {p for s in shown for p in folds[s]})
    ids = shelf.columns.id
    return Found(
        total=len(folds),
        hits=tuple(
            Hit(
                id=ids[stands],
                score=best[stands],
                places=len(folds[stands]),
                others=tuple(ids[place] for place in folds[stands][1:]),
                quoted_only=quoted.issuperset(folds[stands]),
            )
            for stands in shown
        ),
        facets=_facets(shelf.columns, folds) if facets else {},
    )


def _fold(shelf: Shelf, hits: AbstractSet[int]) -> Folds:
    """Join the hits that are the same thing."""
    column, columns = shelf.columns.fold, shelf.columns
    shared = shelf.remember("shared folds", lambda: _shared(shelf)) & hits
    folds: Folds = {number: (number,) for number in hits - shared}
    joined: dict[str, list[int]] = {}
    for number in shared:
        joined.setdefault(column[number], []).append(number)
    for places in joined.values():
        places.sort(key=lambda place: (columns.order[place], columns.id[place]))
        folds[places[0]] = tuple(places)
    return folds


def _shared(shelf: Shelf) -> set[int]:
    """Return the documents whose fold has another one."""
    column = shelf.columns.fold
    times = Counter(column[number] for number in shelf.live)
    return {number for number in shelf.live if times[column[number]] > 1}


def _key(sort: Sort, columns: Columns, best: dict[int, float]) -> Key:
    """Return what hits are ordered by; no two hits are equal, so it is stable."""
    ids, moments = columns.id, columns.moment

    def by_score(number: int) -> tuple[object, ...]:
        moment = moments[number]
        return (-best[number], moment is None, -(moment or 0), ids[number])

    def newest(number: int) -> tuple[object, ...]:
        moment = moments[number]
        return (moment is None, -(moment or 0), ids[number])

    def oldest(number: int) -> tuple[object, ...]:
        moment = moments[number]
        return (moment is None, moment or 0, ids[number])

    return {Sort.BEST: by_score, Sort.NEWEST: newest, Sort.OLDEST: oldest}[sort]


def _quoted_only(shelf: Shelf, words: list[Said], shown: AbstractSet[int]) -> set[int]:
    """Return the documents that have none of the words outside of a quote."""
    quoted = set(shown) if words else set()
    for word in words:
        fields = ("own",) if word.part is Part.OWN else UNQUOTED
        quoted -= said(shelf, word, fields, quoted)
    return quoted


def _facets(columns: Columns, folds: Folds) -> dict[str, dict[str, int]]:
    """Count the folds of each value; a fold in two projects counts in both."""
    single = [stands for stands, places in folds.items() if len(places) == 1]
    several = [places for places in folds.values() if len(places) > 1]
    return {
        "kind": _count(columns.kind, single, several, _itself),
        "project": _count(columns.project, single, several, _each),
        "author": _count(columns.author, single, several, _itself),
        "month": _count(columns.day, single, several, _month),
        "language": _count(columns.language, single, several, _itself),
    }


def _count(
    column: list[Value],
    single: list[int],
    several: list[tuple[int, ...]],
    values: Callable[[Value], tuple[str, ...]],
) -> dict[str, int]:
    """Count one facet, most frequent first."""
    total: Counter[str] = Counter()
    for value, times in Counter(map(column.__getitem__, single)).items():
        for name in values(value):
            total[name] += times
    for places in several:
        total.update({name for place in places for name in values(column[place])})
    return dict(sorted(total.items(), key=lambda item: (-item[1], item[0])))


def _itself(value: str) -> tuple[str, ...]:
    """Return a property as the one value it is; none where it is empty."""
    return (value,) if value else ()


def _each(values: tuple[str, ...]) -> tuple[str, ...]:
    """Return the values of a property that has several, each once."""
    return tuple(set(values))


def _month(day: str) -> tuple[str, ...]:
    """Return the month of a day."""
    return (day[:7],) if day else ()
