"""From a text to the tokens that are compared; the same for every engine.

A text is cut into *pieces* (runs of letters and digits); pieces that are joined without
a space, as in ``TS-12``, ``v1.0``, ``§4.2``, a file name or an address, form a
*compound*, which is kept whole **and** in its pieces:

1. cut: every piece has a position and its offsets in the text, in code points;
2. fold: lower case, NFKC, no diacritics (``ё`` is ``е``, ``ş`` and ``ș`` are ``s``; but
   ``й`` stays, it is a letter of its own): that is the *exact* form;
3. stem, in the language of the document: ``договора`` is ``russian:договор``. A
   stem names its rules, so a word of one language never answers for one of another.

Two words are the same if their exact forms are equal or if they share a stem.
"""

import re
import unicodedata
from array import array
from collections import Counter
from collections import defaultdict
from collections.abc import Iterable
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from index.languages import script_of
from index.languages import searched_in
from index.languages import stemmed_in
from index.languages import stems
from index.stretches import stretches

LONGEST = 100
"""A token is cut after so many letters, in documents and in queries alike."""

_INSIDE = "\u0300-\u036f\u00ad\u200b-\u200d\u2060"
"""What may stand inside a word and be no letter: accents, soft hyphens, joiners."""

_CHUNK = re.compile(rf"[\w§][\w{_INSIDE}.,@/:+&'’‐‑-]*")
_PIECE = re.compile(rf"(?:[^\W_][{_INSIDE}]*)+")
_JOINT = re.compile(r"[._@/:+&‐‑-]{1,3}")
_INVISIBLE = re.compile("[\u00ad\u200b-\u200d\u2060]")
_LETTERS = str.maketrans(
    {"ё": "е", "ß": "ss", "ø": "o", "ł": "l", "đ": "d", "ı": "i", "æ": "ae", "œ": "oe"}
)
_ONE_SPELLING = str.maketrans("şţё‐‑", "șțе--")


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of letters and digits."""

    text: str
    """Its exact form, folded."""

    form: str
    """What stemmers are given: lower case, with its diacritics."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Compound:
    """Pieces that stand together without a space; most often it is just one."""

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


@dataclass(frozen=True, slots=True)
class Terms:
    """What of a text is put into the index."""

    positions: dict[str, "array[int]"]
    """Exact forms, pieces and wholes, with the positions they stand at."""

    stems: dict[str, float]
    """Stems with their weight: a word that has several shares its one among them."""

    length: int
    """How many pieces the text has."""


def fold(word: str) -> str:
    """Return the exact form of a word, by which it is found and compared."""
    word = _form(word)
    if word.isascii():
        return word[:LONGEST]
    return "".join(map(_plain, word))[:LONGEST]


@lru_cache(maxsize=1 << 16)
def compounds(chunk: str) -> tuple[Compound, ...]:
    """Cut a run of characters without spaces into compounds and their pieces."""
    found: list[Compound] = []
    run: list[re.Match[str]] = []
    for match in _PIECE.finditer(chunk):
        if run and not _joined(chunk, run[-1], match):
            found.append(_compound(chunk, run))
            run = []
        run.append(match)
    if run:
        found.append(_compound(chunk, run))
    return tuple(found)


def chunks(text: str, at: int = 0) -> Iterator[re.Match[str]]:
    """Yield the runs of characters without spaces in which words stand."""
    return _CHUNK.finditer(text, at)


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
    """Return the words of a text; what an apostrophe cuts off a word is none."""
    spans = _spans(text)
    spoken = [
        (start, end)
        for start, end in spans
        if end - start > 1 or not _cut_off(text, start, end)
    ]
    return [
        text[start - (text[start - 1 : start] == "§") : end]
        for start, end in spoken or spans
    ]


def terms(text: str, language: str) -> Terms:
    """Return what of a text is put into the index."""
    positions: defaultdict[str, array[int]] = defaultdict(lambda: array("I"))
    position = 0
    seen: Counter[str] = Counter()
    for start, end in stretches(text):
        found = _CHUNK.findall(text, start, end)
        seen.update(found)
        for chunk in found:
            for compound in compounds(chunk):
                for whole in compound.whole:
                    positions[whole].append(position)
                for piece in compound.pieces:
                    positions[piece.text].append(position)
                    position += 1
    stems: dict[str, float] = {}
    for chunk, times in seen.items():
        for term, weight in chunk_stems(chunk, language):
            stems[term] = stems.get(term, 0.0) + weight * times
    return Terms(positions, stems, position)


