"""The lines of a body, each with how deep it stands in what was quoted.

A line is quoted as often as it begins with a sign of quoting (``marks``), or stands in
a quoted part of HTML.
"""

import re
from collections.abc import Iterator
from collections.abc import Sequence
from dataclasses import dataclass

from ledger.formats.mail import marks as signs_of_quoting
from ledger.formats.mail import middle

LINE = re.compile(r"[^\n]*\n|[^\n]+")
UNSEEN = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
"""Signs without a shape, which turn the direction of writing or join nothing."""

DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "0123456789" * 2)


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
    raw = list(middle.cut(LINE.findall(text)))
    lines: list[Line] = []
    at = 0
    for piece, outer, (marks, signs) in zip(
        raw, _depths(raw, quoted), signs_of_quoting.read(raw), strict=True
    ):
        rest = piece[marks:] if marks else piece
        depth = signs + outer
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
