"""Readings: derived blobs; those that are about to be logged are kept at hand."""

from collections import OrderedDict
from threading import Lock

from ledger.domain.digest import Digest
from ledger.domain.reading import Reading
from ledger.store.blobs import BlobStore

_AT_HAND = 24 << 20
"""How many bytes the readings at hand may have together, as they are kept."""


class Readings:
    """Where a reading's digest leads to the reading."""

    def __init__(self, blobs: BlobStore) -> None:
        self._blobs = blobs
        self._known: OrderedDict[Digest, tuple[Reading, int]] = OrderedDict()
        self._held = 0
        self._lock = Lock()

    def __call__(self, digest: Digest) -> Reading:
        """Return a reading; one that was at hand is not any more.

        Raises:
            BlobMissingError: its blob is not there.
        """
        with self._lock:
            found = self._taken(digest)
        return found or Reading.from_bytes(self._blobs.read(digest))

    @property
    def held(self) -> int:
        """Return how many bytes are at hand."""
        return self._held

    def remember(self, digest: Digest, reading: Reading, size: int) -> None:
        """Keep a reading at hand that will be asked for at once, and only once."""
        with self._lock:
            self._taken(digest)
            self._known[digest] = reading, size
            self._held += size
            while self._held > _AT_HAND and len(self._known) > 1:
                self._taken(next(iter(self._known)))

    def _taken(self, digest: Digest) -> Reading | None:
        reading, size = self._known.pop(digest, (None, 0))
        self._held -= size
        return reading
