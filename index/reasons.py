"""Why a text was found, where a word does not stand in it as it was typed."""

import re
from collections.abc import Iterator
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from index import analysis
from index.languages import script_of
from index.marks import marks
from index.query import Fuzzy
from index.query import positive
from index.query import Tree
from index.query import Word

_STRETCH = 20_000
"""So many letters of each text are looked through for other forms of a word."""

_WORDS = 8
_FORMS = 3
"""So many words of a query are told of, each with so many other forms."""


class Why(StrEnum):
    """What joins a word that was typed and one that was found."""

    FORM = "form"
    """They are forms of one word: договора for договор."""

    LETTERS = "letters"
    """They are one word in two alphabets: logotip for логотип."""

    NUMBER = "number"
    """They are one number, or say one thing with it: 1 200 for 1,200."""

    SLIP = "slip"
    """They are spelled nearly the same, and the query asked for that."""


@dataclass(frozen=True, slots=True)
class Reason:
    """A word of a text that answers another one of a query."""

    asked: str
    found: str
    why: Why


def reasons(texts: Sequence[str], tree: Tree, language: str) -> tuple[Reason, ...]:
    """Return how some texts answer a query other than by the words as typed.

    Args:
        texts: of one document: its words, its title, names.
        tree: of the query.
        language: of the document; empty where it is not known.
    """
    asked = [one for one in positive(tree) if isinstance(one, Word | Fuzzy)]
    found = (
        Reason(word.text, other, _why(word, other))
        for word in list(dict.fromkeys(asked))[:_WORDS]
        for other in _others(texts, word, language)
    )
    return tuple(dict.fromkeys(found))


def _others(texts: Sequence[str], word: Word | Fuzzy, language: str) -> list[str]:
    """Return what stands for a word; nothing where it stands there as typed."""
    typed = re.compile(rf"(?<!\w){re.escape(word.text)}(?!\w)", re.IGNORECASE)
    if any(typed.search(text) for text in texts):
        return []
    others: dict[str, str] = {}
    for found in _standing(texts, word, language):
        if analysis.fold(found) == analysis.fold(word.text):
            return []
        others.setdefault(analysis.fold(found), found)
    return list(others.values())[:_FORMS]


def _standing(texts: Sequence[str], word: Word | Fuzzy, language: str) -> Iterator[str]:
    """Yield what answers a word where it stands first, text by text."""
    for text in texts:
        stretch = text[:_STRETCH]
        for start, end in marks(stretch, word, language):
            yield stretch[start:end]


def _why(word: Word | Fuzzy, found: str) -> Why:
    """Return what joins a word and another one."""
    if isinstance(word, Fuzzy):
        return Why.SLIP
    scripts = [_script(word.text), _script(found)]
    if "" in scripts:
        return Why.NUMBER
    return Why.FORM if scripts[0] == scripts[1] else Why.LETTERS


def _script(text: str) -> str:
    """Return the script of a word or a compound; empty where it has digits."""
    return script_of("".join(analysis.forms(analysis.words(text))))
