"""Money: integers of minor units with a currency, never a float."""

import re
from dataclasses import dataclass
from decimal import Decimal
from decimal import ROUND_HALF_UP
from typing import Self

from ledger.domain.currencies import CURRENCIES
from ledger.domain.currencies import digits
from ledger.domain.errors import BadInputError
from ledger.domain.sentence import said
from ledger.domain.sentence import to_say

_CURRENCY = re.compile(r"[A-Z]{3}")
_NUMBER = re.compile(r"[0-9]{1,12}(\.[0-9]{1,6})?")
_NO_CURRENCY = to_say("“%(currency)s” is no currency; write its three letters, as EUR.")
_SHOWN = 40


@dataclass(frozen=True, slots=True)
class Money:
    """An amount in minor units: ``Money(13000, "EUR")`` is EUR 130.00."""

    minor: int
    currency: str

    @classmethod
    def entered(cls, amount: str, currency: str) -> Self:
        """Return the amount that a person wrote, in a currency that there is.

        Raises:
            BadInputError: there is no such currency, or it is no amount of it.
        """
        known_currency(currency)
        return cls.parse(amount, currency)

    @classmethod
    def parse(cls, amount: str, currency: str) -> Self:
        """Return the amount that was recorded, such as ``65`` or ``65.50``.

        What was recorded before is not held to the list of currencies.

        Raises:
            BadInputError: it is no amount of that currency.
        """
        if not _CURRENCY.fullmatch(currency):
            raise BadInputError(said(_NO_CURRENCY, currency=currency))
        value = parse_number(amount) * Decimal(10) ** digits(currency)
        if value != value.to_integral_value():
            message = said(
                "“%(amount)s” has more digits than %(currency)s knows.",
                amount=amount,
                currency=currency,
            )
            raise BadInputError(message)
        return cls(int(value), currency)

    def times(self, factor: Decimal) -> "Money":
        """Return the product, rounded once, half up, to a minor unit."""
        product = (self.minor * factor).quantize(Decimal(1), ROUND_HALF_UP)
        return Money(int(product), self.currency)

    @property
    def amount(self) -> Decimal:
        """Return the amount in whole units."""
        return Decimal(self.minor).scaleb(-digits(self.currency))

    def __str__(self) -> str:
        return f"{self.amount} {self.currency}"


def known_currency(currency: str) -> str:
    """Return the code of a currency that a person wrote.

    Raises:
        BadInputError: there is none with that code (ISO 4217).
    """
    if currency not in CURRENCIES:
        raise BadInputError(said(_NO_CURRENCY, currency=currency[:_SHOWN]))
    return currency


def parse_number(text: str) -> Decimal:
    """Return the number that a person wrote, not below zero.

    Raises:
        BadInputError: it is no number, a negative one, or absurdly long.
    """
    if not _NUMBER.fullmatch(text.strip()):
        shown = text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"
        message = said(
            "“%(text)s” is no number; write it with digits, such as 65 or 65.50.",
            text=shown,
        )
        raise BadInputError(message)
    return Decimal(text.strip())
