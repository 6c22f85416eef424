"""Signatures: what stands below one's own words and says only who wrote, or with what.

A sign (``-- ``), the line of a telephone, a list's footer, or how one ends a letter and
a name. A word more or less is never taken for a name: what may be an answer stays own.
"""

import re
from collections.abc import Collection
from collections.abc import Iterator
from collections.abc import Sequence
from itertools import takewhile

from ledger.formats.mail.leads import ADDRESS
from ledger.formats.mail.lines import Line
from ledger.formats.mail.phrases import CLOSING
from ledger.formats.mail.phrases import DEVICE

SIGN = re.compile(r"-- ?")
DASHES = re.compile(r"(?:--|—|–|―|_{2,3})")
FOOTER = re.compile(r"_{20,60}|-{20,60}")
LIST = re.compile(
    r"(?i).{0,60}mailing list.{0,60}|https?://\S{1,200}/listinfo/\S{1,100}"
)
CLAIM = re.compile(
    r"(?i)confidential|privileged|intended (?:recipient|only)|конфиденциальн|поверител"
    r"|confidențial|confidenţial|vertraulich|confidentiel|disclaimer|riservat|poufn"
    r"|vertrouwelijk|considera[- ]?(?:te|mus)? the environment|think before you print"
)
AFTER = re.compile(r"(?i)p\.?\s?(?:p\.?\s?)?s\b|п\.?\s?с\b|з\.\s?ы\b|пп?с\b")
CAPITAL = re.compile(r"[A-ZА-ЯЁІЇЄҐĂÂÎȘȚÄÖÜÉÈÀÇÑŁŚŻŹĆČŠŽŘĎŤŇŮ]")
PARTICLES = frozenset(
    re.findall(
        r"\S+",
        "von van der den de da di del la le du dos das al el bin ten ter zu и und and &"
        " y e",
    )
)
TOGETHER = frozenset(re.findall(r"\S+", "and & und et y e și si и та і"))
"""Between the names of several who sign."""

NUMBERS = re.compile(r"(?:\D{0,12}\d){5}|https?://|www\.|[|·•]")
NUMBERED = re.compile(r"\d(?:\D{0,4}\d){6}")
"""A telephone number in the line of a name."""

LINK = re.compile(r"<\S*>|\(http\S*\)|https?://\S+")
SENTENCE = (".", "?", "!")
LETTERS = re.compile(r"[^\W\d_]+")

MOST_DEVICE = 100
MOST_CARD = 14
MOST_LINE = 90
MOST_NAME = 5
MOST_CLOSING = 7
MOST_CLAIM = 40
CLAIMED = 4
SHORTEST_NAME = 2
PREFIX = 3


def mark(
    lines: Sequence[Line], own: Sequence[bool], names: Collection[str]
) -> set[int]:
    """Return which of the sender's own lines are his signature."""
    found: set[int] = set()
    known = frozenset(_folded(names)) | {name.casefold() for name in names}
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
    starts = [
        each
        for each in (
            _signed(lines, top, last),
            _sent_with(lines, top, last),
            _footer(lines, top, last),
        )
        if each is not None
    ]
    start = min(starts, default=last)
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
    """Return the line that a telephone or a program added at the end."""
    for number in range(last - 1, max(top - 1, last - 1 - MOST_CARD), -1):
        said = lines[number].said.lstrip("*_<[( ")
        begins = number == top or lines[number - 1].empty
        if begins and DEVICE.match(said):
            bare = LINK.sub("", said).strip()
            sentence = bare[-1:] in SENTENCE and len(bare.split()) > MOST_CLOSING
            return None if len(bare) > MOST_DEVICE or sentence else number
    return None


def _footer(lines: Sequence[Line], top: int, last: int) -> int | None:
    """Return where a mailing list signs, below a rule of its own."""
    for number in range(last - 1, max(top - 1, last - 1 - MOST_CARD), -1):
        ruled = FOOTER.fullmatch(lines[number].said)
        if ruled and number + 1 < last and LIST.match(lines[number + 1].said):
            return number
    return None


