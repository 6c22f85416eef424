"""An index, and mails to put into it."""

from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest

from index import Engine
from index import ENGINES
from index import Entry
from index import open_index
from tests.index.asking import Make


@pytest.fixture(params=ENGINES)
def kind(request: pytest.FixtureRequest) -> str:
    """Each engine: what is true of one is true of all."""
    name: str = request.param
    return name


@pytest.fixture
def engine(tmp_path: Path, kind: str) -> Iterator[Engine]:
    opened = open_index(tmp_path, kind)
    yield opened
    opened.close()


@pytest.fixture
def mail() -> Make:
    """A mail with an id, a fold and an order of its own, unless told otherwise."""
    numbers = count(1)

    def make(own: str = "", **properties: object) -> Entry:
        number = next(numbers)
        told = {"id": f"d_{number}", "fold": f"f_{number}", "order": number}
        return Entry(**{"kind": "mail", "own": own, **told, **properties})  # type: ignore[arg-type]

    return make
