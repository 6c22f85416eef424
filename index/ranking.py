"""How well documents answer: BM25 over the fields, the exact form before the stem.

A word counts most in a title and least in a quote; a rare word more than a common one;
in a short document more than in a long one.
"""

from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from math import log

from index import analysis
from index.analysis import Compound
from index.answer import FIELDS
from index.answer import NAMES
from index.answer import said
from index.answer import stem_field
from index.answer import STEMMED
from index.query import Fuzzy
from index.query import Near
from index.query import Phrase
from index.query import Prefix
from index.query import Said
from index.query import Word
from index.shelf import Postings
from index.shelf import Shelf
from index.together import compound_in
from index.together import near_in
from index.together import phrase_in

WEIGHT = {
    "title": 2.5,
    "own": 1.0,
    "quoted": 0.25,
    "author": 1.0,
    "recipient": 0.7,
    "other": 0.5,
}
EXACT = 1.0
STEM = 0.6
"""An exact form is its own stem too, so it counts 1.6 times against 0.6."""

FUZZY = 0.4
"""What is spelled nearly so is less likely to be meant than any form of a word."""
SOUND = 0.15
"""A word in the letters of another alphabet comes below all of its own."""

SATURATION = 1.2
"""How soon more of the same word stops to matter."""

LENGTH = 0.6
"""How much a document's length matters, between 0 and 1."""


def scores(shelf: Shelf, words: list[Said], hits: AbstractSet[int]) -> dict[int, float]:
    """Return a score for each hit; higher is better, 0 where no word is asked for."""
    total = dict.fromkeys(hits, 0.0)
    length = shelf.columns.length
    base = SATURATION * (1 - LENGTH)
    slope = SATURATION * LENGTH / max(shelf.mean_length, 1.0)
    for word in dict.fromkeys(words):
        rarity = _rarity(shelf, word)
        for number, often in _frequency(shelf, word, hits).items():
            norm = base + slope * length[number]
            total[number] += rarity * often / (often + norm)
    return total


def _rarity(shelf: Shelf, word: Said) -> float:
    """Return the weight of a word: the fewer documents have it, the more.

    How many have a phrase is not counted, for that would mean to read it everywhere:
    they are no more than have the rarest of its words.
    """
    fields, of = FIELDS[word.part], len(shelf.live)
    if isinstance(word, Prefix | Fuzzy):
        found = len(said(shelf, word, fields))
    else:
        single = [Word(piece) for piece in analysis.forms(analysis.words(word.text))]
        found = min((len(said(shelf, one, fields)) for one in single), default=0)
    return log(1 + (of - found + 0.5) / (found + 0.5))


def _frequency(shelf: Shelf, word: Said, hits: AbstractSet[int]) -> dict[int, float]:
    """Return how often each hit has a word, weighed by field and form."""
    total: dict[int, float] = {}
    for found, weight in _places(shelf, word, hits):
        if len(found) > len(hits):
            for number in found.keys() & hits:
                total[number] = total.get(number, 0.0) + weight * found[number]
        else:
            for number, often in found.items():
                if number in hits:
                    total[number] = total.get(number, 0.0) + weight * often
    return total


def _places(
    shelf: Shelf, word: Said, hits: AbstractSet[int]
) -> Iterator[tuple[Postings, float]]:
    """Yield the postings of a word with what one occurrence there is worth."""
    compounds = analysis.words(word.text)
    for field in FIELDS[word.part]:
        weight = WEIGHT[field]
        match word:
            case Prefix():
                yield dict.fromkeys(said(shelf, word, (field,), hits), 1.0), weight
            case Phrase():
                pieces = analysis.forms(compounds)
                yield phrase_in(shelf, field, pieces, hits), weight * EXACT
            case Near(_, apart):
                pieces = analysis.forms(compounds)
                yield near_in(shelf, field, pieces, apart, hits), weight * EXACT
            case Fuzzy():
                found = said(shelf, word, (field,), hits)
                yield dict.fromkeys(found, 1.0), weight * FUZZY
            case Word():
                for compound in compounds:
                    yield from _forms(shelf, field, compound, hits)


def _forms(
    shelf: Shelf, field: str, compound: Compound, hits: AbstractSet[int]
) -> Iterator[tuple[Postings, float]]:
    """Yield the postings of a word's exact form, whole and in pieces, and its stems."""
    weight = WEIGHT[field]
    yield compound_in(shelf, field, compound, hits), weight * EXACT
    for whole in compound.whole:
        yield shelf.postings(field, whole), weight * EXACT
    for other in analysis.spellings(compound):
        yield compound_in(shelf, field, other, hits), weight * STEM
    if field in STEMMED:
        sounds = analysis.query_sounds(compound)
        for term in analysis.query_stems(compound, shelf.languages):
            worth = SOUND if term in sounds else STEM
            yield shelf.postings(stem_field(field), term), weight * worth
    if field in NAMES:
        for term in analysis.name_sounds(compound):
            yield shelf.postings(field, term), weight * SOUND
