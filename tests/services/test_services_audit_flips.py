"""Audit of a file that lost a bit: whatever changes the log is seen, without a crash.

Many more flips, over the whole file, are among the tests of faults.
"""

import random
import shutil
import sqlite3
from pathlib import Path

from ledger.config import Config
from ledger.opened import Ledger
from ledger.services import checkpoints
from tests.services.flips import flip
from tests.services.flips import is_seen
from tests.services.flips import log_alone


def test_no_flipped_bit_that_changes_the_log_is_overlooked(
    lived_home: Path, tmp_path: Path
) -> None:
    home = tmp_path / "home"
    shutil.copytree(lived_home, home)
    log_alone(home)

    outcome = flip(home, 60, seed=6962, sparing=True)

    assert outcome.seen > 15
    assert outcome.seen + outcome.harmless == 60


def test_a_flipped_bit_in_the_index_over_the_tree_is_seen(
    lived_home: Path, tmp_path: Path
) -> None:
    """The rows stay as they were; who asks for one gets another, or none."""
    home = tmp_path / "home"
    shutil.copytree(lived_home, home)
    ledger = Ledger(Config(home=home, boxes=1))
    outside = checkpoints.sign(ledger)
    ledger.close()
    path = home / "ledger.db"
    whole = path.read_bytes()
    page, size = _index_over("node", path)
    entries = range(page * size - 200, page * size)

    for at in random.Random(7).sample(entries, 12):  # noqa: S311 - to be the same again
        data = bytearray(whole)
        data[at] ^= 2
        path.write_bytes(data)
        assert is_seen(home, outside), f"byte {at} of {len(whole)} was overlooked"


def _index_over(table: str, path: Path) -> tuple[int, int]:
    """Return the number of the page on which an index begins, and the pages' size."""
    with sqlite3.connect(path) as db:
        query = (
            "SELECT rootpage FROM sqlite_schema WHERE type = 'index' AND tbl_name = ?"
        )
        [(page,)] = db.execute(query, (table,)).fetchall()
        [(size,)] = db.execute("PRAGMA page_size").fetchall()
    db.close()
    return page, size
