"""Slips: deliveries of ours that were late, entered with their days and the reason."""

from dataclasses import dataclass
from datetime import date

from ledger.domain.digest import new_id
from ledger.domain.errors import BadInputError
from ledger.domain.errors import NotFoundError
from ledger.domain.event import Event
from ledger.domain.event import EventKind
from ledger.domain.filing import Code
from ledger.domain.filing import Reason
from ledger.domain.obligation import Slip
from ledger.domain.obligation_errors import ObligationStateError
from ledger.domain.project import Project
from ledger.domain.sentence import said
from ledger.opened import Ledger
from ledger.services import filing
from ledger.services import passages
from ledger.services import revisions
from ledger.services.obligations import NOWHERE
from ledger.services.obligations import reason_for
from ledger.services.passages import Words
from ledger.store import documents
from ledger.store import projects
from ledger.store import slips
from ledger.store.database import Tx


@dataclass(frozen=True, slots=True, kw_only=True)
class NewSlip:
    """A delivery of ours that was late, as a person enters it."""

    what: str
    due: date
    done: date | None = None
    """None while it has not been delivered."""

    why: str = ""
    deliverable: str = ""
    words: Words = NOWHERE


def record(ledger: Ledger, actor: str, project_key: str, new: NewSlip) -> Slip:
    """Record that a delivery of ours was late, or is.

    Raises:
        NotFoundError: the project, the deliverable or the document is not there.
        BadInputError: it was not late, or the reason is missing.
    """
    if not new.what.strip():
        raise BadInputError(said("Say which delivery of ours was late."))
    if not new.why.strip():
        raise BadInputError(said("Say why it was late; the reason is shown with it."))
    with ledger.db.writing() as tx:
        project = projects.find(tx, project_key)
        _must_be_late(new, revisions.today(ledger, project))
        sources = []
        passage = None
        if new.words.document:
            sources = [documents.find(tx, new.words.document)]
            passage = passages.find(ledger, tx, sources[0], new.words)
        key = new_id("l")
        event = Event(
            kind=EventKind.SLIP_RECORDED,
            subject=key,
            actor=actor,
            projects=(project.id,),
            blobs=tuple(passages.source(document) for document in sources),
            fields={
                "label": slips.next_label(tx),
                "what": new.what.strip(),
                "deliverable": _deliverable(tx, project, new.deliverable),
                "due": new.due.isoformat(),
                "done": new.done.isoformat() if new.done else None,
                "why": new.why.strip(),
                **(passages.told(passage) if passage else {}),
            },
        )
        why = Reason(Code.OBLIGATION)
        ledger.record(tx, *filing.along(tx, actor, project, sources, why), event)
        return slips.find(tx, key)


def withdraw(ledger: Ledger, actor: str, key: str, why: str) -> Slip:
    """Take a slip back, with a reason; it stays in the log.

    Raises:
        ObligationStateError: it is withdrawn already.
    """
    reason = reason_for(why)
    with ledger.db.writing() as tx:
        found = slips.find(tx, key)
        if found.withdrawn is not None:
            raise ObligationStateError(said("This slip is withdrawn already."))
        event = Event(
            kind=EventKind.SLIP_WITHDRAWN,
            subject=found.id,
            actor=actor,
            projects=(found.project,),
            fields={"why": reason},
        )
        ledger.record(tx, event)
        return slips.find(tx, found.id)


def of_project(ledger: Ledger, project: Project) -> list[Slip]:
    """Return the slips of a project in the order of their days, withdrawn ones too."""
    with ledger.db.reading() as tx:
        return slips.of_project(tx, project.id)


def _must_be_late(new: NewSlip, today: date) -> None:
    end = new.done or today
    if end > today:
        raise BadInputError(said("%(day)s has not come yet.", day=end.isoformat()))
    if end <= new.due:
        raise BadInputError(said("It was delivered in time; that is no slip."))


def _deliverable(tx: Tx, project: Project, key: str) -> str | None:
    wanted = key.strip()
    if not wanted:
        return None
    for each in projects.deliverables(tx, project.id):
        if wanted == each.id or wanted.casefold() == each.key.casefold():
            return each.id
    raise NotFoundError("deliverable", key)
