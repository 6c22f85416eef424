"""What one word, phrase or field of a query asks for."""

import re
from collections.abc import Callable
from collections.abc import Iterable
from dataclasses import dataclass
from dataclasses import field as kept

from index import analysis
from index.dates import days_of
from index.joining import all_of
from index.joining import By
from index.joining import Node
from index.query import Filter
from index.query import Fuzzy
from index.query import Near
from index.query import Or
from index.query import Person
from index.query import Phrase
from index.query import Prefix
from index.query import Role
from index.query import Tree
from index.query import Word
from index.remarks import MANY_SLIPS
from index.remarks import NO_DATE
from index.remarks import NO_FIELD
from index.remarks import NO_MATCH
from index.remarks import NO_VALUE
from index.remarks import NO_WORDS
from index.remarks import Remark
from index.remarks import SHORT_FUZZY
from index.remarks import SHORT_PREFIX
from index.remarks import TOO_FAR

SHORTEST_PREFIX = 3
SHORTEST_FUZZY = 3
APART = 5
"""So many other words may stand among those that are near each other, unless told."""

FARTHEST = 100
"""So many other words may stand among those that are near each other."""

MOST_SLIPS = 2
LONG = 7
"""Words with so many letters may have two slips where nobody says how many."""

Resolve = Callable[[str, str], Iterable[str]]
"""Given ``project`` or ``client`` and what was typed, return the ids that are meant."""


_ROLES = {
    "from": Role.AUTHOR,
    "by": Role.AUTHOR,
    "to": Role.RECIPIENT,
    "with": Role.ANY,
}
_FILTERS = {"kind": "kind", "lang": "language", "has": "has", "is": "has"}
_RESOLVED = ("project", "client")
_DATES = ("before", "after", "on")
FIELDS = (*_ROLES, *_FILTERS, *_RESOLVED, *_DATES)

_NEARLY = re.compile(r"(.+?)~(\d*)", re.ASCII)


@dataclass(slots=True)
class Leaves:
    """Reads single words, phrases and fields, and keeps what is to be said of them."""

    resolve: Resolve
    alone: bool
    """Whether the query has nothing else."""

    remarks: list[Remark] = kept(default_factory=list)

    def named(
        self, name: str, value: str, said: type[Word] | type[Phrase]
    ) -> Node | None:
        """Read a field with its value."""
        known, value = name.lower(), value.strip()
        if known not in FIELDS:
            self.remark(NO_FIELD, name)
            return self.said(value, said)
        if not value:
            return self.left_out(NO_VALUE, f"{name}:")
        if known in _ROLES:
            return self.person(known, value)
        return self.property(known, value)

    def property(self, name: str, value: str) -> Tree | None:
        """Read a field that words have no part in."""
        if name in _DATES:
            return days_of(name, value) or self.left_out(NO_DATE, f"{name}:{value}")
        if name in _FILTERS:
            known = tuple(self.resolve(name, value.lower()))
            field, said = _FILTERS[name], f"{name}:{value}"
        else:
            known, field, said = tuple(self.resolve(name, value)), name, value
        return Filter(field, known) if known else self.left_out(NO_MATCH, said)

    def person(self, name: str, value: str) -> Node | None:
        """Read a name or an address, or a part of one."""
        if not analysis.words(value):
            return self.left_out(NO_WORDS, f"{name}:{value}")
        person = Person(_ROLES[name], value)
        return By(person) if name == "by" else person

    def said(self, text: str, said: type[Word] | type[Phrase]) -> Node | None:
        """Read words that a document must hold."""
        if said is Phrase:
            return Phrase(text) if analysis.words(text) else self.no_words(text)
        if text.endswith("*") and len(text) > 1:
            return self.prefix(text)
        nearly = _NEARLY.fullmatch(text)
        if nearly:
            return self.nearly(*nearly.groups())
        found = [Word(word) for word in analysis.spoken(text)]
        return all_of(found) if found else self.no_words(text)

    def prefix(self, text: str) -> Node | None:
        """Read the beginning of a word."""
        stump = analysis.fold(text.rstrip("*"))
        letters = sum(map(len, re.findall(r"[^\W_]+", stump)))
        if letters < SHORTEST_PREFIX or not stump[-1].isalnum():
            self.remark(SHORT_PREFIX, text)
            return self.said(text.rstrip("*"), Word)
        return Prefix(text.rstrip("*"))

    def near(self, text: str, tail: str) -> Node | None:
        """Read words that stand near each other."""
        if len(analysis.forms(analysis.words(text))) < 2:  # noqa: PLR2004 a pair
            return self.said(text, Phrase)
        apart = int(tail[1:4] or APART)
        if apart > FARTHEST:
            self.remark(TOO_FAR, tail)
        return Near(text, min(apart, FARTHEST))

    def nearly(self, word: str, number: str) -> Node | None:
        """Read a word that may be misspelled; its forms are found as well."""
        found = analysis.spoken(word)
        if not found:
            return self.no_words(word)
        if max(map(len, found)) < SHORTEST_FUZZY:
            self.remark(SHORT_FUZZY, f"{word}~{number}")
            return self.said(word, Word)
        slips = int(number[:2]) if number else 0
        if slips > MOST_SLIPS:
            self.remark(MANY_SLIPS, f"~{number}")
        return all_of([_nearly(one, slips) for one in found])

    def no_words(self, text: str) -> Tree | None:
        """Leave out what has no letters; remark on it if there is nothing else."""
        if self.alone:
            self.remark(NO_WORDS, text)
        return None

    def left_out(self, sentence: str, part: str) -> Tree | None:
        """Leave out a part, and say so."""
        self.remark(sentence, part)
        return None

    def remark(self, sentence: str, part: str = "") -> None:
        """Say that a part could not be understood, once."""
        remark = Remark(sentence, part)
        if remark not in self.remarks:
            self.remarks.append(remark)


def _nearly(word: str, slips: int) -> Tree:
    """Return a word in any form, or spelled nearly so."""
    allowed = min(slips, MOST_SLIPS) or 1 + (len(analysis.fold(word)) >= LONG)
    return Or((Word(word), Fuzzy(word, allowed)))
