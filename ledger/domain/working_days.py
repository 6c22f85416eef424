"""Calendar days and working days: how many passed, and when a window ends.

The day from which is counted is never counted itself; the last day is. Which days are
no working days comes in as a ``Calendar``; every answer says which weekend days and
holidays were left out, and what the calendar does not know.
"""

from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field
from dataclasses import replace
from datetime import date
from datetime import timedelta
from enum import StrEnum

from ledger.domain.errors import BadInputError
from ledger.domain.sentence import said
from ledger.domain.sentence import Sentence

SATURDAY_AND_SUNDAY = frozenset({5, 6})
LONGEST = 3660
"""The longest window in days; a longer one is a slip of the pen."""

_WEEK = 7
_DAY = timedelta(days=1)


class DayUnit(StrEnum):
    """In which days something is counted."""

    WORKING = "working-day"
    CALENDAR = "calendar-day"


@dataclass(frozen=True, slots=True, order=True)
class Holiday:
    """A day on which nobody works, though it is no day of the weekend."""

    day: date
    name: str
    entered: bool = False
    """True for one that a person entered: a closure, a day that was moved."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EnteredDay:
    """A day of a project that is other than its list says: closed, or worked."""

    id: str
    project: str
    day: date
    works: bool
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Calendar:
    """Which days are working days, and how far that is known."""

    list_name: str | None = None
    """The list of holidays that is used, such as ``LV``; None where none is."""

    unknown_list: str | None = None
    """A list that was asked for, and that nobody keeps."""

    holidays: Mapping[date, Holiday] = field(default_factory=dict)
    worked: frozenset[date] = frozenset()
    """Days of a weekend, or holidays, on which is worked all the same."""

    weekend: frozenset[int] = SATURDAY_AND_SUNDAY
    """Days of the week, Monday is 0."""

    first: date = date.min
    last: date = date.max
    """Between which days the list tells the holidays."""

    def is_working(self, day: date) -> bool:
        """Tell whether a day is a working day."""
        if day in self.worked:
            return True
        return day.weekday() not in self.weekend and day not in self.holidays

    def with_days(self, entered: Iterable[EnteredDay]) -> "Calendar":
        """Return the calendar with days as people entered them, the last of each."""
        said_of = {each.day: each for each in entered}
        closed = {
            day: Holiday(day, each.why, entered=True)
            for day, each in said_of.items()
            if not each.works
        }
        works = {day for day, each in said_of.items() if each.works}
        return replace(
            self,
            holidays={**self.holidays, **closed},
            worked=frozenset((self.worked | works) - closed.keys()),
        )


NO_LIST = Calendar()
"""Saturdays and Sundays, and no list of holidays; a count by it says so."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """How many days lie between two days, the first not counted, the last counted."""

    start: date
    end: date
    calendar: int
    working: int
    weekends: tuple[date, ...] = ()
    """The days of weekends that are no working days."""

    holidays: tuple[Holiday, ...] = ()
    """The holidays that fell on what would have been working days."""

    worked: tuple[date, ...] = ()
    """Days of weekends and holidays that are working days all the same."""

    list_name: str | None = None
    warnings: tuple[Sentence, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """A number of days from a day on, and the last of them."""

    start: date
    end: date
    number: int
    unit: DayUnit
    counted: Count
    """The days of the window, with those that were left out."""

    def holds(self, day: date) -> bool:
        """Tell whether a day lies in the window, its first and last day too."""
        return self.start <= day <= self.end


def between(start: date, end: date, calendar: Calendar = NO_LIST) -> Count:
    """Return how many days passed from one day to a later one.

    Raises:
        BadInputError: the later day is the earlier one; nothing is ever negative.
    """
    if end < start:
        raise BadInputError(
            said(
                "%(end)s is before %(start)s; days are counted forward.",
                end=end.isoformat(),
                start=start.isoformat(),
            )
        )
    days = list(_after(start, end))
    off = [day for day in days if not calendar.is_working(day)]
    return Count(
        start=start,
        end=end,
        calendar=len(days),
        working=len(days) - len(off),
        weekends=tuple(day for day in off if day.weekday() in calendar.weekend),
        holidays=tuple(
            calendar.holidays[day]
            for day in off
            if day.weekday() not in calendar.weekend
        ),
        worked=tuple(day for day in days if day in calendar.worked),
        list_name=calendar.list_name,
        warnings=tuple(_warnings(start, end, calendar)),
    )


def window_end(
    start: date, number: int, unit: str, calendar: Calendar = NO_LIST
) -> Window:
    """Return when a window ends that is so many days long and starts with a day.

    The day of its start is not counted: five working days from a Monday end on the
    Monday after, if no holiday lies between.

    Raises:
        BadInputError: the number or the unit is none, or no day is a working day.
    """
    known = _unit(unit)
    if not 0 <= number <= LONGEST:
        raise BadInputError(
            said("A window is from 0 to %(most)s days long.", most=str(LONGEST))
        )
    end = _added(start, number, known, calendar)
    return Window(
        start=start,
        end=end,
        number=number,
        unit=known,
        counted=between(start, end, calendar),
    )


def add_working_days(start: date, number: int, calendar: Calendar = NO_LIST) -> date:
    """Return the day that so many working days after a day brings.

    Raises:
        BadInputError: the number is none, or no day is a working day.
    """
    return window_end(start, number, DayUnit.WORKING, calendar).end


def both(first: Count, second: Count, calendar: Calendar = NO_LIST) -> Count | None:
    """Return the days that two counts have in common; None where they have none."""
    start = max(first.start, second.start)
    end = min(first.end, second.end)
    return between(start, end, calendar) if start < end else None


def _after(start: date, end: date) -> Iterator[date]:
    day = start
    while day < end:
        day += _DAY
        yield day


def _added(start: date, number: int, unit: DayUnit, calendar: Calendar) -> date:
    try:
        if unit is DayUnit.CALENDAR:
            return start + timedelta(days=number)
        if number and calendar.weekend >= frozenset(range(_WEEK)):
            raise BadInputError(said("No day of the week is a working day."))
        day, left = start, number
        while left:
            day += _DAY
            left -= calendar.is_working(day)
    except OverflowError:
        raise BadInputError(said("The window ends after all calendars.")) from None
    return day


def _unit(text: str) -> DayUnit:
    try:
        return DayUnit(text)
    except ValueError:
        raise BadInputError(
            said(
                "“%(text)s” is no unit of a window; choose one of: %(known)s.",
                text=text,
                known=", ".join(DayUnit),
            )
        ) from None


def _warnings(start: date, end: date, calendar: Calendar) -> Iterator[Sentence]:
    if calendar.unknown_list:
        yield said(
            "There is no list of holidays “%(name)s”; "
            "holidays are counted as working days.",
            name=calendar.unknown_list,
        )
    elif calendar.list_name is None:
        yield said("No list of holidays is used; holidays are counted as working days.")
    elif start < calendar.first or end > calendar.last:
        yield said(
            "The list of holidays %(name)s is known from %(first)s to %(last)s only.",
            name=calendar.list_name,
            first=calendar.first.isoformat(),
            last=calendar.last.isoformat(),
        )
