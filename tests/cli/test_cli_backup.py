"""Backup, restore and recover by command: the whole way, as a person goes it."""

import json
import shutil
from pathlib import Path

import pytest

from tests.acts import mail
from tests.cli.running import Program

MADE = {
    "folder",
    "made_at",
    "origin",
    "vkey",
    "events",
    "root",
    "checkpoint",
    "originals",
    "bytes",
    "copied",
    "verdict",
    "findings",
}
RESTORED = {
    "home",
    "made_at",
    "origin",
    "vkey",
    "events",
    "root",
    "originals",
    "bytes",
    "epoch",
    "read_only",
    "verdict",
    "findings",
}


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """Where the backup goes."""
    return tmp_path / "backup"


@pytest.fixture
def again(tmp_path: Path) -> Program:
    """The program with a home that is not there yet."""
    return Program(tmp_path / "again")


@pytest.fixture
def filled(program: Program, tmp_path: Path) -> Program:
    """The program with a few mails."""
    bring(program, tmp_path, 1, 2, 3)
    return program


def bring(program: Program, folder: Path, *numbers: int) -> None:
    paths = [folder / f"{number}.eml" for number in numbers]
    for number, path in zip(numbers, paths, strict=True):
        path.write_bytes(mail(number))
    assert program("take-in", *paths).code == 0


def test_a_ledger_is_copied_and_brought_back_with_its_key(
    filled: Program, again: Program, place: Path
) -> None:
    note = place.with_name("note")
    filled("checkpoint", "-o", note)
    made = filled.json("backup", place)
    shutil.rmtree(filled.home / "blobs")
    key = filled.home / "keys" / "log.key"

    ran = again("restore", place, "--key", key, "--checkpoint", note, "--json")

    assert ran.code == 0, ran.err
    assert made.keys() == MADE
    assert ran.json.keys() == RESTORED
    assert (ran.json["verdict"], ran.json["findings"]) == ("sound", [])
    assert (ran.json["epoch"], ran.json["read_only"]) == (None, None)
    for name in ("origin", "vkey", "events", "root", "originals", "bytes"):
        assert ran.json[name] == made[name], name
    assert again.json("search", "bigger")["total"] == 3
    assert again("audit", "--checkpoint", note).code == 0


def test_the_key_alone_is_not_used_and_that_is_said_aloud(
    filled: Program, again: Program, place: Path
) -> None:
    filled("backup", place)
    key = filled.home / "keys" / "log.key"

    ran = again("restore", place, "--key", key)

    assert ran.code == 0, ran.err
    assert "ATTENTION: the key was brought, but it is not used" in ran.out
    assert "So a new epoch began" in ran.out


def test_with_the_word_that_nothing_came_later_the_key_is_used(
    filled: Program, again: Program, place: Path
) -> None:
    made = filled.json("backup", place)
    key = filled.home / "keys" / "log.key"

    back = again.json("restore", place, "--key", key, "--nothing-later")

    assert (back["epoch"], back["origin"]) == (None, made["origin"])


@pytest.mark.parametrize("name", ["", " "])
def test_no_name_is_not_the_folder_one_stands_in(filled: Program, name: str) -> None:
    assert "The name of the folder is empty" in filled.fails(2, "backup", name)
    assert "The name of the folder is empty" in filled.fails(2, "restore", name)


def test_without_the_key_it_goes_on_in_a_new_epoch(
    filled: Program, again: Program, place: Path, tmp_path: Path
) -> None:
    made = filled.json("backup", place)

    ran = again("restore", place)

    assert ran.code == 0, ran.err
    assert f"a new epoch began, at event {made['events']}" in ran.out
    assert "Give the new key to those who check this log" in ran.out
    bring(again, tmp_path, 4)
    assert again.json("search", "bigger")["total"] == 4


def test_an_old_backup_is_read_only_until_the_loss_is_declared(
    filled: Program, again: Program, place: Path, tmp_path: Path
) -> None:
    made = filled.json("backup", place)
    bring(filled, tmp_path, 4)
    note = tmp_path / "note"
    filled("checkpoint", "-o", note)
    signed = filled.json("checkpoint")["size"]

    ran = again("restore", place, "--checkpoint", note)

    assert ran.code == 1
    assert "Read only: the log ends at" in ran.out
    assert again("take-in", tmp_path / "4.eml").code == 1
    assert again.json("search", "bigger")["total"] == 3
    assert again("backup", tmp_path / "of the old one").code == 1
    assert (tmp_path / "of the old one" / "manifest.json").exists()
    lost = again.json("recover", "--why", "the disk broke")
    assert lost["lost"] == signed - made["events"]
    assert lost["former"] == made["origin"] != lost["origin"]
    bring(again, tmp_path, 5)
    assert again("audit").code == 3
    assert again("audit", "--checkpoint", note).code == 1
    told = again("audit", "--checkpoint", note).out
    assert "were lost before a new epoch began, as was declared" in told


def test_people_are_told_what_was_copied(filled: Program, place: Path) -> None:
    first = filled("backup", place)
    second = filled("backup", place)

    assert first.code == second.code == 0
    assert ", 6 of them new." in first.out
    assert ", 0 of them new." in second.out
    assert "Checked on the copy: every seal and every digest." in second.out
    assert "It does not hold the key of the log." in second.out


def test_a_backup_of_no_ledger_is_refused_and_begins_none(
    program: Program, place: Path
) -> None:
    sentence = program.fails(1, "backup", place)

    assert sentence.startswith("There is no ledger in ")
    assert not program.home.exists()
    assert not place.exists()


def test_each_thing_that_is_wrong_is_one_sentence(
    filled: Program, again: Program, place: Path, tmp_path: Path
) -> None:
    filled("backup", place)
    (tmp_path / "wrong.key").write_text("ff" * 32, "ascii")
    (tmp_path / "no.note").write_text("hello", "utf-8")

    assert "no manifest.json" in again.fails(1, "restore", tmp_path / "nowhere")
    assert "not empty" in filled.fails(1, "restore", place)
    assert "lie within" in filled.fails(1, "backup", filled.home / "backup")
    wrong = again.fails(2, "restore", place, "--key", tmp_path / "wrong.key")
    assert "is not the key of the log" in wrong
    none = again.fails(2, "restore", place, "--checkpoint", tmp_path / "no.note")
    assert "no signed checkpoint" in none
    assert "nothing to recover" in filled.fails(2, "recover", "--why", "no reason")
    assert not again.home.exists()


def test_the_manifest_is_small_and_can_be_read_by_people(
    filled: Program, place: Path
) -> None:
    made = filled.json("backup", place)

    manifest = json.loads((place / "manifest.json").read_text("utf-8"))

    assert manifest["form"] == "scope-ledger backup"
    assert manifest["events"] == made["events"]
    assert (place / "manifest.json").stat().st_size < 4096
