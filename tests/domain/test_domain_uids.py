"""Sets of UIDs do what sets do, and are written as IMAP writes them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.domain.errors import BadInputError
from ledger.domain.uids import Uids

numbers = st.sets(st.integers(min_value=1, max_value=60), max_size=40)


@given(numbers, numbers)
def test_they_are_joined_parted_and_shared_as_sets_are(
    one: set[int], other: set[int]
) -> None:
    left, right = Uids.of(one), Uids.of(other)

    assert set(left | right) == one | other
    assert set(left - right) == one - other
    assert set(left & right) == one & other
    assert (len(left), left.last) == (len(one), max(one, default=0))
    assert all((number in left) == (number in one) for number in range(1, 62))


@given(numbers)
def test_what_is_written_is_read_again(found: set[int]) -> None:
    uids = Uids.of(found)

    assert Uids.parse(str(uids)) == uids
    assert list(uids) == sorted(found)


@given(numbers, numbers)
def test_equal_sets_are_written_alike(one: set[int], other: set[int]) -> None:
    joined = Uids.of(one) | Uids.of(other)

    assert str(joined) == str(Uids.of(one | other))


def test_ranges_are_written_with_a_colon() -> None:
    assert str(Uids.of([1, 2, 3, 5, 9, 10])) == "1:3,5,9:10"
    assert Uids.parse(" 10:9, 3 ,1:2") == Uids.of([1, 2, 3, 9, 10])
    assert not Uids.between(5, 4)


@pytest.mark.parametrize("text", ["a", "1:b", "1;2", "-1", "1:2:3", "²"])
def test_what_is_no_list_is_refused(text: str) -> None:
    with pytest.raises(BadInputError, match="no list of UIDs"):
        Uids.parse(text)
