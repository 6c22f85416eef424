"""Exporting: all that a search finds as a sheet, each line with what proves it.

The answer is that of one moment: what comes in while a long sheet is being written is
not in it. It is noted who took it along before its first line leaves.
"""

from collections.abc import Iterator
from collections.abc import Sequence
from dataclasses import dataclass

from index import Hit
from index.query import Tree
from ledger.domain import cells
from ledger.domain import moment
from ledger.domain.errors import BusyError
from ledger.domain.reading import Participant
from ledger.domain.sentence import said
from ledger.opened import Ledger
from ledger.services import accesses
from ledger.services import findings
from ledger.services import indexing
from ledger.services import insides
from ledger.services import narrowing
from ledger.services import searching
from ledger.services.accesses import By
from ledger.services.findings import Finding
from ledger.services.saved import Wanted

COLUMNS = (
    "number",
    "document",
    "message",
    "kind",
    "title",
    "author",
    "author's address",
    "sent at",
    "received at",
    "taken in at",
    "projects",
    "place in the file",
    "words that answer",
    "known by quotation only",
    "read from a scan",
    "places",
    "file name",
    "size",
    "sha256",
    "address",
    "citation",
)

_AT_ONCE = 100


@dataclass(frozen=True, slots=True)
class Export:
    """A result that leaves."""

    total: int
    """How many lines it has beside its head."""

    lines: Iterator[str]
    """Of a CSV file; they are made as they are asked for."""


def export(ledger: Ledger, by: By, wanted: Wanted, base: str = "") -> Export:
    """Return all that a search finds as the lines of a CSV file, and note that.

    Args:
        ledger: where.
        by: who takes it along.
        wanted: what is asked for.
        base: what stands before the addresses of documents: ``https://ledger.example``.

    Raises:
        BusyError: the index is behind the log, so the sheet would lack something.
    """
    if searching.freshen(ledger):
        indexing.catch_up(ledger)  # a sheet has all that is found, or it waits
    if indexing.lag(ledger):
        raise BusyError(
            said("The search is not in step with the ledger yet; try again soon.")
        )
    with ledger.db.reading() as tx:
        bounds = insides.bounds(tx, narrowing.room(tx), wanted.narrowed)
        tree = searching.understood(ledger, tx, wanted.words).tree
        most = ledger.index.count()
        found = bounds.search(ledger.index, tree, sort=wanted.sort, limit=most)
    accesses.exported(ledger, by, wanted, len(found.hits))
    rows = _rows(ledger, found.hits, tree, base)
    return Export(len(found.hits), cells.written(rows))


def _rows(
    ledger: Ledger, hits: Sequence[Hit], tree: Tree, base: str
) -> Iterator[tuple[object, ...]]:
    yield COLUMNS
    for start in range(0, len(hits), _AT_ONCE):
        part = hits[start : start + _AT_ONCE]
        with ledger.db.reading() as tx:
            found = findings.findings(ledger, tx, part, tree, narrowing.room(tx))
        for number, each in enumerate(found, start + 1):
            yield (number, *columns(each, base))


def columns(found: Finding, base: str) -> tuple[object, ...]:
    """Return the cells of a hit, as `COLUMNS` names them behind the number."""
    document, author = found.document, found.author
    return (
        document.id,
        document.message,
        document.kind,
        document.title,
        author.name if author else None,
        author.address if author else None,
        moment.written(document.sent_at) if document.sent_at else None,
        moment.written(document.received_at) if document.received_at else None,
        moment.written(document.provenance.taken_in_at),
        " ".join(each.key for each in found.projects),
        str(found.spot.said) if found.spot else None,
        " ".join(found.snippet.split()),
        "yes" if found.quoted_only else None,
        "yes" if found.scan else None,
        found.places,
        document.name,
        document.size,
        str(document.digest),
        address(found, base),
        citation(found),
    )


def address(found: Finding, base: str) -> str:
    """Return where a hit is read in the pages."""
    page = f"?page={found.page}#page-{found.page}" if found.page else ""
    return f"{base}/documents/{found.document.id}{page}"


def citation(found: Finding) -> str:
    """Return who wrote it, when, what it is, its id and its digest, in one line."""
    document = found.document
    when = document.dated_at
    parts = (
        _name(found.author),
        moment.written(when) if when else "no date",
        f"“{document.title or document.name}”",
        str(found.spot.said) if found.spot else "",
        document.id,
        f"SHA-256 {document.digest.hex}",
    )
    return ", ".join(" ".join(part.split()) for part in parts if part)


def _name(author: Participant | None) -> str:
    if author is None:
        return ""
    if author.name and author.address:
        return f"{author.name} <{author.address}>"
    return author.name or author.address
