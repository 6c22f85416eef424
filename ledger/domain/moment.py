"""Moments and days: aware, UTC, written in one way."""

from datetime import date
from datetime import datetime
from datetime import UTC
from zoneinfo import ZoneInfo
from zoneinfo import ZoneInfoNotFoundError

from ledger.domain.errors import BadInputError
from ledger.domain.sentence import said

_YEARS = range(1900, 3000)
"""Years of days that people enter; a log may hold any."""


def written(moment: datetime) -> str:
    """Return a moment as RFC 3339 in UTC with exactly six digits of a second."""
    utc = moment.astimezone(UTC).replace(tzinfo=None)
    return utc.isoformat(timespec="microseconds") + "Z"


def parse(text: str) -> datetime:
    """Return the moment that ``written`` wrote."""
    return datetime.fromisoformat(text).astimezone(UTC)


def zone(name: str) -> ZoneInfo:
    """Return the time zone of that name.

    Raises:
        BadInputError: no zone has that name.
    """
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        message = said(
            "“%(name)s” is no time zone; write one such as Europe/Chisinau.", name=name
        )
        raise BadInputError(message) from None


def parse_day(text: str) -> date:
    """Return the day that a person wrote as ``2025-03-14``.

    Raises:
        BadInputError: it is no day of the calendar.
    """
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        message = said("“%(text)s” is no day; write it as 2025-03-14.", text=text)
        raise BadInputError(message) from None


def enter_day(text: str) -> date:
    """Return the day that a person enters: one of a year that can be meant.

    Raises:
        BadInputError: it is no day, or of a year that nobody means.
    """
    found = parse_day(text)
    if found.year not in _YEARS:
        message = said("“%(text)s” is a day of a year that cannot be meant.", text=text)
        raise BadInputError(message)
    return found
