"""The log as docs/formats/log.md says it is: read by a reader that shares no code."""

import ast
import json
import re
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from ledger.config import Config
from ledger.domain.event import Event
from ledger.domain.event import EventKind
from ledger.opened import Ledger
from ledger.services import checkpoints
from ledger.services import recovering
from ledger.store import events
from tests.acts import ACTOR
from tests.acts import mail
from tests.acts import take_in
from tests.proof import log_reader

READER = Path(log_reader.__file__)
PAGE = READER.parent.parent.parent / "docs" / "formats" / "log.md"


def read(home: Path, vkey: str, note: str) -> tuple[int, list[str]]:
    """Run the reader as a program of its own, with nothing of ours to import."""
    ran = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-I", "-S", str(READER), str(home), vkey],
        input=note,
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.stderr == ""
    return ran.returncode, ran.stdout.splitlines()


@pytest.fixture
def home(lived: Ledger) -> tuple[Path, str, str]:
    """A closed home with its key and a checkpoint, as somebody else holds them."""
    note = checkpoints.sign(lived)
    lived.close()
    return lived.home, str(lived.vkey), note


def test_the_reader_imports_the_standard_library_alone() -> None:
    tree = ast.parse(READER.read_text("utf-8"))

    imported = {
        (node.module or "") if isinstance(node, ast.ImportFrom) else name.name
        for node in ast.walk(tree)
        if isinstance(node, ast.Import | ast.ImportFrom)
        for name in node.names
    }

    assert {name.split(".")[0] for name in imported} <= sys.stdlib_module_names


def test_a_log_of_two_epochs_holds_under_the_keys_of_both(
    lived: Ledger, home: tuple[Path, str, str], config: Config
) -> None:
    (lived.home / "keys" / "log.key").unlink()
    again = Ledger(config)
    recovering.recover(again, ACTOR, "the key is lost")
    take_in(again, {"new.eml": mail(77)})
    newer = checkpoints.sign(again)
    again.close()

    assert read(*home) == (0, [])
    assert read(lived.home, str(again.vkey), newer) == (0, [])
    assert read(lived.home, str(again.vkey), home[2])[0] == 1


def test_a_log_that_changes_its_name_without_an_epoch_is_none(
    lived: Ledger,
) -> None:
    with lived.db.writing() as tx:
        event = Event(kind=EventKind.CLIENT_ADDED, subject="c_1", actor=ACTOR)
        [strange] = events.append(tx, "somebody.example/else", lived.now(), [event])
    note = checkpoints.sign(lived)
    lived.close()

    code, found = read(lived.home, str(lived.vkey), note)

    assert (code, found) == (1, [f"event {strange.position}: not in its place"])


def test_somebody_else_finds_nothing_wrong_with_a_sound_home(
    home: tuple[Path, str, str],
) -> None:
    assert read(*home) == (0, [])


def test_somebody_else_finds_what_was_changed(home: tuple[Path, str, str]) -> None:
    folder, vkey, note = home
    blob = next(path for path in folder.glob("blobs/??/*") if path.stat().st_size)
    blob.chmod(0o600)
    blob.write_bytes(b"changed")
    with sqlite3.connect(folder / "ledger.db") as db:
        db.execute("DROP TRIGGER event_never_changed")
        db.execute("UPDATE payload SET disclosures = 'x' WHERE position = 2")
        [body] = db.execute("SELECT body FROM event WHERE position = 4").fetchone()
        other = body.replace(b"client", b"agency").replace(b"u_2", b"u_3")
        assert other != body
        db.execute("UPDATE event SET body = ? WHERE position = 4", (other,))
    db.close()

    code, found = read(folder, vkey, note)

    assert code == 1
    assert "event 2: other fields" in found
    assert "the log is not the one that was signed" in found
    assert any(line.endswith("was changed") for line in found)


def test_somebody_else_finds_a_cut(home: tuple[Path, str, str]) -> None:
    folder, vkey, note = home
    with sqlite3.connect(folder / "ledger.db") as db:
        db.execute("DROP TRIGGER event_never_removed")
        db.execute("DELETE FROM event WHERE position > 9")
    db.close()

    _, found = read(folder, vkey, note)

    assert any(line.startswith("the log was cut: 10 of") for line in found)


def test_somebody_else_takes_no_checkpoint_of_another_key(
    home: tuple[Path, str, str],
) -> None:
    folder, vkey, note = home

    origin, size, rest = note.split("\n", 2)

    _, found = read(folder, vkey, f"{origin}\n{int(size) - 1}\n{rest}")

    assert found == ["the checkpoint was not signed by this key"]


def test_the_readers_own_ed25519_is_that_of_the_library() -> None:
    key = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
    public = key.public_key().public_bytes_raw()
    signature = key.sign(b"words")

    assert log_reader.signed(public, b"words", signature)
    assert not log_reader.signed(public, b"other", signature)
    assert not log_reader.signed(public, b"words", signature[::-1])


def test_the_page_names_every_part_of_a_body_and_every_table(
    home: tuple[Path, str, str],
) -> None:
    page = PAGE.read_text("utf-8")
    with sqlite3.connect(home[0] / "ledger.db") as db:
        [body] = db.execute("SELECT body FROM event WHERE position = 0").fetchone()
        tables = {
            name: {column[1] for column in db.execute(f"PRAGMA table_info({name})")}
            for name in ("event", "payload", "node", "checkpoint", "log_key")
        }
    db.close()

    for name in json.loads(body):
        assert f"| `{name}` |" in page
    for table, columns in tables.items():
        [line] = re.findall(rf"^{table} +\((.*)\)$", page, re.MULTILINE)
        assert columns <= set(re.findall(r"\w+", line))
    assert EventKind.DOCUMENT_TAKEN_IN in page
