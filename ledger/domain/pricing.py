"""What a further round costs, as far as the terms in force on a day say."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from decimal import ROUND_CEILING

from ledger.domain.contract import in_force
from ledger.domain.contract import Term
from ledger.domain.money import Money
from ledger.domain.provision import TermName
from ledger.domain.provision import Unit


@dataclass(frozen=True, slots=True, kw_only=True)
class Price:
    """What a further round costs, as far as the terms say."""

    money: Money | None
    """None where the terms do not add up to an amount."""

    at_least: bool = False
    """True where it is a minimum and hours may raise it."""

    rate: Term | None = None
    minimum: Term | None = None
    rounding: Term | None = None
    hours: Decimal | None = None
    """How many are billed, where those worked are known."""


def price(terms: Sequence[Term], day: date, hours: Decimal | None = None) -> Price:
    """Return what a further round costs by the terms in force on a day.

    Args:
        terms: all terms of the project.
        day: the day of the round.
        hours: those that were worked for it, where they are known.
    """
    rate = in_force(terms, TermName.FURTHER_ROUND_RATE, day)
    minimum = in_force(terms, TermName.FURTHER_ROUND_MINIMUM, day)
    if rate is None or rate.provision.money is None:
        return Price(money=None, minimum=minimum)
    hourly = rate.provision.unit is Unit.HOUR
    if not hourly and minimum and minimum.provision.unit is Unit.HOUR:
        minimum = None  # hours say something of an hourly rate alone
    if not hourly or hours is None:
        return Price(
            money=_least(rate.provision.money, minimum, hourly=hourly),
            at_least=hourly,
            rate=rate,
            minimum=minimum,
        )
    rounding = in_force(terms, TermName.FURTHER_ROUND_ROUNDING, day)
    billed = _billed(hours, minimum, rounding)
    return Price(
        money=_worked(rate.provision.money, billed, minimum),
        rate=rate,
        minimum=minimum,
        rounding=rounding,
        hours=billed,
    )


def _billed(hours: Decimal, minimum: Term | None, rounding: Term | None) -> Decimal:
    """Return the hours to pay: rounded up to the step, and not below the least."""
    step = rounding.provision.number if rounding else None
    found = hours
    if step:
        found = (hours / step).to_integral_value(ROUND_CEILING) * step
    least = minimum.provision.number if minimum else None
    in_hours = minimum is not None and minimum.provision.unit is Unit.HOUR
    return max(found, least) if in_hours and least is not None else found


def _worked(rate: Money, hours: Decimal, minimum: Term | None) -> Money | None:
    """Return what hours come to; None where rate and minimum do not fit together."""
    floor = minimum.provision.money if minimum else None
    found = rate.times(hours)
    if floor is None:
        return found
    if floor.currency != rate.currency:
        return None
    return max(found, floor, key=lambda money: money.minor)


def _least(rate: Money, minimum: Term | None, *, hourly: bool) -> Money | None:
    """Return the least amount; None where rate and minimum do not make one."""
    if minimum is not None and minimum.provision.unit is Unit.HOUR:
        return rate.times(minimum.provision.number or Decimal(0))
    floor = minimum.provision.money if minimum else None
    if floor is None:
        return None if hourly else rate
    if floor.currency != rate.currency:
        return None
    return floor if hourly else max(rate, floor, key=lambda money: money.minor)
