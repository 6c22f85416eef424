"""What one word, phrase or field of a query asks for."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from dataclasses import field as kept
from datetime import date

from index import analysis
from index import dates
from index import names
from index.cutting import Mark
from index.cutting import Sign
from index.joining import all_of
from index.joining import any_of
from index.joining import By
from index.joining import Node
from index.meaning import Resolve
from index.query import Days
from index.query import Fuzzy
from index.query import Near
from index.query import Or
from index.query import Person
from index.query import Phrase
from index.query import Prefix
from index.query import Role
from index.query import Tree
from index.query import Word
from index.remarks import LONE_QUOTE
from index.remarks import MANY_SLIPS
from index.remarks import NO_DATE
from index.remarks import NO_END
from index.remarks import NO_FIELD
from index.remarks import NO_MATCH
from index.remarks import NO_VALUE
from index.remarks import NO_WORDS
from index.remarks import Remark
from index.remarks import SHORT_FUZZY
from index.remarks import SHORT_PREFIX
from index.remarks import STAR_INSIDE
from index.remarks import TOO_FAR

SHORTEST_PREFIX = 3
SHORTEST_FUZZY = 3

APART = 5
"""So many other words may stand among those that are near each other, unless told."""

FARTHEST = 100
"""So many other words may be asked for at most."""

MOST_SLIPS = 2
LONG = 7
"""Words with so many letters may have two slips where nobody says how many."""

_ROLES = {
    "from": Role.AUTHOR,
    "by": Role.AUTHOR,
    "to": Role.RECIPIENT,
    "with": Role.ANY,
}
_DATES = ("before", "after", "on")
_NEARLY = re.compile(r"(.+?)~(\d*)", re.ASCII)

Read = tuple[Node | None, int]
"""A node, and how many of the following words belong to it."""


@dataclass(slots=True)
class Leaves:
    """Reads single words, phrases and fields, and keeps what is to be said of them."""

    resolve: Resolve
    today: date | None
    alone: bool
    """Whether the query has nothing else."""

    remarks: list[Remark] = kept(default_factory=list)

    def read(self, mark: Mark, following: Sequence[str]) -> Read:
        """Read a word or a phrase; a date may go on in the words that follow."""
        phrase = mark.sign is Sign.PHRASE
        if not mark.ended and not mark.value.strip():
            return self._left_out(LONE_QUOTE, ""), 0
        if not mark.ended:
            self.remark(NO_END, mark.value.strip())
        field = names.field_of(mark.name)
        if mark.name and not field:
            self.remark(NO_FIELD, mark.name)
        if not field:
            return self._said(mark, phrase=phrase), 0
        goes_on = () if phrase else following
        if field in _DATES:
            return self._date(field, mark, goes_on)
        other = names.dated(mark.name)
        if other:
            days, taken = self._days(other, mark.value, goes_on)
            if days and (field == "in" or taken or dates.sure(mark.value)):
                return days, taken
        if not mark.value.strip():
            return self._left_out(NO_VALUE, f"{mark.name}:"), 0
        return self._any_of(field, mark, phrase=phrase), 0

    def _date(self, field: str, mark: Mark, following: Sequence[str]) -> Read:
        """Read a day or several."""
        days, taken = self._days(field, mark.value, following)
        if days:
            return days, taken
        value = mark.value.strip()
        if not value:
            return self._left_out(NO_VALUE, f"{mark.name}:"), 0
        return self._left_out(NO_DATE, f"{mark.name}:{value}"), 0

    def _days(
        self, field: str, value: str, following: Sequence[str]
    ) -> tuple[Days | None, int]:
        """Return the days of the longest date that begins here."""
        for taken in range(min(len(following), dates.MOST_WORDS), -1, -1):
            text = " ".join([value, *following[:taken]])
            days = dates.days_of(field, text, self.today)
            if days:
                return days, taken
        return None, 0

    def _any_of(self, field: str, mark: Mark, *, phrase: bool) -> Node | None:
        """Read a field with one value, or with several between commas."""
        several = [one.strip() for one in mark.value.split(",") if one.strip()]
        if phrase or not several:
            return self._named(field, mark, mark.value.strip())
        found = [self._named(field, mark, one) for one in several]
        known = [one for one in found if one is not None]
        return any_of(known) if known[1:] else next(iter(known), None)

    def _named(self, field: str, mark: Mark, value: str) -> Node | None:
        """Read a field that is no date, with its value."""
        if field not in _ROLES:
            meant = self.resolve(field, value)
            if meant.remark:
                self._say(meant.remark)
            elif meant.tree is None:
                self.remark(NO_MATCH, f"{mark.name}:{value}")
            return meant.tree
        if not analysis.words(value):
            return self._left_out(NO_WORDS, f"{mark.name}:{value}")
        person = Person(_ROLES[field], value)
        return By(person) if field == "by" else person

    def _said(self, mark: Mark, *, phrase: bool) -> Node | None:
        """Read words that a document must hold."""
        text = mark.value
        if not analysis.words(text):
            return self._left_out(NO_WORDS, mark.typed) if self.alone else None
        if phrase:
            return self._phrase(text, mark.near)
        nearly = _NEARLY.fullmatch(text)
        if nearly:
            return self._nearly(*nearly.groups())
        return self._starred(text) if "*" in text else self._words(text)

    def _words(self, text: str) -> Node | None:
        return all_of([Word(word) for word in analysis.spoken(text)])

    def _starred(self, text: str) -> Node | None:
        """Read words with stars, which stand for the rest of a word."""
        beginning = text.endswith("*")
        *before, last = filter(analysis.words, text.split("*"))
        if before or text.startswith("*"):
            self.remark(STAR_INSIDE, text)
        rest = self._prefix(last + "*") if beginning else self._words(last)
        return all_of([each for each in (*map(self._words, before), rest) if each])

    def _phrase(self, text: str, near: str) -> Node | None:
        """Read words that stand one after the other, or near each other."""
        pieces = analysis.forms(analysis.words(text))
        if not near or len(pieces) == 1:
            return Phrase(text)
        apart = int(near[1:4] or APART)
        if apart > FARTHEST:
            self.remark(TOO_FAR, near)
        return Near(text, min(apart, FARTHEST))

    def _prefix(self, text: str) -> Node | None:
        """Read the beginning of a word."""
        stump = analysis.fold(text.rstrip("*"))
        letters = sum(map(len, re.findall(r"[^\W_]+", stump)))
        if letters < SHORTEST_PREFIX or not stump[-1].isalnum():
            self.remark(SHORT_PREFIX, text)
            return self._words(text.rstrip("*"))
        return Prefix(text.rstrip("*"))

    def _nearly(self, word: str, number: str) -> Node | None:
        """Read a word that may be misspelled; its forms are found as well."""
        found = analysis.spoken(word)
        if max(map(len, found), default=0) < SHORTEST_FUZZY:
            self.remark(SHORT_FUZZY, f"{word}~{number}")
            return self._words(word)
        slips = int(number[:2]) if number else 0
        if slips > MOST_SLIPS:
            self.remark(MANY_SLIPS, f"~{number}")
        return all_of([_nearly(one, slips) for one in found])

    def _left_out(self, sentence: str, part: str) -> Tree | None:
        """Leave out a part, and say so."""
        self.remark(sentence, part)
        return None

    def remark(self, sentence: str, part: str = "") -> None:
        """Say that a part could not be understood."""
        self._say(Remark(sentence, part))

    def _say(self, remark: Remark) -> None:
        """Say something, once."""
        if remark not in self.remarks:
            self.remarks.append(remark)


def _nearly(word: str, slips: int) -> Tree:
    """Return a word in any form, or spelled nearly so."""
    allowed = min(slips, MOST_SLIPS) or 1 + (len(analysis.fold(word)) >= LONG)
    return Or((Word(word), Fuzzy(word, allowed)))
