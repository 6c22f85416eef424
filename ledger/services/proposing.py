"""Proposing: the terms that a document seems to hold, for a person to judge.

Nothing here is saved by itself. What somebody accepts becomes a term by the same way as
one that was typed in; what somebody refuses is kept as refused, and not offered again.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from dataclasses import replace

from ledger.domain.clauses.proposal import Doubt
from ledger.domain.clauses.proposal import Proposal
from ledger.domain.clauses.reading import propose
from ledger.domain.document import Document
from ledger.domain.trace import as_it_reads
from ledger.domain.trace import Trace
from ledger.domain.trace import TraceKind
from ledger.opened import Ledger
from ledger.services import cutouts
from ledger.services import passages
from ledger.services.cutouts import Cutout
from ledger.store import documents

_UNSHOWN = (TraceKind.HIDDEN, TraceKind.STRUCK)


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """A proposal with the piece of the page that it was read from."""

    proposal: Proposal
    cutout: Cutout | None
    """None where the words are letters of the file."""

    @property
    def needs_looking(self) -> bool:
        """Tell whether somebody has to look at the page before it is accepted."""
        return self.cutout is not None and bool(self.cutout.doubtful)


def read(ledger: Ledger, document_key: str) -> tuple[Document, list[Offer]]:
    """Return what the newest reading of a document seems to say of its terms."""
    with ledger.db.reading() as tx:
        document = documents.find(tx, document_key)
    if document.reading is None:
        return document, []
    reading = ledger.readings(document.reading)
    traces = passages.traces_of(ledger, document)
    found = propose(as_it_reads(reading.text, traces), reading.pages)
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
    if any(
        each.kind in _UNSHOWN and each.start < end and start < each.end
        for each in traces
    ):
        doubts.append(Doubt.STRUCK)
    sure = cut.sure if cut and cut.sure is not None else 100
    whole = replace(proposal, quote=text[start:end], doubts=tuple(doubts), sure=sure)
    return Offer(proposal=whole, cutout=cut)
