"""Workers: who holds a lease, and whether he still lives."""

import os
import socket
import threading
from collections.abc import Callable
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import timedelta

from ledger.opened import Ledger
from ledger.store import leases
from ledger.store.jobs import Job

LEASE = timedelta(minutes=5)
"""How long a worker may hold a job without a sign of life."""

Progress = Callable[[int], None]
"""Called with the number of documents that were read since the last call."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Worker:
    """Who works: a ledger, a name that tells whether it still lives, and threads."""

    ledger: Ledger
    name: str
    threads: ThreadPoolExecutor
    stop: threading.Event
    progress: Progress
    kinds: frozenset[str]
    """What it does."""

    receipt: str | None = None
    """The one receipt that it works on; None for whatever waits."""


def name() -> str:
    """Return the name of whoever asks: this machine, process and thread."""
    return f"{socket.gethostname()}:{os.getpid()}:{threading.get_ident()}"


def is_process(holder: str) -> bool:
    """Tell whether a holder is a worker, and not a browser that may come back."""
    return ":" in holder


def alive(holder: str) -> bool:
    """Tell whether a worker may still be at work.

    One of another machine always may, and so may a holder that is no process.
    """
    host, _, rest = holder.partition(":")
    process = rest.partition(":")[0]
    if host != socket.gethostname() or not process.isdigit():
        return True
    try:
        os.kill(int(process), 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def give_back(worker: Worker, listed: Iterable[Job]) -> None:
    """Let others do jobs that a worker holds and will not end: that was no try."""
    with worker.ledger.db.writing() as tx:
        until = worker.ledger.now()
        leases.untake(
            tx, leases.held(tx, [job.id for job in listed], worker.name, until)
        )
