"""Lists of holidays, from a library that keeps them: which days nobody works.

A list is named by the code of its country, or of a part of one: ``LV``, ``DE-BY``.
"""

from collections.abc import Iterable
from datetime import date
from importlib.metadata import version

import holidays as library

from ledger.domain.errors import BadInputError
from ledger.domain.sentence import said
from ledger.domain.working_days import Calendar
from ledger.domain.working_days import Holiday
from ledger.domain.working_days import NO_LIST

_AHEAD = 12
"""How many years after the last day are looked up: what the longest window needs."""


def calendar(name: str | None, days: Iterable[date]) -> Calendar:
    """Return the calendar of a list, for counting among some days and beyond them.

    Raises:
        BadInputError: there is no list of that name.
    """
    wanted = list(days)
    if not name or not wanted:
        return NO_LIST
    first, last = min(wanted).year, max(wanted).year + _AHEAD
    listed = _list(name, range(first, last + 1))
    return Calendar(
        list_name=checked(name),
        holidays={day: Holiday(day, called) for day, called in listed.items()},
        worked=frozenset(listed.weekend_workdays),
        weekend=frozenset(listed.weekend),
        first=date(max(first, listed.start_year), 1, 1),
        last=date(min(last, listed.end_year), 12, 31),
    )


def checked(name: str) -> str:
    """Return the name of a list as it is kept: ``LV``, ``DE-BY``.

    Raises:
        BadInputError: there is no such list.
    """
    country, _dash, part = name.strip().partition("-")
    known = library.list_supported_countries(include_aliases=False)
    parts = {each.casefold(): each for each in known.get(country.upper(), ())}
    if country.upper() not in known or (part and part.casefold() not in parts):
        raise BadInputError(
            said(
                "“%(name)s” names no list of holidays; "
                "write the two letters of a country, such as LV, or DE-BY for a part.",
                name=name,
            )
        )
    return f"{country.upper()}-{parts[part.casefold()]}" if part else country.upper()


def edition() -> str:
    """Return which edition of the lists is used."""
    return version("holidays")


def _list(name: str, years: range) -> library.HolidayBase:
    country, _dash, part = checked(name).partition("-")
    listed = library.country_holidays(country, subdiv=part or None, years=years)
    if "en_US" not in listed.supported_languages:
        return listed
    return library.country_holidays(
        country, subdiv=part or None, years=years, language="en_US"
    )
