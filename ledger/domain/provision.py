"""Provisions: what a term of a contract says, without where it stands."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from ledger.domain.money import Money
from ledger.domain.money import parse_number

UNLIMITED = "unlimited"


class TermName(StrEnum):
    """The provisions that are known here."""

    FREE_ROUNDS = "free-rounds"
    ROUND_DEFINITION = "round-definition"
    REWORK = "rework"
    REVIEW_WINDOW = "review-window"
    DEEMED_ACCEPTANCE = "deemed-acceptance"
    FURTHER_ROUND_RATE = "further-round-rate"
    FURTHER_ROUND_MINIMUM = "further-round-minimum"
    FURTHER_ROUND_ROUNDING = "further-round-rounding"
    CLIENT_OBLIGATION = "client-obligation"
    INPUT_COUNTS = "input-counts"
    NOTICE_PERIOD = "notice-period"
    RECOGNISED_CHANNEL = "recognised-channel"
    AUTHORISED_PERSON = "authorised-person"
    PAYMENT_DAY = "payment-day"
    WORKING_HOURS = "working-hours"
    HOLIDAYS = "holidays"


SEVERAL = frozenset(
    {
        TermName.CLIENT_OBLIGATION,
        TermName.RECOGNISED_CHANNEL,
        TermName.AUTHORISED_PERSON,
        TermName.PAYMENT_DAY,
    }
)
"""Of these several hold at once, told apart by their value."""


_NUMBERS = frozenset(
    {
        TermName.FREE_ROUNDS,
        TermName.REVIEW_WINDOW,
        TermName.DEEMED_ACCEPTANCE,
        TermName.FURTHER_ROUND_RATE,
        TermName.FURTHER_ROUND_MINIMUM,
        TermName.FURTHER_ROUND_ROUNDING,
        TermName.NOTICE_PERIOD,
        TermName.PAYMENT_DAY,
    }
)


class Per(StrEnum):
    """What an allowance is granted for."""

    DELIVERABLE = "deliverable"
    PROJECT = "project"


class Unit(StrEnum):
    """What a rate is paid for, or what a period is counted in."""

    HOUR = "hour"
    ROUND = "round"
    WORKING_DAY = "working-day"
    CALENDAR_DAY = "calendar-day"


class Counting(StrEnum):
    """How a later allowance of free rounds counts the rounds before it."""

    ORDINAL = "ordinal"
    """The n-th round of all is free while n is within the allowance."""

    FREE = "free"
    """So many free ones in all; a round that was paid does not use one."""

    FRESH = "fresh"
    """So many from the first day of the later term; what was before is over."""


class RoundDefinition(StrEnum):
    """What makes a revision round."""

    CONSOLIDATED_LIST = "consolidated-list"
    """All changes asked for within the review window of a delivery are one round."""

    EACH_MESSAGE = "each-message"
    """Each message that brings a change is a round."""

    EACH_DELIVERY = "each-delivery"
    """Each delivery that is answered with a change is a round, whenever that is."""


class Rework(StrEnum):
    """What it is to reverse work that was accepted."""

    NEW_SCOPE = "new-scope"
    """New work, which is agreed and paid apart: makes no round."""

    ROUND = "round"
    """A wish like any other: makes a round."""


class InputCounts(StrEnum):
    """Which day of a client's input ends his delay."""

    RECEIVED = "received"
    COMPLETE = "complete"
    USABLE = "usable"


@dataclass(frozen=True, slots=True, kw_only=True)
class Provision:
    """What a term says, without where it stands."""

    name: TermName
    value: str
    """As it was entered: a number, ``unlimited``, a word of a list, or words."""

    per: Per | None = None
    unit: Unit | None = None
    currency: str | None = None
    counting: Counting | None = None
    """None where nobody chose, or there is nothing to choose."""

    due: date | None = None
    """Of a client's obligation: the day by which it is owed."""

    until: date | None = None
    """The last day on which it holds, where its words name one."""

    limit: Money | None = None
    """Of an authorised person: up to which cost he may agree."""

    @property
    def money(self) -> Money | None:
        """Return the amount, where the value is one."""
        return Money.parse(self.value, self.currency) if self.currency else None

    @property
    def number(self) -> Decimal | None:
        """Return the value as a number; None for ``unlimited`` and for words."""
        counted = self.name in _NUMBERS and self.value != UNLIMITED
        by_day = self.name is TermName.PAYMENT_DAY and self.unit is None
        return parse_number(self.value) if counted and not by_day else None

    @property
    def days(self) -> int | None:
        """Return the length of a period in days of its unit; None for no period."""
        period = self.unit in {Unit.WORKING_DAY, Unit.CALENDAR_DAY}
        return int(self.number) if period and self.number is not None else None

    @property
    def subject(self) -> str:
        """Return what tells it apart from others of its name that hold with it."""
        several = self.name in SEVERAL
        return " ".join(self.value.casefold().split()) if several else ""
