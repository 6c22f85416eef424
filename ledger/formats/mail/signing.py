"""Signatures: what stands below one's own words and says only who wrote, or with what.

A sign (``-- ``), the line of a telephone, a list's footer, or how one ends a letter and
a name. A word more or less is never taken for a name: what may be an answer stays own.
"""

import re
from collections.abc import Collection
from collections.abc import Iterator
from collections.abc import Sequence

from ledger.formats.mail import cards
from ledger.formats.mail import claims
from ledger.formats.mail.lines import Line
from ledger.formats.mail.phrases import CLOSING
from ledger.formats.mail.phrases import DEVICE
from ledger.formats.mail.phrases import GADGET
from ledger.formats.mail.phrases import PROGRAM

SIGN = re.compile(r"-- ?")
DASHES = re.compile(r"(?:--|—|–|―|_{2,3})")
RULED = re.compile(r"_{5,80}|-{5,80}|={5,80}")
DASHED = re.compile(r"--[A-ZА-Я][^\W\dA-ZА-Я_]{1,20}(?: [A-ZА-Я][^\W\d_]{1,20}){0,2}")
SINGLE = re.compile(r"[-–—]\s?([^\W\d_][^\n]{1,60})")
EXCUSED = re.compile(
    r"(?i)\bnetwork\b|provided by|(?:excuse|forgive|pardon|sorry for)\b.{0,40}"
    r"(?:typo|brevity|spelling|error|mistake|short)|tippfehler|fautes? de frappe"
    r"|опечатк|кратк|печатни грешки|greșeli(?:le)? de (?:tastare|scriere)"
)
"""What a telephone says in a whole sentence."""

FOOTER = re.compile(r"_{20,60}|-{20,60}")
LIST = re.compile(
    r"(?i).{0,60}mailing list.{0,60}|https?://\S{1,200}/listinfo/\S{1,100}"
)
LINK = re.compile(r"<\S*>|\(http\S*\)|https?://\S+")
SENTENCE = (".", "?", "!")

MOST_DEVICE = 100
MOST_PILE = 60
MOST_CARD = 14
MOST_CLOSING = 7
MOST_CLAIM = 40


def mark(
    lines: Sequence[Line], own: Sequence[bool], names: Collection[str]
) -> set[int]:
    """Return which of the sender's own lines are his signature."""
    found: set[int] = set()
    known = frozenset(cards.folded(names)) | {name.casefold() for name in names}
    for top, end in _stretches(own):
        found |= set(_signature(lines, top, end, known))
    return found


def _stretches(own: Sequence[bool]) -> Iterator[tuple[int, int]]:
    """Yield from where to where one's own lines stand together."""
    top: int | None = None
    for number, mine in enumerate((*own, False)):
        if mine and top is None:
            top = number
        elif not mine and top is not None:
            yield top, number
            top = None


def _signature(
    lines: Sequence[Line], top: int, end: int, names: frozenset[str]
) -> range:
    """Return the lines at the end of a stretch that are a signature."""
    last = end
    while last > top and lines[last - 1].empty:
        last -= 1
    if last == top:
        return range(0)
    told = claims.alone(lines, top, last)
    if told is not None:
        above = _signature(lines, top, told, names)
        return range(above.start if above else told, end)
    starts = [
        each
        for each in (
            _signed(lines, top, last),
            _sent_with(lines, top, last),
            _footer(lines, top, last),
            _dashed(lines, last, names),
        )
        if each is not None
    ]
    start = min(starts, default=last)
    carded = _carded(lines, top, start)
    start = start if carded is None else carded
    closed = _closing(lines, top, start, names)
    start = start if closed is None else closed
    return range(start, end) if start < last else range(0)


def _signed(lines: Sequence[Line], top: int, last: int) -> int | None:
    """Return the sign of a signature: the first, or two dashes not far from the end."""
    for number in range(top, last):
        line = lines[number]
        if SIGN.fullmatch(line.said) and (line.end - line.start) <= len("-- \r\n"):
            if line.said == "--" and line.end - line.start == len("-- \n"):
                return number
            if last - number <= MOST_CLAIM:
                return number
        elif DASHES.fullmatch(line.said) and last - number <= MOST_CARD:
            return number
    return None


