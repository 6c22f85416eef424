"""The dates of a query: of the calendar, or seen from today, in four languages.

Both ends count: ``before:2025-03`` has the last day of March in it. A week begins on
Monday. What has no year is the last one that has begun.
"""

import re
from collections.abc import Sequence
from contextlib import suppress
from datetime import date

from index import analysis
from index import day_words
from index.periods import around
from index.periods import Period
from index.query import Days
from index.query import LAST
from index.seen_from_today import is_month
from index.seen_from_today import phrase

MOST_WORDS = 5
"""A date has no more words behind the first."""

_TO = ".."
_ISO = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?", re.ASCII)
_DOTTED = re.compile(r"(?:(\d{1,2})\.)?(\d{1,2})\.(\d{4})", re.ASCII)
_OF_YEAR = re.compile(day_words.OF_YEAR)


def days_of(name: str, text: str, today: date | None = None) -> Days | None:
    """Return the days that ``on: before: after:`` mean; None where it is no date.

    Args:
        name: of the field.
        text: a date, or two with ``..`` between; one of the two may be missing.
        today: as the days of the documents are counted; None where it is not known.
    """
    first, to, last = (part.strip() for part in text.partition(_TO))
    begin = _period(first, today)
    end = _period(last, today) if to else begin
    if (first and begin is None) or (last and end is None) or not (begin or end):
        return None
    days = sorted(day for period in (begin, end) if period for day in period)
    lowest = days[0].isoformat() if begin else ""
    highest = days[-1].isoformat() if end else LAST
    return {
        "on": Days(lowest, highest),
        "after": Days(first=lowest),
        "before": Days(last=highest),
    }[name]


def any_day(several: Sequence[Days]) -> bool:
    """Tell whether a day is in all of some stretches of days."""
    first = max((days.first for days in several), default="")
    return first <= min((days.last for days in several), default=LAST)


def sure(text: str) -> bool:
    """Tell whether a date can be nothing else: Марта is a month, and a person."""
    return not is_month(analysis.fold(text))


def _period(text: str, today: date | None) -> Period | None:
    """Return the first and the last day of a date; None where it is none."""
    with suppress(ValueError, OverflowError):
        folded = analysis.fold(" ".join(text.replace(",", " ").split()))
        folded = _OF_YEAR.sub(r"\1", folded)
        if found := _ISO.fullmatch(folded):
            return _whole(*found.groups())
        if found := _DOTTED.fullmatch(folded):
            return _whole(*found.groups()[::-1])
        return phrase(folded.split(), today) if folded else None
    return None


def _whole(year: str, month: str | None, day: str | None) -> Period:
    """Return the days of a year, of its month, or of a day of that.

    Raises:
        ValueError: there is no such day.
    """
    unit = "day" if day else "month" if month else "year"
    return around(date(int(year), int(month or 1), int(day or 1)), unit)
