"""What a word that is nowhere was perhaps meant to be: a word that is somewhere.

A slip of the finger (a letter too many, too few, another, or two in turn), or a
keyboard that was set to another alphabet: ``kjujnbg`` is ``логотип``.
"""

from collections.abc import Iterator

from index import analysis
from index.answer import FIELDS
from index.answer import said
from index.query import Part
from index.query import Word
from index.shelf import Shelf
from index.slips import distance
from index.slips import may_be

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


def meant(shelf: Shelf, word: str) -> list[str]:
    """Return words of the documents that an unknown word may have been meant to be."""
    folded = analysis.fold(word)
    if _known(shelf, word):
        return []
    typed = [one for one in _on_other_keys(word) if _known(shelf, one)]
    if typed or len(folded) < SHORTEST or not folded.isalpha():
        return typed
    allowed = 2 if len(folded) >= LONG else 1
    found = _near(shelf, folded, allowed, beginning=folded[0])
    if 1 not in found.values():
        found = _near(shelf, folded, allowed)
    order = sorted(found, key=lambda term: (found[term], -_often(shelf, term), term))
    return order[:MOST]


def _near(shelf: Shelf, word: str, allowed: int, beginning: str = "") -> dict[str, int]:
    """Return the terms that are near a word, and how far; some beginning is quick."""
    found: dict[str, int] = {}
    for field in _LOOKED_INTO:
        for term in shelf.lexicon(field, beginning):
            if term not in found and may_be(term, word, allowed) and term.isalpha():
                slips = distance(term, word, allowed)
                if slips <= allowed:
                    found[term] = slips
    return found


def _known(shelf: Shelf, word: str) -> bool:
    return bool(said(shelf, Word(word), FIELDS[Part.ANY]))


def _often(shelf: Shelf, term: str) -> int:
    """Return how many documents have a term."""
    return sum(len(shelf.postings(field, term)) for field in _LOOKED_INTO)


def _on_other_keys(word: str) -> Iterator[str]:
    """Yield what the same keys write when the keyboard is set to another alphabet."""
    plain = word.lower()
    for layout in _LAYOUTS:
        typed = plain.translate(layout)
        if typed != plain and analysis.words(typed):
            yield typed
