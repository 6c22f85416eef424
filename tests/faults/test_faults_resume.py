"""kill -9 of the whole command: it goes on under the same receipt, nothing doubled."""

import json
import random
import signal
import time
from pathlib import Path

import pytest

from benchmarks import kills
from ledger.config import Config
from ledger.domain.receipt import Outcome
from ledger.opened import Ledger
from ledger.services import receipts
from tests.faults.conftest import Showed
from tests.faults.programs import answer
from tests.faults.programs import begun
from tests.faults.programs import held
from tests.faults.programs import mails
from tests.faults.programs import running

pytestmark = pytest.mark.faults


@pytest.mark.parametrize("seed", range(3))
def test_a_folder_goes_on_under_its_receipt_however_often_it_is_killed(
    tmp_path: Path, seed: int, showed: Showed
) -> None:
    home = tmp_path / "home"
    outside = begun(home)
    folder = mails(tmp_path / "mails", 0, 450)
    chosen = random.Random(seed)  # noqa: S311 - to be the same again
    killed = 0
    for _ in range(8):
        with running(home, "take-in", folder) as process:
            time.sleep(0.8 + chosen.random() * 2.5)
            process.send_signal(signal.SIGKILL)
            killed += process.wait() == -signal.SIGKILL
    with running(home, "take-in", folder, "--json") as process:
        said = answer(process)

    ledger = Ledger(Config(home=home, boxes=1))
    listed = receipts.newest(ledger, 99)
    ledger.close()
    again = sum(each.counts[Outcome.DUPLICATE] for each in listed)
    assert said["closed"]
    assert all(each.receipt.closed_at for each in listed)
    if again == 0:
        assert len(listed) == 2
        assert said["taken_in"] == 450
    held(home, outside, {*range(450), 9999})
    showed(f"{killed} kills of take-in: {len(listed) - 1} receipt, {again} doubled")


def test_a_mailbox_survives_the_kills_of_the_benchmark(
    tmp_path: Path, showed: Showed
) -> None:
    rows = kills.run(tmp_path, 1000, 5)

    assert [row for row in rows if "broken" in row.note] == []
    showed(json.dumps({row.what: row.figure for row in rows[:2]}))
