"""Loosening: where no document has all of some words, those that have most of them.

Somebody who looks for what a client said pastes the whole sentence, and the client may
have said it a little differently. Common words and very short ones tell little, so they
do not count where there are others.
"""

from collections.abc import Iterable
from collections.abc import Iterator

from index import Engine
from index import Remark
from index import Sort
from index.query import And
from index.query import Most
from index.query import Or
from index.query import Part
from index.query import Person
from index.query import Role
from index.query import Tree
from index.query import Word
from index.remarks import NOBODY

MOST = 12
"""So many words are asked for, the rarest."""

_LOOKED_AT = 40
"""So many words, the longest, are looked at to find the rarest among them."""

_SHORT = 3
_MANY = 20
"""Of fewer documents no word is called common."""


def loosened(index: Engine, tree: Tree, *, narrowed: bool) -> Most | None:
    """Return a query for most of the words of one that found nothing.

    None where that asks for nothing else, or where some documents have all of the words
    and are only kept out by what the search is narrowed to.
    """
    if narrowed and _number(index, tree):
        return None
    words = rarest(index, tree, MOST)
    least = len(words) // 2 + 1
    return Most(tuple(words), least) if 1 < least < len(plain(tree)) else None


def rarest(index: Engine, tree: Tree, most: int) -> list[Word]:
    """Return the words of a query that tell most, in the order they were asked in.

    Words that are nowhere come last, for nothing is found by them.
    """
    telling = [word for word in plain(tree) if not _short(word.text)]
    asked = telling or plain(tree)
    longest = sorted(asked, key=lambda word: -len(word.text))[:_LOOKED_AT]
    times = {word: _number(index, word) for word in longest}
    every = index.count()
    rare = [word for word in times if every < _MANY or times[word] * 2 <= every]
    order = sorted(rare or times, key=lambda word: times[word] or every + 1)
    chosen = set(order[:most])
    return [word for word in asked if word in chosen]


def plain(tree: Tree) -> list[Word]:
    """Return the words of a query of words alone, each once; else none."""
    match tree:
        case Word(_, Part.ANY):
            return [tree]
        case And(parts):
            found = [plain(part) for part in parts]
            if all(found):
                return list(dict.fromkeys(word for words in found for word in words))
    return []


def nobody(index: Engine, tree: Tree, known: Iterable[str]) -> Iterator[Remark]:
    """Yield a remark for each name of a query that nobody has.

    Args:
        index: of the documents.
        tree: of the query.
        known: names of people whom the ledger knows beside them.
    """
    names = [name.casefold() for name in known]
    for asked in dict.fromkeys(_named(tree)):
        met = any(asked.casefold() in name for name in names)
        if not met and not _number(index, Person(Role.ANY, asked)):
            yield Remark(NOBODY, asked)


def _named(tree: Tree) -> list[str]:
    """Return the names of the people that a query asks for."""
    match tree:
        case Person(_, name):
            return [name]
        case And(parts) | Or(parts):
            return [name for part in parts for name in _named(part)]
        case _:
            return []


def _short(word: str) -> bool:
    """Tell whether a word is short, in a script that writes words with letters."""
    return len(word) < _SHORT and word.isalpha() and word.lower() != word.upper()


def _number(index: Engine, tree: Tree) -> int:
    return index.search(tree, sort=Sort.NEWEST, limit=0).total
