"""A pull can be checked by somebody who has nothing of ours: by one script, by hand."""

import hashlib
import shutil
import subprocess
from pathlib import Path

import pytest

from ledger.domain.digest import Digest
from ledger.domain.errors import NotFoundError
from ledger.domain.event import EventKind
from ledger.opened import Ledger
from ledger.services import asking
from ledger.services import audit
from ledger.services import pulls
from tests.acts import ACTOR
from tests.acts import log_of
from tests.services.pulled import checked
from tests.services.pulled import manifest_of
from tests.services.pulled import unpacked


@pytest.fixture
def folder(lived: Ledger, tmp_path: Path) -> Path:
    """An unpacked pull of a request of which everything happened."""
    return unpacked(lived, tmp_path / "pull")


def test_the_originals_are_there_byte_by_byte(lived: Ledger, folder: Path) -> None:
    manifest = manifest_of(folder)

    asked = asking.find(lived, "R-1")
    listed = {key: each for each in manifest["originals"] for key in each["documents"]}
    mail = listed[asked.document.id]
    data = (folder / mail["path"]).read_bytes()
    assert Digest.of(data) == asked.document.digest
    assert data.startswith(b"From: Ines Invented")
    assert mail["path"].endswith("first.eml")
    assert any(each["name"] == "contract.txt" for each in listed.values())


def test_its_script_finds_it_intact(folder: Path) -> None:
    code, told = checked(folder)

    assert code == 0, told
    assert told.startswith("Intact: ")


def by_hand(folder: Path) -> tuple[int, str]:
    """Check the list of digests with the tool that every system has."""
    tool = shutil.which("sha256sum")
    if tool is None:
        pytest.skip("This system has no sha256sum.")
    done = subprocess.run(  # noqa: S603 - a tool of the system, found by its name
        [tool, "--check", "--strict", "--quiet", "manifest-sha256.txt"],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )
    return done.returncode, done.stdout


def test_it_is_intact_by_the_tool_that_every_system_has(folder: Path) -> None:
    assert by_hand(folder) == (0, "")


def test_a_single_changed_byte_of_any_file_is_named(folder: Path) -> None:
    for path in sorted(folder.rglob("*")):
        if not path.is_file() or path.name == "manifest-sha256.txt":
            continue
        before = path.read_bytes()
        path.write_bytes(bytes([before[0] ^ 1]) + before[1:] if before else b"x")

        code, told = by_hand(folder)

        assert code == 1
        assert path.relative_to(folder).as_posix() in told
        path.write_bytes(before)


def test_the_log_says_what_was_handed_out(lived: Ledger) -> None:
    before = log_of(lived)
    made = pulls.make(lived, "R-1")
    with made.file as file:
        digest = hashlib.sha256(file.read()).hexdigest()
    assert len(log_of(lived)) == len(before)
    pulls.tell(lived, ACTOR, made)

    last = log_of(lived)[-1]
    assert last.kind == EventKind.STORY_PULLED
    assert last.fields["digest"] == digest == made.digest.hex
    assert audit.audit(lived).verdict != "broken"


def test_what_is_in_it_has_paths_of_our_own_making(folder: Path) -> None:
    for path in folder.rglob("*"):
        name = path.relative_to(folder).as_posix()
        assert name.isascii()
        assert ".." not in name.split("/")


def test_the_page_escapes_what_others_wrote(lived: Ledger, tmp_path: Path) -> None:
    page = (unpacked(lived, tmp_path / "pull") / "index.html").read_text("utf-8")

    assert "make logo 1 bigger" in page
    assert "<script" not in page
    assert "No warning to the client is recorded." in page


def test_there_is_no_pull_of_nothing(lived: Ledger) -> None:
    with pytest.raises(NotFoundError):
        pulls.make(lived, "R-99")


def test_a_read_only_ledger_hands_out_too(lived: Ledger, tmp_path: Path) -> None:
    unpacked(lived, tmp_path / "first")
    lived.read_only = "its signing key is missing."
    length = len(log_of(lived))

    folder = unpacked(lived, tmp_path / "second")

    assert len(log_of(lived)) == length
    assert checked(folder)[0] == 0
