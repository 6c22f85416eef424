"""The background of ``serve``: work, index, sign and tidy while people look at pages.

Threads with one duty each. A full disk or a busy database makes a thread wait
and try again; nothing that waits is lost, for it waits in the database.
"""

import logging
import threading
from collections.abc import Callable
from datetime import timedelta
from zoneinfo import ZoneInfo

from index import IndexFaultError
from ledger.domain.errors import LedgerError
from ledger.opened import Ledger
from ledger.services import checkpoints
from ledger.services import engines
from ledger.services import handlers
from ledger.services import history
from ledger.services import indexing
from ledger.services import uploading
from ledger.services import working
from ledger.services.fetching import Fetcher

_LOOK = 0.25
_RETRY = 15.0
_HOUR = 3600.0
_NIGHT = range(1, 5)
"""The hours in which nobody waits for the index."""

_OFTEN = 10.0
_SIGN_AFTER = timedelta(seconds=60)

_log = logging.getLogger(__name__)


class Background:
    """Threads that work on one ledger until they are told to stop."""

    def __init__(self, ledger: Ledger, *, workers: bool = True) -> None:
        """Prepare the threads; without ``workers`` others do the work that waits."""
        self._ledger = ledger
        self._stop = threading.Event()
        duties = {"indexer": self._index, "signer": self._sign, "tidier": self._tidy}
        self._fetcher = Fetcher(ledger, self._stop)
        if workers:
            duties |= {"reader": self._read, "slow": self._slowly}
            duties |= {"releaser": self._release, "fetcher": self._fetcher.turn}
        self._threads = [
            threading.Thread(target=self._loop, args=(duty,), name=name, daemon=True)
            for name, duty in duties.items()
        ]
        if workers:
            warmer = threading.Thread(target=self._warm, name="warmer", daemon=True)
            self._threads.append(warmer)

    def start(self) -> None:
        """Release what a dead worker held, and begin."""
        if not self._ledger.read_only:
            working.release_the_dead(self._ledger)
            working.close_receipts(self._ledger)
        if warning := engines.warning(self._ledger):
            _log.warning("%s", warning)
        for thread in self._threads:
            thread.start()

    def stop(self) -> None:
        """Let each thread end what it is at, and sign the log a last time."""
        self._stop.set()
        for thread in self._threads:
            thread.join()
        self._fetcher.end()
        if not self._ledger.read_only:
            checkpoints.sign(self._ledger)

    def _loop(self, duty: Callable[[], None]) -> None:
        while not self._stop.is_set():
            try:
                duty()
                self._stop.wait(_LOOK)
            except (LedgerError, IndexFaultError) as error:
                _log.warning("%s", error)
                self._stop.wait(_RETRY)
            except Exception:  # noqa: BLE001 - a dead thread would end its duty
                _log.exception("a background duty failed; it is tried again")
                self._stop.wait(_RETRY)

    def _warm(self) -> None:
        """Start the readers of files before the first one comes."""
        box = self._ledger.box
        for number in range(1, box.workers + 1):
            if not self._stop.is_set():
                box.warm(number)

    def _read(self) -> None:
        if not self._ledger.read_only:
            working.run(self._ledger, _unseen, stop=self._stop, kinds=handlers.QUICK)

    def _release(self) -> None:
        """Let others do what a worker held that is no more."""
        if not self._ledger.read_only:
            working.release_the_dead(self._ledger)
        self._stop.wait(_OFTEN)

    def _slowly(self) -> None:
        """Do what takes long, while nothing waits that comes first."""
        if not self._ledger.read_only and handlers.SLOW:
            working.run(
                self._ledger,
                _unseen,
                stop=self._stop,
                kinds=handlers.SLOW,
                behind=True,
            )

    def _index(self) -> None:
        if indexing.lag(self._ledger):
            indexing.catch_up(self._ledger)
        engines.advance(self._ledger)

    def _tidy(self) -> None:
        """Once an hour, finish uploads that nobody has finished for a day.

        At night, when nobody searches, the index is put in order too.
        """
        if not self._ledger.read_only:
            uploading.sweep(self._ledger)
            here = self._ledger.now().astimezone(ZoneInfo(self._ledger.config.zone))
            if here.hour in _NIGHT:
                indexing.tidy(self._ledger)
        self._stop.wait(_HOUR)

    def _sign(self) -> None:
        """Sign when a minute has passed since the newest event that is not signed."""
        signed = checkpoints.newest(self._ledger)
        size = history.size(self._ledger)
        if self._ledger.read_only or size == (signed.size if signed else 0):
            return
        oldest = history.at(self._ledger, signed.size if signed else 0)
        passed = self._ledger.now() - oldest.at
        if not timedelta(0) <= passed <= _SIGN_AFTER:  # or the clock was set back
            checkpoints.sign(self._ledger)


def _unseen(_number: int) -> None:
    """Take no notice of progress: the pages ask the database."""
