"""What was agreed: terms of a contract with their days in force."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import TypeVar

from ledger.domain.errors import BadInputError
from ledger.domain.money import Money
from ledger.domain.money import parse_number
from ledger.domain.sentence import said
from ledger.domain.sentence import to_say

UNLIMITED = "unlimited"
_E = TypeVar("_E", bound=StrEnum)


class TermName(StrEnum):
    """The provisions that the revision account is computed from."""

    FREE_ROUNDS = "free-rounds"
    FURTHER_ROUND_RATE = "further-round-rate"
    FURTHER_ROUND_MINIMUM = "further-round-minimum"


class Per(StrEnum):
    """What an allowance is granted for."""

    DELIVERABLE = "deliverable"
    PROJECT = "project"


class Unit(StrEnum):
    """What a rate is paid for."""

    HOUR = "hour"
    ROUND = "round"


_UNKNOWN: dict[type[StrEnum], str] = {
    TermName: to_say(
        "“%(text)s” is no term that is known here; choose one of: %(known)s."
    ),
    Per: to_say("“%(text)s” is no “per” that is known here; choose one of: %(known)s."),
    Unit: to_say("“%(text)s” is no unit that is known here; choose one of: %(known)s."),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Provision:
    """What a term says, without where it stands."""

    name: TermName
    value: str
    """As it was entered: a number, or ``unlimited``."""

    per: Per | None = None
    unit: Unit | None = None
    currency: str | None = None

    @property
    def money(self) -> Money | None:
        """Return the amount, where the value is one."""
        return Money.parse(self.value, self.currency) if self.currency else None

    @property
    def number(self) -> Decimal | None:
        """Return the value as a number; None for ``unlimited``."""
        return None if self.value == UNLIMITED else parse_number(self.value)


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """One provision of a contract, with its words and the first day it holds."""

    id: str
    project: str
    provision: Provision
    from_day: date
    document: str
    quote: str
    """The words as they stand in the document."""

    start: int
    end: int
    page: int | None
    clause: str
    position: int
    """Its place in the log: of two terms from one day, the later entered holds."""


def provision(
    name: str,
    value: str,
    per: str | None = None,
    unit: str | None = None,
    currency: str | None = None,
) -> Provision:
    """Return the provision that a person entered, checked and with its defaults.

    Raises:
        BadInputError: the parts do not make a provision of that name.
    """
    term = _member(TermName, name)
    text = value.strip().lower()
    if term is TermName.FREE_ROUNDS:
        if unit or currency:
            message = said(
                "Free rounds are counted; they have no unit and no currency."
            )
            raise BadInputError(message)
        return Provision(name=term, value=_count(text), per=_per(per))
    if per:
        message = said("Only free rounds are granted per deliverable or per project.")
        raise BadInputError(message)
    return _price(term, text, unit, currency)


def _price(
    term: TermName, text: str, unit: str | None, currency: str | None
) -> Provision:
    code = currency.strip().upper() if currency else None
    checked = _member(Unit, unit or _default_unit(term, code))
    hours = term is TermName.FURTHER_ROUND_MINIMUM and checked is Unit.HOUR
    if hours and code:
        message = said(
            "A minimum in hours has no currency; a minimum in money has the unit round."
        )
        raise BadInputError(message)
    if not hours and not code:
        message = said(
            "A price needs its currency, such as EUR, to be a %(term)s.", term=str(term)
        )
        raise BadInputError(message)
    found = Provision(
        name=term, value=str(parse_number(text)), unit=checked, currency=code
    )
    if found.money is not None and found.money.minor == 0:
        message = said("A price of zero is no price; enter free rounds instead.")
        raise BadInputError(message)
    return found


def _default_unit(term: TermName, currency: str | None) -> Unit:
    if term is TermName.FURTHER_ROUND_MINIMUM:
        return Unit.ROUND if currency else Unit.HOUR
    message = said("A rate needs its unit: hour or round.")
    raise BadInputError(message)


def _per(text: str | None) -> Per:
    return _member(Per, text or Per.DELIVERABLE)


def _count(text: str) -> str:
    if text == UNLIMITED:
        return text
    number = parse_number(text)
    if number != number.to_integral_value():
        message = said(
            "“%(text)s” is no number of rounds; write a whole number or unlimited.",
            text=text,
        )
        raise BadInputError(message)
    return str(int(number))


def _member(kind: type[_E], text: str) -> _E:
    try:
        return kind(text.strip().lower())
    except ValueError:
        known = ", ".join(kind)
        message = said(_UNKNOWN[kind], text=text, known=known)
        raise BadInputError(message) from None


def in_force(terms: Iterable[Term], name: TermName, day: date) -> Term | None:
    """Return the term of that name that holds on a day; None where none does."""
    held = [t for t in terms if t.provision.name is name and t.from_day <= day]
    return max(held, key=lambda t: (t.from_day, t.position), default=None)


def until(terms: Iterable[Term], term: Term) -> date | None:
    """Return the first day on which a later term has taken over; None if none has."""
    followers = [
        other.from_day
        for other in terms
        if other.provision.name is term.provision.name
        and (other.from_day, other.position) > (term.from_day, term.position)
    ]
    return min(followers, default=None)
