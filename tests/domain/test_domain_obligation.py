"""Obligations: four days kept apart, each known, not reached, or said to be unknown."""

from datetime import date
from datetime import timedelta
from itertools import permutations
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.domain.delay import Agreed
from ledger.domain.delay import assess
from ledger.domain.delay import Assessment
from ledger.domain.delay import Common
from ledger.domain.delay import State
from ledger.domain.milestones import milestones
from ledger.domain.notice_clock import NoticeWindow
from ledger.domain.obligation import Fact
from ledger.domain.obligation import FactKind
from ledger.domain.obligation import Milestone
from ledger.domain.obligation import Obligation
from ledger.domain.obligation import Slip
from ledger.domain.obligation import Standing
from ledger.domain.working_days import Calendar
from ledger.domain.working_days import DayUnit
from ledger.domain.working_days import Holiday
from ledger.domain.working_days import NO_LIST
from tests.duties import DUE
from tests.duties import fact
from tests.duties import owed
from tests.duties import slip

RECEIVED, COMPLETED = FactKind.RECEIVED, FactKind.COMPLETED
USABLE, NOTICED = FactKind.FOUND_USABLE, FactKind.NOTICED
NOTIFIED = FactKind.NOTIFIED
LATER = date(2025, 4, 1)

FIRST = fact(1, RECEIVED, date(2025, 2, 24), parts=11, unusable=0)
REST = fact(2, RECEIVED, date(2025, 3, 12), parts=29, unusable=5)
COPIES = fact(3, RECEIVED, date(2025, 3, 14), parts=0, unusable=0, replaced=5)
PHOTOS = (FIRST, REST, COPIES)
WEEK = Agreed(notice=NoticeWindow(5, DayUnit.WORKING))


def reached(obligation: Obligation, on: date = LATER) -> list[date | None]:
    return [each.day for each in milestones(obligation, on)]


def late(found: Assessment) -> list[tuple[int, int] | None]:
    return [
        (each.late.calendar, each.late.working) if each.late else None
        for each in found.delays
    ]


@pytest.mark.parametrize("facts", list(permutations(PHOTOS)))
def test_four_days_are_kept_apart_in_any_order_of_entry(
    facts: tuple[Fact, ...],
) -> None:
    found = assess(owed(*facts), LATER, NO_LIST)

    assert [each.reached.day for each in found.delays] == [
        date(2025, 2, 24),
        date(2025, 3, 12),
        date(2025, 3, 14),
    ]
    assert late(found) == [(7, 5), (23, 17), (25, 19)]
    assert found.state is State.USABLE
    assert not found.is_open


@pytest.mark.parametrize(
    ("on", "state", "late_by"),
    [
        (DUE - timedelta(days=3), State.WAITING, [None, None, None]),
        (DUE, State.WAITING, [None, None, None]),
        (date(2025, 2, 20), State.WAITING, [(3, 3), (3, 3), (3, 3)]),
        (date(2025, 2, 24), State.BEGUN, [(7, 5), (7, 5), (7, 5)]),
        (date(2025, 3, 12), State.COMPLETE, [(7, 5), (23, 17), (23, 17)]),
        (date(2025, 3, 14), State.USABLE, [(7, 5), (23, 17), (25, 19)]),
    ],
)
def test_on_a_day_only_what_had_come_by_then_has_come(
    on: date, state: State, late_by: list[tuple[int, int] | None]
) -> None:
    found = assess(owed(*PHOTOS), on, NO_LIST)

    assert found.state is state
    assert late(found) == late_by


def test_which_day_counts_is_for_a_term_to_say() -> None:
    unsaid = assess(owed(*PHOTOS), LATER, NO_LIST)
    said = assess(
        owed(*PHOTOS), LATER, NO_LIST, agreed=Agreed(counts=Milestone.COMPLETE)
    )

    assert unsaid.counting is None
    assert unsaid.unsaid == "no term says which day counts"
    assert said.unsaid is None
    assert said.counting is not None
    assert said.counting.late is not None
    assert said.counting.late.calendar == 23


