"""Rounds of projects as their terms lay them, besides those that people opened."""

from collections.abc import Callable
from collections.abc import Iterable
from collections.abc import Sequence
from datetime import date

from ledger.domain import laying as rules
from ledger.domain import moment
from ledger.domain.contract import in_force
from ledger.domain.contract import Term
from ledger.domain.document import Document
from ledger.domain.laid import Layout
from ledger.domain.point import Delivery
from ledger.domain.point import Point
from ledger.domain.point import PointGround
from ledger.domain.project import Project
from ledger.domain.provision import TermName
from ledger.domain.request import Request
from ledger.domain.revision import RevisionRound
from ledger.domain.working_days import EnteredDay
from ledger.domain.working_days import Window
from ledger.domain.working_days import window_end
from ledger.services import calendars
from ledger.services import writers
from ledger.store import agreed
from ledger.store import contracts
from ledger.store import deliveries
from ledger.store import documents
from ledger.store import entered_days
from ledger.store import requests
from ledger.store.database import Tx


def of_project(tx: Tx, project: Project, terms: Sequence[Term] | None = None) -> Layout:
    """Return the rounds of a project and the place of every request that stands.

    Args:
        tx: a transaction.
        project: the project.
        terms: other terms than its own: "what if the contract said …".
    """
    said = agreed.of_project(tx, project.id) if terms is None else terms
    return _laid(
        tx,
        project,
        said,
        deliveries.of_project(tx, project.id),
        contracts.rounds_of(tx, project.id),
        requests.of_project(tx, project.id),
    )


def rounds(tx: Tx, project: Project) -> tuple[RevisionRound, ...]:
    """Return the rounds of a project, those that its terms make too."""
    return of_project(tx, project).rounds


def every(tx: Tx, projects: Iterable[Project]) -> dict[str, tuple[RevisionRound, ...]]:
    """Return the rounds of projects, by the id of each."""
    terms, opened = agreed.every(tx), contracts.every_round(tx)
    handed = deliveries.every(tx)
    asked: dict[str, list[Request]] = {}
    if opened or handed:
        for each in requests.every(tx):
            asked.setdefault(each.project, []).append(each)
    return {
        project.id: _laid(
            tx,
            project,
            terms.get(project.id, []),
            handed.get(project.id, []),
            opened.get(project.id, []),
            asked.get(project.id, []),
        ).rounds
        for project in projects
    }


def windows(
    terms: Sequence[Term], entered: Sequence[EnteredDay]
) -> Callable[[Delivery], Window | None]:
    """Return what tells the window of a delivery, by the terms in force on its day."""

    def of(delivery: Delivery) -> Window | None:
        return window(terms, delivery.on, entered)

    return of


def window(
    terms: Sequence[Term],
    day: date,
    entered: Sequence[EnteredDay],
    name: TermName = TermName.REVIEW_WINDOW,
) -> Window | None:
    """Return the period that a term gives from a day on; None where none says it.

    Holidays are those of the list in force on that day, with the days that people
    entered for the project.
    """
    term = in_force(terms, name, day)
    if term is None or term.provision.days is None or term.provision.unit is None:
        return None
    number, unit = term.provision.days, str(term.provision.unit)
    return window_end(day, number, unit, calendars.by(terms, day, [day], entered))


def _laid(
    tx: Tx,
    project: Project,
    terms: Sequence[Term],
    handed: Sequence[Delivery],
    opened: Sequence[RevisionRound],
    asked: Sequence[Request],
) -> Layout:
    ends = windows(terms, entered_days.of_project(tx, project.id))

    def last(delivery: Delivery) -> date | None:
        found = ends(delivery)
        return found.end if found else None

    return rules.lay(
        terms,
        [each for each in handed if each.withdrawn is None],
        _points(tx, project, [each for each in asked if each.withdrawn is None]),
        opened,
        last,
    )


def _points(tx: Tx, project: Project, asked: Sequence[Request]) -> list[Point]:
    sources = documents.get_many(tx, {each.passage.document for each in asked})
    papers = {document.id: document for document in sources}
    return [_point(project, each, papers[each.passage.document]) for each in asked]


def _point(project: Project, request: Request, document: Document) -> Point:
    said_at = writers.dated(document, request.writer)
    zone = moment.zone(project.zone)
    return Point(
        request=request.id,
        label=request.label,
        deliverable=request.deliverable,
        day=said_at.astimezone(zone).date() if said_at else None,
        message=document.message or document.id,
        document=document.id,
        position=request.position,
        ground=request.ground or PointGround.WISH,
        of=request.of,
        late=request.late,
        why=request.ground_why,
        round=request.round,
        hours=request.hours,
    )
