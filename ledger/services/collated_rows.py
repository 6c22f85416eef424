"""Two papers side by side: passages that begin alike in both, with what differs."""

from collections.abc import Iterator
from collections.abc import Sequence

from ledger.domain.collation import Weight
from ledger.services.aligning import Step
from ledger.services.collated import around
from ledger.services.collated import Difference
from ledger.services.collated import Place
from ledger.services.collated import place
from ledger.services.collated import Row
from ledger.services.collated import Run
from ledger.services.collated_texts import Paper

_TAIL = 6
"""So many signs behind a passage are shown at most."""


def rows(
    sent: Paper,
    returned: Paper,
    steps: Sequence[Step],
    listed: Sequence[Difference],
) -> Iterator[Row]:
    """Yield the passages of both papers side by side, cut where both begin one."""
    known = _numbers(listed)
    left: list[Run] = []
    right: list[Run] = []
    for step in steps:
        if not step.same:
            ours = place(sent, step.first, step.last)
            theirs = place(returned, step.start, step.end)
            number = next(
                (known[key] for key in _keys(ours, theirs) if key in known), None
            )
            left += _differing(sent, ours, step.last, number)
            right += _differing(returned, theirs, step.end, number)
            continue
        at, shift = step.first, step.start - step.first
        for cut in [*_cuts(sent, returned, step), step.last]:
            left.append(_alike(sent, at, cut))
            right.append(_alike(returned, at + shift, cut + shift))
            if cut < step.last:
                yield Row(tuple(_kept(left)), tuple(_kept(right)))
                left, right = [], []
            at = cut
    yield Row(tuple(_kept(left)), tuple(_kept(right)))


_Key = tuple[int | None, int | None]


def _numbers(listed: Sequence[Difference]) -> dict[_Key, int]:
    """Return the numbers of differences by where they stand; moved ones by either."""
    found: dict[_Key, int] = {}
    for each in listed:
        if each.weight is Weight.SIGNS:
            continue
        found[each.sent.start, each.returned.start] = each.number
        if each.weight is Weight.MOVED:
            found[each.sent.start, None] = each.number
            found[None, each.returned.start] = each.number
    return found


def _keys(ours: Place, theirs: Place) -> tuple[_Key, ...]:
    return (ours.start, theirs.start), (None, theirs.start), (ours.start, None)


def _differing(paper: Paper, place_: Place, last: int, number: int | None) -> list[Run]:
    if not place_.words:
        return []
    return [Run(place_.words, number), Run(_trail(paper, last))]


def _alike(paper: Paper, first: int, last: int) -> Run:
    return Run(around(paper, first, last) + _trail(paper, last))


def _kept(runs: Sequence[Run]) -> list[Run]:
    return [each for each in runs if each.text]


def _trail(paper: Paper, last: int) -> str:
    """Return the signs behind the last word of a passage."""
    if not 0 < last <= len(paper.tokens):
        return ""
    return paper.tokens[last - 1].after.strip().split("\n")[0][:_TAIL]


def _cuts(sent: Paper, returned: Paper, step: Step) -> Iterator[int]:
    """Yield where a paragraph begins in both papers within words that are the same."""
    shift = step.start - step.first
    for at in range(step.first + 1, step.last):
        if sent.tokens[at].begins and returned.tokens[at + shift].begins:
            yield at
