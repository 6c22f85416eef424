"""Quotations: words of a person that are known only because others quote them.

Where no message of his that is here holds them, they stand apart and are called so:
they are never shown as a message of his.
"""

from dataclasses import dataclass

from index import Narrowing
from index.query import Part
from index.query import Phrase
from ledger.domain import quote
from ledger.domain.document import Document
from ledger.domain.project import Person
from ledger.domain.reading import Participant
from ledger.opened import Ledger
from ledger.services import searching
from ledger.services import writings
from ledger.services.writings import Mark
from ledger.store import documents
from ledger.store import quotations as stored
from ledger.store.database import Tx
from ledger.store.quotations import Quotation

_LOOKED_THROUGH = 200
"""How many quotations are compared with his messages before somebody asks again."""

_COMPARED = 40
"""With how many messages of the thread a quotation is compared."""

_WORDS = 8
"""So many of its first words are looked for in all that he wrote."""

_HITS = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Quoted:
    """Words that somebody else's message ascribes to a person."""

    document: Document
    """The message that quotes."""

    author: Participant | None
    """Who quotes."""

    words: str
    cut: bool
    place: Mark


@dataclass(frozen=True, slots=True)
class Quotations:
    """Words that are known by quotation alone, and from where to look on."""

    listed: tuple[Quoted, ...]
    after: int | None
    """After how many quotations to go on; None where all were looked at."""


def of_person(
    ledger: Ledger, person: Person, *, limit: int = 20, after: int = 0
) -> Quotations:
    """Return words that only others' quotes ascribe to a person, the newest first."""
    addresses = {each.address for each in person.addresses}
    listed: list[Quoted] = []
    searching.freshen(ledger)
    with ledger.db.reading() as tx:
        found = stored.newest(tx, addresses, _LOOKED_THROUGH, after)
        for number, each in enumerate(found, start=after + 1):
            told = _quotation(ledger, tx, each, addresses)
            listed += [told] if told else []
            if len(listed) == limit:
                more = stored.count(tx, addresses) > number
                return Quotations(tuple(listed), number if more else None)
        on = after + len(found)
        more = stored.count(tx, addresses) > on
        return Quotations(tuple(listed), on if more else None)


def _quotation(
    ledger: Ledger, tx: Tx, found: Quotation, addresses: set[str]
) -> Quoted | None:
    """Return a quotation whose words stand in no message of the person himself."""
    document = documents.find(tx, found.document)
    text = documents.text_of(tx, document).text
    words = quote.cited(text[found.start : found.end])
    if not words or _is_held(ledger, tx, document, words, addresses):
        return None
    people = documents.people_of(tx, [document.id])[document.id]
    return Quoted(
        document=document,
        author=next((each for each in people if each.role == "from"), None),
        words=words[: writings.SHOWN],
        cut=len(words) > writings.SHOWN,
        place=(found.start, found.end),
    )


def _is_held(
    ledger: Ledger, tx: Tx, document: Document, words: str, addresses: set[str]
) -> bool:
    """Tell whether quoted words stand in a message that the person wrote."""
    thread = document.thread or ""
    keys = stored.in_thread(tx, thread, addresses, _COMPARED)
    if any(_holds(tx, key, words) for key in keys if key != document.id):
        return True
    beginning = " ".join(words.split()[:_WORDS])
    hits = ledger.index.search(
        Phrase(beginning, Part.OWN),
        narrowing=Narrowing(
            values={"author": frozenset({"him"})},
            author=lambda author: (
                "him" if writings.address_of(author) in addresses else ""
            ),
        ),
        limit=_HITS,
    ).hits
    return any(_holds(tx, hit.id, words) for hit in hits if hit.id != document.id)


def _holds(tx: Tx, key: str, words: str) -> bool:
    text = documents.text_of(tx, documents.find(tx, key))
    return quote.find(writings.own_words(text)[1], words) is not None