def test_what_the_term_counts_closes_the_obligation() -> None:
    on = date(2025, 3, 12)

    assert assess(owed(*PHOTOS), on, NO_LIST).is_open
    agreed = Agreed(counts=Milestone.COMPLETE)
    assert not assess(owed(*PHOTOS), on, NO_LIST, agreed=agreed).is_open


@pytest.mark.parametrize(
    ("obligation", "milestone", "missing"),
    [
        (owed(FIRST, expected=None), Milestone.COMPLETE, "how many parts are due"),
        (
            owed(fact(1, RECEIVED, date(2025, 2, 24))),
            Milestone.COMPLETE,
            "how many parts came on 2025-02-24",
        ),
        (
            owed(fact(1, RECEIVED, date(2025, 2, 24), parts=40)),
            Milestone.USABLE,
            "whether what came on 2025-02-24 can be used",
        ),
        (
            owed(fact(1, COMPLETED, date(2025, 3, 12))),
            Milestone.FIRST,
            "when the first of it came",
        ),
        (
            owed(fact(1, COMPLETED, date(2025, 3, 12))),
            Milestone.USABLE,
            "whether what came can be used",
        ),
        (
            owed(fact(1, USABLE, date(2025, 3, 12))),
            Milestone.COMPLETE,
            "when all of it was there",
        ),
        (
            owed(
                fact(1, COMPLETED, date(2025, 3, 12)),
                fact(2, COMPLETED, date(2025, 3, 13)),
            ),
            Milestone.COMPLETE,
            "several days are recorded (2025-03-12, 2025-03-13)",
        ),
        (
            owed(FIRST, fact(2, COMPLETED, date(2025, 2, 20))),
            Milestone.COMPLETE,
            "2025-02-20 is recorded, which is before 2025-02-24",
        ),
        (owed(FIRST, expected=None), Milestone.USABLE, "when all of it was there"),
    ],
)
def test_a_day_that_nobody_recorded_is_unknown_and_says_what_is_missing(
    obligation: Obligation, milestone: Milestone, missing: str
) -> None:
    found = assess(obligation, LATER, NO_LIST).of(milestone)

    assert found.reached.standing is Standing.UNKNOWN
    assert missing in (found.unknown or "")
    assert found.late is None


def test_nothing_is_unknown_before_anything_came() -> None:
    found = assess(owed(FIRST, expected=None), DUE, NO_LIST)

    assert [each.unknown for each in found.delays] == [None, None, None]
    assert found.state is State.WAITING


def test_without_a_due_day_nothing_is_late() -> None:
    found = assess(owed(*PHOTOS, due=None), LATER, NO_LIST)

    assert late(found) == [None, None, None]
    assert {each.unknown for each in found.delays} == {"no due day is recorded"}


def test_what_a_person_states_goes_before_what_adds_up_and_both_are_told() -> None:
    stated = fact(4, COMPLETED, date(2025, 3, 13))
    found = assess(owed(*PHOTOS, stated), LATER, NO_LIST)

    assert found.of(Milestone.COMPLETE).reached.day == date(2025, 3, 13)
    assert found.of(Milestone.COMPLETE).reached.stated
    [remark] = found.remarks
    assert remark == (
        "By the parts it is complete on 2025-03-12; stated is 2025-03-13."
    )


def test_more_parts_than_are_due_are_remarked() -> None:
    more = fact(4, RECEIVED, date(2025, 3, 15), parts=2, unusable=0)

    assert assess(owed(*PHOTOS, more), LATER, NO_LIST).remarks == (
        "More parts came (42) than are due (40).",
    )


def test_what_was_found_out_later_of_what_came_counts() -> None:
    came = fact(1, RECEIVED, date(2025, 3, 12), parts=40)
    seen = fact(2, NOTICED, date(2025, 3, 13), about="f_1", unusable=5)
    copies = fact(3, RECEIVED, date(2025, 3, 14), parts=0, replaced=5)

    assert reached(owed(came, seen, copies))[2] == date(2025, 3, 14)
    assert reached(owed(came, seen))[2] is None
    fine = fact(2, NOTICED, date(2025, 3, 13), about="f_1", unusable=0)
    assert reached(owed(came, fine))[2] == date(2025, 3, 12)


