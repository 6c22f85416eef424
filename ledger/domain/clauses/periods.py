"""Periods: the days that a contract gives for looking, for paying, and to silence."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from ledger.domain.clauses import dates
from ledger.domain.clauses.lexicon import Lexicon
from ledger.domain.clauses.numerals import Numeral
from ledger.domain.clauses.proposal import Doubt
from ledger.domain.clauses.proposal import Draft
from ledger.domain.clauses.statement import Statement
from ledger.domain.provision import TermName
from ledger.domain.provision import Unit

_WEEK = 7
_MOST = 400
_REACH = 30
_FEW_WORDS = re.compile(r"(?:[\s-]+\w+){0,3}")
_TIED = re.compile(r"[\s-](?:\(\s?)?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """A number of days in a sentence."""

    start: int
    end: int
    value: str | None
    unit: Unit | None
    doubts: tuple[Doubt, ...]

    def draft(self, name: TermName, *more: Doubt, back: int = 0) -> Draft:
        """Return it as what a term seems to say."""
        doubts = (*self.doubts, *more)
        return Draft(
            name=name, value=self.value, unit=self.unit, doubts=doubts, back=back
        )


def periods(statement: Statement) -> Iterator[Period]:
    """Yield the periods of a sentence within which something is to be done."""
    frame = _frame(statement.lexicon)
    for each in lengths(statement):
        before = statement.text[max(0, each.start - _REACH) : each.start]
        if frame.within.search(before) or frame.since.match(statement.text, each.end):
            yield each


def lengths(statement: Statement) -> Iterator[Period]:
    """Yield every number of days in a sentence, whatever it is for."""
    unit = _frame(statement.lexicon).unit
    for numeral in statement.numbers:
        found = unit.match(statement.text, numeral.end)
        if found and numeral.whole and max(numeral.readings) <= _MOST:
            yield _period(numeral, str(found.lastgroup), found.end())


def _period(numeral: Numeral, unit: str, end: int) -> Period:
    doubts = [numeral.doubt] if numeral.doubt else []
    value = numeral.text
    known = {"working": Unit.WORKING_DAY, "calendar": Unit.CALENDAR_DAY}.get(unit)
    if unit == "days":
        doubts.append(Doubt.DAYS_UNSAID)
    elif unit == "weeks":
        doubts.append(Doubt.WEEKS)
        value = str(int(value) * _WEEK) if value else None
        known = Unit.CALENDAR_DAY
    elif unit == "other":
        doubts.append(Doubt.UNIT_UNKNOWN)
        value = None
    return Period(
        start=numeral.start, end=end, value=value, unit=known, doubts=tuple(doubts)
    )


def windows(statement: Statement) -> Iterator[Draft]:
    """Yield the days that the client has to look at what was delivered."""
    if _elsewhere(statement):
        return
    found = _reviewing(statement)
    if found is not None:
        doubts, period = found
        yield period.draft(TermName.REVIEW_WINDOW, *doubts)


def _elsewhere(statement: Statement) -> bool:
    return statement.has("hypothetical", "third")


def _reviewing(statement: Statement) -> tuple[list[Doubt], Period] | None:
    """Return the period in which a client looks at something, with its doubts."""
    listed = list(periods(statement))
    past = [_since(statement, each) for each in listed]
    verbs = [
        each.start()
        for each in statement.find("review")
        if not any(start <= each.start() < end for start, end in past)
    ]
    listed = [each for each in listed if _asked(statement, each)]
    if not listed or not verbs or statement.has("not_payment"):
        return None
    period = _one(listed)
    if not statement.has("client") and not statement.has("delivery"):
        return None
    doubts = _by_client(statement, min(verbs))
    if period is None or doubts is None or statement.denied(period.start, period.end):
        return None
    if _paying(statement, period):
        return None
    return doubts, period


def _since(statement: Statement, period: Period) -> tuple[int, int]:
    """Return where it stands from when a period runs: ``after the approval``."""
    found = _frame(statement.lexicon).since.match(statement.text, period.end)
    words = _FEW_WORDS.match(statement.text, found.end()) if found else None
    return (period.end, words.end()) if words else (period.end, period.end)


def _asked(statement: Statement, period: Period) -> bool:
    """Tell whether somebody is asked to look, and it is not about silence."""
    start, end = statement.piece(period.end - 1)
    own = statement.text[start:end]
    lexicon = statement.lexicon
    if lexicon.has("silence", own):
        return False
    return lexicon.has("review", own) or not statement.has("accepted")


def _by_client(statement: Statement, verb: int) -> list[Doubt] | None:
    """Return the doubts whether the client does something; None where we do it."""
    client = [each.start() for each in statement.find("client")]
    ours = [each.start() for each in statement.find("contractor")]
    if not client:
        return None if ours else [Doubt.NO_GRANT]
    before = [place for place in (*client, *ours) if place < verb]
    if before and max(before) in ours and min(client) > max(before):
        return None
    first_is_ours = bool(ours) and min(ours) < min(client)
    if first_is_ours and not [each for each in client if each < verb]:
        return None
    return []


def _one(listed: list[Period]) -> Period | None:
    """Return the one period of a sentence, or an open one where there are several."""
    values = {(each.value, each.unit) for each in listed}
    if len(values) == 1:
        return listed[0]
    first = listed[0]
    return Period(
        start=first.start,
        end=first.end,
        value=None,
        unit=None,
        doubts=(Doubt.ELSEWHERE, Doubt.CONTRADICTORY),
    )


def silences(statement: Statement) -> Iterator[Draft]:
    """Yield after how many days silence accepts what was delivered."""
    accepted = next(statement.find("accepted"), None)
    if accepted is None or _elsewhere(statement) or statement.has("not_payment"):
        return
    start, _end = statement.piece(accepted.start())
    near = max(start, accepted.start() - _REACH)
    own = statement.without("silence")[near : accepted.end()]
    if statement.lexicon.has("negation", own):
        return
    listed = list(lengths(statement))
    if listed:
        period = _one(listed)
        sure = statement.has("silence")
        if period:
            doubts = () if sure else (Doubt.NO_GRANT,)
            yield period.draft(TermName.DEEMED_ACCEPTANCE, *doubts)
    elif statement.has("silence", "same_period"):
        yield from _carried(statement)


def _carried(statement: Statement) -> Iterator[Draft]:
    """Yield silence in a period that stands one or two sentences before."""
    before, back = statement.before, 1
    while before is not None and back <= 2:  # noqa: PLR2004 - one or two
        found = _reviewing(before)
        if found is not None:
            yield found[1].draft(
                TermName.DEEMED_ACCEPTANCE, *found[0], Doubt.CARRIED, back=back
            )
            return
        before, back = before.before, back + 1


def payments(statement: Statement) -> Iterator[Draft]:
    """Yield the days on which the client pays."""
    if (
        not statement.has("pay")
        or statement.has("not_payment")
        or _elsewhere(statement)
    ):
        return
    if statement.has("accepted", "silence"):
        return
    verb = next(statement.find("pay")).start()
    doubts = _by_client(statement, verb)
    if doubts is None:
        return
    unsure = [each for each in doubts if each is not Doubt.NO_GRANT]
    for period in periods(statement):
        if Doubt.UNIT_UNKNOWN not in period.doubts and _paying(statement, period):
            yield period.draft(TermName.PAYMENT_DAY, *unsure)
    for day in dates.days(statement):
        due = statement.lexicon.any_of("until_day")
        before = statement.text[max(0, day.start - _REACH) : day.start]
        if day.value and re.search(rf"(?<!\w)(?:{due})\s(?:\w+\s)?$", before):
            yield Draft(name=TermName.PAYMENT_DAY, value=day.value.isoformat())


def _paying(statement: Statement, period: Period) -> bool:
    """Tell whether a period is for paying: its sentence speaks of nothing else."""
    start, end = statement.piece(period.start)
    own = statement.text[start:end]
    lexicon = statement.lexicon
    if lexicon.has("pay", own) and not lexicon.has("review", own):
        return True
    return statement.has("pay") and not statement.has("review", "supplies")


@dataclass(frozen=True, slots=True)
class _Frame:
    """What stands around the number of a period."""

    within: re.Pattern[str]
    unit: re.Pattern[str]
    since: re.Pattern[str]


@cache
def _frame(lexicon: Lexicon) -> _Frame:
    kinds = {
        "working": "working_days",
        "calendar": "calendar_days",
        "days": "days",
        "weeks": "weeks",
        "other": "other_times",
    }
    named = "|".join(f"(?P<{k}>{lexicon.any_of(v)})" for k, v in kinds.items())
    quality = r"(?:full|clear|полных|пълни|complete|volle|vollen|de)\s"
    within = lexicon.any_of("within", "cap")
    return _Frame(
        within=re.compile(rf"(?:^|(?<!\w))(?:{within})(?:\s(?:{within}))?\s\(?$"),
        unit=re.compile(rf"{_TIED.pattern}(?:{quality})?(?:{named})(?!\w)"),
        since=re.compile(rf"\)?,?\s(?:{lexicon.any_of('since')})(?!\w)"),
    )
