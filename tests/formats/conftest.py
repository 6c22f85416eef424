"""How a test reads a file: as the box would, in this very process."""

import asyncio
import io
from collections.abc import Callable
from collections.abc import Iterator

import pytest

from ledger import formats
from ledger.domain.reading import Member
from ledger.domain.reading import Reading
from ledger.formats.source import HEAD
from ledger.formats.source import Source

Read = Callable[..., tuple[list[Member], Reading]]


@pytest.fixture(autouse=True)
def _no_loop_of_a_browser() -> Iterator[None]:
    """Park the loop of events that a browser of earlier tests left in this thread.

    In the box there is none.
    """
    left = asyncio._get_running_loop()  # noqa: SLF001  its only door
    asyncio._set_running_loop(None)  # noqa: SLF001  its only door
    yield
    asyncio._set_running_loop(left)  # noqa: SLF001  its only door


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
