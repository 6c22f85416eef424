"""Audit: the tamper matrix, row by row, without and with an outside checkpoint.

Whoever tampers here can do everything: he has the files, he knows the format, and he
takes the guards of the database away first. With the key he can sign, too.
"""

import base64
import json
import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import rfc8785

from ledger.config import Config
from ledger.domain import seal
from ledger.domain.digest import Digest
from ledger.opened import Ledger
from ledger.proof.checkpoint import Checkpoint
from ledger.proof.checkpoint import SigningKey
from ledger.services import audit
from ledger.services import checkpoints
from ledger.services import filing
from ledger.services import projects
from ledger.services.audit import Report
from ledger.store import events
from tests.conftest import Clock

OLD = 4
"""The position of the event that is tampered with: the name of a person."""


class Home:
    """A home in the hands of somebody who wants it to say something else."""

    def __init__(self, ledger: Ledger) -> None:
        self.folder = ledger.home
        self.origin = ledger.origin
        self.notes = self.folder / "checkpoints.log"
        self.blobs = [path for path in ledger.blobs.all() if path.stat().st_size]

    def run(self, *statements: str, values: tuple[object, ...] = ()) -> None:
        with sqlite3.connect(self.folder / "ledger.db", isolation_level=None) as db:
            for name in ("event_never_changed", "event_never_removed"):
                db.execute(f"DROP TRIGGER IF EXISTS {name}")
            db.execute("DROP TRIGGER IF EXISTS event_without_gap")
            for statement in statements:
                db.execute(statement, values)
        db.close()

    def read(self, query: str) -> list[tuple[object, ...]]:
        with sqlite3.connect(self.folder / "ledger.db") as db:
            rows = db.execute(query).fetchall()
        db.close()
        return rows

    def body(self, position: int = OLD) -> dict[str, Any]:
        bodies = self.read("SELECT body FROM event ORDER BY position")
        body = bodies[position][0]
        assert isinstance(body, bytes)
        return dict(json.loads(body))

    def write_body(self, body: bytes, position: int = OLD) -> None:
        statement = "UPDATE event SET body = ? WHERE position = ?"
        self.run(statement, values=(body, position))

    def spell(self, old: bytes, new: bytes) -> None:
        """Change the bytes of an event, and the tree with them."""
        body = rfc8785.dumps(self.body())
        assert old in body
        self.write_body(body.replace(old, new))
        self.reseal()
        self.forget_checkpoints()

    def say(self, **parts: Any) -> None:
        """Change what an event says, and the tree with it."""
        self.write_body(rfc8785.dumps({**self.body(), **parts}))
        self.reseal()
        self.forget_checkpoints()

    def edit(self, position: int = OLD) -> None:
        """Let an event have been done by somebody else."""
        body = {**self.body(position), "actor": "u_9999999999999999"}
        self.write_body(rfc8785.dumps(body), position)

    def reseal(self) -> int:
        """Make leaves and nodes anew, so that the tree fits the events."""
        nodes: dict[tuple[int, int], bytes] = {}
        rows = self.read("SELECT body FROM event ORDER BY position")
        leaves = []
        for position, (body,) in enumerate(rows):
            assert isinstance(body, bytes)
            leaves.append(seal.leaf_hash(body))
            for level, index, found in seal.completed(
                position, leaves[-1], lambda *key: nodes[key]
            ):
                nodes[level, index] = found
        self.run("DELETE FROM node")
        with sqlite3.connect(self.folder / "ledger.db") as db:
            listed = [(level, index, found) for (level, index), found in nodes.items()]
            db.executemany("INSERT INTO node VALUES (?, ?, ?)", listed)
            pairs = [(leaf, position) for position, leaf in enumerate(leaves)]
            db.executemany("UPDATE event SET leaf = ? WHERE position = ?", pairs)
        db.close()
        return len(leaves)

    def forget_checkpoints(self) -> None:
        self.run("DELETE FROM checkpoint")
        self.notes.unlink(missing_ok=True)

    def sign_again(self) -> None:
        """Sign the log as it stands now, with the key that lies in the home."""
        private = (self.folder / "keys" / "log.key").read_text("ascii")
        key = SigningKey(self.origin, bytes.fromhex(private))
        rows = self.read("SELECT level, idx, hash FROM node")
        nodes = {(level, index): found for level, index, found in rows}
        [(size,)] = self.read("SELECT count(*) FROM event")
        assert isinstance(size, int)
        root = seal.root(size, lambda *at: nodes[at])  # type: ignore[arg-type]
        note = key.sign(Checkpoint(self.origin, size, root))
        self.forget_checkpoints()
        self.run("INSERT INTO checkpoint VALUES (?, ?)", values=(size, note))
        self.notes.write_text(note + "\n", "utf-8")

    def rewrite_blob(self, data: bytes) -> None:
        path = self.blobs[0]
        path.chmod(0o600)
        path.write_bytes(data)


