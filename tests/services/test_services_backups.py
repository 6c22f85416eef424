"""Backup and restore: a copy that is checked as a copy, and a home made of it again."""

import json
import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from io import StringIO
from pathlib import Path

import pytest

from ledger.config import Config
from ledger.domain.backup import BackupError
from ledger.domain.backup import Manifest
from ledger.domain.backup import NotABackupError
from ledger.domain.errors import BadInputError
from ledger.domain.errors import BusyError
from ledger.domain.errors import HomeBrokenError
from ledger.domain.errors import HomeTooNewError
from ledger.domain.errors import LedgerError
from ledger.domain.errors import ReadOnlyError
from ledger.domain.filing import why_of
from ledger.opened import Ledger
from ledger.services import accounts
from ledger.services import asking
from ledger.services import audit
from ledger.services import backups
from ledger.services import checkpoints
from ledger.services import copies
from ledger.services import folders
from ledger.services import indexing
from ledger.services import pulls
from ledger.services import rebuilding
from ledger.services import recovering
from ledger.services import restoring
from ledger.services import searching
from ledger.services import working
from ledger.services.restoring import Brought
from ledger.services.restoring import Restored
from ledger.store import copying
from ledger.store import disk
from ledger.store import homes
from ledger.store import leases
from tests.acts import ACTOR
from tests.acts import bring
from tests.acts import every_document
from tests.acts import log_of
from tests.acts import mail
from tests.acts import take_in


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """Where the backup goes."""
    return tmp_path / "backup"


@pytest.fixture
def empty(tmp_path: Path) -> Config:
    """A home that is not there yet."""
    return Config(home=tmp_path / "again", boxes=1)


def key_of(ledger: Ledger) -> Path:
    return ledger.home / "keys" / "log.key"


def bring_back(config: Config, place: Path, **brought: object) -> Restored:
    return restoring.restore(config, place, Brought(**brought), ACTOR)  # type: ignore[arg-type]


@contextmanager
def opened(config: Config) -> Iterator[Ledger]:
    ledger = Ledger(config)
    yield ledger
    ledger.close()


def rows(ledger: Ledger) -> str:
    written = StringIO()
    rebuilding.dump(ledger, written)
    return written.getvalue()


