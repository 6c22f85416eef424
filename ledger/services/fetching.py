"""Fetching: look into sources when it is time, and listen where a server can say so.

Each source has a thread of its own while it is looked into, so that a large mailbox
holds up no other. A mailbox whose server offers IDLE has a second one that waits for
the server to speak up; all that it does is to make the next look come at once.
"""

import logging
import threading
from collections.abc import Callable

from ledger.domain.errors import BusyError
from ledger.domain.errors import LedgerError
from ledger.domain.source import Source
from ledger.domain.source import SourceKind
from ledger.domain.source import SourceState
from ledger.opened import Ledger
from ledger.services import mailboxes
from ledger.services import sources
from ledger.services import syncing

_LOOK = 1.0
_LISTEN = 9 * 60.0
_RETRY = 60.0
_PATIENCE = 5.0

_log = logging.getLogger(__name__)


class Fetcher:
    """Threads that look into the sources of one ledger."""

    def __init__(self, ledger: Ledger, stop: threading.Event) -> None:
        self._ledger = ledger
        self._stop = stop
        self._looking: dict[str, threading.Thread] = {}
        self._listening: dict[str, threading.Thread] = {}

    def turn(self) -> None:
        """Begin to look into what it is time for, and to listen to what is new."""
        for source in syncing.due(self._ledger):
            self._begin(self._looking, source, self._sync)
        for known in sources.every(self._ledger) if not self._ledger.read_only else []:
            if _may_be_heard(known.source) and known.standing.done_at:
                self._begin(self._listening, known.source, self._listen)
        self._stop.wait(_LOOK)

    def end(self) -> None:
        """Wait for the threads, which have been told to stop.

        One that waits for a server that says nothing is not waited for: whatever it is
        at, nothing is lost by ending it there.
        """
        for each in (*self._looking.values(), *self._listening.values()):
            each.join(_PATIENCE)

    def _begin(
        self,
        running: dict[str, threading.Thread],
        source: Source,
        duty: Callable[[Source], None],
    ) -> None:
        before = running.get(source.id)
        if before is None or not before.is_alive():
            name = f"source {source.id}"
            thread = threading.Thread(
                target=duty, args=(source,), name=name, daemon=True
            )
            running[source.id] = thread
            thread.start()

    def _sync(self, source: Source) -> None:
        try:
            syncing.sync(self._ledger, source.id, self._stop)
        except BusyError:
            self._stop.wait(_LOOK)
        except (LedgerError, OSError) as error:
            _log.warning("%s: %s", source.name, error)
            self._stop.wait(_LOOK)
        except Exception:  # noqa: BLE001 - one source must not be asked for without end
            _log.exception("looking into a source failed; it is tried again")
            self._stop.wait(_RETRY)

    def _listen(self, source: Source) -> None:
        """Wait until the server says that something came, again and again."""
        try:
            with mailboxes.opened(self._ledger, source) as box:
                if not box.offers_idle:
                    self._stop.wait(_LISTEN)
                    return
                box.examine(source.mailbox.folders[0])
                while self._wanted(source):
                    if box.wait(_LISTEN, lambda: not self._wanted(source)):
                        sources.ask_for(self._ledger, source.id)
        except LedgerError as error:
            _log.info("%s: %s", source.name, error)
            self._stop.wait(_RETRY)

    def _wanted(self, source: Source) -> bool:
        """Tell whether a source is still what it was when it was listened to."""
        if self._stop.is_set():
            return False
        now = sources.find(self._ledger, source.id).source
        return now.state is SourceState.ACTIVE and now.settings == source.settings


def _may_be_heard(source: Source) -> bool:
    return source.kind is SourceKind.IMAP and source.state is SourceState.ACTIVE
