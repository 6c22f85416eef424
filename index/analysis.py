"""From a text to the tokens that are compared; the same for every engine.

A text is cut into *pieces* (runs of letters and digits); pieces that are joined without
a space, as in ``TS-12``, ``v1.0``, ``§4.2``, a file name or an address, form a
*compound*, which is kept whole **and** in its pieces:

1. cut: every piece has a position and its offsets in the text, in code points;
2. fold: lower case, NFKC, no diacritics (``ё`` is ``е``, ``ş`` and ``ș`` are ``s``; but
   ``й`` stays, it is a letter of its own): that is the *exact* form;
3. stem, in the language of the document, or of the paragraph where that is sure to
   be another (`paragraphs`): ``договора`` is ``russian:договор``. A stem names its
   rules, so a word of one language never answers for one of another.

Two words are the same if their exact forms are equal or if they share a stem.
"""

from array import array
from collections import Counter
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from index.languages import LANGUAGES
from index.languages import script_of
from index.languages import searched_in
from index.languages import stem
from index.languages import stemmed_in
from index.languages import stems
from index.languages import UNKNOWN
from index.letters import fold
from index.letters import LONGEST
from index.paragraphs import in_stretches
from index.pieces import chunks
from index.pieces import chunks_of
from index.pieces import Compound
from index.pieces import compounds
from index.pieces import forms
from index.pieces import Piece
from index.pieces import spoken
from index.pieces import Token
from index.pieces import tokens
from index.pieces import unpunctuated
from index.pieces import words
from index.sounds import may_be_cyrillic
from index.sounds import plain_spellings
from index.sounds import SHORTEST
from index.spellings import spellings

__all__ = [
    "LONGEST",
    "Compound",
    "Piece",
    "Terms",
    "Token",
    "chunk_stems",
    "chunks",
    "chunks_of",
    "compounds",
    "document_sounds",
    "document_stems",
    "fold",
    "forms",
    "is_sound",
    "name_sounds",
    "query_sounds",
    "query_stems",
    "script_of_sound",
    "spellings",
    "spoken",
    "terms",
    "tokens",
    "unpunctuated",
    "words",
]

_FROM_CYRILLIC = "~"
_FROM_LATIN = "^"
_CYRILLIC_RULES = tuple(f"{LANGUAGES[code].rules[0]}:" for code in UNKNOWN["Cyrl"])
_NAMED = "~"
"""Signs before what a word sounds like: of which alphabet it is, or that it names."""


@dataclass(frozen=True, slots=True)
class Terms:
    """What of a text is put into the index."""

    positions: dict[str, "array[int]"]
    """Exact forms, pieces and wholes, with the positions they stand at."""

    stems: dict[str, float]
    """Stems with their weight: a word that has several shares its one among them."""

    length: int
    """How many pieces the text has."""


def terms(text: str, language: str) -> Terms:
    """Return what of a text is put into the index.

    Args:
        text: of a document.
        language: of the document; a part of it may be in another.
    """
    positions: defaultdict[str, array[int]] = defaultdict(lambda: array("I"))
    position = 0
    seen: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for start, end, tongue in in_stretches(text, language):
        found = chunks_of(text, start, end)
        seen[tongue].update(found)
        for chunk in found:
            for compound in compounds(chunk):
                for whole in compound.whole:
                    positions[whole].append(position)
                for piece in compound.pieces:
                    positions[piece.text].append(position)
                    position += 1
    stems: dict[str, float] = {}
    for tongue, counted in seen.items():
        for chunk, times in counted.items():
            for term, weight in chunk_stems(chunk, tongue):
                stems[term] = stems.get(term, 0.0) + weight * times
    return Terms(positions, stems, position)


@lru_cache(maxsize=1 << 16)
def chunk_stems(chunk: str, language: str) -> tuple[tuple[str, float], ...]:
    """Return the stems and sounds of a chunk's compounds, and of each of their pieces.

    Words that have several stems share their weight among them.
    """
    weights: dict[str, float] = {}
    for compound in compounds(chunk):
        parts = _parts(compound)
        if len(parts) > 1:
            _weigh(weights, document_stems(compound, language))
        for part in parts:
            stems = document_stems(part, language)
            _weigh(weights, stems)
            named = chunk[part.pieces[0].start].isupper()
            for term in _sounds(part, stems, language, named=named):
                weights[term] = weights.get(term, 0.0) + 1
    return tuple(weights.items())


def _weigh(weights: dict[str, float], stems: frozenset[str]) -> None:
    """Share the weight of one word among its stems."""
    for term in stems:
        weights[term] = weights.get(term, 0.0) + 1 / len(stems)


def document_stems(compound: Compound, language: str) -> frozenset[str]:
    """Return the stems of a compound as a whole, in a document of this language."""
    script = _script(compound)
    return _stems(compound, stemmed_in(script, language)) if script else frozenset()


