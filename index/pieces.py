"""From a text to its pieces: where words begin and end, and what stands together.

A text is cut into *chunks* (characters without a space between them; but ``1 200``,
``40 %`` and ``§ 4.2`` are one), chunks into *pieces* (runs of letters, or of digits).
Pieces that stand together, as in ``TS-12``, ``v1.0``, ``10px``, a file name or an
address, form a *compound*.
"""

import re
from collections.abc import Iterable
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from sys import maxsize

from index.letters import fold
from index.letters import form
from index.letters import LONGEST
from index.letters import signs
from index.numbers import MONEY_SIGNS
from index.numbers import numeral
from index.numbers import same_money
from index.numbers import SPACED
from index.numbers import SPACES

NUMBER = "#"
"""Before the one spelling of a number, so that it is no piece of a phrase."""

_INSIDE = signs()
_MONEY = "".join(MONEY_SIGNS).replace("$", "")
_CLAUSES = (
    rf"(?:§§?|(?i:(?:cl|art|sec|п|пп|ст|чл|ал|pct|alin|ziff)\.|clauses?|sections?"
    rf"|articles?|пункт\w{{0,3}}|стать\w{{1,3}}|член|точка|clauza|punctul|articolul"
    rf"|ziffer|abschnitt|artikel))[{SPACES}]?(?=\d)"
)
"""A pattern of what stands before the number of a clause."""

TOGETHER = (
    rf"(?:{_CLAUSES}\d+(?:\.\d+)+|{SPACED}(?:[.,]\d+)?|\d[\d.,]*[{SPACES}]%)(?!\S)"
)
"""A pattern of what is one word of a query, though there is a space in it."""

_CHUNK = re.compile(
    rf"(?=[\w§{_MONEY}$])(?:"  # quickly past what stands between words
    rf"(?:(?=(?i:[§\dcaspzпсчат]))(?=§|\w++\.?[{SPACES}]\d)(?:{_CLAUSES}|{SPACED})"
    rf"|\d[\d.,]*[{SPACES}](?=%)|[\w§])[\w{_INSIDE}.,@/:+&'’‐‑%-]*+"
    rf"|[{_MONEY}]|\$(?=[{SPACES}]?\d)|(?<=\d)\$|(?<=\d[{SPACES}])\$)"
)
"""A pattern of a chunk. Clauses and numbers begin with one of ``§\\dcaspz…``."""

_PUNCTUATION = ".,:/+&-"
_CLAUSE = re.compile(_CLAUSES)
_PIECE = re.compile(
    rf"[0-9]+(?![\w{_INSIDE}])|(?:[^\W_][{_INSIDE}]*)+"
    rf"|(?<=\d)%|(?<=\d[{SPACES}])%|[{_MONEY}$]"
)
_JOINT = re.compile(r"[._@/:+&‐‑-]{1,3}")
_TWO = re.compile(r"([0-9]+)([^\W\d_][^\W\d]*)|([^\W\d_][^\W\d]*?)([0-9]+)")
"""A run of digits and one of letters: ``10px`` or ``v2``."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of letters or of digits."""

    text: str
    """Its exact form, folded."""

    form: str
    """What stemmers are given: lower case, with its diacritics."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Compound:
    """Pieces that stand together; most often it is just one."""

    pieces: tuple[Piece, ...]
    whole: tuple[str, ...]
    """The forms in which it is kept whole; empty for a plain word."""


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of a text in its place."""

    piece: Piece
    position: int
    start: int
    end: int
    compound: Compound
    first: bool
    """Whether it is the first piece of its compound."""

    @property
    def text(self) -> str:
        """Return its exact form."""
        return self.piece.text


@lru_cache(maxsize=1 << 16)
def compounds(chunk: str) -> tuple[Compound, ...]:
    """Cut a chunk into compounds and their pieces."""
    clause = _CLAUSE.match(chunk)
    rest = clause.end() if clause else 0
    found: list[Compound] = []
    run: list[Piece] = []
    for piece in _pieces(chunk):
        if run and not _joined(chunk, run[-1], piece, rest):
            found.append(_compound(chunk, run, rest))
            run = []
        run.append(piece)
    if run:
        found.append(_compound(chunk, run, rest))
    return tuple(found)


