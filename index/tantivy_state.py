"""One state of a tantivy index: what it answers, and what it tells of documents."""

import json
from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from contextlib import contextmanager
from functools import cached_property
from typing import Any

from tantivy import DocAddress
from tantivy import Query
from tantivy import Schema
from tantivy import Searcher

from index.answer import FIELDS
from index.engine import IndexBrokenError
from index.query import Part
from index.query import Word
from index.tantivy_query import Asking
from index.tantivy_query import marked
from index.tantivy_terms import Facts
from index.tantivy_terms import facts_of
from index.tantivy_terms import plain
from index.tantivy_terms import value
from index.tantivy_terms import value_field

MOST_KNOWN = 200_000
"""The properties of so many documents are kept for the next question."""

FEW = 1000
"""So many documents are most often all that answer."""

Key = tuple[int, int]
"""A document in one state: its segment, and its number there."""


@contextmanager
def reading() -> Iterator[None]:
    """Tell of whatever a damaged file raises with the one error for it."""
    try:
        yield
    except (ValueError, OSError) as error:
        raise IndexBrokenError from error
    except BaseException as error:
        if type(error).__name__ == "PanicException":  # it has no name to import
            raise IndexBrokenError from error
        raise


class TantivyState:
    """The documents after one commit; it never changes.

    What is known of documents by their serial number outlives a state: the number is
    given anew whenever one is put in.
    """

    def __init__(
        self, searcher: Searcher, schema: Schema, known: dict[object, Facts]
    ) -> None:
        self.searcher = searcher
        self.schema = schema
        self._known = known

    @cached_property
    def asking(self) -> Asking:
        """Return what makes queries for it."""
        languages = frozenset(self.values("language"))
        return Asking(self.schema, languages, self.searcher.doc_freq)

    @cached_property
    def authors(self) -> frozenset[str]:
        """Return the authors of all documents, as they are written."""
        return frozenset(self.values("author"))

    def values(self, field: str) -> list[str]:
        """Return the values that a property has in any document."""
        return [
            plain(term)
            for term, _ in self.searcher.terms_with_prefix(value_field(field), "")
        ]

    def position(self) -> int:
        """Return the position of the log that was committed with the words."""
        found = self.addresses(marked(self.schema))
        if not found:
            return 0
        return int(json.loads(self._packed(found[0])))

    def count(self) -> int:
        """Return how many documents it holds."""
        return self.searcher.num_docs - self.number(marked(self.schema))

    def number(self, query: Query) -> int:
        """Return how many documents answer a query."""
        found: Any = self.searcher.search(query, limit=1)
        return int(found.count)  # its stub forgets the count

    def addresses(self, query: Query) -> list[DocAddress]:
        """Return all documents that answer a query."""
        found: Any = self.searcher.search(query, limit=FEW)
        if found.count > FEW:
            found = self.searcher.search(query, limit=found.count, count=False)
        return [address for _, address in found.hits]

    def facts(self, addresses: Sequence[DocAddress]) -> list[Facts]:
        """Return the properties of some documents."""
        serials = self.searcher.fast_field_values("serial", list(addresses))
        if len(self._known) > MOST_KNOWN:
            self._known.clear()
        found = []
        for serial, address in zip(serials, addresses, strict=True):
            facts = self._known.get(serial)
            if facts is None:
                facts = self._known[serial] = facts_of(self._packed(address))
            found.append(facts)
        return found

    def _packed(self, address: DocAddress) -> bytes:
        """Return what is stored of a document."""
        packed: Any = self.searcher.doc(address).get_first("facts")
        return bytes(packed)

    def folds(self, folds: Iterable[str], gone: AbstractSet[str]) -> set[str]:
        """Return which of some folds a document has, but for some that go."""
        there = [
            fold
            for fold in folds
            if self.searcher.doc_freq(value_field("fold"), value(fold))
        ]
        found = self.addresses(self.asking.having("fold", there)) if there else []
        return {facts.fold for facts in self.facts(found) if facts.id not in gone}

    def knows(self, word: str) -> bool:
        """Tell whether any document has a word, in any form."""
        return bool(self.number(self.asking.said(Word(word), FIELDS[Part.ANY])))

    def lexicon(self, field: str, beginning: str = "") -> Iterator[str]:
        """Yield the words of a field that begin so."""
        for term, _ in self.searcher.terms_with_prefix(field, beginning):
            yield term

    def often(self, field: str, form: str) -> int:
        """Return how many documents have a form in a field."""
        return self.searcher.doc_freq(field, form)


def key(address: DocAddress) -> Key:
    """Return an address as something to look up by."""
    return address.segment_ord, address.doc
