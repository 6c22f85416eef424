"""Labels: what people call an item, by the number that its document gives it."""

import re
from collections.abc import Iterable

PREFIX = "TS-"
"""What stands before the number of an item that has no letters of its own."""

_DIGITS = re.compile(r"(\d+)")


def natural(label: str) -> list[tuple[int, int, str]]:
    """Return by what labels are sorted: their numbers as numbers.

    Examples:
        >>> sorted(["TS-10", "TS-9", "TS-9.2", "TS-9.10"], key=natural)
        ['TS-9', 'TS-9.2', 'TS-9.10', 'TS-10']
    """
    return [
        (1, int(part), "") if part.isdecimal() else (0, 0, part.casefold())
        for part in _DIGITS.split(label)
        if part
    ]


def label_of(number: str, prefix: str = PREFIX) -> str:
    """Return what an item is called by the number that its document gives it.

    Examples:
        >>> label_of("2.4"), label_of("REQ 7"), label_of("ТЗ-3")
        ('TS-2.4', 'REQ-7', 'ТЗ-3')
    """
    number = number.strip()
    if not number or not number[0].isdigit():
        return re.sub(r"(?<=[^\W\d_])[\s_–—]+(?=\d)", "-", number)
    return prefix + number


def free_label(wanted: str, taken: Iterable[str], prefix: str = PREFIX) -> str:
    """Return a label that nothing has: the wanted one, or one that follows.

    Examples:
        >>> free_label("", ["TS-1", "TS-7"]), free_label("TS-2.1", ["ts-2.1"])
        ('TS-8', 'TS-2.1-2')
    """
    known = {each.casefold() for each in taken}
    if not wanted:
        heads = (each.removeprefix(prefix.casefold()) for each in known)
        firsts = (re.match(r"(\d+)", each) for each in heads)
        number = max((int(each[1]) for each in firsts if each), default=0)
        return f"{prefix}{number + 1}"
    made, number = wanted, 2
    while made.casefold() in known:
        made, number = f"{wanted}-{number}", number + 1
    return made
