"""Aligning: which words of two texts are the same, one after another.

Runs of words that stand once in both texts part them; between these the longest common
sequence is sought. So a contract of a hundred pages takes no longer than its length.
"""

from bisect import bisect_left
from collections.abc import Iterator
from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz.distance import LCSseq

_RUN = 4
"""So many words in a row, standing once in each text, are taken for the same."""

_LARGEST = 40_000_000
"""A stretch of more pairs of words than that is taken for wholly changed."""


@dataclass(frozen=True, slots=True)
class Step:
    """A stretch of the first text and the one of the second that answers to it."""

    same: bool
    first: int
    last: int
    start: int
    end: int


def steps(one: Sequence[str], two: Sequence[str]) -> list[Step]:
    """Return stretches that side by side are both texts: same, or otherwise."""
    found: list[Step] = []
    at, to = 0, 0
    for first, start in [*_anchors(one, two), (len(one), len(two))]:
        if first < at or start < to:
            continue
        found += _between(one, two, (at, first), (to, start))
        at, to = first, start
    return list(_joined(found))


def _anchors(one: Sequence[str], two: Sequence[str]) -> list[tuple[int, int]]:
    """Return where the same run of words stands once in both, in one order."""
    here, there = _once(one), _once(two)
    pairs = [(at, there[run]) for run, at in here.items() if run in there]
    return _rising(pairs)


def _once(words: Sequence[str]) -> dict[tuple[str, ...], int]:
    """Return the runs of words that stand once, in their order, with their places."""
    seen: dict[tuple[str, ...], int] = {}
    again = set()
    for at in range(len(words) - _RUN + 1):
        run = tuple(words[at : at + _RUN])
        if run in seen:
            again.add(run)
        seen.setdefault(run, at)
    return {run: at for run, at in seen.items() if run not in again}


def _rising(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the longest part of pairs in which both places rise."""
    tops: list[int] = []
    chain: list[int] = []
    before: list[int] = []
    for number, (_at, to) in enumerate(pairs):
        place = bisect_left(tops, to)
        before.append(chain[place - 1] if place else -1)
        if place == len(tops):
            tops.append(to)
            chain.append(number)
        else:
            tops[place], chain[place] = to, number
    found = []
    number = chain[-1] if chain else -1
    while number >= 0:
        found.append(pairs[number])
        number = before[number]
    return found[::-1]


def _between(
    one: Sequence[str],
    two: Sequence[str],
    here: tuple[int, int],
    there: tuple[int, int],
) -> Iterator[Step]:
    """Yield the steps of two stretches between which nothing else is known."""
    first, last = here
    start, end = there
    if one[first:last] == two[start:end]:
        if first < last:
            yield Step(True, first, last, start, end)  # noqa: FBT003 - see Step
        return
    if (last - first) * (end - start) > _LARGEST:
        yield Step(False, first, last, start, end)  # noqa: FBT003 - see Step
        return
    for each in LCSseq.opcodes(one[first:last], two[start:end]):
        yield Step(
            each.tag == "equal",
            first + each.src_start,
            first + each.src_end,
            start + each.dest_start,
            start + each.dest_end,
        )


def _joined(found: Sequence[Step]) -> Iterator[Step]:
    """Yield steps with neighbours of one sort as one."""
    open_: Step | None = None
    for each in found:
        if open_ is not None and open_.same == each.same:
            open_ = Step(each.same, open_.first, each.last, open_.start, each.end)
            continue
        if open_ is not None:
            yield open_
        open_ = each
    if open_ is not None:
        yield open_