@lru_cache(maxsize=1 << 16)
def chunk_stems(chunk: str, language: str) -> tuple[tuple[str, float], ...]:
    """Return the stems of all compounds of a chunk, and of each of their pieces."""
    weights: dict[str, float] = {}
    for compound in compounds(chunk):
        parts = [Compound((piece,), ()) for piece in compound.pieces]
        for part in {compound, *parts} if len(parts) > 1 else (compound,):
            stems = document_stems(part, language)
            for term in stems:
                weights[term] = weights.get(term, 0.0) + 1 / len(stems)
    return tuple(weights.items())


def document_stems(compound: Compound, language: str) -> frozenset[str]:
    """Return the stems of a compound as a whole, in a document of this language."""
    script = _script(compound)
    return _stems(compound, stemmed_in(script, language)) if script else frozenset()


def query_stems(compound: Compound, used: frozenset[str]) -> frozenset[str]:
    """Return the stems by which a compound of a query is looked up.

    Args:
        compound: of the query.
        used: the languages of the documents that are searched.
    """
    script = _script(compound)
    return _stems(compound, searched_in(script, used)) if script else frozenset()


def _spans(text: str) -> list[tuple[int, int]]:
    """Return where the compounds of a text begin and end."""
    spans: list[tuple[int, int]] = []
    for token in tokens(text):
        if not token.first:
            spans[-1] = (spans[-1][0], token.end)
        else:
            spans.append((token.start, token.end))
    return spans


def _cut_off(text: str, start: int, end: int) -> bool:
    """Tell whether an apostrophe stands beside a word."""
    return any(
        sign in "'’" for sign in text[max(start - 1, 0) : start] + text[end : end + 1]
    )


def _stems(compound: Compound, languages: tuple[str, ...]) -> frozenset[str]:
    """Return the stems of a compound in some languages.

    A word is stemmed as it is written and without its diacritics, for people often
    leave those out.
    """
    spellings = {
        tuple(piece.form for piece in compound.pieces),
        tuple(piece.text for piece in compound.pieces),
    }
    return frozenset(
        fold(term)
        for language in languages
        for words in spellings
        for term in stems(language, words)
    )


def _script(compound: Compound) -> str:
    """Return the script of a compound; empty where it has digits or is mixed."""
    return script_of("".join(piece.text for piece in compound.pieces))


def _joined(chunk: str, left: re.Match[str], right: re.Match[str]) -> bool:
    """Tell whether two neighbouring pieces belong to one compound."""
    between = chunk[left.end() : right.start()]
    if between == ",":
        return chunk[left.end() - 1].isdigit() and chunk[right.start()].isdigit()
    return _JOINT.fullmatch(between) is not None


def _compound(chunk: str, run: list[re.Match[str]]) -> Compound:
    """Build a compound of the pieces found."""
    pieces = tuple(
        Piece(fold(m.group()), _form(m.group())[:LONGEST], m.start(), m.end())
        for m in run
    )
    start, end = run[0].start(), run[-1].end()
    whole = [fold(chunk[start:end])] if len(run) > 1 else []
    if start and chunk[start - 1] == "§":
        whole.append("§" + fold(chunk[start:end]))
    return Compound(pieces, tuple(whole))


def _form(word: str) -> str:
    """Return a word in lower case and one spelling, its diacritics kept."""
    if word.isascii():
        return word.lower()
    word = unicodedata.normalize("NFKC", _INVISIBLE.sub("", word)).lower()
    return unicodedata.normalize("NFC", word).translate(_ONE_SPELLING)


@lru_cache(maxsize=1 << 12)
def _plain(letter: str) -> str:
    """Return a letter without its diacritics; ``й`` is no ``и`` with a mark."""
    if letter == "й":
        return letter
    parts = unicodedata.normalize("NFD", letter)
    bare = "".join(part for part in parts if not "\u0300" <= part <= "\u036f")
    return bare.translate(_LETTERS)