def _sent_with(lines: Sequence[Line], top: int, last: int) -> int | None:
    """Return the first of the lines that telephones or programs added at the end."""
    found = None
    ends = last
    for number in range(last - 1, max(top - 1, last - 1 - MOST_PILE), -1):
        if lines[number].empty:
            continue
        said = lines[number].said.lstrip("*_<[( ")
        begins = number == top or lines[number - 1].empty
        told = DEVICE.match(said)
        if told and (begins or _is_gadget(said)) and _is_short(said, told.end()):
            if begins or all(lines[each].empty for each in range(number + 1, ends)):
                found = ends = number
                continue
        elif told and begins and found is None:
            return None
        if found is not None:
            break
    return found


def _is_gadget(said: str) -> bool:
    """Tell whether a line below other words is what a telephone adds, and no more."""
    bare = LINK.sub("", said).strip()
    return bool(GADGET.search(bare)) and len(bare.split()) <= MOST_CLOSING


def _is_short(said: str, end: int) -> bool:
    """Tell whether a line is no sentence, but for a program that praises itself."""
    bare = LINK.sub("", said).strip()
    sentence = bare[-1:] in SENTENCE and len(bare.split()) > MOST_CLOSING
    excused = PROGRAM.match(said, end) or EXCUSED.search(bare)
    return len(bare) <= MOST_DEVICE and not (sentence and not excused)


def _footer(lines: Sequence[Line], top: int, last: int) -> int | None:
    """Return where a mailing list signs, below a rule of its own."""
    for number in range(last - 1, max(top - 1, last - 1 - MOST_CARD), -1):
        ruled = FOOTER.fullmatch(lines[number].said)
        if ruled and number + 1 < last and LIST.match(lines[number + 1].said):
            return number
    return None


def _carded(lines: Sequence[Line], top: int, last: int) -> int | None:
    """Return the rule below which a name stands, and where to reach him."""
    for number in range(max(top + 1, last - MOST_CARD), last):
        if not RULED.fullmatch(lines[number].said):
            continue
        below = [n for n in range(number + 1, last) if lines[n].said]
        below = [n for n in below if not RULED.fullmatch(lines[n].said)]
        if below and cards.is_name(lines[below[0]].said) and len(below) > 1:
            told = all(cards.is_told(lines[n].said) for n in below)
            return number if told else None
    return None


def _dashed(lines: Sequence[Line], last: int, names: frozenset[str]) -> int | None:
    """Return the last line, if a name stands in it right behind two dashes.

    Behind one dash it must be the sender's: an answer begins with one, too.
    """
    said = lines[last - 1].said
    single = SINGLE.fullmatch(said)
    if DASHED.fullmatch(said) or (single and cards.is_sender(single[1], names)):
        return last - 1
    return None


def _closing(
    lines: Sequence[Line], top: int, last: int, names: frozenset[str]
) -> int | None:
    """Return where somebody ends his letter, if nothing but himself is told below."""
    while last > top and lines[last - 1].empty:
        last -= 1
    claim = claims.below_signature(lines, top, last)
    found = None
    for number in range(claim - 1, max(top - 1, claim - 1 - MOST_CARD), -1):
        line = lines[number]
        if line.empty:
            continue
        begins = _ends_letter(lines, number, claim) or (
            cards.is_sender(line.said, names)
            and cards.is_card(lines, number + 1, claim)
            and not _ends_sentence(lines, top, number)
        )
        if begins:
            found = number
        elif found is None and not cards.is_told(line.said):
            return None
        elif found is not None and not RULED.fullmatch(line.said):
            break
    if found is not None and found > top and RULED.fullmatch(lines[found - 1].said):
        found -= 1
    return found


def _ends_sentence(lines: Sequence[Line], top: int, number: int) -> bool:
    """Tell whether a line is the rest of what the line above says."""
    goes_on = number > top and not lines[number - 1].empty
    return goes_on and lines[number].said.endswith(".")


def _ends_letter(lines: Sequence[Line], number: int, last: int) -> bool:
    """Tell whether a line ends a letter, and a name stands in it or below."""
    said = lines[number].said
    closing = CLOSING.match(said)
    if closing is None or len(said.split()) > MOST_CLOSING:
        return False
    rest = said[closing.end() :].strip(" ,.!;:-–—)")
    if rest:
        return cards.is_name(rest) and cards.is_card(lines, number + 1, last)
    below = [each for each in range(number + 1, last) if not lines[each].empty]
    if not below or len(below) > MOST_CARD:
        return False
    first = lines[below[0]].said
    if CLOSING.match(first):
        return _ends_letter(lines, below[0], last)
    return cards.is_name(first) and cards.is_card(lines, below[0] + 1, last)
