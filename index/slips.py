"""Words that are spelled nearly so.

A slip is a letter too many, too few or another, or two neighbours in turn.
"""

from collections.abc import Iterable

from rapidfuzz.distance import OSA

from index import analysis


def slips_of(terms: Iterable[str], word: str, most: int) -> dict[str, int]:
    """Return which of some terms are a word with so many slips at most, and how many.

    Terms that join the words of two alphabets are no words.
    """
    return {
        term: slips
        for term in terms
        if (slips := distance(term, word, most)) <= most and not analysis.is_sound(term)
    }


def is_near(one: str, other: str, most: int) -> bool:
    """Tell whether one word is another with so many slips at most."""
    return distance(one, other, most) <= most


def distance(one: str, other: str, most: int) -> int:
    """Return how many slips lie between two words; more than `most` is not counted."""
    return OSA.distance(one, other, score_cutoff=most)
