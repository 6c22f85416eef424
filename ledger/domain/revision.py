"""The revision account: which rounds count, what is left, what the next one costs.

Rounds are numbered in the order of their days, those that do not count too: to take one
out of the count changes no number, but one that is entered for an earlier day moves the
numbers of all later ones. A round that counts is free while the number of rounds that
count, itself included, is within the allowance in force on its own day; after that it
costs what the terms of its day say. Nothing depends on the order in which things were
entered, and nothing is computed from a term that is not there.
"""

from collections import Counter
from collections.abc import Iterable
from collections.abc import Sequence
from dataclasses import dataclass
from dataclasses import replace
from datetime import date
from decimal import Decimal
from enum import StrEnum

from ledger.domain.contract import in_force
from ledger.domain.contract import Term
from ledger.domain.point import Point
from ledger.domain.pricing import Price
from ledger.domain.pricing import price
from ledger.domain.provision import Counting
from ledger.domain.provision import Per
from ledger.domain.provision import TermName
from ledger.domain.request import Passage
from ledger.domain.request import Writer


class Ground(StrEnum):
    """Why a round was opened, which decides who bears it."""

    WISH = "wish"
    """The client wants it otherwise, within scope: counts."""

    DEFECT = "defect"
    """We did not deliver what was agreed: never counts."""

    CHANGE_ORDER = "change-order"
    """Agreed apart, with a price of its own: does not count."""

    GOODWILL = "goodwill"
    """Our gift: does not count."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Confirmation:
    """The client's word that what stands in a round is what he asked for."""

    passage: Passage
    writer: Writer
    on: date
    delivery: str | None
    """The delivery that the round answers, where one was recorded."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RevisionRound:
    """One delivery answered by one consolidated request."""

    id: str
    project: str
    deliverable: str
    opened_on: date
    ground: Ground
    position: int
    documents: tuple[str, ...] = ()
    note: str = ""
    excluded: str | None = None
    """Why a person took it out of the count; None while nobody has."""

    hours: Decimal | None = None
    """How many were worked for it; None where nobody entered them."""

    points: tuple[Point, ...] = ()
    """The requests in it, in the order in which they were said."""

    delivery: str | None = None
    """The delivery that it answers, where one was recorded."""

    computed: bool = False
    """True for one that nobody opened: the definition in force makes it."""

    confirmation: Confirmation | None = None
    """On what it rests as it stands; None while the client has not confirmed it."""

    @property
    def fixed(self) -> bool:
        """Tell whether it takes no further request by itself."""
        return self.confirmation is not None and self.excluded is None

    @property
    def pointless(self) -> bool:
        """Tell whether requests are known in it, and none of them is a wish."""
        return bool(self.points) and not any(each.counts for each in self.points)

    @property
    def worked(self) -> Decimal | None:
        """Return the hours to bill: its own, else those of all that makes it a round.

        None where the hours of one are not known. Of what makes no round, such as our
        own mistakes, none are billed.
        """
        if self.hours is not None:
            return self.hours
        known = [each.hours for each in self.points if each.counts]
        found = [each for each in known if each is not None]
        return sum(found, Decimal(0)) if found and len(found) == len(known) else None

    @property
    def counts(self) -> bool:
        """Tell whether it uses the allowance."""
        wished = self.ground is Ground.WISH and not self.pointless
        return wished and self.excluded is None


@dataclass(frozen=True, slots=True, kw_only=True)
class Allowance:
    """How many rounds are free; of nothing known when there is no term."""

    term: Term | None

    @property
    def known(self) -> bool:
        """Tell whether a term in force grants (or denies) free rounds."""
        return self.term is not None

    @property
    def number(self) -> int | None:
        """Return how many; None when unlimited or not known."""
        number = self.term.provision.number if self.term else None
        return None if number is None else int(number)

    @property
    def unlimited(self) -> bool:
        """Tell whether every round is free."""
        return self.known and self.number is None

    @property
    def shared(self) -> bool:
        """Tell whether all deliverables of the project share it."""
        return self.term is not None and self.term.provision.per is Per.PROJECT

    def covers(self, ordinal: int) -> bool | None:
        """Tell whether the n-th round that counts is free; None when not known."""
        if not self.known:
            return None
        return self.number is None or ordinal <= self.number

    def uses(self, deliverable: str, before: Iterable["Counted"]) -> int:
        """Return how many of the rounds before use it, as the term counts them."""
        counting = self.term.provision.counting if self.term else None
        since = self.term.from_day if self.term else date.min
        return sum(
            (self.shared or each.round.deliverable == deliverable)
            and (counting is not Counting.FREE or each.free is True)
            and (counting is not Counting.FRESH or each.round.opened_on >= since)
            for each in before
        )


@dataclass(frozen=True, slots=True)
class Counted:
    """A round that uses an allowance, and whether it was free."""

    round: RevisionRound
    free: bool | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A round in the account, with the reason for how it counts."""

    round: RevisionRound
    number: int
    ordinal: int | None
    """The how-manieth round that counts; None for one that does not."""

    free: bool | None
    """None for a round that does not count, or where no allowance is known."""

    price: Price | None
    allowance: Allowance


