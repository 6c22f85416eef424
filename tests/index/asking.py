"""Search as a person does, for the tests of the index."""

from collections.abc import Callable

from index import Engine
from index import Entry
from index import Found
from index import parse
from index import Sort

Make = Callable[..., Entry]


def ids(engine: Engine, words: str, sort: Sort = Sort.BEST) -> list[str]:
    """Return the ids of what is found, in order."""
    return [hit.id for hit in search(engine, words, sort).hits]


def search(engine: Engine, words: str, sort: Sort = Sort.BEST) -> Found:
    """Search as a person does."""
    return engine.search(parse(words).tree, sort=sort, facets=True)
