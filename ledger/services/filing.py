"""File: put documents to projects, by hand or by the addresses of people we know."""

from collections.abc import Iterable
from collections.abc import Sequence

from ledger.domain.chat import Export
from ledger.domain.document import Document
from ledger.domain.event import Event
from ledger.domain.event import EventKind
from ledger.domain.filing import Code
from ledger.domain.filing import fields_of
from ledger.domain.filing import Reason
from ledger.domain.filing import Why
from ledger.domain.project import Project
from ledger.domain.reading import Kind
from ledger.domain.reading import Participant
from ledger.opened import Ledger
from ledger.services import belonging
from ledger.services.belonging import Guess
from ledger.store import chats
from ledger.store import documents
from ledger.store import filing
from ledger.store import projects
from ledger.store import tray as waiting
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
    """File what was just read where its first original, or a certain guess, is."""
    there = filing.projects_of(tx, keys)
    waiting = documents.get_many(tx, [key for key in keys if not there[key]])
    exports = chats.exports_among(tx, [each.id for each in waiting])
    copies, others = [], []
    for document in waiting:
        if document.kind is Kind.CHAT:
            continue  # it is filed with its chat, once for all messages
        if document.message and document.message != document.id:
            copies.append(document)
        elif filed := _of_the_chat(tx, exports.get(document.id)):
            _file_all(ledger, tx, document, filed, Reason(Code.SAME_CHAT))
        else:
            others.append(document)
    while others:
        done = _file_certain(ledger, tx, others)
        threads = {each.thread for each in others if each.id in done and each.thread}
        left = (each for each in others if each.id not in done)
        others = [each for each in left if each.thread in threads]
    for document in copies:  # the first original may just have been filed
        _follow(ledger, tx, document)


def _file_certain(ledger: Ledger, tx: Tx, listed: Sequence[Document]) -> set[str]:
    """File documents where they certainly belong; return those that were."""
    told = []
    for key, found in belonging.certain(tx, listed, ledger.config.zone).items():
        out = filing.taken_out(tx, key)
        told += [
            _event(EventKind.DOCUMENT_FILED, SYSTEM, key, each.project, each.why)
            for each in found
            if each.project.id not in out
        ]
    ledger.record(tx, *told)
    return {event.subject for event in told}


def file_known(ledger: Ledger, tx: Tx, addresses: Iterable[str]) -> int:
    """File what waits in the tray from or to some addresses; return how many."""
    keys = waiting.naming(tx, addresses)
    file_heads(ledger, tx, keys)
    return len([key for key, found in filing.projects_of(tx, keys).items() if found])


def _follow(ledger: Ledger, tx: Tx, document: Document) -> None:
    """File another original of a message where the first one is."""
    first = str(document.message)
    filed = filing.projects_of(tx, [first])[first]
    _file_all(ledger, tx, document, filed, Reason(Code.SAME_MESSAGE))


def _of_the_chat(tx: Tx, export: Export | None) -> list[str]:
    """Return the projects that an earlier export of the same chat belongs to."""
    if export is None:
        return []
    others = [each.document for each in chats.exports_of(tx, export.chat)]
    there = filing.projects_of(tx, [key for key in others if key != export.document])
    return list(dict.fromkeys(key for found in there.values() for key in found))


def _file_all(
    ledger: Ledger, tx: Tx, document: Document, wanted: Iterable[str], why: Reason
) -> None:
    """File a document to projects, but to none that somebody took it out of."""
    known = {project.id: project for project in projects.every(tx)}
    out = filing.taken_out(tx, document.id)
    kind = EventKind.DOCUMENT_FILED
    for key in wanted:
        if key not in out:
            ledger.record(tx, _event(kind, SYSTEM, document.id, known[key], why))


def along(
    tx: Tx, actor: str, project: Project, sources: Sequence[Document], why: Why
) -> list[Event]:
    """Return the filings of documents that something in a project rests on.

    There is none for what is in the project already.
    """
    there = filing.projects_of(tx, [document.id for document in sources])
    heads = [
        head_of(tx, document).id
        for document in sources
        if project.id not in there[document.id]
    ]
    kind = EventKind.DOCUMENT_FILED
    return [_event(kind, actor, head, project, why) for head in dict.fromkeys(heads)]


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
        return waiting.size(tx)


def tray(ledger: Ledger, limit: int, offset: int = 0) -> list[Document]:
    """Return what waits for a project, newest first."""
    with ledger.db.reading() as tx:
        return waiting.newest(tx, limit, offset)


def guesses(ledger: Ledger, listed: Sequence[Document]) -> dict[str, list[Guess]]:
    """Return, for documents of the tray, where they may belong, each with why."""
    with ledger.db.reading() as tx:
        return belonging.guesses(tx, listed, ledger.config.zone)


def guess(ledger: Ledger, key: str) -> list[Guess]:
    """Return where a document may belong, each with why.

    Raises:
        NotFoundError: there is no such document.
    """
    with ledger.db.reading() as tx:
        found = documents.find(tx, key)
        return belonging.guesses(tx, [found], ledger.config.zone)[key]


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
