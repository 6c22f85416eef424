"""Memory: a mailbox of few long mails, beside an ordinary one of the same size."""

import resource
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

from benchmarks.material import finish
from benchmarks.material import heavy
from benchmarks.material import opened
from benchmarks.material import read
from benchmarks.material import receive
from benchmarks.table import Row
from ledger.services import indexing

_LONGEST = 44 << 20
"""Almost as long as a mail that is read may be."""


def run(folder: Path, ordinary: Path) -> list[Row]:
    """Measure a mailbox and one of two long mails, each in a process of its own."""
    folder.mkdir()
    size = min(_LONGEST, ordinary.stat().st_size // 2)
    plain, _worker = _apart(folder / "plain", ordinary)
    peak, worker = _apart(folder / "heavy", heavy(folder, 2, size))
    return [
        Row(
            f"two mails of {size / (1 << 20):.1f} MB each: peak memory",
            f"{peak} MB",
            "< 600 MB",
            f"largest worker of the box: {worker} MB; "
            f"ordinary mails of the same size: {plain} MB, ratio {peak / plain:.1f}",
        )
    ]


def _apart(home: Path, path: Path) -> tuple[int, int]:
    with ProcessPoolExecutor(1, get_context("spawn")) as other:
        return other.submit(_peaks, home, path).result()


def _peaks(home: Path, path: Path) -> tuple[int, int]:
    """Take a file in; return the most that this process and a worker ever held."""
    ledger = opened(home)
    receive(ledger, [path])
    read(ledger)
    finish(ledger)
    indexing.catch_up(ledger)
    ledger.close()
    return peaks()


def peaks() -> tuple[int, int]:
    """Return the most megabytes that this process, and one it started, ever held."""
    who = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    own, worker = (resource.getrusage(each).ru_maxrss >> 10 for each in who)
    return own, worker
