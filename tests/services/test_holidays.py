"""Lists of holidays: of countries and their parts, as the library keeps them."""

from datetime import date

import pytest

from ledger.domain.errors import BadInputError
from ledger.domain.working_days import NO_LIST
from ledger.domain.working_days import window_end
from ledger.services import holidays


def test_holidays_of_a_country_are_no_working_days() -> None:
    found = holidays.calendar("lv", [date(2025, 6, 20)])
    window = window_end(date(2025, 6, 20), 5, "working-day", found)

    assert window.end == date(2025, 7, 1)
    assert [each.name for each in window.counted.holidays] == [
        "Midsummer Eve",
        "Midsummer Day",
    ]
    assert window.counted.list_name == "LV"
    assert window.counted.warnings == ()


def test_a_part_of_a_country_has_holidays_of_its_own() -> None:
    bavaria = holidays.calendar("de-by", [date(2025, 1, 6)])
    country = holidays.calendar("DE", [date(2025, 1, 6)])

    assert not bavaria.is_working(date(2025, 1, 6))
    assert country.is_working(date(2025, 1, 6))
    assert bavaria.list_name == "DE-BY"


def test_a_day_that_was_moved_is_worked() -> None:
    found = holidays.calendar("LV", [date(2025, 5, 1)])

    assert found.is_working(date(2025, 5, 10))
    assert not found.is_working(date(2025, 5, 2))


@pytest.mark.parametrize("name", [None, ""])
def test_without_a_name_there_is_no_list(name: str | None) -> None:
    assert holidays.calendar(name, [date(2025, 5, 1)]) is NO_LIST


@pytest.mark.parametrize("name", ["XX", "Latvia", "DE-XX", "NYSE"])
def test_what_names_no_list_is_refused(name: str) -> None:
    with pytest.raises(BadInputError, match="names no list"):
        holidays.calendar(name, [date(2025, 5, 1)])


def test_the_edition_of_the_lists_is_named() -> None:
    assert holidays.edition()[0].isdigit()
