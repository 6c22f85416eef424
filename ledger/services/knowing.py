"""Knowing: who of those we know wrote something, on the day on which it was written."""

from collections.abc import Mapping
from collections.abc import Sequence

from ledger.domain.document import Document
from ledger.domain.project import Person
from ledger.domain.reading import Participant
from ledger.services import days
from ledger.store import people
from ledger.store import projects
from ledger.store.database import Tx


def writers(
    tx: Tx,
    listed: Sequence[Document],
    authors: Mapping[str, Participant | None],
    home_zone: str,
) -> dict[str, Person]:
    """Return who wrote each document, where one person alone had the address that day.

    Args:
        tx: in which to look.
        listed: the documents.
        authors: who stands as the sender in the head of each.
        home_zone: of what belongs to no project.
    """
    senders = {key: who.address for key, who in authors.items() if who and who.address}
    book = people.book(tx, set(senders.values()))
    on = days.written_on(tx, listed, home_zone)
    holders = {
        document.id: book.holder(senders[document.id], on[document.id])
        for document in listed
        if document.id in senders
    }
    known = {person.id: person for person in projects.people(tx, book.people())}
    return {key: known[who] for key, who in holders.items() if who}