def edit(home: Home) -> None:
    home.edit()


def edit_and_reseal(home: Home) -> None:
    home.edit()
    home.reseal()


def edit_reseal_forget(home: Home) -> None:
    home.edit()
    home.reseal()
    home.forget_checkpoints()


def edit_reseal_sign(home: Home) -> None:
    home.edit()
    home.reseal()
    home.sign_again()


def cut_the_tail_and_forget(home: Home) -> None:
    cut_the_tail(home)
    home.forget_checkpoints()


def cut_the_tail(home: Home) -> None:
    home.run(
        "DELETE FROM event WHERE position > 8",
        "DELETE FROM payload WHERE position > 8",
    )
    home.reseal()


def delete_a_row(home: Home) -> None:
    home.run("DELETE FROM event WHERE position = 4")


def delete_a_row_and_close_the_gap(home: Home) -> None:
    home.run(
        "DELETE FROM event WHERE position = 4",
        "DELETE FROM payload WHERE position = 4",
    )
    for table in ("event", "payload"):
        home.run(
            f"UPDATE {table} SET position = -position WHERE position > 4",  # noqa: S608
            f"UPDATE {table} SET position = -position - 1 WHERE position < 0",  # noqa: S608
        )
    home.reseal()
    home.forget_checkpoints()


def swap_rows(home: Home) -> None:
    home.run(
        "UPDATE event SET position = -1 WHERE position = 4",
        "UPDATE event SET position = 4 WHERE position = 5",
        "UPDATE event SET position = 5 WHERE position = -1",
    )


def change_a_payload(home: Home) -> None:
    other = events.disclosure("name", "Somebody else")
    home.run("UPDATE payload SET disclosures = ? WHERE position = 4", values=(other,))


def remove_a_payload(home: Home) -> None:
    home.run("DELETE FROM payload WHERE position = 4")


def empty_a_payload(home: Home) -> None:
    home.run("UPDATE payload SET disclosures = '' WHERE position = 4")


def add_a_payload(home: Home) -> None:
    home.run("INSERT INTO payload VALUES (100000, '')")


def edit_a_node(home: Home) -> None:
    home.run("UPDATE node SET hash = zeroblob(32) WHERE level = 2 AND idx = 0")


def remove_a_node(home: Home) -> None:
    home.run("DELETE FROM node WHERE level = 2 AND idx = 0")


def add_a_node(home: Home) -> None:
    home.run("INSERT INTO node VALUES (20, 0, zeroblob(32))")


def edit_a_leaf(home: Home) -> None:
    home.run("UPDATE event SET leaf = zeroblob(32) WHERE position = 4")


def edit_a_note(home: Home) -> None:
    home.run("UPDATE checkpoint SET note = replace(note, char(10), char(10) || ' ')")


def edit_the_size_of_a_note(home: Home) -> None:
    home.run("UPDATE checkpoint SET size = size + 1")


def edit_the_file_of_notes(home: Home) -> None:
    origin, size, rest = home.notes.read_text("utf-8").split("\n", 2)
    home.notes.write_text(f"{origin}\n{int(size) - 1}\n{rest}", "utf-8")


def add_extra_space(home: Home) -> None:
    home.write_body(json.dumps(home.body()).encode())
    home.reseal()
    home.forget_checkpoints()


def add_a_second_spelling(home: Home) -> None:
    home.spell(b'"u_', b'"\\u0075_')


def say_it_twice(home: Home) -> None:
    home.spell(b'{"actor"', b'{"actor":"u_9999999999999999","actor"')


def write_a_fraction(home: Home) -> None:
    home.spell(b'"v":1', b'"v":1.5')


def write_no_number(home: Home) -> None:
    home.spell(b'"v":1', b'"v":NaN')


def write_too_large_a_number(home: Home) -> None:
    home.spell(b'"v":1', b'"v":9007199254740993')


def write_a_depth(home: Home) -> None:
    home.write_body(b"[" * 200_000)
    home.reseal()
    home.forget_checkpoints()


def write_nonsense(home: Home) -> None:
    home.write_body(b"\xff\x00nonsense")
    home.reseal()
    home.forget_checkpoints()


def name_a_blob_that_is_none(home: Home) -> None:
    home.say(blobs=[{"role": "raw", "sha256": "../../etc", "size": 1}])