def _closing(
    lines: Sequence[Line], top: int, last: int, names: frozenset[str]
) -> int | None:
    """Return where somebody ends his letter, if nothing but himself is told below."""
    while last > top and lines[last - 1].empty:
        last -= 1
    claim = _claim(lines, top, last)
    found = None
    for number in range(claim - 1, max(top - 1, claim - 1 - MOST_CARD), -1):
        line = lines[number]
        if line.empty:
            continue
        begins = _ends_letter(lines, number, claim) or (
            _is_sender(line.said, names) and _is_card(lines, number + 1, claim)
        )
        if begins:
            found = number
        elif found is None and not _is_told(line.said):
            return None
        elif found is not None:
            break
    if found is not None and found > top and FOOTER.fullmatch(lines[found - 1].said):
        found -= 1
    return found


def _claim(lines: Sequence[Line], top: int, last: int) -> int:
    """Return where the paragraphs begin with which a firm ends each of its mails."""
    for number in range(max(top + 1, last - MOST_CLAIM), last):
        if not lines[number - 1].empty or lines[number].empty:
            continue
        near = takewhile(lambda line: line.said, lines[number : number + CLAIMED])
        if any(CLAIM.search(each.said) for each in near):
            tail = number
            while tail > top and lines[tail - 1].empty:
                tail -= 1
            return tail
    return last


def _ends_letter(lines: Sequence[Line], number: int, last: int) -> bool:
    """Tell whether a line ends a letter, and a name stands in it or below."""
    said = lines[number].said
    closing = CLOSING.match(said)
    if closing is None or len(said.split()) > MOST_CLOSING:
        return False
    rest = said[closing.end() :].strip(" ,.!;:-–—)")
    if rest:
        return _is_name(rest) and _is_card(lines, number + 1, last)
    below = [each for each in range(number + 1, last) if not lines[each].empty]
    if not below or len(below) > MOST_CARD:
        return False
    first = lines[below[0]].said
    if CLOSING.match(first):
        return _ends_letter(lines, below[0], last)
    return _is_name(first) and _is_card(lines, below[0] + 1, last)


def _is_card(lines: Sequence[Line], start: int, last: int) -> bool:
    """Tell whether lines say only who somebody is, and where to reach him."""
    return all(_is_told(lines[each].said) for each in range(start, last))


def _is_told(said: str) -> bool:
    """Tell whether a line may stand on a card: a name, a title, a number, a place."""
    if not said or NUMBERS.search(said) or ADDRESS.search(said):
        return len(said) <= MOST_LINE * 2
    if len(said) > MOST_LINE or AFTER.match(said) or said[-1] in "?;:":
        return False
    words = LETTERS.findall(said)
    large = sum(1 for word in words if CAPITAL.search(word))
    if said[-1] == "!":
        return large * 2 > len(words)
    if said[-1] == "." and len(words) > PREFIX and large < len(words):
        return False
    return large * 2 >= len(words) or (len(words) <= PREFIX and said[-1] != ".")


def _is_name(said: str) -> bool:
    """Tell whether words are a name: few, each with a capital."""
    words = said.strip(" ,.!*_-–—").split()
    if not 0 < len(words) <= MOST_NAME or said[-1:] in "?:;":
        return False
    return all(
        CAPITAL.match(word.strip("(\"'«„“*_")) or word.casefold() in PARTICLES
        for word in words
    )


def _is_sender(said: str, names: frozenset[str]) -> bool:
    """Tell whether a line is the name under which the mail was sent."""
    if "@" in said:
        found = ADDRESS.search(said)
        known = found is not None and found[0].casefold() in names
        return known and _is_told(said)
    name, digits = said, NUMBERED.search(said)
    if digits:
        name = said[: digits.start()]
    words = [word.casefold() for word in LETTERS.findall(name)]
    if not words or len(words) > MOST_NAME or len(said) > MOST_LINE:
        return False
    if said[-1] in "?!:;" or re.search(r"\d", name):
        return False
    if not any(_is_known(word, names) for word in words):
        return False
    if any(word in TOGETHER for word in said.casefold().split()):
        return _is_name(said)
    return all(len(w) == 1 or w in PARTICLES or _is_known(w, names) for w in words)


def _is_known(word: str, names: frozenset[str]) -> bool:
    if len(word) < SHORTEST_NAME:
        return False
    if word in names:
        return True
    return len(word) >= PREFIX and any(
        name.startswith(word) or (len(name) >= PREFIX and word.startswith(name))
        for name in names
    )


def _folded(names: Collection[str]) -> Iterator[str]:
    for name in names:
        for word in LETTERS.findall(name.casefold()):
            if len(word) >= SHORTEST_NAME:
                yield word
