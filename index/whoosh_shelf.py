"""One state of a Whoosh index, read block by block.

Whoosh's own matchers go from document to document, at a microsecond each. Postings are
stored in blocks, and a block is read as fast as one document, so this room takes whole
blocks. It reaches into the reader for that: the version of Whoosh is pinned exactly.
"""

import errno
import struct
from collections import OrderedDict
from collections.abc import Callable
from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from contextlib import contextmanager
from pickle import PickleError
from sys import intern
from typing import Any
from typing import Generic
from typing import TypeVar
from zlib import error as ZlibError  # noqa: N812 an error, so named as one

from whoosh.index import IndexError as WhooshIndexError
from whoosh.reading import CorruptIndexError
from whoosh.reading import TermNotFound

from index.engine import IndexBrokenError
from index.schema import facts_of
from index.schema import unpack_positions
from index.shelf import Columns
from index.shelf import Postings

MOST_KEPT = 400_000
"""How many postings, and how many numbers in sets, are kept for the next question."""

BROKEN = (
    ArithmeticError,
    AssertionError,
    AttributeError,
    CorruptIndexError,
    EOFError,
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

Facts = list[list[Any]]

Name = TypeVar("Name")
Value = TypeVar("Value", Postings, set[int])


class WhooshShelf:
    """The documents of all segments after one commit, numbered through."""

    def __init__(self, reader: Any, known: dict[str, Facts]) -> None:
        """Read the columns; `known` are those of segments read before."""
        self.columns = Columns()
        self.facts: dict[str, Facts] = {}
        self._reader = reader
        self._leaves = [
            (leaf, base) for leaf, base in reader.leaf_readers() if leaf.segment()
        ]
        self._postings: _Kept[tuple[str, str], Postings] = _Kept()
        self._sets: _Kept[object, set[int]] = _Kept()
        live: set[int] = set()
        for leaf, base in self._leaves:
            name = leaf.segment().segment_id()
            facts = known.get(name) or _facts(leaf)
            self.facts[name] = facts
            live.update(base + n for n, row in enumerate(facts) if row)
            live.difference_update(base + n for n in leaf.deleted_docs_set)
        self._fill(live)

    def _fill(self, live: set[int]) -> None:
        """Lay the columns of all segments behind each other."""
        empty = ("", "", 0, "", "", (), (), "", "", "", None, (), 0)
        rows = [row or empty for facts in self.facts.values() for row in facts]
        for name, column in zip(
            Columns.__slots__, zip(*rows, strict=True), strict=False
        ):
            setattr(self.columns, name, column)
        self.live = frozenset(live)
        length = self.columns.length
        self.mean_length = sum(length[n] for n in live) / len(live) if live else 0.0
        self.languages = frozenset(self.columns.language)

    def postings(self, field: str, term: str) -> Postings:
        """Return the documents that have a term in a field."""
        return self._postings.get((field, term), lambda: self._read(field, term))

    def positions(
        self, field: str, term: str, among: AbstractSet[int]
    ) -> dict[int, frozenset[int]]:
        """Return where a term stands in a field of some documents."""
        found = {}
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

    def remember(self, name: object, build: Callable[[], set[int]]) -> set[int]:
        """Return a set built for this state before, or build it."""
        return self._sets.get(name, build)

    def number_of(self, id_: str) -> int | None:
        """Return the number of the document with this id."""
        numbers = self._read("id", id_).keys() & self.live
        return next(iter(numbers), None)

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


class _Kept(Generic[Name, Value]):
    """What was looked up lately, bounded by how much it holds."""

    def __init__(self) -> None:
        self._values: OrderedDict[Name, Value] = OrderedDict()
        self._size = 0

    def get(self, name: Name, build: Callable[[], Value]) -> Value:
        """Return a value, building it if it is not kept."""
        if name in self._values:
            self._values.move_to_end(name)
            return self._values[name]
        value = build()
        self._values[name] = value
        self._size += len(value) + 1
        while self._size > MOST_KEPT and len(self._values) > 1:
            _, dropped = self._values.popitem(last=False)
            self._size -= len(dropped) + 1
        return value


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


def _facts(leaf: Any) -> Facts:
    """Read the properties of a segment's documents; equal words are kept once."""
    packed = list(leaf.column_reader("facts", translate=False))
    rows = facts_of(packed)
    for row in rows:
        for at, value in enumerate(row):
            if isinstance(value, list):
                row[at] = tuple(map(intern, value))
            elif isinstance(value, str) and at > 1:
                row[at] = intern(value)
    return rows


def _bytes(term: str) -> bytes:
    """Return a term as it is stored."""
    return term.encode("utf-8", "surrogatepass")
