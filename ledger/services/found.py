"""Found: what comes out of a file, its bytes kept as soon as they come.

A member that is too long to be handed over is copied from the file itself; one that
stays in there has no bytes of its own, and a reason.
"""

import io
from collections.abc import Iterator
from dataclasses import dataclass
from dataclasses import replace
from typing import IO

from ledger.domain import problems
from ledger.domain.reading import Kind
from ledger.domain.reading import Member
from ledger.domain.reading import Reading
from ledger.services.unpacking import Room
from ledger.store.blobs import Batch
from ledger.store.blobs import Kept

Outcomes = Iterator[Member | Reading]


@dataclass(frozen=True, slots=True)
class Opened:
    """A document with what comes out of it."""

    key: str
    outcomes: Outcomes
    source: IO[bytes] | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """A member that was found inside a file: its bytes are kept, and not held."""

    member: Member
    """Without its data."""

    kept: Kept


@dataclass(frozen=True, slots=True)
class Left:
    """A member that stays in the file that it was found in."""

    member: Member


class _Stretch:
    """Some bytes of a file, read while others read on elsewhere in it."""

    def __init__(self, file: IO[bytes], start: int, end: int) -> None:
        self._file = file
        self._at = start
        self._end = end

    def read(self, size: int = -1, /) -> bytes:
        """Return at most so many bytes; none at the end."""
        left = self._end - self._at
        elsewhere = self._file.tell()
        self._file.seek(self._at)
        data = self._file.read(left if size < 0 else min(size, left))
        self._file.seek(elsewhere)
        self._at += len(data)
        return data


def keep(
    batch: Batch, outcome: Member | Reading, source: IO[bytes] | None = None
) -> Found | Left | Reading:
    """Keep the bytes of a member as soon as it comes out of the box.

    ``source`` is the file that it comes out of.
    """
    if isinstance(outcome, Reading):
        return outcome
    if outcome.left:
        return Left(outcome)
    if outcome.stretch and source:
        return Found(outcome, batch.put(_Stretch(source, *outcome.stretch)))
    kept = batch.put(io.BytesIO(outcome.data))
    return Found(replace(outcome, data=b""), kept)


def fits(found: Found | Left, room: Room) -> bool:
    """Tell whether a member may still be unpacked; one that was not packed may be."""
    if isinstance(found, Left) or not found.member.packed:
        return True
    return room.take(found.kept.size)


def grown() -> Reading:
    """Return the reading of an archive that with others unpacks to too much."""
    return replace(nothing(problems.GROWS), kind=Kind.ARCHIVE)


def nothing(problem: str) -> Reading:
    """Return the reading of a file that nothing can be made of."""
    return Reading(
        parser="none",
        version=1,
        kind=Kind.FILE,
        media_type="application/octet-stream",
        problem=problem,
    )
