"""Counting what answers: folds in all, and of each value of each facet."""

from collections import Counter
from collections.abc import Collection
from collections.abc import Iterable
from collections.abc import Sequence

from tantivy import Query

from index.facets import FACETS
from index.facets import NONE
from index.tantivy_answer import Answer
from index.tantivy_answer import MOST_VALUES
from index.tantivy_answer import Place
from index.tantivy_query import unscored
from index.tantivy_terms import plain
from index.tantivy_terms import value_field

_OF_EACH = "kind"
"""A facet of which each document has one value, be it none."""


def total(answer: Answer, without: str | None = None) -> int:
    """Return how many folds answer, narrowed by all facets but one."""
    return _folds(answer, answer.limits.keys() - {without})


def beyond(answer: Answer) -> dict[str, int]:
    """Return how many folds there are without each facet that is chosen."""
    if not answer.limits:
        return {}
    without = {name: total(answer, name) for name in answer.limits}
    return {NONE: _folds(answer, ()), **without}


def counted(answer: Answer) -> dict[str, dict[str, int]]:
    """Count the folds of each value of each facet."""
    whole = [name for name in FACETS if name not in answer.limits]
    counts = _counts(answer, whole, answer.limits.keys())
    for name in answer.limits:
        counts |= _counts(answer, [name], answer.limits.keys() - {name})
    return {
        name: dict(sorted(counts[name].items(), key=lambda one: (-one[1], one[0])))
        for name in FACETS
    }


def _folds(answer: Answer, names: Collection[str]) -> int:
    """Return how many folds answer, narrowed by some facets."""
    too_often = sum(len(places) - 1 for places in answer.several(names))
    return answer.number(names) - too_often


def _counts(
    answer: Answer, facets: Sequence[str], names: Iterable[str]
) -> dict[str, Counter[str]]:
    """Count the folds of some facets, narrowed by others."""
    if not facets:
        return {}
    query = unscored(answer.narrowed(names))
    asked = {
        name: {"terms": {"field": value_field(name), "size": MOST_VALUES}}
        for name in facets
    }
    found = answer.state.searcher.aggregate(query, asked)
    several = answer.several(names)
    counts = {}
    for name in facets:
        plainly = {
            plain(one["key"]): int(one["doc_count"]) for one in found[name]["buckets"]
        }
        if name == _OF_EACH:
            answer.counted(names, sum(plainly.values()))
        counts[name] = _told(answer, name, plainly, query)
        _take_off(answer, name, counts[name], several)
    return counts


def _told(
    answer: Answer, name: str, plainly: dict[str, int], query: Query
) -> Counter[str]:
    """Return counts by what values are counted as."""
    if name == "project":
        return Counter(plainly)
    if name != "author" or not answer.narrowing.changes(NONE):
        plainly.pop(NONE, None)
    if name != "author":
        return Counter(plainly)
    counts: Counter[str] = Counter()
    by = answer.narrowing
    for author, number in plainly.items():
        if not by.changes(author):
            counts[by.author(author)] += number
    changing = [author for author in plainly if by.changes(author)]
    for author, days in answer.by_day(changing, query).items():
        for day, number in days.items():
            counts[by.author_on(author, day)] += number
    return counts


def _take_off(
    answer: Answer,
    name: str,
    counts: Counter[str],
    several: Iterable[Sequence[Place]],
) -> None:
    """Take off what several places of one fold were counted too often."""
    of = answer.values(name)
    every = [
        (fold, one)
        for fold, places in enumerate(several)
        for place in places
        for one in of(place.facts)
    ]
    counts.subtract(Counter(one for _, one in every))
    counts.update(Counter(one for _, one in set(every)))
