"""The revision account: which rounds count, what is left, what the next one costs.

Rounds are numbered in the order of their days, those that do not count too: to take one
out of the count changes no number, but one that is entered for an earlier day moves the
numbers of all later ones. A round that counts is free while the number of rounds that
count, itself included, is within the allowance in force on its own day; after that it
costs what the terms of its day say. Nothing depends on the order in which things were
entered, and nothing is computed from a term that is not there.
"""

from collections.abc import Iterable
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from ledger.domain.contract import in_force
from ledger.domain.contract import Term
from ledger.domain.money import Money
from ledger.domain.provision import Per
from ledger.domain.provision import TermName
from ledger.domain.provision import Unit


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

    @property
    def counts(self) -> bool:
        """Tell whether it uses the allowance."""
        return self.ground is Ground.WISH and self.excluded is None


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Price:
    """What a further round costs, as far as the terms say."""

    money: Money | None
    """None where the terms do not add up to an amount."""

    at_least: bool = False
    """True where it is a minimum and hours may raise it."""

    rate: Term | None = None
    minimum: Term | None = None


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
        (each for each in rounds if each.opened_on <= day),
        key=lambda each: (each.opened_on, each.position),
    )
    lines = _lines(deliverable, terms, opened)
    allowance = Allowance(term=in_force(terms, TermName.FREE_ROUNDS, day))
    used = _used(deliverable, allowance, opened)
    return Account(
        deliverable=deliverable,
        allowance=allowance,
        used=used,
        lines=lines,
        next_round=NextRound(
            number=len(lines) + 1,
            free=allowance.covers(used + 1),
            price=price(terms, day),
        ),
    )


def price(terms: Sequence[Term], day: date) -> Price:
    """Return what a further round costs by the terms in force on a day."""
    rate = in_force(terms, TermName.FURTHER_ROUND_RATE, day)
    minimum = in_force(terms, TermName.FURTHER_ROUND_MINIMUM, day)
    if rate is None or rate.provision.money is None:
        return Price(money=None, minimum=minimum)
    hourly = rate.provision.unit is Unit.HOUR
    if not hourly and minimum and minimum.provision.unit is Unit.HOUR:
        minimum = None  # hours say something of an hourly rate alone
    return Price(
        money=_amount(rate.provision.money, minimum, hourly=hourly),
        at_least=hourly,
        rate=rate,
        minimum=minimum,
    )


def _amount(rate: Money, minimum: Term | None, *, hourly: bool) -> Money | None:
    """Return the least amount; None where rate and minimum do not make one."""
    if minimum is not None and minimum.provision.unit is Unit.HOUR:
        return rate.times(minimum.provision.number or Decimal(0))
    floor = minimum.provision.money if minimum else None
    if floor is None:
        return None if hourly else rate
    if floor.currency != rate.currency:
        return None
    return floor if hourly else max(rate, floor, key=lambda money: money.minor)


def _lines(
    deliverable: str, terms: Sequence[Term], opened: Sequence[RevisionRound]
) -> tuple[Line, ...]:
    lines: list[Line] = []
    for index, each in enumerate(opened):
        if each.deliverable != deliverable:
            continue
        allowance = Allowance(
            term=in_force(terms, TermName.FREE_ROUNDS, each.opened_on)
        )
        ordinal = None
        if each.counts:
            ordinal = _used(deliverable, allowance, opened[: index + 1])
        free = allowance.covers(ordinal) if ordinal else None
        lines.append(
            Line(
                round=each,
                number=len(lines) + 1,
                ordinal=ordinal,
                free=free,
                price=price(terms, each.opened_on) if free is False else None,
                allowance=allowance,
            )
        )
    return tuple(lines)


def _used(
    deliverable: str, allowance: Allowance, opened: Iterable[RevisionRound]
) -> int:
    return sum(
        each.counts and (allowance.shared or each.deliverable == deliverable)
        for each in opened
    )
