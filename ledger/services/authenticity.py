"""Authenticity: what is known of who sent messages, for pages, commands and pulls."""

from collections.abc import Iterable
from collections.abc import Mapping
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor

from ledger.domain.document import Document
from ledger.domain.grading import best
from ledger.domain.grading import Grade
from ledger.domain.grading import Graded
from ledger.domain.grading import State
from ledger.domain.grading import state
from ledger.domain.reading import Kind
from ledger.domain.worth import Worth
from ledger.opened import Ledger
from ledger.services import authenticating
from ledger.services import queueing
from ledger.store import authentications
from ledger.store import documents
from ledger.store import waiting
from ledger.store.authentications import Authentication
from ledger.store.database import Tx
from ledger.store.waiting import Line

_NOTHING = Graded(grade=Grade.E)
_MAIL = "message/rfc822"


def of(ledger: Ledger, document: Document) -> Worth:
    """Return what is known of who sent a document."""
    return of_many(ledger, [document])[document.id]


def of_many(ledger: Ledger, listed: Iterable[Document]) -> dict[str, Worth]:
    """Return what is known of who sent some documents, by their ids."""
    with ledger.db.reading() as tx:
        return known(tx, list(listed))


def known(tx: Tx, listed: Sequence[Document]) -> dict[str, Worth]:
    """Return what is known of who sent some documents, by their ids."""
    mails = [each for each in listed if each.kind is Kind.MAIL]
    keys = [each.id for each in mails]
    checks = authentications.of_documents(tx, keys) if keys else {}
    jobs = waiting.of_subjects(tx, queueing.AUTHENTICATE, keys) if keys else {}
    return {each.id: _worth(each, checks, jobs) for each in listed}


def check(ledger: Ledger, keys: Sequence[str]) -> int:
    """Queue the check of messages once more; return how many wait for it.

    Raises:
        NotFoundError: there is no document with one of the ids.
    """
    with ledger.db.writing() as tx:
        found = [documents.find(tx, key) for key in keys]
        mails = [each.id for each in found if each.media_type == _MAIL]
        queueing.authenticate(ledger, tx, mails, again=True)
    return len(mails)


def check_now(ledger: Ledger, keys: Sequence[str]) -> None:
    """Check messages once more, at once; their other documents are passed over.

    Raises:
        NotFoundError: there is no document with one of the ids.
    """
    with ledger.db.reading() as tx:
        found = [documents.find(tx, key) for key in dict.fromkeys(keys)]
    mails = [each.id for each in found if each.media_type == _MAIL]
    with ThreadPoolExecutor(ledger.config.boxes) as threads:
        findings = authenticating.findings(ledger, threads, mails)
    with ledger.db.writing() as tx:
        for key, finding in findings.items():
            authenticating.log(ledger, tx, key, finding)


def _worth(
    document: Document,
    checks: Mapping[str, list[Authentication]],
    jobs: Mapping[str, Line],
) -> Worth:
    listed = checks.get(document.id, [])
    job = jobs.get(document.id)
    found = best((each.finding for each in listed), document.sent_at)
    if found is None:
        return _unchecked(document, job)
    finding, graded = found
    told = state(finding)
    standing = next(each for each in listed if each.finding is finding)
    waits = job is not None and job.set_aside_at is None and told is not State.CHECKED
    return Worth(
        document=document.id,
        state=State.WAITING if waits else told,
        graded=graded,
        finding=finding,
        position=standing.position,
        checks=len(listed),
        asked_again_at=job.not_before if job and waits else None,
    )


def _unchecked(document: Document, job: Line | None) -> Worth:
    why_not = ""
    told = State.NOTHING
    if job is not None:
        told = State.NOT_CHECKED if job.set_aside_at else State.WAITING
        why_not = "set-aside" if job.set_aside_at else ""
    elif document.kind is Kind.MAIL and document.media_type != _MAIL:
        told, why_not = State.NOT_CHECKED, "form"
    elif document.kind is Kind.MAIL and document.signs is None and document.reading:
        told, why_not = State.NOT_CHECKED, "not-queued"
    return Worth(document=document.id, state=told, graded=_NOTHING, why_not=why_not)
