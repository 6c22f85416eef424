"""The revision account, as tables of truth and as rules that always hold."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from datetime import timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.domain.contract import Term
from ledger.domain.money import Money
from ledger.domain.pricing import price
from ledger.domain.provision import Provision
from ledger.domain.provision_rules import provision
from ledger.domain.revision import Account
from ledger.domain.revision import account
from ledger.domain.revision import Ground
from ledger.domain.revision import RevisionRound

START = date(2025, 1, 1)
LAST = START + timedelta(days=365)


def day(number: int) -> date:
    return START + timedelta(days=number)


def term(what: Provision, from_day: int = 0, position: int = 0) -> Term:
    return Term(
        id=f"t_{position}",
        project="p",
        provision=what,
        from_day=day(from_day),
        document="d",
        quote="",
        start=0,
        end=0,
        page=None,
        clause="",
        position=position,
    )


def free(value: str, per: str = "deliverable") -> Provision:
    return provision("free-rounds", value, per)


def hourly(value: str = "65", currency: str = "EUR") -> Provision:
    return provision("further-round-rate", value, None, "hour", currency)


def fixed(value: str = "130", currency: str = "EUR") -> Provision:
    return provision("further-round-rate", value, None, "round", currency)


def least_hours(value: str) -> Provision:
    return provision("further-round-minimum", value, None, "hour")


def least_money(value: str, currency: str = "EUR") -> Provision:
    return provision("further-round-minimum", value, None, "round", currency)


def opened(
    number: int,
    on: int,
    deliverable: str = "logo",
    ground: Ground = Ground.WISH,
    excluded: str | None = None,
) -> RevisionRound:
    return RevisionRound(
        id=f"r_{number}",
        project="p",
        deliverable=deliverable,
        opened_on=day(on),
        ground=ground,
        position=number,
        excluded=excluded,
    )


def wishes(*days: int, deliverable: str = "logo") -> list[RevisionRound]:
    return [opened(number, on, deliverable) for number, on in enumerate(days, 10)]


def logo(terms: Sequence[Term], rounds: Sequence[RevisionRound]) -> Account:
    return account("logo", terms, rounds, LAST)


@pytest.mark.parametrize(
    ("allowed", "rounds", "used", "left", "next_free"),
    [
        ("2", 0, 0, 2, True),
        ("2", 1, 1, 1, True),
        ("2", 2, 2, 0, False),
        ("2", 3, 3, 0, False),
        ("0", 0, 0, 0, False),
        ("unlimited", 7, 7, None, True),
    ],
)
def test_each_wish_uses_the_allowance_until_it_is_spent(
    allowed: str, rounds: int, used: int, left: int | None, *, next_free: bool
) -> None:
    found = logo([term(free(allowed))], wishes(*range(rounds)))

    assert (found.used, found.left) == (used, left)
    assert found.next_round.free is next_free
    assert found.next_round.number == rounds + 1


def test_the_third_wish_of_two_is_paid_and_says_what_it_costs() -> None:
    terms = [term(free("2")), term(fixed("130"), position=1)]

    found = logo(terms, wishes(1, 2, 3))

    assert [line.free for line in found.lines] == [True, True, False]
    assert found.paid == 1
    assert found.lines[1].price is None
    assert found.lines[2].price == price(terms, day(3))


@pytest.mark.parametrize(
    "ground", [Ground.DEFECT, Ground.CHANGE_ORDER, Ground.GOODWILL]
)
def test_what_is_no_wish_has_a_number_and_does_not_count(ground: Ground) -> None:
    rounds = [opened(1, 1), opened(2, 2, ground=ground), opened(3, 3)]

    found = logo([term(free("2"))], rounds)

    assert found.used == 2
    assert [line.number for line in found.lines] == [1, 2, 3]
    assert [line.ordinal for line in found.lines] == [1, None, 2]
    assert [line.free for line in found.lines] == [True, None, True]


def test_an_excluded_round_gives_its_place_back_and_reinstated_takes_it() -> None:
    terms = [term(free("1"))]
    first, second = opened(1, 1, excluded="our delivery was late"), opened(2, 2)

    without = logo(terms, [first, second])
    again = logo(terms, [replace(first, excluded=None), second])

    assert [line.free for line in without.lines] == [None, True]
    assert [line.free for line in again.lines] == [True, False]


def test_an_allowance_of_a_deliverable_is_not_used_by_another() -> None:
    rounds = [*wishes(1), opened(99, 2, "site")]

    assert logo([term(free("2"))], rounds).left == 1


def test_a_shared_allowance_is_used_by_all_deliverables() -> None:
    terms = [term(free("2", "project"))]
    rounds = [opened(1, 1, "site"), opened(2, 2), opened(3, 3, "site"), opened(4, 4)]

    found, other = logo(terms, rounds), account("site", terms, rounds, LAST)

    assert (found.used, found.left) == (other.used, other.left) == (4, 0)
    assert [line.free for line in found.lines] == [True, False]
    assert [line.free for line in other.lines] == [True, False]
    assert [line.ordinal for line in found.lines] == [2, 4]


def test_without_a_term_nothing_is_said_to_be_free_or_paid() -> None:
    found = logo([], wishes(1, 2))

    assert not found.allowance.known
    assert found.left is None
    assert [line.free for line in found.lines] == [None, None]
    assert found.next_round.free is None
    assert found.next_round.price.money is None
    assert found.paid == 0


def test_a_round_before_the_first_term_is_neither_free_nor_paid_but_is_counted() -> (
    None
):
    found = logo([term(free("2"), from_day=5)], wishes(1, 6, 7))

    assert [line.free for line in found.lines] == [None, True, False]


def test_an_amendment_changes_rounds_from_its_day_on_alone() -> None:
    terms = [term(free("1")), term(free("3"), from_day=10, position=1)]

    found = logo(terms, wishes(1, 2, 10, 11))

    assert [line.free for line in found.lines] == [True, False, True, False]
    assert found.left == 0


def test_the_account_on_an_earlier_day_does_not_know_later_rounds() -> None:
    terms = [term(free("1")), term(free("3"), from_day=10, position=1)]

    found = account("logo", terms, wishes(1, 10), day(9))

    assert (found.used, found.left) == (1, 0)
    assert found.allowance.number == 1


@pytest.mark.parametrize(
    ("what", "money", "at_least"),
    [
        ([fixed("130")], Money(13000, "EUR"), False),
        ([hourly("65")], None, True),
        ([hourly("65"), least_hours("2")], Money(13000, "EUR"), True),
        ([hourly("33.33"), least_hours("1.5")], Money(5000, "EUR"), True),
        ([hourly("65"), least_money("100")], Money(10000, "EUR"), True),
        ([fixed("130"), least_money("150")], Money(15000, "EUR"), False),
        ([fixed("130"), least_money("100")], Money(13000, "EUR"), False),
        ([least_money("100")], None, False),
        ([], None, False),
    ],
)
def test_what_a_further_round_costs(
    what: list[Provision], money: Money | None, *, at_least: bool
) -> None:
    terms = [term(each, position=number) for number, each in enumerate(what)]

    found = price(terms, LAST)

    assert (found.money, found.at_least) == (money, at_least)


def test_a_minimum_in_hours_does_not_multiply_the_price_of_a_round() -> None:
    terms = [term(fixed("130")), term(least_hours("2"), position=1)]

    assert price(terms, LAST).money == Money(13000, "EUR")


@pytest.mark.parametrize("rate", [hourly("65"), fixed("130")])
def test_two_currencies_do_not_add_up_to_an_amount(rate: Provision) -> None:
    terms = [term(rate), term(least_money("100", "USD"), position=1)]

    assert price(terms, LAST).money is None


grounds = st.sampled_from(Ground)
allowances = st.builds(
    free,
    st.sampled_from(["0", "1", "2", "5", "unlimited"]),
    st.sampled_from(["deliverable", "project"]),
)
rates = st.one_of(
    st.builds(hourly, st.sampled_from(["40", "65.50"])),
    st.builds(fixed, st.sampled_from(["90", "130"])),
    st.builds(least_hours, st.sampled_from(["1", "2.5"])),
    st.builds(least_money, st.sampled_from(["50", "200"])),
)


@st.composite
def contracts(draw: st.DrawFn) -> list[Term]:
    """Terms, at most one of a name on a day, entered in any order."""
    entered = draw(
        st.lists(
            st.tuples(st.integers(0, 60), st.one_of(allowances, rates)),
            max_size=6,
            unique_by=lambda each: (each[0], each[1].name),
        )
    )
    return [term(what, on, number) for number, (on, what) in enumerate(entered)]


@st.composite
def histories(draw: st.DrawFn) -> list[RevisionRound]:
    """Rounds, at most one on a day, entered in any order."""
    entered = draw(
        st.lists(
            st.tuples(
                st.integers(0, 60),
                st.sampled_from(["logo", "site"]),
                grounds,
                st.sampled_from([None, None, "why"]),
            ),
            max_size=8,
            unique_by=lambda each: each[0],
        )
    )
    return [
        opened(number, on, deliverable, ground, excluded)
        for number, (on, deliverable, ground, excluded) in enumerate(entered)
    ]


def _said(found: Account) -> object:
    """Return all that an account says, without the places in the log."""
    return (
        found.used,
        found.left,
        found.next_round.number,
        found.next_round.free,
        found.next_round.price.money,
        [
            (x.round.opened_on, x.number, x.ordinal, x.free, x.price and x.price.money)
            for x in found.lines
        ],
    )


def _entered_again(listed: Sequence[Term], order: Sequence[int]) -> list[Term]:
    return [replace(listed[at], position=new) for new, at in enumerate(order)]


@given(contracts(), histories(), st.data())
def test_the_account_depends_on_no_order_of_entry(
    terms: list[Term], rounds: list[RevisionRound], data: st.DataObject
) -> None:
    order = data.draw(st.permutations(range(len(terms))))
    shuffled = _entered_again(terms, order)
    others = [
        replace(each, position=number)
        for number, each in enumerate(data.draw(st.permutations(rounds)))
    ]

    assert _said(logo(shuffled, others)) == _said(logo(terms, rounds))


@given(contracts(), histories(), st.integers(0, 70))
def test_nothing_is_ever_negative_and_free_ones_stay_within_the_allowance(
    terms: list[Term], rounds: list[RevisionRound], number: int
) -> None:
    found = account("logo", terms, rounds, day(number))

    assert found.left is None or found.left >= 0
    assert found.used >= sum(line.round.counts for line in found.lines)
    for line in found.lines:
        allowed = line.allowance.number
        assert (line.ordinal is None) is not line.round.counts
        if line.free and allowed is not None:
            assert line.ordinal is not None
            assert line.ordinal <= allowed
        if line.price and line.price.money:
            assert line.price.money.minor > 0


@given(contracts(), histories(), st.integers(0, 70), st.integers(0, 70))
def test_an_earlier_day_shows_the_beginning_of_a_later_one(
    terms: list[Term], rounds: list[RevisionRound], one: int, other: int
) -> None:
    early, late = sorted((one, other))

    before = account("logo", terms, rounds, day(early))
    after = account("logo", terms, rounds, day(late))

    assert after.lines[: len(before.lines)] == before.lines
    assert all(x.round.opened_on > day(early) for x in after.lines[len(before.lines) :])


@given(contracts(), histories())
def test_an_excluded_round_is_as_if_it_did_not_count_and_nothing_else_moves(
    terms: list[Term], rounds: list[RevisionRound]
) -> None:
    for each in rounds:
        excluded = [replace(x, excluded="why") if x is each else x for x in rounds]
        without = [x for x in rounds if x is not each]

        assert logo(terms, excluded).used == logo(terms, without).used


def test_hours_of_a_minimum_are_counted_to_the_cent_once() -> None:
    assert Money(3333, "EUR").times(Decimal("1.5")) == Money(5000, "EUR")
