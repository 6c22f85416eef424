"""Which documents answer a query: sets of numbers, the same for every shelf.

The cheap parts of an ``And`` come first; a phrase is then read only in the documents
that are left, and dates, which come last, are looked up for those in a column.
"""

from collections import Counter
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from functools import reduce
from operator import and_

from index import analysis
from index.analysis import Compound
from index.people import people_in
from index.query import And
from index.query import Days
from index.query import Everything
from index.query import Filter
from index.query import Fuzzy
from index.query import Most
from index.query import Near
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
from index.slips import slips_of
from index.together import compound_in
from index.together import near_in
from index.together import phrase_in

UNQUOTED = ("own", "title", "author", "recipient", "other")
FIELDS = {Part.ANY: (*UNQUOTED, "quoted"), Part.OWN: ("own",)}
STEMMED = frozenset({"own", "title", "quoted"})
"""Fields that are looked into for all forms of a word; names have just one."""

NAMES = frozenset({"author", "recipient", "other"})
"""Fields that are looked into for a word in the letters of another alphabet too."""

ROLES = {
    Role.AUTHOR: ("author",),
    Role.RECIPIENT: ("recipient",),
    Role.ANY: ("author", "recipient", "other"),
}


def answers(  # noqa: C901, PLR0911 one line for each kind of node
    shelf: Shelf, tree: Tree, among: AbstractSet[int] | None = None
) -> AbstractSet[int]:
    """Return the documents that answer a query; never a deleted one.

    Args:
        shelf: where to look.
        tree: of the query.
        among: those that matter; None for all. The fewer, the less is to be read.
    """
    match tree:
        case Word() | Phrase() | Prefix() | Near() | Fuzzy():
            return said(shelf, tree, FIELDS[tree.part], among)
        case Person(role, name):
            return _limited(people_in(shelf, name, ROLES[role], among), shelf, among)
        case Filter(field, values):
            found = having(shelf, field, frozenset(values))
            return _limited(found, shelf, among)
        case Days():
            return _days(shelf, tree, shelf.live if among is None else among)
        case And(parts):
            return _all(shelf, parts, among)
        case Or(parts):
            return set[int]().union(*(answers(shelf, p, among) for p in parts))
        case Most(parts, least):
            times = Counter(n for p in parts for n in answers(shelf, p, among))
            return {number for number, often in times.items() if often >= least}
        case Not(part):
            rest = shelf.live if among is None else among
            return rest - answers(shelf, part, among)
        case Everything():
            return shelf.live if among is None else among
        case Nothing():
            return frozenset()


def said(
    shelf: Shelf,
    tree: Said,
    fields: tuple[str, ...],
    among: AbstractSet[int] | None = None,
) -> AbstractSet[int]:
    """Return the documents that hold words, as a node asks for them, in some fields."""
    match tree:
        case Word(text):
            found = _word(shelf, text, fields, among)
        case Phrase(text):
            found = _phrase(shelf, text, fields, among)
        case Prefix(text):
            found = _prefix(shelf, text, fields)
        case Near(text, apart):
            found = _near(shelf, text, apart, fields, among)
        case Fuzzy(text, slips):
            found = _fuzzy(shelf, text, slips, fields)
    return _limited(found, shelf, among)


def having(shelf: Shelf, field: str, wanted: frozenset[str]) -> set[int]:
    """Return the documents with one of the values; kept for the next question.

    The empty value is that of documents that have none.
    """
    column: Sequence[str | tuple[str, ...]] = getattr(shelf.columns, field)

    def build() -> set[int]:
        matching = {
            value
            for value in set(column)
            if not wanted.isdisjoint((value,) if isinstance(value, str) else value)
            or ("" in wanted and not value)
        }
        return {number for number, value in enumerate(column) if value in matching}

    return shelf.remember((field, wanted), build)


def stem_field(field: str) -> str:
    """Return the name of the field that holds the stems of a field's words."""
    return f"{field}_stems"


