"""The small head over a repeated message: who wrote, when, to whom, about what.

At least who wrote and when must stand there, with an address or with what only a mail
has; a lone "From:" amid a sentence, or in an order form, is nothing of all that. A
known line such as "Original Message" between dashes says so by itself.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from dataclasses import field

from ledger.formats.mail import authors
from ledger.formats.mail.leads import ADDRESS
from ledger.formats.mail.leads import BEGINS
from ledger.formats.mail.leads import CLOCK
from ledger.formats.mail.leads import DATED
from ledger.formats.mail.leads import EARLY
from ledger.formats.mail.leads import NUMERIC
from ledger.formats.mail.lines import Line
from ledger.formats.mail.phrases import either
from ledger.formats.mail.phrases import every
from ledger.formats.mail.phrases import LABELS
from ledger.formats.mail.phrases import MARKER
from ledger.formats.mail.phrases import named
from ledger.formats.mail.phrases import VERB

ENTRY = re.compile(
    r"[*_ ]{0,3}([^\W\d_][\w' ./-]{0,24}?)[*_ \t\xa0]{0,4}[:：][*_]{0,2}(.*)"
)
FRAME = r"[-_=*~—–]{2,60}"
FRAMED = re.compile(
    rf"{FRAME}\s*(?:{MARKER.pattern})\s*[:：]?\s*{FRAME}", re.IGNORECASE
)
BARE = re.compile(rf"(?:{MARKER.pattern})\s*[:：]?", re.IGNORECASE)
RULE = re.compile(r"[_=-]{4,}(?:\s[_=-]{4,})*")
INNER = re.compile(
    rf"(?<=\S)\s*(?<!\w)({either(map(re.escape, every('sent') + every('subject')))})"
    r"\s?[:：]",
    re.IGNORECASE,
)
"""Where the next name of a head begins that stands in one line with another."""

STAMPED = re.compile(rf"(.{{1,160}}?) on {NUMERIC},? {CLOCK.pattern}")
"""A name with its hour, as Lotus Notes writes it."""

PROCESSED = re.compile(
    r"(?:original message|ursprüngliche nachricht) processed by \S{1,40}",
    re.IGNORECASE,
)
"""The line of Tobit's david, whose head has no colons."""

OPENED = re.compile(rf"{FRAME}\s*(?:{MARKER.pattern})", re.IGNORECASE)
CLOSED = re.compile(rf"(?:.*\s)?{FRAME}\s*")
ABOVE = re.compile(rf"[-–—=*#~<>\s]{{0,12}}(?:{either(every('above'))})", re.IGNORECASE)
"""Below such a line stands what a helpdesk wrote."""

SPOKEN = re.compile(rf"{ABOVE.pattern}|{PROCESSED.pattern}", re.IGNORECASE)

LONGEST = 1000
MOST_WRAPPED = 3
MOST_ABOVE = 120
FAR = 200
MOST_ENTRIES = 40
_LABEL = 36
_FRAMING = frozenset("-_=*~—–#")
NEAR = 4
"""A head stands within so many lines below what announces it."""


@dataclass(slots=True)
class Head:
    """The small head over a repeated message, as far as it was seen."""

    end: int
    """The line below it; the line where it was sought, if there is none."""

    names: set[str] = field(default_factory=set)
    entries: int = 0
    address: bool = False
    dated: bool = False
    sender: str = ""

    def add(self, name: str, value: str) -> None:
        """Note one of its lines."""
        self.entries += 1
        self.names.add(name)
        if name == "sender" and not self.sender:
            who = STAMPED.match(value)
            self.dated |= bool(who)
            self.sender = (who[1] if who else value).strip(" \t*")
        self.extend(name, value)

    def extend(self, name: str, value: str) -> None:
        """Note what else stands in its lines."""
        if name in {"sender", "others"}:
            self.address |= bool(ADDRESS.search(value))
        if name in {"sent", "date"}:
            self.dated |= bool(DATED.search(value))
        for inner in INNER.finditer(value):
            self.names.add(LABELS[inner[1].casefold()])

    @property
    def clear(self) -> bool:
        """Whether it can be nothing but the head of a message."""
        if "sender" not in self.names:
            return False
        told = self.address or bool(self.names & {"sent", "subject"})
        return (self.dated and told) or {"sent", "subject"} <= self.names

    @property
    def likely(self) -> bool:
        """Whether it is one where a rule or a known line announces it."""
        known = self.dated or self.address or "subject" in self.names
        return "sender" in self.names and self.entries > 1 and known

    @property
    def author(self) -> str | None:
        """Who wrote the message."""
        return authors.of_head(self.sender)


def likely(lines: Sequence[Line]) -> tuple[set[int], set[int]]:
    """Return which lines may be of a head, and which may announce one."""
    labelled = {
        number
        for number, line in enumerate(lines)
        if _may_name(line.said) and entry(line.said)
    }
    announcing = {
        number
        for number, line in enumerate(lines)
        if line.said and line.said[0] in _FRAMING and len(line.said) <= LONGEST
    }
    announcing |= {
        number
        for number, line in enumerate(lines)
        if len(line.said) <= MOST_ABOVE and " " in line.said and SPOKEN.match(line.said)
    }
    for number in labelled:
        announcing.update(range(max(0, number - NEAR), number))
    return labelled, {each for each in announcing if lines[each].said}


