"""What every test may ask for."""

import os
import secrets
import shutil
from collections.abc import Iterator
from datetime import datetime
from datetime import timedelta
from datetime import UTC
from pathlib import Path

import pytest

from ledger.config import Config
from ledger.opened import Ledger
from tests.acts import whole_life
from tests.duties import owe
from tests.wire import dovecot
from tests.wire.dovecot import Server

BESIDE = Path(__file__).resolve().parent.parent.parent / "shared" / "data"

MEMORY = Path("/dev/shm")  # noqa: S108 - where Linux keeps files in memory
ENOUGH = 4 << 30


def pytest_configure() -> None:
    """Keep the homes of tests in memory where there is room: they sync a lot.

    No test asks a name server of the world; one that needs answers starts its own.
    """
    os.environ.setdefault("SCOPE_LEDGER_RESOLVERS", "off")
    if MEMORY.is_dir() and shutil.disk_usage(MEMORY).free > ENOUGH:
        os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(MEMORY))


@pytest.fixture(scope="session")
def samples() -> Path:
    """The folder of real files to try the readers on; never part of the repository."""
    folder = Path(os.environ.get("SCOPE_LEDGER_SAMPLES", BESIDE))
    if not folder.is_dir():
        pytest.skip("The sample files are not here; set SCOPE_LEDGER_SAMPLES.")
    return folder


class Clock:
    """A clock that moves by a second with each look, and can be set."""

    def __init__(self) -> None:
        self.now = datetime(2025, 6, 2, 9, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        self.now += timedelta(seconds=1)
        return self.now


@pytest.fixture
def clock() -> Clock:
    """The time that the ledger believes it is."""
    return Clock()


@pytest.fixture
def config(tmp_path: Path) -> Config:
    """Settings of a home in a folder of the test."""
    return Config(home=tmp_path / "home", boxes=1)


@pytest.fixture
def ledger(config: Config, clock: Clock) -> Iterator[Ledger]:
    """An empty ledger: a real database, real files, a real index, a real box."""
    opened = Ledger(config, clock)
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def lived_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home in which everything was done once; to be copied, never to be opened."""
    home = tmp_path_factory.mktemp("lived") / "home"
    opened = Ledger(Config(home=home, boxes=1), Clock())
    owe(opened, whole_life(opened))
    opened.close()
    return home


@pytest.fixture
def lived(config: Config, clock: Clock, lived_home: Path) -> Iterator[Ledger]:
    """A ledger of its own in which everything was done once."""
    shutil.copytree(lived_home, config.home)
    clock.now += timedelta(days=1)
    opened = Ledger(config, clock)
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def imap_server() -> Iterator[Server]:
    """A real IMAP server; tests that need one are skipped where none is installed."""
    program = dovecot.found()
    if program is None:
        pytest.skip("Dovecot is not installed, so no mailbox was looked into.")
    with dovecot.serving(program) as server:
        yield server


@pytest.fixture
def mailbox(imap_server: Server) -> Server:
    """A mailbox of the test's own at the IMAP server."""
    return imap_server.of(f"{secrets.token_hex(4)}@studio.example")
