"""What an engine that leaves the thinking to us must be able to look up.

Documents have numbers from 0. Their properties are *columns* in memory: lists by
number. Words are looked up as postings: the numbers of the documents that have them.
"""

from collections.abc import Callable
from collections.abc import Hashable
from collections.abc import Iterable
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from dataclasses import field
from typing import Protocol

Postings = dict[int, float]
"""The documents that have a term, and how often."""


@dataclass(slots=True)
class Columns:
    """Properties of all documents, by number."""

    id: list[str] = field(default_factory=list)
    fold: list[str] = field(default_factory=list)
    order: list[int] = field(default_factory=list)
    kind: list[str] = field(default_factory=list)
    language: list[str] = field(default_factory=list)
    project: list[tuple[str, ...]] = field(default_factory=list)
    client: list[tuple[str, ...]] = field(default_factory=list)
    author: list[str] = field(default_factory=list)
    thread: list[str] = field(default_factory=list)
    day: list[str] = field(default_factory=list)
    moment: list[int | None] = field(default_factory=list)
    has: list[tuple[str, ...]] = field(default_factory=list)
    length: list[int] = field(default_factory=list)

    def extend(self, others: "Columns") -> None:
        """Lay the documents of others behind these."""
        for name in self.__slots__:
            getattr(self, name).extend(getattr(others, name))


class Shelf(Protocol):
    """The state of an index after one commit; it never changes."""

    @property
    def columns(self) -> Columns:
        """Return the properties of the documents."""
        ...

    @property
    def live(self) -> frozenset[int]:
        """Return the numbers of the documents that are not deleted."""
        ...

    @property
    def languages(self) -> frozenset[str]:
        """Return the languages of the documents."""
        ...

    @property
    def mean_length(self) -> float:
        """Return how many words a document has on average."""
        ...

    def postings(self, field: str, term: str) -> Postings:
        """Return the documents that have a term in a field."""
        ...

    def positions(
        self, field: str, term: str, among: AbstractSet[int]
    ) -> dict[int, Sequence[int]]:
        """Return where a term stands in a field of some documents."""
        ...

    def beginning(self, field: str, prefix: str) -> set[int]:
        """Return the documents that have a term with this beginning in a field."""
        ...

    def lexicon(self, field: str, beginning: str = "") -> Iterable[str]:
        """Return the terms of a field that begin so, some of them more than once."""
        ...

    def remember(self, name: Hashable, build: Callable[[], set[int]]) -> set[int]:
        """Return a set built for this state before, or build it."""
        ...
