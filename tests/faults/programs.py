"""Run the real program as a process of its own, on a home that a test looks into."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from ledger.config import Config
from ledger.opened import Ledger
from ledger.services import audit
from ledger.services import checkpoints
from tests.acts import every_document
from tests.acts import mail
from tests.acts import nord
from tests.acts import take_in

ROOT = Path(__file__).parent.parent.parent


def words(home: Path, *rest: str | Path) -> list[str]:
    """Return the call of a command in a home."""
    return [sys.executable, "-m", "ledger", "--home", str(home), *map(str, rest)]


def environment() -> dict[str, str]:
    """Return the surroundings of the program: nothing written beside its source."""
    kept = {name: os.environ[name] for name in ("PATH", "LANG") if name in os.environ}
    return {**kept, "PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1"}


@contextmanager
def running(home: Path, *rest: str | Path) -> Iterator[subprocess.Popen[str]]:
    """Start a command; it is gone when the block ends."""
    process = subprocess.Popen(  # noqa: S603 - our own program
        words(home, *rest),
        cwd=ROOT,
        env=environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        yield process
    finally:
        if process.poll() is None:
            process.send_signal(signal.SIGKILL)
        process.communicate()


def answer(process: subprocess.Popen[str]) -> Any:
    """Wait for a command that answers in JSON, and does not fail."""
    out, err = process.communicate(timeout=280)
    assert process.returncode == 0, err
    return json.loads(out)


def mails(folder: Path, first: int, last: int) -> Path:
    """Write mails into a folder."""
    folder.mkdir()
    for number in range(first, last):
        (folder / f"{number:04d}.eml").write_bytes(mail(number))
    return folder


def begun(home: Path) -> str:
    """Make a home with a project and one mail; return a checkpoint of it."""
    ledger = Ledger(Config(home=home, boxes=1))
    nord(ledger)
    take_in(ledger, {"first.eml": mail(9999)})
    note = checkpoints.sign(ledger)
    ledger.close()
    return note


def held(home: Path, outside: str, wanted: set[int], *, twice: bool = False) -> int:
    """Hold a home to it: sound, all mails there, once, and read; return its length.

    With ``twice``, what was brought again may be there again.
    """
    ledger = Ledger(Config(home=home, boxes=1))
    listed = every_document(ledger)
    kept = [ledger.blobs.read(each.digest) for each in listed]
    if twice:
        kept = list(set(kept))
    assert sorted(kept) == sorted(mail(number) for number in wanted)
    assert all(each.reading for each in listed)
    report = audit.audit(ledger, [outside])
    assert (report.verdict, [f for f in report.findings if f.broken]) == ("sound", [])
    ledger.close()
    return report.events
