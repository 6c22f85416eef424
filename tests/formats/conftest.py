"""How a test reads a file: as the box would, in this very process."""

import io
from collections.abc import Callable

import pytest

from ledger import formats
from ledger.domain.reading import Member
from ledger.domain.reading import Reading
from ledger.formats.source import HEAD
from ledger.formats.source import Source

Read = Callable[..., tuple[list[Member], Reading]]


@pytest.fixture(scope="session")
def read() -> Read:
    """Return a function that gives the members of a file and its reading."""
    known = formats.all_formats()

    def of(data: bytes, name: str = "", **more: object) -> tuple[list[Member], Reading]:
        stream = io.BytesIO(data)
        source = Source(
            head=stream.read(HEAD),
            rest=stream,
            name=name,
            **more,  # type: ignore[arg-type]  # a test names the fields it needs
        )
        *members, reading = formats.read(known, source)
        assert isinstance(reading, Reading)
        return [member for member in members if isinstance(member, Member)], reading

    return of
