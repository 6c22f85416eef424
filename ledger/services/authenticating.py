"""Authenticating: the jobs that check who sent a message, behind what people wait for.

1. the box says which keys a mail was signed with;
2. the resolvers are asked for them, each name once for many mails;
3. the box says what the signatures are worth with the answers;
4. the finding is logged, with every answer word for word.

Where a resolver is silent the finding says so, and the job waits to ask once more. A
later finding never takes an earlier one away: both stand in the log.
"""

from base64 import b64encode
from collections.abc import Iterator
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict
from datetime import datetime
from datetime import timedelta
from pathlib import Path
from typing import Any

from ledger.domain.authenticity import Finding
from ledger.domain.authenticity import Wanted
from ledger.domain.document import Document
from ledger.domain.errors import BoxError
from ledger.domain.event import Event
from ledger.domain.event import EventKind
from ledger.domain.sentence import to_say
from ledger.domain.signatures import Answer
from ledger.opened import Ledger
from ledger.services import resolving
from ledger.services.handling import ending
from ledger.services.handling import Handler
from ledger.services.queueing import AUTHENTICATE
from ledger.services.workers import Worker
from ledger.store import authentications
from ledger.store import certificates
from ledger.store import documents
from ledger.store import projects
from ledger.store.database import Tx
from ledger.store.jobs import Job

SYSTEM = "system"
_TOGETHER = 16
_PAUSES = tuple(
    timedelta(minutes=minutes) for minutes in (5, 60, 360, 1440, 4320, 10080)
)
"""How long a silent resolver is left alone, each time longer; then that stands."""

_AHEAD = timedelta(days=1)
_ROOTS = (".pem", ".crt", ".cer", ".der")
_MOST_ROOTS = 200
_MOST_ROOT = 1 << 20
_MAILBOX = "application/mbox"

SILENT = to_say("A name server did not answer; it is asked once more later.")


def authenticate(worker: Worker, listed: Sequence[Job]) -> None:
    """Check the messages of some jobs, and log what was found."""
    ledger = worker.ledger
    found = findings(ledger, worker.threads, [job.subject for job in listed])
    with ending(worker, listed) as end:
        now = ledger.now()
        for job in end.held:
            finding = found[job.subject]
            log(ledger, end.tx, job.subject, finding)
            asked = int(job.state.get("asked", 0))
            if finding.unanswered and asked < len(_PAUSES):
                until = now + _PAUSES[asked]
                end.put_off(job, until, SILENT, {"asked": asked + 1})


def findings(
    ledger: Ledger, threads: ThreadPoolExecutor, keys: Sequence[str]
) -> dict[str, Finding]:
    """Return what is found out about messages; each name is asked for once."""
    wanted = list(threads.map(lambda key: _wanted(ledger, key), keys))
    resolvers = resolving.of(ledger.config.resolvers, ledger.now)
    answers = {
        name: resolvers.ask([name])
        for name in dict.fromkeys(name for each in wanted for name in each.names)
    }
    roots = list(_roots(ledger.home / "trust"))

    def check(key: str, needed: Wanted) -> Finding:
        known = [each for name in needed.names for each in answers[name]]
        return _found(ledger, key, needed, known, roots)

    return dict(zip(keys, threads.map(check, keys, wanted), strict=True))


def _wanted(ledger: Ledger, key: str) -> Wanted:
    with ledger.db.reading() as tx:
        document = documents.find(tx, key)
    with ledger.blobs.open(document.digest) as source:
        try:
            return ledger.box.wanted(source)
        except BoxError:
            return Wanted()  # the check itself ends the same way, and says so


def _found(
    ledger: Ledger,
    key: str,
    needed: Wanted,
    answers: Sequence[Answer],
    roots: Sequence[str],
) -> Finding:
    with ledger.db.reading() as tx:
        document = documents.find(tx, key)
        stored = list(_certificates(ledger, tx, needed))
        unquote = _of_mailbox(tx, document)
    at, at_by = _receipt(document)
    now = ledger.now()
    given = {
        "answers": [asdict(each) for each in answers],
        "at": at.isoformat(),
        "at_by": at_by,
        "now": now.isoformat(),
        "unquote": unquote,
        "servers": [each.strip() for each in ledger.config.mail_servers.split(",")],
        "roots": list(roots),
        "certificates": stored,
    }
    with ledger.blobs.open(document.digest) as source:
        try:
            return ledger.box.authenticate(source, given)
        except BoxError:
            return Finding(
                at=at.isoformat(),
                at_by=at_by,
                checked_at=now.isoformat(),
                refused=(("not-judged", ""),),
                answers=tuple(answers),
            )


def _receipt(document: Document) -> tuple[datetime, str]:
    """Return when a message was received, and by what that is known."""
    taken_in = document.provenance.taken_in_at
    received = document.received_at
    if received and received <= taken_in + _AHEAD:
        return received, "received"
    return taken_in, "taken-in"


def _of_mailbox(tx: Tx, document: Document) -> bool:
    if document.parent is None:
        return False
    return documents.find(tx, document.parent).media_type == _MAILBOX


def _certificates(ledger: Ledger, tx: Tx, needed: Wanted) -> Iterator[dict[str, Any]]:
    """Yield the stored certificates of the keys that are needed, and whose they are."""
    for each in certificates.with_keys(tx, needed.keys) if needed.keys else []:
        person = projects.person(tx, each.person)
        with ledger.blobs.open(each.digest) as source:
            data = b64encode(source.read()).decode()
        yield {
            "id": each.id,
            "data": data,
            "person": person.id,
            "addresses": [use.address for use in person.addresses],
        }


def _roots(folder: Path) -> Iterator[str]:
    """Yield the roots in the home's folder, unread: the box reads them."""
    files = sorted(folder.iterdir()) if folder.is_dir() else []
    for path in [each for each in files if each.suffix.lower() in _ROOTS][:_MOST_ROOTS]:
        if path.is_file() and path.stat().st_size <= _MOST_ROOT:
            yield b64encode(path.read_bytes()).decode()


def log(ledger: Ledger, tx: Tx, key: str, finding: Finding) -> None:
    """Log a finding; that a resolver is still silent is said once."""
    before = authentications.of_documents(tx, [key]).get(key, [])
    if finding.unanswered and before:
        return
    event = Event(
        kind=EventKind.MESSAGE_AUTHENTICATED,
        subject=key,
        actor=SYSTEM,
        fields=finding.plain(),
    )
    ledger.record(tx, event)


HANDLER = Handler(
    kind=AUTHENTICATE,
    do=authenticate,
    waiting=to_say("messages whose signatures are to be checked"),
    slow=True,
    together=_TOGETHER,
    rest=timedelta(minutes=1),
)
