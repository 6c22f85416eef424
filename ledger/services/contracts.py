"""Contracts and terms: what was agreed, each provision at the words that say so."""

from dataclasses import dataclass
from datetime import date
from datetime import timedelta

from ledger.domain import contract as rules
from ledger.domain import paper
from ledger.domain.clauses.languages import names
from ledger.domain.contract import Term
from ledger.domain.digest import new_id
from ledger.domain.document import Document
from ledger.domain.errors import BadInputError
from ledger.domain.errors import LedgerError
from ledger.domain.event import BlobRef
from ledger.domain.event import Event
from ledger.domain.event import EventKind
from ledger.domain.event import Json
from ledger.domain.filing import Code
from ledger.domain.filing import Reason
from ledger.domain.project import Contract
from ledger.domain.project import Project
from ledger.domain.provision import Provision
from ledger.domain.quote_errors import QuoteDoubtfulError
from ledger.domain.sentence import said
from ledger.opened import Ledger
from ledger.services import cutouts
from ledger.services import filing
from ledger.services import passages
from ledger.services.cutouts import Cutout
from ledger.services.passages import Words
from ledger.store import agreed
from ledger.store import contracts
from ledger.store import documents
from ledger.store import filing as filed
from ledger.store import projects
from ledger.store.database import Tx

_PAPERS = 200
_MAILS = 100


@dataclass(frozen=True, slots=True)
class InForce:
    """A term with the day on which a later one takes over, and its document."""

    term: Term
    until: date | None
    document: Document

    @property
    def last_day(self) -> date | None:
        """Return the last day on which it holds; None where no later term follows."""
        return self.until - timedelta(days=1) if self.until else None


def add_contract(
    ledger: Ledger, actor: str, project_key: str, document_key: str, from_day: date
) -> Contract:
    """Say that a document is a contract (or an amendment) of a project.

    It is filed there too, where it was not.
    """
    with ledger.db.writing() as tx:
        project = projects.find(tx, project_key)
        document = documents.find(tx, document_key)
        return _add_contract(ledger, tx, actor, project, document, from_day)


def add_term(  # noqa: PLR0913 - one for each thing that a term says
    ledger: Ledger,
    actor: str,
    project_key: str,
    provision: Provision,
    *,
    document_key: str,
    words: str,
    from_day: date,
    clause: str = "",
    looked: bool = False,
    remark: str = "",
) -> Term:
    """Record a provision at the words of a document that say so.

    A document that was not a contract of the project becomes one. ``looked`` says that
    somebody compared words of a scan with the picture of the page. ``remark`` is what
    stands on the paper there and not in the text.

    Raises:
        QuoteNotFoundError: the words do not stand in the document.
        QuoteNotInForceError: they are deleted or moved away there, or of a comment.
        QuoteDoubtfulError: a program read them doubtfully, or figures, from a scan,
            and nobody looked.
        BadInputError: the remark is too long.
    """
    seen = paper.remark(remark)
    with ledger.db.writing() as tx:
        project = projects.find(tx, project_key)
        document = documents.find(tx, document_key)
        wanted = Words(document=document.id, quote=words)
        found = passages.agreed(ledger, tx, document, wanted)
        cut = cutouts.of(ledger, document, found.start, found.end)
        if cut and not looked:
            _must_be_read(cut, found.quote, provision)
        known = {c.document for c in contracts.contracts_of(tx, project.id)}
        if document.id not in known:
            _add_contract(ledger, tx, actor, project, document, from_day)
        fields: dict[str, Json] = {
            **_told(provision),
            "clause": clause.strip(),
            **passages.told(found),
            "from": from_day.isoformat(),
            **({"remark": seen} if seen else {}),
        }
        event = Event(
            kind=EventKind.TERM_RECORDED,
            subject=new_id("t"),
            actor=actor,
            projects=(project.id,),
            blobs=(BlobRef("source", document.digest, document.size),),
            fields=fields,
        )
        ledger.record(tx, event)
        return agreed.find(tx, event.subject)


