"""The table of what is done with which jobs: a new kind of work is a line here."""

from ledger.domain.sentence import said
from ledger.services import authenticating
from ledger.services import comparing
from ledger.services import readers
from ledger.services import recognising
from ledger.services import renewing
from ledger.services.handling import Handler
from ledger.store.jobs import RECEIVE

EVERY: dict[str, Handler] = {
    handler.kind: handler
    for handler in (
        *readers.HANDLERS,
        recognising.HANDLER,
        authenticating.HANDLER,
        comparing.HANDLER,
        renewing.HANDLER,
        # A line for each module that does another kind of work.
    )
}


def name_of(kind: str) -> str:
    """Return what jobs of a kind are called; one nobody knows by its code."""
    handler = EVERY.get(kind)
    return said(handler.waiting) if handler else kind


QUICK = frozenset(kind for kind, handler in EVERY.items() if not handler.slow)
SLOW = frozenset(EVERY) - QUICK
CHOSEN = frozenset(EVERY) - {RECEIVE}
"""What somebody may tell a worker to do alone."""
