"""Whose words: own, quoted, forwarded and signed lines, side by side and to the letter.

A grammar of lines. Each stands so deep as its signs say (``lines``). Above a quote
stands who wrote it: a sentence (``leads``) or a small head (``heads``). If the words
below it are marked they are his as long as the marks last; if not, they are his up to
the next such line, or to the end of what surrounds them. What stands below a line that
announces others without naming them is nobody's, as far as can be told. Nothing is cut
away; a fold on a page is all that comes of it.
"""

import re
from collections.abc import Collection
from collections.abc import Iterator
from collections.abc import Sequence
from dataclasses import dataclass
from dataclasses import field

from ledger.domain.reading import Segment
from ledger.domain.reading import SegmentKind
from ledger.formats.mail import authors
from ledger.formats.mail import banners
from ledger.formats.mail import heads
from ledger.formats.mail import leads
from ledger.formats.mail import lines as cutting
from ledger.formats.mail import notes
from ledger.formats.mail import signing
from ledger.formats.mail.lines import Line

MOST_LINES = 200_000
"""A longer text is nobody's letter: its lines are not told apart."""

WRAPPED = 60
"""A mailer breaks a quoted line that is so long, and forgets the sign."""

NEAR = 3
CUT = ("[...]", "[…]", "(...)", "...", "…", "[snip]", "<snip>", "<...>")
"""What stands for words that were cut out of a quote."""

BROKEN = re.compile(r"[(<\[]https?://[^\s()<>\[\]]+$")
"""An address that a line breaks off before its bracket is closed."""

BARE_LINK = re.compile(r"[(<]https?://\S+[)>]\s*>?")

Speaker = tuple[SegmentKind, str | None]
OWN: Speaker = (SegmentKind.OWN, None)
NOBODY: Speaker = (SegmentKind.UNASSIGNED, None)


@dataclass(frozen=True, slots=True)
class Opening:
    """Lines that say whose words stand below."""

    end: int
    speaker: Speaker
    head: bool = False
    """Whether it is a head or a known line; else a sentence."""


@dataclass(slots=True)
class Voices:
    """Who speaks at each depth."""

    by_depth: dict[int, Speaker] = field(default_factory=dict)

    def begin(self, depth: int, speaker: Speaker) -> None:
        """Let somebody speak at a depth; who spoke deeper did so before him."""
        for deeper in [each for each in self.by_depth if each > depth]:
            del self.by_depth[deeper]
        self.by_depth[depth] = speaker

    def at(self, depth: int) -> Speaker:
        """Return who speaks at a depth, an answer between his lines or not."""
        if depth in self.by_depth:
            return self.by_depth[depth]
        return (SegmentKind.QUOTE, None) if depth else OWN


def segments(
    text: str,
    quoted: Sequence[tuple[int, int]] = (),
    *,
    opened: Sequence[int] = (),
    names: Collection[str] = (),
) -> tuple[Segment, ...]:
    """Return the segments of a body.

    Args:
        text: the body.
        quoted: ranges that its form quotes; one may lie inside another.
        opened: where its form says that a message of others begins.
        names: how the sender is called, to know his signature.
    """
    if text.count("\n") > MOST_LINES:
        return (Segment(SegmentKind.UNASSIGNED, 0, len(text)),)
    lines = cutting.cut(text, quoted)
    said, begun = _speakers(lines, _openings(lines, opened))
    _doubt_wrapped(lines, said)
    own = [each == OWN for each in said]
    for number in banners.mark(lines, own):
        said[number], own[number] = NOBODY, False
    for number in signing.mark(lines, own, names):
        said[number] = (SegmentKind.SIGNATURE, None)
    return tuple(_joined(lines, said, begun))


def _openings(lines: Sequence[Line], opened: Sequence[int]) -> dict[int, Opening]:
    """Return the lines that say whose words follow, by the first of them."""
    found = {
        heads.above(lines, lead.top): Opening(
            lead.end, (SegmentKind.QUOTE, authors.of_lead(lead.said))
        )
        for lead in leads.find(lines)
    }
    for top, noted in notes.find(lines):
        found[top] = Opening(noted.end, _speaker(noted), head=True)
    seen = 0
    labelled, announcing = heads.likely(lines)
    for number in sorted(labelled | announcing):
        if number < seen:
            continue
        head, clear = None, False
        if number in announcing:
            head, clear = heads.announced(lines, number)
            clear = clear or heads.deeper(lines, number)
        if not clear and number in labelled and number not in found:
            head = heads.read(lines, number)
            seen = max(number + 1, head.end)
            clear = head.clear
        if clear:
            end = head.end if head else number + 1
            found[number] = Opening(end, _speaker(head), head=True)
            seen = end
    for at in opened:
        _add_opened(lines, at, found)
    return found


def _speaker(head: heads.Head | None) -> Speaker:
    if head is None or "sender" not in head.names:
        return NOBODY
    return (SegmentKind.QUOTE, head.author)


