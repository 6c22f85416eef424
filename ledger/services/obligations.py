"""Obligations: record what the client owes, at the words that say so."""

from dataclasses import dataclass
from datetime import date

from ledger.domain.contract import all_in_force
from ledger.domain.contract import Term
from ledger.domain.digest import new_id
from ledger.domain.errors import BadInputError
from ledger.domain.errors import NotFoundError
from ledger.domain.event import Event
from ledger.domain.event import EventKind
from ledger.domain.event import Json
from ledger.domain.filing import Code
from ledger.domain.filing import Reason
from ledger.domain.obligation import Obligation
from ledger.domain.obligation_errors import ObligationStateError
from ledger.domain.project import Project
from ledger.domain.provision import TermName
from ledger.domain.request import Passage
from ledger.domain.sentence import said
from ledger.opened import Ledger
from ledger.services import filing
from ledger.services import passages
from ledger.services.passages import Words
from ledger.store import agreed
from ledger.store import documents
from ledger.store import obligations
from ledger.store import projects
from ledger.store.database import Tx

MOST_PARTS = 1_000_000
NOWHERE = Words(document="")
"""No words of a document."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewObligation:
    """What the client owes, as a person enters it."""

    what: str = ""
    due: date | None = None
    expected: int | None = None
    clause: str = ""
    term: str = ""
    """The id of a term that says it; what is left empty is taken from there."""

    words: Words | None = None
    """The words that say it, where no term does."""


def record(
    ledger: Ledger, actor: str, project_key: str, new: NewObligation
) -> Obligation:
    """Record what the client owes, from a term or at the words of a document.

    Raises:
        NotFoundError: the project, the term or the document is not in this ledger.
        QuoteNotFoundError: the words do not stand in the document.
        BadInputError: nothing is owed, or nothing says so.
    """
    with ledger.db.writing() as tx:
        project = projects.find(tx, project_key)
        term = _term(tx, project, new.term)
        what = _what(new, term)
        passage = _passage(ledger, tx, new, term)
        document = documents.find(tx, passage.document)
        due = new.due or (term.provision.due if term else None)
        key = new_id("o")
        recorded = Event(
            kind=EventKind.OBLIGATION_RECORDED,
            subject=key,
            actor=actor,
            projects=(project.id,),
            blobs=(passages.source(document),),
            fields={
                "label": obligations.next_label(tx),
                "what": what,
                "due": due.isoformat() if due else None,
                "expected": new.expected,
                "clause": new.clause.strip() or (term.clause if term else ""),
                "term": term.id if term else None,
                **passages.told(passage),
            },
        )
        why = Reason(Code.OBLIGATION)
        ledger.record(tx, *filing.along(tx, actor, project, [document], why), recorded)
        return obligations.find(tx, key)


def withdraw(ledger: Ledger, actor: str, key: str, why: str) -> Obligation:
    """Take an obligation back, with a reason; it stays in the log.

    Raises:
        ObligationStateError: it is withdrawn already.
    """
    return _turn(ledger, actor, key, why, EventKind.OBLIGATION_WITHDRAWN)


def restore(ledger: Ledger, actor: str, key: str, why: str) -> Obligation:
    """Let an obligation stand that was withdrawn; both acts stay in the log.

    Raises:
        ObligationStateError: it was not withdrawn.
    """
    return _turn(ledger, actor, key, why, EventKind.OBLIGATION_RESTORED)


def proposed(ledger: Ledger, project: Project, on: date) -> list[Term]:
    """Return the terms in force that say what the client owes, and are not recorded."""
    with ledger.db.reading() as tx:
        terms = agreed.of_project(tx, project.id)
        known = {
            each.term
            for each in obligations.of_project(tx, project.id)
            if each.withdrawn is None
        }
    owed = all_in_force(terms, TermName.CLIENT_OBLIGATION, on)
    return [term for term in owed if term.id not in known]


def reason_for(why: str) -> str:
    """Return the reason that a person gave.

    Raises:
        BadInputError: there is none.
    """
    if not why.strip():
        raise BadInputError(said("Say why; the reason is shown with it."))
    return why.strip()


def _what(new: NewObligation, term: Term | None) -> str:
    """Return what is owed, in words; what is entered is checked."""
    if new.expected is not None and not 0 < new.expected <= MOST_PARTS:
        raise BadInputError(said("Enter how many parts are due: one or more."))
    what = new.what.strip() or (term.provision.value if term else "")
    if not what:
        raise BadInputError(said("Say what the client owes."))
    return what


def _term(tx: Tx, project: Project, key: str) -> Term | None:
    if not key:
        return None
    for term in agreed.of_project(tx, project.id):
        if term.id == key:
            if term.provision.name != TermName.CLIENT_OBLIGATION:
                raise BadInputError(said("This term says nothing the client owes."))
            return term
    raise NotFoundError("term", key)


def _passage(ledger: Ledger, tx: Tx, new: NewObligation, term: Term | None) -> Passage:
    if new.words is not None and new.words.document:
        document = documents.find(tx, new.words.document)
        if not new.words.quote.strip():
            raise BadInputError(said("Copy the words that say so from the document."))
        return passages.agreed(ledger, tx, document, new.words)
    if term is None:
        raise BadInputError(
            said("Name the document and its words, or the term, that say so.")
        )
    return Passage(
        document=term.document,
        quote=term.quote,
        start=term.start,
        end=term.end,
        page=term.page,
    )


def _turn(
    ledger: Ledger, actor: str, key: str, why: str, kind: EventKind
) -> Obligation:
    reason = reason_for(why)
    with ledger.db.writing() as tx:
        found = obligations.find(tx, key)
        if (found.withdrawn is None) is not (kind is EventKind.OBLIGATION_WITHDRAWN):
            raise ObligationStateError(
                said("This obligation stands already.")
                if found.withdrawn is None
                else said("This obligation is withdrawn already.")
            )
        fields: dict[str, Json] = {"why": reason}
        event = Event(
            kind=kind,
            subject=found.id,
            actor=actor,
            projects=(found.project,),
            fields=fields,
        )
        ledger.record(tx, event)
        return obligations.find(tx, found.id)
