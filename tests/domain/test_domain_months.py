"""Months, years and stretches as the address of a search names them."""

from hypothesis import given
from hypothesis import strategies as st

from ledger.domain import months

ONE = st.builds(
    lambda year, month: f"{year:04}-{month:02}" if month else f"{year:04}",
    st.integers(1990, 2040),
    st.integers(0, 12),
)


@given(ONE, ONE, ONE)
def test_a_month_lies_in_a_stretch_exactly_where_the_parts_of_it_name_it(
    first: str, last: str, each: str
) -> None:
    stretch = months.stretch(first, last)
    month = each if "-" in each else f"{each}-06"

    named = {month, month[:4]} & set(months.within(stretch))

    assert months.covers(stretch, month) == bool(named)


@given(ONE, ONE)
def test_a_stretch_begins_before_it_ends(first: str, last: str) -> None:
    stretch = months.stretch(first, last)

    assert months.is_named(stretch)
    parts = list(months.within(stretch))
    assert parts == sorted(parts)
    if first[:4] != last[:4]:
        assert months.covers(stretch, first)
        assert months.covers(stretch, last)


@given(st.text())
def test_any_text_names_something_or_nothing_and_never_fails(text: str) -> None:
    if not months.is_named(text):
        assert list(months.within(text)) == [text]
    assert months.covers(text, text)
