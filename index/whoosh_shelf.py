"""One state of a Whoosh index, read block by block.

Whoosh's own matchers go from document to document, at a microsecond each. Postings are
stored in blocks, and a block is read as fast as one document, so this room takes whole
blocks. It reaches into the reader for that: the version of Whoosh is pinned exactly.
"""

import errno
import struct
from collections.abc import Callable
from collections.abc import Hashable
from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from contextlib import contextmanager
from functools import partial
from itertools import chain
from pickle import PickleError
from typing import Any
from zlib import error as ZlibError  # noqa: N812 an error, so named as one

from whoosh.filedb.filetables import FileFormatError
from whoosh.index import IndexError as WhooshIndexError
from whoosh.reading import CorruptIndexError
from whoosh.reading import TermNotFound

from index.engine import IndexBrokenError
from index.kept import Kept
from index.schema import columns_of
from index.schema import unpack_positions
from index.shelf import Columns
from index.shelf import Postings

MOST_KEPT = 400_000
"""How many postings, and how many numbers in sets, are kept for the next question."""

FEW_IDS = 64
"""So many documents are found by looking each of them up."""

BROKEN = (
    ArithmeticError,
    AssertionError,
    AttributeError,
    CorruptIndexError,
    EOFError,
    FileFormatError,
    ImportError,
    LookupError,
    MemoryError,
    PickleError,
    TypeError,
    ValueError,
    WhooshIndexError,
    ZlibError,
    struct.error,
)
"""What reading a damaged file raises: a pickle that was hit may raise most of these."""

LOST = (errno.ENOENT, errno.EINVAL)
"""A file that is not there, a place that is in none; a full disk is another matter."""


Lexica = Kept[list[str]]
"""All terms of a field of a segment, by the two."""


class WhooshShelf:
    """The documents of all segments after one commit, numbered through."""

    def __init__(self, reader: Any, known: dict[str, Columns], lexica: Lexica) -> None:
        """Read the columns.

        Args:
            reader: of all segments.
            known: the columns of segments that were read before.
            lexica: the terms of such segments, as far as they were asked for.
        """
        self.columns = Columns()
        self.segments: dict[str, Columns] = {}
        self._reader = reader
        self._lexica = lexica
        self._leaves = [
            (leaf, base) for leaf, base in reader.leaf_readers() if leaf.segment()
        ]
        self._kept_postings: Kept[Postings] = Kept(MOST_KEPT)
        self._kept_sets: Kept[set[int]] = Kept(MOST_KEPT)
        hidden: set[int] = set()
        for leaf, base in self._leaves:
            name = leaf.segment().segment_id()
            columns = known.get(name) or _columns(leaf)
            self.segments[name] = columns
            self.columns.extend(columns)
            hidden.update(map(base.__add__, leaf.deleted_docs_set))
        hidden.update(self._read("mark", "position"))
        length = self.columns.length
        self.live = frozenset(range(len(length))) - hidden
        words = sum(length) - sum(map(length.__getitem__, hidden))
        self.mean_length = words / max(len(self.live), 1)
        self.languages = frozenset(self.columns.language)

    def postings(self, field: str, term: str) -> Postings:
        """Return the documents that have a term in a field."""
        return self._kept_postings.get((field, term), lambda: self._read(field, term))

    def positions(
        self, field: str, term: str, among: AbstractSet[int]
    ) -> dict[int, Sequence[int]]:
        """Return where a term stands in a field of some documents."""
        found: dict[int, Sequence[int]] = {}
        with reading():
            for base, block in self._blocks(field, _bytes(term)):
                for number, packed in zip(block.ids(), block.values(), strict=True):
                    if base + number in among:
                        found[base + number] = unpack_positions(packed)
        return found

    def beginning(self, field: str, prefix: str) -> set[int]:
        """Return the documents that have a term with this beginning in a field."""
        found: set[int] = set()
        with reading():
            for leaf, base in self._leaves:
                for term in leaf.expand_prefix(field, _bytes(prefix)):
                    for block in _blocks(leaf, field, term):
                        found.update(map(base.__add__, block.ids()))
        return found

    def lexicon(self, field: str, beginning: str = "") -> Iterable[str]:
        """Return the terms of a field that begin so, some of them more than once.

        Those of a whole segment are slow to read, and never change.
        """
        if beginning:
            terms = [_terms(leaf, field, beginning) for leaf, _base in self._leaves]
        else:
            terms = [
                self._lexica.get(
                    (leaf.segment().segment_id(), field), partial(_terms, leaf, field)
                )
                for leaf, _base in self._leaves
            ]
        return chain.from_iterable(terms)

    def remember(self, name: Hashable, build: Callable[[], set[int]]) -> set[int]:
        """Return a set built for this state before, or build it."""
        return self._kept_sets.get(name, build)

    def numbers_of(self, ids: AbstractSet[str]) -> list[int]:
        """Return the numbers of the documents with these ids, as far as they are there.

        A few are looked up, in each segment; many are picked from the column.
        """
        if len(ids) > FEW_IDS:
            column = self.columns.id
            return [number for number in self.live if column[number] in ids]
        return [
            number for id_ in ids for number in self._read("id", id_).keys() & self.live
        ]

    def position(self) -> int:
        """Return the position of the log that was committed with the words."""
        numbers = self.marks()
        return int(self._reader.stored_fields(numbers[0])["position"]) if numbers else 0

    def marks(self) -> list[int]:
        """Return the number of the document that is none: it keeps the position."""
        deleted = {
            base + number
            for leaf, base in self._leaves
            for number in leaf.deleted_docs_set
        }
        return [
            number for number in self._read("mark", "position") if number not in deleted
        ]

    def close(self) -> None:
        """Let go of the files."""
        self._reader.close()

    def _read(self, field: str, term: str) -> Postings:
        """Read all postings of a term."""
        found: Postings = {}
        with reading():
            for base, block in self._blocks(field, _bytes(term)):
                numbers = map(base.__add__, block.ids())
                found.update(zip(numbers, block.weights(), strict=True))
        return found

    def _blocks(self, field: str, term: bytes) -> Iterator["tuple[int, _Block]"]:
        """Yield the blocks of a term, each with the first number of its segment."""
        for leaf, base in self._leaves:
            for block in _blocks(leaf, field, term):
                yield base, block


