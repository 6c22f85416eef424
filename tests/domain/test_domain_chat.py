"""Chats: what a clock showed, and the moment that it was."""

from datetime import datetime
from datetime import timedelta
from datetime import UTC
from zoneinfo import ZoneInfo

import pytest
from hypothesis import assume
from hypothesis import given
from hypothesis import strategies as st

from ledger.domain.chat import at_offset
from ledger.domain.chat import Attached
from ledger.domain.chat import clock_in
from ledger.domain.chat import handle
from ledger.domain.chat import offsets_of
from ledger.domain.chat import Post
from ledger.domain.chat import post_of

BERLIN = ZoneInfo("Europe/Berlin")
OFFSETS = offsets_of(BERLIN)


HOURS = st.integers(0, 29 * 365 * 24)


@given(HOURS)
def test_the_sealed_offsets_say_what_the_zone_says(hours: int) -> None:
    clock = datetime(2010, 1, 1) + timedelta(hours=hours)  # noqa: DTZ001 - a clock
    local = clock.replace(tzinfo=BERLIN)
    assume(local.utcoffset() == local.replace(fold=1).utcoffset())

    moment, written = at_offset(clock.isoformat(), OFFSETS)

    assert moment == local.astimezone(UTC)
    shift = local.utcoffset() or timedelta()
    assert written == f"+{shift // timedelta(hours=1):02}00"


@pytest.mark.parametrize(
    ("numbers", "order", "clock"),
    [
        ("3/4/24 21:45:00", "dmy", "2024-04-03T21:45:00"),
        ("3/4/24 21:45:00", "mdy", "2024-03-04T21:45:00"),
        ("24/4/3 21:45:00", "ymd", "2024-04-03T21:45:00"),
        ("31/2/24 21:45:00", "dmy", ""),
        ("3/4/24 21:45:00", "", ""),
    ],
)
def test_numbers_are_a_date_in_one_order(numbers: str, order: str, clock: str) -> None:
    assert clock_in(numbers, order) == clock


@given(
    title=st.text(),
    number=st.text(),
    names=st.lists(st.tuples(st.text(), st.text(), st.text()), max_size=3),
)
def test_facts_say_what_a_message_said(
    title: str, number: str, names: list[tuple[str, str, str]]
) -> None:
    files = tuple(Attached(*each) for each in names)
    post = Post(chat="telegram:1", chat_title=title, number=number, files=files)

    assert post_of(post.facts()) == post


def test_facts_of_another_thing_are_no_message() -> None:
    assert post_of({"author": "Ann"}) is None


def test_a_handle_looks_like_an_address_without_blanks() -> None:
    assert handle("whatsapp", " Ann\u202fLee ") == "ann_lee@whatsapp"
    assert handle("telegram", "") == ""
