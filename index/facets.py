"""Facets: how many hits each value has, and what hits are narrowed to.

A narrowing has values of some facets; a hit needs one value of each. Values of a facet
are counted under all that is chosen but the facet's own, so that a person sees what
each of its other values would add.
"""

from collections import Counter
from collections.abc import Callable
from collections.abc import Iterable
from collections.abc import Mapping
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from functools import reduce
from operator import and_

from index.answer import having
from index.folds import folded
from index.folds import Folds
from index.query import Narrowing
from index.shelf import Shelf

FACETS = ("kind", "project", "author", "month", "language")

NONE = ""
"""The value of what has none, such as a document without a project."""

_COLUMNS = {"month": "day"}
_YEAR = 4
_MONTH = 7


def limits(
    shelf: Shelf, narrowing: Narrowing, among: AbstractSet[int]
) -> dict[str, AbstractSet[int]]:
    """Return for each facet that is chosen which of some documents it allows."""
    return {
        name: among & _having(shelf, name, values, narrowing)
        for name, values in narrowing.chosen.items()
    }


def allowed(
    among: AbstractSet[int],
    by: Mapping[str, AbstractSet[int]],
    but: Iterable[str] = (),
) -> AbstractSet[int]:
    """Return the documents that all facets allow, but for some."""
    sets = [found for name, found in by.items() if name not in but]
    return reduce(and_, sets, among)


def counted(
    shelf: Shelf,
    among: AbstractSet[int],
    by: Mapping[str, AbstractSet[int]],
    hits: Folds,
    narrowing: Narrowing,
) -> dict[str, dict[str, int]]:
    """Count the folds of each value of each facet; one in two projects is in both."""
    return {
        name: _count(
            _column(shelf, name, narrowing),
            folded(shelf, allowed(among, by, (name,))) if name in by else hits,
            _names_of(name, narrowing.author),
        )
        for name in FACETS
    }


def beyond(
    shelf: Shelf, among: AbstractSet[int], by: Mapping[str, AbstractSet[int]]
) -> dict[str, int]:
    """Return how many folds there are without each facet that is chosen.

    Under the empty name: without any of them.
    """
    found = {name: len(folded(shelf, allowed(among, by, (name,)))) for name in by}
    return {NONE: len(folded(shelf, among)), **found} if by else {}


def _having(
    shelf: Shelf, name: str, values: AbstractSet[str], narrowing: Narrowing
) -> AbstractSet[int]:
    """Return the documents that have one of the values of a facet."""
    found = having(shelf, *_wanted(shelf, name, values, narrowing.author))
    if name != "author":
        return found
    by_day = _by_day(shelf, narrowing)
    return (found - by_day.keys()) | {n for n, who in by_day.items() if who in values}


def _by_day(shelf: Shelf, narrowing: Narrowing) -> dict[int, str]:
    """Return who wrote each document whose author depends on its day."""
    authors, days = shelf.columns.author, shelf.columns.day
    changing = frozenset(each for each in set(authors) if narrowing.changes(each))
    if not changing:
        return {}
    return {
        number: narrowing.author_on(authors[number], days[number])
        for number in having(shelf, "author", changing)
    }


def _column(
    shelf: Shelf, name: str, narrowing: Narrowing
) -> Sequence[str | tuple[str, ...]]:
    """Return the values that are counted; who an author is on a day is told apart."""
    column: list[str | tuple[str, ...]]
    column = getattr(shelf.columns, _COLUMNS.get(name, name))
    by_day = _by_day(shelf, narrowing) if name == "author" else {}
    if by_day:
        column = list(column)
        for number, who in by_day.items():
            column[number] = (who,)
    return column


def _wanted(
    shelf: Shelf, name: str, values: AbstractSet[str], author: Callable[[str], str]
) -> tuple[str, frozenset[str]]:
    """Return the column of a facet, and which of its values are wanted."""
    column = _COLUMNS.get(name, name)
    match name:
        case "author":
            there = set(shelf.columns.author)
            return column, frozenset(each for each in there if author(each) in values)
        case "month":
            days = set(shelf.columns.day)
            return column, frozenset(
                day for day in days if not values.isdisjoint(_months(day))
            )
        case _:
            return column, frozenset(values)


def _months(day: str) -> tuple[str, str]:
    return day[:_YEAR], day[:_MONTH]


def _names_of(name: str, author: Callable[[str], str]) -> Callable[..., Sequence[str]]:
    """Return what tells the values of a facet from what a column has."""
    match name:
        case "project":
            return _each
        case "author":
            return lambda value: (
                value if isinstance(value, tuple) else (author(value),) if value else ()
            )
        case "month":
            return lambda day: (day[:_MONTH],) if day else ()
        case _:
            return lambda value: (value,) if value else ()


def _each(values: tuple[str, ...]) -> tuple[str, ...]:
    """Return the values of a property that has several, each once."""
    return tuple(set(values)) or (NONE,)


def _count(
    column: Sequence[str | tuple[str, ...]],
    hits: Folds,
    names: Callable[..., Sequence[str]],
) -> dict[str, int]:
    """Count one facet, most frequent first."""
    total: Counter[str] = Counter()
    for value, times in Counter(map(column.__getitem__, hits.single)).items():
        for name in names(value):
            total[name] += times
    for places in hits.several.values():
        total.update({name for place in places for name in names(column[place])})
    return dict(sorted(total.items(), key=lambda item: (-item[1], item[0])))
