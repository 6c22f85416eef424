"""The line above a quote that says who wrote when, wrapped over a few lines.

It is clear by a verb (``wrote``) or an address, beside a date. Above words that are
marked as quoted less is enough; above unmarked ones a sentence with a date, an hour and
a colon is only a sentence.
"""

import re
from collections.abc import Iterator
from collections.abc import Sequence
from dataclasses import dataclass

from ledger.formats.mail.lines import Line
from ledger.formats.mail.marks import GROUPWISE
from ledger.formats.mail.phrases import INTRO
from ledger.formats.mail.phrases import QUOTING
from ledger.formats.mail.phrases import VERB

ADDRESS = re.compile(r"[\w.+'-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}")
YEAR = r"(?:(?<!\d)(?:19|20)\d\d(?!\d))"
NUMERIC = r"(?:(?<!\d)\d{1,4}[./-]\d{1,2}[./-]\d{1,4}(?!\d))"
CLOCK = re.compile(r"(?<!\d)\d{1,2}(?:[:：h時]|[.](?=\d\d(?![.\d])))\s?\d\d(?!\d)")
DATED = re.compile(rf"{YEAR}|{NUMERIC}|{CLOCK.pattern}")
EARLY = re.compile(
    rf"{INTRO}?(?:\W*[^\W\d_]+){{0,2}}\W*(?:\d.*(?:{YEAR}|{NUMERIC})|{YEAR}|{NUMERIC})",
    re.IGNORECASE | re.DOTALL,
)
"""A date at the beginning of a line, with its year."""

BY_DATE = re.compile(
    rf"{NUMERIC}(?: {CLOCK.pattern})?(?: (?:GMT|UTC)[+-][\d:]{{1,5}})?,? "
    rf"[^\W\d_][^\d<>]{{0,60}}<\s?(?:mailto:)?{ADDRESS.pattern}>"
)
BY_ADDRESS = re.compile(rf"{NUMERIC}(?: {CLOCK.pattern})?,? <{ADDRESS.pattern}>")
BY_ZONE = re.compile(
    rf"{NUMERIC} {CLOCK.pattern} (?:GMT|UTC)[+-][\d:]{{1,5}} "
    r"[^\W\d_]+(?: [^\W\d_]+){0,3}:?"
)
"""A lead without a word for "wrote": the date, the name and the address."""

BEGINS = re.compile(rf"[-–—*\s]*{INTRO}\W", re.IGNORECASE)
ENDS = (":", "：")
DASHES = ("--", "—")
NAMED = re.compile(rf"[^,;:]{{0,60}}[<(\[\s]*{ADDRESS.pattern}[>)\]\"'\s]*")
BARE_VERB = re.compile(rf"{VERB.pattern}\W*$", re.IGNORECASE)
SIGNED_OFF = re.compile(
    rf"{ADDRESS.pattern}(?:<mailto:[^>\s]*>)?[>\])\"'»”* \t\xa0]{{0,6}}[:：]$",
    re.IGNORECASE,
)
DIGIT = re.compile(r"\d")

ENDED = re.compile(r"(?<!\.\.)[.!?;:：]$")
NAME = re.compile(r"\s+[A-ZА-ЯЁÄÖÜ]\w*(?:[ .'-]{1,2}[A-ZА-ЯЁÄÖÜ]\w*){0,3}")

MOST_TORN = 4
"""So many empty lines may stand in a lead that was torn."""

MOST_LINES = 4
"""A mailer wraps the line that says who wrote over so many lines at most."""

LONGEST = 400
_VERB = 24
MOST_NAME = 4


@dataclass(frozen=True, slots=True)
class Lead:
    """Lines ``top`` to ``end`` that say who wrote."""

    top: int
    end: int
    said: str


def find(lines: Sequence[Line]) -> Iterator[Lead]:
    """Yield the lines that say who wrote what stands below them, in their order."""
    for number, line in enumerate(lines):
        if not line.said:
            continue
        if line.said.endswith((*ENDS, *DASHES)) or _may_end(lines, number):
            lead = _clear(lines, number) or _above_marks(lines, number)
        else:
            lead = _dated(lines, number) or _loose(lines, number)
        if lead is not None:
            yield lead


def _dated(lines: Sequence[Line], number: int) -> Lead | None:
    """Return the lead that ends its paragraph with a line, and has no word for it."""
    line = lines[number]
    if line.said[-1] != ">" and not (
        line.said[0].isdigit() and BY_ZONE.fullmatch(line.said)
    ):
        return None
    if GROUPWISE.fullmatch(line.said):
        return Lead(number, number + 1, line.said)
    if not _ends_paragraph(lines, number):
        return None
    marked = _is_above_marks(lines, number)
    for top, said in _growing(lines, number):
        if BY_DATE.fullmatch(said) or BY_ZONE.fullmatch(said):
            return Lead(top, number + 1, said)
        if marked and BY_ADDRESS.fullmatch(said):
            return Lead(top, number + 1, said)
    return None


def _ends_paragraph(lines: Sequence[Line], number: int) -> bool:
    """Tell whether nothing of the same depth stands right below a line."""
    if number + 1 == len(lines):
        return False
    below = lines[number + 1]
    return below.empty or below.depth > lines[number].depth


def _is_above_marks(lines: Sequence[Line], number: int) -> bool:
    """Tell whether the next words below a line are marked as quoted."""
    below = _below(lines, number)
    return below is not None and lines[below].depth > lines[number].depth


