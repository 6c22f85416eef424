"""Requests: record what the client asked for, in his words, at their place."""

from collections.abc import Mapping
from dataclasses import dataclass

from ledger.domain.digest import new_id
from ledger.domain.document import Document
from ledger.domain.errors import BadInputError
from ledger.domain.errors import NotFoundError
from ledger.domain.errors import RequestStateError
from ledger.domain.event import Event
from ledger.domain.event import EventKind
from ledger.domain.event import Json
from ledger.domain.filing import Code
from ledger.domain.filing import Reason
from ledger.domain.project import Project
from ledger.domain.request import KnownBy
from ledger.domain.request import Passage
from ledger.domain.request import Request
from ledger.domain.request import Writer
from ledger.domain.sentence import said
from ledger.domain.sentence import Sentence
from ledger.opened import Ledger
from ledger.services import filing
from ledger.services import passages
from ledger.services import repeating
from ledger.services import writers
from ledger.services.passages import Words
from ledger.store import contracts
from ledger.store import documents
from ledger.store import projects
from ledger.store import requests
from ledger.store.database import Tx


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a request belongs in its project."""

    deliverable: str = ""
    round: str = ""
    note: str = ""


NOWHERE = Place()


def record(
    ledger: Ledger,
    actor: str,
    project_key: str,
    words: Words,
    place: Place = NOWHERE,
    by: str = "",
) -> Request:
    """Record a request at the words that say it.

    ``by`` names the person who asked, for a document that does not say it (a PDF).

    Raises:
        QuoteNotFoundError: the words do not stand in the document.
        BadInputError: they are the words of several writers, or the place is wrong.
    """
    with ledger.db.writing() as tx:
        project = projects.find(tx, project_key)
        document = documents.find(tx, words.document)
        passage = passages.find(ledger, tx, document, words)
        if not passage.quote:
            raise BadInputError(said("Choose the words in which it is asked for."))
        writer = _writer(tx, document, passage, by)
        key = new_id("q")
        event = Event(
            kind=EventKind.REQUEST_RECORDED,
            subject=key,
            actor=actor,
            projects=(project.id,),
            blobs=(passages.source(document),),
            fields={
                "label": requests.next_label(tx),
                **passages.told(passage),
                **_named(writer),
                **_placed(tx, project, place),
            },
        )
        filings = filing.along(tx, actor, project, [document], Reason(Code.REQUEST))
        ledger.record(tx, *filings, event)
        return requests.find(tx, key)


def put(ledger: Ledger, actor: str, key: str, place: Place) -> Request:
    """Put a request to a deliverable and a round, with a note; the log keeps all.

    Raises:
        BadInputError: the deliverable or the round is not one of its project.
    """
    with ledger.db.writing() as tx:
        found = requests.find(tx, key)
        project = projects.find(tx, found.project)
        values = _placed(tx, project, place)
        there = (found.deliverable, found.round, found.note)
        if tuple(values.values()) != there:
            _happen(ledger, tx, actor, found, EventKind.REQUEST_PLACED, values)
        return requests.find(tx, found.id)


def withdraw(ledger: Ledger, actor: str, key: str, why: str) -> Request:
    """Take a request back, with a reason; it stays in the log and can be restored.

    Raises:
        RequestStateError: it is withdrawn already.
    """
    return _turn(ledger, actor, key, why, EventKind.REQUEST_WITHDRAWN)


def restore(ledger: Ledger, actor: str, key: str, why: str) -> Request:
    """Let a request stand that was withdrawn; both acts stay in the log.

    Raises:
        RequestStateError: it was not withdrawn.
    """
    return _turn(ledger, actor, key, why, EventKind.REQUEST_RESTORED)


@dataclass(frozen=True, slots=True)
class Looked:
    """Words that were looked up in a document, before anything rests on them."""

    passage: Passage
    writer: Writer | None
    """None for words of several."""

    remarks: tuple[Sentence, ...]
    """What the document says of them, and where they are recorded already."""


def looked(ledger: Ledger, words: Words) -> Looked:
    """Return where words stand, who wrote them, and what is to be known of them.

    Raises:
        QuoteNotFoundError: the words do not stand in the document.
    """
    with ledger.db.reading() as tx:
        document = documents.find(tx, words.document)
        passage = passages.find(ledger, tx, document, words)
        remarks = (
            *passages.remarks(ledger, document, passage),
            *repeating.remarks(tx, document, passage),
        )
        return Looked(passage, writers.of(tx, document, passage), remarks)


def _writer(tx: Tx, document: Document, passage: Passage, by: str) -> Writer:
    found = writers.of(tx, document, passage)
    if found is None:
        raise BadInputError(
            said("These are words of several writers; choose those of one of them.")
        )
    if not by:
        return found
    person = projects.person(tx, by)
    named = found.known_by is KnownBy.HEAD and (found.name or found.address)
    if not named:
        return Writer(known_by=KnownBy.ENTRY, name=person.name, person=person.id)
    if found.address not in {each.address for each in person.addresses}:
        raise BadInputError(
            said(
                "These words are of %(sender)s, as the message names its sender, "
                "not by %(name)s; leave out who asked.",
                sender=found.address or found.name,
                name=person.name,
            )
        )
    return found


def _named(writer: Writer) -> dict[str, Json]:
    return {
        "known_by": str(writer.known_by),
        "writer_name": writer.name,
        "writer_address": writer.address,
        "writer_person": writer.person,
    }


def _placed(tx: Tx, project: Project, place: Place) -> dict[str, Json]:
    """Return deliverable, round and note as the log keeps them."""
    deliverable = _deliverable(tx, project, place.deliverable)
    opened = None
    if place.round:
        opened = contracts.find_round(tx, place.round)
        if opened.project != project.id:
            raise BadInputError(said("This round is one of another project."))
        if deliverable not in {None, opened.deliverable}:
            raise BadInputError(said("This round is one of another deliverable."))
        deliverable = opened.deliverable
    return {
        "deliverable": deliverable,
        "round": opened.id if opened else None,
        "note": place.note.strip(),
    }


def _deliverable(tx: Tx, project: Project, key: str) -> str | None:
    wanted = key.strip()
    if not wanted:
        return None
    for each in projects.deliverables(tx, project.id):
        if wanted == each.id or wanted.casefold() == each.key.casefold():
            return each.id
    raise NotFoundError("deliverable", key)


def _turn(ledger: Ledger, actor: str, key: str, why: str, kind: EventKind) -> Request:
    reason = passages.reason(why)
    with ledger.db.writing() as tx:
        found = requests.find(tx, key)
        if (found.withdrawn is None) is not (kind is EventKind.REQUEST_WITHDRAWN):
            raise RequestStateError(
                said("This request stands already.")
                if found.withdrawn is None
                else said("This request is withdrawn already.")
            )
        _happen(ledger, tx, actor, found, kind, {"why": reason})
        return requests.find(tx, found.id)


def _happen(
    ledger: Ledger,
    tx: Tx,
    actor: str,
    found: Request,
    kind: EventKind,
    fields: Mapping[str, Json],
) -> None:
    event = Event(
        kind=kind,
        subject=found.id,
        actor=actor,
        projects=(found.project,),
        fields=dict(fields),
    )
    ledger.record(tx, event)
