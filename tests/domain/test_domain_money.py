"""Money and numbers: integers of minor units, one rounding, nothing guessed."""

from datetime import date
from decimal import Decimal

import pytest
from babel.core import get_global
from babel.numbers import get_territory_currencies
from babel.numbers import list_currencies
from hypothesis import given
from hypothesis import strategies as st

from ledger.domain.currencies import CURRENCIES
from ledger.domain.currencies import digits
from ledger.domain.errors import BadInputError
from ledger.domain.money import Money
from ledger.domain.money import parse_number
from ledger.domain.provision import Provision
from ledger.domain.provision import TermName
from ledger.domain.provision import Unit


@pytest.mark.parametrize(
    ("amount", "currency", "minor"),
    [
        ("65", "EUR", 6500),
        (" 65.5 ", "EUR", 6550),
        ("65.50", "EUR", 6550),
        ("0.01", "EUR", 1),
        ("0", "EUR", 0),
        ("1200", "JPY", 1200),
        ("1.234", "KWD", 1234),
        ("65.500", "EUR", 6550),
    ],
)
def test_an_amount_is_kept_in_minor_units(
    amount: str, currency: str, minor: int
) -> None:
    assert Money.parse(amount, currency) == Money(minor, currency)


@pytest.mark.parametrize(
    ("amount", "currency"),
    [
        ("65.505", "EUR"),
        ("1.5", "JPY"),
        ("-1", "EUR"),
        ("", "EUR"),
        ("65 EUR", "EUR"),
        ("NaN", "EUR"),
        ("Infinity", "EUR"),
        ("65", "eur"),
        ("65", "EURO"),
        ("65", ""),
        ("1_000", "EUR"),
        ("٦٥", "EUR"),
    ],
)
def test_what_is_no_amount_is_refused_with_a_sentence(
    amount: str, currency: str
) -> None:
    with pytest.raises(BadInputError, match=r"\.$"):
        Money.parse(amount, currency)


@pytest.mark.parametrize("text", ["1e9999999", "9" * 5000, "0." + "0" * 5000 + "1"])
def test_a_number_of_absurd_length_is_refused_at_once(text: str) -> None:
    with pytest.raises(BadInputError):
        parse_number(text)


@pytest.mark.parametrize(
    ("minor", "factor", "product"),
    [(6500, "2", 13000), (1, "0.5", 1), (1, "0.49", 0), (333, "1.5", 500)],
)
def test_a_product_is_rounded_once_half_up(
    minor: int, factor: str, product: int
) -> None:
    assert Money(minor, "EUR").times(Decimal(factor)) == Money(product, "EUR")


@given(
    st.integers(min_value=0, max_value=10**11),
    st.sampled_from(["EUR", "MDL", "RON", "JPY", "KWD"]),
)
def test_an_amount_that_is_written_is_read_again(minor: int, currency: str) -> None:
    money = Money(minor, currency)

    assert str(money) == f"{money.amount} {currency}"
    assert Money.parse(f"{money.amount:f}", currency) == money
    assert money.amount * 10 ** digits(currency) == minor


@pytest.mark.parametrize("currency", ["XYZ", "XXX", "EURO", "euro", "E1R", "XAU", ""])
def test_what_a_person_enters_is_in_a_currency_that_somebody_pays_in(
    currency: str,
) -> None:
    with pytest.raises(BadInputError, match="is no currency"):
        Money.entered("65", currency)


def test_the_currencies_are_those_that_are_paid_in_anywhere_and_some_of_late() -> None:
    paid_in = {
        currency
        for country in get_global("territory_currencies")
        for currency in get_territory_currencies(
            country, date(2025, 9, 1), date(2025, 9, 1)
        )
    }

    assert paid_in - CURRENCIES == set()
    assert set(list_currencies()) >= CURRENCIES
    assert CURRENCIES - paid_in >= {"HRK", "LVL", "LTL"}


def test_an_amount_that_was_recorded_before_stays_what_it_was() -> None:
    recorded = Provision(
        name=TermName.FURTHER_ROUND_RATE, value="65", unit=Unit.HOUR, currency="XYZ"
    )

    assert recorded.money == Money(6500, "XYZ")
