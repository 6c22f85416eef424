"""Work that takes longer than a page should: it runs apart, and a page shows how far.

What is running belongs to this process and is gone with it; nothing here is evidence,
and nothing is added to the log by it.
"""

import secrets
import threading
from collections.abc import Callable
from concurrent import futures
from concurrent.futures import Future
from dataclasses import dataclass
from typing import Any
from typing import cast

from flask import current_app
from flask import Flask

_KEPT = 20
_PATIENCE = 1.0
"""For so many seconds a page waits for the end before it shows progress."""

Progress = Callable[[int], None]


@dataclass(slots=True)
class Run:
    """One piece of work."""

    key: str
    account: str
    """Who started it; nobody else sees it."""

    end: Future[Any]
    kind: str = ""
    """Which page shows it; empty for an audit."""

    done: int = 0
    """How many of whatever is counted were done by now."""

    of: int = 0
    """How many there are; 0 where nobody knows."""


def register(app: Flask) -> None:
    """Give an application its list of runs."""
    app.extensions["runs"] = {}


def start(
    account: str,
    act: Callable[[Progress], Any],
    kind: str = "",
    of: int = 0,
    key: str = "",
) -> Run:
    """Begin some work and return it, at its end where that is soon.

    It gets a key of its own where it has none yet.
    """
    run = Run(key or new_key(), account, Future(), kind, of=of)
    runs = _runs()
    runs[run.key] = run
    for old in list(runs)[:-_KEPT]:
        del runs[old]
    threading.Thread(target=_work, args=(run, act), daemon=True).start()
    wait(run)
    return run


def new_key() -> str:
    """Return a key that nobody guesses."""
    return secrets.token_hex(8)


def find(account: str, key: str, kind: str = "") -> Run | None:
    """Return a run of somebody, of a kind; None where there is none (any more)."""
    run = _runs().get(key)
    return run if run and (run.account, run.kind) == (account, kind) else None


def wait(run: Run) -> None:
    """Wait a moment for the end of a run, not longer than a page should."""
    futures.wait([run.end], timeout=_PATIENCE)


def _work(run: Run, act: Callable[[Progress], Any]) -> None:
    def progress(number: int) -> None:
        run.done = number

    try:
        run.end.set_result(act(progress))
    except Exception as error:  # noqa: BLE001 - raised again where the end is asked for
        run.end.set_exception(error)


def _runs() -> dict[str, Run]:
    return cast("dict[str, Run]", current_app.extensions["runs"])
