"""Terms: what can be entered, which of them is in force, and until when."""

from datetime import date
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.domain.contract import in_force
from ledger.domain.contract import Term
from ledger.domain.contract import until
from ledger.domain.errors import BadInputError
from ledger.domain.provision import Per
from ledger.domain.provision import Provision
from ledger.domain.provision import TermName
from ledger.domain.provision import Unit
from ledger.domain.provision_rules import provision

FREE = TermName.FREE_ROUNDS
RATE = TermName.FURTHER_ROUND_RATE
MINIMUM = TermName.FURTHER_ROUND_MINIMUM
DAY = date(2025, 1, 1)


def term(number: int, from_day: date, value: str = "2", name: TermName = FREE) -> Term:
    return Term(
        id=f"t_{number}",
        project="p",
        provision=Provision(name=name, value=value, per=Per.DELIVERABLE),
        from_day=from_day,
        document="d",
        quote="",
        start=0,
        end=0,
        page=None,
        clause="",
        position=number,
    )


def day(number: int) -> date:
    return DAY + timedelta(days=number)


@pytest.mark.parametrize(
    ("entered", "meant"),
    [
        (("free-rounds", "2"), Provision(name=FREE, value="2", per=Per.DELIVERABLE)),
        (
            ("free-rounds", " Unlimited ", "project"),
            Provision(name=FREE, value="unlimited", per=Per.PROJECT),
        ),
        (
            ("free-rounds", "0", "deliverable"),
            Provision(name=FREE, value="0", per=Per.DELIVERABLE),
        ),
        (
            ("further-round-rate", "65", None, "hour", "eur"),
            Provision(name=RATE, value="65", unit=Unit.HOUR, currency="EUR"),
        ),
        (
            ("further-round-rate", "130.50", None, "round", "EUR"),
            Provision(name=RATE, value="130.50", unit=Unit.ROUND, currency="EUR"),
        ),
        (
            ("further-round-minimum", "2", None, None, None),
            Provision(name=MINIMUM, value="2", unit=Unit.HOUR),
        ),
        (
            ("further-round-minimum", "100", None, None, "EUR"),
            Provision(name=MINIMUM, value="100", unit=Unit.ROUND, currency="EUR"),
        ),
    ],
)
def test_a_provision_is_understood_with_its_defaults(
    entered: tuple[str | None, ...], meant: Provision
) -> None:
    assert provision(*entered) == meant  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "entered",
    [
        ("free-lunch", "2"),
        ("free-rounds", "two"),
        ("free-rounds", "1.5"),
        ("free-rounds", "-1"),
        ("free-rounds", "1e5"),
        ("free-rounds", "2", "month"),
        ("free-rounds", "2", None, "hour"),
        ("free-rounds", "2", None, None, "EUR"),
        ("further-round-rate", "65"),
        ("further-round-rate", "65", None, "hour"),
        ("further-round-rate", "65", None, None, "EUR"),
        ("further-round-rate", "65", "project", "hour", "EUR"),
        ("further-round-rate", "0", None, "hour", "EUR"),
        ("further-round-rate", "65.555", None, "hour", "EUR"),
        ("further-round-rate", "unlimited", None, "hour", "EUR"),
        ("further-round-minimum", "2", None, "hour", "EUR"),
        ("further-round-minimum", "2", None, "round"),
    ],
)
def test_what_makes_no_provision_is_refused_with_a_sentence(
    entered: tuple[str | None, ...],
) -> None:
    with pytest.raises(BadInputError, match=r"\.$"):
        provision(*entered)  # type: ignore[arg-type]


def test_no_term_holds_before_its_first_day() -> None:
    terms = [term(1, day(10))]

    assert in_force(terms, FREE, day(9)) is None
    assert in_force(terms, FREE, day(10)) == terms[0]


def test_a_later_term_takes_over_from_its_day() -> None:
    contract, amendment = term(1, day(0)), term(2, day(30), "3")

    assert in_force([amendment, contract], FREE, day(29)) == contract
    assert in_force([amendment, contract], FREE, day(30)) == amendment
    assert until([amendment, contract], contract) == day(30)
    assert until([amendment, contract], amendment) is None


def test_of_two_terms_from_one_day_the_later_entered_holds() -> None:
    mistaken, corrected = term(1, day(0)), term(2, day(0), "3")

    assert in_force([mistaken, corrected], FREE, day(0)) == corrected
    assert until([mistaken, corrected], mistaken) == day(0)


def test_a_term_of_another_name_takes_nothing_over() -> None:
    free, rate = term(1, day(0)), term(2, day(5), name=RATE)

    assert in_force([free, rate], FREE, day(9)) == free
    assert until([free, rate], free) is None


def test_a_term_entered_late_for_an_earlier_day_does_not_take_over() -> None:
    amendment, found_later = term(1, day(30), "3"), term(2, day(0))

    assert in_force([amendment, found_later], FREE, day(40)) == amendment
    assert until([amendment, found_later], found_later) == day(30)


terms_of_days = st.lists(st.integers(0, 40), max_size=8).map(
    lambda days: [term(number, day(each)) for number, each in enumerate(days)]
)


@given(terms_of_days, st.integers(0, 50), st.data())
def test_in_force_depends_on_no_order_of_the_list(
    terms: list[Term], number: int, data: st.DataObject
) -> None:
    shuffled = data.draw(st.permutations(terms))

    assert in_force(shuffled, FREE, day(number)) == in_force(terms, FREE, day(number))


@given(terms_of_days, st.integers(0, 50))
def test_exactly_the_term_in_force_holds_from_its_day_until_the_next(
    terms: list[Term], number: int
) -> None:
    on = day(number)

    holding = []
    for each in terms:
        end = until(terms, each)
        if each.from_day <= on and (end is None or on < end):
            holding.append(each)

    found = in_force(terms, FREE, on)
    assert holding == ([] if found is None else [found])
