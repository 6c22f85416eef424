"""History: the events about something, and the newest of all."""

from ledger.domain.errors import NotFoundError
from ledger.domain.event import SealedEvent
from ledger.opened import Ledger
from ledger.store import events


def of(ledger: Ledger, subject: str) -> list[SealedEvent]:
    """Return the events about a subject, oldest first: its chain of custody."""
    with ledger.db.reading() as tx:
        return events.of(tx, subject)


def newest_of(ledger: Ledger, subject: str) -> SealedEvent:
    """Return the newest event about a subject.

    Raises:
        NotFoundError: there is none.
    """
    found = of(ledger, subject)
    if not found:
        raise NotFoundError("event about", subject)
    return found[-1]


def newest(ledger: Ledger, limit: int = 50) -> list[SealedEvent]:
    """Return the newest events of the log, newest first."""
    with ledger.db.reading() as tx:
        start = max(0, events.size(tx) - limit)
        return list(events.since(tx, start))[::-1]


def size(ledger: Ledger) -> int:
    """Return how many events there are."""
    with ledger.db.reading() as tx:
        return events.size(tx)


def at(ledger: Ledger, position: int) -> SealedEvent:
    """Return the event at a position.

    Raises:
        NotFoundError: the log does not reach so far.
    """
    with ledger.db.reading() as tx:
        found = events.at(tx, position)
    if found is None:
        raise NotFoundError("event", str(position))
    return found
