"""What a format is given to read, and what it answers with."""

from collections.abc import Iterator
from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field
from hashlib import sha256
from typing import IO
from typing import Protocol

from ledger.domain import problems
from ledger.domain.reading import Kind
from ledger.domain.reading import Member
from ledger.domain.reading import Reading
from ledger.domain.sentence import said

HEAD = 64 * 1024
"""How many bytes are looked at to tell what a file is."""

MEGABYTE = 1024 * 1024


class UnreadError(Exception):
    """There is no text to be had; the message is the sentence for a person."""

    def __init__(self, problem: str, *flags: str) -> None:
        super().__init__(problem)
        self.flags = flags


class TooLargeError(UnreadError):
    """The file is above the limit."""

    def __init__(self, problem: str, begun: str) -> None:
        super().__init__(problem)
        self.begun = begun
        """The digest of what was read of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A file on its way in: its first bytes, and a stream of the others."""

    head: bytes
    rest: IO[bytes]
    name: str = ""
    media_type: str = ""
    """What the parent called it; a hint, never believed against the bytes."""

    start: int = 0
    """The offset of ``head`` in a container that is read on."""

    done: int = 0
    """How many members came before ``start``."""

    lost: int = 0
    """How many before ``start`` could not be taken out."""

    passed: frozenset[int] = frozenset()
    """Which members, counted from nought, are passed over: no reader survived them."""

    most: int = 50 * MEGABYTE
    """The largest mail, text or member, in bytes."""

    most_pages: int = 200 * MEGABYTE
    """The largest file of pages, in bytes."""

    levels: int = 0
    """How many archives there are around it."""

    file: IO[bytes] | None = None
    """The whole file, to be read at any place; then ``rest`` must not be read."""

    options: Mapping[str, str] = field(default_factory=dict, repr=False)
    """What a person said of the file: its password, its zone. Never to be written."""

    @property
    def suffix(self) -> str:
        """Return the ending of the name with its dot, in lower case."""
        _, dot, ending = self.name.rpartition(".")
        return dot + ending.lower() if dot else ""

    @property
    def title(self) -> str:
        """Return the file's name without folders and ending."""
        last = self.name.replace("\\", "/").rpartition("/")[2]
        stem, dot, _ = last.rpartition(".")
        return " ".join((stem if dot and stem else last).split())

    @property
    def password(self) -> str:
        """Return the password that a person gave for this file; empty without one."""
        return self.options.get("password", "")

    def whole(self, most: int, sentence: str) -> bytes:
        """Return all bytes.

        Raises:
            TooLargeError: there are more than ``most``.
        """
        data = self.head + self.rest.read(most + 1 - len(self.head))
        if len(data) > most:
            problem = said(sentence, limit=problems.megabytes(most))
            raise TooLargeError(problem, sha256(data).hexdigest())
        return data


class Format(Protocol):
    """What each module of a format offers; a new format is one new file."""

    KIND: Kind
    MEDIA_TYPES: tuple[str, ...]
    SUFFIXES: frozenset[str]
    PARSER: str
    VERSION: int

    def sniff(self, source: Source) -> int:
        """Return how sure it is that the file is its own, from 0 to 100."""

    def read(self, source: Source) -> Iterator[Member | Reading]:
        """Yield the members in their order, then one reading."""
