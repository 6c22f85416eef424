"""Sources are looked into when it is time, and at once when a server speaks up."""

import threading
import time
from collections.abc import Callable
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from ledger.domain.errors import BusyError
from ledger.domain.source import Credential
from ledger.domain.source import How
from ledger.domain.source import wait_after
from ledger.domain.source import WatchedFolder
from ledger.domain.source_errors import FolderMissingError
from ledger.domain.source_errors import SourceStateError
from ledger.opened import Ledger
from ledger.services import fetching
from ledger.services import source_adding
from ledger.services import sources
from ledger.services import syncing
from ledger.services import watching
from ledger.services.fetching import Fetcher
from ledger.services.source_adding import About
from tests.acts import ACTOR
from tests.acts import mail
from tests.acts import nord
from tests.conftest import Clock
from tests.wire.dovecot import PASSWORD
from tests.wire.dovecot import Server

OPENS = Credential(How.PASSWORD, PASSWORD)
PATIENCE = 30.0


@pytest.fixture
def running(ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A fetcher that turns in a thread, as in the background of the pages."""
    monkeypatch.setattr(fetching, "_LOOK", 0.05)
    monkeypatch.setattr(watching, "STILL", 0.05)
    stop = threading.Event()
    fetcher = Fetcher(ledger, stop)

    def turn() -> None:
        while not stop.is_set():
            fetcher.turn()

    thread = threading.Thread(target=turn)
    thread.start()
    yield
    stop.set()
    thread.join()
    fetcher.end()


def until(told: Callable[[], bool]) -> None:
    """Wait until something is so."""
    end = time.monotonic() + PATIENCE
    while not told():
        assert time.monotonic() < end, "it did not happen in time"
        time.sleep(0.05)


@pytest.mark.usefixtures("running")
def test_mail_that_arrives_is_fetched_at_once(ledger: Ledger, mailbox: Server) -> None:
    mailbox.put(mail(1))
    settings = mailbox.mailbox(every=100_000)
    source = source_adding.add(ledger, ACTOR, settings, About(), OPENS)

    def number() -> int:
        return sources.find(ledger, source.id).number

    until(lambda: number() == 1)
    with mailbox.signed_in() as client:
        for _ in range(100):  # until somebody listens, for there is no telling when
            client.append("INBOX", "", "", mail(2))
            time.sleep(0.2)
            if number() > 1:
                break
    until(lambda: number() > 1)


@pytest.mark.usefixtures("running")
def test_a_folder_is_looked_into_again_and_again(
    ledger: Ledger, tmp_path: Path
) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    settings = WatchedFolder(path=str(folder), every=1)
    source = source_adding.add(ledger, ACTOR, settings, About())

    until(lambda: sources.find(ledger, source.id).standing.done_at is not None)
    (folder / "a.txt").write_bytes(b"words")

    until(lambda: sources.find(ledger, source.id).number == 1)


def test_what_fails_is_tried_again_after_a_while_that_grows(
    ledger: Ledger, tmp_path: Path, clock: Clock
) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    settings = WatchedFolder(path=str(folder))
    source = source_adding.add(ledger, ACTOR, settings, About())
    folder.rmdir()

    waits = []
    for _ in range(9):
        with pytest.raises(FolderMissingError):
            syncing.sync(ledger, source.id)
        standing = sources.find(ledger, source.id).standing
        assert standing.next_at
        waits.append(round((standing.next_at - clock.now) / timedelta(minutes=1)))
        assert syncing.due(ledger) == []
        clock.now = standing.next_at
        assert syncing.due(ledger) == [source]

    assert waits == [1, 2, 4, 8, 16, 32, 60, 60, 60]
    folder.mkdir()
    syncing.sync(ledger, source.id)
    found = sources.find(ledger, source.id).standing
    assert (found.failures, found.error, found.holder) == (0, "", "")


def test_the_wait_has_an_end() -> None:
    assert wait_after(1) == timedelta(minutes=1)
    assert wait_after(10**6) == timedelta(hours=1)


def test_what_is_paused_or_removed_is_not_looked_into(
    ledger: Ledger, tmp_path: Path
) -> None:
    settings = WatchedFolder(path=str(tmp_path / "in"))
    (tmp_path / "in").mkdir()
    source = source_adding.add(ledger, ACTOR, settings, About())

    sources.pause(ledger, ACTOR, source.id)
    assert syncing.due(ledger) == []
    with pytest.raises(SourceStateError, match="let it go on first"):
        syncing.sync(ledger, source.id)
    with pytest.raises(SourceStateError, match="paused already"):
        sources.pause(ledger, ACTOR, source.id)
    sources.resume(ledger, ACTOR, source.id)
    assert syncing.due(ledger) == [source]
    with pytest.raises(SourceStateError, match="not paused"):
        sources.resume(ledger, ACTOR, source.id)
    sources.remove(ledger, ACTOR, source.id)
    assert syncing.due(ledger) == []
    assert sources.every(ledger) == []
    with pytest.raises(SourceStateError, match="was removed"):
        sources.resume(ledger, ACTOR, source.id)


def test_two_looks_at_one_source_never_run_at_once(
    ledger: Ledger, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a.txt").write_bytes(b"words")
    settings = WatchedFolder(path=str(folder))
    source = source_adding.add(ledger, ACTOR, settings, About())
    refused: list[BusyError] = []

    def meanwhile(_seconds: float) -> None:
        with pytest.raises(BusyError, match="just now") as told:
            syncing.sync(ledger, source.id)
        refused.append(told.value)

    stop = threading.Event()
    monkeypatch.setattr(stop, "wait", meanwhile)
    haul = syncing.sync(ledger, source.id, stop)

    assert (haul.taken, len(refused)) == (1, 1)


def test_a_drop_box_is_not_looked_into(ledger: Ledger) -> None:
    nord(ledger)
    box = source_adding.drop_box(ledger, ACTOR, "NORD", "drop.studio.example")

    assert syncing.due(ledger) == []
    for act in (syncing.sync, sources.ask_for):
        with pytest.raises(SourceStateError, match="by itself"):
            act(ledger, box.id)