def _may_name(said: str) -> bool:
    start = said[:_LABEL]
    return (":" in start or "：" in start) and len(said) <= LONGEST


def announced(lines: Sequence[Line], number: int) -> tuple[Head | None, bool]:
    """Return the head that a known line or a rule announces, and whether it is clear.

    A line between dashes is clear by itself, with a head or without one.
    """
    said = lines[number].said.strip("*").strip()
    framed = FRAMED.match(said)
    if framed:
        rest = said[framed.end() :].strip()
        if not rest:
            return _next(lines, number), True
        return _in_one_line(rest, number), True
    if PROCESSED.fullmatch(said):
        return None, True
    if RULE.fullmatch(said) or BARE.fullmatch(said) or _says_when(said):
        head = _next(lines, number)
        return (head, True) if head and head.likely else (None, False)
    end = _wrapped(lines, number)
    if end:
        return _next(lines, end - 1) or Head(end), True
    above = len(said) <= MOST_ABOVE and ABOVE.match(said)
    return None, bool(above) and _answers(lines, number)


def _says_when(said: str) -> bool:
    """Tell whether a line says who wrote when, as leads do, though nothing ends it."""
    return bool(BEGINS.match(said) and EARLY.match(said) and VERB.search(said))


def _wrapped(lines: Sequence[Line], number: int) -> int:
    """Return where a known line ends that is wrapped over a few, or nothing."""
    said = lines[number].said
    if not OPENED.match(said):
        return 0
    for below in range(number + 1, min(len(lines), number + 1 + MOST_WRAPPED)):
        if lines[below].empty or lines[below].depth != lines[number].depth:
            return 0
        said += " " + lines[below].said
        if CLOSED.fullmatch(lines[below].said):
            whole = FRAMED.fullmatch(said[:LONGEST])
            return below + 1 if whole else 0
    return 0


def _answers(lines: Sequence[Line], number: int) -> bool:
    """Tell whether somebody's own words stand above a line."""
    depth = lines[number].depth
    near = lines[max(0, number - FAR) : number]
    return any(each.said and each.depth <= depth for each in near)


def deeper(lines: Sequence[Line], number: int) -> bool:
    """Tell whether a known line announces a head that is marked as quoted."""
    line = lines[number]
    if not BARE.fullmatch(line.said.strip("*").strip()):
        return False
    for below in range(number + 1, min(len(lines), number + 1 + NEAR)):
        if not lines[below].empty:
            is_deeper = lines[below].depth > line.depth
            return is_deeper and read(lines, below).likely
    return False


def above(lines: Sequence[Line], top: int) -> int:
    """Return where a ruled head begins that ends with the line of who wrote and when.

    Yandex writes to whom and about what above it, below a rule.
    """
    first = top
    while first and top - first < NEAR and _belongs(lines[first - 1], lines[top]):
        first -= 1
    ruled = first and first < top and RULE.fullmatch(lines[first - 1].said)
    return first - 1 if ruled else top


def _belongs(line: Line, lead: Line) -> bool:
    return line.depth == lead.depth and entry(line.said) is not None


def _next(lines: Sequence[Line], number: int) -> Head | None:
    """Return the head that begins within a few lines below a line."""
    depth = lines[number].depth
    for each in range(number + 1, min(len(lines), number + 1 + NEAR)):
        if lines[each].depth != depth:
            return None
        if not lines[each].empty:
            head = read(lines, each)
            return head if head.entries else None
    return None


def _in_one_line(said: str, number: int) -> Head | None:
    """Return the head that stands in the line of what announces it."""
    found = entry(said)
    if found is None:
        return None
    head = Head(number + 1)
    head.add(*found)
    return head


def read(lines: Sequence[Line], top: int) -> Head:
    """Return the small head that begins with a line; one without entries if none."""
    head = Head(top)
    name = ""
    listing = blank = False
    for number in range(top, min(len(lines), top + MOST_ENTRIES)):
        line = lines[number]
        if line.depth != lines[top].depth:
            break
        if line.empty:
            if blank or not head.entries:
                break
            blank = True
            continue
        found = entry(line.said)
        if found:
            name, value = found
            head.add(name, value)
        elif not head.entries or blank or not _goes_on(line, listing=listing):
            break
        else:
            head.extend(name, line.said)
            head.sender += f" {line.said}" if name == "sender" else ""
        head.end = number + 1
        blank = False
        listing = line.said.endswith((",", ";"))
    return head


def _goes_on(line: Line, *, listing: bool) -> bool:
    """Tell whether a line goes on with the names of the line above."""
    return listing or ("@" in line.said and len(line.said) < LONGEST)


def entry(said: str) -> tuple[str, str] | None:
    """Return what a line of a head names, and its value."""
    found = ENTRY.match(said[:LONGEST])
    name = named(found[1]) if found else None
    return (name, found[2]) if found and name else None
