"""Links to items: each carries the fingerprint of the words that it was tied to.

Where the words in force are others, the link is suspect until somebody looked.
"""

from dataclasses import dataclass
from datetime import date
from datetime import datetime

from ledger.domain.folding import fingerprint
from ledger.domain.specification import Specification
from ledger.domain.specification import State


@dataclass(frozen=True, slots=True)
class Look:
    """Somebody looked at a link, and at the words that were in force then."""

    position: int
    """That of its event in the log, which is its name."""

    at: datetime
    actor: str
    fingerprint: str
    withdrawn: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """Something that rests on an item as it read on a day."""

    id: str
    kind: str
    """What rests on it: ``request``."""

    target: str
    item: str
    on: date
    """The day whose words it is tied to."""

    fingerprint: str
    words: str
    """The words themselves, as they read on that day."""

    looks: tuple[Look, ...] = ()
    withdrawn: str | None = None
    position: int = 0

    @property
    def seen(self) -> str:
        """Return the fingerprint of the words that somebody last looked at."""
        standing = [each for each in self.looks if not each.withdrawn]
        return standing[-1].fingerprint if standing else self.fingerprint

    def is_suspect(self, state: State) -> bool:
        """Tell whether the words in force are none that somebody looked at."""
        return self.withdrawn is None and fingerprint(state.words) != self.seen


def tied(
    specification: Specification, item: str, asked: date | None, today: date
) -> tuple[date, str] | None:
    """Return to which words a link is tied, and of which day they are.

    That is the day of what rests on it; where the item did not hold then, today; else
    the nearest day on which it held. None where it never did.
    """
    for day in (asked, today):
        words = specification.state(item, day).words if day else None
        if day and words is not None:
            return day, words
    held = [
        (each.state.from_day, each.state.words)
        for each in specification.stages(item)
        if each.state.from_day and each.state.words is not None
    ]
    past = [each for each in held if each[0] <= today]
    return next(iter(past[-1:] or held[:1]), None)
