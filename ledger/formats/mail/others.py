"""Where a message of others begins that no sign of quoting marks.

Four ways are clear: a small head (at least who wrote and when), a known line such as
"Original Message" between dashes, a rule above such a head, and a line that says who
wrote when. From there on nothing is the sender's own, because nobody can tell; a lone
"From:" amid a sentence, or in an order form, is nothing of all that.
"""

import re
from dataclasses import dataclass
from dataclasses import field

from ledger.domain.reading import SegmentKind
from ledger.formats.mail.phrases import DATE
from ledger.formats.mail.phrases import MARKER
from ledger.formats.mail.phrases import OTHERS
from ledger.formats.mail.phrases import SENDER
from ledger.formats.mail.phrases import SENT
from ledger.formats.mail.phrases import SUBJECT
from ledger.formats.mail.phrases import VERB

ADDRESS = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}")
YEAR = r"(?:19|20)\d\d"
CLOCK = re.compile(r"\b\d{1,2}:\d\d\b")
DATED = re.compile(rf"\b{YEAR}\b|\b\d{{1,2}}[./-]\d{{1,2}}[./-]\d\d\b|{CLOCK.pattern}")
ENTRY = re.compile(
    r"[ \t\xa0*_]{0,4}([^\W\d_][\w' -]{0,24}?)[*_ \t\xa0]{0,4}[:：][*_]{0,2}(.*)",
    re.DOTALL,
)
FRAMED = re.compile(
    rf"[-_=*]{{2,60}}\s*(?:{MARKER.pattern})\s*:?\s*[-_=*]{{2,60}}", re.IGNORECASE
)
BARE = re.compile(rf"(?:{MARKER.pattern})\s*:?", re.IGNORECASE)
RULE = re.compile(r"[_-]{10,}")
SIGNED_OFF = re.compile(rf"{ADDRESS.pattern}[>\])\"' \t]{{0,4}}:$")
EARLY = re.compile(
    rf"(?:(?:on|am|le|pe|на)\b)?(?:\W*[^\W\d_]+){{0,2}}\W*\d.*\b{YEAR}\b",
    re.IGNORECASE | re.DOTALL,
)
"""A date at the beginning of a line, with its year."""

NAMES = {
    "sender": SENDER,
    "sent": SENT,
    "date": DATE,
    "subject": SUBJECT,
    "others": OTHERS,
}
LEFT_OUT = re.compile(r"\.{3,}|…|[\[<(][^\n]{0,30}[\])>]")
"""What stands for words that were cut out of a quote: ``[...]``, ``<snip>``."""

LONGEST = 1000
MOST_ENTRIES = 40
NEAR = 3
"""A head stands within so many lines below what announces it."""

MOST_ATTRIBUTION = 3
"""A mailer wraps the line that says who wrote over so many lines at most."""

LONGEST_ATTRIBUTION = 300


@dataclass(slots=True)
class _Head:
    """The small head over a repeated message, as far as it was seen."""

    end: int = 0
    """The line below it; below the line where it was sought, if there is none."""

    entries: int = 0
    names: set[str] = field(default_factory=set)
    address: bool = False
    dated: bool = False

    def add(self, name: str, value: str) -> None:
        """Note one of its lines."""
        self.entries += 1
        self.names.add(name)
        if name in {"sender", "others"}:
            self.address |= bool(ADDRESS.search(value))
        if name in {"sent", "date"}:
            self.dated |= bool(DATED.search(value))

    @property
    def clear(self) -> bool:
        """Whether it can be nothing but the head of a message."""
        told = self.address or bool(self.names & {"sent", "subject"})
        return "sender" in self.names and self.dated and told

    @property
    def likely(self) -> bool:
        """Whether it is one where a rule or a known line announces it."""
        known = self.dated or self.address
        return "sender" in self.names and self.entries > 1 and known


def give_back(lines: list[str], kinds: list[SegmentKind]) -> None:
    """Take from the sender what stands below the first message of others."""
    start = _start(lines, kinds)
    for number in range(start, len(lines)):
        if kinds[number] is SegmentKind.OWN:
            kinds[number] = SegmentKind.UNASSIGNED


def _start(lines: list[str], kinds: list[SegmentKind]) -> int:
    seen = 0
    for number, line in enumerate(lines):
        if kinds[number] is not SegmentKind.OWN or len(line) > LONGEST:
            continue
        said = line.strip()
        if not said:
            continue
        if _announces(lines, kinds, number):
            return number
        if number >= seen:  # no part of what is no clear head is one
            head = _head(lines, kinds, number)
            seen = head.end
            if head.clear:
                return number
        if said.endswith(":"):
            top = _attribution(lines, kinds, number)
            if top is not None and not _quoted_below(lines, kinds, number):
                return top
    return len(lines)


def _announces(lines: list[str], kinds: list[SegmentKind], number: int) -> bool:
    """Tell whether a line parts one's own words from a message of others."""
    said = lines[number].strip().strip("*").strip()
    if FRAMED.fullmatch(lines[number].strip()):
        return not _quoted_below(lines, kinds, number)
    if not RULE.fullmatch(said) and not BARE.fullmatch(said):
        return False
    below = range(number + 1, min(len(lines), number + 1 + NEAR))
    return any(_head(lines, kinds, each).likely for each in below)


def _head(lines: list[str], kinds: list[SegmentKind], top: int) -> _Head:
    """Return the small head that begins with a line; one without entries if none."""
    head = _Head(top + 1)
    listing = blank = False
    for number in range(top, min(len(lines), top + MOST_ENTRIES)):
        line = lines[number]
        if kinds[number] is not SegmentKind.OWN:
            break
        if not line.strip():
            if blank or not head.entries:
                break
            blank = True
            continue
        found = ENTRY.match(line[:LONGEST])
        name = _name(found[1]) if found else ""
        if found and name:
            head.add(name, found[2])
            head.end = number + 1
        elif not head.entries or blank or not (listing or ADDRESS.search(line)):
            break
        blank = False
        listing = line.rstrip().endswith((",", ";"))
    return head


def _name(label: str) -> str:
    said = label.strip()
    return next((name for name, form in NAMES.items() if form.fullmatch(said)), "")


def _attribution(lines: list[str], kinds: list[SegmentKind], last: int) -> int | None:
    """Return where the lines begin that say, up to ``last``, who wrote and when."""
    said = ""
    for top in range(last, max(-1, last - MOST_ATTRIBUTION), -1):
        if not lines[top].strip() or kinds[top] is not SegmentKind.OWN:
            break
        said = lines[top] + said
        if len(said) > LONGEST_ATTRIBUTION:
            break
        if _names_who_and_when(said) and DATED.search(ADDRESS.sub(" ", said)):
            return top
    return last if _names_who_and_when(lines[last]) else None


def _names_who_and_when(said: str) -> bool:
    said = said.strip()
    if VERB.search(said):
        return bool(ADDRESS.search(said) or CLOCK.search(said) or EARLY.match(said))
    return bool(SIGNED_OFF.search(said) and CLOCK.search(said) and DATED.search(said))


def _quoted_below(lines: list[str], kinds: list[SegmentKind], number: int) -> bool:
    """Tell whether the next words are marked as quoted: then they end by themselves."""
    for below in range(number + 1, len(lines)):
        said = lines[below].strip()
        if said and not LEFT_OUT.fullmatch(said):
            return kinds[below] is SegmentKind.QUOTE
    return False