def _add_opened(lines: Sequence[Line], at: int, found: dict[int, Opening]) -> None:
    """Begin a message of others where the form of a page says so, if no words do."""
    top = next((n for n, line in enumerate(lines) if line.end > at), len(lines))
    while top < len(lines) and lines[top].empty:
        top += 1
    if top == len(lines) or any(top <= each <= top + NEAR for each in found):
        return
    nearest = lines[top + 1 : top + 1 + leads.MOST_LINES]
    for end, line in enumerate(nearest, top + 1):
        if line.depth > lines[top].depth:
            said = " ".join(each.said for each in lines[top:end])
            speaker = (SegmentKind.QUOTE, authors.of_lead(said))
            found[top] = Opening(end, speaker)
            return
    found[top] = Opening(top, NOBODY, head=True)


def _speakers(
    lines: Sequence[Line], found: dict[int, Opening]
) -> tuple[list[Speaker], set[int]]:
    """Return who says each line, and at which lines another message begins."""
    said: list[Speaker] = []
    begun: set[int] = set()
    voices = Voices()
    number = 0
    while number < len(lines):
        line = lines[number]
        opening = found.get(number)
        if opening is None:
            said.append(voices.at(line.depth))
            number += 1
            continue
        begun.add(number)
        end, speaker, head = _chain(lines, found, opening)
        below = _below(lines, end)
        marked = below is not None and lines[below].depth > line.depth
        named = head and speaker != NOBODY
        if marked and named and _goes_on(lines, end, line.depth, found):
            voices.begin(line.depth, NOBODY)
            speaker = (SegmentKind.QUOTE, None)
        voices.begin(line.depth + marked, speaker)
        kind = SegmentKind.FORWARDED if head else speaker[0]
        if not head and marked:
            kind = SegmentKind.QUOTE
        until = below if marked and below is not None else end
        if until == number:  # his words begin with this very line
            said.append(speaker)
            number += 1
            continue
        said += [(kind, speaker[1])] * (until - number)
        number = until
    return said, begun


def _chain(
    lines: Sequence[Line], found: dict[int, Opening], opening: Opening
) -> tuple[int, Speaker, bool]:
    """Return where openings end that stand together, and of whom they tell."""
    end, speaker, head = opening.end, opening.speaker, opening.head
    while True:
        below = _below(lines, end)
        following = found.get(below) if below is not None else None
        if below is None or following is None or following.end <= end:
            return end, speaker, head
        if lines[below].depth != lines[max(0, end - 1)].depth:
            return end, speaker, head
        if speaker[1] is not None and following.speaker[1] not in {None, speaker[1]}:
            return end, speaker, head
        end, head = following.end, head or following.head
        speaker = following.speaker if speaker[1] is None else speaker


def _goes_on(
    lines: Sequence[Line], end: int, depth: int, found: dict[int, Opening]
) -> bool:
    """Tell whether words without marks follow a marked quote below a head.

    They may be an answer to it; or he who wrote it answered what he quotes. But the
    sign of a signature would be marked if it were his.
    """
    for number in range(end, len(lines)):
        if number in found and lines[number].depth <= depth:
            return False
        if not lines[number].empty and lines[number].depth <= depth:
            return not signing.SIGN.fullmatch(lines[number].said)
    return False


def _below(lines: Sequence[Line], end: int) -> int | None:
    """Return the next line that says something and stands for no words left out."""
    for number in range(end, len(lines)):
        if not lines[number].empty and lines[number].said.casefold() not in CUT:
            return number
    return None


def _doubt_wrapped(lines: Sequence[Line], said: list[Speaker]) -> None:
    """Give a line to nobody that may be the rest of the quoted line above it.

    In a forwarded message nobody answers between the lines.
    """
    forwarded = False
    for number in range(1, len(lines) - 1):
        above, line, below = lines[number - 1 : number + 2]
        if said[number][0] is SegmentKind.FORWARDED:
            forwarded = True
        if said[number] != OWN or not line.said:
            continue
        if (
            above.marked
            and (below.marked or below.empty)
            and _rest_of_link(above, line)
        ):
            said[number] = NOBODY
            continue
        if not (above.marked and below.marked and len(above.said) >= WRAPPED):
            forwarded = False
            continue
        unfinished = above.said[-1] not in ".?!:;" and line.said[0].islower()
        if unfinished or forwarded:
            said[number] = NOBODY


def _rest_of_link(above: Line, line: Line) -> bool:
    """Tell whether a line is only the rest of an address broken off above it."""
    if BARE_LINK.fullmatch(line.said):
        return True
    one = len(line.said.split()) == 1 and line.said.endswith((")", ">", "]"))
    return one and bool(BROKEN.search(above.said))


def _joined(
    lines: Sequence[Line], said: Sequence[Speaker], begun: Collection[int]
) -> Iterator[Segment]:
    """Yield stretches of one speaker; what he wrote in two messages is two."""
    start = 0
    for number, line in enumerate(lines):
        kind, author = said[number]
        below = number + 1
        another = kind is SegmentKind.QUOTE and below in begun
        if below == len(lines) or said[below] != said[number] or another:
            yield Segment(kind, start, line.end, author)
            start = line.end
