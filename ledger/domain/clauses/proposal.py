"""Proposals: what a text seems to say, for a person to accept, correct or refuse."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from hashlib import sha256

from ledger.domain.money import Money
from ledger.domain.provision import Counting
from ledger.domain.provision import Per
from ledger.domain.provision import Provision
from ledger.domain.provision import TermName
from ledger.domain.provision import Unit
from ledger.domain.provision_rules import provision

OPEN_BELOW = 0.7
"""A proposal less sure than this is shown as open: somebody has to read the clause."""

_SUREST = 0.95
_KEY = 12
_PERIODS = frozenset(
    {TermName.REVIEW_WINDOW, TermName.DEEMED_ACCEPTANCE, TermName.PAYMENT_DAY}
)


class Doubt(StrEnum):
    """Why a proposal is less sure than it might be."""

    CONTRADICTORY = "contradictory"
    """A number in words and one in figures do not agree."""

    RANGE = "range"
    """The text names the two ends of a range."""

    ARTICLE = "article"
    """``eine`` may be a number or a mere article."""

    NO_GRANT = "no-grant"
    """No word says that it is included, free or owed."""

    ELSEWHERE = "elsewhere"
    """Another place of the text says something else."""

    CARRIED = "carried"
    """What it is about stands in a sentence before."""

    CONDITION = "condition"
    """It holds on a condition, or only for some time."""

    PER_UNSAID = "per-unsaid"
    """It does not say whether for each deliverable or for the whole project."""

    PER_PART = "per-part"
    """It is counted for something that may or may not be a deliverable: a page."""

    DAYS_UNSAID = "days-unsaid"
    """It does not say whether working days or calendar days."""

    UNIT_UNKNOWN = "unit-unknown"
    """The period is not in days: hours, or months."""

    CURRENCY_UNSAID = "currency-unsaid"
    """It is not certain which currency is meant."""

    YEAR_UNSAID = "year-unsaid"
    """A day without its year, or one that may be read in two ways: ``01/02/2026``."""

    WEEKS = "weeks"
    """Weeks, turned into calendar days."""

    MISREAD = "misread"
    """A program read some of these words in a picture, and doubts them."""

    FIGURES = "figures"
    """A scan has figures there, and one that was altered by hand reads like any."""

    UNREAD = "unread"
    """A scan speaks of rounds there, and their number could not be read."""

    STRUCK = "struck"
    """The document strikes some of these words out, or does not show them."""


WEIGHTS = {
    Doubt.CONTRADICTORY: 0.3,
    Doubt.RANGE: 0.4,
    Doubt.ARTICLE: 0.8,
    Doubt.NO_GRANT: 0.75,
    Doubt.ELSEWHERE: 0.6,
    Doubt.CARRIED: 0.85,
    Doubt.CONDITION: 0.7,
    Doubt.PER_UNSAID: 0.95,
    Doubt.PER_PART: 0.9,
    Doubt.DAYS_UNSAID: 0.8,
    Doubt.UNIT_UNKNOWN: 0.4,
    Doubt.CURRENCY_UNSAID: 0.6,
    Doubt.YEAR_UNSAID: 0.8,
    Doubt.WEEKS: 0.9,
    Doubt.MISREAD: 0.5,
    Doubt.FIGURES: 0.7,
    Doubt.UNREAD: 0.3,
    Doubt.STRUCK: 0.3,
}
"""By how much each doubt makes a proposal less sure."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """A term as a text seems to say it, with the words that do."""

    name: TermName
    value: str | None
    """None where the text leaves it open: a person has to say."""

    per: Per | None = None
    unit: Unit | None = None
    currency: str | None = None
    counting: Counting | None = None
    due: date | None = None
    limit: Money | None = None
    clause: str = ""
    start: int
    end: int
    quote: str
    """The words of the text between ``start`` and ``end``, as they stand."""

    page: int | None = None
    language: str
    doubts: tuple[Doubt, ...] = ()
    sure: int = 100
    """How sure the words themselves are, of 100: less where a scan was read."""

    @property
    def key(self) -> str:
        """Return by what it is told apart from others of its document."""
        parts = (self.name, self.value, self.due, " ".join(self.quote.split()))
        told = "|".join(str(each) for each in parts).encode("utf-8", "replace")
        return sha256(told).hexdigest()[:_KEY]

    @property
    def missing(self) -> tuple[str, ...]:
        """Return which parts a person has to say before it can be a term."""
        counted = self.name is TermName.FREE_ROUNDS and self.per is None
        timed = self.name in _PERIODS and self.unit is None and not self._by_day
        priced = self.name is TermName.FURTHER_ROUND_RATE and self.currency is None
        least = self.name is TermName.FURTHER_ROUND_MINIMUM and self.unit is Unit.ROUND
        lacks = priced or (least and self.currency is None)
        parts = {
            "value": self.value is None,
            "per": counted,
            "unit": timed,
            "currency": lacks,
        }
        return tuple(name for name, lacking in parts.items() if lacking)

    @property
    def provision(self) -> Provision:
        """Return what it says as a term does; only where nothing is missing."""
        return provision(
            self.name,
            self.value or "",
            self.per,
            self.unit,
            self.currency,
            due=self.due,
            limit=self.limit,
        )

    @property
    def _by_day(self) -> bool:
        return self.name is TermName.PAYMENT_DAY and "-" in (self.value or "")

    @property
    def confidence(self) -> float:
        """Return how sure it is, between 0 and 1."""
        sure = _SUREST * self.sure / 100
        for each in self.doubts:
            sure *= WEIGHTS[each]
        return round(sure, 2)

    @property
    def open(self) -> bool:
        """Tell whether somebody has to read the clause before it means anything."""
        return self.value is None or self.confidence < OPEN_BELOW


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What a rule found in a statement, before it is put at its place in the text."""

    name: TermName
    value: str | None
    per: Per | None = None
    unit: Unit | None = None
    currency: str | None = None
    due: date | None = None
    limit: Money | None = None
    doubts: tuple[Doubt, ...] = ()
    back: int = 0
    """How many statements before this one its words begin."""