def document_sounds(
    compound: Compound, language: str, *, named: bool
) -> frozenset[str]:
    """Return what a word is found by in the letters of another alphabet.

    In a document of a language with Latin letters, only names are perhaps Cyrillic
    words in Latin letters; in others, and in chats, whole sentences are.

    Args:
        compound: a word alone.
        language: of the document.
        named: whether it begins with a capital letter.
    """
    return _sounds(compound, document_stems(compound, language), language, named=named)


def _sounds(
    compound: Compound, known: frozenset[str], language: str, *, named: bool
) -> frozenset[str]:
    """Return the sounds of a word alone, whose stems are known."""
    script = _script(compound)
    if script == "Latn":
        row = LANGUAGES.get(language)
        latin = row is not None and row.script == "Latn"
        if (latin and not named) or not may_be_cyrillic(compound.pieces[0].text):
            return frozenset()
        return frozenset(_FROM_LATIN + sound for sound in _sounding(compound, script))
    if script != "Cyrl":
        return frozenset()
    [piece] = compound.pieces
    sounds = {
        sound
        for code in stemmed_in(script, language)
        for plain in plain_spellings(piece.text, script, code)
        if len(sound := stem(LANGUAGES[code].rules[0], plain)) >= SHORTEST
    }
    return frozenset(
        _FROM_CYRILLIC + sound
        for sound in sounds
        if known.isdisjoint(rules + sound for rules in _CYRILLIC_RULES)
    )


@lru_cache(maxsize=1 << 10)
def query_stems(compound: Compound, used: frozenset[str]) -> frozenset[str]:
    """Return the stems and sounds by which a compound of a query is looked up.

    Args:
        compound: of the query.
        used: the languages of the documents that are searched.
    """
    script = _script(compound)
    if not script:
        return frozenset()
    return _stems(compound, searched_in(script, used)) | query_sounds(compound)


@lru_cache(maxsize=1 << 10)
def query_sounds(compound: Compound) -> frozenset[str]:
    """Return by which of its stems a word of a query is found in other letters.

    A Cyrillic word that is spelt plainly anyway has no sound beside its stem.
    """
    script = _script(compound)
    if len(compound.pieces) > 1:
        return frozenset()
    signs = {"Cyrl": (_FROM_LATIN,), "Latn": (_FROM_CYRILLIC, *_CYRILLIC_RULES)}
    return frozenset(
        sign + sound
        for sign in signs.get(script, ())
        for sound in _sounding(compound, script)
    )


def is_sound(term: str) -> bool:
    """Tell whether a term joins the words of two alphabets."""
    return term.startswith((_FROM_CYRILLIC, _FROM_LATIN))


def script_of_sound(term: str) -> str:
    """Return the script of the words that have a sound; empty for a stem."""
    return {_FROM_CYRILLIC: "Cyrl", _FROM_LATIN: "Latn"}.get(term[:1], "")


def name_sounds(compound: Compound) -> tuple[str, ...]:
    """Return the terms by which a word of a name is found in either alphabet."""
    if len(compound.pieces) > 1:
        return ()
    [piece] = compound.pieces
    return tuple(_NAMED + plain for plain in _plain(piece, _script(compound)))


def _sounding(compound: Compound, script: str) -> frozenset[str]:
    """Return the stems that a word has, spelt plainly in Cyrillic."""
    found = {
        term.partition(":")[2]
        for word in _plain(compound.pieces[0], script)
        for language in UNKNOWN["Cyrl"]
        for term in stems(language, (word,))
    }
    return frozenset(sound for sound in found if len(sound) >= SHORTEST)


def _plain(piece: Piece, script: str) -> tuple[str, ...]:
    """Return how a word is spelt plainly, as written and without its diacritics."""
    spelt = (piece.text, piece.form) if script == "Latn" else (piece.text,)
    found = (one for word in spelt for one in plain_spellings(word, script))
    return tuple(dict.fromkeys(found))


def _stems(compound: Compound, languages: tuple[str, ...]) -> frozenset[str]:
    """Return the stems of a compound in some languages.

    A word is stemmed as it is written and without its diacritics, for people often
    leave those out.
    """
    spellings = {
        tuple([piece.form for piece in compound.pieces]),
        tuple([piece.text for piece in compound.pieces]),
    }
    return frozenset(
        fold(term)
        for language in languages
        for words in spellings
        for term in stems(language, words)
    )


def _parts(compound: Compound) -> Sequence[Compound]:
    """Return the pieces of a compound, each as the word that it is by itself."""
    if len(compound.pieces) == 1:
        return (compound,)
    return [Compound((piece,), ()) for piece in compound.pieces]


def _script(compound: Compound) -> str:
    """Return the script of a compound; empty where it has digits or is mixed."""
    if len(compound.pieces) == 1:
        return script_of(compound.pieces[0].text)
    return script_of("".join(piece.text for piece in compound.pieces))
