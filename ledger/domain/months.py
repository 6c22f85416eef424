"""Months as searches name them: ``2025-03``, a year, or ``2024-11..2025-03``."""

import re
from collections.abc import Iterator

_FORM = re.compile(r"(\d{4})(?:-(0[1-9]|1[0-2]))?", re.ASCII)
_BETWEEN = ".."
_YEAR = 12


def is_named(value: str) -> bool:
    """Tell whether a value names a month, a year or a stretch.

    Examples:
        >>> is_named("2025-03"), is_named("2024..2025-02"), is_named("2025-13")
        (True, True, False)
    """
    return all(_FORM.fullmatch(each) for each in ends(value))


def ends(value: str) -> tuple[str, str]:
    """Return the first and the last month or year that a value names."""
    first, _mark, last = value.partition(_BETWEEN)
    return first, last if _mark else first


def stretch(first: str, last: str) -> str:
    """Return the value for all months from one to another; of one it is that one.

    Examples:
        >>> stretch("2025-03", "2024"), stretch("2025-03", "2025"), stretch("7", "7")
        ('2024..2025-03', '2025-03..2025', '7')
    """
    if first == last:
        return first
    turned = _place(first) > _place(last, _YEAR)
    return _BETWEEN.join((last, first) if turned else (first, last))


def within(value: str) -> Iterator[str]:
    """Yield what a value names: whole years as such, and the other months.

    Examples:
        >>> list(within("2023-11..2025-02"))
        ['2023-11', '2023-12', '2024', '2025-01', '2025-02']
        >>> list(within("2025")), list(within("no month"))
        (['2025'], ['no month'])
    """
    if _BETWEEN not in value or not is_named(value):
        yield value
        return
    first, last = ends(value)
    at, end = _place(first), _place(last, _YEAR)
    while at <= end:
        year, month = divmod(at, _YEAR)
        whole = month == 0 and at + _YEAR - 1 <= end
        yield f"{year:04}" if whole else f"{year:04}-{month + 1:02}"
        at += _YEAR if whole else 1


def covers(value: str, month: str) -> bool:
    """Tell whether all of a month or year lies in what a value names.

    Examples:
        >>> covers("2024..2025-03", "2025-03"), covers("2024..2025-03", "2025")
        (True, False)
    """
    if not is_named(value) or not is_named(month):
        return value == month
    first, last = ends(value)
    begin, end = ends(month)
    after = _place(first) <= _place(begin)
    return after and _place(end, _YEAR) <= _place(last, _YEAR)


def _place(value: str, month: int = 1) -> int:
    """Return how many months lie before a month; of a year the month is told."""
    year, _mark, known = value.partition("-")
    return int(year) * _YEAR + int(known or month) - 1
