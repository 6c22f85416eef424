"""Dates of a head: the sender's claim and the last server's."""

import re
from datetime import datetime
from datetime import UTC
from email.utils import parsedate_to_datetime

ISO = re.compile(r"\d{4}-\d\d-\d\d[T ]")
FIRST_YEAR = 1970
LAST_YEAR = 2100


def sent(raw: str) -> tuple[datetime | None, str, str | None]:
    """Return the moment in UTC, the zone it was said in, and an oddity if any.

    A date without a zone (``-0000`` is none) gives no moment, because none is said.
    """
    if not raw:
        return None, "", None
    try:
        said = _read(raw)
        moment = said.astimezone(UTC)
    except (ValueError, IndexError, TypeError, OverflowError):
        return None, "", "unreadable-date"
    if not FIRST_YEAR <= said.year <= LAST_YEAR:
        return None, "", "impossible-date"
    if said.tzinfo is None:
        return None, "", "date-without-zone"
    return moment, said.strftime("%z")[:5], None


def _read(raw: str) -> datetime:
    if ISO.match(raw):
        return datetime.fromisoformat(raw)
    return parsedate_to_datetime(raw)


def received(values: list[str]) -> datetime | None:
    """Return the newest moment that a ``Received:`` header names."""
    moments = [sent(value.rpartition(";")[2].strip())[0] for value in values[:20]]
    return max((moment for moment in moments if moment), default=None)
