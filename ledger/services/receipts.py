"""Receipts: what became of each file of one act of taking in."""

from dataclasses import dataclass

from ledger.domain.document import Document
from ledger.domain.receipt import Item
from ledger.domain.receipt import Outcome
from ledger.domain.receipt import Receipt
from ledger.opened import Ledger
from ledger.store import documents
from ledger.store import receipts


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """A receipt with all its lines."""

    receipt: Receipt
    taken_in: int
    duplicates: int
    set_aside: tuple[Item, ...]
    unread: tuple[Item, ...]
    """What was kept and cannot be read."""

    again: tuple[Item, ...]
    """What was there before, each with the first one."""

    documents: tuple[tuple[Document, str], ...]
    """Every document that was made, with the path at which it was found."""


def account(ledger: Ledger, key: str) -> Account:
    """Return the whole account of a receipt.

    Raises:
        NotFoundError: there is no receipt with that id.
    """
    with ledger.db.reading() as tx:
        receipt = receipts.find(tx, key)
        counts = receipts.counts(tx, key)
        lines = list(receipts.lines(tx, key))
        made = documents.of_receipt(tx, key)
    paths = {line.document: line.path for line in lines if line.document}
    for document in made:
        if document.id not in paths and document.parent:
            inside = document.name or document.place
            paths[document.id] = f"{paths.get(document.parent, '')} › {inside}"
    return Account(
        receipt=receipt,
        taken_in=counts[Outcome.TAKEN_IN],
        duplicates=counts[Outcome.DUPLICATE],
        set_aside=tuple(x for x in lines if x.outcome is Outcome.SET_ASIDE),
        unread=tuple(
            x for x in lines if x.outcome is not Outcome.SET_ASIDE and x.reason
        ),
        again=tuple(x for x in lines if x.outcome is Outcome.DUPLICATE),
        documents=tuple((document, paths[document.id]) for document in made),
    )
