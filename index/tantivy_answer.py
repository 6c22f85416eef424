"""What answers a query, before and after it is narrowed, and what is one thing twice.

Documents that are the same thing are few, so tantivy counts documents, and what several
places of one fold were counted too often is taken off again. A document that came when
another had its fold already is marked so (``again``): of a fold with two places that
answer at least one is, and from those the others are looked up.
"""

from collections.abc import Callable
from collections.abc import Iterable
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from tantivy import DocAddress
from tantivy import Query

from index.facets import NONE
from index.query import Narrowing
from index.query import Tree
from index.tantivy_query import all_of
from index.tantivy_query import any_of
from index.tantivy_query import unscored
from index.tantivy_state import Key
from index.tantivy_state import key
from index.tantivy_state import TantivyState
from index.tantivy_terms import day_of_number
from index.tantivy_terms import Facts
from index.tantivy_terms import plain
from index.tantivy_terms import value_field

MOST_VALUES = 60_000
"""So many values of one facet are told apart; tantivy allows some more in all."""


@dataclass(frozen=True, slots=True)
class Place:
    """One of several documents of a fold that answer."""

    key: Key
    facts: Facts
    allowed: frozenset[str]
    """The facets whose choice it answers."""


Values = Callable[[Facts], Sequence[str]]
"""Tells the values of a facet that a document has."""


class Answer:
    """What answers a query, before and after it is narrowed by facets."""

    def __init__(
        self,
        state: TantivyState,
        tree: Tree,
        within: Sequence[Tree],
        narrowing: Narrowing,
    ) -> None:
        self.state = state
        asking = state.asking
        others = [unscored(asking.query(one)) for one in within]
        self.found = all_of([asking.query(tree), *others])
        self.narrowing = narrowing
        self._numbers: dict[frozenset[str], int] = {}
        self.limits = {
            name: self._limit(name, frozenset(values))
            for name, values in narrowing.chosen.items()
        }

    def narrowed(self, names: Iterable[str]) -> Query:
        """Return the query narrowed by some facets."""
        return all_of([self.found, *(self.limits[name] for name in sorted(names))])

    def number(self, names: Iterable[str]) -> int:
        """Return how many documents answer, narrowed by some facets."""
        by = frozenset(names)
        if by not in self._numbers:
            self.counted(by, self.state.number(unscored(self.narrowed(by))))
        return self._numbers[by]

    def counted(self, names: Iterable[str], number: int) -> None:
        """Keep how many documents answer, where it was found out on the way."""
        self._numbers[frozenset(names)] = number

    def several(self, names: Iterable[str]) -> list[list[Place]]:
        """Return the folds with more than one place, narrowed by some facets."""
        needed = frozenset(names)
        if not needed:
            return self._shared
        narrowed = (
            [place for place in places if needed <= place.allowed]
            for places in self._shared
        )
        return [places for places in narrowed if len(places) > 1]

    @cached_property
    def _shared(self) -> list[list[Place]]:
        """Return the folds of which more than one place answers the query."""
        state = self.state
        again = Query.term_query(state.schema, "again", True)  # noqa: FBT003 a value
        marked = state.addresses(unscored(all_of([self.found, again])))
        folds = {facts.fold for facts in state.facts(marked)}
        if not folds:
            return []
        query = all_of([self.found, state.asking.having("fold", folds)])
        addresses = state.addresses(unscored(query))
        joined: dict[str, list[tuple[DocAddress, Facts]]] = {}
        for address, facts in zip(addresses, state.facts(addresses), strict=True):
            joined.setdefault(facts.fold, []).append((address, facts))
        return [
            sorted(
                (Place(key(a), facts, self._allows(facts)) for a, facts in places),
                key=lambda place: (place.facts.order, place.facts.id),
            )
            for places in joined.values()
            if len(places) > 1
        ]

    def _allows(self, facts: Facts) -> frozenset[str]:
        """Return the facets whose choice a document answers."""
        if not self.limits:
            return frozenset()
        return frozenset(
            name
            for name, values, of in self._choices
            if not values.isdisjoint(of(facts) or (NONE,))
        )

    @cached_property
    def _choices(self) -> list[tuple[str, frozenset[str], Values]]:
        """Return what is chosen of each facet, and by what a document is found."""
        return [
            (name, frozenset(values), _months if name == "month" else self.values(name))
            for name, values in self.narrowing.chosen.items()
        ]

    def values(self, name: str) -> Values:
        """Return what tells under which values of a facet a document is counted."""
        return {"project": _projects, "author": self._author, "month": _month}.get(
            name, _of(name)
        )

    def _author(self, facts: Facts) -> Sequence[str]:
        """Return the author of a document, on its day."""
        if self.narrowing.changes(facts.author):
            return (self.narrowing.author_on(facts.author, facts.day),)
        return (self.narrowing.author(facts.author),) if facts.author else ()

    def _limit(self, name: str, values: frozenset[str]) -> Query:
        """Return what finds the documents with one of the values of a facet."""
        asking = self.state.asking
        match name:
            case "month":
                return asking.having("months", values)
            case "author":
                return self._written_by(values)
            case _:
                return asking.having(name, values)

    def _written_by(self, values: frozenset[str]) -> Query:
        """Return what finds the documents of some authors, by their days if need be."""
        by = self.narrowing
        asking = self.state.asking
        plainly = {
            each
            for each in self.state.authors
            if not by.changes(each) and by.author(each) in values
        }
        found = [asking.having("author", plainly)]
        for author, days in self.by_day(self._changing).items():
            on = [day for day in days if by.author_on(author, day) in values]
            if on:
                found.append(
                    all_of([asking.having("author", [author]), asking.on_days(on)])
                )
        return any_of(found)

    @cached_property
    def _changing(self) -> list[str]:
        """Return the authors who are counted as one or another, by the day."""
        return sorted(filter(self.narrowing.changes, self.state.authors))

    def by_day(
        self, authors: Sequence[str], among: Query | None = None
    ) -> dict[str, dict[str, int]]:
        """Return how many documents each of some authors wrote on each day."""
        if not authors:
            return {}
        of = self.state.asking.having("author", authors)
        query = unscored(all_of([of, among]) if among else of)
        days = {"terms": {"field": "day", "size": MOST_VALUES}}
        by_author = {"terms": {"field": value_field("author"), "size": MOST_VALUES}}
        buckets = self.state.searcher.aggregate(
            query, {"author": {**by_author, "aggs": {"day": days}}}
        )["author"]["buckets"]
        return {
            plain(bucket["key"]): {
                day_of_number(int(day["key"])): int(day["doc_count"])
                for day in bucket["day"]["buckets"]
            }
            for bucket in buckets
        }


def _projects(facts: Facts) -> Sequence[str]:
    return tuple(set(facts.project)) or (NONE,)


def _month(facts: Facts) -> Sequence[str]:
    return (facts.day[:7],) if facts.day else ()


def _months(facts: Facts) -> Sequence[str]:
    """Return by what a document is found when a month is chosen, or a year."""
    return facts.day[:4], facts.day[:7]


def _of(name: str) -> Values:
    """Return what tells of a property that has one value, or none."""

    def value(facts: Facts) -> Sequence[str]:
        one: str = getattr(facts, name)
        return (one,) if one else ()

    return value
