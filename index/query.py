"""A person's words as a tree: what is asked for, before any engine sees it.

A node says what a document must have. Engines answer the tree; :mod:`index.parse` grows
it from words, and callers may grow their own to narrow a search.
"""

from collections.abc import Callable
from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from dataclasses import field
from enum import Enum

LAST = "9999-99-99"
"""Behind the last of all days."""


class Part(Enum):
    """Which parts of a document a word is looked for in."""

    ANY = "any"
    OWN = "own"
    """Only what the author wrote there (``by:``)."""


class Role(Enum):
    """In which role a person stands with a document."""

    AUTHOR = "author"
    RECIPIENT = "recipient"
    ANY = "any"


@dataclass(frozen=True, slots=True)
class Everything:
    """Every document."""


@dataclass(frozen=True, slots=True)
class Nothing:
    """No document: nothing of the query could be understood."""


@dataclass(frozen=True, slots=True)
class Word:
    """Any form of a word; of pieces joined without a space, all of them together."""

    text: str
    part: Part = Part.ANY


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words in just these forms, one after the other."""

    text: str
    part: Part = Part.ANY


@dataclass(frozen=True, slots=True)
class Prefix:
    """Words that begin so."""

    text: str
    part: Part = Part.ANY


@dataclass(frozen=True, slots=True)
class Near:
    """Words in just these forms, in any order, with so many others among them at most.

    A word that is asked for twice must stand there twice.
    """

    text: str
    apart: int
    part: Part = Part.ANY


@dataclass(frozen=True, slots=True)
class Fuzzy:
    """Words that are spelled nearly so: with so many slips at most.

    A slip is a letter too many, too few or another, or two neighbours in turn. What is
    compared are exact forms, and compounds as a whole, too.
    """

    text: str
    slips: int
    part: Part = Part.ANY


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody whose name or address holds these words, one after the other."""

    role: Role
    name: str


@dataclass(frozen=True, slots=True)
class Filter:
    """One of these values: of kind, project, client, language, has, thread or id.

    Without any value no document answers.
    """

    field: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Days:
    """A day from the first to the last, both included (``YYYY-MM-DD``)."""

    first: str = ""
    last: str = LAST


@dataclass(frozen=True, slots=True)
class And:
    """All of these."""

    parts: tuple["Tree", ...]


@dataclass(frozen=True, slots=True)
class Or:
    """Any of these."""

    parts: tuple["Tree", ...]


@dataclass(frozen=True, slots=True)
class Most:
    """At least so many of these."""

    parts: tuple["Tree", ...]
    least: int


@dataclass(frozen=True, slots=True)
class Not:
    """All documents but these."""

    part: "Tree"


Said = Word | Phrase | Prefix | Near | Fuzzy
"""What stands in the words of a document."""

Tree = Said | Person | Filter | Days | And | Or | Most | Not | Everything | Nothing


def positive(tree: Tree) -> list[Said]:
    """Return the words that a document was found by: those that are not negated."""
    match tree:
        case And(parts) | Or(parts) | Most(parts):
            return [said for part in parts for said in positive(part)]
        case Word() | Phrase() | Prefix() | Near() | Fuzzy():
            return [tree]
        case _:
            return []


def itself(name: str) -> str:
    """Return a name as it stands."""
    return name


def on_any_day(name: str, _day: str) -> str:
    """Return a name as it stands, whatever the day."""
    return name


def never(_name: str) -> bool:
    """Tell that what an author is counted as never depends on the day."""
    return False


@dataclass(frozen=True, slots=True, kw_only=True)
class Narrowing:
    """What hits are narrowed to by facets: each needs one value of every facet."""

    values: Mapping[str, AbstractSet[str]] = field(default_factory=dict)
    """By facet; the empty value is "none", and a month may be a year (``2025``)."""

    author: Callable[[str], str] = itself
    """What an author is counted as: one person may write under several names."""

    changes: Callable[[str], bool] = never
    """Whether an author is counted as one or another, by the day of the document."""

    author_on: Callable[[str, str], str] = on_any_day
    """What such an author is counted as on a day; empty where none is known."""

    @property
    def chosen(self) -> dict[str, AbstractSet[str]]:
        """Return the facets that have values."""
        return {name: values for name, values in self.values.items() if values}


UNNARROWED = Narrowing()
