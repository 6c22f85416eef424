"""What goes wrong by itself is on Home and on Health, until it is right again."""

import re
from pathlib import Path

import pytest

from ledger.domain.source import Source
from ledger.domain.source import WatchedFolder
from ledger.domain.source_errors import FolderMissingError
from ledger.opened import Ledger
from ledger.services import source_adding
from ledger.services import sources
from ledger.services import syncing
from ledger.services.source_adding import About
from tests.acts import ACTOR
from tests.acts import bring
from tests.acts import mail
from tests.web.browser import Browser
from tests.web.browser import words
from tests.web.test_work import set_aside


def gone(ledger: Ledger, folder: Path, name: str = "Scanner") -> Source:
    """Return a watched folder that is not there any more, looked into since."""
    folder.mkdir()
    settings = WatchedFolder(path=str(folder))
    source = source_adding.add(ledger, ACTOR, settings, About(name=name))
    folder.rmdir()
    with pytest.raises(FolderMissingError):
        syncing.sync(ledger, source.id)
    return source


@pytest.mark.parametrize("address", ["/", "/health"])
def test_a_source_that_is_not_reached_is_told_with_the_way_to_it(
    ledger: Ledger, client: Browser, tmp_path: Path, address: str
) -> None:
    client.read(address)
    source = gone(ledger, tmp_path / "scans")

    page = client.read(address)

    assert "Scanner" in page
    assert f'href="/sources/{source.id}"' in page
    assert sources.find(ledger, source.id).standing.error in words(page)
    assert "put it back" in words(page)


@pytest.mark.parametrize("address", ["/", "/health"])
def test_once_it_is_reached_or_paused_nothing_is_told_any_more(
    ledger: Ledger, client: Browser, tmp_path: Path, address: str
) -> None:
    back = gone(ledger, tmp_path / "scans")
    paused = gone(ledger, tmp_path / "desk", "Desk")
    told = client.read(address)

    (tmp_path / "scans").mkdir()
    syncing.sync(ledger, back.id)
    sources.pause(ledger, ACTOR, paused.id)
    page = client.read(address)

    assert "Scanner" in told
    assert "Desk" in told
    assert "Scanner" not in page
    assert "Desk" not in page


def test_of_many_sources_the_first_are_told_and_the_rest_counted(
    ledger: Ledger, client: Browser, tmp_path: Path
) -> None:
    for number in range(5):
        gone(ledger, tmp_path / str(number), f"Folder {number}")

    page = client.read("/")

    assert re.findall(r"comes from (Folder \d)", page) == [
        "Folder 0",
        "Folder 1",
        "Folder 2",
    ]
    assert "Nothing comes from 2 more sources" in page


def test_work_that_was_set_aside_is_on_home(ledger: Ledger, client: Browser) -> None:
    bring(ledger, {"one.eml": mail(1)})
    before = client.read("/")
    set_aside(ledger)

    page = client.read("/")

    assert "set aside" not in before
    assert "1 piece of work failed and was set aside" in page
    assert re.search(r'href="/work">See why', page)


def test_the_number_beside_home_counts_it(
    ledger: Ledger, client: Browser, tmp_path: Path
) -> None:
    gone(ledger, tmp_path / "scans")

    beside = client.read("/people").split('aria-label="Main"')[1]

    assert re.search(r"Home.*?>1<", beside)
