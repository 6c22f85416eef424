"""Whether words that are quoted are those that were written, and what differs.

Both are compared word by word, after NFC; white space, line ends and the signs of
quoting count for nothing, nor do the shapes of quotation marks and dashes, or what mail
programs lay round words (links, stars). A cedilla is the comma below a letter, and a
quote without any mark on a Latin letter comes of a program that has none. A quote may
leave whole sentences out. Words left out within a sentence, put in, or put otherwise
are an alteration.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from rapidfuzz.distance import LCSseq

from ledger.domain.comparison import Verdict
from ledger.services.wording import CUT
from ledger.services.wording import tokens
from ledger.services.wording import Words

MOST_WORDS = 6_000
"""Longer texts are only looked through for the quote as it stands."""

SHORT = 4
"""A quote of fewer words must stand in the original as it is."""

_LEAST_SHARED = 0.5
_MARKS = re.compile(r"^(?:[ \t]{0,3}>)+[ \t]?", re.MULTILINE)
_DEPTH = re.compile(r"(?:[ \t]{0,3}>)+")
_YEAR = re.compile(r"(?<!\d)(?:(?:19|20)\d\d|\d{1,2}[./-]\d{1,2}[./-]\d\d)(?!\d)")
_HOUR = re.compile(r"(?<!\d)\d{1,2}[:.]\d\d(?!\d)")
_COLONS = (":", "：")
_HEAD = 4
"""Over so many lines goes what says who wrote, at most."""


class Change(StrEnum):
    """What became of a stretch of words in the quote."""

    SAME = "same"
    LEFT_OUT = "left-out"
    PUT_IN = "put-in"


@dataclass(frozen=True, slots=True)
class Stretch:
    """Words that stand in both texts, or in one of them."""

    change: Change
    first: int
    last: int
    """Tokens of the original; empty where the words were put in."""

    start: int
    end: int
    """Tokens of the quote; empty where the words were left out."""


@dataclass(frozen=True, slots=True)
class Likeness:
    """How two texts agree."""

    verdict: Verdict
    shared: float
    """How much of the quote stands in the original, from 0 to 1."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Words of a comparison as they are shown."""

    change: Change
    text: str


def body(quoted: str) -> str:
    r"""Return the words of a quotation without who wrote them and signs of quoting.

    Examples:
        >>> body("Ann wrote:\n> Make it\n> red.")
        'Make it\nred.'
        >>> body("> On Monday Ann wrote:\n> > Make it red.")
        'Make it red.'
    """
    lines = quoted.splitlines()
    return _MARKS.sub("", "\n".join(lines[_begins(lines) :])).strip()


def lead(quoted: str) -> str:
    """Return the lines of a quotation that say who wrote it, if any."""
    lines = quoted.splitlines()
    return _MARKS.sub("", "\n".join(lines[: _begins(lines)])).strip()


def _begins(lines: Sequence[str]) -> int:
    """Return with which line the words begin that are quoted."""
    filled = [at for at, line in enumerate(lines) if _MARKS.sub("", line).strip()]
    if not filled:
        return len(lines)
    deepest = _depth(lines[filled[-1]])
    first = 0
    for number, at in enumerate(filled[: _HEAD + 1]):
        if _depth(lines[at]) < deepest:
            first = filled[number + 1] if number + 1 < len(filled) else at
    if not first:
        heads = [at for at in filled[:_HEAD] if lines[at].rstrip()[-1:] in _COLONS]
        at = heads[0] if heads else filled[-1]
        if at != filled[-1] and _tells(" ".join(lines[: at + 1])):
            first = at + 1
    return first


def _tells(said: str) -> bool:
    """Tell whether the lines above a quote say who wrote it: an address, or when.

    Two words and a colon are how a sentence begins, too.
    """
    return "@" in said or bool(_YEAR.search(said) and _HOUR.search(said))


def _depth(line: str) -> int:
    marks = _DEPTH.match(line)
    return marks[0].count(">") if marks else 0


def compare(original: Words, quoted: Words) -> Likeness:
    """Return how the words of a quote agree with those of a message."""
    written, cited = original.keys(bare=quoted.bare), quoted.keys()
    if not cited or not written:
        return Likeness(Verdict.UNKNOWN, 0)
    if written == cited:
        return Likeness(Verdict.IDENTICAL, 1)
    if max(len(written), len(cited)) > MOST_WORDS or len(cited) < SHORT:
        return _contained(original, written, cited)
    shared = LCSseq.similarity(written, cited) / len(cited)
    if shared < _LEAST_SHARED:
        return Likeness(Verdict.UNKNOWN, shared)
    found = stretches(written, cited)
    if any(each.change is Change.PUT_IN for each in found):
        return Likeness(Verdict.ALTERED, shared)
    told = CUT.search(quoted.text) or all(
        _is_whole(original, len(written), each)
        for each in found
        if each.change is Change.LEFT_OUT
    )
    return Likeness(Verdict.SHORTENED if told else Verdict.ALTERED, shared)


def _contained(original: Words, written: list[str], cited: list[str]) -> Likeness:
    """Look for a quote as it stands."""
    length = len(cited)
    starts = (at for at, key in enumerate(written) if key == cited[0])
    at = next((at for at in starts if written[at : at + length] == cited), None)
    if at is None:
        return Likeness(Verdict.UNKNOWN, 0)
    behind = at + length
    before = at == 0 or original.ends(at - 1)
    whole = before and (behind == len(written) or original.ends(behind - 1))
    return Likeness(Verdict.SHORTENED if whole else Verdict.ALTERED, 1)


def stretches(written: Sequence[str], cited: Sequence[str]) -> list[Stretch]:
    """Return what became of the words of an original in a quote."""
    found = []
    for step in LCSseq.opcodes(written, cited):
        change = _CHANGES[step.tag]
        place = (step.src_start, step.src_end, step.dest_start, step.dest_end)
        found.append(Stretch(change, *place))
    return found


_CHANGES = {
    "equal": Change.SAME,
    "delete": Change.LEFT_OUT,
    "insert": Change.PUT_IN,
}


def _is_whole(original: Words, length: int, left_out: Stretch) -> bool:
    """Tell whether what is left out is whole sentences or paragraphs."""
    begins = left_out.first == 0 or original.ends(left_out.first - 1)
    return begins and (left_out.last == length or original.ends(left_out.last - 1))


def pieces(original: str, quoted: str) -> list[Piece]:
    """Return a quote word by word, with what was left out and put in at its place."""
    ours, theirs = tokens(original, bare=Words(quoted).bare), tokens(quoted)
    if max(len(ours), len(theirs)) > MOST_WORDS:
        return [Piece(Change.SAME, quoted)]
    written, cited = [each.key for each in ours], [each.key for each in theirs]
    found = []
    for each in stretches(written, cited):
        if each.change is Change.LEFT_OUT:
            words = original[ours[each.first].start : ours[each.last - 1].end]
        else:
            behind = theirs[each.end].start if each.end < len(theirs) else len(quoted)
            words = quoted[theirs[each.start].start : behind]
        found.append(Piece(each.change, " ".join(words.split())))
    return found
