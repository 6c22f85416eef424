"""A watched folder: what is whole is taken in, and stays where it is."""

import os
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from ledger.domain.errors import BadInputError
from ledger.domain.source import Source
from ledger.domain.source import WatchedFolder
from ledger.domain.source_errors import FolderMissingError
from ledger.opened import Ledger
from ledger.services import filing
from ledger.services import rebuilding
from ledger.services import receipts
from ledger.services import source_adding
from ledger.services import watching
from ledger.services.mailboxes import Haul
from ledger.services.source_adding import About
from tests.acts import ACTOR
from tests.acts import every_document
from tests.acts import mail
from tests.acts import nord
from tests.acts import work

Meanwhile = Callable[[], object]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "in"
    made.mkdir()
    return made


@pytest.fixture
def source(ledger: Ledger, folder: Path) -> Source:
    settings = WatchedFolder(path=str(folder))
    return source_adding.add(ledger, ACTOR, settings, About(name="Scanner"))


def look(ledger: Ledger, source: Source, meanwhile: Meanwhile = lambda: None) -> Haul:
    """Look into the folder once; something may happen between the two looks."""
    haul = Haul()
    stop = threading.Event()
    watching.sync(ledger, source, stop, haul, wait=lambda _seconds: meanwhile())
    return haul


def test_what_was_put_there_is_taken_in_once_and_stays(
    ledger: Ledger, source: Source, folder: Path
) -> None:
    (folder / "wish.eml").write_bytes(mail(1))
    (folder / "scans").mkdir()
    (folder / "scans" / "page.txt").write_bytes(b"a page")

    first, second = look(ledger, source), look(ledger, source)

    assert (first.taken, second.taken, second.receipts) == (2, 0, [])
    assert (folder / "wish.eml").read_bytes() == mail(1)
    assert [each.name for each in every_document(ledger)] == ["page.txt", "wish.eml"]
    assert {each.provenance.channel for each in every_document(ledger)} == {"folder"}


def test_a_file_that_still_grows_is_left_until_it_is_whole(
    ledger: Ledger, source: Source, folder: Path
) -> None:
    path = folder / "large.txt"
    path.write_bytes(b"one")

    def grow() -> None:
        path.write_bytes(b"one two")

    assert look(ledger, source, grow).taken == 0
    assert look(ledger, source).taken == 1
    [document] = every_document(ledger)
    assert ledger.blobs.read(document.digest) == b"one two"


@pytest.mark.parametrize(
    "name", ["a.part", "b.crdownload", ".hidden", "~$report.docx", "c.TMP"]
)
def test_what_a_program_has_not_finished_is_passed_over(
    ledger: Ledger, source: Source, folder: Path, name: str
) -> None:
    (folder / name).write_bytes(b"not yet")

    assert look(ledger, source).taken == 0


def test_an_empty_file_is_waited_for(
    ledger: Ledger, source: Source, folder: Path
) -> None:
    (folder / "a.txt").touch()

    assert look(ledger, source).receipts == []


def test_links_and_pipes_lead_nowhere(
    ledger: Ledger, source: Source, folder: Path, tmp_path: Path
) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_bytes(b"not for the record")
    (folder / "link.txt").symlink_to(secret)
    (folder / "home").symlink_to(ledger.home)
    os.mkfifo(folder / "pipe.txt")

    assert look(ledger, source).taken == 0


def test_a_file_that_became_a_link_meanwhile_is_not_followed(
    ledger: Ledger, source: Source, folder: Path, tmp_path: Path
) -> None:
    path = folder / "a.txt"
    path.write_bytes(b"words")
    when = path.stat()

    def swap() -> None:
        path.unlink()
        other = tmp_path / "other.txt"
        other.write_bytes(b"12345")
        os.utime(other, ns=(when.st_atime_ns, when.st_mtime_ns))
        path.symlink_to(other)

    assert look(ledger, source, swap).taken == 0


def test_a_file_that_changed_comes_once_more_as_it_is_now(
    ledger: Ledger, source: Source, folder: Path
) -> None:
    path = folder / "offer.txt"
    path.write_bytes(b"100 euro")
    look(ledger, source)
    path.write_bytes(b"120 euros")

    assert look(ledger, source).taken == 1
    kept = [ledger.blobs.read(each.digest) for each in every_document(ledger)]
    assert kept == [b"100 euro", b"120 euros"]


def test_a_folder_called_like_a_project_files_to_it(
    ledger: Ledger, source: Source, folder: Path
) -> None:
    project = nord(ledger)
    (folder / "nord").mkdir()
    (folder / "nord" / "a.txt").write_bytes(b"for the project")
    (folder / "b.txt").write_bytes(b"for the tray")

    haul = look(ledger, source)

    found = [receipts.account(ledger, each).receipt.project for each in haul.receipts]
    assert sorted(map(str, found)) == sorted(["None", project.id])
    work(ledger)
    assert [each.name for each in filing.tray(ledger, 10)] == ["b.txt"]
    [filed] = [each for each in every_document(ledger) if each.name == "a.txt"]
    assert filing.file(ledger, ACTOR, [filed.id], "NORD", "again") == []


def test_what_was_taken_is_known_of_the_log_alone(
    ledger: Ledger, source: Source, folder: Path
) -> None:
    (folder / "a.txt").write_bytes(b"words")
    look(ledger, source)

    rebuilding.projections_anew(ledger)

    assert look(ledger, source).taken == 0


def test_a_folder_that_went_is_told(
    ledger: Ledger, source: Source, folder: Path
) -> None:
    folder.rmdir()

    with pytest.raises(FolderMissingError, match="“in”"):
        look(ledger, source)


def test_the_home_of_the_ledger_is_not_watched(ledger: Ledger, tmp_path: Path) -> None:
    for path in (ledger.home, ledger.home / "blobs", tmp_path):
        with pytest.raises(BadInputError, match="lie within each other"):
            source_adding.add(ledger, ACTOR, WatchedFolder(path=str(path)), About())
    settings = WatchedFolder(path=str(tmp_path / "nothing"))
    with pytest.raises(BadInputError, match="is no folder"):
        source_adding.add(ledger, ACTOR, settings, About())
