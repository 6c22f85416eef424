"""Working days: counted forward, with what was left out, and never invented."""

from datetime import date
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.domain.errors import BadInputError
from ledger.domain.working_days import add_working_days
from ledger.domain.working_days import between
from ledger.domain.working_days import both
from ledger.domain.working_days import Calendar
from ledger.domain.working_days import Count
from ledger.domain.working_days import DayUnit
from ledger.domain.working_days import EnteredDay
from ledger.domain.working_days import Holiday
from ledger.domain.working_days import LONGEST
from ledger.domain.working_days import NO_LIST
from ledger.domain.working_days import window_end

MONDAY = date(2025, 2, 17)
LABOUR = Holiday(date(2025, 5, 1), "Labour Day")
BRIDGE = Holiday(date(2025, 5, 2), "Day off, worked on 10 May")
LIST = Calendar(
    list_name="LV",
    holidays={each.day: each for each in (LABOUR, BRIDGE)},
    worked=frozenset({date(2025, 5, 10)}),
    first=date(2025, 1, 1),
    last=date(2025, 12, 31),
)

days = st.dates(date(2000, 1, 1), date(2060, 12, 31))
calendars = st.builds(
    Calendar,
    list_name=st.sampled_from([None, "XX"]),
    holidays=st.lists(days, max_size=20).map(
        lambda found: {day: Holiday(day, "x") for day in found}
    ),
    worked=st.frozensets(days, max_size=5),
    weekend=st.frozensets(st.integers(0, 6), max_size=6),
)


@pytest.mark.parametrize(
    ("start", "end", "calendar", "working"),
    [
        (MONDAY, date(2025, 2, 17), 0, 0),
        (MONDAY, date(2025, 2, 24), 7, 5),
        (MONDAY, date(2025, 3, 12), 23, 17),
        (MONDAY, date(2025, 3, 14), 25, 19),
        (date(2025, 2, 21), date(2025, 2, 23), 2, 0),
    ],
)
def test_the_first_day_is_not_counted_and_the_last_one_is(
    start: date, end: date, calendar: int, working: int
) -> None:
    found = between(start, end)

    assert (found.calendar, found.working) == (calendar, working)


def test_what_was_left_out_is_named() -> None:
    found = between(date(2025, 4, 30), date(2025, 5, 12), LIST)

    assert (found.calendar, found.working) == (12, 7)
    assert found.holidays == (LABOUR, BRIDGE)
    assert found.weekends == (date(2025, 5, 3), date(2025, 5, 4), date(2025, 5, 11))
    assert found.worked == (date(2025, 5, 10),)
    assert found.list_name == "LV"
    assert found.warnings == ()


def test_a_count_without_a_list_of_holidays_says_so() -> None:
    [warning] = between(MONDAY, date(2025, 2, 24)).warnings

    assert warning.startswith("No list of holidays is used")


def test_a_list_that_nobody_keeps_is_named_in_a_warning() -> None:
    [warning] = between(MONDAY, date(2025, 2, 24), Calendar(unknown_list="XX")).warnings

    assert warning.startswith("There is no list of holidays “XX”")


def test_what_people_entered_goes_before_the_list() -> None:
    closed = EnteredDay(
        id="y_1", project="p", day=date(2025, 5, 10), works=False, why="Closed"
    )
    moved = EnteredDay(
        id="y_2", project="p", day=LABOUR.day, works=True, why="For 28 April"
    )
    calendar = LIST.with_days([closed, moved])

    assert not calendar.is_working(date(2025, 5, 10))
    assert calendar.is_working(LABOUR.day)
    assert calendar.holidays[date(2025, 5, 10)].entered
    assert not LIST.is_working(LABOUR.day)


def test_a_count_beyond_what_the_list_knows_says_so() -> None:
    [warning] = between(date(2025, 12, 1), date(2026, 1, 12), LIST).warnings

    assert "2025-01-01 to 2025-12-31" in warning


