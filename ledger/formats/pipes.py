"""The file of one act as a worker sees it: as it comes, or at any place of it."""

import io
from typing import Any
from typing import BinaryIO

from ledger.domain import frame
from ledger.formats.source import HEAD

NEAR = 1024 * 1024
"""So far ahead, reading on is quicker than asking."""


def exactly(pipe: io.BufferedIOBase, count: int) -> bytes:
    """Return so many bytes.

    Raises:
        EOFError: there are not so many.
    """
    data = pipe.read(count)
    if len(data) != count:
        raise EOFError
    return data


class Chunks(io.RawIOBase):
    """The file of one act, as a stream that ends where the file ends."""

    def __init__(self, pipe: io.BufferedIOBase) -> None:
        self.pipe = pipe
        self.left = 0
        self.ended = False

    def readable(self) -> bool:
        """Say that it can be read."""
        return True

    def readinto(self, buffer: Any) -> int:
        """Fill some of the buffer; nought is the end."""
        if not self.left and not self.ended:
            (self.left,) = frame.CHUNK.unpack(exactly(self.pipe, frame.CHUNK.size))
            self.ended = not self.left
        if self.ended:
            return 0
        wanted = memoryview(buffer)[: self.left]
        count = self.pipe.readinto(wanted)
        if not count:
            raise EOFError
        self.left -= count
        return count

    def pass_over(self) -> None:
        """Read on to the end of the file."""
        room = bytearray(HEAD)
        while self.readinto(room):
            pass

    def begin_anew(self) -> None:
        """Pass over what is on its way; behind it comes the file from another place."""
        self.pass_over()
        self.ended = False


class Whole(io.RawIOBase):
    """The file of one act, to be read at any place.

    The box is asked for the file from another place only where it is far away, and
    only when something is read there.
    """

    def __init__(self, chunks: Chunks, answers: BinaryIO, size: int) -> None:
        self.chunks = chunks
        self.answers = answers
        self.size = size
        self.at: int | None = None
        """None until it was asked for once: others have read of what came first."""

        self.wanted = 0

    def readable(self) -> bool:
        """Say that it can be read."""
        return True

    def seekable(self) -> bool:
        """Say that it can be read at any place."""
        return True

    def tell(self) -> int:
        """Return the place that is read next."""
        return self.wanted

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        """Choose the place that is read next."""
        base = {io.SEEK_SET: 0, io.SEEK_CUR: self.wanted, io.SEEK_END: self.size}
        if base[whence] + offset < 0:
            raise OSError
        self.wanted = base[whence] + offset
        return self.wanted

    def readinto(self, buffer: Any) -> int:
        """Fill some of the buffer; nought is the end."""
        self._go()
        count = self.chunks.readinto(buffer)
        self.wanted += count
        self.at = self.wanted
        return count

    def _go(self) -> None:
        """Go on reading at the place that is wanted."""
        ahead = -1 if self.at is None else self.wanted - self.at
        if not 0 <= ahead <= NEAR:
            at = min(self.wanted, self.size)
            self.answers.write(frame.pack({"is": "seek", "at": at}))
            self.answers.flush()
            self.chunks.begin_anew()
            return
        room = memoryview(bytearray(min(ahead, HEAD)))
        while ahead and (count := self.chunks.readinto(room[:ahead])):
            ahead -= count
