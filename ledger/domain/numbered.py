"""Numbered items of a text: a proposal of what is one requirement each.

Paragraphs with a number, rows of a table with one, else points of a list, else
paragraphs. A number opens an item only where it follows the one before it, so that a
wrapped line that begins with a number does not. Lines that repeat at the head or foot
of pages are left out, as is what was deleted. What belongs to no item is told too.
"""

import re
from collections.abc import Iterator
from collections.abc import Sequence
from dataclasses import dataclass
from dataclasses import field

from ledger.domain.document import Text
from ledger.domain.folding import fold
from ledger.domain.lines import Line
from ledger.domain.lines import lines_of
from ledger.domain.lines import Piece
from ledger.domain.numbering import Numbers
from ledger.domain.numbering import opening
from ledger.domain.trace import Trace

_BULLET = re.compile(r"[•‣▪●◦·○■□*–—-]\s+|\(?[a-zа-я]\)\s+|\([ivx]{1,4}\)\s+")
_POINT = re.compile(r"[•‣▪●◦·○■□*–—-]\s+")
_CONTENTS = re.compile(r"(?:\.{3,}|…|\. \. )\s*\d{1,3}$")
_ENDED = re.compile(r"[.!?…]['\"»”)]*$")
_OPEN = re.compile(r"[:,;–—-]$")
_SHORT = 80
_FEWEST = 2
_LEAST_WORDS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A stretch of a text that may be one item."""

    number: str
    """As it stands there; empty where it has none."""

    words: str
    pieces: tuple[Piece, ...]
    start: int
    end: int
    page: int | None
    heading: str


@dataclass(frozen=True, slots=True)
class Items:
    """What a text seems to hold."""

    found: tuple[Found, ...]
    left: tuple[str, ...]
    """Lines that belong to no item."""

    numbered: bool
    """False where the text numbers nothing, and points or paragraphs were taken."""


@dataclass(slots=True)
class _Entry:
    """An item as it is being read."""

    number: str
    heading: str
    lines: list[Line] = field(default_factory=list)

    @property
    def words(self) -> str:
        return fold(" ".join(each.words for each in self.lines))


def items(text: Text, traces: Sequence[Trace], *, wraps: bool, sheet: bool) -> Items:
    """Return the items that a text seems to hold.

    Args:
        text: what was read of a document.
        traces: what the file says of its words.
        wraps: whether a line may end within a paragraph.
        sheet: whether every row of a table is an item, with a number or not.
    """
    listed = [
        each for each in lines_of(text, traces) if not _CONTENTS.search(each.words)
    ]
    read = _Reader(listed, wraps=wraps)
    entries = read.numbered()
    if len(entries) >= _FEWEST or (entries and sheet):
        return _told(text, listed, entries, numbered=True)
    entries = read.rows() if sheet else []
    entries = entries or read.points() or read.paragraphs()
    return _told(text, listed, entries, numbered=False)


class _Reader:
    """Goes through the lines of a text."""

    def __init__(self, lines: Sequence[Line], *, wraps: bool) -> None:
        self.lines = lines
        self.wraps = wraps
        self.heading = ""
        self.numbers = Numbers()

    def numbered(self) -> list[_Entry]:
        """Return what begins with a number, without what is only a heading."""
        found: list[_Entry] = []
        open_: _Entry | None = None
        begins = [opening(each.words) for each in self.lines]
        for at, line in enumerate(self.lines):
            begin = begins[at]
            if begin and self.numbers.follows(begin[0]):
                self.numbers.take(begin[0])
                open_ = _Entry(begin[0], self.heading, [line.after(begin[1])])
                if self._is_heading(at, begins):
                    self.heading = fold(line.words)
                    open_ = None
                else:
                    found.append(open_)
            elif self._titles(at, begins, open_):
                self.heading, open_ = fold(line.words), None
            elif open_ and self._goes_on(at, open_):
                open_.lines.append(line)
            else:
                open_ = None
        return found

    def rows(self) -> list[_Entry]:
        """Return the rows of tables below their first one."""
        found = [each for each in self.lines if each.cells > 1]
        return [_Entry("", "", [each]) for each in found[1:]]

    def points(self) -> list[_Entry]:
        """Return the points of lists."""
        found: list[_Entry] = []
        open_, heading = False, ""
        for at, line in enumerate(self.lines):
            mark = _POINT.match(line.words)
            if mark:
                found.append(_Entry("", heading, [line.after(mark.end())]))
                open_ = True
            elif open_ and self.wraps and not self.lines[at - 1].blank_after:
                found[-1].lines.append(line)
            else:
                open_, heading = False, fold(line.words)[:_SHORT]
        return found if len(found) >= _FEWEST else []

    def paragraphs(self) -> list[_Entry]:
        """Return paragraphs, without titles."""
        found: list[_Entry] = []
        heading, open_ = "", False
        for line in self.lines:
            if open_ and self.wraps:
                found[-1].lines.append(line)
            elif len(line.words.split()) < _LEAST_WORDS or not _sentence(line.words):
                heading = fold(line.words)
                continue
            else:
                found.append(_Entry("", heading, [line]))
            open_ = not line.blank_after
        return found

    def _is_heading(self, at: int, begins: Sequence[tuple[str, int] | None]) -> bool:
        """Tell whether a numbered line is only the title of what follows."""
        begin = begins[at]
        if begin is None or at + 1 >= len(begins):
            return False
        follows = begins[at + 1]
        words = self.lines[at].words
        if _ENDED.search(words.strip()) or len(words) > _SHORT:
            return False
        if follows is None:
            return False
        child = follows[0].startswith(f"{begin[0]}.")
        return child or (not follows[0][0].isdigit() and begin[0][0].isdigit())

    def _titles(
        self, at: int, begins: Sequence[tuple[str, int] | None], open_: _Entry | None
    ) -> bool:
        """Tell whether a line without a number is the title of what follows."""
        line = self.lines[at]
        if at + 1 >= len(begins) or begins[at + 1] is None or not _title(line.words):
            return False
        return open_ is None or self._parted(at)

    def _parted(self, at: int) -> bool:
        """Tell whether a line begins something new."""
        before = self.lines[at - 1]
        if before.blank_after or not self.wraps:
            return not _OPEN.search(before.words.strip())
        return bool(_ENDED.search(before.words.strip()))

    def _goes_on(self, at: int, open_: _Entry) -> bool:
        """Tell whether a line belongs to the item before it."""
        line, before = self.lines[at], self.lines[at - 1]
        if _BULLET.match(line.words) or _OPEN.search(before.words.strip()):
            return True
        if line.cells > 1:
            return before.cells > 1 and not line.words.split("\t")[0].strip()
        if before.cells > 1:
            return False
        if not self.wraps:
            last = not any(opening(each.words) for each in self.lines[at + 1 :])
            return line.words[:1].islower() or not (last or _title(line.words))
        return not before.blank_after and not (_title(line.words) and self._parted(at))


def _told(
    text: Text, lines: Sequence[Line], entries: Sequence[_Entry], *, numbered: bool
) -> Items:
    """Return entries as they were found, each once, and the lines in none of them."""
    kept = list(_once([each for each in entries if each.words]))
    inside = {line.start_of for each in kept for line in each.lines}
    headings = {each.heading for each in kept}
    left = [
        fold(each.words)
        for each in lines
        if each.start_of not in inside and fold(each.words) not in headings
    ]
    return Items(
        found=tuple(_found(text, each) for each in kept),
        left=tuple(each for each in left if each),
        numbered=numbered,
    )


def _once(entries: Sequence[_Entry]) -> Iterator[_Entry]:
    """Yield entries without those of a table of contents."""
    for at, each in enumerate(entries):
        bare = re.sub(r"[\s.…]*\d*$", "", each.words)
        later = (e for e in entries[at + 1 :] if e.number == each.number)
        if each.number and any(e.words == bare and bare != each.words for e in later):
            continue
        yield each


def _found(text: Text, entry: _Entry) -> Found:
    pieces = tuple(piece for line in entry.lines for piece in line.pieces)
    start = pieces[0][0]
    return Found(
        number=entry.number,
        words=fold(" ".join(text.text[low:high] for low, high in pieces)),
        pieces=pieces,
        start=start,
        end=pieces[-1][1],
        page=text.page_at(start),
        heading=entry.heading,
    )


def _title(words: str) -> bool:
    """Tell whether a line looks like a title: short, and no sentence."""
    words = words.strip()
    first = next((each for each in words if each.isalnum()), "")
    return (
        len(words) <= _SHORT
        and not first.islower()
        and words[-1:] not in {".", ";", ",", ":", "!", "?"}
    )


def _sentence(words: str) -> bool:
    return len(words) > _SHORT or bool(_ENDED.search(words.strip()))
