"""Blocks: the paragraphs of a text and their sentences, with numbers and headings."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ledger.domain.clauses import numbering
from ledger.domain.clauses.numbering import Place

_LINE = re.compile(r"[^\r\n\f\v\x85\u2028\u2029]+")
_DECORATION = re.compile(r"[\s#>*_|•·▪◦‣–—-]*")
_BULLET = re.compile(r"\s*(?:[•▪◦‣–—*·-]\s|\|)")
_ENDS = re.compile(r"[.!?;:]['\"”»)*_\]]*\s*$")
_STOP = re.compile(r"[.!?]['\"”»)*_]*\s+(?=[\"'“„«(*_\[]*[^\W_a-zа-яёăâîșțäöü])")
_SHORT = re.compile(
    r"(?:^|[\s(.])(?:[^\W\d_]|art|nr|no|abs|alin|lit|чл|ал|пп|ст|гг|руб|коп|лв|стр|напр"
    r"|ca|bzw|inkl|max|min|ggf|mr|ms|mrs|dr|dl|dna|vs|inc|ltd|std|exkl|zzgl|ziff|pct"
    r"|г-н|г-жа|e\.g|i\.e|z\.\s?b|d\.\s?h|т\.\s?е|т\.\s?д|мин|макс|ч|hrs?|approx)$",
    re.IGNORECASE,
)
_FIGURE = re.compile(r"(?:^|\s)\d{1,2}$")
_WRAPS = 45
_HEADING = 90


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, by where it stands."""

    start: int
    end: int
    clause: str = ""
    heading: str = ""
    """The words of the heading that it stands below."""

    lead: str = ""
    """The sentence that announces the list of which it is an item."""


@dataclass(frozen=True, slots=True)
class _Line:
    start: int
    body: int
    end: int
    after_gap: bool
    listed: bool
    titled: bool


def blocks(text: str) -> Iterator[Block]:
    """Yield the paragraphs of a text, each under its number and heading."""
    place, heading, lead = Place(), "", ""
    for start, end, first in _paragraphs(text):
        words = text[start:end]
        mark = numbering.mark(words)
        titled = first.titled or _is_heading(words, mark is not None)
        if first.titled and mark is None:
            place = Place()
        if mark:
            place = place.at(mark, below=not first.titled)
        body = start + (mark.end if mark else 0)
        body += len(text[body:end]) - len(text[body:end].lstrip())
        if titled:
            heading, lead = text[body:end], ""
        item = first.listed or (mark is not None and mark.part)
        if not item and not titled:
            lead = ""
        if body < end:
            yield Block(body, end, place.cited, heading, lead if item else "")
        if words.rstrip(" *_").endswith(":"):
            lead = text[body:end]


def sentences(text: str, block: Block) -> Iterator[tuple[int, int]]:
    """Yield where the sentences of a paragraph stand."""
    start = block.start
    for stop in _STOP.finditer(text, block.start, block.end):
        before = text[max(start, stop.start() - 12) : stop.start()]
        dot = text[stop.start()] == "."
        if dot and (_SHORT.search(before) or _FIGURE.search(before)):
            continue
        end = stop.start() + len(stop[0].rstrip())
        yield start, end
        start = stop.end()
    if start < block.end:
        yield start, block.end


def _paragraphs(text: str) -> Iterator[tuple[int, int, _Line]]:
    """Yield paragraphs: lines that a page broke are put together again."""
    opened: _Line | None = None
    last: _Line | None = None
    for line in _lines(text):
        if opened and last and _goes_on(text, last, line):
            last = line
            continue
        if opened and last:
            yield opened.body, last.end, opened
        opened = last = line
    if opened and last:
        yield opened.body, last.end, opened


def _lines(text: str) -> Iterator[_Line]:
    before = 0
    for line in _LINE.finditer(text):
        words = line[0]
        if not words.strip():
            continue
        decoration = _DECORATION.match(words)
        skipped = decoration.end() if decoration else 0
        gap = text[before : line.start()]
        apart = gap.count("\n") > 1 or "\f" in gap
        if skipped < len(words.rstrip()):
            yield _Line(
                line.start(),
                line.start() + skipped,
                line.start() + len(words.rstrip()),
                after_gap=apart,
                listed=_BULLET.match(words) is not None,
                titled=words.lstrip().startswith("#"),
            )
        before = line.end()


def _goes_on(text: str, last: _Line, line: _Line) -> bool:
    """Tell whether a line goes on with the sentence or paragraph of the last one."""
    if line.after_gap or line.listed or line.titled or last.titled:
        return False
    words = text[line.body : line.end]
    if numbering.mark(words) is not None:
        return False
    if last.end - last.start >= _WRAPS:
        return True
    ended = _ENDS.search(text[last.body : last.end]) is not None
    return not ended and (words[0].islower() or words[0] == "(")


def _is_heading(words: str, numbered: bool) -> bool:  # noqa: FBT001 - read once
    short = len(words) <= _HEADING and "\t" not in words
    return short and not _ENDS.search(words) and (numbered or words.isupper())
