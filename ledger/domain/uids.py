"""Sets of UIDs: the numbers by which a folder of a mailbox knows its messages.

They are kept as ranges and written as IMAP writes them: ``1:5,7``.
"""

from collections.abc import Iterable
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Self

from ledger.domain.errors import BadInputError
from ledger.domain.sentence import said
from ledger.domain.sentence import to_say

Range = tuple[int, int]

_UNREADABLE = to_say(
    "“%(text)s” is no list of UIDs; write them as 5, as 5:9 or as 5:9,12."
)


@dataclass(frozen=True, slots=True)
class Uids:
    """Numbers from 1 on, as ranges that neither touch nor overlap, in order."""

    ranges: tuple[Range, ...] = ()

    @classmethod
    def of(cls, numbers: Iterable[int]) -> Self:
        """Return the set of some numbers."""
        return cls(_joined((each, each) for each in sorted(numbers)))

    @classmethod
    def between(cls, first: int, last: int) -> Self:
        """Return all numbers from one to another; none where they are crossed."""
        return cls(((first, last),) if first <= last else ())

    @classmethod
    def parse(cls, text: str) -> Self:
        """Return what a text such as ``1:5,7`` means.

        Raises:
            BadInputError: it means nothing.
        """
        found: list[Range] = []
        for part in filter(None, text.replace(" ", "").split(",")):
            first, _, last = part.partition(":")
            if not first.isascii() or not first.isdigit():
                raise BadInputError(said(_UNREADABLE, text=text))
            if last and not (last.isascii() and last.isdigit()):
                raise BadInputError(said(_UNREADABLE, text=text))
            ends = sorted((int(first), int(last or first)))
            found.append((ends[0], ends[1]))
        return cls(_joined(sorted(found)))

    def __str__(self) -> str:
        return ",".join(
            str(first) if first == last else f"{first}:{last}"
            for first, last in self.ranges
        )

    def __iter__(self) -> Iterator[int]:
        for first, last in self.ranges:
            yield from range(first, last + 1)

    def __contains__(self, number: object) -> bool:
        return isinstance(number, int) and any(
            first <= number <= last for first, last in self.ranges
        )

    def __len__(self) -> int:
        return sum(last - first + 1 for first, last in self.ranges)

    def __or__(self, other: "Uids") -> "Uids":
        return Uids(_joined(sorted([*self.ranges, *other.ranges])))

    def __sub__(self, other: "Uids") -> "Uids":
        return Uids(tuple(_without(self.ranges, other.ranges)))

    def __and__(self, other: "Uids") -> "Uids":
        return self - (self - other)

    @property
    def last(self) -> int:
        """Return the largest number; 0 where there is none."""
        return self.ranges[-1][1] if self.ranges else 0


def _joined(ranges: Iterable[Range]) -> tuple[Range, ...]:
    """Return sorted ranges with those made one that touch or overlap."""
    found: list[Range] = []
    for first, last in ranges:
        if found and first <= found[-1][1] + 1:
            found[-1] = (found[-1][0], max(found[-1][1], last))
        else:
            found.append((first, last))
    return tuple(found)


def _without(ranges: Iterable[Range], taken: Iterable[Range]) -> Iterator[Range]:
    """Yield what is left of sorted ranges when others are taken out of them."""
    holes = list(taken)
    at = 0
    for first, last in ranges:
        begin = first
        while at < len(holes) and holes[at][1] < begin:
            at += 1
        number = at
        while number < len(holes) and holes[number][0] <= last:
            if begin < holes[number][0]:
                yield begin, holes[number][0] - 1
            begin = max(begin, holes[number][1] + 1)
            number += 1
        if begin <= last:
            yield begin, last
