"""The index on Whoosh: embedded, pure Python, no server.

Whoosh keeps the words, the segments and the commits; what a word is (`analysis`), which
documents answer (`answer`) and how well (`ranking`) is ours. Readers see a commit at
their next search, in this process and in others. Should the index break, an error says
so, and its owner builds it anew.
"""

from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from threading import Lock
from time import sleep

from whoosh.codec.whoosh3 import W3Codec
from whoosh.columns import VarBytesColumn
from whoosh.fields import COLUMN
from whoosh.fields import FieldType
from whoosh.fields import ID
from whoosh.fields import Schema
from whoosh.fields import STORED
from whoosh.formats import Existence
from whoosh.formats import Format
from whoosh.formats import Positions
from whoosh.index import EmptyIndexError
from whoosh.index import exists_in
from whoosh.index import FileIndex
from whoosh.writing import SegmentWriter

from index.engine import IndexBrokenError
from index.engine import IndexBusyError
from index.engine import Sort
from index.entry import Entry
from index.entry import Found
from index.found import find
from index.kept import Kept
from index.lock import lock_of
from index.lock import WriterLock
from index.query import Narrowing
from index.query import Tree
from index.query import UNNARROWED
from index.schema import EXACT
from index.schema import NO_DOCUMENT
from index.schema import pack
from index.schema import Posting
from index.schema import record
from index.schema import STEMS
from index.shelf import Columns
from index.suggesting import meant
from index.suggesting import OnShelf
from index.whoosh_files import Storage
from index.whoosh_merging import merge
from index.whoosh_merging import merge_at_night
from index.whoosh_shelf import Lexica
from index.whoosh_shelf import reading
from index.whoosh_shelf import WhooshShelf

MEMORY_MB = 64
"""How much a writer may gather before it writes a run to disk."""

BLOCK = 2048
"""How many documents' postings are read at once."""

MOST_TERMS = 400_000
"""So many terms of segments are kept for words that are spelled nearly so."""

RETRIES = 10
"""Whoever meets a commit, or a beginning, halfway tries again."""

PATIENCE = 0.05
"""How many seconds to wait for somebody who is just beginning an index."""


class Terms(FieldType):  # type: ignore[misc]  # Whoosh is half typed
    """A field whose postings come from our own analysis."""

    def __init__(self, form: Format) -> None:
        super().__init__(format=form, analyzer=None)

    def index(self, value: list[Posting], **_options: object) -> Iterator[Posting]:
        """Return the postings as they are."""
        return iter(value)


SCHEMA = Schema(
    id=ID(),
    mark=ID(),
    position=STORED(),
    facts=COLUMN(VarBytesColumn()),
    **{name: Terms(Positions()) for name in EXACT},
    **{name: Terms(Existence()) for name in STEMS},
)


class WhooshEngine:
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
        self._shelf: WhooshShelf | None = None
        self._lexica: Lexica = Kept(MOST_TERMS)
        self._generation = -1
        self._index = self._open()
        self._current()

    def position(self) -> int:
        """Return the position given with the last commit; 0 for a new index."""
        with self._reading:
            return self._current().position()

    def count(self) -> int:
        """Return how many documents it holds."""
        with self._reading:
            return len(self._current().live)

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
        with self._reading:
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
        with self._reading:
            return meant(OnShelf(self._current()), word)

    def apply(
        self, entries: Iterable[Entry], removed: Iterable[str], position: int
    ) -> None:
        """Put in, replace and remove documents, and the position, in one commit."""
        with self._writing:
            self._lock.acquire()
            kept = {entry.id: entry for entry in entries}
            self._commit(kept, {*removed, *kept}, position)

    def tidy(self) -> None:
        """Merge the small segments into one, as many as are done in a minute or two."""
        with self._writing:
            self._lock.acquire()
            with reading():
                self._writer().commit(mergetype=merge_at_night)

    def close(self) -> None:
        """Let go of the files and of the writer's lock."""
        with self._writing, self._reading:
            if self._shelf is not None:
                self._shelf.close()
                self._shelf = None
                self._generation = -1
            self._lock.release()

    def _commit(self, entries: dict[str, Entry], gone: set[str], position: int) -> None:
        """Write one commit, or nothing."""
        with self._reading:
            shelf = self._current()
            deleted = [*sorted(shelf.numbers_of(gone)), *shelf.marks()]
        writer = self._writer()
        try:
            for number in deleted:
                writer.delete_document(number)
            for kept in map(record, entries.values()):
                writer.add_document(id=kept.id, facts=kept.facts, **kept.postings)
            writer.add_document(
                mark="position", position=position, facts=pack(*NO_DOCUMENT)
            )
        except BaseException:
            writer.cancel()
            raise
        writer.commit(mergetype=merge)

    def _writer(self) -> SegmentWriter:
        """Return Whoosh's writer, which holds Whoosh's own lock."""
        codec = W3Codec(blocklimit=BLOCK)
        return SegmentWriter(
            self._index, limitmb=MEMORY_MB, codec=codec, compound=False, timeout=30
        )

    def _current(self) -> WhooshShelf:
        """Return the state after the last commit of anybody."""
        generation = self._index.latest_generation()
        if self._shelf is not None and generation == self._generation:
            return self._shelf
        former = self._shelf
        self._shelf = self._reopened(former.segments if former else {})
        self._generation = generation
        if former is not None:
            former.close()
        return self._shelf

    def _reopened(self, known: dict[str, Columns]) -> WhooshShelf:
        """Open the last commit; again where a next one took its files away."""
        for _ in range(RETRIES):
            try:
                with reading():
                    return WhooshShelf(self._index.reader(), known, self._lexica)
            except IndexBrokenError as error:
                if not isinstance(error.__cause__, FileNotFoundError):
                    raise
        raise IndexBrokenError

    def _open(self) -> FileIndex:
        """Open the index of the folder; begin one where there is none."""
        storage = Storage(str(self._folder))
        try:
            with reading():
                return FileIndex(storage)
        except IndexBrokenError as error:
            if not isinstance(error.__cause__, EmptyIndexError):
                raise
        return self._begin(storage)

    def _begin(self, storage: Storage) -> FileIndex:
        """Begin an index, unless somebody else did so meanwhile."""
        for _ in range(RETRIES):
            with suppress(IndexBusyError):
                self._lock.acquire()
                break
            sleep(PATIENCE)
        try:
            self._lock.acquire()
            if exists_in(str(self._folder)):
                return FileIndex(storage)
            return FileIndex.create(storage, SCHEMA)
        finally:
            self._lock.release()
