"""What a person may enter as a term: the parts that each kind has, and their checks."""

import re
from collections.abc import Callable
from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import fields
from datetime import date
from enum import StrEnum
from typing import TypeVar

from ledger.domain.errors import BadInputError
from ledger.domain.moment import enter_day
from ledger.domain.money import known_currency
from ledger.domain.money import Money
from ledger.domain.money import parse_number
from ledger.domain.provision import Counting
from ledger.domain.provision import InputCounts
from ledger.domain.provision import Per
from ledger.domain.provision import Provision
from ledger.domain.provision import Rework
from ledger.domain.provision import RoundDefinition
from ledger.domain.provision import TermName
from ledger.domain.provision import Unit
from ledger.domain.provision import UNLIMITED
from ledger.domain.sentence import said
from ledger.domain.sentence import to_say

_LONGEST = 500
_E = TypeVar("_E", bound=StrEnum)


def provision(  # noqa: PLR0913 - one for each thing that a term says
    name: str,
    value: str,
    per: str | None = None,
    unit: str | None = None,
    currency: str | None = None,
    *,
    counting: str | None = None,
    due: date | None = None,
    until: date | None = None,
    limit: Money | None = None,
) -> Provision:
    """Return the provision that a person entered, checked and with its defaults.

    Raises:
        BadInputError: the parts do not make a provision of that name.
    """
    term = _member(TermName, name)
    rule = _RULES[term]
    typed = Provision(
        name=term,
        value=" ".join(value.split()),
        per=_member(Per, per) if per else None,
        unit=_member(Unit, unit) if unit else None,
        currency=currency.strip().upper() if currency else None,
        counting=_member(Counting, counting) if counting else None,
        due=due,
        until=until,
        limit=limit,
    )
    for part in fields(Provision)[2:]:
        if getattr(typed, part.name) is not None and part.name not in rule.parts:
            foreign = _COUNTED if term is TermName.FREE_ROUNDS else _FOREIGN[part.name]
            raise BadInputError(said(foreign, term=str(term)))
    return rule.checked(typed)


def counted(found: Provision, counting: str) -> Provision:
    """Return free rounds that count the rounds before them in the way that is named.

    Raises:
        BadInputError: it is no way of counting, or these are no free rounds.
    """
    if found.name is not TermName.FREE_ROUNDS:
        raise BadInputError(said(_FOREIGN["counting"]))
    return _with(found, counting=_member(Counting, counting))


def _free_rounds(typed: Provision) -> Provision:
    text = typed.value.lower()
    number = None if text == UNLIMITED else parse_number(text)
    if number is not None and number != number.to_integral_value():
        message = said(
            "“%(text)s” is no number of rounds; write a whole number or unlimited.",
            text=text,
        )
        raise BadInputError(message)
    value = text if number is None else str(int(number))
    return _with(typed, value=value, per=typed.per or Per.DELIVERABLE)


def _rate(typed: Provision) -> Provision:
    if typed.unit not in {Unit.HOUR, Unit.ROUND}:
        raise BadInputError(said("A rate needs its unit: hour or round."))
    return _price(typed)


def _minimum(typed: Provision) -> Provision:
    unit = typed.unit or (Unit.ROUND if typed.currency else Unit.HOUR)
    if unit not in {Unit.HOUR, Unit.ROUND} or (unit is Unit.HOUR and typed.currency):
        message = said(
            "A minimum in hours has no currency; a minimum in money has the unit round."
        )
        raise BadInputError(message)
    named = _with(typed, unit=unit)
    if unit is Unit.ROUND:
        return _price(named)
    return _with(named, value=str(parse_number(typed.value)))


def _price(typed: Provision) -> Provision:
    if not typed.currency:
        message = said(
            "A price needs its currency, such as EUR, to be a %(term)s.",
            term=str(typed.name),
        )
        raise BadInputError(message)
    known_currency(typed.currency)
    found = _with(typed, value=str(parse_number(typed.value)))
    if found.money is not None and found.money.minor == 0:
        message = said("A price of zero is no price; enter free rounds instead.")
        raise BadInputError(message)
    return found


def _step(typed: Provision) -> Provision:
    number = parse_number(typed.value)
    if number == 0:
        message = said("Hours are rounded up to a step above zero, such as 0.25 or 1.")
        raise BadInputError(message)
    return _with(typed, value=str(number), unit=Unit.HOUR)


def _period(typed: Provision) -> Provision:
    if typed.unit not in {Unit.WORKING_DAY, Unit.CALENDAR_DAY}:
        message = said("A period needs its unit: working-day or calendar-day.")
        raise BadInputError(message)
    return _with(typed, value=_whole(typed.value))


def _payment(typed: Provision) -> Provision:
    if _is_day(typed.value) and typed.unit is None:
        return _with(typed, value=enter_day(typed.value).isoformat())
    return _period(typed)


def _words(typed: Provision) -> Provision:
    if not typed.value or len(typed.value) > _LONGEST:
        message = said(
            "Say in some words what this term is about; at most %(most)s letters.",
            most=_LONGEST,
        )
        raise BadInputError(message)
    return typed


