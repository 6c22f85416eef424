"""Prices: what a round beyond the free ones costs, and what it costs at the least."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from ledger.domain.clauses.lexicon import Lexicon
from ledger.domain.clauses.lexicon import regex
from ledger.domain.clauses.numerals import Numeral
from ledger.domain.clauses.proposal import Doubt
from ledger.domain.clauses.proposal import Draft
from ledger.domain.clauses.statement import Statement
from ledger.domain.provision import TermName
from ledger.domain.provision import Unit

_LEI = "LEI"
_NEAR = 28
_REACH = 40
_MOLDOVA = re.compile(r"\bMDL\b|moldov|chi[sș]in[aă]u", re.IGNORECASE)
_ROMANIA = re.compile(r"\bRON\b|rom[aâ]ni|bucure[sș]ti|\bANAF\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Price:
    """An amount of money in a sentence."""

    numeral: Numeral
    start: int
    end: int
    currency: str | None
    doubts: tuple[Doubt, ...] = ()


def prices(statement: Statement) -> Iterator[Price]:
    """Yield the amounts of money of a sentence, in their order."""
    words = _currencies(statement.lexicon)
    for numeral in statement.numbers:
        after = words.after.match(statement.text, numeral.end)
        before = None
        if after is None:
            start = max(0, numeral.start - _NEAR)
            before = words.before.search(statement.text[start : numeral.start])
        found = after or before
        if found is None:
            continue
        code = _code(statement, str(found.lastgroup))
        doubts = [numeral.doubt] if numeral.doubt else []
        yield Price(
            numeral=numeral,
            start=numeral.start - (len(before[0]) if before else 0),
            end=after.end() if after else numeral.end,
            currency=code,
            doubts=(*doubts, *([] if code else [Doubt.CURRENCY_UNSAID])),
        )


def priced(statement: Statement, start: int, end: int) -> bool:
    """Tell whether an amount of money stands in a part of a sentence."""
    return any(start <= each.start < end for each in prices(statement))


def rates(statement: Statement) -> Iterator[Draft]:
    """Yield what a sentence asks for a further round."""
    if statement.has("hypothetical", "third"):
        return
    about = _about(statement)
    if about is None:
        return
    for price in prices(statement):
        if _least(statement, price.start) or _denied(statement, price):
            continue
        unit = _unit(statement, price)
        if unit is None:
            continue
        yield Draft(
            name=TermName.FURTHER_ROUND_RATE,
            value=price.numeral.text,
            unit=unit,
            currency=price.currency,
            doubts=(*price.doubts, *about),
        )


def minimums(statement: Statement) -> Iterator[Draft]:
    """Yield the least that a further round costs, in hours or in money."""
    if statement.has("hypothetical", "third"):
        return
    about = _about(statement)
    if about is None:
        return
    lexicon = statement.lexicon
    hours = re.compile(rf"[\s-]?(?:{lexicon.any_of('hours')})(?!\w)")
    money = {each.numeral.start: each for each in prices(statement)}
    charged = bool(money) or statement.has("further") or statement.before is not None
    for numeral in statement.numbers:
        price = money.get(numeral.start)
        start = price.start if price else numeral.start
        if not _least(statement, start) and not _least_after(statement, numeral):
            continue
        doubts = (*([numeral.doubt] if numeral.doubt else []), *about)
        if price:
            yield Draft(
                name=TermName.FURTHER_ROUND_MINIMUM,
                value=numeral.text,
                unit=Unit.ROUND,
                currency=price.currency,
                doubts=(*price.doubts, *about),
            )
        elif charged and hours.match(statement.text, numeral.end):
            yield Draft(
                name=TermName.FURTHER_ROUND_MINIMUM,
                value=numeral.text,
                unit=Unit.HOUR,
                doubts=doubts,
            )


def _about(statement: Statement) -> list[Doubt] | None:
    """Return the doubts whether it is about further rounds; None where it is not."""
    own = statement.has("revision", "revision_round", "bare_round")
    further = statement.has("further")
    if own and further:
        return []
    if own and _rated(statement):
        return [Doubt.NO_GRANT]
    before = statement.before
    carried = before is not None and before.has("revision", "revision_round")
    if carried and (further or _rated(statement) or statement.has("minimum")):
        return [Doubt.CARRIED]
    lexicon = statement.lexicon
    headed = lexicon.has("revision", statement.heading.lower())
    return [Doubt.CARRIED] if headed and further else None


def _rated(statement: Statement) -> bool:
    return any(_unit(statement, each) for each in prices(statement))


def _unit(statement: Statement, price: Price) -> Unit | None:
    """Return what an amount is paid for; None where it does not say."""
    lexicon, text = statement.lexicon, statement.text
    after = text[price.end : price.end + _REACH]
    before = text[max(0, price.start - _REACH) : price.start]
    units = _units(lexicon)
    hour, round_ = units.hour.search(after), units.round.search(after)
    if hour and not (round_ and round_.start() < hour.start()):
        return Unit.HOUR
    if round_:
        return Unit.ROUND
    if re.match(rf"\s(?:{lexicon.any_of('each')})(?!\w)", after):
        return Unit.ROUND
    if lexicon.has("hourly", before) or lexicon.has("hourly", after):
        return Unit.HOUR
    if lexicon.has("per_round", text[: price.start]):
        return Unit.ROUND
    return Unit.HOUR if units.hour.search(before) else None


def _least(statement: Statement, place: int) -> bool:
    """Tell whether a number is the least of something: ``at least two``."""
    before = statement.text[max(0, place - _REACH * 2) : place]
    least = statement.lexicon.any_of("minimum")
    return (
        re.search(rf"(?<!\w)(?:{least})(?:\s[^\s,;]+){{0,6}}\W*$", before) is not None
    )


def _least_after(statement: Statement, numeral: Numeral) -> bool:
    lexicon = statement.lexicon
    words = lexicon.any_of("minimum")
    hours = lexicon.any_of("hours")
    after = re.compile(rf"[\s-]?(?:{hours})\s(?:{words})(?!\w)")
    return after.match(statement.text, numeral.end) is not None


def _denied(statement: Statement, price: Price) -> bool:
    """Tell whether a price is one that is not asked: ``is not billed at``."""
    start, _end = statement.piece(price.start)
    return statement.denied(max(start, price.start - _NEAR), price.start)


def _code(statement: Statement, code: str) -> str | None:
    """Return a currency; lei are of one country or another, as the text tells."""
    if code != _LEI:
        return code
    moldova = _MOLDOVA.search(statement.raw) is not None
    romania = _ROMANIA.search(statement.raw) is not None
    if moldova == romania:
        return None
    return "MDL" if moldova else "RON"


@dataclass(frozen=True, slots=True)
class _Words:
    after: re.Pattern[str]
    before: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class _Units:
    hour: re.Pattern[str]
    round: re.Pattern[str]


@cache
def _currencies(lexicon: Lexicon) -> _Words:
    codes = sorted(lexicon.money, key=lambda code: (code == _LEI, code))
    named = "|".join(f"(?P<{code}>{regex(lexicon.money[code])})" for code in codes)
    return _Words(
        after=re.compile(rf"\s?(?:[,.]?-)?\s?(?:{named})(?!\w)"),
        before=re.compile(rf"(?<!\w)(?:{named})\s?$"),
    )


@cache
def _units(lexicon: Lexicon) -> _Units:
    hour, per_round = lexicon.any_of("per_hour"), lexicon.any_of("per_round")
    return _Units(
        hour=re.compile(rf"(?:{hour})(?!\w)"),
        round=re.compile(rf"(?:{per_round})(?!\w)"),
    )
