"""WhatsApp's text: where each message begins, and what its date can mean.

A message begins at a line with a date and a time in one of the layouts of the phones;
all lines until the next such line are its own. So the slices, one after the other,
are the export, to the byte.
"""

import re
from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from datetime import timedelta
from itertools import pairwise

from ledger.domain.chat import clock_in
from ledger.domain.chat import DayOrder
from ledger.formats.chats import whatsapp_words as words

_SPACE = "[ \\t\xa0\u2007\u2009\u202f]"
_MARK = "[\ufeff\u200e\u200f\u202a-\u202e\u2066-\u2069]*"
_HALF = (
    "(?:[AaPp]\\.?"
    + _SPACE
    + "?[Mm]\\b\\.?|[дп]п|пр\\. ?об\\.|сл\\. ?об\\.|[πμ]\\.μ\\.|[صم])"
)
_EARLY = "(?:上午|下午|午前|午後|오전|오후|[Öö][Öö]|[Öö][Ss])"
_DATE = (
    "(?P<a>\\d{1,4})"
    + _MARK
    + "(?P<sep>[./-])"
    + _SPACE
    + "?(?P<b>\\d{1,2})"
    + _MARK
    + "[./-]"
    + _SPACE
    + "?(?P<c>\\d{4}|\\d{1,2})\\.?(?:"
    + _SPACE
    + "?г\\.)?"
)
_TIME = (
    "(?:(?P<early>"
    + _EARLY
    + ")"
    + _SPACE
    + "?)?(?P<hour>\\d{1,2})[:.](?P<minute>\\d{2})"
    "(?:[:.](?P<second>\\d{2}))?(?:" + _SPACE + "?(?P<half>" + _HALF + "))?"
    "(?:" + _SPACE + "?ч\\.?)?"
)
_BETWEEN = (
    "[,،]?"
    + _SPACE
    + "*(?:(?:klo|kl\\.|um|at|à|о|об|в|la|alle|a las|às)"
    + _SPACE
    + "+)?"
)
_BEGINS = _MARK + _DATE + _BETWEEN + _TIME
BRACKETED = _MARK + "\\[" + _BEGINS.replace("(?P<", "(?P<i") + "\\]" + _SPACE + "?"
_COLON = ":" + _SPACE + "(?=[^\\n:]{1,80}:" + _SPACE + ")"
"""Behind the time on Apple's older phones, where a name follows."""

DASHED = (
    _BEGINS
    + "(?:"
    + _SPACE
    + "[-\u2013\u2014]"
    + _SPACE
    + "?|,"
    + _SPACE
    + "|(?P<colon>"
    + _COLON
    + "))"
)
START = re.compile("^(?:" + BRACKETED + "|" + DASHED + ")", re.MULTILINE)

NAME = re.compile(r"([^\n]{1,120}?) ?:(?:[ \xa0\u202f]|(?=\n|\Z)|(?=\S))")
_REPORT = re.compile('["\u201c\u201d\u201e\u00ab\u00bb]|https?$', re.IGNORECASE)
"""A name with quotation marks is most likely a sentence: ``Ann named it "A: b"``."""

_AROUND = "\u200e\u200f\u202a\u202c\u2068\u2069 ~\xa0\u202f"

_ENOUGH = 1
_EARLIEST = 2009
"""The year of the first WhatsApp; no chat is older."""


@dataclass(frozen=True, slots=True)
class Line:
    """A message of an export, cut out: where it stands and what it is made of."""

    start: int
    end: int
    numbers: str
    """Its date, with its numbers in the order of the line, and its time."""

    author: str
    """Empty for what the service reports."""

    body: str


@dataclass(frozen=True, slots=True)
class _Head:
    start: int
    text: int
    written: str


def looks_like(text: str) -> bool:
    """Tell whether a text begins as an export of WhatsApp."""
    first = START.match(text.lstrip("\ufeff"))
    if not first or (first["colon"] and not _is_talk(text[:20_000], first)):
        return False
    return any(_heads(text[:20_000]))


_LOG = re.compile(r"(?i)(?:fatal|error|warn(?:ing)?|info|notice|debug|trace)$")


def _is_talk(text: str, first: re.Match[str]) -> bool:
    """Tell whether lines that a program's log may have as well are those of people."""
    authors = {line.author for line in cut(text)}
    year_first = len(first["a"]) > 2  # noqa: PLR2004 - two digits of a day
    return not year_first and not any(map(_LOG.match, authors))


