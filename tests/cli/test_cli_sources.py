"""Sources from the command line: what a page can do, with JSON."""

import json
import re
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.acts import mail
from tests.cli.running import Program
from tests.wire.dovecot import PASSWORD
from tests.wire.dovecot import Server
from tests.wire.letters import hand_in

SOURCE = {
    *("id", "kind", "name", "place", "project", "custodian", "state", "settings"),
    *("number", "tried_at", "synced_at", "next_at", "failures", "error"),
    *("newest_receipt", "busy"),
}
EVENT = {"position", "at", "subject", "projects", "actor", "fields"}


def connecting(mailbox: Server, tmp_path: Path) -> list[str]:
    """Return the words that connect the mailbox."""
    certificate = tmp_path / "server.pem"
    certificate.write_text(mailbox.certificate, "ascii")
    return [
        *("source", "add", "imap", "--host", "localhost"),
        *("--port", str(mailbox.tls), "--user", mailbox.user),
        *("--certificate", str(certificate)),
    ]


def test_a_mailbox_is_tried_added_fetched_and_explained(
    program: Program, mailbox: Server, tmp_path: Path
) -> None:
    mailbox.put(mail(1), mail(2), mail(3))
    mailbox.remove("2")
    connect = connecting(mailbox, tmp_path)

    tried = program.json(*connect, "--only-try", stdin=f"{PASSWORD}\n")
    assert tried == {
        "folders": ["INBOX", "Sent", "Trash"],
        "proposed": ["INBOX", "Sent"],
        "idle": True,
    }
    added = program.json(*connect, "--name", "Maria", stdin=f"{PASSWORD}\n")
    assert added.keys() == EVENT | {"kind", "source"}
    assert (added["kind"], added["actor"]) == ("source.added", "command-line")
    assert added["source"].keys() == SOURCE
    assert added["source"]["settings"]["folders"] == ["INBOX", "Sent"]
    assert PASSWORD not in json.dumps(added)
    synced = program.json("source", "sync", "maria")
    assert synced.keys() == {"source", "taken_in", "left_out", "receipts"}
    assert (synced["taken_in"], len(synced["receipts"])) == (2, 1)
    shown = program.json("source", "show", "Maria")
    assert shown.keys() == SOURCE | {"folders"}
    [inbox, _sent] = shown["folders"]
    assert inbox["taken_in"] == "1,3"
    assert inbox["unexplained"] == [{"uids": "2", "number": 1, "known": "before"}]
    audit = program("audit", "--json").json
    assert [each["where"] for each in audit["findings"]] == [
        "Maria, folder INBOX, UIDs 2"
    ]
    assert audit["verdict"] == "unanchored"
    place = ("--folder", "INBOX", "--uids", "2", "--why", "a newsletter")
    program.json("source", "explain", "Maria", *place)
    [inbox, _sent] = program.json("source", "show", "Maria")["folders"]
    assert inbox["explained"] == [
        {"uids": "2", "rule": "by-hand", "why": "a newsletter"}
    ]
    assert program("audit", "--json").json["findings"] == []
    assert "nothing says why" not in program("source", "show", "Maria").out


def test_what_came_by_a_mailbox_says_where_it_stood(
    program: Program, mailbox: Server, tmp_path: Path
) -> None:
    mailbox.put(mail(1))
    program.json(*connecting(mailbox, tmp_path), stdin=f"{PASSWORD}\n")
    synced = program.json("source", "sync", mailbox.user)
    receipt = program.json("receipt", "show", synced["receipts"][0])
    [document] = receipt["documents"]

    [came] = program.json("show", document["id"])["provenance"]["arrivals"]

    assert came["source"] == synced["source"]
    assert (came["kind"], came["folder"], came["uid"]) == ("imap", "INBOX", 1)


def test_what_keeps_us_out_is_one_sentence(
    program: Program, mailbox: Server, tmp_path: Path
) -> None:
    connect = connecting(mailbox, tmp_path)

    refused = program.fails(1, *connect, stdin="not this one\n")
    assert "does not accept this name and password" in refused
    assert "not this one" not in refused
    missing = program.fails(1, *connect, "--folder", "Nope", stdin=f"{PASSWORD}\n")
    assert "no folder “Nope”" in missing
    plain = ("source", "add", "imap", "--host", "imap.studio.example", "--user", "m")
    told = program.fails(2, *plain, "--security", "plain", stdin="x\n")
    assert "--plain-text" in told
    both = ("--password-env", "A", "--token-file", "b")
    assert "one way to sign in" in program.fails(2, *connect, *both)
    assert program.json("source", "list") == {"sources": []}


def test_a_password_may_come_from_a_file_and_be_changed(
    program: Program, mailbox: Server, tmp_path: Path
) -> None:
    path = tmp_path / "password"
    path.write_text(f"{PASSWORD}\n", "utf-8")
    connect = connecting(mailbox, tmp_path)

    program.json(*connect, "--password-file", path, "--name", "Maria")
    assert program.json("source", "sync", "Maria")["taken_in"] == 0
    path.unlink()
    told = program.fails(1, "source", "sync", "Maria")
    assert "file that holds it cannot be read" in told
    [listed] = program.json("source", "list")["sources"]
    assert (listed["failures"], "cannot be read" in listed["error"]) == (1, True)
    program.json("source", "password", "Maria", stdin=f"{PASSWORD}\n")
    assert program.json("source", "sync", "Maria")["taken_in"] == 0


