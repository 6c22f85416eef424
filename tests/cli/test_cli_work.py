"""Work in the background, done and looked at by commands."""

import signal
import subprocess
import sys
from pathlib import Path

from ledger.config import Config
from ledger.opened import Ledger
from ledger.services import workers
from ledger.store import jobs
from ledger.store import leases
from tests.acts import bring
from tests.acts import every_document
from tests.acts import mail
from tests.cli.running import Program

ROOT = Path(__file__).resolve().parent.parent.parent


def brought(program: Program, mails: int) -> None:
    """Bring mails that nobody reads."""
    ledger = Ledger(Config(home=program.home, boxes=1))
    bring(ledger, {f"{number}.eml": mail(number) for number in range(mails)})
    ledger.close()


def set_aside(program: Program) -> int:
    """Set a job aside, and return its number."""
    ledger = Ledger(Config(home=program.home, boxes=1))
    now = ledger.now()
    with ledger.db.writing() as tx:
        [job] = leases.lease(tx, workers.name(), now, now, 1)
        jobs.set_aside(tx, job.id, now, "It broke.")
    ledger.close()
    return job.id


def test_what_waits_is_told_and_done_once(program: Program) -> None:
    brought(program, 3)
    [heap] = program.json("jobs")["waiting"]
    assert (heap["kind"], heap["number"], heap["later"]) == ("read", 3, 0)

    done = program.json("work", "--once")

    assert (done["done"], done["waiting"], done["running"]) == (3, [], [])
    assert program.json("search", "bigger")["total"] == 3


def test_work_of_one_kind_alone_may_be_done(program: Program) -> None:
    brought(program, 1)

    assert program.json("work", "--once", "--kind", "read")["done"] == 1
    assert "no-such" in program.fails(2, "work", "--once", "--kind", "no-such")


def test_what_was_set_aside_is_told_and_tried_again(program: Program) -> None:
    brought(program, 2)
    key = set_aside(program)
    told = program("jobs").out
    assert f"set aside: {key}" in told
    assert "It broke." in told

    assert program.json("jobs", "retry", str(key))["retried"] == 1
    set_aside(program)
    assert program("jobs", "retry", "--all").out == "1 job will be tried again.\n"

    assert program.json("work", "--once")["set_aside"] == []
    ledger = Ledger(Config(home=program.home))
    assert all(each.reading for each in every_document(ledger))
    ledger.close()


def test_a_retry_of_nothing_is_wrong_use(program: Program) -> None:
    program.json("jobs")

    assert "Name the jobs" in program.fails(2, "jobs", "retry")
    assert "no job “7”" in program.fails(1, "jobs", "retry", "7")


def test_a_worker_of_its_own_works_until_it_is_told_to_end(program: Program) -> None:
    brought(program, 1)
    command = ["-m", "ledger", "--home", str(program.home), "work"]
    process = subprocess.Popen(  # noqa: S603 - our own program
        [sys.executable, *command],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        ledger = Ledger(Config(home=program.home))
        while not all(each.reading for each in every_document(ledger)):
            assert process.poll() is None
        ledger.close()
        process.send_signal(signal.SIGTERM)
        out, err = process.communicate(timeout=60)
    finally:
        process.kill()
        process.communicate()

    assert (process.returncode, err) == (0, "")
    assert out == "1 item done.\nNothing waits.\n"
