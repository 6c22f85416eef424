"""Texts to be collated: the words of a paper as it reads, each at its place.

Deleted words, comments and what a reading adds are no words of it; a word that is
parted at the end of a line is one word. What repeats at the heads and feet of pages is
kept apart.
"""

import re
import unicodedata
from collections.abc import Iterator
from collections.abc import Mapping
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from ledger.domain import lines
from ledger.domain.collation import Token
from ledger.domain.document import Document
from ledger.domain.document import Text
from ledger.domain.numbering import opening
from ledger.domain.reading import Reading
from ledger.domain.trace import BETWEEN
from ledger.domain.trace import TraceKind
from ledger.services.wording import LETTERS

_TOKEN = re.compile(rf"{LETTERS}(?:['’ʼ.,:/@&+‐‑-]{LETTERS})*|[%€$£§№]")
_SHAPES = str.maketrans(
    dict.fromkeys("’ʼ‘`´", "'")
    | dict.fromkeys("‐‑‒–—−", "-")
    | dict.fromkeys("“”„«»‟", '"')
    | dict(zip("ŞşŢţ", "ȘșȚț", strict=True))
    | {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "…": "..."}
    | {"\u00a0": " "}
)
_PARTED = re.compile(r"[-‐][ \t]*[\n\f]\s*")
_BULLET = re.compile(r"[•‣▪●◦·○■□*-]")
_ENDS = re.compile(r"[.;:!?)]\s*$")
_INSERTED = frozenset({TraceKind.INSERTED, TraceKind.MOVED_HERE})


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """A document with its words, ready to be compared."""

    document: Document
    text: Text
    tokens: tuple[Token, ...]
    clauses: tuple[tuple[int, str], ...]
    """Where numbered paragraphs begin, with their numbers."""

    beside: tuple[str, ...]
    """What repeats at the heads and feet of pages, each once."""

    tracked: frozenset[str]
    """The keys of words that the file itself says were deleted."""

    scanned: bool
    wordless: tuple[int, ...]
    """Pages without any word."""

    comments: int

    def clause(self, at: int) -> str:
        """Return the number of the paragraph in which a letter stands."""
        found = [number for start, number in self.clauses if start <= at]
        return found[-1] if found else ""


def paper(
    document: Document, text: Text, reading: Reading, known: AbstractSet[str]
) -> Paper:
    """Return the words of a document; ``known`` are words of the other one."""
    hidden = lines.running(text)
    traces = reading.traces
    beside = [(e.start, e.end) for e in traces if e.kind in lines.WORDS_BESIDE]
    beside += sorted(hidden.items())
    gone = [(e.start, e.end) for e in traces if e.kind in BETWEEN]
    plain = _Plain.of(text.text, [*beside, *gone])
    doubtful = {w.start for page in reading.pages for w in page.words if w.doubtful}
    inserted = [(e.start, e.end) for e in traces if e.kind in _INSERTED]
    deleted = [e for e in traces if e.kind is TraceKind.DELETED]
    read = lines.lines_of(text, traces)
    numbered = ((line.start, opening(line.words)) for line in read)
    return Paper(
        document=document,
        text=text,
        tokens=tuple(plain.tokens(known, doubtful, inserted)),
        clauses=tuple((start, found[0]) for start, found in numbered if found),
        beside=tuple(dict.fromkeys(_beside(text.text, beside))),
        tracked=frozenset(
            key(found[0])
            for each in deleted
            for found in _TOKEN.finditer(text.text[each.start : each.end])
        ),
        scanned=any(state.recognised for state in text.scans.values()),
        wordless=_wordless(text, reading),
        comments=len([e for e in traces if e.kind is TraceKind.COMMENT]),
    )


def vocabulary(text: str) -> frozenset[str]:
    """Return the keys of all words of a text, as they stand."""
    return frozenset(key(found[0]) for found in _TOKEN.finditer(text))