def _hours(typed: Provision) -> Provision:
    if not _WORKING_HOURS.fullmatch(typed.value.lower()):
        message = said(
            "“%(text)s” are no working hours; write them as mon-fri 09:00-18:00.",
            text=typed.value[:40],
        )
        raise BadInputError(message)
    return _with(typed, value=typed.value.lower())


def _country(typed: Provision) -> Provision:
    if not _COUNTRY.fullmatch(typed.value.upper()):
        message = said(
            "“%(text)s” is no country; write its two letters, such as LV, or DE-BY.",
            text=typed.value[:40],
        )
        raise BadInputError(message)
    return _with(typed, value=typed.value.upper())


def _one_of(kind: type[_E]) -> Callable[[Provision], Provision]:
    return lambda typed: _with(typed, value=str(_member(kind, typed.value)))


@dataclass(frozen=True, slots=True)
class _Rule:
    """Which parts a provision may have beside its value, and how it is checked."""

    checked: Callable[[Provision], Provision]
    parts: frozenset[str] = frozenset()


_UNTIL = frozenset({"until"})
_RULES: Mapping[TermName, _Rule] = {
    TermName.FREE_ROUNDS: _Rule(_free_rounds, _UNTIL | {"per", "counting"}),
    TermName.ROUND_DEFINITION: _Rule(_one_of(RoundDefinition), _UNTIL),
    TermName.REWORK: _Rule(_one_of(Rework), _UNTIL),
    TermName.REVIEW_WINDOW: _Rule(_period, _UNTIL | {"unit"}),
    TermName.DEEMED_ACCEPTANCE: _Rule(_period, _UNTIL | {"unit"}),
    TermName.FURTHER_ROUND_RATE: _Rule(_rate, _UNTIL | {"unit", "currency"}),
    TermName.FURTHER_ROUND_MINIMUM: _Rule(_minimum, _UNTIL | {"unit", "currency"}),
    TermName.FURTHER_ROUND_ROUNDING: _Rule(_step, _UNTIL | {"unit"}),
    TermName.CLIENT_OBLIGATION: _Rule(_words, _UNTIL | {"due"}),
    TermName.INPUT_COUNTS: _Rule(_one_of(InputCounts), _UNTIL),
    TermName.NOTICE_PERIOD: _Rule(_period, _UNTIL | {"unit"}),
    TermName.RECOGNISED_CHANNEL: _Rule(_words, _UNTIL),
    TermName.AUTHORISED_PERSON: _Rule(_words, _UNTIL | {"limit"}),
    TermName.PAYMENT_DAY: _Rule(_payment, _UNTIL | {"unit"}),
    TermName.WORKING_HOURS: _Rule(_hours, _UNTIL),
    TermName.HOLIDAYS: _Rule(_country, _UNTIL),
}

_COUNTED = to_say("Free rounds are counted; they have no unit and no currency.")
_FOREIGN = {
    "per": to_say("Only free rounds are granted per deliverable or per project."),
    "unit": to_say("A term of the kind %(term)s has no unit."),
    "currency": to_say("A term of the kind %(term)s has no currency."),
    "counting": to_say("Only free rounds count the rounds before them."),
    "due": to_say("Only what the client owes has a day by which it is due."),
    "limit": to_say("Only an authorised person has a limit of cost."),
}
_UNKNOWN: dict[type[StrEnum], str] = {
    TermName: to_say(
        "“%(text)s” is no term that is known here; choose one of: %(known)s."
    ),
    Per: to_say("“%(text)s” is no “per” that is known here; choose one of: %(known)s."),
    Unit: to_say("“%(text)s” is no unit that is known here; choose one of: %(known)s."),
    Counting: to_say(
        "“%(text)s” is no way of counting that is known here; choose one of: %(known)s."
    ),
    RoundDefinition: to_say(
        "“%(text)s” is no definition of a round; choose one of: %(known)s."
    ),
    Rework: to_say("“%(text)s” is not what rework can be; choose one of: %(known)s."),
    InputCounts: to_say(
        "“%(text)s” is no day of an input that can count; choose one of: %(known)s."
    ),
}
_DAYS = r"(?:mon|tue|wed|thu|fri|sat|sun)"
_CLOCK = r"(?:[01]\d|2[0-4]):[0-5]\d"
_SPELL = rf"{_DAYS}(?:-{_DAYS})? {_CLOCK}-{_CLOCK}"
_WORKING_HOURS = re.compile(rf"{_SPELL}(?:, {_SPELL})*")
_COUNTRY = re.compile(r"[A-Z]{2}(?:-[A-Z0-9]{1,3})?")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def _with(typed: Provision, **parts: object) -> Provision:
    same = {each.name: getattr(typed, each.name) for each in fields(Provision)}
    return Provision(**{**same, **parts})


def _is_day(text: str) -> bool:
    return _DAY.fullmatch(text) is not None


def _whole(text: str) -> str:
    number = parse_number(text)
    if number != number.to_integral_value():
        message = said("“%(text)s” is not a whole number.", text=text)
        raise BadInputError(message)
    return str(int(number))


def _member(kind: type[_E], text: str) -> _E:
    try:
        return kind(text.strip().lower())
    except ValueError:
        known = ", ".join(kind)
        message = said(_UNKNOWN[kind], text=text, known=known)
        raise BadInputError(message) from None
