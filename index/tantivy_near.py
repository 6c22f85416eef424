"""Words near each other, as phrases that tantivy answers exactly.

Its own slop is right for two different words. Of three it misses some, and a word that
is asked for twice it finds where it stands once; so every way in which the words may
stand in a window is a phrase of its own then.
"""

from collections.abc import Iterator
from collections.abc import Sequence
from itertools import combinations
from itertools import permutations
from math import comb
from math import factorial

from tantivy import Occur
from tantivy import Query
from tantivy import Schema

from index.tantivy_words import term

MOST_WAYS = 2_000
"""Words that may stand in more ways need only be near each other two by two."""

_PAIR = 2


def near(schema: Schema, field: str, pieces: Sequence[str], apart: int) -> Query:
    """Return what finds pieces in any order, with so many others among them at most."""
    words = [term(piece) for piece in pieces]
    several = len(set(words)) == len(words)
    if len(words) == _PAIR and several:
        ways = [
            Query.phrase_query(schema, field, list(order), slop=apart)
            for order in permutations(words)
        ]
        return Query.boolean_query([(Occur.Should, way) for way in ways])
    if is_rough(pieces, apart):
        return _two_by_two(schema, field, pieces, apart)
    ways = [Query.phrase_query(schema, field, way) for way in _ways(words, apart)]
    return Query.boolean_query([(Occur.Should, way) for way in ways])


def is_rough(pieces: Sequence[str], apart: int) -> bool:
    """Tell whether pieces may stand in so many ways that they are held two by two.

    That finds every document where they stand near each other, and some more: those
    where one of them is near each of the others, but in two places.
    """
    ways = factorial(len(pieces)) * comb(len(pieces) - 1 + apart, len(pieces) - 1)
    return ways > MOST_WAYS and len(pieces) > _PAIR


def _ways(words: Sequence[str], apart: int) -> Iterator[list[str | tuple[int, str]]]:
    """Yield the words in every order, each with its place after the first."""
    last = len(words) - 1 + apart
    for order in sorted(set(permutations(words))):
        for places in combinations(range(1, last + 1), len(words) - 1):
            yield list(zip((0, *places), order, strict=True))


def _two_by_two(schema: Schema, field: str, pieces: Sequence[str], apart: int) -> Query:
    """Return what finds pieces each of which is near all others."""
    reach = apart + len(pieces) - _PAIR
    pairs = [near(schema, field, pair, reach) for pair in combinations(pieces, _PAIR)]
    return Query.boolean_query([(Occur.Must, pair) for pair in pairs])
