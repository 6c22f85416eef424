"""Several processes on one home: writers queue, and the log has no gap."""

import os
import subprocess
import sys
from pathlib import Path

from ledger.config import Config
from ledger.opened import Ledger
from ledger.services import audit
from ledger.services import checkpoints
from ledger.services import projects
from tests.acts import log_of

WRITER = """
import sys
from pathlib import Path
from ledger.config import Config
from ledger.opened import Ledger
from ledger.services import projects
ledger = Ledger(Config(home=Path(sys.argv[1]), boxes=1))
assert ledger.read_only is None, ledger.read_only
sys.stdout.write("ready\\n")
sys.stdout.flush()
sys.stdin.readline()
for number in range(int(sys.argv[3])):
    projects.add_project(
        ledger, "u_2", f"{sys.argv[2]}-{number}", client="Client", title="Title"
    )
ledger.close()
"""


def writer(home: Path, name: str, number: int) -> "subprocess.Popen[str]":
    return subprocess.Popen(  # noqa: S603 - our own program
        [sys.executable, "-c", WRITER, str(home), name, str(number)],
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def test_processes_that_make_and_write_one_home_at_once_leave_one_log(
    tmp_path: Path,
) -> None:
    home = tmp_path / "home"

    running = [writer(home, name, 25) for name in "abc"]
    for each in running:
        assert each.stdout is not None
        assert each.stdout.readline() == "ready\n"
    ended = [each.communicate("go\n") for each in running]

    assert [error for _, error in ended] == ["", "", ""]
    ledger = Ledger(Config(home=home, boxes=1))
    log = log_of(ledger)
    assert [event.position for event in log] == list(range(3 * 25 + 1))
    assert [event.at for event in log] == sorted(event.at for event in log)
    assert len(projects.every(ledger)) == 75
    assert audit.audit(ledger, [checkpoints.sign(ledger)]).verdict == "sound"
    ledger.close()
