"""Hints: other words that find something, where a search found nothing."""

import re
from collections.abc import Callable
from collections.abc import Iterator
from dataclasses import dataclass

from index import analysis
from index.names import OPERATORS
from index.query import And
from index.query import Near
from index.query import Or
from index.query import Person
from index.query import Phrase
from index.query import Tree
from index.query import Word
from ledger.opened import Ledger
from ledger.services import loosening
from ledger.services.insides import ANYWHERE
from ledger.services.insides import Bounds

MEANT = "meant"
"""A mistyped word is replaced by one that is there."""

BEGINNING = "beginning"
"""The last word is taken for the beginning of one."""

EITHER = "either"
"""One of the words is enough."""

_LETTERS = 3
_TRIED = 3
_MENDED = 12
"""Of more words none is looked up that was perhaps mistyped, for each takes time."""

_EITHER = 6
"""So many words are offered one by one."""

_OR = re.compile(r"(?<=\S\s)(?:or|или|sau)(?=\s\S)", re.IGNORECASE)
_SLASHES = re.compile(r"(?<!\S)[^\W\d_]+(?:/[^\W\d_]+)+(?!\S)")
"""Words with slashes between, and nothing else."""

_PHRASES = re.compile(r"(?<![:\w])[\"“”„«]([^\"“”„«»]+)[\"“”»](?:~\d*)?")
"""Words in quotation marks, which are compared as they stand; no value of a field."""

Understand = Callable[[str], Tree]
"""What turns the words of a person into a query."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Hint:
    """Other words, and how much they find."""

    kind: str
    words: str
    total: int
    everywhere: bool
    """Whether they find it only without what the search is narrowed to."""


def hints(
    ledger: Ledger, words: str, understand: Understand, bounds: Bounds
) -> list[Hint]:
    """Return other words that find something, the likeliest first; one of a kind."""
    tree = understand(words)
    found: dict[str, Hint] = {}
    for kind, other in _others(ledger, words, tree):
        if kind not in found and other != words:
            hint = _tried(ledger, kind, other, understand(other), bounds)
            if hint.total:
                found[kind] = hint
    return list(found.values())


def _others(ledger: Ledger, words: str, tree: Tree) -> Iterator[tuple[str, str]]:
    """Yield other words of each kind."""
    for mended in _mended(ledger, words, tree):
        yield MEANT, mended
    yield MEANT, _with_capitals(words)
    yield MEANT, _PHRASES.sub(r"\1", words)
    *_rest, last = words.split() or [""]
    if len(last) >= _LETTERS and last.isalnum() and last not in OPERATORS:
        yield BEGINNING, f"{words.rstrip()}*"
    if len(loosening.plain(tree)) > 1:
        rarest = loosening.rarest(ledger.index, tree, _EITHER)
        listed = [each.text for each in rarest if each.text not in OPERATORS]
        yield EITHER, " OR ".join(listed)


def _with_capitals(words: str) -> str:
    """Return the words with each “or” in capitals, also where a slash stands for it."""
    parted = _SLASHES.sub(lambda found: found[0].replace("/", " OR "), words)
    return _OR.sub(lambda found: found[0].upper(), parted)


def _mended(ledger: Ledger, words: str, tree: Tree) -> Iterator[str]:
    """Yield the words with each that is nowhere replaced by what it may have been."""
    asked = set(_typed(tree))
    if len(asked) > _MENDED:
        return
    meant = {word: ledger.index.suggest(word) for word in sorted(asked)}
    for turn in range(_TRIED):
        other = words
        for word, choices in meant.items():
            for choice in choices[turn : turn + 1] or choices[-1:]:
                alone = re.compile(rf"(?<!\w){re.escape(word)}(?!\w)", re.IGNORECASE)
                other = alone.sub(choice, other)
        yield other


def _typed(tree: Tree) -> Iterator[str]:
    """Yield the words that may be mistyped: alone, in quotation marks and in names."""
    match tree:
        case Word(text):
            yield text
        case Phrase(text) | Near(text) | Person(_, text):
            yield from analysis.spoken(text)
        case And(parts) | Or(parts):
            for part in parts:
                yield from _typed(part)


def _tried(ledger: Ledger, kind: str, words: str, tree: Tree, bounds: Bounds) -> Hint:
    number = bounds.number(ledger.index, tree)
    everywhere = 0 if number or not bounds else ANYWHERE.number(ledger.index, tree)
    return Hint(
        kind=kind,
        words=words,
        total=number or everywhere,
        everywhere=not number,
    )
