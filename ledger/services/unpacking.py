"""Around a file: how deep it lies in others, and how much all of them may unpack to.

An archive in an archive in an archive multiplies: each looks modest by itself. So what
comes out of all of them together is counted against the one file that was brought.
"""

from dataclasses import dataclass
from threading import Lock

RATIO = 200
FREE = 64 << 20
"""So much may come out of any file, however small it is."""


class Room:
    """How much may still be unpacked from one file; any thread may take of it."""

    def __init__(self, size: int, used: int = 0) -> None:
        self._lock = Lock()
        self._most = max(FREE, RATIO * size)
        self.used = used

    def take(self, size: int) -> bool:
        """Take so many bytes; False where they are more than may be unpacked."""
        with self._lock:
            self.used += size
            return self.used <= self._most


@dataclass(frozen=True, slots=True)
class Around:
    """What stands around a file that is read."""

    room: Room
    depth: int = 1
    archives: int = 0
    receipt: str = ""
    """Under which all of it was brought; empty where it is read again."""

    path: str = ""
    """At which place of that it stands."""

    def inside(self, place: str, *, packed: bool) -> "Around":
        """Return what stands around a member of it; ``packed``, if it was unpacked."""
        path = f"{self.path} › {place}" if self.path else place
        archives = self.archives + packed
        return Around(self.room, self.depth + 1, archives, self.receipt, path)
