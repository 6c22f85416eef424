"""File: put documents to projects, by hand or by the addresses of people we know."""

from collections.abc import Iterable
from collections.abc import Sequence

from ledger.domain.document import Document
from ledger.domain.event import Event
from ledger.domain.event import EventKind
from ledger.domain.filing import Code
from ledger.domain.filing import fields_of
from ledger.domain.filing import Reason
from ledger.domain.filing import Why
from ledger.domain.project import Person
from ledger.domain.project import Project
from ledger.domain.reading import Participant
from ledger.opened import Ledger
from ledger.store import documents
from ledger.store import filing
from ledger.store import projects
from ledger.store.database import Tx

SYSTEM = "system"


def file(
    ledger: Ledger, actor: str, keys: Sequence[str], project_key: str, why: Why
) -> list[str]:
    """Put documents to a project and return those that were not there before.

    A member of a mail is filed with the mail that it came with.

    Raises:
        NotFoundError: a document or the project is not in this ledger.
    """
    with ledger.db.writing() as tx:
        project = projects.find(tx, project_key)
        heads = [head_of(tx, documents.find(tx, key)) for key in keys]
        listed = list(dict.fromkeys(head.id for head in heads))
        there = filing.projects_of(tx, listed)
        new = [key for key in listed if project.id not in there[key]]
        ledger.record(
            tx, *(_event(EventKind.DOCUMENT_FILED, actor, k, project, why) for k in new)
        )
    return new


def unfile(
    ledger: Ledger, actor: str, keys: Sequence[str], project_key: str, why: Why
) -> list[str]:
    """Take documents out of a project again; the log keeps both acts.

    A member of a container that was filed as a whole is taken out alone.
    """
    with ledger.db.writing() as tx:
        project = projects.find(tx, project_key)
        filed = []
        for key in keys:
            head = head_of(tx, documents.find(tx, key))
            if project.id in filing.reasons(tx, head):
                filed.append(head.id)
        listed = list(dict.fromkeys(filed))
        kind = EventKind.DOCUMENT_UNFILED
        ledger.record(tx, *(_event(kind, actor, key, project, why) for key in listed))
    return listed


def head_of(tx: Tx, document: Document) -> Document:
    """Return the document by which a family is filed.

    That is the outermost one, but a member of a container (a mail of an mbox) stands
    for itself.
    """
    for key in document.lineage.split("/"):
        ancestor = documents.find(tx, key)
        if ancestor.kind != "archive":
            return ancestor
    return document


def file_heads(ledger: Ledger, tx: Tx, keys: Sequence[str]) -> None:
    """File what was just read where its people, or its first original, belong."""
    there = filing.projects_of(tx, keys)
    waiting = documents.get_many(tx, [key for key in keys if not there[key]])
    people = documents.people_of(tx, [document.id for document in waiting])
    listed = {person.address for each in people.values() for person in each}
    known = projects.people_with(tx, listed)
    for document in waiting:
        if document.message and document.message != document.id:
            _follow(ledger, tx, document)
        elif any(person.address in known for person in people[document.id]):
            _by_address(ledger, tx, document, people[document.id])


def file_known(ledger: Ledger, tx: Tx, addresses: Iterable[str]) -> int:
    """File what waits in the tray from or to some addresses; return how many."""
    keys = filing.waiting_with(tx, addresses)
    file_heads(ledger, tx, keys)
    return len([key for key, found in filing.projects_of(tx, keys).items() if found])


def suggestions(
    tx: Tx, listed: Sequence[Document]
) -> dict[str, list[tuple[Project, Reason]]]:
    """Return, for documents of the tray, the projects that their people are in."""
    people = documents.people_of(tx, [document.id for document in listed])
    return {key: _candidates(tx, found) for key, found in people.items()}


def _follow(ledger: Ledger, tx: Tx, document: Document) -> None:
    """File another original of a message where the first one is."""
    first = str(document.message)
    known = {project.id: project for project in projects.every(tx)}
    out = filing.taken_out(tx, document.id)
    for key in filing.projects_of(tx, [first])[first]:
        if key in out:
            continue
        why = Reason(Code.SAME_MESSAGE)
        ledger.record(
            tx,
            _event(EventKind.DOCUMENT_FILED, SYSTEM, document.id, known[key], why),
        )


def _by_address(
    ledger: Ledger, tx: Tx, document: Document, people: Iterable[Participant]
) -> None:
    """File a message whose people are all of one project; else leave it in the tray."""
    found = _candidates(tx, people)
    if len({project.id for project, _why in found}) == 1:
        project, why = found[0]
        if project.id in filing.taken_out(tx, document.id):
            return
        kind = EventKind.DOCUMENT_FILED
        ledger.record(tx, _event(kind, SYSTEM, document.id, project, why))


def _candidates(tx: Tx, people: Iterable[Participant]) -> list[tuple[Project, Reason]]:
    """Return the projects of the clients whose addresses stand in a head, with why."""
    addresses = [person.address for person in people if person.address]
    known = projects.people_with(tx, addresses)
    ids = {key for keys in known.values() for key in keys}
    persons = {person.id: person for person in projects.people(tx, ids)}
    found: dict[str, tuple[Project, Reason]] = {}
    for address in addresses:
        for key in known.get(address, []):
            for project in _projects_of(tx, persons[key]):
                why = Reason(Code.ADDRESS, address, persons[key].name)
                found.setdefault(project.id, (project, why))
    return list(found.values())


def _projects_of(tx: Tx, person: Person) -> list[Project]:
    if person.client is None:
        return []
    return [p for p in projects.every(tx) if p.client == person.client]


def _event(
    kind: EventKind, actor: str, document: str, project: Project, why: Why
) -> Event:
    return Event(
        kind=kind,
        subject=document,
        actor=actor,
        projects=(project.id,),
        fields=fields_of(why),
    )


def tray_size(ledger: Ledger) -> int:
    """Return how many documents wait for a project."""
    with ledger.db.reading() as tx:
        return filing.tray_size(tx)


def tray(ledger: Ledger, limit: int, offset: int = 0) -> list[Document]:
    """Return what waits for a project, newest first."""
    with ledger.db.reading() as tx:
        return filing.tray(tx, limit, offset)


def guesses(
    ledger: Ledger, listed: Sequence[Document]
) -> dict[str, list[tuple[Project, Reason]]]:
    """Return, for documents of the tray, the projects that their people are in."""
    with ledger.db.reading() as tx:
        return suggestions(tx, listed)


def guess(ledger: Ledger, key: str) -> list[tuple[Project, Reason]]:
    """Return the projects that the people of a document are in, each with why.

    Raises:
        NotFoundError: there is no such document.
    """
    with ledger.db.reading() as tx:
        return suggestions(tx, [documents.find(tx, key)])[key]


def authors(
    ledger: Ledger, listed: Sequence[Document]
) -> dict[str, Participant | None]:
    """Return who wrote each document, as its head says; None where it does not."""
    with ledger.db.reading() as tx:
        people = documents.people_of(tx, [document.id for document in listed])
    return {
        key: next((person for person in found if person.role == "from"), None)
        for key, found in people.items()
    }