def _must_be_read(cut: Cutout, quote: str, provision: Provision) -> None:
    """Let words of a scan pass that were read without doubt, their number too."""
    unread = provision.number is not None and not names(quote, provision.number)
    if cut.to_compare or unread:
        raise QuoteDoubtfulError(", ".join(cut.to_compare))


def piece(ledger: Ledger, document_key: str, words: str) -> Cutout | None:
    """Return the piece of a scan on which words stand; None for letters or nothing."""
    with ledger.db.reading() as tx:
        try:
            document = documents.find(tx, document_key)
            wanted = Words(document=document.id, quote=words)
            found = passages.agreed(ledger, tx, document, wanted)
        except LedgerError:
            return None
    return cutouts.of(ledger, document, found.start, found.end)


def terms(ledger: Ledger, project: Project, day: date | None = None) -> list[InForce]:
    """Return the terms of a project: all of them, or those in force on a day."""
    with ledger.db.reading() as tx:
        listed = agreed.of_project(tx, project.id)
        found = documents.get_many(tx, {term.document for term in listed})
    known = {document.id: document for document in found}
    held = rules.every_in_force(listed, day) if day else listed
    return [
        InForce(term, rules.until(listed, term), known[term.document])
        for term in listed
        if day is None or term in held
    ]


def contracts_of(ledger: Ledger, project: Project) -> list[tuple[Contract, Document]]:
    """Return the contract documents of a project, oldest first."""
    with ledger.db.reading() as tx:
        listed = contracts.contracts_of(tx, project.id)
        found = documents.get_many(tx, [each.document for each in listed])
    known = {document.id: document for document in found}
    return [(each, known[each.document]) for each in listed]


def citable(ledger: Ledger, project: Project) -> list[Document]:
    """Return what a term may be quoted from: contracts, other papers, new messages."""
    with ledger.db.reading() as tx:
        known = [each.document for each in contracts.contracts_of(tx, project.id)]
        listed = [
            *documents.get_many(tx, known),
            *filed.papers_in(tx, project.id, _PAPERS),
            *filed.mails_in(tx, project.id, _MAILS),
        ]
    first: dict[str, Document] = {}
    for each in listed:
        first.setdefault(each.digest.hex, each)
    return list(first.values())


def _add_contract(
    ledger: Ledger,
    tx: Tx,
    actor: str,
    project: Project,
    document: Document,
    from_day: date,
) -> Contract:
    known = contracts.contracts_of(tx, project.id)
    if any(c.document == document.id and c.from_day == from_day for c in known):
        message = said(
            "“%(title)s” is a contract of %(project)s already.",
            title=document.title,
            project=project.key,
        )
        raise BadInputError(message)
    happened = filing.along(tx, actor, project, [document], Reason(Code.CONTRACT))
    key = new_id("k")
    recorded = Event(
        kind=EventKind.CONTRACT_RECORDED,
        subject=key,
        actor=actor,
        projects=(project.id,),
        blobs=(BlobRef("source", document.digest, document.size),),
        fields={"document": document.id, "from": from_day.isoformat()},
    )
    ledger.record(tx, *happened, recorded)
    return Contract(id=key, project=project.id, document=document.id, from_day=from_day)


def _told(provision: Provision) -> dict[str, Json]:
    """Return what an event says of a provision: no more than it has."""
    limit = provision.limit
    parts: dict[str, Json] = {
        "counting": str(provision.counting) if provision.counting else None,
        "due": provision.due.isoformat() if provision.due else None,
        "until": provision.until.isoformat() if provision.until else None,
        "limit": {"minor": limit.minor, "currency": limit.currency} if limit else None,
    }
    return {
        "name": str(provision.name),
        "value": provision.value,
        "per": str(provision.per) if provision.per else None,
        "unit": str(provision.unit) if provision.unit else None,
        "currency": provision.currency,
        **{name: value for name, value in parts.items() if value is not None},
    }
