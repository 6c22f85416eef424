"""The pipe of the box: a worker reads a file at any place as if it had it."""

import io
import json

from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st

from ledger.box.feeding import Feed
from ledger.domain import frame
from ledger.formats.pipes import Chunks
from ledger.formats.pipes import NEAR
from ledger.formats.pipes import Whole

DATA = bytes(range(251)) * 13_000
PLACES = st.lists(
    st.tuples(st.integers(0, len(DATA) + 10), st.integers(0, 5000)),
    min_size=1,
    max_size=12,
)


class Pipe(io.RawIOBase):
    """Both ends of a pipe in one: what is asked for is fed at once."""

    def __init__(self, data: bytes) -> None:
        self.feed = Feed(io.BytesIO(data))
        self.pieces = self.feed.pieces(b"")
        self.waiting = b""
        self.asked = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]  # it is given one
        while not self.waiting:
            self.waiting = next(self.pieces)
        count = min(len(buffer), len(self.waiting))
        buffer[:count] = self.waiting[:count]
        self.waiting = self.waiting[count:]
        return count

    def write(self, data: bytes) -> int:  # type: ignore[override]  # it is given bytes
        head, _ = frame.LENGTHS.unpack_from(data)
        act = json.loads(data[frame.LENGTHS.size :][:head])
        self.asked += 1
        self.pieces = self.feed.elsewhere(act["at"])
        return len(data)


@settings(deadline=None, max_examples=60)
@given(places=PLACES, first=st.integers(0, 3000))
def test_any_place_of_the_file_reads_as_it_stands_there(
    places: list[tuple[int, int]], first: int
) -> None:
    pipe = Pipe(DATA)
    chunks = Chunks(io.BufferedReader(pipe))
    head = io.BufferedReader(chunks).read(first)
    whole = io.BufferedReader(Whole(chunks, pipe, len(DATA)))  # type: ignore[arg-type]  # it writes like a file

    assert head == DATA[:first]
    for at, count in places:
        whole.seek(at)
        assert whole.tell() == at
        assert whole.read(count) == DATA[at : at + count]
    whole.seek(-7, io.SEEK_END)
    assert whole.read() == DATA[-7:]
    chunks.pass_over()
    assert chunks.ended


def test_what_is_near_is_read_on_and_not_asked_for() -> None:
    pipe = Pipe(DATA)
    chunks = Chunks(io.BufferedReader(pipe))
    whole = io.BufferedReader(Whole(chunks, pipe, len(DATA)))  # type: ignore[arg-type]  # it writes like a file

    for at in range(0, NEAR, NEAR // 5):
        whole.seek(at)
        assert whole.read(10) == DATA[at : at + 10]

    assert pipe.asked == 1
