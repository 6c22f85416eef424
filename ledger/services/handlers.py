"""The table of what is done with which jobs: a new kind of work is a line here."""

from ledger.services import readers
from ledger.services import recognising
from ledger.services.handling import Handler
from ledger.store.jobs import RECEIVE

EVERY: dict[str, Handler] = {
    handler.kind: handler
    for handler in (
        *readers.HANDLERS,
        recognising.HANDLER,
        # A line for each module that does another kind of work.
    )
}

QUICK = frozenset(kind for kind, handler in EVERY.items() if not handler.slow)
SLOW = frozenset(EVERY) - QUICK
CHOSEN = frozenset(EVERY) - {RECEIVE}
"""What somebody may tell a worker to do alone."""
