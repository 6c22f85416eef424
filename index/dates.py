"""The dates of a query: a day, a month or a year, as ISO 8601 writes them."""

import re
from calendar import monthrange
from datetime import date

from index.query import Days

_DATE = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?", re.ASCII)


def days_of(name: str, text: str) -> Days | None:
    """Return the days that ``on: before: after:`` mean; None where it is no date.

    Both ends count: ``before:2025-03`` has the last day of March in it.
    """
    found = _DATE.fullmatch(text)
    if found is None:
        return None
    year, month, day = (int(part) if part else None for part in found.groups())
    try:
        first = date(year or 0, month or 1, day or 1)
    except ValueError:
        return None
    last_month = month or 12
    last = date(first.year, last_month, day or monthrange(first.year, last_month)[1])
    return {
        "on": Days(first.isoformat(), last.isoformat()),
        "after": Days(first=first.isoformat()),
        "before": Days(last=last.isoformat()),
    }[name]
