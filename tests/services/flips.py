"""Flip bits in the file of the database, and see whether an audit overlooks one."""

import random
import shutil
import sqlite3
from dataclasses import dataclass
from pathlib import Path

from ledger.config import Config
from ledger.domain.errors import LedgerError
from ledger.opened import Ledger
from ledger.services import audit
from ledger.services import checkpoints
from ledger.store import tables


@dataclass
class Outcome:
    """What became of so many flips."""

    seen: int = 0
    harmless: int = 0
    """The log is the same: unused bytes, an index, or rows made from the log."""


def log_alone(home: Path) -> None:
    """Leave little in the file but the log, so that flips hit it."""
    with sqlite3.connect(home / "ledger.db", isolation_level=None) as db:
        for table in tables.PROJECTED:
            db.execute(f"DELETE FROM {table.name}")  # noqa: S608 - our own tables
        db.execute("VACUUM")
    db.close()


def flip(home: Path, number: int, seed: int, *, sparing: bool) -> Outcome:
    """Flip bits one at a time, each in a fresh copy, and hold the audit to each.

    ``sparing`` leaves bytes of nought alone, for most of them are not in use.
    """
    chosen = random.Random(seed)  # noqa: S311 - to be the same again
    ledger = Ledger(Config(home=home, boxes=1))
    outside = checkpoints.sign(ledger)
    ledger.close()
    path = home / "ledger.db"
    whole = path.read_bytes()
    used = [at for at, byte in enumerate(whole) if byte or not sparing]
    before = _content(path)
    outcome = Outcome()
    for _ in range(number):
        bit = chosen.choice(used) * 8 + chosen.randrange(8)
        data = bytearray(whole)
        data[bit // 8] ^= 1 << bit % 8
        for left in home.glob("ledger.db*"):
            left.unlink()
        shutil.rmtree(home / "index", ignore_errors=True)
        path.write_bytes(data)
        changed = _content(path) != before
        seen = is_seen(home, outside)
        assert seen or not changed, f"bit {bit} of {len(whole)} was overlooked"
        outcome.seen += changed
        outcome.harmless += not changed
    return outcome


def is_seen(home: Path, outside: str) -> bool:
    """Audit a home; a sentence at the door counts as seen, a traceback never."""
    try:
        ledger = Ledger(Config(home=home, boxes=1))
    except LedgerError:
        return True
    try:
        return audit.audit(ledger, [outside]).verdict == "broken"
    finally:
        ledger.close()


def _content(path: Path) -> object:
    """Return what the tables of the log hold; None of a file that cannot be read."""
    db = sqlite3.connect(path)
    try:
        return [
            db.execute(f"SELECT * FROM {table.name} ORDER BY 1, 2").fetchall()  # noqa: S608
            for table in tables.LOG
        ]
    except (sqlite3.Error, UnicodeDecodeError):
        return None
    finally:
        db.close()
