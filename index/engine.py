"""The face of every engine: what the rest of the house may ask of an index.

An index is disposable. It keeps the position of the log up to which it has read in the
same commit as the words, so catching up after a crash repeats a little and loses
nothing. Where it is broken, its owner deletes the folder and builds it anew.
"""

from collections.abc import Iterable
from collections.abc import Sequence
from enum import StrEnum
from typing import Protocol

from index.entry import Entry
from index.entry import Found
from index.query import Narrowing
from index.query import Tree
from index.query import UNNARROWED


class IndexFaultError(Exception):
    """Something is wrong with an index; its sentence is for a person."""


class IndexBrokenError(IndexFaultError):
    """The index cannot be read: delete its folder and build it anew."""

    def __init__(self) -> None:
        super().__init__("The search index cannot be read; it must be built anew.")


class IndexBusyError(IndexFaultError):
    """Another process, or another opening of this index, is its writer."""

    def __init__(self, holder: str) -> None:
        self.holder = holder
        super().__init__(f"The search index has another writer now (pid {holder}).")


class Sort(StrEnum):
    """In which order hits come."""

    BEST = "best"
    NEWEST = "newest"
    OLDEST = "oldest"


class Engine(Protocol):
    """An open index; many threads may search it while one writes."""

    def position(self) -> int:
        """Return the position given with the last commit; 0 for a new index."""
        ...

    def apply(
        self, entries: Iterable[Entry], removed: Iterable[str], position: int
    ) -> None:
        """Put in, replace and remove documents, and the position, in one commit.

        Raises:
            IndexBusyError: if somebody else is the writer.
            IndexBrokenError: if the index cannot be read.
        """
        ...

    def search(
        self,
        tree: Tree,
        *,
        within: Sequence[Tree] = (),
        narrowing: Narrowing = UNNARROWED,
        sort: Sort = Sort.BEST,
        limit: int = 20,
        offset: int = 0,
        facets: bool = False,
    ) -> Found:
        """Return the folds that answer a query, and that all of `within` allow.

        What hits are narrowed to by facets shrinks the counts of the other facets.

        Raises:
            IndexBrokenError: if the index cannot be read.
        """
        ...

    def suggest(self, word: str) -> list[str]:
        """Return words of the documents that a word was perhaps meant to be.

        The likeliest first; empty where the word itself is known.

        Raises:
            IndexBrokenError: if the index cannot be read.
        """
        ...

    def count(self) -> int:
        """Return how many documents it holds."""
        ...

    def tidy(self) -> None:
        """Make it compact and fast; takes long, so it is done at night.

        Raises:
            IndexBusyError: if somebody else is the writer.
        """
        ...

    def close(self) -> None:
        """Let go of the files and of the writer's lock."""
        ...
