"""How a file goes to a worker: in pieces, from its beginning or from any place."""

from collections.abc import Iterator
from typing import IO

from ledger.domain import frame

FIRST_CHUNK = 64 * 1024
CHUNK = 1024 * 1024


class Feed:
    """The pieces of a file on their way to the worker, and whether that was the last.

    The end is told once for each way through the file: a second one would be taken for
    the beginning of something else.
    """

    def __init__(self, source: IO[bytes]) -> None:
        self.source = source
        self.ended = False

    def pieces(self, before: bytes) -> Iterator[bytes]:
        """Yield the file from where it stands, in pieces, behind these bytes."""
        first = self.source.read(FIRST_CHUNK)
        start = before + (frame.pack_chunk(first) if first else b"")
        if len(first) < FIRST_CHUNK:
            self.ended = True
            yield start + frame.pack_chunk(b"")
            return
        yield start
        while data := self.source.read(CHUNK):
            yield frame.pack_chunk(data)
        self.ended = True
        yield frame.pack_chunk(b"")

    def end(self) -> Iterator[bytes]:
        """Yield the end of the file, if it was not told."""
        if not self.ended:
            self.ended = True
            yield frame.pack_chunk(b"")

    def elsewhere(self, at: int) -> Iterator[bytes]:
        """Yield the end of what was on its way, then the file from another place."""
        before = b"" if self.ended else frame.pack_chunk(b"")
        self.ended = False
        self.source.seek(at)
        return self.pieces(before)
