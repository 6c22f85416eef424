"""Checkpoints beside the database: a file that only grows, and never holds a half."""

import errno
import os
from pathlib import Path

import pytest
from sqlalchemy import event
from sqlalchemy import text

from ledger.config import Config
from ledger.domain.errors import DiskFullError
from ledger.domain.errors import ReadOnlyError
from ledger.opened import Ledger
from ledger.proof.checkpoint import Checkpoint
from ledger.proof.checkpoint import SigningKey
from ledger.services import checkpoints
from ledger.services import projects
from ledger.store import checkpoints as stored
from tests.acts import nord


def test_notes_are_read_as_they_were_appended(tmp_path: Path) -> None:
    path = tmp_path / "checkpoints.log"
    key = SigningKey.make("log.example")
    notes = [key.sign(Checkpoint("log.example", n, bytes(32))) for n in range(3)]

    assert stored.notes_in_file(path) == []
    for note in notes:
        stored.append_to_file(path, note)

    assert stored.notes_in_file(path) == notes
    assert path.read_text("utf-8") == "".join(f"{note}\n" for note in notes)
    assert path.stat().st_mode & 0o777 == 0o600


def test_a_full_disk_leaves_the_file_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "checkpoints.log"
    stored.append_to_file(path, "first\n")
    write = os.write
    room = [5]

    def short(descriptor: int, data: bytes) -> int:
        if not room:
            raise OSError(errno.ENOSPC, "No space left on device")
        return write(descriptor, data[: room.pop()])

    with monkeypatch.context() as patch:
        patch.setattr(os, "write", short)
        with pytest.raises(DiskFullError):
            stored.append_to_file(path, "second note\n")

    assert path.read_bytes() == b"first\n\n"


def test_signing_says_the_length_and_root_and_again_says_the_same(
    ledger: Ledger,
) -> None:
    nord(ledger)

    note = checkpoints.sign(ledger)

    stated = ledger.vkey.signed(note)
    assert stated.origin == ledger.origin
    assert stated.size == 6
    assert checkpoints.sign(ledger) == note
    assert checkpoints.newest(ledger) == stated
    assert stored.notes_in_file(ledger.checkpoints_file) == [note]


def test_an_empty_log_can_be_signed_and_then_grow(ledger: Ledger) -> None:
    empty = checkpoints.sign(ledger)
    nord(ledger)
    grown = checkpoints.sign(ledger)

    assert ledger.vkey.signed(empty).size == 0
    assert ledger.vkey.signed(grown).size == 6


def test_a_note_is_in_the_file_before_it_is_in_the_database(ledger: Ledger) -> None:
    nord(ledger)
    seen: list[int] = []

    def before(_tx: object, _cursor: object, statement: str, *_: object) -> None:
        if statement.startswith("INSERT OR IGNORE INTO checkpoint"):
            seen.append(len(stored.notes_in_file(ledger.checkpoints_file)))

    engine = ledger.db._engine  # noqa: SLF001 - the order of writing is looked at
    event.listen(engine, "before_cursor_execute", before)
    checkpoints.sign(ledger)

    assert seen == [1]


def test_nothing_is_signed_that_does_not_begin_with_what_was_signed(
    ledger: Ledger,
) -> None:
    nord(ledger)
    checkpoints.sign(ledger)
    with ledger.db.writing() as tx:
        tx.execute(text("UPDATE node SET hash = zeroblob(32) WHERE level = 1"))

    with pytest.raises(ReadOnlyError, match="does not begin with"):
        checkpoints.sign(ledger)

    projects.add_project(ledger, "u_2", "SUED", client="Another", title="Another")
    with pytest.raises(ReadOnlyError, match="does not begin with"):
        checkpoints.sign(ledger)
    assert len(stored.notes_in_file(ledger.checkpoints_file)) == 1


def test_an_older_log_than_the_file_says_is_opened_read_only(
    ledger: Ledger, config: Config
) -> None:
    old = config.home.with_name("old.db")
    projects.add_project(ledger, "u_2", "SUED", client="Another", title="Another")
    ledger.db.copy_to(old)
    nord(ledger)
    checkpoints.sign(ledger)
    ledger.close()
    for path in config.home.glob("ledger.db*"):
        path.unlink()
    old.rename(config.home / "ledger.db")

    again = Ledger(config)

    assert again.read_only is not None
    assert "ends at 2 events" in again.read_only
    with pytest.raises(ReadOnlyError, match="bring back the newest one"):
        nord(again)
    with pytest.raises(ReadOnlyError):
        checkpoints.sign(again)
    assert [each.key for each in projects.every(again)] == ["SUED"]
    again.close()


def test_a_torn_last_note_does_not_hide_the_ones_before_it(
    ledger: Ledger, config: Config
) -> None:
    checkpoints.sign(ledger)
    nord(ledger)
    checkpoints.sign(ledger)
    with ledger.checkpoints_file.open("a") as file:
        file.write("scope-ledger.local/torn\n99\n")
    with ledger.db.writing() as tx:
        tx.execute(text("DROP TRIGGER event_never_removed"))
        tx.execute(text("DELETE FROM event WHERE position > 3"))
    ledger.close()

    again = Ledger(config)

    assert again.read_only is not None
    assert "ends at 4 events" in again.read_only
    again.close()


def test_a_changed_log_of_the_same_length_is_opened_read_only(
    ledger: Ledger, config: Config
) -> None:
    nord(ledger)
    checkpoints.sign(ledger)
    with ledger.db.writing() as tx:
        tx.execute(text("UPDATE node SET hash = zeroblob(32)"))
    ledger.close()

    again = Ledger(config)

    assert again.read_only is not None
    assert "not the log that was signed" in again.read_only
    again.close()


def test_a_log_whose_tree_has_holes_is_opened_read_only(
    ledger: Ledger, config: Config
) -> None:
    nord(ledger)
    checkpoints.sign(ledger)
    with ledger.db.writing() as tx:
        tx.execute(text("DELETE FROM node"))
    ledger.close()

    again = Ledger(config)

    assert again.read_only is not None
    assert again.read_only.endswith("Run an audit.")
    again.close()
