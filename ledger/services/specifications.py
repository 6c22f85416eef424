"""The specification as it read on any day, with who asked for what, and where."""

from collections.abc import Iterable
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from ledger.domain.document import Document
from ledger.domain.project import Person
from ledger.domain.project import Project
from ledger.domain.request import Request
from ledger.domain.specification import Baseline
from ledger.domain.specification import Difference
from ledger.domain.specification import Item
from ledger.domain.specification import Origin
from ledger.domain.specification import Specification
from ledger.domain.specification import Stage
from ledger.domain.specification import State
from ledger.domain.specification import Wording
from ledger.opened import Ledger
from ledger.services import likeness
from ledger.services import linking
from ledger.services.likeness import Change
from ledger.services.likeness import Piece
from ledger.services.linking import Linked
from ledger.services.revisions import day_of
from ledger.store import documents
from ledger.store import projects
from ledger.store import requests
from ledger.store import specifications
from ledger.store.database import Tx


@dataclass(frozen=True, slots=True, kw_only=True)
class Sources:
    """What the ids in a specification stand for."""

    documents: Mapping[str, Document]
    requests: Mapping[str, Request]
    persons: Mapping[str, Person]

    def document(self, state: State) -> Document | None:
        """Return the document in which the words of a state stand."""
        if state.baseline:
            return self.documents.get(state.baseline.document)
        source = state.wording.source if state.wording else None
        return self.documents.get(source.document) if source else None

    def asked(self, origin: Origin) -> Request | None:
        """Return the request in which a wording was asked for."""
        return self.requests.get(origin.request or "")

    def said_in(self, origin: Origin) -> Document | None:
        """Return the message or paper in which it was asked for."""
        return self.documents.get(origin.document or "")

    def person(self, origin: Origin) -> Person | None:
        """Return who asked for it."""
        return self.persons.get(origin.person or "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """An item in force on a day."""

    item: Item
    state: State
    links: tuple[Linked, ...]
    since: date | None
    """Since when it reads so; a later document may repeat the words."""

    versions: int
    """How many different wordings it ever had."""

    @property
    def suspect(self) -> int:
        """Return how many links to it wait for somebody to look."""
        return len([each for each in self.links if each.suspect])


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A specification as it reads on a day."""

    project: Project
    specification: Specification
    day: date
    today: date
    lines: tuple[Line, ...]
    sources: Sources

    @property
    def baselines(self) -> list[Baseline]:
        """Return the documents that are the specification, the newest first."""
        return list(self.specification.baselines[::-1])

    @property
    def ended(self) -> list[tuple[Item, State]]:
        """Return the items that held before that day, and do not on it."""
        found = [
            (each, self.specification.state(each.id, self.day))
            for each in self.specification.items
        ]
        return [(item, state) for item, state in found if _has_ended(state)]


@dataclass(frozen=True, slots=True, kw_only=True)
class History:
    """An item with all that it ever read like."""

    project: Project
    item: Item
    today: date
    stages: tuple[Stage, ...]
    now: State
    withdrawn: tuple[Wording, ...]
    """Entries that were taken back."""

    links: tuple[Linked, ...]
    sources: Sources


def show(ledger: Ledger, project: Project, day: date | None = None) -> Shown:
    """Return the specification of a project as it reads on a day, or today."""
    today = day_of(project, ledger.now())
    when = day or today
    with ledger.db.reading() as tx:
        found = specifications.of_project(tx, project.id)
        links = linking.told(tx, project, found, today)
        lines = tuple(
            Line(
                item=item,
                state=state,
                links=tuple(each for each in links if each.item.id == item.id),
                since=found.since(item.id, when),
                versions=found.wordings_of(item.id),
            )
            for item, state in found.on(when)
        )
        return Shown(
            project=project,
            specification=found,
            day=when,
            today=today,
            lines=lines,
            sources=_sources(tx, found),
        )


def between(
    ledger: Ledger, project: Project, first: date, last: date
) -> list[Difference]:
    """Return the items that read otherwise on the second of two days."""
    with ledger.db.reading() as tx:
        return specifications.of_project(tx, project.id).between(first, last)


def history(ledger: Ledger, key: str, project_key: str | None = None) -> History:
    """Return an item with all that it ever read like, by its id or label.

    Raises:
        NotFoundError: there is none.
    """
    with ledger.db.reading() as tx:
        wanted = projects.find(tx, project_key).id if project_key else None
        owner, item = specifications.find_item(tx, key, wanted)
        project = projects.find(tx, owner)
        today = day_of(project, ledger.now())
        found = specifications.of_project(tx, owner)
        links = linking.told(tx, project, found, today)
        return History(
            project=project,
            item=item,
            today=today,
            stages=tuple(found.stages(item.id)),
            now=found.state(item.id, today),
            withdrawn=_withdrawn(found, item),
            links=tuple(each for each in links if each.item.id == item.id),
            sources=_sources(tx, found),
        )


def of_document(ledger: Ledger, keys: Iterable[str]) -> list[tuple[Project, Baseline]]:
    """Return the projects whose specification some documents are."""
    with ledger.db.reading() as tx:
        known = {project.id: project for project in projects.every(tx)}
        found = specifications.of_documents(tx, keys)
        return [(known[key], each) for key, each in found if each.withdrawn is None]


def pieces(before: str | None, after: str | None) -> list[Piece]:
    """Return the words of a later wording, with what was left out and put in."""
    if before is None or after is None:
        change = Change.PUT_IN if before is None else Change.LEFT_OUT
        return [Piece(change, after or before or "")]
    return likeness.pieces(before, after)


def _has_ended(state: State) -> bool:
    return state.words is None and state.from_day is not None


def _withdrawn(found: Specification, item: Item) -> tuple[Wording, ...]:
    gone = {each.id for each in found.baselines if each.withdrawn is not None}
    return tuple(
        each
        for each in found.wordings
        if each.item == item.id
        and (each.withdrawn is not None or each.specification in gone)
    )


def _sources(tx: Tx, found: Specification) -> Sources:
    origins = [each.origin for each in found.wordings]
    origins += [each.origin for each in found.baselines]
    papers = {each.source.document for each in found.wordings if each.source}
    papers |= {each.document for each in found.baselines}
    papers |= {each.document for each in origins if each.document}
    people = projects.people(tx, {each.person for each in origins if each.person})
    asked = {each.request for each in origins if each.request}
    return Sources(
        documents={each.id: each for each in documents.get_many(tx, sorted(papers))},
        requests={key: requests.find(tx, key) for key in sorted(asked)},
        persons={key: each for each in people for key in (each.id, *each.merged)},
    )
