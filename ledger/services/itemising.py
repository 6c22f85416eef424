"""Itemise: every file of a receipt and every file inside them, as rows of a sheet.

A mailbox makes very many; they are never all in memory, only the paths of the files
that were brought themselves.
"""

import heapq
import itertools
from collections.abc import Iterable
from collections.abc import Iterator
from dataclasses import dataclass

from ledger.domain import cells
from ledger.domain import moment
from ledger.domain.document import Document
from ledger.domain.receipt import Item
from ledger.domain.receipt import PARTLY_READ
from ledger.opened import Ledger
from ledger.store import documents
from ledger.store import receipts
from ledger.store.database import Tx

INSIDE = "inside"
"""The outcome of what came inside another file and has no line of its own."""

COLUMNS = (
    "path",
    "outcome",
    "kind",
    "title",
    "document",
    "first",
    "reason",
    "read in part",
    "inside of",
    "size",
    "sha256",
    "sent at",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A file, or a file inside one, and what became of it."""

    path: str
    outcome: str
    document: Document | None
    first: str | None
    reason: str | None

    @property
    def partly(self) -> bool:
        """Tell whether only a part of it was read."""
        return bool(self.document and PARTLY_READ & set(self.document.flags))


def rows(ledger: Ledger, key: str) -> Iterator[Row]:
    """Yield what became of each file of a receipt, each followed by what was inside.

    Raises:
        NotFoundError: there is no such receipt.
    """
    with ledger.db.reading() as tx:
        receipts.find(tx, key)
        tops: dict[str, str] = {}
        family: dict[str, str] = {}
        for item, document in _together(
            receipts.lines(tx, key), documents.of_receipt(tx, key)
        ):
            path = item.path if item else ""
            if document:
                path = _path_of(tx, item, document, tops, family)
            yield Row(
                path=path,
                outcome=item.outcome if item else INSIDE,
                document=document,
                first=item.first if item else _first(tx, document),
                reason=_reason(item, document),
            )


def sheet(ledger: Ledger, key: str) -> Iterator[str]:
    """Yield the lines of a receipt as a CSV file."""
    return cells.written(_cells(rows(ledger, key)))


def _cells(listed: Iterable[Row]) -> Iterator[tuple[object, ...]]:
    yield COLUMNS
    for row in listed:
        found = row.document
        yield (
            row.path,
            row.outcome,
            found.kind if found else None,
            found.title if found else None,
            found.id if found else None,
            row.first,
            row.reason,
            "yes" if row.partly else None,
            found.parent if found else None,
            found.size if found else None,
            str(found.digest) if found else None,
            moment.written(found.sent_at) if found and found.sent_at else None,
        )


def _together(
    lines: Iterable[Item], made: Iterable[Document]
) -> Iterator[tuple[Item | None, Document | None]]:
    """Yield lines and documents in the order of the log, a line with its document."""
    both = heapq.merge(
        ((line.position, line, None) for line in lines),
        ((document.position, None, document) for document in made),
        key=_position,
    )
    for _, group in itertools.groupby(both, _position):
        _, found, documents_here = zip(*group, strict=True)
        line = next(filter(None, found), None)
        yield line, next(filter(None, documents_here), None)


def _position(each: tuple[int, Item | None, Document | None]) -> int:
    return each[0]


def _path_of(
    tx: Tx,
    item: Item | None,
    document: Document,
    tops: dict[str, str],
    family: dict[str, str],
) -> str:
    """Return where a document was found, and remember it for what is inside of it."""
    parent = document.parent
    if parent is None:
        path = tops[document.id] = item.path if item else document.name
        return path
    above = family.get(parent) or tops.get(parent) or _path_above(tx, parent)
    if parent in tops:
        family.clear()  # of what came before it nothing more is inside here
    path = item.path if item else f"{above} › {document.name or document.place}"
    family[document.id] = path
    return path


def _path_above(tx: Tx, key: str) -> str:
    """Return the path of a document that was opened long after it was taken in."""
    if path := receipts.path_of(tx, key):
        return path
    document = documents.find(tx, key)
    above = _path_above(tx, document.parent) if document.parent else ""
    return f"{above} › {document.name or document.place}"


def _first(tx: Tx, document: Document | None) -> str | None:
    """Return what was there before a file that came inside another, if anything was.

    It is the message that it is a copy of, or the first document of the same bytes.
    """
    if document is None:
        return None
    if document.message and document.message != document.id:
        return document.message
    return documents.first_with(tx, document.digest, document.position)


def _reason(item: Item | None, document: Document | None) -> str | None:
    if item and item.reason:
        return item.reason
    return document.problem if document else None
