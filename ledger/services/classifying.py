"""Classifying: say what a request is in the account, and how many hours it took."""

from dataclasses import dataclass

from ledger.domain.document import Document
from ledger.domain.errors import BadInputError
from ledger.domain.event import Event
from ledger.domain.event import EventKind
from ledger.domain.event import Json
from ledger.domain.filing import Code
from ledger.domain.filing import Reason
from ledger.domain.money import parse_number
from ledger.domain.point import Late
from ledger.domain.point import PointGround
from ledger.domain.request import Passage
from ledger.domain.request import Request
from ledger.domain.sentence import said
from ledger.domain.sentence import to_say
from ledger.opened import Ledger
from ledger.services import filing
from ledger.services import passages
from ledger.services import repeating
from ledger.services import writers
from ledger.services.passages import Words
from ledger.store import documents
from ledger.store import projects
from ledger.store import requests
from ledger.store.database import Tx

NO_WORDS = Words(document="")


@dataclass(frozen=True, slots=True, kw_only=True)
class Classified:
    """What a request is in the account."""

    ground: PointGround = PointGround.WISH
    of: str = ""
    """The request that a duplicate repeats, or whose result rework reverses."""

    late: Late | None = None
    accepted: Words = NO_WORDS
    """Of rework: the client's words that accepted what it reverses, if known."""


def classify(
    ledger: Ledger, actor: str, key: str, kind: Classified, why: str
) -> Request:
    """Say what a request is in the account, with the reason; the log keeps all.

    Raises:
        BadInputError: no reason is given, or the request it names is missing or wrong.
        QuoteNotFoundError: the words of the acceptance do not stand in their document.
    """
    reason = passages.reason(why)
    with ledger.db.writing() as tx:
        found = requests.find(tx, key)
        fields: dict[str, Json] = {
            "ground": str(kind.ground),
            "of": _other(tx, found, kind),
            "late": str(kind.late) if kind.late else None,
            "why": reason,
        }
        document = _paper(tx, kind)
        if document is None:
            event = _event(EventKind.REQUEST_CLASSIFIED, actor, found, fields)
            ledger.record(tx, event)
            return requests.find(tx, found.id)
        passage = _accepted(ledger, tx, found, document, kind.accepted)
        fields |= passages.told(passage)
        event = _event(EventKind.REQUEST_CLASSIFIED, actor, found, fields, document)
        project = projects.find(tx, found.project)
        filings = filing.along(tx, actor, project, [document], Reason(Code.REQUEST))
        ledger.record(tx, *filings, event)
        return requests.find(tx, found.id)


def worked(ledger: Ledger, actor: str, key: str, hours: str, why: str) -> Request:
    """Write down how many hours a request took; a later entry takes over.

    ``hours`` is empty to say that they are not known.

    Raises:
        BadInputError: it is no number of hours, or no reason is given.
    """
    reason = passages.reason(why)
    number = str(parse_number(hours)) if hours.strip() else None
    with ledger.db.writing() as tx:
        found = requests.find(tx, key)
        fields: dict[str, Json] = {"hours": number, "why": reason}
        ledger.record(tx, _event(EventKind.REQUEST_WORKED, actor, found, fields))
        return requests.find(tx, found.id)


def _other(tx: Tx, found: Request, kind: Classified) -> str | None:
    """Return the id of the request that this one repeats, or reverses."""
    if kind.ground not in _NAMING:
        return None
    if not kind.of.strip():
        raise BadInputError(said(_NAMING[kind.ground]))
    other = requests.find(tx, kind.of)
    if other.id == found.id or other.project != found.project:
        raise BadInputError(said(_OF_ANOTHER[kind.ground]))
    repeating.must_not_turn_back(tx, found, other)
    return other.id


_NAMING = {
    PointGround.DUPLICATE: to_say("Name the request that it repeats, such as R-3."),
    PointGround.REWORK: to_say("Name the request that it reverses, such as R-3."),
}
_OF_ANOTHER = {
    PointGround.DUPLICATE: to_say("A request repeats another one of the same project."),
    PointGround.REWORK: to_say("A request reverses another one of the same project."),
}


def _paper(tx: Tx, kind: Classified) -> Document | None:
    """Return the document of the acceptance; None where none is named."""
    named, words = kind.accepted.document.strip(), kind.accepted.quote.strip()
    if not named and not words:
        return None
    if kind.ground is not PointGround.REWORK:
        raise BadInputError(said("Only rework names words that accepted the work."))
    if not named or not words:
        raise BadInputError(
            said("Name the document of the acceptance, and the words that accept.")
        )
    return documents.find(tx, named)


def _accepted(
    ledger: Ledger, tx: Tx, found: Request, document: Document, words: Words
) -> Passage:
    """Return the words of the acceptance at their place."""
    passage = passages.find(ledger, tx, document, words)
    if writers.of(tx, document, passage) is None:
        raise BadInputError(
            said("These are words of several writers; choose those of one of them.")
        )
    asked = found.passage
    meets = passage.start < asked.end and asked.start < passage.end
    if document.id == asked.document and meets:
        raise BadInputError(
            said("These are the words of the request itself; choose other ones.")
        )
    return passage


def _event(
    kind: EventKind,
    actor: str,
    found: Request,
    fields: dict[str, Json],
    document: Document | None = None,
) -> Event:
    return Event(
        kind=kind,
        subject=found.id,
        actor=actor,
        projects=(found.project,),
        blobs=(passages.source(document),) if document else (),
        fields=fields,
    )