def test_days_are_not_counted_backward() -> None:
    with pytest.raises(BadInputError, match="before"):
        between(MONDAY, MONDAY - timedelta(days=1))


@pytest.mark.parametrize(
    ("start", "number", "unit", "end"),
    [
        (date(2025, 5, 5), 5, DayUnit.WORKING, date(2025, 5, 10)),
        (date(2025, 4, 28), 5, DayUnit.WORKING, date(2025, 5, 7)),
        (date(2025, 4, 28), 5, DayUnit.CALENDAR, date(2025, 5, 3)),
        (date(2025, 5, 3), 1, DayUnit.WORKING, date(2025, 5, 5)),
        (date(2025, 5, 3), 0, DayUnit.WORKING, date(2025, 5, 3)),
    ],
)
def test_silence_over_a_holiday_runs_longer(
    start: date, number: int, unit: DayUnit, end: date
) -> None:
    assert window_end(start, number, unit, LIST).end == end


def test_a_window_of_working_days_says_what_it_left_out() -> None:
    found = window_end(date(2025, 4, 28), 5, "working-day", LIST)

    assert found.counted.holidays == (LABOUR, BRIDGE)
    assert found.counted.working == found.number == 5
    assert found.holds(date(2025, 4, 28))
    assert found.holds(date(2025, 5, 7))
    assert not found.holds(date(2025, 5, 8))


@pytest.mark.parametrize(
    ("number", "unit", "calendar"),
    [
        (-1, "working-day", NO_LIST),
        (LONGEST + 1, "calendar-day", NO_LIST),
        (5, "fortnight", NO_LIST),
        (1, "working-day", Calendar(weekend=frozenset(range(7)))),
    ],
)
def test_no_window_is_made_of_what_makes_none(
    number: int, unit: str, calendar: Calendar
) -> None:
    with pytest.raises(BadInputError):
        window_end(MONDAY, number, unit, calendar)


def test_a_window_that_leaves_the_calendar_is_refused() -> None:
    with pytest.raises(BadInputError, match="calendars"):
        window_end(date.max, 1, "calendar-day")


def test_days_in_common_are_those_of_both_counts() -> None:
    ours = between(date(2025, 3, 3), date(2025, 3, 6))
    theirs = between(MONDAY, date(2025, 3, 5))
    found = both(ours, theirs)

    assert found is not None
    assert (found.calendar, found.working) == (2, 2)
    assert both(ours, between(date(2025, 3, 6), date(2025, 3, 9))) is None


@given(days, st.integers(0, 200), calendars)
def test_every_day_is_counted_once(
    start: date, number: int, calendar: Calendar
) -> None:
    found = between(start, start + timedelta(days=number), calendar)

    assert found.calendar == number
    assert found.working + len(found.weekends) + len(found.holidays) == number
    assert found.working >= 0


@given(days, st.integers(0, 400), st.integers(0, 400), calendars)
def test_two_stretches_make_the_whole(
    start: date, one: int, other: int, calendar: Calendar
) -> None:
    middle = start + timedelta(days=one)
    end = middle + timedelta(days=other)
    parts = between(start, middle, calendar), between(middle, end, calendar)
    whole = between(start, end, calendar)

    assert whole.calendar == sum(each.calendar for each in parts)
    assert whole.working == sum(each.working for each in parts)


@given(days, st.integers(0, 60), calendars)
def test_the_end_of_a_window_is_its_last_working_day(
    start: date, number: int, calendar: Calendar
) -> None:
    end = add_working_days(start, number, calendar)
    found: Count = between(start, end, calendar)

    assert found.working == number
    assert end == start or calendar.is_working(end)


@given(days, st.integers(0, 60), days, calendars)
def test_a_further_holiday_never_ends_a_window_earlier(
    start: date, number: int, extra: date, calendar: Calendar
) -> None:
    more = Calendar(
        holidays={**calendar.holidays, extra: Holiday(extra, "x")},
        worked=calendar.worked,
        weekend=calendar.weekend,
    )

    assert add_working_days(start, number, more) >= add_working_days(
        start, number, calendar
    )
