"""Confirming: the client's word fixes a round as it was understood.

What is in the round by then is put to it, request by request, so that no other way to
count moves it. What was said after the confirmation, or is recorded later, is not in
it: it waits for a decision, or makes a round of its own, as the contract says.
"""

from collections.abc import Iterator
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from ledger.domain.digest import new_id
from ledger.domain.document import Document
from ledger.domain.errors import BadInputError
from ledger.domain.errors import RoundStateError
from ledger.domain.event import BlobRef
from ledger.domain.event import Event
from ledger.domain.event import EventKind
from ledger.domain.event import Json
from ledger.domain.filing import Code
from ledger.domain.filing import Reason
from ledger.domain.point import Point
from ledger.domain.project import Project
from ledger.domain.project import Side
from ledger.domain.request import Passage
from ledger.domain.request import Writer
from ledger.domain.revision import RevisionRound
from ledger.domain.sentence import said
from ledger.opened import Ledger
from ledger.services import filing
from ledger.services import passages
from ledger.services import revisions
from ledger.services import round_finding
from ledger.services import siding
from ledger.services import writers
from ledger.services.passages import Words
from ledger.services.round_finding import FoundRound
from ledger.services.siding import Sent
from ledger.store import contracts
from ledger.store import documents
from ledger.store import projects
from ledger.store import requests
from ledger.store.database import Tx


@dataclass(frozen=True, slots=True)
class _Word:
    """The words of a confirmation, whose they are, and on which day they came."""

    document: Document
    passage: Passage
    writer: Writer
    on: date
    entered: bool
    """True where a person said on which day, not the document."""


def fix(
    ledger: Ledger,
    actor: str,
    project_key: str,
    deliverable_key: str,
    number: int,
    words: Words,
    on: date | None = None,
) -> RevisionRound:
    """Fix a round by the client's confirmation; its day is that of its message.

    Raises:
        NotFoundError: there is no such round or document.
        QuoteNotFoundError: the words do not stand in the document.
        RoundStateError: it is confirmed already, or out of the count.
        BadInputError: the words are not the client's, or no day can be told.
    """
    with ledger.db.writing() as tx:
        project = projects.find(tx, project_key)
        found = round_finding.numbered(tx, project, deliverable_key, number)
        return _fix(ledger, tx, actor, found, words, on)


def fix_by_id(
    ledger: Ledger,
    actor: str,
    project: Project,
    key: str,
    words: Words,
    on: date | None = None,
) -> RevisionRound:
    """Fix a round as ``fix`` does, by its id."""
    with ledger.db.writing() as tx:
        found = round_finding.by_id(tx, project, key)
        return _fix(ledger, tx, actor, found, words, on)


def take_back(ledger: Ledger, actor: str, key: str, why: str) -> RevisionRound:
    """Take the confirmation of a round back, with a reason; the log keeps both.

    The round stays open with its requests, and takes others again.

    Raises:
        RoundStateError: it is not confirmed.
        BadInputError: no reason is given.
    """
    if not why.strip():
        raise BadInputError(said("Say why; the reason is shown with the round."))
    with ledger.db.writing() as tx:
        found = contracts.find_round(tx, key)
        if found.confirmation is None:
            raise RoundStateError(said("This round is not confirmed."))
        event = Event(
            kind=EventKind.ROUND_CONFIRMATION_WITHDRAWN,
            subject=found.id,
            actor=actor,
            projects=(found.project,),
            fields={"why": why.strip()},
        )
        ledger.record(tx, event)
        return contracts.find_round(tx, found.id)


def _fix(
    ledger: Ledger,
    tx: Tx,
    actor: str,
    found: FoundRound,
    words: Words,
    on: date | None,
) -> RevisionRound:
    _must_be_open(found.line.round)
    word = _word(ledger, tx, found.project, words, on)
    kept = _kept(tx, found, word)
    if not any(each.counts for each in kept):
        raise BadInputError(
            said("No wish of this round was said before that confirmation.")
        )
    there = found.line.round
    key = new_id("r") if there.computed else there.id
    events = [
        *filing.along(tx, actor, found.project, [word.document], Reason(Code.ROUND)),
        *_opened(tx, actor, there, key, kept),
        *_placed(tx, actor, found, key, kept),
        _confirmed(actor, found, key, word),
    ]
    ledger.record(tx, *events)
    return contracts.find_round(tx, key)


