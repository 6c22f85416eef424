"""Handing over: what was delivered, on which day, with which files."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from ledger.domain.digest import new_id
from ledger.domain.document import Document
from ledger.domain.errors import BadInputError
from ledger.domain.event import BlobRef
from ledger.domain.event import Event
from ledger.domain.event import EventKind
from ledger.domain.filing import Code
from ledger.domain.filing import Reason
from ledger.domain.laid import Laid
from ledger.domain.point import Delivery
from ledger.domain.project import Deliverable
from ledger.domain.project import Project
from ledger.domain.provision import TermName
from ledger.domain.sentence import said
from ledger.domain.term_errors import DeliveryStateError
from ledger.domain.working_days import Window
from ledger.opened import Ledger
from ledger.services import filing
from ledger.services import laying
from ledger.services import revisions
from ledger.store import agreed
from ledger.store import deliveries
from ledger.store import documents
from ledger.store import entered_days
from ledger.store import projects


@dataclass(frozen=True, slots=True, kw_only=True)
class Handed:
    """A delivery with its files, and the days on which its windows end."""

    delivery: Delivery
    deliverable: Deliverable
    documents: tuple[Document, ...]
    window: Window | None
    """In which it can be answered; None where no term in force says it."""

    accepted: Window | None
    """After which silence is acceptance; None where no term in force says it."""


def record(
    ledger: Ledger,
    actor: str,
    project_key: str,
    deliverable_key: str,
    *,
    on: date | None,
    document_keys: Sequence[str] = (),
    note: str = "",
) -> Delivery:
    """Record that a deliverable was handed over; its day is that of its message.

    Raises:
        NotFoundError: the deliverable or a document is not in this ledger.
        BadInputError: no day can be told.
    """
    with ledger.db.writing() as tx:
        project = projects.find(tx, project_key)
        deliverable = revisions.deliverable(tx, project, deliverable_key)
        sources = [documents.find(tx, key) for key in document_keys]
        day = on or _day_of(project, sources)
        key = new_id("v")
        handed = Event(
            kind=EventKind.DELIVERY_RECORDED,
            subject=key,
            actor=actor,
            projects=(project.id,),
            blobs=tuple(BlobRef("source", d.digest, d.size) for d in sources),
            fields={
                "deliverable": deliverable.id,
                "on": day.isoformat(),
                "documents": [document.id for document in sources],
                "note": note.strip(),
            },
        )
        filings = filing.along(tx, actor, project, sources, Reason(Code.DELIVERY))
        ledger.record(tx, *filings, handed)
        return deliveries.find(tx, key)


def withdraw(ledger: Ledger, actor: str, key: str, why: str) -> Delivery:
    """Take back the entry of a delivery, with the reason; it stays in the log.

    Raises:
        DeliveryStateError: it was withdrawn already.
    """
    return _turn(ledger, actor, key, why, EventKind.DELIVERY_WITHDRAWN)


def restore(ledger: Ledger, actor: str, key: str, why: str) -> Delivery:
    """Let a delivery stand that was withdrawn.

    Raises:
        DeliveryStateError: it was not withdrawn.
    """
    return _turn(ledger, actor, key, why, EventKind.DELIVERY_RESTORED)


def listed(ledger: Ledger, project: Project) -> list[Handed]:
    """Return the deliveries of a project, the newest first, withdrawn ones too."""
    with ledger.db.reading() as tx:
        terms = agreed.of_project(tx, project.id)
        known = {each.id: each for each in projects.deliverables(tx, project.id)}
        found = deliveries.of_project(tx, project.id)
        keys = {key for each in found for key in each.documents}
        papers = {each.id: each for each in documents.get_many(tx, keys)}
        entered = entered_days.of_project(tx, project.id)
    return [
        Handed(
            delivery=each,
            deliverable=known[each.deliverable],
            documents=tuple(papers[key] for key in each.documents),
            window=laying.window(terms, each.on, entered),
            accepted=laying.window(terms, each.on, entered, TermName.DEEMED_ACCEPTANCE),
        )
        for each in found[::-1]
    ]


def laid(ledger: Ledger, project: Project) -> tuple[Laid, ...]:
    """Return every request of a project that stands, and which round it falls in."""
    with ledger.db.reading() as tx:
        return laying.of_project(tx, project).points


def _turn(ledger: Ledger, actor: str, key: str, why: str, kind: EventKind) -> Delivery:
    if not why.strip():
        raise BadInputError(said("Say why; the reason is shown with the delivery."))
    with ledger.db.writing() as tx:
        found = deliveries.find(tx, key)
        if (found.withdrawn is None) is not (kind is EventKind.DELIVERY_WITHDRAWN):
            stands = said("This delivery stands already.")
            out = said("This delivery is withdrawn already.")
            raise DeliveryStateError(stands if found.withdrawn is None else out)
        happened = Event(
            kind=kind,
            subject=found.id,
            actor=actor,
            projects=(found.project,),
            fields={"why": why.strip()},
        )
        ledger.record(tx, happened)
        return deliveries.find(tx, key)


def _day_of(project: Project, sources: Sequence[Document]) -> date:
    dated = sources[0].dated_at if sources and sources[0].message else None
    if dated is None:
        raise BadInputError(said("Say on which day it was handed over."))
    return revisions.day_of(project, dated)