def cut(text: str) -> list[Line]:
    """Return the messages of an export; what stands before the first belongs to it."""
    heads = list(_heads(text))
    ends = [head.start for head in heads[1:]] + [len(text)]
    bodies = [text[head.text : end] for head, end in zip(heads, ends, strict=True)]
    known = _repeated(bodies)
    lines = []
    for at, (head, end, body) in enumerate(zip(heads, ends, bodies, strict=True)):
        author, rest = _parted(body, known)
        start = head.start if at else 0
        lines.append(Line(start, end, head.written, author, rest))
    return lines


def _heads(text: str) -> Iterator[_Head]:
    """Yield where messages begin; a line whose numbers are no date begins none."""
    first = START.match(text.lstrip("\ufeff"))
    older = bool(first and first["colon"])
    for found in START.finditer(text):
        if found["colon"] and not older:
            continue  # a piece of another chat, in the words of a message
        prefix = "i" if found["ihour"] else ""
        time = _time(found, prefix)
        written = "/".join(str(int(found[prefix + name])) for name in "abc")
        if time and any(in_order(f"{written} {time}", each) for each in DayOrder):
            yield _Head(found.start(), found.end(), f"{written} {time}")


_FOUR = 4
_NOON = 12
_HOURS = 24
_SIXTY = 60


def _century(year: int) -> int:
    return year + 2000 if year < 100 else year  # noqa: PLR2004 - two digits of a year


def same_day(numbers: str) -> str:
    """Return a date so that it is the same in whatever order it was written.

    Examples:
        >>> same_day("3/4/24 21:45:00") == same_day("4/3/2024 21:45:00")
        True
    """
    day, _space, time = numbers.partition(" ")
    parts = list(map(int, day.split("/")))
    year = parts.pop(0 if parts[0] > 31 else 2)  # noqa: PLR2004 - no month has more
    return f"{_century(year)} {min(parts)} {max(parts)} {time}"


def _time(found: re.Match[str], prefix: str) -> str:
    """Return a time on the clock of 24 hours; nothing for what is no time."""
    hour, minute = int(found[prefix + "hour"]), int(found[prefix + "minute"])
    second = int(found[prefix + "second"] or 0)
    half = found[prefix + "half"] or found[prefix + "early"] or ""
    told = words.half_of_day(half)
    if told and hour <= _NOON:
        hour = hour % _NOON + (_NOON if told == "pm" else 0)
    if hour >= _HOURS or max(minute, second) >= _SIXTY:
        return ""
    return f"{hour:02}:{minute:02}:{second:02}"


def _repeated(bodies: Sequence[str]) -> set[str]:
    """Return the names that begin more than one message."""
    counted: dict[str, int] = {}
    for body in bodies:
        if found := NAME.match(body):
            counted[found[1]] = counted.get(found[1], 0) + 1
    return {name for name, number in counted.items() if number > _ENOUGH}


def _parted(body: str, known: set[str]) -> tuple[str, str]:
    """Return the author of a message and its words; no author for a report."""
    found = NAME.match(body)
    if not found:
        return "", body
    name = found[1]
    if _REPORT.search(name) and name not in known:
        return "", body
    return name.strip(_AROUND), body[found.end() :]


def order_of(lines: Sequence[Line]) -> str:
    """Return the order of day, month and year where the export proves it; else nothing.

    An order is out where it makes a date that no calendar has. Of those that are left,
    one alone must let the days of all messages follow each other.
    """
    written = list(dict.fromkeys(line.numbers.partition(" ")[0] for line in lines))
    possible = _possible(written, _orders(written))
    possible = possible or _possible(written, (DayOrder.YMD,))  # ``24. 12. 31.``
    if len({tuple(days) for days in possible.values()}) == 1:
        return next(iter(possible))  # one is left, or all of them say the same
    rising = [order for order, days in possible.items() if _follow(days)]
    return rising[0] if len(rising) == 1 and len(possible) > 1 else ""


def _orders(written: Sequence[str]) -> Sequence[str]:
    if any(len(each.partition("/")[0]) == _FOUR for each in written):
        return (DayOrder.YMD,)
    return DayOrder.DMY, DayOrder.MDY


def _possible(written: Sequence[str], orders: Iterable[str]) -> dict[str, list[date]]:
    return {order: days for order in orders if (days := _days(written, order))}


def in_order(numbers: str, order: str) -> str:
    """Return what the clock showed; nothing where it is no date of a chat."""
    found = clock_in(numbers, order)
    return found if found[:4] >= str(_EARLIEST) else ""


def _days(written: Sequence[str], order: str) -> list[date]:
    """Return the days in an order; nothing where one of them is no day."""
    found = [in_order(f"{each} 00:00:00", order) for each in written]
    return [date.fromisoformat(each[:10]) for each in found] if all(found) else []


def _follow(days: Sequence[date]) -> bool:
    """Tell whether days follow each other, but for a message that came late."""
    return all(
        later >= earlier - timedelta(days=1) for earlier, later in pairwise(days)
    )
