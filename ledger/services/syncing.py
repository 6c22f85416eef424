"""Sync: look into one source, once, and note how it went.

Two looks at one source never run at the same time, in this process or another. A look
that fails is tried again after a while, which grows with each failure; what had been
sealed by then is there, and the next look goes on behind it.
"""

import fcntl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from datetime import timedelta

from ledger.domain.errors import BusyError
from ledger.domain.errors import LedgerError
from ledger.domain.errors import ReadOnlyError
from ledger.domain.sentence import said
from ledger.domain.source import Mailbox
from ledger.domain.source import Source
from ledger.domain.source import SourceKind
from ledger.domain.source import SourceState
from ledger.domain.source import wait_after
from ledger.domain.source import WatchedFolder
from ledger.domain.source_errors import NoCredentialError
from ledger.domain.source_errors import NotTrustedError
from ledger.domain.source_errors import RefusedError
from ledger.domain.source_errors import SourceStateError
from ledger.domain.source_errors import SystemRefusedError
from ledger.opened import Ledger
from ledger.services import mailboxes
from ledger.services import watching
from ledger.services import workers
from ledger.services.mailboxes import Haul
from ledger.store import sources

_BY_A_PERSON = (RefusedError, NotTrustedError, NoCredentialError)
"""What only a person can mend: trying again soon would lock an account."""

_LONG = timedelta(hours=1)


def sync(
    ledger: Ledger,
    key: str,
    stop: threading.Event | None = None,
    *,
    again: bool = False,
) -> Haul:
    """Look into a source now and return what it has brought.

    Raises:
        SourceStateError: it is paused or removed, or mail comes there by itself.
        BusyError: somebody looks into it already.
        LedgerError: it cannot be looked into; that is noted, and tried again later.
    """
    stop = stop or threading.Event()
    if ledger.read_only:
        raise ReadOnlyError(ledger.read_only)
    source = _ready(ledger, key)
    with _alone(ledger, source):
        _begin(ledger, source)
        try:
            haul = _look(ledger, source, stop, again=again)
        except LedgerError as error:
            _failed(ledger, source, error)
            raise
        except OSError as error:
            refused = SystemRefusedError(error.strerror or str(error))
            _failed(ledger, source, refused)
            raise refused from error
        _done(ledger, source, haul)
    return haul


def due(ledger: Ledger) -> list[Source]:
    """Return the sources that it is time to look into."""
    if ledger.read_only:
        return []
    with ledger.db.reading() as tx:
        return sources.due(tx, ledger.now())


def _look(
    ledger: Ledger, source: Source, stop: threading.Event, *, again: bool
) -> Haul:
    haul = Haul()
    try:
        if source.kind is SourceKind.IMAP:
            mailboxes.sync(ledger, source, stop, haul, again=again)
        else:
            watching.sync(ledger, source, stop, haul)
    finally:
        mailboxes.close(ledger, haul)
    return haul


def _ready(ledger: Ledger, key: str) -> Source:
    with ledger.db.reading() as tx:
        source = sources.find(tx, key)
    if source.kind is SourceKind.DROP_BOX:
        raise SourceStateError(said("Mail comes there by itself."))
    if source.state is not SourceState.ACTIVE:
        raise SourceStateError(said("It is paused; let it go on first."))
    return source


@contextmanager
def _alone(ledger: Ledger, source: Source) -> Iterator[None]:
    """Hold a source, so that nobody else looks into it; a dead holder holds nothing."""
    folder = ledger.home / "sources"
    folder.mkdir(mode=0o700, exist_ok=True)
    with (folder / f"{source.id}.lock").open("a", encoding="ascii") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise BusyError(
                said("“%(name)s” is being looked into just now.", name=source.name)
            ) from None
        yield


def _begin(ledger: Ledger, source: Source) -> None:
    with ledger.db.writing() as tx:
        sources.note(
            tx,
            source.id,
            tried_at=ledger.now(),
            holder=workers.name(),
            fetched=0,
            of=0,
        )


def _done(ledger: Ledger, source: Source, haul: Haul) -> None:
    now = ledger.now()
    found = {"new": haul.taken, "receipt": haul.receipts[-1]} if haul.receipts else {}
    with ledger.db.writing() as tx:
        sources.note(
            tx,
            source.id,
            done_at=now,
            next_at=_next(source, now),
            failures=0,
            error="",
            holder="",
            fetched=0,
            of=0,
            **found,
        )


def _failed(ledger: Ledger, source: Source, error: LedgerError) -> None:
    now = ledger.now()
    with ledger.db.writing() as tx:
        failures = sources.standing(tx, source.id).failures + 1
        wait = _LONG if isinstance(error, _BY_A_PERSON) else wait_after(failures)
        sources.note(
            tx,
            source.id,
            next_at=now + wait,
            failures=failures,
            error=str(error.sentence),
            holder="",
        )


def _next(source: Source, now: datetime) -> datetime:
    if isinstance(source.settings, Mailbox | WatchedFolder):
        return now + timedelta(seconds=source.settings.every)
    return now
