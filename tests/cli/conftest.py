"""A program with an empty home, and one with the sample data."""

import shutil
from pathlib import Path

import pytest

from ledger.config import Config
from ledger.opened import Ledger
from ledger.services import sampling
from tests.cli.running import Program


@pytest.fixture(autouse=True)
def _no_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    """Take away what the environment may say."""
    for name in ("HOME", "HOST", "PORT", "LIMIT_MB", "ZONE", "BOXES"):
        monkeypatch.delenv(f"SCOPE_LEDGER_{name}", raising=False)


@pytest.fixture
def program(tmp_path: Path) -> Program:
    """The program with an empty home."""
    return Program(tmp_path / "home")


@pytest.fixture(scope="session")
def _filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("filled") / "home"
    ledger = Ledger(Config(home=home))
    sampling.visitor(ledger)
    ledger.close()
    return home


@pytest.fixture
def sample(_filled: Path, tmp_path: Path) -> Program:
    """The program with a home of sample data, a copy for each test."""
    return Program(shutil.copytree(_filled, tmp_path / "sample"))