def test_a_folder_is_watched_paused_resumed_and_removed(
    program: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ledger.services.watching.STILL", 0.05)
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a.txt").write_bytes(b"words")

    added = program.json("source", "add", "folder", folder, "--name", "Scanner")
    assert added["source"]["place"] == str(folder)
    assert program.json("source", "sync", "scanner")["taken_in"] == 1
    assert program.json("search", "words")["total"] == 1
    assert program.json("source", "pause", "scanner")["kind"] == "source.paused"
    assert "go on first" in program.fails(1, "source", "sync", "scanner")
    assert program.json("source", "resume", "scanner")["kind"] == "source.resumed"
    assert program.json("source", "remove", "scanner")["kind"] == "source.removed"
    assert program.json("source", "list") == {"sources": []}
    assert "no source “scanner”" in program.fails(1, "source", "show", "scanner")


def test_a_mailbox_is_changed_and_what_is_not_named_stays(
    program: Program, mailbox: Server, tmp_path: Path
) -> None:
    mailbox.put(mail(1))
    program.json("project", "add", "NORD", "--client", "N", "--title", "Site")
    connect = (*connecting(mailbox, tmp_path), "--leave-out", "home@private.example")
    before = program.json(*connect, "--name", "Maria", stdin=f"{PASSWORD}\n")
    day = ("--since", "2025-03-01")

    made = program.json("source", "change", "maria", "--project", "NORD", *day)
    again = program.json("source", "change", "maria", "--name", "Desk")
    last = program.json(
        *("source", "change", "desk", "--project", "-", "--leave-out", "-"),
        "--from-the-beginning",
    )

    assert (made["kind"], made["source"]["project"]) == ("source.changed", "NORD")
    was = before["source"]["settings"]
    assert made["source"]["settings"] == {**was, "since": "2025-03-01"}
    assert again["source"]["name"] == "Desk"
    assert again["source"]["settings"] == made["source"]["settings"]
    assert last["source"]["project"] is None
    assert last["source"]["settings"] == {**was, "since": None, "leave_out": []}
    told = program.fails(1, "source", "change", "desk", "--folder", "Nowhere")
    assert "no folder “Nowhere”" in told


def test_of_a_folder_only_its_name_and_its_project_are_changed(
    program: Program, tmp_path: Path
) -> None:
    (tmp_path / "in").mkdir()
    program.json("source", "add", "folder", tmp_path / "in", "--name", "Scanner")

    made = program.json("source", "change", "scanner", "--name", "Desk")

    assert made["source"]["name"] == "Desk"
    told = program.fails(1, "source", "change", "desk", "--since", "2025-03-01")
    assert "Only of a mailbox" in told
    assert "what is to be changed" in program.fails(2, "source", "change", "desk")


def test_an_address_is_made_and_listed(program: Program) -> None:
    program.json("project", "add", "NORD", "--client", "N", "--title", "Site")

    assert "SCOPE_LEDGER_DROP_HOST" in program.fails(2, "drop-box", "add", "NORD")
    made = program.json("drop-box", "add", "NORD", "--host", "drop.example")

    assert re.fullmatch(r"p-[a-z2-9]{12}@drop\.example", made["address"])
    [listed] = program.json("drop-box", "list")["drop_boxes"]
    assert (listed["place"], listed["project"]) == (made["address"], "NORD")


def test_nothing_is_added_among_sample_data(sample: Program, tmp_path: Path) -> None:
    told = sample.fails(2, "source", "add", "folder", tmp_path)

    assert "sample data" in told


def test_serve_takes_letters_where_it_is_told_to(
    program: Program, tmp_path: Path
) -> None:
    program.json("project", "add", "NORD", "--client", "N", "--title", "Site")
    address = program.json("drop-box", "add", "NORD", "--host", "d.example")["address"]
    command = [sys.executable, "-m", "ledger", "--home", str(program.home), "serve"]
    process = subprocess.Popen(  # noqa: S603 - our own program
        [*command, "--port", "0", "--smtp", "127.0.0.1:0"],
        stdout=subprocess.PIPE,
        text=True,
        env={"PYTHONUNBUFFERED": "1", "PATH": "/usr/bin:/bin", "HOME": str(tmp_path)},
    )
    try:
        assert process.stdout
        told = process.stdout.readline()
        port = int(told.rpartition(":")[2])
        assert hand_in(port, mail(1), address)[0] == 250
        process.send_signal(signal.SIGKILL)
    finally:
        process.kill()
        process.communicate()

    program.json("work", "--once")
    assert program.json("search", "bigger")["total"] == 1
    assert "HOST:PORT" in program.fails(2, "serve", "--smtp", "nonsense")
