"""Failing system calls: strace makes the n-th call of a kind fail, for many n.

Whatever fails, the program ends well or says one sentence; the home is sound, nothing
that was there before is lost, and the same command then brings everything.
"""

import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from ledger.config import Config
from ledger.opened import Ledger
from ledger.services import audit
from tests.faults.conftest import Showed
from tests.faults.programs import answer
from tests.faults.programs import begun
from tests.faults.programs import environment
from tests.faults.programs import held
from tests.faults.programs import mails
from tests.faults.programs import ROOT
from tests.faults.programs import running
from tests.faults.programs import words

pytestmark = pytest.mark.faults

FAULTS = {
    "fsync": "EIO",
    "fdatasync": "EIO",
    "syncfs": "EIO",
    "rename": "EIO",
    "pwrite64": "ENOSPC",
    "ftruncate": "EIO",
    "mkdir": "ENOSPC",
}
"""Not ``write``: strace would fail it on pipes and on the terminal too, which no disk
does, and then nothing can be said; a full disk is looked at on a small one."""

STEPS = (1, 2, 4, 8, 16, 32)
"""Which call fails; a kind is done when the program makes fewer of them."""


@dataclass(frozen=True)
class Ended:
    """How a run with a failing call ended."""

    hit: bool
    code: int
    err: str


@pytest.fixture(scope="module")
def before(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """A home to be copied for each fault, and a checkpoint of it."""
    home = tmp_path_factory.mktemp("before") / "home"
    return home, begun(home)


def failing(home: Path, call: str, error: str, when: str, *rest: str | Path) -> Ended:
    """Run a command of which a system call fails."""
    strace = shutil.which("strace")
    if strace is None:
        pytest.skip("strace is not here; no system call was made to fail.")
    log = home.with_name("trace")
    inject = f"inject={call}:error={error}:when={when}"
    traced = [strace, "-f", "-o", str(log), "-e", f"trace={call}", "-e", inject]
    ran = subprocess.run(  # noqa: S603 - our own program, under strace
        [*traced, *words(home, *rest)],
        cwd=ROOT,
        env=environment(),
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    if "ptrace" in ran.stderr or "PTRACE" in ran.stderr:
        pytest.skip("strace may not look into processes here.")
    hit = "(INJECTED)" in log.read_text("utf-8", errors="replace")
    return Ended(hit, ran.returncode, ran.stderr)


def must_be_said(ended: Ended) -> None:
    """Hold a run that failed to one sentence that says so."""
    assert "Traceback" not in ended.err
    assert "that should not" not in ended.err, ended.err
    if ended.code:
        assert re.search(r"[.!]\s*$", ended.err), ended.err


def still_whole(home: Path, outside: str) -> None:
    """Hold a home to what it was before a fault."""
    ledger = Ledger(Config(home=home, boxes=1))
    assert ledger.read_only is None
    report = audit.audit(ledger, [outside])
    assert (report.verdict, [f for f in report.findings if f.broken]) == ("sound", [])
    ledger.close()


def whens() -> Iterator[str]:
    """Yield once failing and ever failing, early and late."""
    for step in STEPS:
        yield str(step)
    for step in STEPS[:4:2]:
        yield f"{step}+"


@pytest.mark.parametrize("call", FAULTS)
def test_an_intake_survives_a_call_that_fails(
    before: tuple[Path, str], tmp_path: Path, call: str, showed: Showed
) -> None:
    source, outside = before
    folder = mails(tmp_path / "mails", 0, 5)
    runs = failed = 0
    beyond = False
    for when in whens():
        if beyond and not when.endswith("+"):
            continue
        home = tmp_path / f"home-{when}"
        shutil.copytree(source, home)
        ended = failing(home, call, FAULTS[call], when, "take-in", folder, "--json")
        if not ended.hit:
            beyond = True
            continue
        runs += 1
        failed += ended.code != 0
        must_be_said(ended)
        still_whole(home, outside)
        with running(home, "take-in", folder, "--json") as process:
            answer(process)
        held_at_least(home, outside)
        shutil.rmtree(home)

    showed(
        f"{call} failed with {FAULTS[call]} in {runs} runs: {failed} ended with one "
        "sentence, the others well; the home was sound and the second try brought all"
    )


def held_at_least(home: Path, outside: str) -> None:
    """Hold a home to everything that was brought, though some of it came twice."""
    held(home, outside, {9999, *range(5)}, twice=True)


@pytest.mark.parametrize("call", ["fsync", "pwrite64", "rename"])
def test_a_backup_survives_a_call_that_fails(
    before: tuple[Path, str], tmp_path: Path, call: str, showed: Showed
) -> None:
    home, outside = before
    runs = failed = 0
    place = tmp_path / "backup"
    with running(home, "backup", place, "--json") as process:
        events = answer(process)["events"]
    for when in whens():
        ended = failing(home, call, FAULTS[call], when, "backup", place)
        runs += ended.hit
        failed += ended.code != 0
        must_be_said(ended)
        again = tmp_path / "again"
        with running(again, "restore", place, "--json") as process:
            assert answer(process)["events"] == events + 1, "and the epoch"
        shutil.rmtree(again)
    still_whole(home, outside)

    showed(
        f"{call} failed with {FAULTS[call]} in {runs} backups: {failed} ended with one "
        "sentence; the folder could be restored after each"
    )
