"""Readings: derived blobs, with the newest ones kept at hand."""

from collections import OrderedDict
from threading import Lock

from ledger.domain.digest import Digest
from ledger.domain.reading import Reading
from ledger.store.blobs import BlobStore

_AT_HAND = 256


class Readings:
    """Where a reading's digest leads to the reading."""

    def __init__(self, blobs: BlobStore) -> None:
        self._blobs = blobs
        self._known: OrderedDict[Digest, Reading] = OrderedDict()
        self._lock = Lock()

    def __call__(self, digest: Digest) -> Reading:
        """Return a reading.

        Raises:
            BlobMissingError: its blob is not there.
        """
        with self._lock:
            found = self._known.get(digest)
        return found or Reading.from_bytes(self._blobs.read(digest))

    def remember(self, digest: Digest, reading: Reading) -> None:
        """Keep a reading at hand that will be asked for at once."""
        with self._lock:
            self._known[digest] = reading
            while len(self._known) > _AT_HAND:
                self._known.popitem(last=False)
