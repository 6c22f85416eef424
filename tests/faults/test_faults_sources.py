"""kill -9 while mail comes in: nothing is lost, nothing is there twice."""

import random
import signal
import smtplib
import subprocess
import sys
import threading
import time
from contextlib import suppress
from pathlib import Path

import pytest

from ledger.config import Config
from ledger.domain.source import Credential
from ledger.domain.source import How
from ledger.opened import Ledger
from ledger.services import audit
from ledger.services import checkpoints
from ledger.services import completeness
from ledger.services import rebuilding
from ledger.services import source_adding
from ledger.services import sources
from ledger.services.source_adding import About
from ledger.store import receipts
from tests.acts import ACTOR
from tests.acts import every_document
from tests.acts import log_of
from tests.acts import mail
from tests.acts import nord
from tests.faults.conftest import Showed
from tests.faults.programs import environment
from tests.faults.programs import ROOT
from tests.wire.dovecot import PASSWORD
from tests.wire.dovecot import Server
from tests.wire.letters import hand_in

CHILD = Path(__file__).with_name("syncing_child.py")


def wired(number: int) -> bytes:
    """Return an invented mail as it comes over the wire."""
    return mail(number).replace(b"\n", b"\r\n")


def killed(home: Path, mailbox: Server, mails: int, kills: int, seed: int) -> int:
    """Fetch a mailbox, killed at random moments; return how many kills hit."""
    chosen = random.Random(seed)  # noqa: S311 - to be the same again
    mailbox.put(*(mail(number) for number in range(mails)))
    ledger = Ledger(Config(home=home, boxes=1))
    nord(ledger)
    opens = Credential(How.PASSWORD, PASSWORD)
    source = source_adding.add(ledger, ACTOR, mailbox.mailbox(), About(), opens)
    outside = checkpoints.sign(ledger)
    ledger.close()
    hits = sum(hit(home, source.id, chosen.random()) for _ in range(kills))
    with child(home, source.id) as process:
        assert process.stdout
        assert process.stdout.read().endswith("done\n")
    hold(home, source.id, mails, outside)
    return hits


def child(home: Path, source: str) -> "subprocess.Popen[str]":
    return subprocess.Popen(  # noqa: S603 - our own program
        [sys.executable, str(CHILD), str(home), source],
        cwd=ROOT,
        env={**environment(), "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        text=True,
    )


def hit(home: Path, source: str, chance: float) -> bool:
    """Let it begin, kill it a little later, and tell whether it was at work."""
    with child(home, source) as process:
        assert process.stdout
        wanted = "kept" if chance > 0.3 else "begun"
        for line in process.stdout:
            if line.split()[0] in {wanted, "done"}:
                break
        time.sleep(chance * 0.05)
        process.send_signal(signal.SIGKILL)
        return process.wait() == -signal.SIGKILL


def hold(home: Path, key: str, mails: int, outside: str) -> None:
    """Hold a home to it: each mail is there, once, with the place where it stood."""
    ledger = Ledger(Config(home=home, boxes=1))
    wanted = [wired(number) for number in range(mails)]
    listed = every_document(ledger)
    assert [ledger.blobs.read(each.digest) for each in listed] == wanted
    assert all(each.reading for each in listed)
    source = sources.find(ledger, key)
    [account] = completeness.of_source(ledger, source.source)
    assert (str(account.taken_in), account.gaps) == (f"1:{mails}", ())
    assert source.number == mails
    again = [each for each in log_of(ledger) if each.kind == "document.received-again"]
    assert again == []
    with ledger.db.reading() as tx:
        assert receipts.still_open(tx) == []
    assert audit.audit(ledger, [outside]).verdict == "sound"
    rebuilding.projections_anew(ledger)
    assert completeness.of_source(ledger, source.source) == [account]
    ledger.close()


def test_a_mailbox_that_is_fetched_survives_a_few_kills(
    tmp_path: Path, mailbox: Server
) -> None:
    assert killed(tmp_path / "home", mailbox, mails=40, kills=2, seed=1) >= 1


@pytest.mark.faults
def test_a_mailbox_that_is_fetched_survives_many_kills(
    tmp_path: Path, mailbox: Server, showed: Showed
) -> None:
    hits = killed(tmp_path / "home", mailbox, mails=600, kills=20, seed=2)

    assert hits >= 15
    showed(f"{hits} times kill -9 while 600 mails were fetched: each is there, once")


@pytest.mark.faults
@pytest.mark.parametrize("seed", range(2))
def test_a_letter_that_was_taken_is_there_after_a_kill(
    tmp_path: Path, seed: int, showed: Showed
) -> None:
    home = tmp_path / "home"
    ledger = Ledger(Config(home=home, boxes=1))
    nord(ledger)
    box = source_adding.drop_box(ledger, ACTOR, "NORD", "drop.example")
    outside = checkpoints.sign(ledger)
    ledger.close()
    chosen = random.Random(seed)  # noqa: S311 - to be the same again
    taken: list[int] = []
    left = list(range(20))
    kills = 0
    while left:
        process, port = serving(home)
        timer = threading.Timer(0.1 + chosen.random() * 0.6, process.kill)
        timer.start()
        with suppress(OSError, smtplib.SMTPException):
            while left:
                assert hand_in(port, wired(left[0]), box.place)[0] == 250
                taken.append(left.pop(0))
        timer.cancel()
        process.kill()
        process.communicate()
        kills += 1

    ledger = Ledger(Config(home=home, boxes=1))
    kept = [ledger.blobs.read(each.digest) for each in every_document(ledger)]
    assert sorted(kept) == sorted(wired(number) for number in range(20))
    assert len(taken) == 20
    assert audit.audit(ledger, [outside]).verdict == "sound"
    ledger.close()
    showed(f"killed {kills} times while 20 letters came: each that was taken is there")


def serving(home: Path) -> tuple["subprocess.Popen[str]", int]:
    """Start the program on a home and return it with the port for letters."""
    command = [sys.executable, "-m", "ledger", "--home", str(home), "serve"]
    process = subprocess.Popen(  # noqa: S603 - our own program
        [*command, "--port", "0", "--smtp", "127.0.0.1:0"],
        cwd=ROOT,
        env={**environment(), "PYTHONUNBUFFERED": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    assert process.stdout
    return process, int(process.stdout.readline().rpartition(":")[2])
