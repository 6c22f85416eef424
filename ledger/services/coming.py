"""Coming: how a file came from a source, with what its kind knows of that."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from ledger.domain.document import Document
from ledger.domain.source import Source
from ledger.store import sightings
from ledger.store import sources
from ledger.store.database import Tx


@dataclass(frozen=True, slots=True)
class Came:
    """How a file came from a source: where it stood there, or with which envelope."""

    source: Source
    at: datetime
    facts: Mapping[str, Any]


def of(tx: Tx, document: Document) -> tuple[Came, ...]:
    """Return how a document came from sources, or the file that it was found in."""
    return tuple(
        Came(sources.find(tx, each.source), each.at, dict(each.facts))
        for each in sightings.of_document(tx, document.root)
    )
