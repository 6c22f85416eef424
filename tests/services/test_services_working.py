"""Work in the background: who holds a job, and what happens when he dies."""

import io
import os
import socket
import subprocess
import sys

from ledger.opened import Ledger
from ledger.services import intake
from ledger.services import receipts
from ledger.services import workers
from ledger.services import working


def dead() -> str:
    """Return the name of a worker that is no more."""
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    return f"{socket.gethostname()}:{ended.pid}:1"


def nothing(_number: int) -> None:
    """Take no notice of progress."""


def test_a_process_that_died_is_told_from_one_that_lives() -> None:
    assert workers.alive(workers.name())
    assert not workers.alive(dead())


def test_another_machine_and_what_is_no_process_may_always_live() -> None:
    assert workers.alive(f"elsewhere:{os.getpid()}:1")
    assert workers.alive("upload")


def test_a_receipt_whose_bringer_died_is_closed_with_what_was_brought(
    ledger: Ledger,
) -> None:
    receipt = intake.open_receipt(
        ledger, "u_1", custodian="Ana", channel="take-in", holder=dead()
    )
    brought = [intake.File("one.txt", lambda: io.BytesIO(b"words"))]
    assert list(intake.receive(ledger, receipt, brought)) == [1]

    working.release_the_dead(ledger)
    working.run(ledger, nothing)

    account = receipts.account(ledger, receipt)
    assert account.taken_in == 1
    assert account.receipt.closed_at


def test_a_receipt_whose_bringer_lives_stays_open(ledger: Ledger) -> None:
    receipt = intake.open_receipt(ledger, "u_1", custodian="Ana", channel="upload")

    working.release_the_dead(ledger)
    working.run(ledger, nothing)

    assert receipts.account(ledger, receipt).receipt.closed_at is None
