"""What the client asked for: requests as a list, with who asked, when, and what stands.

A request knows only ids and words; a list shows what they stand for.
"""

from collections.abc import Iterable
from collections.abc import Mapping
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from datetime import datetime
from enum import StrEnum

from index import answers
from ledger.domain import moment
from ledger.domain import revision
from ledger.domain.document import Document
from ledger.domain.project import Deliverable
from ledger.domain.project import Person
from ledger.domain.project import Project
from ledger.domain.request import Request
from ledger.domain.request import Support
from ledger.domain.request import SupportKind
from ledger.domain.revision import Line
from ledger.opened import Ledger
from ledger.services import laying
from ledger.services import searching
from ledger.services import siding
from ledger.services import writers
from ledger.store import agreed
from ledger.store import documents
from ledger.store import people
from ledger.store import projects
from ledger.store import requests
from ledger.store.database import Tx


class State(StrEnum):
    """How a request stands."""

    OPEN = "open"
    """No confirmation is recorded, or only such as our own people wrote."""

    CONFIRMED = "confirmed"
    """One is recorded that is not known to be written by our side."""

    WITHDRAWN = "withdrawn"
    """It was taken back; the log keeps it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """Which requests are wanted; what is empty takes all."""

    words: str = ""
    """A query as in search, over the words, the note, the label and the writer."""

    deliverable: str = ""
    """A deliverable's key or id."""

    round: str = ""
    person: str = ""
    state: str = ""
    """A ``State``; empty for all that stand."""

    warned: bool | None = None


ALL = Filters()


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A request with what its ids stand for."""

    request: Request
    project: Project
    document: Document
    at: datetime | None
    """When it was written; None where nothing says so, or it is only quoted."""

    writer: str
    """A name, else an address; empty where nobody is known."""

    person: Person | None
    """Who of those we know the writer is."""

    deliverable: Deliverable | None
    line: Line | None
    """Its round in the account."""

    ours: frozenset[str] = frozenset()
    """The ids of confirmations that our own people wrote."""

    @property
    def assents(self) -> list[Support]:
        """Return the confirmations that count: those not known to be of our side."""
        found = self.request.standing(SupportKind.CONFIRMATION)
        return [each for each in found if each.id not in self.ours]

    @property
    def state(self) -> State:
        """Return how it stands."""
        if self.request.withdrawn is not None:
            return State.WITHDRAWN
        return State.CONFIRMED if self.assents else State.OPEN


def listed(
    ledger: Ledger, project: Project | None = None, filters: Filters = ALL
) -> list[Asked]:
    """Return requests in the order in which they were written, the newest first.

    Of one project, or of all. What has no date stands by the moment of its entry.
    """
    return among(ledger, every(ledger, project), filters)


def every(ledger: Ledger, project: Project | None = None) -> list[Asked]:
    """Return requests, those that were taken back too, the newest first."""
    with ledger.db.reading() as tx:
        found = requests.of_project(tx, project.id) if project else requests.every(tx)
        return sorted(told(tx, found), key=_order, reverse=True)


def among(ledger: Ledger, listed: Sequence[Asked], filters: Filters) -> list[Asked]:
    """Return those of some requests that are wanted, in the order given."""
    wanted = [each for each in listed if _fits(each, filters)]
    if not filters.words:
        return wanted
    with ledger.db.reading() as tx:
        tree = searching.understood(ledger, tx, filters.words).tree
    if tree is None:
        return wanted
    return [
        each
        for each in wanted
        if answers(_words(each), tree, each.document.language or "")
    ]


def find(ledger: Ledger, key: str) -> Asked:
    """Return a request by its id or label.

    Raises:
        NotFoundError: there is none.
    """
    with ledger.db.reading() as tx:
        return told(tx, [requests.find(tx, key)])[0]


def supported(ledger: Ledger, key: str) -> Request:
    """Return the request that a warning or a confirmation belongs to.

    Raises:
        NotFoundError: there is none with that id.
    """
    with ledger.db.reading() as tx:
        return requests.find(tx, requests.find_support(tx, key).request)


def about(ledger: Ledger, keys: Iterable[str]) -> list[Asked]:
    """Return the requests that rest on some documents, or are supported by them."""
    wanted = list(keys)
    with ledger.db.reading() as tx:
        found = {
            each.id: each
            for each in (
                *requests.of_documents(tx, wanted),
                *requests.supported_by(tx, wanted),
            )
        }
        return told(tx, list(found.values()))


def told(tx: Tx, found: Sequence[Request]) -> list[Asked]:
    """Return requests with what their ids stand for, in the order given."""
    known = {project.id: project for project in projects.every(tx)}
    sources = documents.get_many(tx, {each.passage.document for each in found})
    papers = {document.id: document for document in sources}
    persons = _persons(tx, found, known, papers)
    places = {
        key: _Places.of(tx, known[key]) for key in {each.project for each in found}
    }
    ours = siding.ours(tx, found, {key: each.zone for key, each in known.items()})
    return [
        Asked(
            request=each,
            project=known[each.project],
            document=papers[each.passage.document],
            at=_at(each, papers[each.passage.document]),
            writer=each.writer.name or each.writer.address,
            person=persons.get(each.id),
            deliverable=places[each.project].deliverables.get(each.deliverable or ""),
            line=places[each.project].line_of(each),
            ours=ours,
        )
        for each in found
    ]


@dataclass(frozen=True, slots=True)
class _Places:
    """The deliverables of a project, and its rounds, by their ids and requests'."""

    deliverables: dict[str, Deliverable]
    lines: dict[str, Line]

    @classmethod
    def of(cls, tx: Tx, project: Project) -> "_Places":
        terms = agreed.of_project(tx, project.id)
        rounds = laying.rounds(tx, project)
        found = projects.deliverables(tx, project.id)
        accounts = [revision.account(d.id, terms, rounds, date.max) for d in found]
        lines = [line for each in accounts for line in each.lines]
        return cls(
            {each.id: each for each in found},
            {
                **{line.round.id: line for line in lines},
                **{
                    point.request: line for line in lines for point in line.round.points
                },
            },
        )

    def line_of(self, request: Request) -> Line | None:
        """Return the round that a request is in: as the terms lay it, or as entered."""
        return self.lines.get(request.id) or self.lines.get(request.round or "")


