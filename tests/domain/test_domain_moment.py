"""Moments, days, zones, digests and ids: written in one way."""

from datetime import date
from datetime import datetime
from datetime import timedelta
from datetime import timezone
from datetime import UTC

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.domain import moment
from ledger.domain.digest import Digest
from ledger.domain.digest import new_id
from ledger.domain.errors import BadInputError
from ledger.domain.errors import NotADigestError


def test_a_moment_is_written_in_utc_with_six_digits() -> None:
    said = datetime(2026, 3, 3, 13, 0, tzinfo=timezone(timedelta(hours=3)))

    assert moment.written(said) == "2026-03-03T10:00:00.000000Z"


@given(st.datetimes(timezones=st.just(UTC)))
def test_a_moment_that_is_written_is_read_again(said: datetime) -> None:
    assert moment.parse(moment.written(said)) == said


@given(
    st.datetimes(timezones=st.just(UTC)),
    st.datetimes(timezones=st.just(UTC)),
)
def test_the_order_of_the_texts_is_the_order_of_time(
    one: datetime, other: datetime
) -> None:
    assert (moment.written(one) < moment.written(other)) is (one < other)


def test_a_zone_that_is_none_is_refused() -> None:
    for name in ("Mars/Olympus", "", "../etc/passwd", "Europe"):
        with pytest.raises(BadInputError, match="no time zone"):
            moment.zone(name)


def test_a_day_is_read_or_refused() -> None:
    assert moment.parse_day(" 2025-03-14 ") == date(2025, 3, 14)
    for text in ("14.03.2025", "2025-02-30", "", "today"):
        with pytest.raises(BadInputError, match="no day"):
            moment.parse_day(text)


def test_a_digest_is_a_type_that_cannot_hold_anything_else() -> None:
    digest = Digest.of(b"")

    assert str(digest) == f"sha256:{digest.hex}"
    assert Digest.parse(str(digest).upper()) == digest
    for text in ("", "0" * 63, "g" * 64, f"md5:{'0' * 32}", "0" * 64 + "\n"):
        with pytest.raises(NotADigestError):
            Digest(text)


def test_an_id_is_random_and_says_nothing_but_what_it_names() -> None:
    made = {new_id("d") for _ in range(1000)}

    assert len(made) == 1000
    assert all(each.startswith("d_") and len(each) == 18 for each in made)
