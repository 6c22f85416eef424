"""Collation: two papers beside each other, word by word.

A difference is weighed by what it can change: numbers first, then what denies, then who
must do what. What a program read doubtfully from a scan is called doubtful, never
changed; signs and capital letters come last.
"""

from collections import Counter
from collections.abc import Callable
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from ledger.domain import weighty


class Weight(StrEnum):
    """What a difference is about, the weightiest first."""

    NUMBER = "number"
    NEGATION = "negation"
    DUTY = "duty"
    """Who must do something, or may."""

    WORDS = "words"
    MOVED = "moved"
    """The same words stand elsewhere."""

    DOUBTFUL = "doubtful"
    """A program read them doubtfully from a scan: look at the page."""

    SIGNS = "signs"
    """The words are the same; signs between them or capital letters are not."""


class Verdict(StrEnum):
    """What came of comparing two papers."""

    IDENTICAL = "identical-words"
    CHANGED = "changed"
    DOUBTFUL = "doubtful"
    """Nothing differs but words that were read doubtfully."""

    INCOMPLETE = "incomplete"
    """What was compared is the same, and some of it could not be compared."""


CHANGES = (Weight.NUMBER, Weight.NEGATION, Weight.DUTY, Weight.WORDS, Weight.MOVED)
"""What makes two papers say different things."""


@dataclass(frozen=True, slots=True)
class Token:
    """A word of a paper, and where it stands."""

    key: str
    """By which it is compared: neither case nor the shape of signs counts."""

    text: str
    start: int
    end: int
    after: str = ""
    """The signs between it and the next word."""

    begins: bool = False
    """True where a paragraph begins with it."""

    doubtful: bool = False
    tracked: bool = False
    """True where the file itself says that it was inserted."""


def weigh(before: Sequence[Token], after: Sequence[Token]) -> Weight:
    """Return what a difference is about.

    Examples:
        >>> one, two = Token("three", "three", 0, 5), Token("five", "five", 0, 4)
        >>> str(weigh([one], [two]))
        'number'
    """
    if any(each.doubtful for each in (*before, *after)):
        return Weight.DOUBTFUL
    if "".join(e.key for e in before) == "".join(e.key for e in after):
        return Weight.SIGNS
    rules: tuple[tuple[Weight, Callable[[str], bool]], ...] = (
        (Weight.NUMBER, weighty.is_number),
        (Weight.NEGATION, weighty.is_negation),
        (Weight.DUTY, weighty.is_duty),
    )
    for weight, counts in rules:
        if _those(before, counts) != _those(after, counts):
            return weight
    return Weight.WORDS


def _those(tokens: Sequence[Token], counts: Callable[[str], bool]) -> Counter[str]:
    return Counter(each.key for each in tokens if counts(each.key))


def verdict(weights: Sequence[Weight], *, complete: bool) -> Verdict:
    """Return what comes of all differences; identical is said only when it is true."""
    if any(each in CHANGES for each in weights):
        return Verdict.CHANGED
    if Weight.DOUBTFUL in weights:
        return Verdict.DOUBTFUL
    return Verdict.IDENTICAL if complete else Verdict.INCOMPLETE