def hold_no_digests(home: Home) -> None:
    home.say(sd=None)


def move_to_another_log(home: Home) -> None:
    home.say(log="other.example/log")


def add_a_key(home: Home) -> None:
    home.run("UPDATE log_key SET from_size = 7")


def copy_an_event_to_another_place(home: Home) -> None:
    home.write_body(rfc8785.dumps(home.body(5)))
    home.reseal()
    home.forget_checkpoints()


def change_a_blob(home: Home) -> None:
    home.rewrite_blob(b"something else")


def empty_a_blob(home: Home) -> None:
    home.rewrite_blob(b"")


def remove_a_blob(home: Home) -> None:
    home.blobs[0].unlink()


def move_a_blob(home: Home) -> None:
    path = home.blobs[0]
    other = "00" if path.parent.name != "00" else "01"
    path.rename(path.parent.parent / other / path.name)


def put_a_folder_for_a_blob(home: Home) -> None:
    home.blobs[0].unlink()
    home.blobs[0].mkdir()


SEEN_BY_ITSELF = [
    edit,
    edit_and_reseal,
    delete_a_row,
    delete_a_row_and_close_the_gap,
    swap_rows,
    change_a_payload,
    remove_a_payload,
    empty_a_payload,
    add_a_payload,
    edit_a_node,
    remove_a_node,
    add_a_node,
    edit_a_leaf,
    edit_a_note,
    edit_the_size_of_a_note,
    edit_the_file_of_notes,
    cut_the_tail,
    add_extra_space,
    add_a_second_spelling,
    say_it_twice,
    write_a_fraction,
    write_no_number,
    write_too_large_a_number,
    write_a_depth,
    write_nonsense,
    name_a_blob_that_is_none,
    hold_no_digests,
    add_a_key,
    move_to_another_log,
    copy_an_event_to_another_place,
    change_a_blob,
    empty_a_blob,
    remove_a_blob,
    move_a_blob,
    put_a_folder_for_a_blob,
]

SEEN_FROM_OUTSIDE_ALONE = [
    edit_reseal_forget,
    edit_reseal_sign,
    cut_the_tail_and_forget,
]


@pytest.fixture
def tampered(
    lived: Ledger, config: Config, clock: Clock
) -> Callable[[Callable[[Home], None]], tuple[Report, Report]]:
    """Sign, tamper, and audit without and with the note that somebody else kept."""

    def reports(attack: Callable[[Home], None]) -> tuple[Report, Report]:
        outside = checkpoints.sign(lived)
        home = Home(lived)
        lived.close()
        attack(home)
        again = Ledger(config, clock)
        found = audit.audit(again), audit.audit(again, [outside])
        again.close()
        return found

    return reports


Tampered = Callable[[Callable[[Home], None]], tuple[Report, Report]]


def test_a_log_that_nobody_touched_is_sound_with_an_outside_checkpoint_alone(
    tampered: Tampered,
) -> None:
    without, with_note = tampered(lambda _home: None)

    assert (without.verdict, without.findings) == ("unanchored", ())
    assert (with_note.verdict, with_note.findings) == ("sound", ())
    assert with_note.events > 20
    assert with_note.blobs > 10


@pytest.mark.parametrize("attack", SEEN_BY_ITSELF)
def test_what_does_not_fit_is_broken_with_and_without_an_outside_checkpoint(
    tampered: Tampered, attack: Callable[[Home], None]
) -> None:
    without, with_note = tampered(attack)

    assert without.verdict == "broken"
    assert with_note.verdict == "broken"
    assert all(finding.what and finding.where for finding in with_note.findings)


@pytest.mark.parametrize("attack", SEEN_FROM_OUTSIDE_ALONE)
def test_a_log_that_was_rewritten_as_a_whole_is_seen_from_outside_alone(
    tampered: Tampered, attack: Callable[[Home], None]
) -> None:
    without, with_note = tampered(attack)

    assert without.verdict == "unanchored"
    assert {finding.what for finding in without.findings} <= {"no event names it"}
    assert with_note.verdict == "broken"
    [finding] = [each for each in with_note.findings if each.broken]
    assert finding.where.startswith("outside checkpoint")


def test_a_cut_log_is_called_cut(tampered: Tampered) -> None:
    _, with_note = tampered(cut_the_tail_and_forget)

    assert "the log was cut" in with_note.findings[0].what


