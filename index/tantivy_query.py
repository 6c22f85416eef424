"""From our tree to a query that tantivy answers: the same documents as `answer` finds.

Words bring the score, weighed by field and form as in `ranking`; what else narrows the
documents brings none.
"""

from collections.abc import Callable
from collections.abc import Iterable
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from tantivy import FieldType
from tantivy import Occur
from tantivy import Query
from tantivy import Schema

from index import analysis
from index.analysis import Compound
from index.answer import FIELDS
from index.answer import NAMES
from index.answer import ROLES
from index.answer import STEMMED
from index.people import sounds_of
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
from index.query import Person
from index.query import Phrase
from index.query import Prefix
from index.query import Said
from index.query import Tree
from index.query import Word
from index.ranking import EXACT
from index.ranking import FUZZY
from index.ranking import SOUND
from index.ranking import STEM
from index.ranking import WEIGHT
from index.tantivy_near import near
from index.tantivy_terms import number_of_day
from index.tantivy_terms import sound_field
from index.tantivy_terms import stem_field
from index.tantivy_terms import value
from index.tantivy_terms import value_field
from index.tantivy_terms import whole_field
from index.tantivy_words import term


@dataclass(frozen=True, slots=True)
class Asking:
    """Makes queries for one state of an index."""

    schema: Schema
    languages: frozenset[str]
    """The languages of its documents."""

    often: Callable[[str, str], int]
    """How many documents have a term in a field."""

    def query(self, tree: Tree) -> Query:  # noqa: C901, PLR0911 one line for each kind of node
        """Return what finds the documents that answer a tree."""
        match tree:
            case Word() | Phrase() | Prefix() | Near() | Fuzzy():
                return self.said(tree, FIELDS[tree.part])
            case Person(role, name):
                return unscored(self._named(name, ROLES[role]))
            case Filter(field, values):
                return self.having(field, values)
            case Days(first, last):
                return self._days(first, last)
            case And(()) | Everything():
                return everything(self.schema)
            case And(parts):
                return all_of([self.query(part) for part in parts])
            case Or(parts):
                return any_of(self.query(part) for part in parts)
            case Most(parts, least):
                return _most([self.query(part) for part in parts], least)
            case Not(part):
                return but(everything(self.schema), self.query(part))
            case Nothing():
                return Query.empty_query()

    def said(self, tree: Said, fields: Sequence[str]) -> Query:
        """Return what finds words, as a node asks for them, in some fields."""
        match tree:
            case Word(text):
                compounds = analysis.words(text)
                found = [self._forms(compound, fields) for compound in compounds]
                return all_of(found) if found else Query.empty_query()
            case Phrase(text):
                return self._phrase(text, fields)
            case Prefix(text):
                return self._prefix(text, fields)
            case Near(text, apart):
                return self._near(text, apart, fields)
            case Fuzzy(text, slips):
                return self._fuzzy(text, slips, fields)

    def having(self, field: str, values: Iterable[str]) -> Query:
        """Return what finds documents with one of the values of a property."""
        terms = [value(one) for one in values]
        return unscored(Query.term_set_query(self.schema, value_field(field), terms))

    def _forms(self, compound: Compound, fields: Sequence[str]) -> Query:
        """Return what finds any form of a word or a compound."""
        stems = analysis.query_stems(compound, self.languages)
        sounds = analysis.query_sounds(compound)
        others = analysis.spellings(compound)
        found = []
        for field in fields:
            weight = WEIGHT[field]
            found += [
                weighed(one, weight * EXACT) for one in self._exact(compound, field)
            ]
            found += [
                weighed(one, weight * STEM)
                for other in others
                for one in self._exact(other, field)
            ]
            if field in STEMMED:
                found += self._alike(field, stems - sounds, STEM)
                found += self._alike(field, sounds, SOUND)
            if field in NAMES:
                found += [
                    weighed(self._term(sound_field(field), sound), weight * SOUND)
                    for sound in analysis.name_sounds(compound)
                ]
        return any_of(found)

    def _alike(self, field: str, stems: AbstractSet[str], worth: float) -> list[Query]:
        """Return what finds words by one of their stems."""
        alike = [self._term(stem_field(field), stem) for stem in sorted(stems)]
        of = Query.disjunction_max_query(alike)
        return [weighed(of, WEIGHT[field] * worth)] if alike else []

    def _exact(self, compound: Compound, field: str) -> list[Query]:
        """Return what finds a compound as it is or in its pieces."""
        pieces = analysis.forms([compound])
        found = [self._in_a_row(pieces, field)]
        wholes = [each for each in compound.whole if len(each) < analysis.LONGEST]
        if len(pieces) == 1 and not pieces[0].isalnum():
            wholes.append(pieces[0])
        return found + [self._term(whole_field(field), whole) for whole in wholes]

    def _phrase(self, text: str, fields: Sequence[str]) -> Query:
        """Return what finds words one after the other in one field."""
        pieces = analysis.forms(analysis.words(text))
        return any_of(
            weighed(self._in_a_row(pieces, field), WEIGHT[field] * EXACT)
            for field in (fields if pieces else ())
        )

    def _named(self, name: str, fields: Sequence[str]) -> Query:
        """Return what finds people with a name, in the letters of any alphabet."""
        sounds = [
            self._in_a_row(row, sound_field(field))
            for row in sounds_of(name)
            for field in fields
        ]
        return any_of([self._phrase(name, fields), *sounds])

    def _in_a_row(self, pieces: Sequence[str], field: str) -> Query:
        if len(pieces) == 1:
            return self._term(field, pieces[0])
        return Query.phrase_query(self.schema, field, [term(one) for one in pieces])

    def _term(self, field: str, form: str) -> Query:
        """Return what finds a term; what no document has is looked up only here."""
        wanted = term(form)
        if not self.often(field, wanted):
            return Query.empty_query()
        return Query.term_query(self.schema, field, wanted, "freq")

    def _prefix(self, text: str, fields: Sequence[str]) -> Query:
        """Return what finds words that begin so."""
        begins = term(analysis.fold(text))
        return any_of(
            weighed(
                Query.fuzzy_term_query(self.schema, of, begins, 0, prefix=True),
                WEIGHT[field],
            )
            for field in fields
            for of in (field, whole_field(field))
        )

    def _near(self, text: str, apart: int, fields: Sequence[str]) -> Query:
        """Return what finds words near each other in one field."""
        pieces = analysis.forms(analysis.words(text))
        return any_of(
            weighed(near(self.schema, field, pieces, apart), WEIGHT[field] * EXACT)
            if len(pieces) > 1
            else weighed(self._term(field, pieces[0]), WEIGHT[field] * EXACT)
            for field in (fields if pieces else ())
        )

    def _fuzzy(self, text: str, slips: int, fields: Sequence[str]) -> Query:
        """Return what finds words that are spelled nearly so."""
        word = term(analysis.fold(text))
        return any_of(
            weighed(
                Query.fuzzy_term_query(self.schema, of, word, slips),
                WEIGHT[field] * FUZZY,
            )
            for field in fields
            for of in (field, whole_field(field))
        )

    def on_days(self, days: Iterable[str]) -> Query:
        """Return what finds documents of just these days; the empty one is none."""
        return any_of(self._between(*[number_of_day(day)] * 2) for day in days)

    def _days(self, first: str, last: str) -> Query:
        """Return what finds documents of some days; never one without a day."""
        low, high = max(number_of_day(first), 1), number_of_day(last)
        return self._between(low, high) if low <= high else Query.empty_query()

    def _between(self, low: int, high: int) -> Query:
        return unscored(
            Query.range_query(self.schema, "day", FieldType.Unsigned, low, high)
        )


