"""Which documents answer a query: sets of numbers, the same for every shelf.

The cheap parts of an ``And`` come first and the dates last: they are looked up for the
few documents that are left, in a column.
"""

from collections.abc import Set as AbstractSet
from functools import reduce
from operator import and_

from index import analysis
from index.analysis import Compound
from index.query import And
from index.query import Days
from index.query import Everything
from index.query import Filter
from index.query import Not
from index.query import Nothing
from index.query import Or
from index.query import Part
from index.query import Person
from index.query import Phrase
from index.query import Prefix
from index.query import Role
from index.query import Said
from index.query import Tree
from index.query import Word
from index.shelf import Shelf

UNQUOTED = ("own", "title", "author", "recipient", "other")
FIELDS = {Part.ANY: (*UNQUOTED, "quoted"), Part.OWN: ("own",)}
STEMMED = frozenset({"own", "title", "quoted"})
"""Fields that are looked into for all forms of a word; names have just one."""

ROLES = {
    Role.AUTHOR: ("author",),
    Role.RECIPIENT: ("recipient",),
    Role.ANY: ("author", "recipient", "other"),
}


def answers(  # noqa: PLR0911 one line for each kind of node
    shelf: Shelf, tree: Tree
) -> AbstractSet[int]:
    """Return the documents that answer a query; never a deleted one."""
    match tree:
        case Word() | Phrase() | Prefix():
            return said(shelf, tree, FIELDS[tree.part])
        case Person(role, name):
            return _phrase(shelf, analysis.words(name), ROLES[role])
        case Filter(field, values):
            return _filter(shelf, field, values)
        case Days():
            return _days(shelf, tree, shelf.live)
        case And(parts):
            return _all(shelf, parts)
        case Or(parts):
            return set[int]().union(*(answers(shelf, part) for part in parts))
        case Not(part):
            return shelf.live - answers(shelf, part)
        case Everything():
            return shelf.live
        case Nothing():
            return frozenset()


def said(shelf: Shelf, tree: Said, fields: tuple[str, ...]) -> AbstractSet[int]:
    """Return the documents that hold a word, a phrase or a beginning in some fields."""

    def build() -> set[int]:
        match tree:
            case Word(text):
                return _word(shelf, analysis.words(text), fields)
            case Phrase(text):
                return _phrase(shelf, analysis.words(text), fields)
            case Prefix(text):
                return _prefix(shelf, text, fields)

    return shelf.remember((tree, fields), build)


def stem_field(field: str) -> str:
    """Return the name of the field that holds the stems of a field's words."""
    return f"{field}_stems"


def _word(shelf: Shelf, compounds: list[Compound], fields: tuple[str, ...]) -> set[int]:
    """Return the documents with all the words, each in any form."""
    found: list[set[int]] = []
    for compound in compounds:
        here = _phrase(shelf, [compound], fields)
        for term in analysis.query_stems(compound, shelf.languages):
            for field in STEMMED.intersection(fields):
                here |= shelf.postings(stem_field(field), term).keys()
        found.append(here)
    return reduce(and_, found) & shelf.live if found else set()


def _phrase(
    shelf: Shelf, compounds: list[Compound], fields: tuple[str, ...]
) -> set[int]:
    """Return the documents where all pieces stand one after the other in one field."""
    pieces = analysis.forms(compounds)
    found: set[int] = set()
    for field in fields if pieces else ():
        found.update(phrase_in(shelf, field, pieces))
    return found & shelf.live


def phrase_in(shelf: Shelf, field: str, pieces: tuple[str, ...]) -> dict[int, float]:
    """Return the documents where pieces stand one after the other, and how often."""
    rarest = sorted((shelf.postings(field, piece) for piece in set(pieces)), key=len)
    if len(pieces) == 1:
        return rarest[0]
    among: AbstractSet[int] = reduce(and_, (found.keys() for found in rarest))
    if not among:
        return {}
    places = {piece: shelf.positions(field, piece, among) for piece in set(pieces)}
    found = {}
    for number in among:
        starts = set(places[pieces[0]][number])
        for step, piece in enumerate(pieces[1:], start=1):
            there = places[piece][number]
            starts = {start for start in starts if start + step in there}
        if starts:
            found[number] = float(len(starts))
    return found


def _prefix(shelf: Shelf, text: str, fields: tuple[str, ...]) -> set[int]:
    """Return the documents with a word that begins so."""
    prefix = analysis.fold(text)
    found = set[int]().union(*(shelf.beginning(field, prefix) for field in fields))
    return found & shelf.live


def _filter(shelf: Shelf, field: str, values: tuple[str, ...]) -> set[int]:
    """Return the documents with one of the values; kept for the next question."""

    def build() -> set[int]:
        wanted = frozenset(values)
        column: list[str] | list[tuple[str, ...]] = getattr(shelf.columns, field)
        return {
            number
            for number in shelf.live
            if (
                column[number] in wanted
                if isinstance(column[number], str)
                else not wanted.isdisjoint(column[number])
            )
        }

    return shelf.remember((field, values), build)


def _days(shelf: Shelf, days: Days, among: AbstractSet[int]) -> set[int]:
    """Return those of some documents whose day is known and within the days."""
    column, first, last = shelf.columns.day, days.first or "0", days.last
    return {number for number in among if first <= column[number] <= last}


def _all(shelf: Shelf, parts: tuple[Tree, ...]) -> AbstractSet[int]:
    """Return the documents that answer every part, the dates tested last."""
    found: AbstractSet[int] | None = None
    for part in sorted(parts, key=lambda part: isinstance(part, Not)):
        match part:
            case Days():
                continue
            case Not(denied) if found is not None:
                found = found - answers(shelf, denied)
            case _:
                here = answers(shelf, part)
                found = here if found is None else found & here
        if not found:
            return frozenset()
    left = shelf.live if found is None else found
    for part in parts:
        if isinstance(part, Days):
            left = _days(shelf, part, left)
    return left
