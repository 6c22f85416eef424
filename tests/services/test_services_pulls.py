"""A pull can be checked by somebody who has nothing of ours: by one script, by hand."""

import hashlib
import json
import shutil
import subprocess
import sys
import zipfile
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


def unpacked(ledger: Ledger, folder: Path, key: str = "R-1") -> Path:
    """Pull the story and unpack it."""
    made = pulls.pull(ledger, ACTOR, key)
    with made.file, zipfile.ZipFile(made.file) as archive:
        archive.extractall(folder)
    return folder


def checked(folder: Path) -> tuple[int, str]:
    """Run the script of a pull as its reader would: apart, without our program."""
    done = subprocess.run(
        [sys.executable, "-I", "-S", "check.py"],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )
    return done.returncode, done.stdout + done.stderr


@pytest.fixture
def folder(lived: Ledger, tmp_path: Path) -> Path:
    """An unpacked pull of a request of which everything happened."""
    return unpacked(lived, tmp_path / "pull")


def test_the_originals_are_there_byte_by_byte(lived: Ledger, folder: Path) -> None:
    manifest = json.loads((folder / "manifest.json").read_text("utf-8"))

    asked = asking.find(lived, "R-1")
    listed = {each["document"]: each for each in manifest["originals"]}
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
        path.write_bytes(before[:-2] + bytes([before[-2] ^ 1]) + before[-1:])

        code, told = by_hand(folder)

        assert code == 1
        assert path.relative_to(folder).as_posix() in told
        path.write_bytes(before)


def relisted(folder: Path) -> None:
    """Write the list of digests anew, as a forger would."""
    lines = []
    for path in sorted(folder.rglob("*")):
        if path.is_file() and path.name != "manifest-sha256.txt":
            digest = hashlib.sha256(path.read_bytes()).hexdigest()
            lines.append(f"{digest}  {path.relative_to(folder).as_posix()}\n")
    (folder / "manifest-sha256.txt").write_text("".join(lines), "utf-8")


def test_a_forged_original_with_a_forged_manifest_is_found(folder: Path) -> None:
    manifest = json.loads((folder / "manifest.json").read_text("utf-8"))
    each = manifest["originals"][0]
    path = folder / each["path"]
    path.write_bytes(path.read_bytes().replace(b"bigger", b"sadder"))
    each["sha256"] = hashlib.sha256(path.read_bytes()).hexdigest()
    (folder / "manifest.json").write_text(json.dumps(manifest), "utf-8")
    relisted(folder)

    code, told = checked(folder)

    assert code == 1
    assert f"{each['path']} is named by no event under the checkpoint" in told


def test_a_forged_field_of_an_event_is_found(folder: Path) -> None:
    path = min(folder.glob("proof/events/*.fields.txt"))
    lines = path.read_text("ascii").splitlines()
    path.write_text("\n".join(lines[1:]), "ascii")
    relisted(folder)

    code, told = checked(folder)

    assert code == 1
    assert "its fields are not those that were sealed" in told


def test_a_forged_event_is_found(folder: Path) -> None:
    path = min(folder.glob("proof/events/*.body.json"))
    path.write_bytes(path.read_bytes().replace(b'"at":"2025', b'"at":"2024'))
    relisted(folder)

    code, told = checked(folder)

    assert code == 1
    assert "is not under the checkpoint" in told


def test_a_checkpoint_that_nobody_signed_is_found(folder: Path) -> None:
    path = folder / "proof" / "checkpoint.txt"
    name, size, rest = path.read_text("utf-8").split("\n", 2)
    path.write_text(f"{name}\n{int(size) + 1}\n{rest}", "utf-8")
    relisted(folder)

    code, told = checked(folder)

    assert code == 1
    assert "not signed by the key" in told


def test_the_log_says_what_was_handed_out(lived: Ledger) -> None:
    made = pulls.pull(lived, ACTOR, "R-1")
    with made.file as file:
        digest = hashlib.sha256(file.read()).hexdigest()

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
        pulls.pull(lived, ACTOR, "R-99")


def test_a_read_only_ledger_hands_out_too(lived: Ledger, tmp_path: Path) -> None:
    unpacked(lived, tmp_path / "first")
    lived.read_only = "its signing key is missing."
    length = len(log_of(lived))

    folder = unpacked(lived, tmp_path / "second")

    assert len(log_of(lived)) == length
    assert checked(folder)[0] == 0
