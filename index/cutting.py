"""Cutting a query into marks: parentheses, minus signs, phrases, words and fields."""

import re
from dataclasses import dataclass
from enum import Enum
from unicodedata import normalize

from index.names import field_of
from index.names import of_several_words
from index.names import OPERATORS
from index.pieces import TOGETHER


class Sign(Enum):
    """What a mark of a query is."""

    OPEN = "("
    CLOSE = ")"
    AND = "AND"
    OR = "OR"
    NOT = "NOT"
    PHRASE = "phrase"
    WORD = "word"


@dataclass(frozen=True, slots=True)
class Mark:
    """A piece of a query."""

    sign: Sign
    typed: str
    """As it stands in the query."""

    name: str = ""
    """Of the field before a phrase or a word; empty where there is none."""

    value: str = ""
    """What stands between the quotation marks, or behind the name."""

    near: str = ""
    """What follows a phrase for words that stand near each other: ``~5``."""

    ended: bool = True
    """Whether the second quotation mark of a phrase is there."""


_SEVERAL = of_several_words()
_MARKS = re.compile(
    rf"""
    (?P<open>\() | (?P<close>\))
    | (?P<minus>(?<![^\s(])[-−](?=[^\s)-]))
    | (?:(?P<field>{_SEVERAL}|[^\W\d_]+):)?
      ["“”„«](?P<phrase>[^"“”»]*)(?P<end>["“”»])?(?P<near>(?<=["“”»])~\d*)?
    | (?P<word>(?<![^\s(]){TOGETHER}|(?:(?:{_SEVERAL}):)[^\s()"“”„«»]* | [^\s()"“”„«»]+)
    """,
    re.VERBOSE | re.IGNORECASE,
)


def cut(text: str) -> list[Mark]:
    """Return the marks of a query in order."""
    return list(map(_mark, _MARKS.finditer(normalize("NFC", text))))


def _mark(found: re.Match[str]) -> Mark:
    typed = found.group()
    if found["open"] or found["close"]:
        return Mark(Sign(typed), typed)
    if found["minus"]:
        return Mark(Sign.NOT, typed)
    if found["phrase"] is not None:
        return Mark(
            Sign.PHRASE,
            typed,
            found["field"] or "",
            found["phrase"],
            found["near"] or "",
            ended=found["end"] is not None,
        )
    if typed in OPERATORS:
        return Mark(Sign(OPERATORS[typed]), typed)
    return _word(typed)


def _word(typed: str) -> Mark:
    """Return a word; with its field, if what stands before a colon is like one."""
    name, colon, value = typed.partition(":")
    like = value and name.isalpha() and value[0].isalnum()
    if colon and (field_of(name) or like):
        return Mark(Sign.WORD, typed, name, value)
    return Mark(Sign.WORD, typed, "", typed)