class _Block:
    """A block of postings of one term."""

    def __init__(self, matcher: Any) -> None:
        self._matcher = matcher

    def ids(self) -> tuple[int, ...]:
        """Return the numbers of the documents within the segment."""
        self._matcher.id()
        ids: tuple[int, ...] = self._matcher._ids  # noqa: SLF001 the whole block at once
        return ids

    def weights(self) -> tuple[float, ...]:
        """Return how often each of them has the term."""
        self._matcher.weight()
        weights: tuple[float, ...] = self._matcher._weights  # noqa: SLF001 the whole block at once
        return weights

    def values(self) -> tuple[bytes, ...]:
        """Return the packed positions in each of them."""
        self._matcher.value()
        values: tuple[bytes, ...] = self._matcher._values  # noqa: SLF001 the whole block at once
        return values


@contextmanager
def reading() -> Iterator[None]:
    """Tell of whatever a damaged file raises with the one error for it."""
    try:
        yield
    except BROKEN as error:
        raise IndexBrokenError from error
    except OSError as error:
        if error.errno not in LOST:
            raise
        raise IndexBrokenError from error


def _blocks(leaf: Any, field: str, term: bytes) -> Iterator[_Block]:
    """Yield the blocks of a term in one segment."""
    terms = leaf._terms  # noqa: SLF001 its own `postings` hides the blocks behind a filter
    try:
        matcher = terms.matcher(field, term, leaf.schema[field].format)
    except TermNotFound:
        return
    while matcher.is_active():
        yield _Block(matcher)
        matcher._next_block()  # noqa: SLF001 the whole block was read


def _terms(leaf: Any, field: str, beginning: str = "") -> list[str]:
    """Return the terms of a field of a segment that begin so."""
    with reading():
        return [
            term.decode("utf-8", "surrogatepass")
            for term in leaf.expand_prefix(field, _bytes(beginning))
        ]


def _columns(leaf: Any) -> Columns:
    """Read the properties of a segment's documents."""
    return columns_of(list(leaf.column_reader("facts", translate=False)))


def _bytes(term: str) -> bytes:
    """Return a term as it is stored."""
    return term.encode("utf-8", "surrogatepass")