def test_what_was_taken_back_does_not_count() -> None:
    gone = fact(2, RECEIVED, date(2025, 2, 18), parts=40, unusable=0, withdrawn="x")

    assert reached(owed(FIRST, gone)) == [date(2025, 2, 24), None, None]


def test_what_came_early_is_not_late() -> None:
    came = fact(1, RECEIVED, DUE - timedelta(days=2), parts=40, unusable=0)
    found = assess(owed(came), LATER, NO_LIST)

    assert late(found) == [None, None, None]
    assert found.delays[0].early == 2
    assert not found.is_late


def test_the_holidays_between_are_shown_and_left_out() -> None:
    day = Holiday(date(2025, 3, 3), "Day of the town")
    calendar = Calendar(list_name="XX", holidays={day.day: day})
    found = assess(owed(*PHOTOS), LATER, calendar).of(Milestone.USABLE).late

    assert found is not None
    assert (found.calendar, found.working) == (25, 18)
    assert found.holidays == (day,)


def test_our_own_slip_of_the_same_weeks_is_shown_with_the_days_in_common() -> None:
    ours = slip(1, date(2025, 3, 4), date(2025, 3, 7))
    elsewhere = slip(2, date(2025, 6, 2), date(2025, 6, 5))
    found = assess(owed(*PHOTOS), date(2025, 7, 1), NO_LIST, [elsewhere, ours])

    [beside] = found.slips
    assert beside.slip == ours
    assert beside.late is not None
    assert (beside.late.calendar, beside.common) == (3, Common(3, 3))
    assert [each.common for each in found.delays] == [
        Common(0, 0),
        Common(3, 3),
        Common(3, 3),
    ]


def test_days_of_two_slips_are_counted_once() -> None:
    slips = [
        slip(1, date(2025, 3, 3), date(2025, 3, 6)),
        slip(2, date(2025, 3, 4), date(2025, 3, 10)),
    ]
    found = assess(owed(*PHOTOS), LATER, NO_LIST, slips)

    assert found.of(Milestone.USABLE).common == Common(7, 5)


def test_a_slip_of_the_same_week_is_shown_even_without_a_day_in_common() -> None:
    ours = slip(1, date(2025, 3, 14), date(2025, 3, 16))
    [beside] = assess(owed(*PHOTOS), LATER, NO_LIST, [ours]).slips

    assert beside.common == Common(0, 0)


def test_a_slip_that_goes_on_is_late_so_far() -> None:
    [beside] = assess(
        owed(FIRST), date(2025, 3, 5), NO_LIST, [slip(1, date(2025, 3, 3), None)]
    ).slips

    assert beside.late is not None
    assert beside.late.calendar == 2


def test_a_clock_without_the_day_of_noticing_is_unknown() -> None:
    [parts, delay] = assess(owed(*PHOTOS), LATER, NO_LIST, agreed=WEEK).clocks

    assert parts.about == "5 parts of 2025-03-12 that cannot be used"
    assert delay.about == "the delay"
    assert {parts.unknown, delay.unknown} == {"nobody recorded when it was noticed"}
    assert parts.window is delay.window is None
    assert parts.in_time is delay.in_time is None


@pytest.mark.parametrize(
    ("given", "on", "in_time"),
    [
        (date(2025, 3, 20), LATER, True),
        (date(2025, 3, 21), LATER, False),
        (None, LATER, False),
        (None, date(2025, 3, 20), None),
        (date(2025, 3, 20), date(2025, 3, 19), None),
    ],
)
def test_a_clock_runs_from_noticing(
    given: date | None,
    on: date,
    in_time: bool | None,  # noqa: FBT001 - a column of the table
) -> None:
    facts = [*PHOTOS, fact(4, NOTICED, date(2025, 3, 13), about="f_2")]
    if given:
        facts.append(fact(5, NOTIFIED, given))
    clock = assess(owed(*facts), on, NO_LIST, agreed=WEEK).clocks[0]

    assert clock.window is not None
    assert clock.window.end == date(2025, 3, 20)
    assert clock.in_time is in_time


