"""The small head of Lotus Notes: who, then when, and only below them to whom.

``Ann Lee`` stands above ``03/04/2025 09:00 AM``, or both in one line with a word
between; then ``To``, ``cc`` and ``Subject``, with a colon or each above its value.
"""

import re
from collections.abc import Iterator
from collections.abc import Sequence

from ledger.formats.mail import heads
from ledger.formats.mail.leads import ADDRESS
from ledger.formats.mail.leads import CLOCK
from ledger.formats.mail.leads import NUMERIC
from ledger.formats.mail.lines import Line
from ledger.formats.mail.phrases import named

STAMP = (
    rf"{NUMERIC},?\s{{1,3}}{CLOCK.pattern}(?::\d\d)?(?:\s?[AP]M)?(?:\s[A-Z]{{2,5}})?"
)
ALONE = re.compile(STAMP)
SAID = re.compile(rf"(\S.{{0,160}}?)\s(?:on|am|le|em|il|el|den|op)\s{STAMP}")
ENDS = re.compile(r"\d\s?(?:[AP]M)?(?:\s[A-Z]{2,5})?$")
ASIDE = re.compile(
    r"(?i)(?:sent by|please respond to|gesendet von|bitte antwort an"
    r"|envoyé par|veuillez répondre à)(?!\w)"
)
NAME = re.compile(r"[^\W\d_][\w.,'’/@ -]{1,80}|.{0,80}<[^<>\s]{3,80}>")

LONGEST = 240
NEAR = 6
MOST_LINES = 60
_TAIL = 12


def find(lines: Sequence[Line]) -> Iterator[tuple[int, heads.Head]]:
    """Yield where such heads begin, and what they tell."""
    for number, line in enumerate(lines):
        if not ENDS.search(line.said, max(0, len(line.said) - _TAIL)):
            continue
        together = SAID.fullmatch(line.said)
        wrapped = None if together or not number else _wrapped(lines, number)
        if together:
            top, sender = number, together[1]
        elif wrapped:
            top, sender = number - 1, wrapped
        elif ALONE.fullmatch(line.said):
            top, sender = _sender(lines, number)
        else:
            continue
        head = _below(lines, number) if sender and _is_who(sender) else None
        if head is not None:
            head.add("sender", sender)
            head.dated = True
            yield top, head


def _wrapped(lines: Sequence[Line], number: int) -> str | None:
    """Return who wrote, if the line above a line holds his name and the day."""
    above = lines[number - 1]
    if above.empty or above.depth != lines[number].depth:
        return None
    both = f"{above.said} {lines[number].said}"
    found = SAID.fullmatch(both) if len(both) <= LONGEST else None
    return found[1] if found else None


def _is_who(said: str) -> bool:
    return bool(ADDRESS.search(said) or NAME.fullmatch(said))


def _sender(lines: Sequence[Line], number: int) -> tuple[int, str]:
    """Return the line above the hour that names who wrote, and his name."""
    depth = lines[number].depth
    for above in range(number - 1, max(-1, number - NEAR), -1):
        line = lines[above]
        if line.depth != depth:
            break
        if line.said and not ASIDE.match(line.said):
            return above, "" if heads.entry(line.said) else line.said
    return number, ""


def _below(lines: Sequence[Line], number: int) -> heads.Head | None:
    """Return what stands below the hour, if it is to whom and about what."""
    last = min(len(lines), number + 1 + NEAR * 2)
    for top in range(number + 1, last):
        line = lines[top]
        if line.depth != lines[number].depth:
            return None
        if heads.entry(line.said):
            head = heads.read(lines, top)
            return head if {"others", "subject"} <= head.names else None
        if named(line.said) == "others":
            return _table(lines, top)
    return None


def _table(lines: Sequence[Line], top: int) -> heads.Head | None:
    """Return the head of which each value stands below its name."""
    for number in range(top, min(len(lines), top + MOST_LINES)):
        if lines[number].depth != lines[top].depth:
            return None
        if named(lines[number].said) == "subject":
            value = number + 1
            while value < len(lines) and lines[value].empty:
                value += 1
            head = heads.Head(min(value + 1, len(lines)))
            head.names |= {"others", "subject"}
            return head
    return None
