"""Periods of the calendar: days, weeks from Monday, months, quarters and years."""

from calendar import monthrange
from datetime import date
from datetime import timedelta

Period = tuple[date, date]
"""The first and the last day."""

_MONTHS = {"month": 1, "quarter": 3, "year": 12}
_WEEK = 7


def around(day: date, unit: str) -> Period:
    """Return the period of the calendar in which a day is.

    Raises:
        OverflowError: if it reaches beyond the calendar.
    """
    if unit == "day":
        return day, day
    if unit == "week":
        first = day - timedelta(days=day.weekday())
        return first, first + timedelta(days=_WEEK - 1)
    length = _MONTHS[unit]
    first = date(day.year, (day.month - 1) // length * length + 1, 1)
    end = first.month + length - 1
    return first, date(first.year, end, monthrange(first.year, end)[1])


def back(day: date, number: int, unit: str) -> date:
    """Return the day that was so many units before; the last where a month is shorter.

    Raises:
        OverflowError: if it is beyond the calendar.
    """
    if unit in {"day", "week"}:
        return day - timedelta(days=number * (_WEEK if unit == "week" else 1))
    months = day.year * 12 + day.month - 1 - number * _MONTHS[unit]
    year, month = months // 12, months % 12 + 1
    if not date.min.year <= year <= date.max.year:
        raise OverflowError
    return date(year, month, min(day.day, monthrange(year, month)[1]))