def key(word: str) -> str:
    """Return by what a word is compared.

    Examples:
        >>> key("Client’s"), key("ﬁve")
        ("client's", 'five')
    """
    return unicodedata.normalize("NFC", word).translate(_SHAPES).casefold()


def shaped(text: str) -> str:
    """Return a text in one shape of its signs, its letters as they stand."""
    found = unicodedata.normalize("NFC", text).translate(_SHAPES)
    return " ".join(found.split())


def signs(after: str) -> str:
    """Return the signs between two words as they are compared."""
    return _BULLET.sub("", shaped(after)).replace(" ", "")


@dataclass(frozen=True, slots=True)
class _Plain:
    """A text without what is no word of it, and where its letters came from."""

    text: str
    places: Sequence[int]

    @classmethod
    def of(cls, text: str, without: Sequence[tuple[int, int]]) -> "_Plain":
        hidden = bytearray(len(text))
        for start, end in without:
            hidden[start:end] = b"\x01" * (min(end, len(text)) - start)
        kept = [
            at
            for at, letter in enumerate(text)
            if not hidden[at] and letter != "\u00ad"
        ]
        return cls("".join(text[at] for at in kept), kept)

    def tokens(
        self,
        known: AbstractSet[str],
        doubtful: AbstractSet[int],
        inserted: Sequence[tuple[int, int]],
    ) -> Iterator[Token]:
        """Yield the words; one that the end of a line parts is one."""
        found = list(_TOKEN.finditer(self.text))
        at = 0
        while at < len(found):
            last = at
            word = found[at][0]
            while last + 1 < len(found) and (
                joined := self._joined(word, found[last], found[last + 1], known)
            ):
                word, last = joined, last + 1
            low, high = found[at].start(), found[last].end()
            start, end = self.places[low], self.places[high - 1] + 1
            behind = (
                found[last + 1].start() if last + 1 < len(found) else len(self.text)
            )
            yield Token(
                key=key(word),
                text=word,
                start=start,
                end=end,
                after=self.text[high:behind],
                begins=self._begins(low),
                doubtful=any(each in doubtful for each in range(start, end)),
                tracked=any(low <= start < high for low, high in inserted),
            )
            at = last + 1

    def _joined(
        self,
        word: str,
        here: "re.Match[str]",
        there: "re.Match[str]",
        known: AbstractSet[str],
    ) -> str:
        """Return two parts of a word as one; empty where they are two words."""
        between = self.text[here.end() : there.start()]
        if not _PARTED.fullmatch(between):
            return ""
        whole, with_hyphen = word + there[0], f"{word}-{there[0]}"
        if key(with_hyphen) in known and key(whole) not in known:
            return with_hyphen
        return whole if there[0][:1].islower() or key(whole) in known else with_hyphen

    def _begins(self, at: int) -> bool:
        """Tell whether a paragraph begins with the word at some place."""
        before = self.text[:at] if at < _FAR else self.text[at - _FAR : at]
        last = before.rstrip(" \t\"'„“«([")
        if last and last[-1] not in "\n\f":
            return False
        line = self.text[at : at + _FAR].split("\n", 1)[0]
        return not last.strip() or bool(_ENDS.search(last)) or opening(line) is not None


_FAR = 120


def _beside(text: str, stretches: Sequence[tuple[int, int]]) -> Iterator[str]:
    """Yield the words of heads and feet, without the numbers of pages."""
    for start, end in stretches:
        words = re.sub(r"\d+", "", shaped(text[start:end])).strip(" /-|")
        if any(each.isalpha() for each in words):
            yield " ".join(words.split())


def _wordless(text: Text, reading: Reading) -> tuple[int, ...]:
    scans: Mapping[int, object] = text.scans
    return tuple(
        page.number
        for page in reading.pages
        if not text.text[page.start : page.end].strip()
        or (page.number in scans and not page.words)
    )
