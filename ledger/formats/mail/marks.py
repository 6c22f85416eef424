"""The signs of quoting at the beginning of a line.

Lines begin with ``>``, with the letters of a name and ``>``, or with a bar, once for
each level. Letters and bars have other uses too: they count where several lines have
the same letters, or where a line stands above them that says who wrote.
"""

import re
from collections import Counter
from collections.abc import Iterator
from collections.abc import Sequence

from ledger.formats.mail.phrases import either
from ledger.formats.mail.phrases import every
from ledger.formats.mail.phrases import VERB

MARKS = re.compile(r"(?:[ \t\xa0]{0,3}>){1,100}")
INITIALS = re.compile(r"[ \t]{0,3}([A-ZА-ЯЁ]{1,3})(?=>(?:[ \t]|$))")
"""The signs of those who quote with the letters of a name: ``AL> Make it red.``"""

BAR = re.compile(r"[ \t]{0,3}\|(?!\|)(?!.*\|\s*$)")
"""The sign of those who quote with a bar; a row of a table ends with one, too."""

ESCAPED_FROM = re.compile(r">From ")
GROUPWISE = re.compile(
    r">>> ?(?=[^\s>])[^\n]{0,160}?(?<!\d)\d{1,2}[:.]\d\d[^\n>]{0,12}>>>\s*"
)
"""The line with which GroupWise says who wrote when: no quote itself."""

LEAST = 2
"""So many lines with the same letters are a quote."""

ENDING = re.compile(rf"\s{{0,3}}>\s?(?:{either(every('wrote'))})\s?:\s*", re.IGNORECASE)
"""The end of a line of who wrote that was broken off before ``>``."""

LED = re.compile(r"[\d@]")
NEAR = 4
LONGEST = 400


def read(raw: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Yield how many letters of each line are signs, and how many signs they are."""
    initials = _initials(raw)
    barred = any(
        "|" in line[:4] and BAR.match(line) and _led(raw, number)
        for number, line in enumerate(raw)
    )
    for number, line in enumerate(raw):
        end = _end(raw, number, initials)
        if barred and not end and (bar := BAR.match(line)):
            yield bar.end(), 1
        else:
            yield end, line.count(">", 0, end)


def _initials(raw: Sequence[str]) -> frozenset[str]:
    """Return the letters with which lines are marked."""
    near = ((n, INITIALS.match(line)) for n, line in enumerate(raw) if ">" in line[:8])
    found = [(number, letters[1]) for number, letters in near if letters]
    times = Counter(letters for _number, letters in found)
    return frozenset(
        letters
        for number, letters in found
        if times[letters] >= LEAST or _led(raw, number)
    )


def _led(raw: Sequence[str], number: int) -> bool:
    """Tell whether the next words above a line say who wrote."""
    for above in range(number - 1, max(-1, number - 1 - NEAR), -1):
        said = raw[above].strip()
        if said:
            lead = said.endswith(":") and len(said) <= LONGEST and VERB.search(said)
            return bool(lead and LED.search(said))
    return False


def _end(raw: Sequence[str], number: int, initials: frozenset[str]) -> int:
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
    return _before_groupwise(line, marks.end())


def _before_groupwise(line: str, end: int) -> int:
    """Return where signs end that stand before what GroupWise writes, or any."""
    start = end - len(">>>")
    return start if start >= 0 and GROUPWISE.fullmatch(line, start) else end


def _closes(above: str, line: str) -> bool:
    """Tell whether a ``>`` ends an address that was broken off in the line above."""
    opened = above.rfind("<")
    broken = opened >= 0 and ">" not in above[opened:] and "@" in above[opened:]
    if broken and line.rstrip().endswith(":"):
        return True
    said = bool(above.strip()) and not MARKS.match(above)
    return said and ENDING.fullmatch(line) is not None


def _alone(raw: Sequence[str], number: int) -> bool:
    """Tell whether a ``>From`` is only how mailboxes write ``From``."""
    around = (*raw[max(0, number - 1) : number], *raw[number + 1 : number + 2])
    return not any(MARKS.match(line) for line in around)
