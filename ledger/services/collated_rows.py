"""Two papers side by side: passages that begin alike in both, with what differs."""

from collections.abc import Iterator
from collections.abc import Sequence

from ledger.domain.collation import Weight
from ledger.services.aligning import Step
from ledger.services.collated import around
from ledger.services.collated import Difference
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
    numbers = {
        (each.sent.start, each.returned.start): each.number
        for each in listed
        if each.weight is not Weight.SIGNS
    }
    moved = {e.returned.start: e.number for e in listed if e.weight is Weight.MOVED}
    moved_from = {e.sent.start: e.number for e in listed if e.weight is Weight.MOVED}
    left: list[Run] = []
    right: list[Run] = []
    for step in steps:
        if not step.same:
            ours = place(sent, step.first, step.last)
            theirs = place(returned, step.start, step.end)
            number = (
                numbers.get((ours.start, theirs.start))
                or moved.get(theirs.start)
                or moved_from.get(ours.start)
            )
            left += [Run(ours.words, number), Run(_trail(sent, step.last))]
            right += [Run(theirs.words, number), Run(_trail(returned, step.end))]
            continue
        at = step.first
        for cut in [*_cuts(sent, returned, step), step.last]:
            shift = step.start - step.first
            left.append(Run(around(sent, at, cut) + _trail(sent, cut)))
            right.append(
                Run(
                    around(returned, at + shift, cut + shift)
                    + _trail(returned, cut + shift)
                )
            )
            if cut < step.last:
                yield Row(tuple(_kept(left)), tuple(_kept(right)))
                left, right = [], []
            at = cut
    yield Row(tuple(_kept(left)), tuple(_kept(right)))


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
    # A paragraph that begins right behind a difference is cut with the next one.
