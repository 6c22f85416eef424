"""Intake: mails a second durable in the log, and text a second into the index."""

import shutil
import sqlite3
import subprocess
from pathlib import Path

from benchmarks import memory
from benchmarks.material import archive
from benchmarks.material import finish
from benchmarks.material import opened
from benchmarks.material import read
from benchmarks.material import real_mail
from benchmarks.material import receive
from benchmarks.table import peak_mb
from benchmarks.table import Row
from benchmarks.table import seconds
from ledger.opened import Ledger
from ledger.services import indexing
from ledger.store import documents
from ledger.store import messages
from ledger.store.database import Tx


def run(folder: Path, number: int) -> list[Row]:
    """Measure real mail, a generated archive, and few mails that are long."""
    paths = real_mail()
    what = "real mail" if paths else "generated mail (no real mail here)"
    rows = _measured(folder / "real", paths or [archive(folder, 2000)], what)
    size = min(number, 20_000)
    large = archive(folder, size)
    rows += _measured(folder / "large", [large], f"{size} generated mails")
    return rows + memory.run(folder / "memory", large)


def _measured(folder: Path, paths: list[Path], what: str) -> list[Row]:
    folder.mkdir()
    ledger = opened(folder / "home")
    took = seconds(lambda: receive(ledger, paths)) + seconds(lambda: read(ledger))
    whole = took + seconds(lambda: finish(ledger))
    with ledger.db.reading() as tx:
        mails = messages.count(tx)
        listed = documents.count(tx)
        texts = _texts(tx)
    letters = sum(len(text.encode()) for text in texts)
    indexed = seconds(lambda: indexing.catch_up(ledger))
    beside = seconds(lambda: _fts5(folder, texts))
    rows = [
        Row(
            f"{what}: durable in the log",
            f"{mails / took:.0f} mails/s",
            "≥ 150 mails/s",
            f"{mails} messages, {listed} documents, {ledger.box.isolation()}",
        ),
        Row(
            f"{what}: and quotes compared, senders checked",
            f"{mails / whole:.0f} mails/s",
            "≥ 150 mails/s",
            "in the background, behind what is read",
        ),
        Row(f"{what}: peak memory", f"{peak_mb()} MB", "< 600 MB"),
        Row(
            f"{what}: index",
            f"{letters / indexed / 1000:.0f} kB/s",
            "≥ 200 kB/s",
            f"SQLite FTS5 on the same texts: {letters / beside / 1000:.0f} kB/s, "
            f"ratio {indexed / beside:.1f}",
        ),
    ]
    rows += _notmuch(folder, ledger, mails, took)
    ledger.close()
    return rows


def _texts(tx: Tx) -> list[str]:
    rows = tx.exec_driver_sql("SELECT text FROM reading ORDER BY digest")
    return [row.text for row in rows]


def _fts5(folder: Path, texts: list[str]) -> None:
    with sqlite3.connect(folder / "fts5.db") as connection:
        connection.execute("CREATE VIRTUAL TABLE entry USING fts5(text)")
        connection.executemany(
            "INSERT INTO entry VALUES (?)", ((text,) for text in texts)
        )
    connection.close()


def _notmuch(folder: Path, ledger: Ledger, mails: int, took: float) -> list[Row]:
    """Measure ``notmuch new`` on the same mails, where it is installed."""
    program = shutil.which("notmuch")
    if program is None:
        return [Row("yardstick: notmuch new", "not installed")]
    place = folder / "maildir" / "cur"
    place.mkdir(parents=True)
    with ledger.db.reading() as tx:
        rows = tx.exec_driver_sql("SELECT digest FROM document WHERE kind = 'mail'")
        digests = {row.digest for row in rows}
    for digest in digests:
        shutil.copyfile(ledger.home / "blobs" / digest[:2] / digest, place / digest)
    settings = folder / "notmuch-config"
    settings.write_text(
        f"[database]\npath={(folder / 'maildir').resolve()}\n"
        "[user]\nname=Bench\nprimary_email=bench@example.org\n"
    )
    command = [program, "--config", str(settings), "new", "--quiet"]
    beside = seconds(lambda: _quietly(command))
    note = f"ratio {took / beside:.1f}; it keeps no originals, log or attachments"
    return [Row("yardstick: notmuch new", f"{mails / beside:.0f} mails/s", "", note)]


def _quietly(command: list[str]) -> None:
    subprocess.run(command, check=True, stderr=subprocess.DEVNULL)  # noqa: S603 - ours
