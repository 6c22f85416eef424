"""When the line above a quote says that somebody wrote, beside the time of a message.

No names of months are read: what counts are the numbers. They are said in the zone of
whoever quotes, so a message fits if there is a zone on earth in which it was sent then.
"""

import re
from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from datetime import timedelta
from enum import IntEnum

_ADDRESS = re.compile(r"\S{1,64}@\S{1,255}")
_ZONE = re.compile(r"(?:GMT|UTC)?[+-]\d{1,2}:?\d\d(?!\d)")
_DATE = re.compile(
    r"(?<!\d)\d{1,4}([./-])\s?\d{1,2}\1\s?(?:\d{4}|\d\d)(?!\d)"
    r"|\d{4}[年년]\s?\d{1,2}[月월]\s?\d{1,2}[日일]"
)
_CLOCK = re.compile(r"(?<!\d)(\d{1,2})[:.hч時](\d\d)(?!\d)")
_OFFSET = re.compile(r"[+-]\d{4}")
_NUMBER = re.compile(r"\d{1,4}")

_EAST, _WEST = timedelta(hours=14), timedelta(hours=-12)
_STEP = timedelta(minutes=15)
"""Zones lie so far apart."""

_NOON, _DAY, _CENTURY = 12, 24, 100


class Fit(IntEnum):
    """How a time that is said fits a message; the higher, the better."""

    NONE = 0
    DAY = 1
    """The day, and no hour is said."""

    MINUTE = 2
    """The minute, in some zone on earth."""

    ZONE = 3
    """The minute, in the zone of whoever quotes."""


def fit(said: str, at: datetime, zone: str = "") -> Fit:
    """Return how well words that tell when somebody wrote fit a moment.

    Args:
        said: the line above a quote, or a small head, in any language.
        at: when a message was sent, in UTC.
        zone: of whoever quotes, as in the head of his mail.

    Examples:
        >>> fit("On 4 Mar 2025, at 09:00, Ann wrote:", datetime(2025, 3, 4, 7))
        <Fit.MINUTE: 2>
        >>> fit("On 4 Mar 2025, at 09:00, Ann wrote:", datetime(2025, 3, 4, 7), "+0200")
        <Fit.ZONE: 3>
        >>> fit("On 4 Mar 2025, at 09:00, Ann wrote:", datetime(2025, 3, 4, 7, 5))
        <Fit.NONE: 0>
    """
    words = _ADDRESS.sub(" ", said)
    dates = [found[0] for found in _DATE.finditer(words)]
    rest = _ZONE.sub(" ", _DATE.sub(" ", words))
    clock = _CLOCK.search(rest)
    numbers = _numbers(" ".join(dates) if dates else _CLOCK.sub(" ", rest))
    days = [day for day in _near(at) if _is_said(day, numbers, whole=bool(dates))]
    if clock is None:
        return Fit.DAY if days else Fit.NONE
    hour, minute = int(clock[1]), int(clock[2])
    moment = at.replace(tzinfo=None, second=0, microsecond=0)
    ahead = {each - moment for day in days for each in _times(day, hour, minute)}
    if _OFFSET.fullmatch(zone) and _ahead(zone) in ahead:
        return Fit.ZONE
    somewhere = any(_WEST <= by <= _EAST and not by % _STEP for by in ahead)
    return Fit.MINUTE if somewhere else Fit.NONE


def _ahead(zone: str) -> timedelta:
    """Return how far a zone is ahead of UTC."""
    by = timedelta(hours=int(zone[1:3]), minutes=int(zone[3:]))
    return -by if zone[0] == "-" else by


def _numbers(words: str) -> "Counter[int]":
    return Counter(int(found) for found in _NUMBER.findall(words))


def _near(at: datetime) -> Iterator[datetime]:
    """Yield the days on which a moment may lie somewhere on earth."""
    midnight = at.replace(tzinfo=None, hour=0, minute=0, second=0, microsecond=0)
    for days in (0, -1, 1):
        yield midnight + timedelta(days=days)


def _is_said(day: datetime, numbers: "Counter[int]", *, whole: bool) -> bool:
    """Tell whether numbers are those of a day; a whole date has its month in them."""
    short = day.year % _CENTURY
    year = day.year if numbers[day.year] or not whole else short
    wanted = Counter([year, day.day, *([day.month] if whole else [])])
    return wanted <= numbers


def _times(day: datetime, hour: int, minute: int) -> Iterator[datetime]:
    """Yield the times that a clock may mean that counts to twelve."""
    for each in {hour, (hour + _NOON) % _DAY} if hour <= _NOON else {hour}:
        if each < _DAY and minute < 60:  # noqa: PLR2004 - minutes of an hour
            yield day.replace(hour=each, minute=minute)