def test_a_clock_without_a_term_says_so() -> None:
    facts = [*PHOTOS, fact(4, NOTICED, date(2025, 3, 13), about="f_2")]
    [clock] = assess(owed(*facts), LATER, NO_LIST).clocks

    assert clock.unknown == ("no term says within how many days notice is to be given")


@pytest.mark.parametrize(("came", "clocks"), [(DUE, 0), (date(2025, 2, 24), 1)])
def test_what_began_late_is_late_though_nobody_knows_when_it_was_complete(
    came: date, clocks: int
) -> None:
    begun = owed(fact(1, RECEIVED, came, parts=11, unusable=0), expected=None)

    assert len(assess(begun, LATER, NO_LIST, agreed=WEEK).clocks) == clocks


def test_what_came_in_time_has_no_clock() -> None:
    came = fact(1, RECEIVED, DUE, parts=40, unusable=0)

    assert assess(owed(came), LATER, NO_LIST, agreed=WEEK).clocks == ()


def test_a_withdrawn_obligation_is_owed_no_more() -> None:
    gone = owed(FIRST)
    object.__setattr__(gone, "withdrawn", "entered twice")
    found = assess(gone, LATER, NO_LIST)

    assert found.state is State.WITHDRAWN
    assert not found.is_open
    assert not found.is_late


days = st.dates(date(2025, 1, 1), date(2025, 6, 30))
facts = st.lists(
    st.builds(
        Fact,
        id=st.integers(0, 10**6).map(str),
        obligation=st.just("o"),
        kind=st.sampled_from(list(FactKind)),
        day=days,
        parts=st.none() | st.integers(0, 20),
        unusable=st.none() | st.integers(0, 5),
        replaced=st.integers(0, 5),
        withdrawn=st.none() | st.just("x"),
    ),
    max_size=7,
    unique_by=lambda each: each.id,
)
obligations = st.builds(
    lambda told, due, expected: owed(*told, due=due, expected=expected),
    facts,
    st.none() | days,
    st.none() | st.integers(1, 30),
)
slips = st.lists(
    st.builds(slip, st.integers(1, 9), days, st.none() | days),
    max_size=3,
)


@given(obligations, days, st.randoms())
def test_the_order_of_entry_never_matters(
    obligation: Obligation, on: date, chance: Random
) -> None:
    mixed = list(obligation.facts)
    chance.shuffle(mixed)
    again = owed(*mixed, due=obligation.due, expected=obligation.expected)

    assert milestones(obligation, on) == milestones(again, on)
    assert late(assess(obligation, on, NO_LIST)) == late(assess(again, on, NO_LIST))


@given(obligations, days, slips)
def test_no_day_is_invented_and_nothing_is_negative(
    obligation: Obligation, on: date, ours: list[Slip]
) -> None:
    known = {each.day for each in obligation.facts if each.withdrawn is None}
    found = assess(obligation, on, NO_LIST, ours, WEEK)

    for each in found.delays:
        day = each.reached.day
        assert (day in known and day <= on) if day else True
        assert each.early >= 0
        assert (day is not None) is (each.reached.standing is Standing.REACHED)
        if each.late:
            assert each.late.working <= each.late.calendar
            assert each.common.calendar <= each.late.calendar
            assert each.late.end in {on, day}
    for clock in found.clocks:
        assert clock.noticed is None or clock.noticed in known


@given(obligations, days)
def test_the_milestones_are_reached_in_their_order(
    obligation: Obligation, on: date
) -> None:
    reached_days = [day for day in reached(obligation, on) if day]

    assert reached_days == sorted(reached_days)


@given(obligations, days, days)
def test_what_was_reached_stays_reached(
    obligation: Obligation, one: date, other: date
) -> None:
    earlier, later = sorted((one, other))

    for before, after in zip(
        milestones(obligation, earlier), milestones(obligation, later), strict=True
    ):
        if before.standing is Standing.REACHED:
            assert after == before
