"""Whether the line above a quote tells of a message by when it was sent."""

from datetime import datetime
from datetime import timedelta
from datetime import UTC

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.domain.said_when import Fit
from ledger.domain.said_when import fit

AT = datetime(2025, 3, 4, 7, 0, 41, tzinfo=UTC)

SAID = [
    "On Tue, Mar 4, 2025 at 9:00 AM Boss <boss12@shop.example> wrote:",
    "On 3/4/25, 9:00 AM, Boss wrote:",
    "вт, 4 мар. 2025 г. в 09:00, Boss <boss@shop.example>:",
    "În mar., 4 mar. 2025 la 09:00, Boss <boss@shop.example> a scris:",
    "На вт, 4.03.2025 г. в 9:00 Boss <boss@shop.example> написа:",
    "Am Di., 4. März 2025 um 09:00 Uhr schrieb Boss <boss@shop.example>:",
    "4 бер. 2025 р. о 09:00 Boss <boss@shop.example> написав(-ла):",
    "ti 4. maalisk. 2025 klo 9.00 Boss (boss@shop.example) kirjoitti:",
    "út 4. 3. 2025 v 9:00 odesílatel Boss <boss@shop.example> napsal:",
    "2025-03-04 9:00 GMT+02:00 Boss <boss@shop.example>:",
    "On 2025-03-04 09:00, Boss wrote:",
    "Boss <boss@shop.example> 于2025年3月4日周二 09:00写道:",
    "Sent: Tuesday, March 4, 2025 9:00 AM",
    "From: Boss\nDate: Tue, 04 Mar 2025 09:00:41 +0200\nTo: Client 5\n",
]


@pytest.mark.parametrize("said", SAID)
def test_a_line_fits_the_minute_in_some_zone(said: str) -> None:
    assert fit(said, AT) is Fit.MINUTE
    assert fit(said, AT, "+0300") is Fit.MINUTE
    assert fit(said, AT, "+0200") is Fit.ZONE
    assert fit(said, AT - timedelta(hours=1), "+0300") is Fit.ZONE


@pytest.mark.parametrize("said", SAID)
@pytest.mark.parametrize(
    "other",
    [
        timedelta(minutes=7),
        timedelta(days=3),
        timedelta(days=60),
        timedelta(days=365),
    ],
)
def test_it_fits_no_other_message(said: str, other: timedelta) -> None:
    assert fit(said, AT + other) is Fit.NONE
    assert fit(said, AT - other) is Fit.NONE


def test_a_day_without_an_hour_fits_the_day() -> None:
    assert fit("On 4 March 2025 Boss wrote:", AT) is Fit.DAY
    assert fit("On 4 March 2025 Boss wrote:", AT + timedelta(days=5)) is Fit.NONE
    assert fit("Boss wrote:", AT) is Fit.NONE


MOMENTS = st.integers(0, 4_000_000_000).map(lambda n: datetime.fromtimestamp(n, UTC))


@given(st.text("0123456789:./- PMGT+@aж", max_size=60), MOMENTS)
def test_whatever_is_said_is_held_against_any_moment(said: str, at: datetime) -> None:
    assert fit(said, at) in Fit
