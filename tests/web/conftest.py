"""A ledger behind its web door: empty, or filled with the sample projects."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from ledger.config import Config
from ledger.domain.account import Account
from ledger.opened import Ledger
from ledger.services import accounts
from ledger.services import sampling
from ledger.web import create_app
from tests.web.browser import Browser
from tests.web.browser import PASSWORD
from tests.web.browser import signed_in_to


@pytest.fixture
def app(ledger: Ledger) -> Flask:
    """The application of an empty ledger."""
    made = create_app(ledger)
    made.testing = True
    return made


@pytest.fixture
def signed_in(ledger: Ledger) -> Account:
    """Who looks at the pages of the empty ledger."""
    return accounts.add(ledger, "", "maria@lumen.example", "Maria Popescu", PASSWORD)


@pytest.fixture
def client(app: Flask, ledger: Ledger, signed_in: Account) -> Browser:
    """A browser that is signed in to the empty ledger."""
    return signed_in_to(app, ledger, signed_in)


@pytest.fixture
def stranger(app: Flask, signed_in: Account) -> Browser:
    """A browser that is not signed in, at a ledger that has an account."""
    assert signed_in.email
    return Browser(app)


@pytest.fixture(scope="session")
def sample_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with the sample projects in it: made once, copied for each test."""
    home = tmp_path_factory.mktemp("sample") / "home"
    ledger = Ledger(Config(home=home, boxes=1))
    sampling.visitor(ledger)
    ledger.close()
    return home


@pytest.fixture
def full_ledger(sample_home: Path, tmp_path: Path) -> Iterator[Ledger]:
    """A ledger with three projects: mails, contracts, terms and rounds."""
    home = tmp_path / "full"
    shutil.copytree(sample_home, home)
    opened = Ledger(Config(home=home, boxes=1))
    yield opened
    opened.close()


@pytest.fixture
def full(full_ledger: Ledger) -> Browser:
    """A browser that is signed in to the ledger with three projects."""
    app = create_app(full_ledger)
    app.testing = True
    return signed_in_to(app, full_ledger, sampling.visitor(full_ledger))
