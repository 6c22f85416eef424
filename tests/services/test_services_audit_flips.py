"""Audit of a file that lost a bit: whatever changes the log is seen, without a crash.

Many more flips, over the whole file, are among the tests of faults.
"""

import shutil
from pathlib import Path

from tests.services.flips import flip
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
