"""The lines of a body, each with how deep it stands in what was quoted.

A line is quoted as often as it begins with ``>``, or with the letters of a name and
``>``, or stands in a quoted part of HTML.
"""

import re
from collections import Counter
from collections.abc import Iterator
from collections.abc import Sequence
from dataclasses import dataclass

LINE = re.compile(r"[^\n]*\n|[^\n]+")
MARKS = re.compile(r"(?:[ \t\xa0]{0,3}>){1,100}")
INITIALS = re.compile(r"[ \t]{0,3}([A-ZА-ЯЁ]{1,3})(?=> )")
"""The signs of those who quote with the letters of a name: ``AL> Make it red.``"""

ESCAPED_FROM = re.compile(r">From ")
UNSEEN = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
"""Signs without a shape, which turn the direction of writing or join nothing."""

DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "0123456789" * 2)
LEAST = 2
"""So many lines with the same letters are a quote."""


@dataclass(slots=True)
class Line:
    """A line of a body."""

    start: int
    end: int
    said: str
    """Its words without signs of quoting and without white space around them."""

    depth: int
    marked: bool
    """Whether signs in the text itself say that it is quoted."""

    indent: bool = False
    """Whether it begins with white space."""

    @property
    def empty(self) -> bool:
        """Whether it says nothing."""
        return not self.said


def cut(text: str, quoted: Sequence[tuple[int, int]] = ()) -> list[Line]:
    """Return the lines of a text; ``quoted`` ranges may lie inside each other."""
    raw = LINE.findall(text)
    initials = _initials(raw)
    within = _depths(raw, quoted)
    lines: list[Line] = []
    at = 0
    for number, (piece, outer) in enumerate(zip(raw, within, strict=True)):
        marks = _marks(raw, number, initials)
        rest = piece[marks:] if marks else piece
        depth = piece.count(">", 0, marks) + outer
        said = _plain(rest)
        indent = rest[:1] in {" ", "\t", "\xa0"}
        lines.append(Line(at, at + len(piece), said, depth, bool(marks), indent))
        at += len(piece)
    _deepen_empty(lines)
    return lines


def _plain(words: str) -> str:
    """Return words as they are compared: without what nobody sees, digits as ours."""
    if words.isascii():
        return words.strip()
    return UNSEEN.sub("", words).translate(DIGITS).strip()


def _initials(raw: Sequence[str]) -> frozenset[str]:
    """Return the letters with which several lines are marked."""
    near = (INITIALS.match(line) for line in raw if ">" in line[:8])
    found = Counter(letters[1] for letters in near if letters)
    return frozenset(letters for letters, times in found.items() if times >= LEAST)


def _marks(raw: Sequence[str], number: int, initials: frozenset[str]) -> int:
    """Return how many letters of a line are signs of quoting."""
    line = raw[number]
    if ">" not in line[:8]:
        return 0
    if ESCAPED_FROM.match(line) and _alone(raw, number):
        return 0
    skip = 0
    letters = INITIALS.match(line) if initials else None
    if letters and letters[1] in initials:
        skip = letters.end()
    marks = MARKS.match(line, skip)
    if not marks or (number and _closes(raw[number - 1], line)):
        return 0
    return marks.end()


def _closes(above: str, line: str) -> bool:
    """Tell whether a ``>`` ends an address that was broken off in the line above."""
    opened = above.rfind("<")
    broken = opened >= 0 and ">" not in above[opened:] and "@" in above[opened:]
    return broken and line.rstrip().endswith(":")


def _alone(raw: Sequence[str], number: int) -> bool:
    """Tell whether a ``>From`` is only how mailboxes write ``From``."""
    around = (*raw[max(0, number - 1) : number], *raw[number + 1 : number + 2])
    return not any(MARKS.match(line) for line in around)


def _depths(raw: Sequence[str], quoted: Sequence[tuple[int, int]]) -> Iterator[int]:
    """Yield in how many quoted ranges each line begins."""
    begins = sorted(start for start, _end in quoted)
    ends = sorted(end for _start, end in quoted)
    at = first = last = 0
    for line in raw:
        while first < len(begins) and begins[first] <= at:
            first += 1
        while last < len(ends) and ends[last] <= at:
            last += 1
        yield first - last
        at += len(line)


def _deepen_empty(lines: list[Line]) -> None:
    """Give empty lines between quoted ones to the quote."""
    above: int | None = None
    for number, line in enumerate(lines):
        if line.empty:
            continue
        if above is not None and above < number - 1:
            shared = min(lines[above].depth, line.depth)
            for between in lines[above + 1 : number]:
                between.depth = max(between.depth, shared)
        above = number
