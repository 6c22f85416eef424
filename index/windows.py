"""Windows: stretches of a text in which words stand near each other, in any order."""

from collections import Counter
from collections.abc import Mapping
from collections.abc import Sequence


def spans(
    places: Mapping[str, Sequence[int]], pieces: Sequence[str], apart: int
) -> list[tuple[int, int]]:
    """Return each stretch that begins and ends with one of some words and has all.

    Of those that begin at one place it is the longest that is short enough.

    Args:
        places: the positions of each word, rising; no two words stand at the same.
        pieces: the words; one that comes twice must stand there twice.
        apart: how many other words may stand among them.
    """
    wanted = Counter(pieces)
    listed = sorted((at, piece) for piece in wanted for at in places.get(piece, ()))
    reach = len(pieces) - 1 + apart
    missing = Counter(wanted)
    lacking = len(pieces)
    found: list[tuple[int, int]] = []
    end = 0
    for start, first in listed:
        while end < len(listed) and listed[end][0] <= start + reach:
            piece = listed[end][1]
            lacking -= missing[piece] > 0
            missing[piece] -= 1
            end += 1
        if not lacking:
            found.append((start, listed[end - 1][0]))
        missing[first] += 1
        lacking += missing[first] > 0
    return found
