"""A clock that jumps by years at any look: the order of the log is its positions'.

The clock is the one that the ledger is handed, set back and forward at random; no
library stands between the program and the system's clock.
"""

import random
from datetime import datetime
from datetime import timedelta
from datetime import UTC
from pathlib import Path

import pytest

from ledger.config import Config
from ledger.opened import Ledger
from ledger.services import audit
from ledger.services import backups
from ledger.services import checkpoints
from ledger.store import receipts
from ledger.store import waiting
from tests.acts import every_document
from tests.acts import log_of
from tests.acts import mail
from tests.acts import mailbox
from tests.acts import nord
from tests.acts import take_in
from tests.faults.conftest import Showed

pytestmark = pytest.mark.faults


class Jumping:
    """A clock that jumps at one look in three, by up to a year either way."""

    def __init__(self, seed: int) -> None:
        self._chosen = random.Random(seed)  # noqa: S311 - to be the same again
        self._now = datetime(2025, 6, 2, tzinfo=UTC)
        self.jumps = 0

    def __call__(self) -> datetime:
        if self._chosen.random() < 1 / 3:
            self.jumps += 1
            self._now += timedelta(days=self._chosen.uniform(-365, 365))
        self._now += timedelta(milliseconds=1)
        return self._now


@pytest.mark.parametrize("seed", range(3))
def test_a_clock_that_jumps_harms_no_order_and_stops_no_work(
    tmp_path: Path, seed: int, showed: Showed
) -> None:
    clock = Jumping(seed)
    ledger = Ledger(Config(home=tmp_path / "home", boxes=1), clock)
    nord(ledger)
    notes = []
    for part in range(5):
        numbers = range(part * 20, part * 20 + 20)
        box = mailbox(mail(number) for number in numbers)
        take_in(ledger, {f"{part}.mbox": box, f"{part}.eml": mail(1000 + part)})
        notes.append(checkpoints.sign(ledger))
        backups.back_up(ledger, tmp_path / "backup")

    log = log_of(ledger)
    assert [event.position for event in log] == list(range(len(log)))
    assert [event.at for event in log] == sorted(event.at for event in log)
    assert all(each.reading for each in every_document(ledger))
    with ledger.db.reading() as tx:
        assert (waiting.number(tx), receipts.still_open(tx)) == (0, [])
    assert audit.audit(ledger, notes).verdict == "sound"
    ledger.close()
    showed(
        f"the clock jumped {clock.jumps} times by up to a year (the one that the "
        f"ledger is handed): {len(log)} events in order, no lease and no receipt stuck"
    )
