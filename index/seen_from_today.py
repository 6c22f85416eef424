"""Dates in words: last week, 3 дня назад, luna trecută, 14 март 2025."""

import re
from collections.abc import Callable
from collections.abc import Mapping
from collections.abc import Sequence
from datetime import date
from datetime import timedelta
from typing import TypeVar

from index import day_words
from index.periods import around
from index.periods import back
from index.periods import Period

Key = TypeVar("Key", int, str)

_YEAR = re.compile(r"\d{4}", re.ASCII)
_NUMBER = re.compile(r"\d{1,4}", re.ASCII)
_SUNDAY = 6
_TWO = 2


def phrase(words: Sequence[str], today: date | None) -> Period | None:
    """Return the days that folded words mean; None where they are no date.

    Args:
        words: folded.
        today: where it is not known, only dates with a year are understood.

    Raises:
        OverflowError: the date is beyond the calendar.
        ValueError: there is no such day.
    """
    whole = list(words)
    told = [word for word in words if word not in day_words.SMALL]
    for listed in (whole, told):
        found = _in_calendar(listed, today)
        if found or today is None:
            return found
        for rule in _RULES:
            found = rule(listed, today)
            if found:
                return found
    return None


def is_month(word: str) -> bool:
    """Tell whether a folded word names a month; it may be a person's name too."""
    return _key(day_words.MONTHS, word) is not None


def _in_calendar(words: Sequence[str], today: date | None) -> Period | None:
    """Read a month, or a day of one, with a year or without."""
    match words:
        case [*rest, last] if rest and _YEAR.fullmatch(last):
            year: int | None = int(last)
        case [*rest]:
            rest, year = list(words), None
    match rest:
        case [month] if number := _key(day_words.MONTHS, month):
            return _begun(today, year, number, None)
        case [day, month] if (number := _key(day_words.MONTHS, month)) and (
            _NUMBER.fullmatch(day)
        ):
            return _begun(today, year, number, int(day))
        case [month, day] if (
            year
            and (number := _key(day_words.MONTHS, month))
            and _NUMBER.fullmatch(day)
        ):
            return _begun(today, year, number, int(day))
    return None


def _begun(
    today: date | None, year: int | None, month: int, day: int | None
) -> Period | None:
    """Return a month or a day; where no year is told, the last that has begun."""
    unit = "day" if day else "month"
    if year is None and today is None:
        return None
    if year is not None or today is None:
        return around(date(year or 0, month, day or 1), unit)
    this = date(today.year, month, day or 1)
    return around(this if this <= today else back(this, 1, "year"), unit)


def _day(words: Sequence[str], today: date) -> Period | None:
    """Read ``yesterday`` and its like."""
    away = _key(day_words.DAYS, " ".join(words))
    return None if away is None else around(today + timedelta(days=away), "day")


def _weekday(words: Sequence[str], today: date) -> Period | None:
    """Read the name of a day of the week: the last one, today's own included."""
    rest = [word for word in words if not _is(day_words.LAST, word)]
    if len(rest) != 1 or len(words) - len(rest) > 1:
        return None
    before = len(words) - len(rest)
    number = _key(day_words.WEEKDAYS, rest[0])
    if _is(day_words.SUNDAY, rest[0]) and (
        not before or any(_is(day_words.BULGARIAN_LAST, word) for word in words)
    ):
        number = _SUNDAY
    if number is None:
        return None
    ago = (today.weekday() - number) % 7
    return around(back(today, ago or 7 * before, "day"), "day")


def _unit(words: Sequence[str], today: date) -> Period | None:
    """Read ``this month`` and ``last week``, whichever word comes first."""
    for told, unit in (words, words[::-1]) if len(words) == _TWO else ():
        found = _key(day_words.UNITS, unit)
        if found and _is(day_words.THIS, told):
            return around(today, found)
        if found and _is(day_words.LAST, told):
            return around(back(around(today, found)[0], 1, found), found)
        if found and _is(day_words.RECENT, told):
            return back(today, 1, found), today
    return None


def _recent(words: Sequence[str], today: date) -> Period | None:
    """Read ``the last 3 days``: from so long ago until today."""
    match words:
        case [told, number, unit] | [number, told, unit] if _is(day_words.RECENT, told):
            return _long_ago(number, unit, today, until=today)
    return None


def _ago(words: Sequence[str], today: date) -> Period | None:
    """Read ``3 days ago``: that day."""
    match words:
        case [number, unit, told] if _is(day_words.AGO_BEHIND, told):
            return _long_ago(number, unit, today)
        case [unit, told] if _is(day_words.AGO_BEHIND, told):
            return _long_ago("1", unit, today)
        case [told, number, unit] if _is(day_words.AGO_BEFORE, told):
            return _long_ago(number, unit, today)
        case [told, unit] if _is(day_words.AGO_BEFORE, told):
            return _long_ago("1", unit, today)
    return None


def _long_ago(
    number: str, unit: str, today: date, until: date | None = None
) -> Period | None:
    """Return a day so many units ago, or all from it until another."""
    many = int(number) if _NUMBER.fullmatch(number) else _key(day_words.NUMBERS, number)
    found = _key(day_words.UNITS, unit)
    if many is None or found is None:
        return None
    day = back(today, many, found)
    return day, until or day


_RULES: tuple[Callable[[Sequence[str], date], Period | None], ...] = (
    _day,
    _weekday,
    _unit,
    _recent,
    _ago,
)


def _key(words: Mapping[Key, str], word: str) -> Key | None:
    """Return which of some words it is."""
    return next((key for key, one in words.items() if _is(one, word)), None)


def _is(pattern: str, word: str) -> bool:
    return re.fullmatch(pattern, word) is not None
