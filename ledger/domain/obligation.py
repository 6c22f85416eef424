"""Obligations: what the client owes us, and what is known of its coming.

Four days are kept apart: due, first received, complete, usable. Each is either known
from what was recorded, or not reached, or unknown with the fact that is missing; none
is made up. Parts add up where it is recorded how many are due and how many came; what a
person states goes before what adds up. The order of entry never matters.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from ledger.domain.request import Passage
from ledger.domain.sentence import Sentence


class FactKind(StrEnum):
    """What can be recorded about an obligation."""

    RECEIVED = "received"
    """Something of it came: all, a part, or good copies of what could not be used."""

    COMPLETED = "completed"
    """From this day on all of it was there."""

    FOUND_USABLE = "found-usable"
    """From this day on all of it could be used."""

    NOTICED = "noticed"
    """On this day we noticed that something was late, missing or not usable."""

    REMINDED = "reminded"
    """A message in which we asked for it."""

    NOTIFIED = "notified"
    """A message that gives notice under the contract."""


CAME = (FactKind.RECEIVED, FactKind.COMPLETED, FactKind.FOUND_USABLE)
SENT_BY_US = (FactKind.REMINDED, FactKind.NOTIFIED)


class DayBy(StrEnum):
    """How the day of a fact is known."""

    ENTERED = "entered"
    RECEIVED = "received"
    """The message that it rests on was received on that day."""

    SENT = "sent"
    """The message that it rests on says that it was sent on that day."""


class Milestone(StrEnum):
    """What an obligation reaches, in this order."""

    FIRST = "first-received"
    COMPLETE = "complete"
    USABLE = "usable"


class Standing(StrEnum):
    """Whether a milestone is reached, as far as it is known."""

    REACHED = "reached"
    WAITING = "waiting"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """Something that was recorded about an obligation."""

    id: str
    obligation: str
    kind: FactKind
    day: date
    day_by: DayBy = DayBy.ENTERED
    parts: int | None = None
    """How many came that were not there before; None where nobody counted."""

    unusable: int | None = None
    """How many of them cannot be used; None where nobody looked."""

    replaced: int = 0
    """How many good copies came of parts that could not be used."""

    about: str | None = None
    """Of what was noticed: the id of what came; None for the obligation itself."""

    note: str = ""
    passage: Passage | None = None
    withdrawn: str | None = None
    """Why it was taken back; None while it stands."""

    position: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Obligation:
    """What the client owes, at the words that say so."""

    id: str
    label: str
    """What people call it (``O-3``), unique in a ledger."""

    project: str
    what: str
    due: date | None
    """None where nothing says a day."""

    expected: int | None
    """How many parts it has; None where nobody counted."""

    clause: str
    passage: Passage
    term: str | None
    """The id of the term that it comes from."""

    withdrawn: str | None
    position: int
    facts: tuple[Fact, ...] = ()
    """In the order of their entry, those that were taken back too."""

    def standing(self, *kinds: FactKind) -> list[Fact]:
        """Return the facts that were not taken back, in the order of their days."""
        found = [
            each
            for each in self.facts
            if each.withdrawn is None and (not kinds or each.kind in kinds)
        ]
        return sorted(found, key=lambda each: (each.day, each.position))


@dataclass(frozen=True, slots=True, kw_only=True)
class Slip:
    """A delivery of ours that was late."""

    id: str
    label: str
    project: str
    what: str
    deliverable: str | None
    due: date
    done: date | None
    """None while it has not been delivered."""

    why: str
    passage: Passage | None
    withdrawn: str | None
    position: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Reached:
    """Where an obligation stands against one milestone, as of a day."""

    milestone: Milestone
    standing: Standing
    day: date | None = None
    """The day on which it was reached; None in every other case."""

    stated: bool = False
    """True where a person stated the day; False where it adds up."""

    unknown: Sentence | None = None
    """Which fact is missing; None where none is."""


def unusable_of(obligation: Obligation, came: Fact) -> int | None:
    """Return how many parts of what came cannot be used; None where nobody looked."""
    if came.unusable is not None:
        return came.unusable
    noticed = [
        each.unusable
        for each in obligation.standing(FactKind.NOTICED)
        if each.about == came.id and each.unusable is not None
    ]
    return sum(noticed) if noticed else None


def days(facts: Iterable[Fact]) -> list[date]:
    """Return the days of some facts, each once, in their order."""
    return sorted({each.day for each in facts})
