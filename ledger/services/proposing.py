"""Proposing: the terms that a document seems to hold, for a person to judge.

Nothing here is saved by itself. What somebody accepts becomes a term by the same way as
one that was typed in; what somebody refuses is kept as refused, and not offered again.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from dataclasses import replace
from datetime import date

from ledger.domain.clauses.proposal import Doubt
from ledger.domain.clauses.proposal import Proposal
from ledger.domain.clauses.reading import propose
from ledger.domain.clauses.unread import unread
from ledger.domain.contract import Term
from ledger.domain.digest import new_id
from ledger.domain.document import Document
from ledger.domain.errors import BadInputError
from ledger.domain.errors import NotFoundError
from ledger.domain.event import Event
from ledger.domain.event import EventKind
from ledger.domain.project import Project
from ledger.domain.provision import Per
from ledger.domain.provision import Provision
from ledger.domain.provision import SEVERAL
from ledger.domain.provision import Unit
from ledger.domain.request import Passage
from ledger.domain.sentence import said
from ledger.domain.trace import as_it_reads
from ledger.domain.trace import Trace
from ledger.domain.trace import TraceKind
from ledger.opened import Ledger
from ledger.services import contracts
from ledger.services import cutouts
from ledger.services import passages
from ledger.services.cutouts import Cutout
from ledger.store import agreed
from ledger.store import documents
from ledger.store import projects
from ledger.store import proposals
from ledger.store.proposals import Refusal

_AROUND = 160
"""How many letters are shown before and after the words of a proposal."""

_UNSHOWN = (TraceKind.HIDDEN, TraceKind.STRUCK)


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """A proposal with the piece of the page that it was read from."""

    proposal: Proposal
    cutout: Cutout | None
    """None where the words are letters of the file."""

    before: str
    """Some words that stand before those of the proposal, and after them."""

    after: str

    @property
    def needs_looking(self) -> bool:
        """Tell whether somebody has to look at the page before it is accepted."""
        return self.cutout is not None and bool(self.cutout.to_compare)


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """What a document proposes to a project: what waits, and what was decided."""

    document: Document
    waiting: list[Offer]
    accepted: list[tuple[Offer, Term]]
    refused: list[Refusal]


def judged(ledger: Ledger, project: Project, document_key: str) -> Judged:
    """Return what a document proposes to a project, parted by what was decided."""
    document, offers = read(ledger, document_key)
    with ledger.db.reading() as tx:
        refused = proposals.refusals(tx, project.id, document.id)
        known = agreed.of_project(tx, project.id)
    here = [
        each
        for each in known
        if each.document == document.id and each.withdrawn is None
    ]
    accepted = [(each, term) for each in offers if (term := _term_of(each, here))]
    taken = {each.proposal.key for each, _term in accepted}
    taken |= {each.key for each in refused}
    waiting = [each for each in offers if each.proposal.key not in taken]
    return Judged(
        document=document, waiting=waiting, accepted=accepted, refused=refused
    )


def _term_of(offer: Offer, terms: Sequence[Term]) -> Term | None:
    """Return the term that was made of a proposal, as it stood or corrected."""
    found = offer.proposal
    for each in terms:
        meets = each.start < found.end and found.start < each.end
        same = each.provision.name is found.name and meets
        subject = found.name not in SEVERAL or each.provision.value == found.value
        if same and subject:
            return each
    return None


def accept(  # noqa: PLR0913 - one for each thing that a person says
    ledger: Ledger,
    actor: str,
    project_key: str,
    document_key: str,
    proposal_key: str,
    *,
    from_day: date,
    looked: bool = False,
    per: str | None = None,
    unit: str | None = None,
    remark: str = "",
) -> Term:
    """Record a proposal as a term, with its words; say ``per`` or ``unit`` if unsaid.

    ``remark`` is what stands on the paper there and not in the text.

    Raises:
        NotFoundError: the document proposes nothing of that key.
        BadInputError: the text leaves it open.
        QuoteDoubtfulError: a program read the words doubtfully, and nobody looked.
    """
    _document, offer = _find(ledger, document_key, proposal_key)
    found = offer.proposal
    return contracts.add_term(
        ledger,
        actor,
        project_key,
        _provision(found, per, unit),
        document_key=document_key,
        words=found.quote,
        from_day=from_day,
        clause=found.clause,
        looked=looked,
        remark=remark,
    )


def _provision(found: Proposal, per: str | None, unit: str | None) -> Provision:
    whole = replace(
        found,
        per=found.per or (Per(per) if per in set(Per) else None),
        unit=found.unit or (Unit(unit) if unit in set(Unit) else None),
    )
    if whole.missing:
        raise BadInputError(
            said("The text leaves this open. Read the clause, and correct the term.")
        )
    return whole.provision


def refuse(
    ledger: Ledger, actor: str, project_key: str, document_key: str, proposal_key: str
) -> Refusal:
    """Say that a proposal is no term of a project; it is not offered there again.

    Raises:
        NotFoundError: the document proposes nothing of that key.
        BadInputError: it is refused already.
    """
    document, offer = _find(ledger, document_key, proposal_key)
    found = offer.proposal
    with ledger.db.writing() as tx:
        project = projects.find(tx, project_key)
        known = proposals.refusals(tx, project.id, document.id)
        if found.key in {each.key for each in known}:
            raise BadInputError(said("This proposal is refused already."))
        passage = Passage(
            document=document.id,
            quote=found.quote,
            start=found.start,
            end=found.end,
            page=found.page,
        )
        event = Event(
            kind=EventKind.PROPOSAL_REFUSED,
            subject=new_id("o"),
            actor=actor,
            projects=(project.id,),
            blobs=(passages.source(document),),
            fields={
                "name": str(found.name),
                "value": found.value,
                "key": found.key,
                **passages.told(passage),
            },
        )
        ledger.record(tx, event)
        return proposals.find(tx, event.subject)


def offer_again(ledger: Ledger, actor: str, key: str) -> Refusal:
    """Take a refusal back.

    Raises:
        NotFoundError: there is no such refusal.
    """
    with ledger.db.writing() as tx:
        found = proposals.find(tx, key)
        document = documents.find(tx, found.document)
        event = Event(
            kind=EventKind.PROPOSAL_RESTORED,
            subject=found.id,
            actor=actor,
            projects=(found.project,),
            blobs=(passages.source(document),),
            fields={
                "name": str(found.name),
                "document": found.document,
                "quote": found.quote,
            },
        )
        ledger.record(tx, event)
        return found


def _find(
    ledger: Ledger, document_key: str, proposal_key: str
) -> tuple[Document, Offer]:
    document, offers = read(ledger, document_key)
    for each in offers:
        if each.proposal.key == proposal_key:
            return document, each
    raise NotFoundError("proposal", proposal_key)


def read(ledger: Ledger, document_key: str) -> tuple[Document, list[Offer]]:
    """Return what the newest reading of a document seems to say of its terms."""
    with ledger.db.reading() as tx:
        document = documents.find(tx, document_key)
    if document.reading is None:
        return document, []
    reading = ledger.readings(document.reading)
    traces = passages.traces_of(ledger, document)
    plain = as_it_reads(reading.text, traces)
    found = propose(plain, reading.pages)
    found += unread(plain, reading.pages, found)
    found.sort(key=lambda each: each.start)
    offers = [_offer(ledger, document, each, reading.text, traces) for each in found]
    return document, offers


def _offer(
    ledger: Ledger,
    document: Document,
    proposal: Proposal,
    text: str,
    traces: Sequence[Trace],
) -> Offer:
    """Return a proposal with the words as they stand, and how well they were read."""
    start, end = proposal.start, proposal.end
    cut = cutouts.of(ledger, document, start, end)
    doubts = list(proposal.doubts)
    if cut and cut.doubtful:
        doubts.append(Doubt.MISREAD)
    elif cut and cut.figures:
        doubts.append(Doubt.FIGURES)
    if any(
        each.kind in _UNSHOWN and each.start < end and start < each.end
        for each in traces
    ):
        doubts.append(Doubt.STRUCK)
    sure = cut.sure if cut and cut.sure is not None else 100
    whole = replace(proposal, quote=text[start:end], doubts=tuple(doubts), sure=sure)
    return Offer(
        proposal=whole,
        cutout=cut,
        before=_before(text, start),
        after=_after(text, end),
    )


def _before(text: str, place: int) -> str:
    """Return the words that stand before a place, without half a word."""
    start = max(0, place - _AROUND)
    words = text[start:place]
    halved = start > 0 and not text[start - 1].isspace()
    return words.partition(" ")[2] if halved and " " in words else words


def _after(text: str, place: int) -> str:
    """Return the words that stand after a place, without half a word."""
    words = text[place : place + _AROUND]
    halved = place + _AROUND < len(text) and not text[place + _AROUND].isspace()
    return words.rpartition(" ")[0] if halved and " " in words else words
