"""Search: what was said, by whom, and where; each hit with the words that answer."""

import time
from collections.abc import Mapping
from collections.abc import Sequence
from dataclasses import dataclass
from dataclasses import field
from dataclasses import replace
from functools import partial

from index import Found
from index import Hit
from index import IndexBrokenError
from index import marks
from index import parse
from index import Query
from index import Remark
from index.query import positive
from index.query import Tree
from index.remarks import ROUGH
from ledger.domain import moment
from ledger.domain.document import Document
from ledger.domain.reading import Participant
from ledger.opened import Ledger
from ledger.services import findings
from ledger.services import hinting
from ledger.services import indexing
from ledger.services import insides
from ledger.services import narrowing
from ledger.services.findings import Finding
from ledger.services.hinting import EITHER
from ledger.services.hinting import Hint
from ledger.services.hinting import MEANT
from ledger.services.insides import Bounds
from ledger.services.loosening import loosened
from ledger.services.loosening import nobody
from ledger.services.meanings import Meanings
from ledger.services.narrowing import Count
from ledger.services.narrowing import EVERYWHERE
from ledger.services.narrowing import Narrowed
from ledger.services.narrowing import Room
from ledger.store import documents
from ledger.store import waiting
from ledger.store.database import Tx

_FRESH = 200
"""A lag up to which a search first brings the index up to date itself."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Results:
    """The answer to a search."""

    total: int = 0
    """How many have all that was asked for."""

    findings: tuple[Finding, ...] = ()
    loosened: bool = False
    """Whether none has all of the words, and these have most of them."""

    took_ms: float = 0.0
    facets: Mapping[str, Sequence[Count]] = field(default_factory=dict)
    inside: Mapping[str, Sequence[Count]] = field(default_factory=dict)
    """The clients and threads that it was held to."""

    beyond: Mapping[str, int] = field(default_factory=dict)
    """How many there are without each facet that narrows; "" without any."""

    hints: tuple[Hint, ...] = ()
    """Other words that find something, where nothing was found."""

    remarks: tuple[Remark, ...] = ()
    lag: int = 0
    """How many events the index is behind the log."""

    waiting: int = 0
    """How many files are still to be read."""

    empty: bool = False
    """Whether there is nothing yet that could be found."""

    @property
    def suggestion(self) -> str | None:
        """Return the query with a mistyped word replaced, where there is one."""
        return next((each.words for each in self.hints if each.kind == MEANT), None)


def search(
    ledger: Ledger,
    words: str,
    narrowed: Narrowed = EVERYWHERE,
    *,
    sort: str = "best",
    limit: int = 20,
    offset: int = 0,
    facets: bool = False,
) -> Results:
    """Return the documents that answer a query; a faulty query never fails."""
    began = time.perf_counter()
    behind = freshen(ledger)
    with ledger.db.reading() as tx:
        room = narrowing.room(tx)
        bounds = insides.bounds(tx, room, narrowed)
        query = understood(ledger, tx, words)
        ask = partial(
            bounds.search, ledger.index, sort=sort, limit=limit, offset=offset
        )
        found = ask(query.tree, facets=facets)
        loose = _loosened(ledger, query.tree, bounds, found)
        hits = ask(loose).hits if loose else found.hits
        beyond = bounds.beyond(ledger.index, query.tree, found)
        results = Results(
            total=found.total,
            findings=findings.findings(ledger, tx, hits, loose or query.tree, room),
            loosened=bool(loose and hits),
            facets=room.named(found.facets, bounds.narrowing),
            inside=bounds.names,
            beyond=beyond,
            hints=_helpful(
                () if found.total else _hints(ledger, tx, words, bounds, hits), beyond
            ),
            remarks=_remarks(ledger, query, found, room),
            lag=behind,
            waiting=waiting.number(tx),
            empty=not found.total and not documents.count(tx),
        )
    return replace(results, took_ms=round((time.perf_counter() - began) * 1000, 1))


def marks_in(
    ledger: Ledger, document: Document, text: str, words: str
) -> list[tuple[int, int]]:
    """Return where the words of a query stand in a document's text."""
    if not words.strip():
        return []
    with ledger.db.reading() as tx:
        query = understood(ledger, tx, words)
    return marks(text, query.tree, document.language or "")


def asks_for_words(ledger: Ledger, words: str) -> bool:
    """Tell whether a query asks for words, and not for fields alone."""
    with ledger.db.reading() as tx:
        return any(positive(understood(ledger, tx, words).tree))


def cited(
    ledger: Ledger, keys: Sequence[str]
) -> list[tuple[Document, Participant | None]]:
    """Return some documents in order, each with who wrote it."""
    with ledger.db.reading() as tx:
        listed = documents.get_many(tx, keys)
        people = documents.people_of(tx, [document.id for document in listed])
    return [(document, findings.author_of(people[document.id])) for document in listed]


def understood(ledger: Ledger, tx: Tx, words: str) -> Query:
    """Return what a person's words ask for; what no document can be is told.

    Days are those of the zone of the house.
    """
    zone = moment.zone(ledger.config.zone)
    today = ledger.now().astimezone(zone).date()
    return parse(words, Meanings(tx).of, today)


def _helpful(hints: tuple[Hint, ...], beyond: Mapping[str, int]) -> tuple[Hint, ...]:
    """Leave out other words for elsewhere where what was typed is found there."""
    if not any(beyond.values()):
        return hints
    return tuple(each for each in hints if not each.everywhere)


def _hints(
    ledger: Ledger, tx: Tx, words: str, bounds: Bounds, loose: Sequence[Hit]
) -> tuple[Hint, ...]:
    """Return hints; one word is not offered where hits have most of the words."""

    def understand(other: str) -> Tree:
        return understood(ledger, tx, other).tree

    found = hinting.hints(ledger, words, understand, bounds) if words else []
    return tuple(each for each in found if each.kind != EITHER or not loose)


def _loosened(ledger: Ledger, tree: Tree, bounds: Bounds, found: Found) -> Tree | None:
    """Return a query for most of the words, where nothing has all of them."""
    if found.total:
        return None
    return loosened(ledger.index, tree, narrowed=bool(bounds))


def _remarks(
    ledger: Ledger, query: Query, found: Found, room: Room
) -> tuple[Remark, ...]:
    """Return what is said of a query: of one that found nothing, whom nobody knows."""
    if found.total:
        return (*query.remarks, *(Remark(ROUGH, text) for text in found.rough))
    known = [person.name for person in room.who.known.values()]
    return (*query.remarks, *nobody(ledger.index, query.tree, known))


def freshen(ledger: Ledger) -> int:
    """Bring the index up to date where that is quick; return how far it is behind."""
    try:
        behind = indexing.lag(ledger)
        if 0 < behind <= _FRESH:
            indexing.catch_up(ledger)
            behind = indexing.lag(ledger)
    except IndexBrokenError:
        indexing.begin_anew(ledger)
        behind = indexing.lag(ledger)
    return behind
