"""What is audited: an opened ledger, or a copy of one that nobody opens."""

from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from ledger.proof.epochs import Epochs
from ledger.store import auditing
from ledger.store.blobs import BlobStore
from ledger.store.database import Database
from ledger.store.database import Tx


class Record(Protocol):
    """A log with its originals, its signed checkpoints and its keys."""

    @property
    def db(self) -> Database:
        """Return where the log lies."""
        ...

    @property
    def blobs(self) -> BlobStore:
        """Return where the originals lie."""
        ...

    @property
    def checkpoints_file(self) -> Path:
        """Return where the signed checkpoints lie beside the log."""
        ...

    @property
    def epochs(self) -> Epochs:
        """Return the keys of the log."""
        ...


@dataclass(frozen=True, slots=True)
class Copy:
    """A record that lies somewhere and is only looked at."""

    db: Database
    blobs: BlobStore
    checkpoints_file: Path
    epochs: Epochs


def as_it_stands(record: Record, tx: Tx) -> Copy:
    """Return a record with the epochs that others opened since it was opened."""
    epochs = record.epochs.renewed(auditing.keys(tx))
    return Copy(record.db, record.blobs, record.checkpoints_file, epochs)
