"""The log as raw rows, for the audit: nothing here trusts what it reads.

The types of the tables are passed over on purpose: in a damaged file a column may hold
anything, and whoever asks must be able to say so instead of breaking off.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import text

from ledger.store import tables
from ledger.store.database import Tx

_PAGE = 1000
_NODES = "SELECT level, idx, hash FROM node ORDER BY level, idx"
"""Read by its index, as whoever asks for one node does; a damaged one breaks off."""


@dataclass(frozen=True, slots=True)
class Row:
    """An event as it is stored; empty bytes stand for what are none."""

    position: int
    body: bytes
    leaf: bytes
    disclosures: str | None


def rows(tx: Tx) -> Iterator[Row]:
    """Yield every stored event by its position."""
    query = text(
        "SELECT event.position, body, leaf, disclosures FROM event "
        "LEFT JOIN payload ON payload.position = event.position "
        "ORDER BY event.position"
    ).execution_options(yield_per=_PAGE)
    for position, body, leaf, disclosures in tx.execute(query):
        yield Row(
            position,
            _bytes(body),
            _bytes(leaf),
            disclosures if isinstance(disclosures, str) else None,
        )


def payloads_alone(tx: Tx) -> list[int]:
    """Return the positions of fields that belong to no event."""
    query = "SELECT position FROM payload WHERE position NOT IN (SELECT position FROM "
    return list(tx.execute(text(f"{query}event) ORDER BY position")).scalars())


def notes(tx: Tx) -> list[tuple[Any, str]]:
    """Return the stored checkpoints as (size, note); empty for what is no text."""
    found = tx.execute(text("SELECT size, note FROM checkpoint ORDER BY size"))
    return [(size, note if isinstance(note, str) else "") for size, note in found]


def keys(tx: Tx) -> list[tuple[Any, Any]]:
    """Return the stored keys of the log as (key, first length)."""
    found = tx.execute(text("SELECT vkey, from_size FROM log_key ORDER BY from_size"))
    return [(vkey, from_size) for vkey, from_size in found]


def damages(tx: Tx) -> Iterator[tuple[str, str]]:
    """Yield the tables of the log that are damaged: (table, what the database tells).

    A bit of an index leads to another row, or to none, and no row shows it.
    """
    for table in tables.LOG:
        told = tx.execute(text(f"PRAGMA integrity_check({table.name})")).scalar()
        if told != "ok":
            yield table.name, str(told)


class Nodes:
    """The stored subtrees, each to be asked for once."""

    def __init__(self, tx: Tx) -> None:
        self._found = {
            (level, index): _bytes(found)
            for level, index, found in tx.execute(text(_NODES))
        }

    def take(self, level: int, index: int) -> bytes | None:
        """Return a stored subtree and forget it; None where there is none."""
        return self._found.pop((level, index), None)

    def left(self) -> int:
        """Return how many were never asked for: they belong to no event."""
        return len(self._found)


def _bytes(value: object) -> bytes:
    return value if isinstance(value, bytes) else b""
