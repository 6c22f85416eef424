"""Whose words: own, quoted and signed lines, side by side and to the letter.

A line is quoted if it begins with ``>`` or stands in a quoted part of HTML. What stands
below a head or a line of a mail program that opens a message of others is nobody's, as
far as can be told. Nothing is cut away; a fold on a page is all that comes of it.
"""

import re
from collections.abc import Sequence

from ledger.domain.reading import Segment
from ledger.domain.reading import SegmentKind
from ledger.formats.mail import others
from ledger.formats.mail.others import ADDRESS
from ledger.formats.mail.others import LONGEST_ATTRIBUTION
from ledger.formats.mail.others import MOST_ATTRIBUTION
from ledger.formats.mail.phrases import VERB

QUOTED = re.compile(r"[ \t]{0,3}>")
ESCAPED_FROM = re.compile(r">From ")
SIGNATURE = re.compile(r"-- ?\n?$")
DIGIT = re.compile(r"\d")
MOST_LINES = 200_000
"""A longer text is nobody's letter: its lines are not told apart."""


def segments(text: str, quoted: Sequence[tuple[int, int]] = ()) -> tuple[Segment, ...]:
    """Return the segments of a body; ``quoted`` ranges are known from its form."""
    if text.count("\n") > MOST_LINES:
        return (Segment(SegmentKind.UNASSIGNED, 0, len(text)),)
    lines = re.findall(r"[^\n]*\n|[^\n]+", text)
    kinds = _kinds(lines, quoted)
    authors = _fold_attributions(lines, kinds)
    others.give_back(lines, kinds)
    _mark_signatures(lines, kinds)
    return _joined(lines, kinds, authors)


def _kinds(lines: list[str], quoted: Sequence[tuple[int, int]]) -> list[SegmentKind]:
    kinds = []
    ranges = list(reversed(quoted))
    at = 0
    for number, line in enumerate(lines):
        while ranges and ranges[-1][1] <= at:
            ranges.pop()
        inside = bool(ranges) and ranges[-1][0] <= at
        is_quote = inside or (QUOTED.match(line) and not _escaped(lines, number))
        kinds.append(SegmentKind.QUOTE if is_quote else SegmentKind.OWN)
        at += len(line)
    _fill_gaps(lines, kinds)
    return kinds


def _escaped(lines: list[str], number: int) -> bool:
    """Tell whether a ``>From`` is only how mailboxes write ``From``."""
    if not ESCAPED_FROM.match(lines[number]):
        return False
    around = lines[max(0, number - 1) : number] + lines[number + 1 : number + 2]
    return not any(QUOTED.match(line) for line in around)


def _fill_gaps(lines: list[str], kinds: list[SegmentKind]) -> None:
    """Give empty lines between quoted lines to the quote."""
    last = None
    for number, line in enumerate(lines):
        if kinds[number] is SegmentKind.QUOTE:
            if last is not None and last < number - 1:
                kinds[last + 1 : number] = [SegmentKind.QUOTE] * (number - last - 1)
            last = number
        elif line.strip():
            last = None


def _fold_attributions(lines: list[str], kinds: list[SegmentKind]) -> dict[int, str]:
    """Give a clear attribution to the quote below it; return authors by line."""
    authors: dict[int, str] = {}
    for number, kind in enumerate(kinds):
        if kind is not SegmentKind.QUOTE or not number:
            continue
        if kinds[number - 1] is SegmentKind.QUOTE:
            continue
        top = _attribution(lines, kinds, number)
        if top is not None:
            kinds[top:number] = [SegmentKind.QUOTE] * (number - top)
            said = ADDRESS.search("".join(lines[top:number]))
            if said:
                authors[top] = said[0].lower()
    return authors


def _attribution(lines: list[str], kinds: list[SegmentKind], below: int) -> int | None:
    last = below - 1
    if not lines[last].strip():
        last -= 1
    if last < 0 or not lines[last].rstrip().endswith(":"):
        return None
    said = ""
    for top in range(last, max(-1, last - MOST_ATTRIBUTION), -1):
        if not lines[top].strip() or kinds[top] is SegmentKind.QUOTE:
            return None
        said = lines[top] + said
        if len(said) > LONGEST_ATTRIBUTION:
            return None
        begins = top == 0 or not lines[top - 1].strip()
        if begins and _is_clear(said):
            return top
    return last if _is_clear(lines[last]) and VERB.search(lines[last]) else None


def _is_clear(said: str) -> bool:
    """Tell whether it says who wrote: by a verb, or by an address beside a date."""
    return bool(VERB.search(said) or (ADDRESS.search(said) and DIGIT.search(said)))


def _mark_signatures(lines: list[str], kinds: list[SegmentKind]) -> None:
    signing = False
    for number, line in enumerate(lines):
        if kinds[number] is not SegmentKind.OWN:
            signing = False
        elif SIGNATURE.fullmatch(line):
            signing = True
        if signing:
            kinds[number] = SegmentKind.SIGNATURE


def _joined(
    lines: list[str], kinds: list[SegmentKind], authors: dict[int, str]
) -> tuple[Segment, ...]:
    found: list[Segment] = []
    start = at = 0
    author = None
    for number, line in enumerate(lines):
        author = authors.get(number, author) if at == start else author
        at += len(line)
        if number + 1 == len(lines) or kinds[number + 1] is not kinds[number]:
            found.append(Segment(kinds[number], start, at, author))
            start = at
            author = None
    return tuple(found)
