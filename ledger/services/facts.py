"""Facts about an obligation: each with its day, and the document on which it rests.

The day is entered, or is that of the message on which the fact rests; where neither
says one, none is made up. A fact is never changed: it is taken back with a reason, and
entered anew.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from ledger.domain.digest import new_id
from ledger.domain.document import Document
from ledger.domain.errors import BadInputError
from ledger.domain.event import Event
from ledger.domain.event import EventKind
from ledger.domain.event import Json
from ledger.domain.filing import Code
from ledger.domain.filing import Reason
from ledger.domain.obligation import DayBy
from ledger.domain.obligation import Obligation
from ledger.domain.obligation import SENT_BY_US
from ledger.domain.obligation_errors import ObligationStateError
from ledger.domain.project import Project
from ledger.domain.reading import SENT
from ledger.domain.request import Passage
from ledger.domain.sentence import said
from ledger.opened import Ledger
from ledger.services import filing
from ledger.services import passages
from ledger.services import revisions
from ledger.services.obligations import NOWHERE
from ledger.services.obligations import reason_for
from ledger.services.passages import Words
from ledger.store import documents
from ledger.store import obligations
from ledger.store import projects
from ledger.store.database import Tx


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """When something happened, and on which document that rests."""

    on: date | None = None
    """None to take the day of the message."""

    words: Words = NOWHERE
    note: str = ""


def tell(
    ledger: Ledger,
    tx: Tx,
    actor: str,
    key: str,
    told: Told,
    kind: EventKind,
    fields: Mapping[str, Json],
) -> None:
    """Record a fact about an obligation, in a transaction that is open.

    Raises:
        BadInputError: no day is known, or it has not come yet.
        ObligationStateError: the obligation is withdrawn.
    """
    owner = _standing(tx, key)
    project = projects.find(tx, owner.project)
    sources, passage = _rests_on(ledger, tx, told.words)
    ours = kind is EventKind.REMINDER_LINKED
    day, day_by = _day(project, told.on, sources, ours=ours)
    if day > revisions.today(ledger, project):
        raise BadInputError(said("%(day)s has not come yet.", day=day.isoformat()))
    event = Event(
        kind=kind,
        subject=new_id("i"),
        actor=actor,
        projects=(project.id,),
        blobs=tuple(passages.source(document) for document in sources),
        fields={
            "obligation": owner.id,
            "day": day.isoformat(),
            "day_by": str(day_by),
            "note": told.note.strip(),
            **fields,
            **(passages.told(passage) if passage else {}),
        },
    )
    why = Reason(Code.OBLIGATION)
    ledger.record(tx, *filing.along(tx, actor, project, sources, why), event)


def _standing(tx: Tx, key: str) -> Obligation:
    found = obligations.find(tx, key)
    if found.withdrawn is not None:
        raise ObligationStateError(
            said("This obligation is withdrawn; restore it first.")
        )
    return found


def take_back(ledger: Ledger, actor: str, key: str, why: str) -> Obligation:
    """Take something back that was recorded about an obligation, with a reason.

    Raises:
        NotFoundError: there is no such entry.
        ObligationStateError: it was taken back already.
    """
    reason = reason_for(why)
    with ledger.db.writing() as tx:
        found = obligations.find_fact(tx, key)
        if found.withdrawn is not None:
            raise ObligationStateError(said("This was taken back already."))
        owner = obligations.find(tx, found.obligation)
        linked = found.kind in SENT_BY_US
        event = Event(
            kind=EventKind.REMINDER_UNLINKED
            if linked
            else EventKind.OBLIGATION_TAKEN_BACK,
            subject=found.id,
            actor=actor,
            projects=(owner.project,),
            fields={"obligation": owner.id, "why": reason},
        )
        ledger.record(tx, event)
        return obligations.find(tx, owner.id)


def _rests_on(
    ledger: Ledger, tx: Tx, words: Words
) -> tuple[list[Document], Passage | None]:
    if not words.document:
        return [], None
    document = documents.find(tx, words.document)
    return [document], passages.find(ledger, tx, document, words)


def _day(
    project: Project, on: date | None, sources: list[Document], *, ours: bool
) -> tuple[date, DayBy]:
    if on:
        return on, DayBy.ENTERED
    for document in sources:
        if document.kind not in SENT:
            continue
        sent = (document.sent_at, DayBy.SENT)
        came = (document.received_at, DayBy.RECEIVED)
        for when, day_by in (sent, came) if ours else (came, sent):
            if when:
                return revisions.day_of(project, when), day_by
    raise BadInputError(said("Say on which day it was; nothing else says it."))
