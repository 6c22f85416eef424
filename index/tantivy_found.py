"""From a query to what a person sees: tantivy finds, folds are joined here."""

from collections.abc import Callable
from collections.abc import Mapping
from collections.abc import Sequence
from dataclasses import dataclass
from heapq import nsmallest

from tantivy import DocAddress
from tantivy import Order

from index import analysis
from index.answer import UNQUOTED
from index.engine import Sort
from index.entry import Found
from index.entry import Hit
from index.query import Narrowing
from index.query import Near
from index.query import Part
from index.query import positive
from index.query import Said
from index.query import Tree
from index.tantivy_answer import Answer
from index.tantivy_answer import Place
from index.tantivy_counts import beyond
from index.tantivy_counts import counted
from index.tantivy_counts import total
from index.tantivy_near import is_rough
from index.tantivy_query import all_of
from index.tantivy_query import any_of
from index.tantivy_query import unscored
from index.tantivy_state import Key
from index.tantivy_state import key
from index.tantivy_state import TantivyState
from index.tantivy_terms import Facts

_EXACTLY = 4
"""Scores that differ only behind so many digits are equal: sums of them are rounded."""

_FIRST = 50
"""So many hits are looked at in the first place; more where many of them are equal."""

_MORE = 8

_BY = {Sort.NEWEST: ("newest", Order.Desc), Sort.OLDEST: ("oldest", Order.Asc)}


@dataclass(frozen=True, slots=True)
class Ranked:
    """What stands for a fold, with all of its places, the lowest order first."""

    score: float
    facts: Facts
    places: tuple[Facts, ...]


def find(
    state: TantivyState,
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
    answer = Answer(state, tree, within, narrowing)
    words = list(dict.fromkeys(positive(tree)))
    by = Sort.NEWEST if sort is Sort.BEST and not words else sort
    ranked = _first(answer, by, offset + limit)[offset:]
    quoted = _quoted_only(state, words, ranked)
    counts = counted(answer) if facets else {}
    return Found(
        total=total(answer),
        hits=tuple(
            Hit(
                id=one.facts.id,
                score=one.score,
                places=len(one.places),
                others=tuple(place.id for place in one.places[1:]),
                quoted_only=number in quoted,
            )
            for number, one in enumerate(ranked)
        ),
        facets=counts,
        beyond=beyond(answer) if facets else {},
        rough=tuple(word.text for word in words if _is_rough(word)),
    )


def _is_rough(word: Said) -> bool:
    """Tell whether words are found where they are only nearly as near as was asked."""
    if not isinstance(word, Near):
        return False
    return is_rough(analysis.forms(analysis.words(word.text)), word.apart)


def _first(answer: Answer, sort: Sort, count: int) -> list[Ranked]:
    """Return the first folds in order."""
    several = answer.several(answer.limits)
    member = {place.key: fold for fold, ps in enumerate(several) for place in ps}
    wanted = max(count + 1, _FIRST)
    while True:
        hits = _hits(answer, sort, wanted)
        enough = _enough(hits, member, sort, count)
        if enough < len(hits) or len(hits) < wanted:
            return _ranked(answer, hits[:enough], several, member, sort, count)
        wanted *= _MORE


def _hits(answer: Answer, sort: Sort, limit: int) -> list[tuple[float, DocAddress]]:
    """Return the first documents in order, each with what it is ordered by."""
    search = answer.state.searcher.search
    query = answer.narrowed(answer.limits)
    if sort is Sort.BEST:
        found = search(query, limit, count=False)
        return [(round(score, _EXACTLY), address) for score, address in found.hits]
    field, order = _BY[sort]
    return search(
        unscored(query), limit, count=False, order_by_field=field, order=order
    ).hits


def _enough(
    hits: Sequence[tuple[float, DocAddress]],
    member: Mapping[Key, int],
    sort: Sort,
    count: int,
) -> int:
    """Return how many hits, from the first, can be among the first so many folds.

    Hits that are worth the same may stand in any order. By date, a fold with several
    places has the moment of the one that stands for it, wherever the others are, so it
    is not counted here.
    """
    seen: set[object] = set()
    least: float | None = None
    for number, (worth, address) in enumerate(hits):
        if least is not None and worth != least:
            return number
        place = key(address)
        if place not in member:
            seen.add(place)
        elif sort is Sort.BEST:
            seen.add(member[place])
        if least is None and len(seen) >= count:
            least = worth
    return len(hits)


def _ranked(
    answer: Answer,
    hits: Sequence[tuple[float, DocAddress]],
    several: Sequence[Sequence[Place]],
    member: Mapping[Key, int],
    sort: Sort,
    count: int,
) -> list[Ranked]:
    """Return what stands for the first folds of some hits, in order."""
    scored = sort is Sort.BEST
    before = _in_order(sort)
    best: dict[int, float] = {}
    single: list[tuple[float, DocAddress]] = []
    for worth, address in hits:
        fold = member.get(key(address))
        if fold is None:
            single.append((worth if scored else 0.0, address))
        elif scored:
            best.setdefault(fold, worth)
    if not scored:
        first = nsmallest(
            count, range(len(several)), key=lambda n: before(0.0, several[n][0].facts)
        )
        best = dict.fromkeys(first, 0.0)
    ranked = [
        Ranked(score, several[fold][0].facts, tuple(p.facts for p in several[fold]))
        for fold, score in best.items()
    ]
    known = answer.state.facts([address for _, address in single])
    ranked += [
        Ranked(score, facts, (facts,))
        for (score, _), facts in zip(single, known, strict=True)
    ]
    return nsmallest(count, ranked, key=lambda one: before(one.score, one.facts))


def _in_order(sort: Sort) -> Callable[[float, Facts], tuple[object, ...]]:
    """Return what hits are ordered by; no two are equal, so it is stable."""

    def newest(_score: float, facts: Facts) -> tuple[object, ...]:
        moment = facts.moment
        return (moment is None, -(moment or 0), facts.id)

    def oldest(_score: float, facts: Facts) -> tuple[object, ...]:
        moment = facts.moment
        return (moment is None, moment or 0, facts.id)

    def best(score: float, facts: Facts) -> tuple[object, ...]:
        return (-score, *newest(score, facts))

    return {Sort.BEST: best, Sort.NEWEST: newest, Sort.OLDEST: oldest}[sort]


def _quoted_only(
    state: TantivyState, words: Sequence[Said], shown: Sequence[Ranked]
) -> set[int]:
    """Return which of those that are shown have none of the words unquoted."""
    if not words or not shown:
        return set()
    here = {p.id: number for number, one in enumerate(shown) for p in one.places}
    said = any_of(state.asking.said(word, _unquoted(word)) for word in words)
    among = state.asking.having("id", here)
    facts = state.facts(state.addresses(unscored(all_of([said, among]))))
    return set(range(len(shown))) - {here[one.id] for one in facts}


def _unquoted(word: Said) -> Sequence[str]:
    return ("own",) if word.part is Part.OWN else UNQUOTED
