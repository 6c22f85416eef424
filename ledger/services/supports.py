"""Supports: the warning that was given against a request, and what confirms it."""

from collections.abc import Mapping

from ledger.domain.digest import new_id
from ledger.domain.errors import BadInputError
from ledger.domain.errors import RequestStateError
from ledger.domain.event import Event
from ledger.domain.event import EventKind
from ledger.domain.event import Json
from ledger.domain.filing import Code
from ledger.domain.filing import Reason
from ledger.domain.reading import SENT
from ledger.domain.request import Passage
from ledger.domain.request import Request
from ledger.domain.request import Strength
from ledger.domain.request import Support
from ledger.domain.request import SupportKind
from ledger.domain.sentence import said
from ledger.opened import Ledger
from ledger.services import filing
from ledger.services import passages
from ledger.services.passages import Words
from ledger.store import documents
from ledger.store import projects
from ledger.store import requests

_GIVEN = {
    SupportKind.WARNING: (EventKind.WARNING_GIVEN, "w"),
    SupportKind.CONFIRMATION: (EventKind.ASSENT_RECORDED, "a"),
}
_TAKEN_BACK = {
    SupportKind.WARNING: EventKind.WARNING_WITHDRAWN,
    SupportKind.CONFIRMATION: EventKind.ASSENT_WITHDRAWN,
}


def warn(ledger: Ledger, actor: str, key: str, words: Words, note: str = "") -> Support:
    """Attach the warning that was given: a document, at its words where there are any.

    Raises:
        QuoteNotFoundError: the words do not stand in the document.
    """
    return _attach(ledger, actor, key, words, SupportKind.WARNING, {"note": note})


def confirm(
    ledger: Ledger,
    actor: str,
    key: str,
    words: Words,
    strength: str = "",
    note: str = "",
) -> Support:
    """Attach what confirms a request: a signed document, a scan, a message.

    Without a strength it is ``mailed`` for a message, else ``scanned``: only a person
    can say that something bears a signature.

    Raises:
        QuoteNotFoundError: the words do not stand in the document.
        BadInputError: the strength is none, or the confirmation is the request itself.
    """
    fields: dict[str, Json] = {"note": note, "strength": _strength(strength)}
    return _attach(ledger, actor, key, words, SupportKind.CONFIRMATION, fields)


def take_back(ledger: Ledger, actor: str, key: str, why: str) -> Support:
    """Take a warning or a confirmation back, with a reason; the log keeps both.

    Raises:
        RequestStateError: it was taken back already.
    """
    reason = passages.reason(why)
    with ledger.db.writing() as tx:
        found = requests.find_support(tx, key)
        if found.withdrawn is not None:
            raise RequestStateError(said("This was taken back already."))
        owner = requests.find(tx, found.request)
        event = Event(
            kind=_TAKEN_BACK[found.kind],
            subject=found.id,
            actor=actor,
            projects=(owner.project,),
            fields={"request": owner.id, "why": reason},
        )
        ledger.record(tx, event)
        return requests.find_support(tx, found.id)


def _attach(
    ledger: Ledger,
    actor: str,
    key: str,
    words: Words,
    kind: SupportKind,
    fields: Mapping[str, Json],
) -> Support:
    with ledger.db.writing() as tx:
        owner = requests.find(tx, key)
        project = projects.find(tx, owner.project)
        document = documents.find(tx, words.document)
        passage = passages.find(ledger, tx, document, words)
        _must_be_another(owner, passage)
        values = dict(fields)
        if values.get("strength") == "":
            mailed = document.kind in SENT
            values["strength"] = str(Strength.MAILED if mailed else Strength.SCANNED)
        happened, prefix = _GIVEN[kind]
        made = new_id(prefix)
        event = Event(
            kind=happened,
            subject=made,
            actor=actor,
            projects=(project.id,),
            blobs=(passages.source(document),),
            fields={"request": owner.id, **passages.told(passage), **values},
        )
        filings = filing.along(tx, actor, project, [document], Reason(Code.REQUEST))
        ledger.record(tx, *filings, event)
        return requests.find_support(tx, made)


def _must_be_another(owner: Request, passage: Passage) -> None:
    """Refuse the words of a request as its own warning or confirmation."""
    asked = owner.passage
    same = passage.document == asked.document and (
        not passage.quote or (passage.start < asked.end and asked.start < passage.end)
    )
    if same:
        raise BadInputError(
            said("These are the words of the request itself; choose other ones.")
        )


def _strength(text: str) -> str:
    wanted = text.strip().lower()
    if wanted and wanted not in list(Strength):
        known = ", ".join(Strength)
        raise BadInputError(
            said(
                "“%(text)s” is no form of a confirmation; choose one of: %(known)s.",
                text=text,
                known=known,
            )
        )
    return wanted
