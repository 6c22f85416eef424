"""Turns: the members of an export one after the other, some of them passed over."""

from collections.abc import Iterable
from collections.abc import Iterator

from ledger.domain.reading import Member
from ledger.formats.source import Source


class Turns:
    """Which member of an export is made now, and whether it is passed over.

    Whoever makes one asks first: no reader survived those that are passed over.
    """

    def __init__(self, passed: Iterable[int] = ()) -> None:
        self._passed = set(passed)
        self._now = 0

    def over(self) -> bool:
        """Tell whether what is made now is passed over; what is made next is not."""
        if self._now not in self._passed:
            return False
        self._passed.discard(self._now)
        return True

    def members(self, found: Iterable[Member], source: Source) -> Iterator[Member]:
        """Yield members in their turn, but for those that came before."""
        walk = iter(found)
        while (member := next(walk, None)) is not None:
            if self._now >= source.done:
                yield member
            self._now += 1