def test_an_edit_newer_than_the_last_outside_checkpoint_is_the_window_that_is_left(
    lived: Ledger, config: Config, clock: Clock
) -> None:
    outside = checkpoints.sign(lived)
    with lived.db.reading() as tx:
        newer = events.size(tx)
    projects.add_project(lived, "u_2345", "LATE", client="Late", title="Late")
    newest = checkpoints.sign(lived)
    home = Home(lived)
    lived.close()
    home.edit(newer)
    home.reseal()
    home.sign_again()

    again = Ledger(config, clock)
    assert audit.audit(again, [outside]).verdict == "sound"
    assert audit.audit(again, [outside, newest]).verdict == "broken"
    again.close()


def test_broken_outranks_unanchored(tampered: Tampered) -> None:
    without, _ = tampered(change_a_blob)

    assert without.verdict == "broken"


def test_a_blob_that_no_event_names_is_told_and_breaks_nothing(
    lived: Ledger,
) -> None:
    note = checkpoints.sign(lived)
    orphan = Digest.of(b"orphan")
    lived.blobs.path(orphan).write_bytes(b"orphan")
    (lived.blobs.path(orphan).parent / "notes.txt").write_bytes(b"somebody's file")

    report = audit.audit(lived, [note])

    assert report.verdict == "sound"
    assert len(report.findings) == 2
    assert {(x.what, x.broken) for x in report.findings} == {
        ("no event names it", False)
    }


@pytest.mark.parametrize("note", ["", "nonsense", "a\n1\nAAAA\n\n— a AAAA\n"])
def test_an_outside_note_that_is_none_is_a_finding_and_no_anchor(
    lived: Ledger, note: str
) -> None:
    report = audit.audit(lived, [note])

    assert report.verdict == "broken"
    assert report.findings[0].where == "outside checkpoint"


def test_an_outside_note_of_another_key_is_no_anchor(lived: Ledger) -> None:
    with lived.db.reading() as tx:
        size = events.size(tx)
        root = events.root(tx, size)
    forged = SigningKey.make(lived.origin).sign(Checkpoint(lived.origin, size, root))

    assert audit.audit(lived, [forged]).verdict == "broken"


def test_an_outside_note_may_have_come_by_mail(lived: Ledger) -> None:
    note = checkpoints.sign(lived).replace("\n", "\r\n").strip()

    assert audit.audit(lived, [note]).verdict == "sound"


def test_a_checkpoint_file_in_the_home_is_no_outside_witness(lived: Ledger) -> None:
    checkpoints.sign(lived)

    assert audit.audit(lived).verdict == "unanchored"


def test_since_looks_at_newer_events_alone_and_at_the_whole_tree_still(
    lived: Ledger, config: Config, clock: Clock
) -> None:
    note = checkpoints.sign(lived)
    home = Home(lived)
    lived.close()
    change_a_payload(home)

    again = Ledger(config, clock)
    assert audit.audit(again, [note], since=OLD + 1).verdict == "sound"
    assert audit.audit(again, [note], since=OLD).verdict == "broken"
    home.edit()
    assert audit.audit(again, [note], since=OLD + 1).verdict == "broken"
    again.close()


def test_the_first_and_the_last_of_many_checkpoints_are_held_against_the_log(
    ledger: Ledger,
) -> None:
    notes = [checkpoints.sign(ledger)]
    for number in range(12):
        projects.add_project(
            ledger, "u_2345", f"P{number}", client="Client", title="Title"
        )
        notes.append(checkpoints.sign(ledger))

    report = audit.audit(ledger, notes)

    assert (report.verdict, report.events) == ("sound", 13)


def test_a_proof_is_of_an_event_that_is_there(lived: Ledger) -> None:
    text = checkpoints.proof_of(lived, OLD)

    head, _, note = text.partition("\n\n")
    assert head.startswith(f"c2sp.org/tlog-proof@v1\nindex {OLD}\n")
    stated = lived.vkey.signed(note)
    with lived.db.reading() as tx:
        event = events.at(tx, OLD)
    assert event is not None
    path = [base64.b64decode(line) for line in head.split("\n")[2:]]
    assert seal.root_by_inclusion(OLD, stated.size, event.leaf, path) == stated.root


def test_a_filing_cannot_be_moved_to_another_ledger_unseen(
    lived: Ledger, tmp_path: Path, clock: Clock
) -> None:
    note = checkpoints.sign(lived)
    other = Ledger(Config(home=tmp_path / "other", boxes=1), clock)
    filing.tray(other, 1)
    other.close()
    shutil.copy(tmp_path / "other" / "keys" / "log.key", lived.home / "keys")

    again = Ledger(lived.config, clock)

    assert again.read_only is not None
    assert "not the one of this log" in again.read_only
    assert audit.audit(again, [note]).verdict == "sound"
    again.close()
