"""Days that a contract names, where it names them whole."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache

from ledger.domain.clauses.lexicon import Lexicon
from ledger.domain.clauses.statement import Statement

_SLASHED = re.compile(
    r"(?<![\d/])(?P<one>\d{1,2})/(?P<other>\d{1,2})/(?P<year>\d{4})(?![\d/])"
)
_YEAR = r"(?:\s?(?:г\.|г|года|година)(?!\w))?"
_ISO = re.compile(r"(?<!\d)(?P<year>\d{4})-(?P<month>\d{2})-(?P<day>\d{2})(?!\d)")
_DOTTED = re.compile(
    r"(?<![\d.])(?P<day>\d{1,2})\.(?P<month>\d{1,2})\.(?P<year>\d{4})(?!\d)"
    rf"{_YEAR}"
)


@dataclass(frozen=True, slots=True)
class Day:
    """A day in a sentence."""

    start: int
    end: int
    value: date | None
    """None where the year is missing, there is no such day, or it may be another."""


def days(statement: Statement) -> Iterator[Day]:
    """Yield the days that a sentence names, in their order."""
    found: list[Day] = []
    for pattern in (_ISO, _DOTTED):
        for each in pattern.finditer(statement.text):
            value = _day(each["year"], int(each["month"]), each["day"])
            found.append(Day(each.start(), each.end(), value))
    found += [
        Day(each.start(), each.end(), _slashed(each))
        for each in _SLASHED.finditer(statement.text)
    ]
    months = statement.lexicon.months
    for each in _named(statement.lexicon).finditer(statement.text):
        month = months[each["before"] or each["after"]]
        value = _day(each["year"], month, each["day"] or each["late"])
        found.append(Day(each.start(), each.end(), value))
    yield from sorted(found, key=lambda day: day.start)


def _slashed(found: re.Match[str]) -> date | None:
    """Return a day with strokes; None where day and month may be either."""
    one, other = int(found["one"]), int(found["other"])
    made = {
        _day(found["year"], month, str(day))
        for day, month in ((one, other), (other, one))
    }
    known = [each for each in made if each is not None]
    return known[0] if len(known) == 1 else None


def _day(year: str | None, month: int, day: str) -> date | None:
    try:
        return date(int(year), month, int(day)) if year else None
    except ValueError:
        return None


@cache
def _named(lexicon: Lexicon) -> re.Pattern[str]:
    names = "|".join(sorted(lexicon.months, key=len, reverse=True))
    year = rf"(?:,?\s(?P<year>\d{{4}})(?!\d){_YEAR})?"
    return re.compile(
        rf"(?<![\d.])(?:(?P<day>\d{{1,2}})(?:\.|st|nd|rd|th)?\s(?:of\s)?(?P<before>{names})"
        rf"|(?P<after>{names})\s(?P<late>\d{{1,2}})(?:st|nd|rd|th)?(?!\d))(?!\w)\.?{year}"
    )
