"""Revision rounds: open, exclude, reinstate, and the account that comes of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from datetime import datetime

from ledger.domain import moment
from ledger.domain import revision
from ledger.domain.contract import Term
from ledger.domain.digest import new_id
from ledger.domain.document import Document
from ledger.domain.errors import BadInputError
from ledger.domain.errors import NotFoundError
from ledger.domain.errors import RoundStateError
from ledger.domain.event import BlobRef
from ledger.domain.event import Event
from ledger.domain.event import EventKind
from ledger.domain.event import Json
from ledger.domain.filing import Code
from ledger.domain.filing import Reason
from ledger.domain.money import parse_number
from ledger.domain.project import Deliverable
from ledger.domain.project import Project
from ledger.domain.revision import Account
from ledger.domain.revision import Ground
from ledger.domain.revision import RevisionRound
from ledger.domain.sentence import said
from ledger.opened import Ledger
from ledger.services import filing
from ledger.services import laying
from ledger.services import opening
from ledger.store import agreed
from ledger.store import contracts
from ledger.store import documents
from ledger.store import projects
from ledger.store.database import Tx


@dataclass(frozen=True, slots=True)
class Standing:
    """Where one deliverable stands."""

    deliverable: Deliverable
    account: Account


def today(ledger: Ledger, project: Project) -> date:
    """Return the day it is in the zone of a project."""
    return day_of(project, ledger.now())


def day_of(project: Project, when: datetime) -> date:
    """Return the day of a moment in the zone of a project."""
    return when.astimezone(moment.zone(project.zone)).date()


def standings(
    ledger: Ledger,
    project: Project,
    day: date | None = None,
    deliverable_key: str | None = None,
) -> list[Standing]:
    """Return the account of each deliverable as it stood at the end of a day.

    Raises:
        NotFoundError: only one was asked for, and the project has none of that key.
    """
    when = day or today(ledger, project)
    with ledger.db.reading() as tx:
        terms = agreed.of_project(tx, project.id)
        rounds = laying.rounds(tx, project)
        listed = projects.deliverables(tx, project.id)
        if deliverable_key:
            listed = [deliverable(tx, project, deliverable_key)]
    return [
        Standing(each, revision.account(each.id, terms, rounds, when))
        for each in listed
    ]


def open_round(
    ledger: Ledger,
    actor: str,
    project_key: str,
    deliverable_key: str,
    *,
    on: date | None,
    ground: str = "wish",
    document_keys: Sequence[str] = (),
    note: str = "",
) -> RevisionRound:
    """Open a round; its day is that of its first document where none is given.

    Raises:
        NotFoundError: the deliverable or a document is not in this ledger.
        BadInputError: the ground is unknown, or no day can be told.
    """
    with ledger.db.writing() as tx:
        project = projects.find(tx, project_key)
        chosen = deliverable(tx, project, deliverable_key)
        sources = [documents.find(tx, key) for key in document_keys]
        day = on or _day_of(project, sources)
        key = new_id("r")
        opened = Event(
            kind=EventKind.ROUND_OPENED,
            subject=key,
            actor=actor,
            projects=(project.id,),
            blobs=tuple(BlobRef("source", d.digest, d.size) for d in sources),
            fields={
                "deliverable": chosen.id,
                "on": day.isoformat(),
                "ground": str(_ground(ground)),
                "documents": [document.id for document in sources],
                "note": note.strip(),
            },
        )
        filings = filing.along(tx, actor, project, sources, Reason(Code.ROUND))
        ledger.record(tx, *filings, opened)
        return contracts.find_round(tx, key)


def exclude(ledger: Ledger, actor: str, key: str, why: str) -> RevisionRound:
    """Take a round out of the count, with a reason that everybody will read.

    Raises:
        RoundStateError: it is out already.
    """
    return _change(ledger, actor, key, why, EventKind.ROUND_EXCLUDED)


def reinstate(ledger: Ledger, actor: str, key: str, why: str) -> RevisionRound:
    """Let an excluded round count again, with a reason; both acts stay in the log.

    Raises:
        RoundStateError: it was not excluded.
    """
    return _change(ledger, actor, key, why, EventKind.ROUND_REINSTATED)


def worked(ledger: Ledger, actor: str, key: str, hours: str, why: str) -> RevisionRound:
    """Write down how many hours a round took; a later entry takes over.

    ``hours`` is empty to say that they are not known. A round that the definition in
    force makes is opened as it stands.

    Raises:
        BadInputError: it is no number of hours, or no reason is given.
    """
    number = parse_number(hours) if hours.strip() else None
    fields: dict[str, Json] = {"hours": str(number) if number is not None else None}
    return _happened(ledger, actor, key, why, EventKind.ROUND_WORKED, fields)


def sources(
    ledger: Ledger, listed: Sequence[Standing]
) -> tuple[dict[str, Document], dict[str, Term]]:
    """Return the documents that rounds and terms rest on, and the terms, by id."""
    lines = [line for standing in listed for line in standing.account.lines]
    keys = {key for line in lines for key in line.round.documents}
    terms: dict[str, Term] = {}
    for standing in listed:
        price = standing.account.next_round.price
        for term in (standing.account.allowance.term, price.rate, price.minimum):
            if term:
                terms[term.id] = term
    with ledger.db.reading() as tx:
        found = documents.get_many(tx, keys | {t.document for t in terms.values()})
    return {document.id: document for document in found}, terms


def _change(
    ledger: Ledger, actor: str, key: str, why: str, kind: EventKind
) -> RevisionRound:
    return _happened(ledger, actor, key, why, kind, {})


def _happened(
    ledger: Ledger,
    actor: str,
    key: str,
    why: str,
    kind: EventKind,
    fields: dict[str, Json],
) -> RevisionRound:
    if not why.strip():
        raise BadInputError(said("Say why; the reason is shown with the round."))
    with ledger.db.writing() as tx:
        turned = kind is not EventKind.ROUND_WORKED
        find = contracts.find_round
        found = find(tx, key) if turned else opening.entered(ledger, tx, actor, key)
        out = found.excluded is not None
        if turned and out is not (kind is EventKind.ROUND_REINSTATED):
            counts = said("This round is in the count already.")
            gone = said("This round is out of the count already.")
            raise RoundStateError(gone if out else counts)
        happened = Event(
            kind=kind,
            subject=found.id,
            actor=actor,
            projects=(found.project,),
            fields={**fields, "why": why.strip()},
        )
        ledger.record(tx, happened)
        return contracts.find_round(tx, found.id)


def deliverable(tx: Tx, project: Project, key: str) -> Deliverable:
    """Return a deliverable of a project by its id or its key.

    Raises:
        NotFoundError: the project has none of that name.
    """
    folded = key.strip().casefold()
    for each in projects.deliverables(tx, project.id):
        if each.id == key or each.key.casefold() == folded:
            return each
    raise NotFoundError("deliverable", key)


def _ground(text: str) -> Ground:
    try:
        return Ground(text.strip().lower())
    except ValueError:
        known = ", ".join(Ground)
        message = said(
            "“%(text)s” is no ground of a round; choose one of: %(known)s.",
            text=text,
            known=known,
        )
        raise BadInputError(message) from None


def _day_of(project: Project, sources: Sequence[Document]) -> date:
    """Return the day on which a message asked for it; never one that is guessed."""
    dated = sources[0].dated_at if sources and sources[0].message else None
    if dated is None:
        raise BadInputError(said("Say on which day the round was opened."))
    return day_of(project, dated)
