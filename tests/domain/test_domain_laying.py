"""Which round a request falls in: tables of truth, and what never depends on order."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from datetime import timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.domain.contract import Term
from ledger.domain.laid import Laid
from ledger.domain.laid import Place
from ledger.domain.laying import lay
from ledger.domain.point import Delivery
from ledger.domain.point import Late
from ledger.domain.point import Point
from ledger.domain.point import PointGround
from ledger.domain.provision import Provision
from ledger.domain.provision import RoundDefinition
from ledger.domain.provision import TermName
from ledger.domain.revision import account
from ledger.domain.revision import Ground
from ledger.domain.revision import RevisionRound
from ledger.domain.working_days import window_end

FIRST = date(2025, 5, 5)
"""A Monday."""

ALLOWED = Provision(name=TermName.FREE_ROUNDS, value="3")


def day(number: int) -> date:
    return FIRST + timedelta(days=number)


def term(provision: Provision, number: int = 0, on: date = date(2025, 1, 1)) -> Term:
    return Term(
        id=f"t_{provision.name}_{number}",
        project="p",
        provision=provision,
        from_day=on,
        document="d",
        quote="",
        start=0,
        end=0,
        page=None,
        clause="4.2",
        position=number,
    )


def terms(rule: RoundDefinition) -> list[Term]:
    rounds = Provision(name=TermName.ROUND_DEFINITION, value=str(rule))
    return [term(ALLOWED), term(rounds, 1)]


def delivery(number: int, on: date, deliverable: str = "D2") -> Delivery:
    return Delivery(
        id=f"v_{number}", project="p", deliverable=deliverable, on=on, position=number
    )


def point(number: int, on: date | None, message: str = "m", **more: object) -> Point:
    made = Point(
        request=f"q_{number}",
        label=f"R-{number}",
        deliverable="D2",
        day=on,
        message=message,
        document=message,
        position=100 + number,
    )
    return replace(made, **more)  # type: ignore[arg-type]


def five_working_days(found: Delivery) -> date:
    return window_end(found.on, 5, "working-day").end


def laid(
    rule: RoundDefinition,
    points: Sequence[Point],
    *,
    deliveries: Sequence[Delivery] = (delivery(1, FIRST),),
    entered: Sequence[RevisionRound] = (),
) -> dict[str, Laid]:
    found = lay(terms(rule), deliveries, points, entered, five_working_days)
    return {each.point.label: each for each in found.points}


def trickle() -> list[Point]:
    """Eleven messages in a week: 24 changes, 6 repeated, 4 questions, 3 too late."""
    kinds = [
        *[PointGround.WISH] * 24,
        *[PointGround.DUPLICATE] * 6,
        *[PointGround.QUESTION] * 4,
    ]
    days = [1, 1, 2, 3, 3, 4, 7, 7]
    made = []
    for number, ground in enumerate(kinds):
        wish = ground is PointGround.WISH
        message = number % 8 if wish else 8 + number % 2
        on = day(days[message] if wish else 4)
        made.append(point(number, on, f"m{message}", ground=ground))
    return [*made, *(point(40 + each, day(8), "m10") for each in range(3))]


@pytest.mark.parametrize(
    ("rule", "rounds"),
    [
        (RoundDefinition.CONSOLIDATED_LIST, 1),
        (RoundDefinition.EACH_MESSAGE, 8),
        (RoundDefinition.EACH_DELIVERY, 1),
    ],
)
def test_the_same_facts_make_other_rounds_under_other_definitions(
    rule: RoundDefinition, rounds: int
) -> None:
    found = lay(terms(rule), [delivery(1, FIRST)], trickle(), [], five_working_days)

    counted = account("D2", terms(rule), found.rounds, day(30))
    assert counted.used == rounds
    assert len(found.points) == 37


def test_changes_after_the_window_wait_for_a_decision_with_its_last_day() -> None:
    found = laid(RoundDefinition.CONSOLIDATED_LIST, trickle())

    places = Counter(each.place for each in found.values())
    assert places == {Place.LAID: 34, Place.LATE: 3}
    late = found["R-40"]
    assert (late.window, late.round) == (day(7), None)
    assert late.definition is not None
    assert late.definition.clause == "4.2"


def test_a_late_change_is_accepted_or_answers_the_next_delivery() -> None:
    handed = [delivery(1, FIRST), delivery(2, day(20))]
    points = [
        point(1, day(1)),
        point(2, day(9), late=Late.ACCEPTED),
        point(3, day(9), late=Late.NEXT),
    ]

    found = laid(RoundDefinition.CONSOLIDATED_LIST, points, deliveries=handed)

    assert {label: each.round for label, each in found.items()} == {
        "R-1": "v_1",
        "R-2": "v_1",
        "R-3": "v_2",
    }


@pytest.mark.parametrize(
    "ground", set(PointGround) - {PointGround.WISH, PointGround.REWORK}
)
def test_a_list_without_a_wish_makes_no_round(ground: PointGround) -> None:
    found = laid(
        RoundDefinition.CONSOLIDATED_LIST,
        [point(1, day(1), ground=ground), point(2, day(2), ground=ground)],
    )

    assert [(each.place, each.round) for each in found.values()] == [
        (Place.GROUND, None)
    ] * 2


NEW_SCOPE = Provision(name=TermName.REWORK, value="new-scope")
AS_A_WISH = Provision(name=TermName.REWORK, value="round")


@pytest.mark.parametrize(
    ("said", "rounds", "new_scope"),
    [
        ([], 1, False),
        ([term(AS_A_WISH, 2)], 1, False),
        ([term(NEW_SCOPE, 2)], 0, True),
        ([term(NEW_SCOPE, 2, on=day(2))], 1, False),
        ([term(AS_A_WISH, 2), term(NEW_SCOPE, 3, on=day(1))], 0, True),
    ],
)
def test_the_term_of_its_day_says_whether_rework_makes_a_round(
    said: list[Term], rounds: int, *, new_scope: bool
) -> None:
    asked = [point(1, day(1), ground=PointGround.REWORK, of="q_9")]
    agreed = [*terms(RoundDefinition.CONSOLIDATED_LIST), *said]

    found = lay(agreed, [delivery(1, FIRST)], asked, [], five_working_days)

    assert account("D2", agreed, found.rounds, day(9)).used == rounds
    [only] = found.points
    assert only.point.new_scope is new_scope
    assert only.place is (Place.GROUND if new_scope else Place.LAID)


HOUR = Decimal(1)


@pytest.mark.parametrize(
    ("own", "hours", "billed"),
    [
        (None, [("wish", 2 * HOUR), ("wish", HOUR / 2)], 5 * HOUR / 2),
        (None, [("wish", 2 * HOUR), ("wish", None)], None),
        (None, [("wish", 2 * HOUR), ("defect", 4 * HOUR)], 2 * HOUR),
        (None, [("wish", 2 * HOUR), ("defect", None)], 2 * HOUR),
        (None, [("wish", None), ("defect", 4 * HOUR)], None),
        (None, [("rework", 3 * HOUR), ("goodwill", HOUR)], 3 * HOUR),
        (None, [("defect", 4 * HOUR)], None),
        (None, [], None),
        (7 * HOUR, [("wish", 2 * HOUR), ("defect", 4 * HOUR)], 7 * HOUR),
    ],
)
def test_the_hours_of_a_round_are_its_own_or_the_sum_of_all_that_makes_it_one(
    own: Decimal | None, hours: list[tuple[str, Decimal | None]], billed: Decimal | None
) -> None:
    points = tuple(
        point(number, day(1), ground=PointGround(ground), hours=worked)
        for number, (ground, worked) in enumerate(hours)
    )

    assert opened(1, day(1), hours=own, points=points).worked == billed


def test_an_own_defect_among_wishes_stays_a_point_of_the_round() -> None:
    points = [point(1, day(1)), point(2, day(1), ground=PointGround.DEFECT)]

    found = lay(
        terms(RoundDefinition.CONSOLIDATED_LIST),
        [delivery(1, FIRST)],
        points,
        [],
        five_working_days,
    )

    [made] = found.rounds
    assert [each.label for each in made.points] == ["R-1", "R-2"]
    assert made.counts


def opened(number: int, on: date, **more: object) -> RevisionRound:
    made = RevisionRound(
        id=f"r_{number}",
        project="p",
        deliverable="D2",
        opened_on=on,
        ground=Ground.WISH,
        position=number,
    )
    return replace(made, **more)  # type: ignore[arg-type]


def test_a_round_that_a_person_opened_in_the_window_is_the_round_of_its_wishes() -> (
    None
):
    found = lay(
        terms(RoundDefinition.CONSOLIDATED_LIST),
        [delivery(1, FIRST)],
        [point(1, day(1)), point(2, day(3), "m2")],
        [opened(1, day(2), documents=("m2",))],
        five_working_days,
    )

    [one] = found.rounds
    assert (one.id, len(one.points)) == ("r_1", 2)
    assert [each.place for each in found.points] == [Place.LAID, Place.ENTERED]


def test_an_opened_round_of_own_defects_alone_does_not_count() -> None:
    mistakes = [point(1, day(1), ground=PointGround.DEFECT, round="r_1")]

    found = lay([term(ALLOWED)], [], mistakes, [opened(1, day(1))], five_working_days)

    assert not found.rounds[0].counts
    assert account("D2", [term(ALLOWED)], found.rounds, day(9)).used == 0


@pytest.mark.parametrize(
    ("more", "place"),
    [
        ({"deliverable": None}, Place.NO_DELIVERABLE),
        ({"day": None}, Place.NO_DAY),
        ({"day": day(-1)}, Place.NO_DELIVERY),
        ({"late": Late.NEXT}, Place.WAITING),
    ],
)
def test_what_is_missing_is_said(more: dict[str, object], place: Place) -> None:
    asked = replace(point(1, day(1)), **more)  # type: ignore[arg-type]

    assert laid(RoundDefinition.EACH_DELIVERY, [asked])["R-1"].place is place


def test_an_account_of_a_day_knows_nothing_that_was_asked_for_later() -> None:
    asked = [point(1, day(1)), point(2, day(3))]
    agreed = terms(RoundDefinition.CONSOLIDATED_LIST)

    found = lay(agreed, [delivery(1, FIRST)], asked, [], five_working_days)

    [line] = account("D2", agreed, found.rounds, day(2)).lines
    assert [each.label for each in line.round.points] == ["R-1"]


def test_without_a_definition_nothing_is_laid() -> None:
    found = lay([term(ALLOWED)], [delivery(1, FIRST)], trickle(), [], five_working_days)

    assert found.rounds == ()
    assert {each.place for each in found.points} == {Place.NO_DEFINITION}


POINTS = st.lists(
    st.builds(
        lambda on, message, ground, late: (on, f"m{message}", ground, late),
        st.none() | st.integers(-3, 40).map(day),
        st.integers(0, 5),
        st.sampled_from(PointGround),
        st.none() | st.sampled_from(Late),
    ),
    max_size=12,
)


@given(
    POINTS,
    st.lists(st.integers(0, 30), max_size=4, unique=True),
    st.sampled_from(RoundDefinition),
    st.randoms(use_true_random=False),
)
def test_nothing_is_dropped_and_order_of_entry_never_matters(
    drawn: list[tuple[date | None, str, PointGround, Late | None]],
    handed: list[int],
    rule: RoundDefinition,
    random: st.DataObject,
) -> None:
    points = [
        point(number, on, message, ground=ground, late=late)
        for number, (on, message, ground, late) in enumerate(drawn)
    ]
    deliveries = [delivery(number, day(each)) for number, each in enumerate(handed)]
    mixed = list(points)
    random.shuffle(mixed)  # type: ignore[attr-defined]

    found = lay(terms(rule), deliveries, points, [], five_working_days)
    again = lay(terms(rule), deliveries[::-1], mixed, [], five_working_days)

    assert again == found
    assert {each.point.request for each in found.points} == {
        each.request for each in points
    }
    held = [each.request for made in found.rounds for each in made.points]
    assert len(held) == len(set(held))
    standing = account("D2", terms(rule), found.rounds, day(60))
    assert standing.left is not None
    assert standing.left >= 0
    assert all(each.round.counts for each in standing.lines)
