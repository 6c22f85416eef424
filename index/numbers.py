"""Numbers as people write them: ``1 200``, ``1,200.00`` and ``1.200`` are ``1200``."""

import re

SPACES = " \u00a0\u2007\u2009\u202f"
"""What may part the thousands of a number."""

SPACED = rf"\d{{1,3}}(?:[{SPACES}]\d{{3}})+(?!\w)"
"""A pattern of a number whose thousands stand apart."""

_GROUPED = re.compile(
    rf"(\d{{1,3}}(?P<by>[{SPACES}.,'’])\d{{3}}(?:(?P=by)\d{{3}})*)"
    r"(?:(?!(?P=by))[.,](\d{1,2}))?"
)
_DECIMAL = re.compile(r"(\d+)([.,])(\d{1,2})")


def numeral(written: str) -> str:
    """Return the one spelling of a number; empty where it is written so, or is none."""
    grouped = _GROUPED.fullmatch(written)
    if grouped:
        whole = re.sub(r"\D", "", grouped[1])
        return _joined(whole, (grouped[3] or "").rstrip("0"))
    decimal = _DECIMAL.fullmatch(written)
    if not decimal:
        return ""
    if decimal[3] == "00":
        return decimal[1]
    return "" if decimal[2] == "." else _joined(decimal[1], decimal[3])


def _joined(whole: str, decimals: str) -> str:
    return f"{whole}.{decimals}" if decimals else whole


_MONEY = (
    {"eur", "euro", "euros", "евро"},
    {"usd", "dollar", "dollars", "доллар", "долл"},
    {"gbp", "pound", "pounds"},
    {"rub", "rur", "руб", "рублей", "рубля"},
    {"uah", "грн"},
    {"bgn", "лв", "лева"},
    {"ron", "lei", "leu", "лей", "леев"},
    {"mdl", "lei", "leu", "лей", "леев"},
)
"""Each a currency, by its code and by what people write for it."""

MONEY_SIGNS = {"€": "eur", "£": "gbp", "₽": "rub", "₴": "uah", "$": "usd"}


def same_money(word: str) -> frozenset[str]:
    """Return all that people write for a currency; nothing for another word."""
    return frozenset[str]().union(*(names for names in _MONEY if word in names))
