"""The index on tantivy: for archives that have outgrown Whoosh.

What a word is (`analysis`) is ours, as everywhere; tantivy keeps the terms, finds and
counts. One process is the writer, by our own lock, until it closes. Readers see a
commit at their next search, in this process and in others. A file that is not what was
written is noticed when the index is opened, for each ends with a checksum.
"""

from collections.abc import Iterable
from collections.abc import Sequence
from pathlib import Path
from threading import Lock

from tantivy import Index
from tantivy import IndexWriter

from index.engine import Sort
from index.entry import Entry
from index.entry import Found
from index.lock import lock_of
from index.lock import WriterLock
from index.query import Narrowing
from index.query import Tree
from index.query import UNNARROWED
from index.suggesting import meant
from index.tantivy_files import check
from index.tantivy_files import generation
from index.tantivy_found import find
from index.tantivy_query import marked as mark_of
from index.tantivy_state import reading
from index.tantivy_state import TantivyState
from index.tantivy_terms import document
from index.tantivy_terms import Facts
from index.tantivy_terms import marked
from index.tantivy_terms import schema
from index.tantivy_terms import value
from index.tantivy_terms import value_field
from index.tantivy_words import Vocabulary

MEMORY = 64 << 20
"""How many bytes a writer may gather before it writes a segment."""


class TantivyEngine:
    """An index in a folder; see `index.engine.Engine`."""

    def __init__(self, folder: Path) -> None:
        """Open the index in a folder, or begin one there.

        Raises:
            IndexBrokenError: if what is there cannot be read.
        """
        folder.mkdir(parents=True, exist_ok=True)
        self._folder = folder
        self._lock = WriterLock(lock_of(folder))
        self._reading = Lock()
        self._writing = Lock()
        self._schema = schema()
        self._known: dict[object, Facts] = {}
        self._state: TantivyState | None = None
        self._generation: object = None
        self._writer: IndexWriter | None = None
        self._words = Vocabulary()
        check(folder)
        with reading():
            self._index = Index(self._schema, str(folder))
            self._index.config_reader("manual")
        self._current()

    def position(self) -> int:
        """Return the position given with the last commit; 0 for a new index."""
        with reading():
            return self._current().position()

    def count(self) -> int:
        """Return how many documents it holds."""
        with reading():
            return self._current().count()

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
        """Return the folds that answer a query, and that all of `within` allow."""
        with reading():
            return find(
                self._current(),
                tree,
                within,
                narrowing,
                sort=sort,
                limit=limit,
                offset=offset,
                facets=facets,
            )

    def suggest(self, word: str) -> list[str]:
        """Return words of the documents that a word was perhaps meant to be."""
        with reading():
            return meant(self._current(), word)

    def apply(
        self, entries: Iterable[Entry], removed: Iterable[str], position: int
    ) -> None:
        """Put in, replace and remove documents, and the position, in one commit."""
        with self._writing:
            self._lock.acquire()
            kept = {entry.id: entry for entry in entries}
            self._commit(kept, {*removed, *kept}, position)

    def tidy(self) -> None:
        """Wait for the merges that are under way; tantivy chooses them itself."""
        with self._writing:
            self._lock.acquire()
            writer = self._opened()
            self._writer = None
            with reading():
                writer.wait_merging_threads()

    def close(self) -> None:
        """Let go of the files and of the writer's lock."""
        with self._writing, self._reading:
            self._state = None
            self._generation = None
            if self._writer is not None:
                writer, self._writer = self._writer, None
                with reading():
                    writer.wait_merging_threads()
            self._lock.release()

    def _commit(self, entries: dict[str, Entry], gone: set[str], position: int) -> None:
        """Write one commit, or nothing."""
        state = self._current()
        with reading():
            folds = state.folds({entry.fold for entry in entries.values()}, gone)
        writer = self._opened()
        try:
            for id_ in sorted(gone):
                writer.delete_documents_by_term(value_field("id"), value(id_))
            writer.delete_documents_by_query(mark_of(self._schema))
            for entry in entries.values():
                again = entry.fold in folds
                writer.add_document(document(entry, self._words, again=again))
                folds.add(entry.fold)
            writer.add_document(marked(position))
        except BaseException:
            writer.rollback()
            raise
        with reading():
            writer.commit()

    def _opened(self) -> IndexWriter:
        """Return the writer, which holds tantivy's own lock, reopened if need be."""
        if self._writer is None:
            with reading():
                self._writer = self._index.writer(MEMORY, num_threads=1)
        return self._writer

    def _current(self) -> TantivyState:
        """Return the state after the last commit of anybody."""
        with self._reading:
            there = generation(self._folder)
            if self._state is None or there != self._generation:
                with reading():
                    self._index.reload()
                    searcher = self._index.searcher()
                self._state = TantivyState(searcher, self._schema, self._known)
                self._generation = there
            return self._state
