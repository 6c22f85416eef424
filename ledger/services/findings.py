"""Findings: hits with their documents, and the words that answer."""

from collections.abc import Iterable
from collections.abc import Sequence
from dataclasses import dataclass

from index import Hit
from index import Reason
from index import reasons
from index.query import Tree
from ledger.domain.document import Document
from ledger.domain.document import Text
from ledger.domain.project import Project
from ledger.domain.reading import Participant
from ledger.domain.spot import Spot
from ledger.opened import Ledger
from ledger.services import excerpts
from ledger.services import spots
from ledger.services.excerpts import Excerpt
from ledger.services.narrowing import Room
from ledger.store import documents
from ledger.store import filing
from ledger.store import messages
from ledger.store.database import Tx


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """A hit with its document and the words that answer."""

    document: Document
    score: float
    snippet: str
    marks: tuple[tuple[int, int], ...]
    """Within the snippet."""

    spot: Spot | None
    """Where in the file the words of the snippet stand, if it has pages."""

    at: int | None
    """At which letter of its text the words of the snippet begin that answer."""

    places: int
    others: tuple[str, ...]
    quoted_only: bool
    """The words stand only in a quote: known by quotation, not written here."""

    quoted: bool
    """The words of the snippet were quoted from somebody."""

    scan: bool
    """The words of the snippet were recognised in a picture."""

    also: tuple[Reason, ...]
    """Why it was found where the words do not stand in it as they were typed."""

    author: Participant | None
    projects: tuple[Project, ...]
    originals: tuple[str, ...]
    """All originals of the message that it is, the first one first."""

    @property
    def page(self) -> int | None:
        """Return the number of the page, slide or sheet with the words."""
        return self.spot.number if self.spot else None


def findings(
    ledger: Ledger,
    tx: Tx,
    hits: Sequence[Hit],
    tree: Tree,
    room: Room,
) -> tuple[Finding, ...]:
    """Return hits with the words of a query that answer, in the same order."""
    listed = documents.get_many(tx, [hit.id for hit in hits])
    found = {document.id: document for document in listed}
    texts = documents.texts(tx, listed)
    people = documents.people_of(tx, found)
    belong = filing.projects_of(tx, list(found))
    known = {project.id: project for project in room.projects}
    sent = messages.originals_of(tx, [each.message for each in listed if each.message])
    return tuple(
        _finding(
            ledger,
            hit,
            found[hit.id],
            excerpts.excerpt(texts.get(hit.id), tree, found[hit.id].language or ""),
            people[hit.id],
            tuple(known[key] for key in belong[hit.id]),
            tuple(sent.get(found[hit.id].message or "", [hit.id])),
            also=_also(found[hit.id], texts.get(hit.id), people[hit.id], tree),
        )
        for hit in hits
        if hit.id in found
    )


def _finding(
    ledger: Ledger,
    hit: Hit,
    document: Document,
    shown: Excerpt,
    people: Sequence[Participant],
    where: tuple[Project, ...],
    originals: tuple[str, ...],
    *,
    also: tuple[Reason, ...],
) -> Finding:
    spot = spots.at(ledger, document, shown.whole, shown.at)
    return Finding(
        document=document,
        score=hit.score,
        snippet=shown.text,
        marks=shown.marks,
        spot=spot,
        at=shown.at,
        places=hit.places,
        others=hit.others,
        quoted_only=hit.quoted_only,
        quoted=shown.quoted,
        scan=shown.whole.has_scan(spot.number if spot else None),
        also=also,
        author=author_of(people),
        projects=where,
        originals=originals,
    )


def _also(
    document: Document, text: Text | None, people: Sequence[Participant], tree: Tree
) -> tuple[Reason, ...]:
    """Return why a document was found, of its words, its title and its people."""
    names = [f"{each.name} {each.address}" for each in people]
    texts = [text.text if text else "", document.title or "", *names]
    return reasons(texts, tree, document.language or "")


def author_of(people: Iterable[Participant]) -> Participant | None:
    """Return who wrote a message, of those that its head names."""
    return next((each for each in people if each.role == "from"), None)
