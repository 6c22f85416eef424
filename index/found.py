"""From documents that answer to what a person sees: folds, in order, and counted."""

from collections.abc import Callable
from collections.abc import Mapping
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from heapq import nlargest
from math import inf

from index.answer import answers
from index.answer import said
from index.answer import UNQUOTED
from index.engine import Sort
from index.entry import Found
from index.entry import Hit
from index.facets import allowed
from index.facets import beyond
from index.facets import counted
from index.facets import limits
from index.folds import folded
from index.folds import Folds
from index.query import And
from index.query import Narrowing
from index.query import Part
from index.query import positive
from index.query import Said
from index.query import Tree
from index.ranking import scores
from index.shelf import Columns
from index.shelf import Shelf

Key = Callable[[int], tuple[object, ...]]


def find(
    shelf: Shelf,
    tree: Tree,
    within: Sequence[Tree],
    narrowing: Narrowing,
    *,
    sort: Sort,
    limit: int,
    offset: int,
    facets: bool,
) -> Found:
    """Answer a query from one state of the index."""
    found = answers(shelf, And((*within, tree)) if within else tree)
    by = limits(shelf, narrowing, found)
    hits = allowed(found, by)
    folds = folded(shelf, hits)
    words = positive(tree)
    if sort is Sort.BEST and not words:
        sort = Sort.NEWEST  # nothing is better than anything else
    points = scores(shelf, words, hits) if sort is Sort.BEST else {}
    best = _best(folds, points) if folds.several else points
    shown = _first(shelf.columns, folds, best, sort, offset + limit)[offset:]
    quoted = _quoted_only(shelf, words, {p for s in shown for p in folds.places(s)})
    ids = shelf.columns.id
    return Found(
        total=len(folds),
        hits=tuple(
            Hit(
                id=ids[stands],
                score=best.get(stands, 0.0),
                places=len(folds.places(stands)),
                others=tuple(ids[place] for place in folds.places(stands)[1:]),
                quoted_only=quoted.issuperset(folds.places(stands)),
            )
            for stands in shown
        ),
        facets=counted(shelf, found, by, folds, narrowing) if facets else {},
        beyond=beyond(shelf, found, by) if facets else {},
    )


def _best(folds: Folds, points: Mapping[int, float]) -> dict[int, float]:
    """Return the score of each fold: that of its best place."""
    best = {
        stands: max(points.get(place, 0.0) for place in places)
        for stands, places in folds.several.items()
    }
    return {**points, **best}


def _first(
    columns: Columns, folds: Folds, best: Mapping[int, float], sort: Sort, count: int
) -> list[int]:
    """Return what stands for the first folds, in order.

    Of many hits only those are put in order that can be among the first.
    """
    stands = [*folds.single, *folds.several]
    worth = _worth(columns, best, sort)
    if 0 < count < len(stands):
        least = nlargest(count, map(worth, stands))[-1]
        stands = [one for one in stands if worth(one) >= least]
    return sorted(stands, key=_key(sort, columns, best))[:count]


def _worth(
    columns: Columns, best: Mapping[int, float], sort: Sort
) -> Callable[[int], float]:
    """Return what comes first: what is worth more."""
    moments = columns.moment

    def newest(number: int) -> float:
        moment = moments[number]
        return -inf if moment is None else moment

    def oldest(number: int) -> float:
        moment = moments[number]
        return -inf if moment is None else -moment

    def by_score(number: int) -> float:
        return best.get(number, 0.0)

    return {Sort.BEST: by_score, Sort.NEWEST: newest, Sort.OLDEST: oldest}[sort]


def _key(sort: Sort, columns: Columns, best: Mapping[int, float]) -> Key:
    """Return what hits are ordered by; no two hits are equal, so it is stable."""
    ids, moments = columns.id, columns.moment

    def by_score(number: int) -> tuple[object, ...]:
        moment = moments[number]
        return (-best.get(number, 0.0), moment is None, -(moment or 0), ids[number])

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
