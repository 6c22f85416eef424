"""Renewing: all that an older version of a reader read is read again, in jobs.

They wait behind what came in and what people wait for. What was opened with a password
is left out and named: it would need that password again.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from ledger.domain.errors import BadInputError
from ledger.domain.event import EventKind
from ledger.domain.sentence import said
from ledger.domain.sentence import to_say
from ledger.opened import Ledger
from ledger.services import rereading
from ledger.services.handling import ending
from ledger.services.handling import Handler
from ledger.services.workers import Worker
from ledger.store import events
from ledger.store import jobs
from ledger.store.database import Tx
from ledger.store.jobs import Job
from ledger.store.jobs import Priority

READ_AGAIN = "read-again"


@dataclass(frozen=True, slots=True)
class Queued:
    """What was queued to be read again."""

    documents: tuple[str, ...]
    locked: tuple[str, ...]
    """What an older version read with a password, and so was left out."""


def queue(ledger: Ledger, actor: str, parser: str, version: int) -> Queued:
    """Queue all documents whose newest reading is of an older version of a reader.

    Raises:
        BadInputError: nothing here was ever read by a reader of that name.
    """
    with ledger.db.writing() as tx:
        ledger.must_be_current(tx)
        older = _older(tx, parser, version)
        listed = [key for key, locked in older.items() if not locked]
        waiting = jobs.subjects_with(tx, READ_AGAIN, listed)
        new = [key for key in listed if key not in waiting]
        jobs.add(
            tx,
            READ_AGAIN,
            new,
            ledger.now(),
            priority=Priority.SLOW,
            state={"actor": actor, "since": events.size(tx)},
        )
    locked = [key for key, is_locked in older.items() if is_locked]
    return Queued(tuple(new), tuple(locked))


def _older(tx: Tx, parser: str, version: int) -> dict[str, bool]:
    """Return the documents, each with whether its reading took a password."""
    newest: dict[str, bool | None] = {}
    known: set[str] = set()
    for event in events.of_kind(tx, EventKind.DOCUMENT_READ):
        made = event.fields.get("version")
        older = event.fields.get("parser") == parser
        known.add(str(event.fields.get("parser")))
        older = older and isinstance(made, int) and made < version
        locked = bool(event.fields.get("with_password"))
        newest[event.subject] = locked if older else None
    if parser not in known:
        message = said(
            "No file here was read by “%(name)s”; there are these readers: %(known)s.",
            name=parser,
            known=", ".join(sorted(known)) or "–",
        )
        raise BadInputError(message)
    return {key: locked for key, locked in newest.items() if locked is not None}


def renew(worker: Worker, listed: Sequence[Job]) -> None:
    """Read the documents of some jobs again; what was read meanwhile is done."""
    for job in listed:
        if not _is_done(worker.ledger, job):
            actor = str(job.state.get("actor", ""))
            rereading.read_again(worker.ledger, actor, job.subject)
        with ending(worker, [job]):
            pass
        worker.progress(1)


def _is_done(ledger: Ledger, job: Job) -> bool:
    """Tell whether a document was read since the job was queued."""
    with ledger.db.reading() as tx:
        return any(
            event.kind == EventKind.DOCUMENT_READ
            and event.position >= int(job.state.get("since", 0))
            for event in events.of(tx, job.subject)
        )


HANDLER = Handler(
    kind=READ_AGAIN,
    do=renew,
    waiting=to_say("documents to be read again"),
    slow=True,
)