@dataclass(frozen=True, slots=True, kw_only=True)
class NextRound:
    """What the next wish of the client would be."""

    number: int
    free: bool | None
    price: Price
    """What it costs if it is not free, or will cost once the free ones are used."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """Where a deliverable stands against its allowance of free rounds."""

    deliverable: str
    allowance: Allowance
    used: int
    free_used: int
    """Of those used, how many were not paid."""

    lines: tuple[Line, ...]
    next_round: NextRound

    @property
    def left(self) -> int | None:
        """Return how many free rounds remain, never below zero; None if unknown."""
        allowed = self.allowance.number
        return None if allowed is None else max(0, allowed - self.used)

    @property
    def paid(self) -> int:
        """Return how many of its own rounds count and are not free."""
        return sum(line.free is False for line in self.lines)


def account(
    deliverable: str,
    terms: Sequence[Term],
    rounds: Iterable[RevisionRound],
    day: date,
) -> Account:
    """Return the account of a deliverable as it stood at the end of a day.

    ``rounds`` are all rounds of the project: a shared allowance is used by all of
    them.
    """
    opened = sorted(
        (_as_of(each, day) for each in rounds if each.opened_on <= day),
        key=lambda each: (each.opened_on, each.position, each.id),
    )
    counted, lines = _run(terms, opened)
    own = tuple(each for each in lines if each.round.deliverable == deliverable)
    allowance = Allowance(term=in_force(terms, TermName.FREE_ROUNDS, day))
    used = allowance.uses(deliverable, counted)
    return Account(
        deliverable=deliverable,
        allowance=allowance,
        used=used,
        free_used=allowance.uses(
            deliverable, [each for each in counted if each.free is not False]
        ),
        lines=own,
        next_round=NextRound(
            number=len(own) + 1,
            free=allowance.covers(used + 1),
            price=price(terms, day),
        ),
    )


def _as_of(found: RevisionRound, day: date) -> RevisionRound:
    """Return a round with the requests that were said by a day."""
    said = [each for each in found.points if each.day is None or each.day <= day]
    return replace(found, points=tuple(said))


def _run(
    terms: Sequence[Term], opened: Sequence[RevisionRound]
) -> tuple[list[Counted], list[Line]]:
    """Go through the rounds of a project in the order of their days."""
    counted: list[Counted] = []
    lines: list[Line] = []
    numbers: Counter[str] = Counter()
    for each in opened:
        numbers[each.deliverable] += 1
        term = in_force(terms, TermName.FREE_ROUNDS, each.opened_on)
        allowance = Allowance(term=term)
        ordinal = allowance.uses(each.deliverable, counted) + 1 if each.counts else None
        free = allowance.covers(ordinal) if ordinal else None
        if each.counts:
            counted.append(Counted(each, free))
        priced = price(terms, each.opened_on, each.worked) if free is False else None
        lines.append(
            Line(
                round=each,
                number=numbers[each.deliverable],
                ordinal=ordinal,
                free=free,
                price=priced,
                allowance=allowance,
            )
        )
    return counted, lines