def _loose(lines: Sequence[Line], number: int) -> Lead | None:
    """Return the lead that no sign ends: above marks, or alone in its paragraph."""
    if not _ends_paragraph(lines, number) or ENDED.search(lines[number].said):
        return None
    marked = _is_above_marks(lines, number)
    if not marked and not DIGIT.search(lines[number].said):
        return None
    for top, said in _growing(lines, number):
        above = lines[top - 1] if top else None
        if above and not above.empty and above.depth <= lines[number].depth:
            continue
        if marked and QUOTING.match(said):
            return Lead(top, number + 1, said)
        verb = VERB.search(said)
        if verb is None:
            continue
        begins = bool(BEGINS.match(said) and EARLY.match(said))
        if marked and (begins or ADDRESS.search(said)):
            return Lead(top, number + 1, said)
        if begins and CLOCK.search(said) and NAME.fullmatch(said[verb.end() :]):
            return Lead(top, number + 1, said)
    return None


def _may_end(lines: Sequence[Line], number: int) -> bool:
    """Tell whether a line ends with what one did, and its paragraph with it."""
    line = lines[number]
    if not line.said[-1].isalpha() or not _ends_paragraph(lines, number):
        return False
    return bool(BARE_VERB.search(line.said, max(0, len(line.said) - _VERB)))


def _below(lines: Sequence[Line], number: int) -> int | None:
    """Return the next line that says something."""
    for each in range(number + 1, min(len(lines), number + 1 + LONGEST)):
        if not lines[each].empty:
            return each
    return None


def _clear(lines: Sequence[Line], last: int) -> Lead | None:
    """Return the lead that ends with a line, if nothing else can be meant."""
    for top, said in _growing(lines, last):
        if _names_who_and_when(said):
            return Lead(*_whole(lines, top, last, said))
    said = lines[last].said
    torn = any(each.empty for each in lines[max(0, last - MOST_LINES) : last])
    if torn and ("@" in said or VERB.search(said)):
        for top, whole in _growing(lines, last, torn=True):
            if EARLY.match(whole) and _names_who_and_when(whole):
                return Lead(top, last + 1, whole)
    return Lead(*_whole(lines, last, last, said)) if _names_who(said) else None


def _growing(
    lines: Sequence[Line], last: int, *, torn: bool = False
) -> Iterator[tuple[int, str]]:
    """Yield longer and longer beginnings of what ends with a line.

    If they may be torn, empty lines stand between, but never below a whole sentence.
    """
    said = ""
    over = False
    for top in range(last, max(-1, last - MOST_LINES - torn * MOST_TORN), -1):
        line = lines[top]
        if line.empty and torn:
            over = True
            continue
        if line.empty or line.depth != lines[last].depth:
            return
        if over and (ENDED.search(line.said) or VERB.search(line.said)):
            return
        over = False
        said = f"{line.said} {said}" if said else line.said
        if len(said) > LONGEST:
            return
        yield top, said


def _whole(
    lines: Sequence[Line], top: int, last: int, said: str
) -> tuple[int, int, str]:
    """Take in what stands above in the same paragraph, if that is how leads begin."""
    for higher, longer in _growing(lines, last):
        begins = higher == 0 or lines[higher - 1].empty
        if higher < top and begins and BEGINS.match(longer):
            return higher, last + 1, longer
    return top, last + 1, said


def _names_who_and_when(said: str) -> bool:
    framed = said.startswith(DASHES) and said.endswith(DASHES)
    said = said.rstrip("-— ") if framed else said
    closed = framed or said.endswith(ENDS)
    address = ADDRESS.search(said)
    rest = ADDRESS.sub(" ", said)
    if SIGNED_OFF.search(said):
        quoting = bool(QUOTING.match(said))
        return quoting or bool(CLOCK.search(rest) and EARLY.match(rest))
    if not (closed or BARE_VERB.search(said)):
        return False
    verb = next((each for each in VERB.finditer(rest) if _ends_so(rest, each)), None)
    if verb is None:
        return False
    if address:
        return bool(DATED.search(rest))
    return bool(EARLY.match(said)) or _dated_after(rest, verb)


def _ends_so(said: str, verb: "re.Match[str]") -> bool:
    """Tell whether below the verb stands only who or when."""
    rest = said[verb.end() :].strip(" \t\xa0:：*_<>()[]\"'«»„“”,")
    if not rest or DIGIT.search(rest):
        return True
    words = re.findall(r"[^\W\d_]+", rest)
    return bool(words) and words[0][:1].isupper()


def _dated_after(said: str, verb: "re.Match[str]") -> bool:
    """Tell whether a name stands before the verb, and a whole date behind it."""
    rest = said[verb.end() :]
    dated = re.search(rf"{YEAR}|{NUMERIC}", rest) and CLOCK.search(rest)
    words = re.findall(r"[^\W\d_]+", said[: verb.start()])
    named = bool(words) or " " in verb[0]
    return bool(dated) and named and len(words) <= MOST_NAME


def _names_who(said: str) -> bool:
    """Tell whether a name with an address stands before the verb, and nothing else."""
    address = ADDRESS.search(said)
    verb = BARE_VERB.search(said)
    return bool(address and verb and NAMED.fullmatch(said[: verb.start()]))


def _above_marks(lines: Sequence[Line], last: int) -> Lead | None:
    """Return the lead right above a marked quote: a verb is enough there."""
    if not _is_above_marks(lines, last):
        return None
    for top, said in _growing(lines, last):
        begins = top == 0 or lines[top - 1].empty or lines[top - 1].depth > 0
        begins = begins or bool(BEGINS.match(said) and EARLY.match(said))
        if begins and _is_likely(said):
            return Lead(top, last + 1, said)
    said = lines[last].said
    return Lead(last, last + 1, said) if VERB.search(said) else None


def _is_likely(said: str) -> bool:
    """Tell whether it says who wrote: by a verb, or by an address beside a date."""
    if VERB.search(said) or QUOTING.match(said):
        return True
    return bool(ADDRESS.search(said) and DIGIT.search(said))
