"""Epochs: the keys of one log, one after the other, each under an origin of its own.

A log that was brought back without its key, or without its newest events, must not go
on under its old name: that would be a second history beside the one that others hold.
It goes on in a new epoch, whose first event names the former one. The tree is one, so
what the former key signed still holds for the events that it covered.
"""

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Self

from ledger.proof.checkpoint import Checkpoint
from ledger.proof.checkpoint import CheckpointError
from ledger.proof.checkpoint import VerifyingKey


@dataclass(frozen=True, slots=True)
class Epoch:
    """A stretch of the log: its key, and the position of its first event."""

    key: VerifyingKey
    first: int


@dataclass(frozen=True, slots=True)
class Epochs:
    """All epochs of a log, the oldest first; there is at least one."""

    listed: tuple[Epoch, ...]

    @classmethod
    def parse(cls, rows: Iterable[tuple[str, int]]) -> Self:
        """Return the epochs of keys as they are stored, with their first positions.

        Raises:
            CheckpointError: a text is no key.
        """
        return cls(tuple(Epoch(VerifyingKey.parse(text), at) for text, at in rows))

    def renewed(self, rows: Iterable[tuple[str, int]]) -> Self:
        """Return the epochs as they are stored by now, if these are their beginning.

        Keys that do not go on from these are none that anybody trusted: these stay.
        """
        try:
            stored = self.parse(rows)
        except CheckpointError:
            return self
        known = stored.listed[: len(self.listed)]
        return stored if known == self.listed else self

    @property
    def current(self) -> Epoch:
        """Return the epoch in which events are added now."""
        return self.listed[-1]

    def origin_at(self, position: int) -> str:
        """Return the origin that an event at a position names."""
        number = bisect_right(self.listed, position, key=lambda epoch: epoch.first)
        return self.listed[max(0, number - 1)].key.name

    def signed(self, note: str) -> Checkpoint:
        """Return the checkpoint of a note that the key of any epoch signed.

        Raises:
            CheckpointError: the note has another form, or none of the keys signed it.
        """
        for epoch in self.listed[:-1]:
            try:
                return epoch.key.signed(note)
            except CheckpointError:
                continue
        return self.current.key.signed(note)

    def lost(self, stated: Checkpoint) -> int:
        """Return how many events of a checkpoint lie past the end of its epoch.

        They were signed once, and were not there when the next epoch began.
        """
        ends = zip(self.listed, self.listed[1:], strict=False)
        for epoch, following in ends:
            if epoch.key.name == stated.origin:
                return max(0, stated.size - following.first)
        return 0
