"""Queueing: which work a reading makes necessary, added with the reading itself."""

from collections.abc import Iterable
from collections.abc import Sequence

from ledger.domain.signatures import Signs
from ledger.opened import Ledger
from ledger.services import quotes
from ledger.store import authentications
from ledger.store import jobs
from ledger.store.database import Tx
from ledger.store.jobs import Priority

AUTHENTICATE = "authenticate"


def after_reading(ledger: Ledger, tx: Tx, read: Sequence[str]) -> None:
    """Queue what is to be done with documents that have just been read."""
    quotes.queue(tx, read, ledger.now())
    signed = [
        key
        for key, signs in authentications.signing(tx, read)
        if signs - {Signs.SERVER} or ledger.config.mail_servers
    ]
    if signed:
        authenticate(ledger, tx, signed)


def authenticate(
    ledger: Ledger, tx: Tx, keys: Iterable[str], *, again: bool = False
) -> int:
    """Queue the check of messages; return how many are new in the queue.

    What was checked is only checked ``again`` where somebody asks for it.
    """
    listed = list(dict.fromkeys(keys))
    there = jobs.subjects_with(tx, AUTHENTICATE, listed)
    if not again:
        there |= authentications.of_documents(tx, listed).keys()
    new = [key for key in listed if key not in there]
    priority = Priority.IMPORT if again else Priority.SLOW
    jobs.add(tx, AUTHENTICATE, new, ledger.now(), priority=priority)
    return len(new)