def _at(request: Request, document: Document) -> datetime | None:
    """Return when the words were written: a message dates only its sender's own."""
    return writers.dated(document, request.writer)


def _persons(
    tx: Tx,
    found: Iterable[Request],
    known: Mapping[str, Project],
    papers: Mapping[str, Document],
) -> dict[str, Person]:
    """Return who wrote each request, where an address or an entry names one alone.

    An address is his who had it on the day of the words, in the zone of the project.
    """
    asked = list(found)
    book = people.book(tx, {each.writer.address for each in asked})
    ids = {
        each.id: each.writer.person
        or book.holder(
            each.writer.address,
            _on(_at(each, papers[each.passage.document]), known[each.project].zone),
        )
        for each in asked
    }
    persons = projects.people(tx, {key for key in ids.values() if key})
    standing = {key: each for each in persons for key in (each.id, *each.merged)}
    return {key: standing[who] for key, who in ids.items() if who in standing}


def _on(at: datetime | None, zone: str) -> date | None:
    return at.astimezone(moment.zone(zone)).date() if at else None


def _fits(asked: Asked, filters: Filters) -> bool:
    request, place = asked.request, asked.deliverable
    keys = {place.id, place.key.casefold()} if place else set()
    warned = bool(request.standing(SupportKind.WARNING))
    return (
        (not filters.deliverable or bool(keys & _either(filters.deliverable)))
        and (not filters.round or request.round == filters.round)
        and (not filters.person or _is_person(asked, filters.person))
        and (asked.state == filters.state if filters.state else _stands(asked))
        and (filters.warned is None or warned is filters.warned)
    )


def _stands(asked: Asked) -> bool:
    return asked.request.withdrawn is None


def _is_person(asked: Asked, key: str) -> bool:
    person = asked.person
    return person is not None and key in {person.id, *person.merged}


def _either(key: str) -> set[str]:
    return {key, key.casefold()}


def _words(asked: Asked) -> str:
    request = asked.request
    parts = (request.passage.quote, request.note, request.label, asked.writer)
    return "\n".join(parts)


def _order(asked: Asked) -> tuple[datetime, int]:
    return asked.at or asked.document.provenance.taken_in_at, asked.request.position