def files(folder: Path) -> dict[str, bytes]:
    """Return every file of a folder, the lock aside."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and not path.name.startswith(".scope")
    }


def test_a_backup_is_a_folder_that_says_what_it_is(lived: Ledger, place: Path) -> None:
    note = checkpoints.sign(lived)

    made = backups.back_up(lived, place)

    manifest = copies.manifest(place)
    assert manifest == made.manifest
    assert manifest.origin == lived.origin
    assert manifest.vkey == str(lived.vkey)
    assert manifest.events == len(log_of(lived)) == made.report.events
    assert manifest.checkpoint == note
    assert manifest.originals == made.copied == made.report.blobs > 10
    assert (manifest.verdict, made.report.findings) == ("unanchored", ())
    assert {path.name for path in place.iterdir() if path.name[0] != "."} == {
        "manifest.json",
        "blobs",
        manifest.state,
    }


def test_the_key_and_what_can_be_made_again_are_in_no_backup(
    lived: Ledger, place: Path
) -> None:
    indexing.catch_up(lived)
    secret = key_of(lived).read_bytes().strip()

    backups.back_up(lived, place)

    kept = files(place)
    assert not any(
        secret in data or bytes.fromhex(secret.decode()) in data
        for data in kept.values()
    )
    assert not [name for name in kept if "index" in name or "cache" in name]


def test_nobody_stays_signed_in_by_a_backup(lived: Ledger, place: Path) -> None:
    who = accounts.every(lived)[0]
    accounts.begin_session(lived, who, "a browser")

    backups.back_up(lived, place)

    state = place / copies.manifest(place).state
    db = sqlite3.connect(state / "ledger.db")
    for table in ("session", "attempt", "upload"):
        assert db.execute(f"SELECT count(*) FROM {table}").fetchone() == (0,)  # noqa: S608 - fixed names
    assert db.execute("SELECT count(*) FROM password").fetchone() == (1,)
    db.close()


def test_a_second_backup_copies_only_what_is_new(lived: Ledger, place: Path) -> None:
    first = backups.back_up(lived, place)
    inodes = {path: path.stat().st_ino for path in (place / "blobs").rglob("*")}
    take_in(lived, {"new.eml": mail(77)})

    second = backups.back_up(lived, place)

    assert second.copied == 2, "the mail and its reading"
    assert second.manifest.events > first.manifest.events
    assert all(path.stat().st_ino == number for path, number in inodes.items())
    assert not (place / first.manifest.state).exists()


def test_no_blob_of_a_backup_shares_its_bytes_with_the_home(
    lived: Ledger, place: Path
) -> None:
    backups.back_up(lived, place)

    assert {path.stat().st_nlink for path in copies_of(place)} == {1}


def copies_of(place: Path) -> list[Path]:
    return [path for path in (place / "blobs").rglob("*") if path.is_file()]


def test_a_backup_that_breaks_off_leaves_the_former_one(
    lived: Ledger, place: Path, empty: Config, monkeypatch: pytest.MonkeyPatch
) -> None:
    former = backups.back_up(lived, place).manifest
    take_in(lived, {"new.eml": mail(77)})
    written = copies.write

    def breaks_off(path: Path, text: str) -> None:
        if path.name == "manifest.json":
            raise OSError(5, "Input/output error")
        written(path, text)

    monkeypatch.setattr(copies, "write", breaks_off)
    with pytest.raises(BackupError, match=r"was there before is untouched\.$"):
        backups.back_up(lived, place)

    assert copies.manifest(place) == former
    back = bring_back(empty, place, key=key_of(lived), nothing_later=True)
    assert back.head.events == former.events


def test_what_an_earlier_try_left_does_not_count(lived: Ledger, place: Path) -> None:
    backups.back_up(lived, place)
    for name in (".partial", "state-9-0123456789abcdef"):
        (place / name).mkdir()
        (place / name / "ledger.db").write_bytes(b"half a data")

    made = backups.back_up(lived, place)

    assert {path.name for path in place.glob("state-*")} == {made.manifest.state}
    assert not (place / ".partial").exists()


def test_a_damaged_copy_is_seen_and_healed_by_the_next_backup(
    lived: Ledger, place: Path
) -> None:
    backups.back_up(lived, place)
    damaged = max(copies_of(place), key=lambda path: path.stat().st_size)
    damaged.chmod(0o600)
    data = damaged.read_bytes()
    damaged.write_bytes(data[:-1] + bytes([data[-1] ^ 1]))

    made = backups.back_up(lived, place)

    assert made.report.verdict == "unanchored"
    assert damaged.read_bytes() == data


def test_a_broken_state_never_takes_the_place_of_a_whole_one(
    lived: Ledger, place: Path, tmp_path: Path
) -> None:
    former = backups.back_up(lived, place).manifest
    take_in(lived, {"new.eml": mail(77)})
    lost = lived.blobs.path(every_document(lived)[-1].digest)
    lost.unlink()

    with pytest.raises(BackupError, match="the original is missing"):
        backups.back_up(lived, place)

    assert copies.manifest(place) == former
    elsewhere = backups.back_up(lived, tmp_path / "elsewhere")
    assert elsewhere.report.verdict == elsewhere.manifest.verdict == "broken"


def test_a_backup_of_another_ledger_is_not_written_over(
    lived: Ledger, place: Path, tmp_path: Path
) -> None:
    backups.back_up(lived, place)
    with opened(Config(home=tmp_path / "other", boxes=1)) as other:
        take_in(other, {f"{number}.eml": mail(number) for number in range(120)})
        with pytest.raises(BackupError, match="of another ledger"):
            backups.back_up(other, place)
    with (
        opened(Config(home=tmp_path / "little", boxes=1)) as little,
        pytest.raises(BackupError, match="more than the 0 of this ledger"),
    ):
        backups.back_up(little, place)


def test_an_older_state_of_the_ledger_is_not_put_over_a_newer_one(
    lived: Ledger, place: Path, tmp_path: Path, empty: Config
) -> None:
    backups.back_up(lived, tmp_path / "old")
    take_in(lived, {"new.eml": mail(77)})
    newest = backups.back_up(lived, place).manifest
    bring_back(empty, tmp_path / "old", key=key_of(lived), nothing_later=True)

    with opened(empty) as old, pytest.raises(BackupError, match="more than the"):
        backups.back_up(old, place)

    assert copies.manifest(place) == newest


@pytest.mark.parametrize("where", ["home", "home/deep/er", "."])
def test_a_backup_within_the_ledger_or_around_it_is_refused(
    lived: Ledger, where: str
) -> None:
    with pytest.raises(BackupError, match="lie within each other"):
        backups.back_up(lived, lived.home.parent / where)


def test_a_backup_goes_to_no_folder_of_other_files(lived: Ledger, place: Path) -> None:
    place.mkdir()
    (place / "holiday.jpg").write_bytes(b"sea")

    with pytest.raises(BackupError, match="is not empty and holds no backup"):
        backups.back_up(lived, place)

    assert files(place) == {"holiday.jpg": b"sea"}


def test_a_backup_goes_to_no_file(lived: Ledger, place: Path) -> None:
    place.write_bytes(b"sea")

    with pytest.raises(BackupError, match="is a file"):
        backups.back_up(lived, place)


def test_two_backups_do_not_write_into_one_folder_at_once(
    lived: Ledger, place: Path
) -> None:
    backups.back_up(lived, place)

    with folders.alone(place), pytest.raises(BusyError, match="Another backup"):
        backups.back_up(lived, place)


def test_a_full_disk_is_one_sentence_and_leaves_no_draft(
    lived: Ledger, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_paths: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(copying, "snapshot", full)

    with pytest.raises(BackupError, match="its disk has no room left"):
        backups.back_up(lived, place)

    assert files(place) == {}


def test_the_home_remembers_when_and_where(lived: Ledger, place: Path) -> None:
    assert backups.last(lived) is None

    made = backups.back_up(lived, place)

    found = backups.last(lived)
    assert found is not None
    assert (found.folder, found.made_at) == (str(place), made.manifest.made_at)
    (lived.home / "backup.json").write_text('{"folder": 1}', "utf-8")
    assert backups.last(lived) is None


def test_a_restored_home_with_its_key_is_the_ledger_that_it_was(
    lived: Ledger, place: Path, empty: Config
) -> None:
    before, log, outside = rows(lived), log_of(lived), checkpoints.sign(lived)
    backups.back_up(lived, place)

    made = bring_back(empty, place, key=key_of(lived), notes=[outside])

    assert (made.report.verdict, made.report.findings) == ("sound", ())
    assert (made.read_only, made.epoch, made.origin) == (None, None, lived.origin)
    assert made.head.events == len(log)
    with opened(empty) as again:
        assert log_of(again) == log
        assert rows(again) == before
        rebuilding.projections_anew(again)
        assert rows(again) == before
        indexing.catch_up(again)
        assert searching.search(again, "logo bigger").total > 1
        take_in(again, {"new.eml": mail(77)})
        assert audit.audit(again, [outside, checkpoints.sign(again)]).verdict == "sound"


def test_restoring_changes_nothing_in_the_backup(
    lived: Ledger, place: Path, empty: Config
) -> None:
    backups.back_up(lived, place)
    before = files(place)

    bring_back(empty, place)

    assert files(place) == before


def test_what_waited_to_be_read_is_read_after_a_restore(
    lived: Ledger, place: Path, empty: Config
) -> None:
    bring(lived, {"new.eml": mail(77)})
    with lived.db.writing() as tx:
        now = lived.now()
        leases.lease(tx, "somebody-else/1/1", now, now.replace(year=2090), 9)
    backups.back_up(lived, place)

    bring_back(empty, place, key=key_of(lived), nothing_later=True)

    with opened(empty) as again:
        working.run(again, lambda _number: None)
        assert all(each.reading for each in every_document(again))


def test_without_its_key_the_log_goes_on_in_a_new_epoch(
    lived: Ledger, place: Path, empty: Config
) -> None:
    before, outside = len(log_of(lived)), checkpoints.sign(lived)
    backups.back_up(lived, place)

    made = bring_back(empty, place)

    assert made.epoch is not None
    assert made.epoch.kind == "epoch.opened"
    assert made.epoch.position == before
    assert made.epoch.fields["former"] == lived.origin
    assert made.epoch.fields["former_key"] == str(lived.vkey)
    assert made.epoch.fields["checkpoint"] == outside
    assert made.epoch.fields["lost"] == 0
    assert made.origin.startswith(f"{lived.origin}-2-")
    assert (made.read_only, made.report.verdict) == (None, "unanchored")
    assert not list((empty.home / "keys").glob("log.key"))
    with opened(empty) as again:
        take_in(again, {"new.eml": mail(77)})
        assert audit.audit(again, [outside]).verdict == "sound"
        assert audit.audit(again, [checkpoints.sign(again)]).verdict == "sound"


def test_a_key_alone_begins_no_second_history_under_the_same_name(
    lived: Ledger, place: Path, empty: Config
) -> None:
    """Nobody said whether more was signed after the backup, and more was."""
    backups.back_up(lived, place)
    take_in(lived, {"new.eml": mail(77)})
    newer = checkpoints.sign(lived)

    made = bring_back(empty, place, key=key_of(lived))

    assert made.epoch is not None
    assert made.origin.startswith(f"{lived.origin}-2-")
    assert "whether more was signed after it is not known" in why_of(made.epoch.fields)
    with opened(empty) as again:
        take_in(again, {"other.eml": mail(78)})
        assert audit.audit(again, [checkpoints.sign(again)]).verdict == "sound"
        assert audit.audit(again, [newer]).verdict == "broken"


@pytest.mark.parametrize("word", ["a checkpoint", "nothing later"])
def test_with_its_key_and_a_word_on_what_came_later_it_goes_on_as_it_was(
    lived: Ledger, place: Path, empty: Config, word: str
) -> None:
    outside = checkpoints.sign(lived)
    backups.back_up(lived, place)

    made = bring_back(
        empty,
        place,
        key=key_of(lived),
        notes=[outside] if word == "a checkpoint" else [],
        nothing_later=word == "nothing later",
    )

    assert (made.epoch, made.read_only, made.origin) == (None, None, lived.origin)


def test_a_backup_that_is_older_than_a_known_checkpoint_opens_read_only(
    lived: Ledger, place: Path, empty: Config
) -> None:
    """And says why; it can be read, searched and backed up."""
    backups.back_up(lived, place)
    there = len(log_of(lived))
    take_in(lived, {"new.eml": mail(77)})
    newer = checkpoints.sign(lived)
    signed = len(log_of(lived))

    made = bring_back(empty, place, notes=[newer])

    assert made.read_only is not None
    assert f"ends at {there} events, but a checkpoint was signed at {signed}" in (
        made.read_only
    )
    assert (made.epoch, made.report.verdict) == (None, "broken")
    with opened(empty) as old:
        with pytest.raises(ReadOnlyError, match="It looks like an old copy"):
            take_in(old, {"other.eml": mail(78)})
        indexing.catch_up(old)
        assert searching.search(old, "logo bigger").total > 1
        again = backups.back_up(old, empty.home.parent / "of the old one")
        assert again.report.verdict == "broken"
        assert again.manifest.events == there


def test_a_newer_checkpoint_counts_with_the_key_too(
    lived: Ledger, place: Path, empty: Config
) -> None:
    backups.back_up(lived, place)
    take_in(lived, {"new.eml": mail(77)})
    newer = checkpoints.sign(lived).replace("\n", "\r\n")

    made = bring_back(empty, place, key=key_of(lived), notes=[newer])

    assert made.read_only is not None


def test_a_loss_is_declared_and_the_log_goes_on(
    lived: Ledger, place: Path, empty: Config
) -> None:
    older = checkpoints.sign(lived)
    backups.back_up(lived, place)
    there = len(log_of(lived))
    take_in(lived, {"new.eml": mail(77)})
    newer = checkpoints.sign(lived)
    lost = len(log_of(lived)) - there
    bring_back(empty, place, key=key_of(lived), notes=[newer])

    with opened(empty) as again:
        event = recovering.recover(again, ACTOR, "the disk broke on Monday")

        assert event.fields["lost"] == lost
        assert event.fields["checkpoint"] == newer
        assert event.fields["why"] == "the disk broke on Monday"
        assert again.read_only is None
        take_in(again, {f"{number}.eml": mail(number) for number in range(80, 95)})
        checkpoints.sign(again)
    with opened(empty) as again:
        assert again.read_only is None
        report = audit.audit(again, [older])
        assert report.verdict == "sound"
        [finding] = report.findings
        assert f"{lost} events were lost before a new epoch" in finding.what
        whoever_holds_it = audit.audit(again, [newer])
        assert whoever_holds_it.verdict == "broken"


def test_a_ledger_that_can_grow_has_nothing_to_recover_from(lived: Ledger) -> None:
    with pytest.raises(BadInputError, match="can grow as it is"):
        recovering.recover(lived, ACTOR, "why not")


def test_a_reason_is_asked_for(lived: Ledger, config: Config) -> None:
    lived.close()
    key_of(lived).unlink()

    with opened(config) as again, pytest.raises(BadInputError, match="Say why"):
        recovering.recover(again, ACTOR, " ")


def test_an_epoch_is_not_opened_on_a_log_that_was_changed(
    lived: Ledger, config: Config
) -> None:
    key_of(lived).unlink()
    lived.close()
    db = sqlite3.connect(config.home / "ledger.db")
    db.execute("DROP TRIGGER event_never_changed")
    db.execute("UPDATE event SET body = CAST(replace(body, 'ment', 'mend') AS BLOB)")
    db.commit()
    db.close()

    with opened(config) as again:
        with pytest.raises(HomeBrokenError, match="not as it was sealed"):
            recovering.recover(again, ACTOR, "nothing happened")
        assert again.read_only is not None


def test_a_program_that_runs_on_does_not_write_into_an_epoch_that_has_ended(
    lived: Ledger, config: Config
) -> None:
    key = key_of(lived)
    key.rename(key.with_name("away"))
    with opened(config) as other:
        recovering.recover(other, ACTOR, "the key was away")

    with pytest.raises(ReadOnlyError, match="another program opened a new epoch"):
        take_in(lived, {"new.eml": mail(77)})
    with pytest.raises(ReadOnlyError):
        checkpoints.sign(lived)


def test_a_program_that_runs_on_knows_what_the_new_epoch_signed(
    lived: Ledger, config: Config
) -> None:
    """It is never told to be broken, and opens no second epoch beside."""
    key = key_of(lived)
    key.rename(key.with_name("away"))
    request = asking.every(lived)[0].request
    with opened(config) as other, opened(config) as second:
        recovering.recover(other, ACTOR, "the key was away")
        newest = checkpoints.sign(other)

        for each in (lived, second):
            report = audit.audit(each, [newest])
            assert (report.verdict, report.findings) == ("sound", ())
            with pytest.raises(ReadOnlyError, match="another program opened"):
                recovering.recover(each, ACTOR, "once more")
            with pytest.raises(ReadOnlyError, match="another program opened"):
                take_in(each, {"new.eml": mail(77)})
            with pytest.raises(ReadOnlyError, match="another program opened"):
                checkpoints.sign(each)
            with pulls.make(each, request.id).file as file:
                assert file.read(2) == b"PK"
        assert len(other.epochs.listed) == 2


def test_keys_that_do_not_go_on_from_those_of_before_are_believed_by_nobody(
    lived: Ledger,
) -> None:
    with lived.db.writing() as tx:
        tx.exec_driver_sql("UPDATE log_key SET vkey = 'x+00000000+AQ=='")

    assert audit.audit(lived).verdict == "broken"


def test_epochs_follow_each_other(lived: Ledger, place: Path, tmp_path: Path) -> None:
    notes = [checkpoints.sign(lived)]
    backups.back_up(lived, place)
    names = [lived.origin]

    for number in (2, 3):
        config = Config(home=tmp_path / f"home{number}", boxes=1)
        made = bring_back(config, place, notes=notes)
        assert made.report.verdict == "sound"
        assert f"-{number}-" in made.origin
        names.append(made.origin)
        with opened(config) as ledger:
            take_in(ledger, {f"{number}.eml": mail(80 + number)})
            notes.append(checkpoints.sign(ledger))
            backups.back_up(ledger, place)
            report = audit.audit(ledger, notes)
            assert (report.verdict, report.findings) == ("sound", ())
            assert [each.key.name for each in ledger.epochs.listed] == names


def test_the_key_of_another_log_is_refused_before_anything_is_written(
    lived: Ledger, place: Path, empty: Config, tmp_path: Path
) -> None:
    backups.back_up(lived, place)
    wrong = tmp_path / "wrong.key"
    wrong.write_text("00" * 32, "ascii")

    with pytest.raises(BadInputError, match="not the key of the log"):
        bring_back(empty, place, key=wrong)
    with pytest.raises(BadInputError, match="not the key of the log"):
        bring_back(empty, place, key=tmp_path / "nowhere")

    assert not empty.home.exists()


def test_a_checkpoint_of_another_log_is_refused_before_anything_is_written(
    lived: Ledger, place: Path, empty: Config, tmp_path: Path
) -> None:
    backups.back_up(lived, place)
    with opened(Config(home=tmp_path / "other", boxes=1)) as other:
        take_in(other, {"one.eml": mail(1)})
        note = checkpoints.sign(other)

    with pytest.raises(BadInputError, match="not signed by the key"):
        bring_back(empty, place, notes=[note])

    assert not empty.home.exists()


def test_a_home_that_is_not_empty_is_never_written_over(
    lived: Ledger, place: Path, config: Config
) -> None:
    backups.back_up(lived, place)

    with pytest.raises(BackupError, match="is not empty, and nothing is written over"):
        bring_back(config, place)


@pytest.mark.parametrize("name", [".", "home"])
def test_a_home_within_the_backup_is_refused(
    lived: Ledger, place: Path, name: str
) -> None:
    backups.back_up(lived, place)

    with pytest.raises(BackupError, match="lie within each other"):
        bring_back(Config(home=place / name, boxes=1), place)


def test_a_restore_that_broke_off_does_not_open_and_goes_on(
    lived: Ledger, place: Path, empty: Config, monkeypatch: pytest.MonkeyPatch
) -> None:
    backups.back_up(lived, place)
    synced = disk.sync
    with monkeypatch.context() as patched:

        def breaks_off(*paths: Path) -> None:
            if paths[0].name == "ledger.db.partial":
                raise OSError(5, "Input/output error")
            synced(*paths)

        patched.setattr(disk, "sync", breaks_off)
        with pytest.raises(BackupError, match="run the same restore again"):
            bring_back(empty, place)

    with pytest.raises(HomeBrokenError, match="was broken off"):
        Ledger(empty)
    assert bring_back(empty, place).report.verdict == "unanchored"
    assert not (empty.home / homes.RESTORING).exists()


def test_a_restore_that_broke_off_does_not_go_on_with_another_backup(
    lived: Ledger, place: Path, empty: Config, monkeypatch: pytest.MonkeyPatch
) -> None:
    backups.back_up(lived, place)
    other = place.with_name("other")
    with opened(Config(home=place.with_name("theirs"), boxes=1)) as theirs:
        take_in(theirs, {"theirs.eml": mail(5)})
        backups.back_up(theirs, other)
    with monkeypatch.context() as patched:

        def breaks_off(*_words: object) -> None:
            raise OSError(5, "Input/output error")

        patched.setattr(restoring, "_lay_checkpoints", breaks_off)
        with pytest.raises(BackupError, match="run the same restore again"):
            bring_back(empty, place)
    before = files(empty.home)

    with pytest.raises(BackupError, match="Bringing another backup back"):
        bring_back(empty, other)

    assert files(empty.home) == before
    assert bring_back(empty, place).report.findings == ()


def test_what_is_no_backup_is_said_to_be_none(
    lived: Ledger, place: Path, empty: Config, tmp_path: Path
) -> None:
    with pytest.raises(NotABackupError, match=r"there is no manifest\.json in it"):
        bring_back(empty, tmp_path / "nowhere")
    with pytest.raises(NotABackupError, match=r"there is no manifest\.json in it"):
        bring_back(empty, lived.home)
    backups.back_up(lived, place)
    (place / copies.manifest(place).state / "ledger.db").unlink()
    with pytest.raises(NotABackupError, match="is missing in it"):
        bring_back(empty, place)
    assert not empty.home.exists()


def test_a_backup_of_a_newer_program_is_refused(
    lived: Ledger, place: Path, empty: Config
) -> None:
    made = backups.back_up(lived, place).manifest
    path = place / "manifest.json"
    path.write_text(replace(made, schema="9999").written(), "utf-8")
    with pytest.raises(HomeTooNewError):
        bring_back(empty, place)
    path.write_text(made.written().replace('"version": 1', '"version": 2'), "utf-8")
    with pytest.raises(NotABackupError, match="A newer version"):
        bring_back(empty, place)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("state", "../../etc"),
        ("state", "state-1-0123456789abcdef/../.."),
        ("state", 7),
        ("events", -1),
        ("events", True),
        ("root", "aa"),
        ("made_at", "yesterday"),
        ("extra", 1),
    ],
)
def test_a_manifest_that_was_made_up_leads_nowhere(
    lived: Ledger, place: Path, empty: Config, name: str, value: object
) -> None:
    data = json.loads(backups.back_up(lived, place).manifest.written())
    (place / "manifest.json").write_text(json.dumps({**data, name: value}), "utf-8")

    with pytest.raises(NotABackupError, match="cannot be understood"):
        bring_back(empty, place)


def test_a_manifest_is_read_as_it_was_written(lived: Ledger, place: Path) -> None:
    made = backups.back_up(lived, place).manifest

    assert Manifest.parse(made.written()) == made


def test_a_damaged_backup_is_brought_back_as_far_as_it_goes_and_says_so(
    lived: Ledger, place: Path, empty: Config
) -> None:
    backups.back_up(lived, place)
    damaged = max(copies_of(place), key=lambda path: path.stat().st_size)
    damaged.chmod(0o600)
    damaged.write_bytes(damaged.read_bytes()[:-1])

    made = bring_back(empty, place, key=key_of(lived))

    assert made.report.verdict == "broken"
    assert f"sha256:{damaged.name}" in " ".join(f.where for f in made.report.findings)
    with opened(empty) as again:
        assert len(log_of(again)) == len(log_of(lived))


def test_a_database_that_is_not_the_one_of_the_manifest_is_said_to_be_another(
    lived: Ledger, place: Path, empty: Config, tmp_path: Path
) -> None:
    backups.back_up(lived, place)
    old = place / copies.manifest(place).state / "ledger.db"
    take_in(lived, {"new.eml": mail(77)})
    newer = backups.back_up(lived, tmp_path / "newer").manifest
    shutil.copyfile(tmp_path / "newer" / newer.state / "ledger.db", old)

    made = bring_back(empty, place)

    assert made.report.verdict == "broken"
    assert "the database is not the one of the manifest" in [
        finding.what for finding in made.report.findings
    ]
    assert made.epoch is None, "a past that is in doubt is not built upon"


def test_a_database_that_is_none_is_one_sentence(
    lived: Ledger, place: Path, empty: Config
) -> None:
    backups.back_up(lived, place)
    path = place / copies.manifest(place).state / "ledger.db"
    path.write_bytes(os.urandom(len(path.read_bytes())))

    with pytest.raises(LedgerError, match=r"\.$"):
        bring_back(empty, place)

    assert not empty.home.exists()
