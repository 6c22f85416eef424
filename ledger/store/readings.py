"""Readings: derived blobs, with the newest ones kept at hand."""

from collections import OrderedDict
from threading import Lock

from ledger.domain.digest import Digest
from ledger.domain.reading import Reading
from ledger.store.blobs import BlobStore

_AT_HAND = 24 << 20
"""How many letters and words the readings at hand may hold together."""


class Readings:
    """Where a reading's digest leads to the reading."""

    def __init__(self, blobs: BlobStore) -> None:
        self._blobs = blobs
        self._known: OrderedDict[Digest, Reading] = OrderedDict()
        self._held = 0
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
            before = self._known.pop(digest, None)
            self._held += _weight(reading) - (_weight(before) if before else 0)
            self._known[digest] = reading
            while self._held > _AT_HAND and len(self._known) > 1:
                _digest, dropped = self._known.popitem(last=False)
                self._held -= _weight(dropped)


def _weight(reading: Reading) -> int:
    words = sum(len(page.words) for page in reading.pages)
    return len(reading.text) + 100 * words + 1000
