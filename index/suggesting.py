"""What a word that is nowhere was perhaps meant to be: a word that is somewhere.

A slip of the finger (a letter too many, too few, another, or two in turn), or a
keyboard that was set to another alphabet: ``kjujnbg`` is ``логотип``.
"""

from collections.abc import Iterable
from collections.abc import Iterator
from typing import Protocol

from index import analysis
from index.answer import FIELDS
from index.answer import said
from index.query import Part
from index.query import Word
from index.shelf import Shelf
from index.slips import slips_of

SHORTEST = 4
"""Shorter words are like too many others."""

LONG = 7
"""Words with so many letters may have two slips."""

MOST = 5

_LOOKED_INTO = ("title", "own", "author", "recipient")
"""What is quoted somewhere has most often been written somewhere."""

_LATIN = "qwertyuiop[]asdfghjkl;'zxcvbnm,."
_CYRILLIC = "йцукенгшщзхъфывапролджэячсмитьбю"
_LAYOUTS = (
    str.maketrans(_LATIN, _CYRILLIC),
    str.maketrans(_CYRILLIC, _LATIN),
)


class Vocabulary(Protocol):
    """The words of an index."""

    def knows(self, word: str) -> bool:
        """Tell whether any document has a word, in any form."""
        ...

    def lexicon(self, field: str, beginning: str = "") -> Iterable[str]:
        """Return the terms of a field that begin so, some of them more than once."""
        ...

    def often(self, field: str, term: str) -> int:
        """Return how many documents have a term in a field."""
        ...


class OnShelf:
    """The words of a shelf."""

    def __init__(self, shelf: Shelf) -> None:
        self._shelf = shelf
        self.lexicon = shelf.lexicon

    def knows(self, word: str) -> bool:
        """Tell whether any document has a word, in any form."""
        return bool(said(self._shelf, Word(word), FIELDS[Part.ANY]))

    def often(self, field: str, term: str) -> int:
        """Return how many documents have a term in a field."""
        return len(self._shelf.postings(field, term))


def meant(known: Vocabulary, word: str) -> list[str]:
    """Return words of the documents that an unknown word may have been meant to be."""
    folded = analysis.fold(word)
    if known.knows(word):
        return []
    typed = [one for one in _on_other_keys(word) if known.knows(one)]
    if typed or len(folded) < SHORTEST or not folded.isalpha():
        return typed
    allowed = 2 if len(folded) >= LONG else 1
    found = _near(known, folded, allowed, beginning=folded[0])
    if 1 not in found.values():
        found = _near(known, folded, allowed)
    order = sorted(found, key=lambda term: (found[term], -_often(known, term), term))
    return order[:MOST]


def _near(
    known: Vocabulary, word: str, allowed: int, beginning: str = ""
) -> dict[str, int]:
    """Return the terms that are near a word, and how far; some beginning is quick."""
    found: dict[str, int] = {}
    for field in _LOOKED_INTO:
        found |= slips_of(known.lexicon(field, beginning), word, allowed)
    return {term: slips for term, slips in found.items() if term.isalpha()}


def _often(known: Vocabulary, term: str) -> int:
    """Return how many documents have a term."""
    return sum(known.often(field, term) for field in _LOOKED_INTO)


def _on_other_keys(word: str) -> Iterator[str]:
    """Yield what the same keys write when the keyboard is set to another alphabet."""
    plain = word.lower()
    for layout in _LAYOUTS:
        typed = plain.translate(layout)
        if typed != plain and analysis.words(typed):
            yield typed
