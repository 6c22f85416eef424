"""Rows are held against the log that makes them."""

import sqlite3
from pathlib import Path

import pytest

from ledger.config import Config
from ledger.opened import Ledger
from ledger.services import audit
from ledger.services import checkpoints
from ledger.services import rows
from ledger.services.audit import Verdict


def changed(ledger: Ledger, statement: str) -> audit.Report:
    """Change a row behind the ledger's back, and audit with the rows."""
    note = checkpoints.sign(ledger)
    with sqlite3.connect(ledger.db.path) as connection:
        connection.execute(statement)
    connection.close()
    return rows.compared(ledger, audit.audit(ledger, [note]))


def test_rows_that_the_log_makes_are_sound(lived: Ledger) -> None:
    note = checkpoints.sign(lived)

    report = rows.compared(lived, audit.audit(lived, [note]))

    assert report.verdict is Verdict.SOUND


@pytest.mark.parametrize(
    ("statement", "what", "table"),
    [
        (
            "UPDATE round SET opened_on = '2020-01-01'",
            "the row is not the one that the log makes",
            "round",
        ),
        ("DELETE FROM belonging", "the row is missing", "belonging"),
        (
            "INSERT INTO client VALUES ('c_forged', 'Forged')",
            "the log makes no such row",
            "client",
        ),
    ],
)
def test_a_row_that_was_changed_is_named(
    lived: Ledger, statement: str, what: str, table: str
) -> None:
    report = changed(lived, statement)

    assert report.verdict is Verdict.BROKEN
    assert {finding.what for finding in report.findings} == {what}
    assert all(f"of {table}" in finding.where for finding in report.findings)


def test_the_seals_alone_do_not_see_it(lived: Ledger) -> None:
    note = checkpoints.sign(lived)
    with sqlite3.connect(lived.db.path) as connection:
        connection.execute("UPDATE round SET opened_on = '2020-01-01'")
    connection.close()

    assert audit.audit(lived, [note]).verdict is Verdict.SOUND


def test_an_empty_ledger_has_no_rows_to_differ(tmp_path: Path) -> None:
    ledger = Ledger(Config(home=tmp_path / "home"))

    report = rows.compared(ledger, audit.audit(ledger))

    assert report.findings == ()
    ledger.close()
