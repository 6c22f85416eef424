"""Kill a process again and again in the middle of its work, and count afterwards."""

import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ledger.config import Config
from ledger.domain.reading import Kind
from ledger.domain.receipt import Outcome
from ledger.opened import Ledger
from ledger.services import audit
from ledger.services import checkpoints
from ledger.services import projects
from ledger.services import rebuilding
from ledger.store import receipts
from tests.acts import every_document
from tests.acts import mail
from tests.acts import mailbox

CHILD = Path(__file__).with_name("child.py")
ROOT = CHILD.parent.parent.parent


@contextmanager
def child(home: Path, *act: str) -> Iterator[subprocess.Popen[str]]:
    """Start a process that works on a home; it is gone when the block ends."""
    process = subprocess.Popen(  # noqa: S603 - our own program
        [sys.executable, str(CHILD), str(home), *act],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        yield process
    finally:
        if process.poll() is None:
            process.send_signal(signal.SIGKILL)
        process.communicate()


def kill_while_reading(home: Path, mails: int, kills: int, seed: int) -> int:
    """Take in a mailbox, killed at random moments; return how many kills hit work."""
    chosen = random.Random(seed)  # noqa: S311 - to be the same again
    ledger = Ledger(Config(home=home, boxes=1))
    projects.add_project(ledger, "u_1", "NORD", client="Nord", title="Site")
    outside = checkpoints.sign(ledger)
    ledger.close()
    path = home.with_name("box.mbox")
    path.write_bytes(mailbox(mail(number) for number in range(mails)))
    hits = 0
    act = ["bring", str(path)]
    for _ in range(kills):
        with child(home, *act) as process:
            word = _first_word(process, "kept" if act[0] == "bring" else "read")
            act = ["work"]
            if word == "done":
                break
            time.sleep(chosen.random() * 0.15)
            if process.poll() is None:
                process.send_signal(signal.SIGKILL)
                hits += process.wait() == -signal.SIGKILL
    with child(home, "work") as process:
        assert process.stdout is not None
        assert process.stdout.read().endswith("done\n")
    hold(home, mails, outside)
    return hits


def _first_word(process: subprocess.Popen[str], wanted: str) -> str:
    assert process.stdout is not None
    for line in process.stdout:
        if line.split()[0] in {wanted, "done"}:
            return line.split()[0]
    return "done"


def hold(home: Path, mails: int, outside: str) -> None:
    """Hold a home to it: nothing lost, nothing doubled, all of it sealed."""
    ledger = Ledger(Config(home=home, boxes=1))
    listed = every_document(ledger)
    box = [each for each in listed if each.kind is Kind.ARCHIVE]
    assert len(box) == 1
    members = [each for each in listed if each.parent == box[0].id]
    assert Counter(each.place for each in members) == {
        f"message {number}": 1 for number in range(1, mails + 1)
    }
    assert [ledger.blobs.read(each.digest) for each in members] == [
        mail(number) for number in range(mails)
    ]
    assert all(each.reading for each in listed)
    with ledger.db.reading() as tx:
        assert receipts.still_open(tx) == []
        [receipt] = receipts.newest(tx)
        assert receipts.counts(tx, receipt.id)[Outcome.TAKEN_IN] == mails + 1
    assert audit.audit(ledger, [outside]).verdict == "sound"
    assert rebuilding.projections_anew(ledger) > mails
    ledger.close()