def _limited(
    found: AbstractSet[int], shelf: Shelf, among: AbstractSet[int] | None
) -> AbstractSet[int]:
    """Return those that are live and matter."""
    return found & (shelf.live if among is None else among)


def _word(
    shelf: Shelf,
    text: str,
    fields: tuple[str, ...],
    among: AbstractSet[int] | None,
) -> set[int]:
    """Return the documents with all the words of a text, each in any form."""
    found = [
        _forms(shelf, compound, fields, among) for compound in analysis.words(text)
    ]
    return reduce(and_, found) if found else set()


def _forms(
    shelf: Shelf,
    compound: Compound,
    fields: tuple[str, ...],
    among: AbstractSet[int] | None,
) -> set[int]:
    """Return the documents with any form of a word or a compound."""

    def build() -> set[int]:
        found: set[int] = set()
        for field in fields:
            for one in (compound, *analysis.spellings(compound)):
                found |= compound_in(shelf, field, one, among).keys()
        for field in NAMES.intersection(fields):
            for term in analysis.name_sounds(compound):
                found |= shelf.postings(field, term).keys()
        for term in analysis.query_stems(compound, shelf.languages):
            for field in STEMMED.intersection(fields):
                found |= shelf.postings(stem_field(field), term).keys()
        return found

    if among is None or len(compound.pieces) == 1:
        return shelf.remember((compound, fields), build)
    return build()


def _phrase(
    shelf: Shelf,
    text: str,
    fields: tuple[str, ...],
    among: AbstractSet[int] | None,
) -> set[int]:
    """Return the documents where words stand one after the other in one field."""
    pieces = analysis.forms(analysis.words(text))
    found: set[int] = set()
    for field in fields if pieces else ():
        found.update(phrase_in(shelf, field, pieces, among))
    return found


def _prefix(shelf: Shelf, text: str, fields: tuple[str, ...]) -> set[int]:
    """Return the documents with a word that begins so."""
    prefix = analysis.fold(text)

    def build() -> set[int]:
        return set[int]().union(*(shelf.beginning(field, prefix) for field in fields))

    return shelf.remember((prefix, fields), build)


def _near(
    shelf: Shelf,
    text: str,
    apart: int,
    fields: tuple[str, ...],
    among: AbstractSet[int] | None,
) -> set[int]:
    """Return the documents where words stand near each other in one field."""
    pieces = analysis.forms(analysis.words(text))
    found: set[int] = set()
    for field in fields if pieces else ():
        found.update(near_in(shelf, field, pieces, apart, among))
    return found


def _fuzzy(shelf: Shelf, text: str, slips: int, fields: tuple[str, ...]) -> set[int]:
    """Return the documents with a word that is spelled nearly so."""
    word = analysis.fold(text)

    def build() -> set[int]:
        return {
            number
            for field in fields
            for term in slips_of(shelf.lexicon(field), word, slips)
            for number in shelf.postings(field, term)
        }

    return shelf.remember((word, slips, fields), build)


def _days(shelf: Shelf, days: Days, among: AbstractSet[int]) -> set[int]:
    """Return those of some documents whose day is known and within the days."""
    column, first, last = shelf.columns.day, days.first or "0", days.last
    return {number for number in among if first <= column[number] <= last}


def _all(
    shelf: Shelf, parts: tuple[Tree, ...], among: AbstractSet[int] | None
) -> AbstractSet[int]:
    """Return the documents that answer every part, the cheap parts asked first."""
    for part in sorted(parts, key=_cost):
        among = answers(shelf, part, among)
        if not among:
            break
    return shelf.live if among is None else among


def _cost(tree: Tree) -> int:
    """Return in which order parts that must all hold are best asked."""
    match tree:
        case Filter() | Everything() | Nothing():
            return 0
        case Word() | Prefix():
            return 1
        case Phrase() | Near() | Fuzzy() | Person():
            return 2
        case And() | Or() | Most():
            return 3
        case Not():
            return 4
        case Days():
            return 5
