"""The log as raw rows, for the audit: nothing here trusts what it reads."""

import json
from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import select

from ledger.store import tables
from ledger.store.database import Tx

_PAGE = 1000


@dataclass(frozen=True, slots=True)
class Row:
    """An event as it is stored."""

    position: int
    body: bytes
    leaf: bytes
    disclosures: str | None


def rows(tx: Tx) -> Iterator[Row]:
    """Yield every stored event by its position."""
    query = (
        select(tables.events, tables.payloads.c.disclosures)
        .join(
            tables.payloads,
            tables.payloads.c.position == tables.events.c.position,
            isouter=True,
        )
        .order_by(tables.events.c.position)
        .execution_options(yield_per=_PAGE)
    )
    for row in tx.execute(query):
        yield Row(row.position, bytes(row.body), bytes(row.leaf), row.disclosures)


class Nodes:
    """The stored subtrees, each to be asked for once."""

    def __init__(self, tx: Tx) -> None:
        self._found = {
            (row.level, row.idx): bytes(row.hash)
            for row in tx.execute(select(tables.nodes))
        }

    def take(self, level: int, index: int) -> bytes | None:
        """Return a stored subtree and forget it; None where there is none."""
        return self._found.pop((level, index), None)

    def left(self) -> int:
        """Return how many were never asked for: they belong to no event."""
        return len(self._found)


def blobs_named(tx: Tx) -> dict[str, tuple[int, int]]:
    """Return the digests that events name, with (position, size) of the first."""
    found: dict[str, tuple[int, int]] = {}
    query = select(tables.events.c.position, tables.events.c.body).order_by(
        tables.events.c.position
    )
    for row in tx.execute(query.execution_options(yield_per=_PAGE)):
        try:
            blobs = json.loads(row.body)["blobs"]
            named = [(str(blob["sha256"]), int(blob["size"])) for blob in blobs]
        except (ValueError, KeyError, TypeError):
            continue
        for digest, size in named:
            found.setdefault(digest, (row.position, size))
    return found
