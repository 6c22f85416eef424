"""Guard what is brought: refuse what has no bytes, and what must be in no record."""

from typing import IO

from ledger.domain.errors import EmptyFileError
from ledger.domain.receipt import KEY
from ledger.opened import Ledger


class Guarded:
    """A stream that refuses to have no bytes at all, or to be a key of the ledger."""

    def __init__(self, ledger: Ledger, stream: IO[bytes], name: str) -> None:
        self._ledger = ledger
        self._stream = stream
        self._name = name
        self._begun = False

    def read(self, size: int = -1) -> bytes:
        """Return at most so many bytes.

        Raises:
            EmptyFileError: there are none at all.
            OSError: they are a key of the ledger.
        """
        chunk = self._stream.read(size)
        if not chunk and not self._begun:
            raise EmptyFileError(self._name)
        if not self._begun and self._ledger.is_key(chunk):
            raise OSError(0, KEY)
        self._begun = True
        return chunk
