"""Numbers and days of cells, in a form that cannot be taken for another.

A number is written as it is stored, with a point and without groups: never rounded as
a program shows it. What its format says in words stands with it: a currency, a per
cent, days. A day is written as in ISO 8601.
"""

import re
from dataclasses import dataclass
from datetime import datetime
from datetime import timedelta
from decimal import Decimal
from decimal import InvalidOperation
from functools import lru_cache

DAYS = {*range(14, 18), *range(27, 32), *range(34, 37), *range(50, 59)}
MOMENTS = {22, *DAYS}
TIMES = {18, 19, 20, 21, 32, 33, 45, 47}
PER_CENT = {9, 10}
LAPSES = {46}
LAST_DAY = 2_958_466
"""The first day of the year 10000, as a number."""

LITERAL = re.compile(r'"([^"]*)"|\\(.)|\[\$([^\]-]*)(?:-[^\]]*)?\]|([€$£¥₽₴₸₺₼])|[_*].')
CONDITION = re.compile(r"\[(?!\$|h+\]|m+\]|s+\])[^\]]*\]", re.IGNORECASE)
LAPSE = re.compile(r"\[(?:h+|m+|s+)\]", re.IGNORECASE)
LOCALE = re.compile(r"\[\$-[^\]]*\]")
WORTH_SAYING = re.compile(r"[^\W_]|[€$£¥₽₴₸₺₼%]")
FARTHEST = 400
"""No program stores a number with more places before or behind its point."""

FAR = 25
"""Numbers of more digits stay as they are stored, with an exponent."""


@dataclass(frozen=True, slots=True)
class Format:
    """What a number format says: of which sort the number is, and words beside it."""

    sort: str = "number"
    """``number``, ``percent``, ``day``, ``moment``, ``time``, ``lapse``, ``hidden``."""

    before: str = ""
    after: str = ""
    digits: int = 0
    """With how many digits at least it is written: codes begin with noughts."""


GENERAL = Format()


def usual(number: int) -> Format:
    """Return a format that files name by its number alone."""
    if number in {22, *range(71, 76)}:
        return Format("moment")
    if number in DAYS:
        return Format("day")
    if number in TIMES:
        return Format("time")
    if number in LAPSES:
        return Format("lapse")
    return Format("percent") if number in PER_CENT else GENERAL


@lru_cache(maxsize=1000)
def understood(code: str) -> Format:
    """Return what a format says that a file writes out."""
    if re.fullmatch(r"\s*;+\s*", code):
        return Format("hidden")
    first = code.split(";", maxsplit=1)[0][:500]
    bare = CONDITION.sub("", LOCALE.sub("", first))
    lapse = LAPSE.search(bare)
    letters = LITERAL.sub("", LAPSE.sub("", bare)).lower()
    if lapse:
        return Format("lapse")
    if letters.strip() not in {"general", "standard"}:
        day = bool(re.search(r"[yd]|mmm", letters)) or _is_month(letters)
        time = bool(re.search(r"[hs]|am/pm|a/p", letters))
        if day or time:
            sort = "moment" if day and time else "day" if day else "time"
            return Format(sort)
    sort = "percent" if "%" in letters else "number"
    before, after = _beside(bare)
    plain = letters.strip()
    digits = len(plain) if re.fullmatch("0{2,}", plain) else 0
    return Format(sort, before, after, digits)


def written(stored: str, form: Format, *, since_1904: bool = False) -> str:
    """Return a stored number as it reads."""
    try:
        value = Decimal(stored.strip())
    except InvalidOperation:
        return stored
    if not value.is_finite() or abs(value.adjusted()) > FARTHEST:
        return stored
    if form.sort == "percent":
        return f"{form.before}{plain(_shortest(value) * 100)}%{form.after}"
    if form.sort in {"day", "moment", "time", "lapse"}:
        return _moment(value, form, since_1904=since_1904)
    text = plain(_shortest(value))
    if form.digits and re.fullmatch("-?[0-9]+", text):
        text = text.zfill(form.digits)
    return f"{form.before}{text}{form.after}"


def plain(value: Decimal) -> str:
    """Return a number without an exponent, unless it is out of all measure."""
    text = format(value.normalize(), "f") if value else "0"
    return text if len(text) <= FAR else str(value.normalize())


def _shortest(value: Decimal) -> Decimal:
    """Return the number that was meant: programs store fifteen digits and noise."""
    return Decimal(f"{value:.15g}")


def _moment(value: Decimal, form: Format, *, since_1904: bool) -> str:
    if form.sort == "lapse":
        seconds = round(abs(value) * 86400)
        sign = "-" if value < 0 else ""
        hours, rest = divmod(int(seconds), 3600)
        return f"{sign}{hours}:{rest // 60:02d}:{rest % 60:02d}"
    if not 0 <= value < LAST_DAY - (1462 if since_1904 else 0):
        return plain(_shortest(value))
    start = datetime(1904, 1, 1) if since_1904 else datetime(1899, 12, 30)  # noqa: DTZ001 - a day of a calendar on a wall, in no zone
    if not since_1904 and 0 < value < 61:  # noqa: PLR2004 - 29 February 1900 never was
        start += timedelta(days=1)
    at = start + timedelta(seconds=round(float(value) * 86400))
    if form.sort == "time" and value < 1:
        return f"{at:%H:%M:%S}".removesuffix(":00")
    if form.sort == "day" and value == int(value):
        return f"{at:%Y-%m-%d}"
    return f"{at:%Y-%m-%d %H:%M:%S}".removesuffix(":00").removesuffix(" 00:00")


def _is_month(letters: str) -> bool:
    """Tell whether an m stands for months: it has no hours or seconds beside it."""
    return "m" in letters and not re.search(r"[hs0#?]", letters)


def _beside(code: str) -> tuple[str, str]:
    """Return what a format writes before and behind the number."""
    digit = re.search(r"[0#?]", LITERAL.sub(lambda found: " " * len(found[0]), code))
    at = digit.start() if digit else len(code)
    before = _words(code[:at])
    after = _words(code[at:])
    return (f"{before} " if before else ""), (f" {after}" if after else "")


def _words(code: str) -> str:
    found = "".join(
        next((group for group in match.groups() if group), "")
        for match in LITERAL.finditer(code)
    )
    text = " ".join(found.split())
    return text if WORTH_SAYING.search(text) else ""
