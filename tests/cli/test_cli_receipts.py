"""Receipts by commands: shown, listed, written to a sheet; an import that goes on."""

import csv
from pathlib import Path

import pytest

from ledger.config import Config
from ledger.opened import Ledger
from ledger.services import intake
from ledger.services import walking
from tests.acts import letter
from tests.acts import mail
from tests.cli.running import Program
from tests.services.test_services_working import dead

BY_COMMAND = {"channel": "take-in"}


@pytest.fixture
def mails(tmp_path: Path) -> Path:
    """A folder of mails, one with another inside."""
    folder = tmp_path / "mails"
    folder.mkdir()
    (folder / "1.eml").write_bytes(mail(1))
    (folder / "2.eml").write_bytes(letter(attached=mail(2)))
    (folder / "empty.eml").write_bytes(b"")
    return folder


def test_a_receipt_is_shown_as_the_import_showed_it(
    program: Program, mails: Path, tmp_path: Path
) -> None:
    taken = program.json("take-in", mails)
    sheet = tmp_path / "receipt.csv"

    shown = program.json("receipt", taken["receipt"], "--csv", sheet)

    assert shown == taken
    assert (shown["taken_in"], shown["inside"], shown["duplicates"]) == (2, 1, 0)
    with sheet.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["outcome"] for row in rows] == [
        "taken-in",
        "taken-in",
        "set-aside",
        "inside",
    ]
    [listed] = program.json("receipt", "list")["receipts"]
    assert (listed["receipt"], listed["inside"]) == (taken["receipt"], 1)
    assert "closed" in program("receipt", "list").out
    assert "no receipt “rc_x”" in program.fails(1, "receipt", "rc_x")


def test_what_was_there_before_is_named_with_the_first_one(
    program: Program, mails: Path
) -> None:
    first = program.json("take-in", mails)["documents"][0]["id"]

    printed = program("take-in", mails).out.splitlines()

    [line] = [each for each in printed if f"the first one is {first}" in each]
    assert line.startswith("there before: ")


def test_an_import_that_was_broken_off_goes_on_under_its_receipt(
    program: Program, mails: Path
) -> None:
    ledger = Ledger(Config(home=program.home, boxes=1))
    plan = {"paths": [str(mails)], "project": None, "custodian": "", **BY_COMMAND}
    receipt = intake.open_receipt(
        ledger,
        "command-line",
        custodian="",
        channel="take-in",
        holder=dead(),
        plan=plan,
    )
    some = walking.walk([mails / "1.eml"], ledger.home)
    assert list(intake.receive(ledger, receipt, some)) == [1]
    ledger.close()
    [before] = program.json("receipt", "list")["receipts"]
    assert before["broken_off"]
    other = program("take-in", mails / "2.eml", "--json")
    assert f"receipt close {receipt}" in other.err

    ran = program("take-in", mails, "--json")

    assert "Going on with receipt" in ran.err
    assert "receipt close" not in ran.err
    assert ran.json["receipt"] == receipt
    assert (ran.json["taken_in"], ran.json["duplicates"]) == (1, 1)
    assert ran.json["closed"]
    [_, first] = program.json("receipt", "list")["receipts"]
    assert (first["receipt"], first["broken_off"]) == (receipt, False)


def test_a_receipt_that_was_broken_off_is_closed_by_a_command(
    program: Program,
) -> None:
    ledger = Ledger(Config(home=program.home, boxes=1))
    receipt = intake.open_receipt(
        ledger,
        "command-line",
        custodian="",
        channel="take-in",
        holder=dead(),
        plan={"paths": ["/mails"]},
    )
    ledger.close()
    assert "broken off" in program("receipt", "list").out

    closed = program.json("receipt", "close", receipt)

    assert closed["closed"]
    assert [line["path"] for line in closed["set_aside"]] == ["/mails"]