def _must_be_open(found: RevisionRound) -> None:
    if found.confirmation:
        raise RoundStateError(
            said(
                "This round was confirmed on %(day)s already.",
                day=found.confirmation.on.isoformat(),
            )
        )
    if found.excluded is not None:
        raise RoundStateError(said("This round is out of the count already."))


def _word(
    ledger: Ledger, tx: Tx, project: Project, words: Words, on: date | None
) -> _Word:
    """Return the words of a confirmation, which have to be the client's."""
    document = documents.find(tx, words.document)
    passage = passages.find(ledger, tx, document, words)
    writer = writers.of(tx, document, passage)
    if writer is None:
        raise BadInputError(
            said("These are words of several writers; choose those of one of them.")
        )
    sent = Sent(writer.address, document.dated_at, project.zone)
    [person] = siding.persons(tx, [sent])
    if person and person.side is Side.PROVIDER:
        raise BadInputError(
            said("These are words of our own; choose those of the client.")
        )
    dated = writers.dated(document, writer)
    day = on or (revisions.day_of(project, dated) if dated else None)
    if day is None:
        raise BadInputError(said("Say on which day the client confirmed it."))
    return _Word(document, passage, writer, day, on is not None or dated is None)


def _kept(tx: Tx, found: FoundRound, word: _Word) -> list[Point]:
    """Return the points that were said before a confirmation."""
    points = [each.point for each in found.inside]
    papers = {
        each.id: each
        for each in documents.get_many(tx, {each.document for each in points})
    }
    return [each for each in points if _before(each, papers[each.document], word)]


def _before(point: Point, document: Document, word: _Word) -> bool:
    if point.message == (word.document.message or word.document.id):
        return False
    if point.day is None:
        return True
    confirmed_at = None if word.entered else word.document.dated_at
    if confirmed_at and document.dated_at and point.day == word.on:
        return document.dated_at <= confirmed_at
    return point.day <= word.on


def _opened(
    tx: Tx, actor: str, there: RevisionRound, key: str, kept: Sequence[Point]
) -> Iterator[Event]:
    """Yield the opening of a round that the definition makes, as it stands."""
    if not there.computed:
        return
    keys = list(dict.fromkeys(each.document for each in kept))
    sources = documents.get_many(tx, keys)
    yield Event(
        kind=EventKind.ROUND_OPENED,
        subject=key,
        actor=actor,
        projects=(there.project,),
        blobs=tuple(BlobRef("source", each.digest, each.size) for each in sources),
        fields={
            "deliverable": there.deliverable,
            "on": there.opened_on.isoformat(),
            "ground": str(there.ground),
            "documents": list(keys),
            "note": "",
        },
    )


def _placed(
    tx: Tx, actor: str, found: FoundRound, key: str, kept: Sequence[Point]
) -> Iterator[Event]:
    """Yield what puts the requests of a round to it, as far as they are not."""
    for point in kept:
        request = requests.find(tx, point.request)
        if request.round != key:
            yield Event(
                kind=EventKind.REQUEST_PLACED,
                subject=request.id,
                actor=actor,
                projects=(found.project.id,),
                fields={
                    "deliverable": found.deliverable.id,
                    "round": key,
                    "note": request.note,
                },
            )


def _confirmed(actor: str, found: FoundRound, key: str, word: _Word) -> Event:
    delivery = found.delivery
    fields: dict[str, Json] = {
        **passages.told(word.passage),
        "known_by": str(word.writer.known_by),
        "writer_name": word.writer.name,
        "writer_address": word.writer.address,
        "on": word.on.isoformat(),
        "delivery": delivery.id if delivery else None,
    }
    return Event(
        kind=EventKind.ROUND_CONFIRMED,
        subject=key,
        actor=actor,
        projects=(found.project.id,),
        blobs=(passages.source(word.document),),
        fields=fields,
    )
