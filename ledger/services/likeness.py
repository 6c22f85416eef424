"""Whether words that are quoted are those that were written, and what differs.

Both are compared word by word, after NFC; white space, line ends and the signs of
quoting count for nothing, nor do the shapes of quotation marks and dashes, or what mail
programs lay round words (links, stars). A cedilla is the comma below a letter, and a
quote without any mark on a Latin letter comes of a program that has none. A quote may
leave whole sentences out. Words left out within a sentence, put in, or put otherwise
are an alteration.
"""

import re
import unicodedata
from collections.abc import Iterator
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from rapidfuzz.distance import LCSseq

from ledger.domain.comparison import Verdict

MOST_WORDS = 6_000
"""Longer texts are only looked through for the quote as it stands."""

SHORT = 4
"""A quote of fewer words must stand in the original as it is."""

_LEAST_SHARED = 0.5
_WIDE = 55
"""A line that ends before this many letters was ended by its writer."""

_MARKS = re.compile(r"^(?:[ \t]{0,3}>)+[ \t]?", re.MULTILINE)
_DEPTH = re.compile(r"(?:[ \t]{0,3}>)+")
_WRAPPING = re.compile(
    r"<(?:https?|mailto|tel):[^>\s]*>|\[(?:cid|image|bild)\b[^\]\n]{0,200}\]",
    re.IGNORECASE,
)
_CUT = re.compile(r"\[(?:\.\.\.|…)\]|\((?:\.\.\.|…)\)|<snip>|\[snip\]", re.IGNORECASE)
_LETTERS = r"[^\W_](?:[^\W_]|[\u0300-\u036f])*"
"""Letters and digits, with accents that are written apart."""

_TOKEN = re.compile(rf"{_LETTERS}(?:['’.,:/@-]{_LETTERS})*|[.?!%€$£]")
_SHAPES = str.maketrans("’ŞşŢţ", "'ȘșȚț")
_MARKED = re.compile(r"[À-ÖØ-öø-ɏḀ-ỿ]")
"""Latin letters that are none of the twenty-six."""

_YEAR = re.compile(r"(?<!\d)(?:(?:19|20)\d\d|\d{1,2}[./-]\d{1,2}[./-]\d\d)(?!\d)")
_HOUR = re.compile(r"(?<!\d)\d{1,2}[:.]\d\d(?!\d)")
_ENDS = frozenset(".?!")
_COLONS = (":", "：")
_HEAD = 4
"""Over so many lines goes what says who wrote, at most."""


class Change(StrEnum):
    """What became of a stretch of words in the quote."""

    SAME = "same"
    LEFT_OUT = "left-out"
    PUT_IN = "put-in"


@dataclass(frozen=True, slots=True)
class Token:
    """A word, where it stands, and whether a sentence or a paragraph ends with it."""

    key: str
    start: int
    end: int
    ends: bool


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


def compare(original: str, quoted: str) -> Likeness:
    """Return how the words of a quote agree with those of a message."""
    bare = _is_bare(quoted)
    written, cited = _words(original, bare=bare), _words(quoted)
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
    ours = tokens(original)
    told = _CUT.search(quoted) or all(
        _is_whole(ours, each) for each in found if each.change is Change.LEFT_OUT
    )
    return Likeness(Verdict.SHORTENED if told else Verdict.ALTERED, shared)


def has_words(text: str) -> bool:
    """Tell whether a text has anything to compare."""
    return bool(_words(text))


def _contained(original: str, written: list[str], cited: list[str]) -> Likeness:
    """Look for a quote as it stands."""
    length = len(cited)
    starts = (at for at, key in enumerate(written) if key == cited[0])
    at = next((at for at in starts if written[at : at + length] == cited), None)
    if at is None:
        return Likeness(Verdict.UNKNOWN, 0)
    ours, behind = tokens(original), at + length
    before = at == 0 or ours[at - 1].ends
    whole = before and (behind == len(ours) or ours[behind - 1].ends)
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


def _is_whole(ours: Sequence[Token], left_out: Stretch) -> bool:
    """Tell whether what is left out is whole sentences or paragraphs."""
    begins = left_out.first == 0 or ours[left_out.first - 1].ends
    ends = left_out.last == len(ours) or ours[left_out.last - 1].ends
    return begins and ends


def _is_bare(quoted: str) -> bool:
    """Tell whether a program without marks on Latin letters may have written a text."""
    return not _MARKED.search(unicodedata.normalize("NFC", quoted))


def _words(text: str, *, bare: bool = False) -> list[str]:
    """Return the keys of a text's tokens: most texts need no more to be compared."""
    if not unicodedata.is_normalized("NFC", text):
        return [each.key for each in tokens(text, bare=bare)]
    shaped = _blanked(text).translate(_SHAPES)
    return _TOKEN.findall(_MARKED.sub(_plain, shaped) if bare else shaped)


def tokens(text: str, *, bare: bool = False) -> list[Token]:
    """Return the words of a text, with where sentences and paragraphs end.

    Where they are bare, no Latin letter has a mark.
    """
    return list(_tokens(text, bare=bare))


def _tokens(text: str, *, bare: bool) -> Iterator[Token]:
    found = list(_TOKEN.finditer(_blanked(text)))
    for number, match in enumerate(found):
        behind = found[number + 1].start() if number + 1 < len(found) else len(text)
        key = unicodedata.normalize("NFC", match[0]).translate(_SHAPES)
        key = _MARKED.sub(_plain, key) if bare else key
        ends = match[0] in _ENDS or _line_ends(text, match.end(), behind)
        yield Token(key, match.start(), match.end(), ends)


def _blanked(text: str) -> str:
    """Return a text with blanks where programs laid something round its words."""
    return _CUT.sub(_blank, _WRAPPING.sub(_blank, text))


def _plain(found: "re.Match[str]") -> str:
    """Return a letter without its marks, if it is more than them."""
    return unicodedata.normalize("NFD", found[0])[0]


def _blank(found: "re.Match[str]") -> str:
    return " " * len(found[0])


def _line_ends(text: str, start: int, end: int) -> bool:
    """Tell whether somebody ended a line there, and no program that wraps it."""
    between = text[start:end]
    breaks = between.count("\n")
    if breaks != 1:
        return breaks > 1
    begin = text.rfind("\n", 0, start) + 1
    return start - begin < _WIDE


def pieces(original: str, quoted: str) -> list[Piece]:
    """Return a quote word by word, with what was left out and put in at its place."""
    ours, theirs = tokens(original, bare=_is_bare(quoted)), tokens(quoted)
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