def chunks(text: str, at: int = 0, end: int = maxsize) -> Iterator[re.Match[str]]:
    """Yield the runs of characters in which words stand, between two places."""
    return _CHUNK.finditer(text, at, end)


def chunks_of(text: str, start: int = 0, end: int = maxsize) -> list[str]:
    """Return the chunks between two places of a text."""
    return _CHUNK.findall(text, start, end)


def unpunctuated(chunk: str) -> str:
    """Return a chunk without what stands behind its last word: it has the same pieces.

    It is the chunk itself where there is nothing but signs.
    """
    return chunk.rstrip(_PUNCTUATION) or chunk


def tokens(text: str, at: int = 0) -> Iterator[Token]:
    """Yield the pieces of a text with their positions and offsets."""
    position = 0
    for chunk in chunks(text, at):
        base = chunk.start()
        for compound in compounds(chunk.group()):
            for number, piece in enumerate(compound.pieces):
                start, end = base + piece.start, base + piece.end
                yield Token(piece, position, start, end, compound, number == 0)
                position += 1


def forms(found: Iterable[Compound]) -> tuple[str, ...]:
    """Return the exact forms of all pieces of some compounds, in order."""
    return tuple(piece.text for compound in found for piece in compound.pieces)


def words(text: str) -> list[Compound]:
    """Return the compounds of a text in order."""
    return [found for chunk in _CHUNK.findall(text) for found in compounds(chunk)]


def spoken(text: str) -> list[str]:
    """Return the words of a text; what an apostrophe cuts off a word is none.

    A clause is its number behind ``§``, whatever stands before it.
    """
    spans = _spans(text)
    spoken = [span for span in spans if len(span.text) > 1 or not _cut_off(text, span)]
    return [span.text for span in spoken or spans if not span.leads]


@dataclass(frozen=True, slots=True)
class _Span:
    """Where a compound stands in a text, and what it says."""

    start: int
    end: int
    text: str
    leads: bool
    """Whether it is what stands before the number of a clause."""


def _spans(text: str) -> list[_Span]:
    """Return the compounds of a text."""
    found: list[_Span] = []
    for chunk in chunks(text):
        clause = _CLAUSE.match(chunk.group())
        for compound in compounds(chunk.group()):
            low, high = compound.pieces[0].start, compound.pieces[-1].end
            start, end = chunk.start() + low, chunk.start() + high
            numbered = clause is not None and clause.end() == low
            leads = clause is not None and high <= clause.end()
            said = "§" * numbered + text[start:end]
            found.append(_Span(start, end, said, leads))
    return found


def _cut_off(text: str, span: _Span) -> bool:
    """Tell whether an apostrophe stands beside a word."""
    before = text[max(span.start - 1, 0) : span.start]
    return any(sign in "'’" for sign in before + text[span.end : span.end + 1])


def _pieces(chunk: str) -> Iterator[Piece]:
    """Yield the pieces of a chunk; ``10px`` has two, and so has ``v2``."""
    for run in _PIECE.finditer(chunk):
        two = _TWO.fullmatch(run.group())
        cut = run.start() + len(two[1] or two[3]) if two else run.end()
        for start, end in ((run.start(), cut), (cut, run.end())):
            if start < end:
                said = chunk[start:end]
                yield Piece(fold(said), form(said)[:LONGEST], start, end)


def _joined(chunk: str, left: Piece, right: Piece, rest: int) -> bool:
    """Tell whether two neighbouring pieces belong to one compound."""
    between = chunk[left.end : right.start]
    if right.start == rest or {left.form, right.form} & MONEY_SIGNS.keys():
        return False
    if not between:
        return not same_money(right.text)
    if between in SPACES:
        return True
    if between in ",'’":
        return chunk[left.end - 1].isdigit() and chunk[right.start].isdigit()
    return _JOINT.fullmatch(between) is not None


def _compound(chunk: str, run: list[Piece], rest: int) -> Compound:
    """Build a compound of the pieces found."""
    start, end = run[0].start, run[-1].end
    said = chunk[start:end]
    whole: list[str] = []
    if len(run) > 1:
        plain = re.sub(f"[{SPACES}]", "", said)
        number = numeral(said)
        kept = () if number and plain != said else (fold(plain),)
        whole = [*kept, *([NUMBER + number] if number else [])]
    if rest and start == rest:
        whole.append("§" + fold(said))
    return Compound(tuple(run), tuple(whole))
