"""Slips of the finger: how far two words are apart, and which words are near one.

A slip is a letter too many, too few or another, or two neighbours in turn.
"""

from collections.abc import Iterable
from collections.abc import Iterator

from index import analysis


def near_terms(terms: Iterable[str], word: str, most: int) -> Iterator[str]:
    """Yield which of some terms are a word with so many slips at most, once."""
    seen: set[str] = set()
    for term in terms:
        spelt = term not in seen and not analysis.is_sound(term)
        if spelt and is_near(term, word, most):
            seen.add(term)
            yield term


def is_near(one: str, other: str, most: int) -> bool:
    """Tell whether one word is another with so many slips at most."""
    return may_be(one, other, most) and distance(one, other, most) <= most


def may_be(one: str, other: str, most: int) -> bool:
    """Tell quickly whether words can be so near: most cannot."""
    return abs(len(one) - len(other)) <= most and len(set(one) ^ set(other)) <= 2 * most


def distance(one: str, other: str, most: int) -> int:
    """Return how many slips lie between two words; more than `most` is not counted."""
    if abs(len(one) - len(other)) > most:
        return most + 1
    before: list[int] = []
    row = list(range(len(other) + 1))
    for at, letter in enumerate(one, start=1):
        earlier, before, row = before, row, [at]
        for to, wanted in enumerate(other, start=1):
            cost = min(
                before[to] + 1, row[to - 1] + 1, before[to - 1] + (letter != wanted)
            )
            if at > 1 < to and letter == other[to - 2] and one[at - 2] == wanted:
                cost = min(cost, earlier[to - 2] + 1)
            row.append(cost)
        if min(row) > most:
            return most + 1
    return min(row[-1], most + 1)
