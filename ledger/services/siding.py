"""Siding: whose people wrote something, by the address that was theirs on its day."""

from collections.abc import Iterable
from collections.abc import Mapping
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from ledger.domain import moment
from ledger.domain.document import Document
from ledger.domain.project import Person
from ledger.domain.project import Side
from ledger.domain.request import KnownBy
from ledger.domain.request import Request
from ledger.domain.request import Support
from ledger.domain.request import SupportKind
from ledger.services import writers
from ledger.store import documents
from ledger.store import people
from ledger.store import projects
from ledger.store.database import Tx


@dataclass(frozen=True, slots=True)
class Sent:
    """That something was written from an address, and when, in which zone."""

    address: str
    at: datetime | None
    zone: str


def persons(tx: Tx, listed: Sequence[Sent]) -> list[Person | None]:
    """Return who of those we know wrote each; None where that is nobody alone."""
    book = people.book(tx, {each.address for each in listed if each.address})
    keys = [
        book.holder(
            each.address,
            each.at.astimezone(moment.zone(each.zone)).date() if each.at else None,
        )
        for each in listed
    ]
    found = projects.people(tx, {key for key in keys if key})
    known = {person.id: person for person in found}
    return [known.get(key or "") for key in keys]


def ours(tx: Tx, found: Iterable[Request], zones: Mapping[str, str]) -> frozenset[str]:
    """Return the ids of the confirmations that our own people wrote.

    What they only quote is not theirs; of a paper nobody knows whose it is.
    """
    listed = [
        (each, zones[request.project])
        for request in found
        for each in request.standing(SupportKind.CONFIRMATION)
    ]
    if not listed:
        return frozenset()
    papers = _papers(tx, [support for support, _zone in listed])
    heads = documents.people_of(tx, papers)
    sent = []
    for support, zone in listed:
        paper = papers[support.passage.document]
        sender = next((each for each in heads[paper.id] if each.role == "from"), None)
        address = sender.address if sender else ""
        sent.append(Sent(address, paper.dated_at, zone))
    return frozenset(
        support.id
        for (support, _zone), person in zip(listed, persons(tx, sent), strict=True)
        if person
        and person.side is Side.PROVIDER
        and _own(tx, papers[support.passage.document], support)
    )


def _papers(tx: Tx, listed: Iterable[Support]) -> dict[str, Document]:
    keys = {each.passage.document for each in listed}
    return {document.id: document for document in documents.get_many(tx, keys)}


def _own(tx: Tx, document: Document, support: Support) -> bool:
    """Tell whether words are those of who sent the message, not only quoted there."""
    if not support.passage.quote:
        return True
    writer = writers.of(tx, document, support.passage)
    return writer is not None and writer.known_by is KnownBy.HEAD