def everything(schema: Schema) -> Query:
    """Return what finds all documents, and not what keeps the position."""
    return unscored(but(Query.all_query(), marked(schema)))


def marked(schema: Schema) -> Query:
    """Return what finds the one that keeps the position."""
    return Query.term_query(schema, value_field("mark"), value("position"), "basic")


def all_of(queries: Sequence[Query]) -> Query:
    """Return what finds the documents that answer every query."""
    if len(queries) == 1:
        return queries[0]
    return Query.boolean_query([(Occur.Must, each) for each in queries])


def any_of(queries: Iterable[Query]) -> Query:
    """Return what finds the documents that answer one of some queries."""
    return Query.boolean_query([(Occur.Should, each) for each in queries])


def but(queries: Query, without: Query) -> Query:
    """Return what finds the documents that answer one query and not another."""
    return Query.boolean_query([(Occur.Must, queries), (Occur.MustNot, without)])


def weighed(query: Query, weight: float) -> Query:
    """Return a query that counts more, or less."""
    return Query.boost_query(query, weight)


def unscored(query: Query) -> Query:
    """Return a query that brings no score."""
    return Query.const_score_query(query, 0.0)


def _most(queries: Sequence[Query], least: int) -> Query:
    """Return what finds the documents that answer so many of some queries."""
    if least > len(queries):
        return Query.empty_query()
    return Query.boolean_query(
        [(Occur.Should, each) for each in queries],
        minimum_number_should_match=max(least, 1),
    )
