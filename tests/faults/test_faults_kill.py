"""kill -9: whatever was said to be safe is there, once, and the work goes on."""

import signal
from pathlib import Path

import pytest

from ledger.config import Config
from ledger.domain.receipt import Outcome
from ledger.opened import Ledger
from ledger.services import audit
from ledger.services import checkpoints
from ledger.services import projects
from ledger.store import receipts
from tests.acts import every_document
from tests.acts import mail
from tests.faults.conftest import Showed
from tests.faults.killing import child
from tests.faults.killing import kill_while_reading


def test_a_mailbox_survives_a_few_kills(tmp_path: Path) -> None:
    assert kill_while_reading(tmp_path / "home", mails=150, kills=2, seed=1) >= 1


@pytest.mark.faults
@pytest.mark.parametrize("seed", range(3))
def test_a_mailbox_survives_many_kills(
    tmp_path: Path, seed: int, showed: Showed
) -> None:
    kills = kill_while_reading(tmp_path / "home", mails=3000, kills=20, seed=seed)

    assert kills >= 15
    showed(f"{kills} times kill -9 while 3000 mails were read: each is there, once")


@pytest.mark.faults
@pytest.mark.parametrize("wanted", [1, 2, 3])
def test_files_that_were_said_to_be_kept_are_kept(
    tmp_path: Path, wanted: int, showed: Showed
) -> None:
    folder = tmp_path / "mails"
    folder.mkdir()
    for number in range(1000):
        (folder / f"{number:04d}.eml").write_bytes(mail(number))
    home = tmp_path / "home"
    ledger = Ledger(Config(home=home, boxes=1))
    projects.add_project(ledger, "u_1", "NORD", client="Nord", title="Site")
    outside = checkpoints.sign(ledger)
    ledger.close()

    said = 0
    with child(home, "bring", str(folder)) as process:
        assert process.stdout is not None
        for line in process.stdout:
            said = int(line.split()[1])
            if said == wanted * 200:
                process.send_signal(signal.SIGKILL)
                break
    with child(home, "bring", str(folder)) as process:
        assert process.stdout is not None
        assert process.stdout.read().endswith("done\n")

    ledger = Ledger(Config(home=home, boxes=1))
    listed = every_document(ledger)
    assert [ledger.blobs.read(each.digest) for each in listed] == [
        mail(number) for number in range(1000)
    ]
    assert all(each.reading for each in listed)
    assert audit.audit(ledger, [outside]).verdict == "sound"
    with ledger.db.reading() as tx:
        newest = receipts.newest(tx)[0]
        assert newest.closed_at is not None
        counted = receipts.counts(tx, newest.id)
    assert counted[Outcome.DUPLICATE] >= said
    ledger.close()
    showed(f"kill -9 after {said} of 1000 files were said to be kept: they were")
