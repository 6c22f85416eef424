"""Search: what was said, by whom, and where; each hit with the words that answer."""

import time
from collections.abc import Iterable
from collections.abc import Sequence
from dataclasses import dataclass
from dataclasses import field

from index import Hit
from index import IndexBrokenError
from index import marks
from index import parse
from index import Query
from index import Remark
from index import snippet
from index import Sort
from index.query import Filter
from index.query import Tree
from ledger.domain.document import Document
from ledger.domain.document import Text
from ledger.domain.project import Project
from ledger.domain.reading import Participant
from ledger.opened import Ledger
from ledger.services import indexing
from ledger.store import documents
from ledger.store import filing
from ledger.store import messages
from ledger.store import projects
from ledger.store.database import Tx

_STRETCH = 20_000
_MARKED = 400_000
"""How many letters of a text are looked through for the words of a snippet."""

_FRESH = 200
"""A lag up to which a search first brings the index up to date itself."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """A hit with its document and the words that answer."""

    document: Document
    score: float
    snippet: str
    marks: tuple[tuple[int, int], ...]
    """Within the snippet."""

    page: int | None
    places: int
    others: tuple[str, ...]
    quoted_only: bool
    """The words stand only in a quote: known by quotation, not written here."""

    author: Participant | None
    projects: tuple[Project, ...]
    originals: tuple[str, ...]
    """All originals of the message that it is, the first one first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Results:
    """The answer to a search."""

    total: int
    took_ms: float
    findings: tuple[Finding, ...]
    facets: dict[str, dict[str, int]] = field(default_factory=dict)
    suggestion: str | None = None
    remarks: tuple[Remark, ...] = ()
    lag: int = 0
    """How many events the index is behind the log."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Narrowed:
    """What a search is narrowed to, beside its words."""

    project: str = ""
    """A project's key or id; empty for the whole archive."""

    kind: str = ""
    language: str = ""


def search(
    ledger: Ledger,
    words: str,
    narrowed: Narrowed | None = None,
    *,
    sort: str = "best",
    limit: int = 20,
    offset: int = 0,
    facets: bool = False,
) -> Results:
    """Return the documents that answer a query; a faulty query never fails."""
    began = time.perf_counter()
    behind = _freshen(ledger)
    with ledger.db.reading() as tx:
        query = understood(tx, words)
        within = _within(tx, narrowed or Narrowed())
        found = ledger.index.search(
            query.tree,
            within=within,
            sort=Sort(sort) if sort in set(Sort) else Sort.BEST,
            limit=limit,
            offset=offset,
            facets=facets,
        )
        findings = _findings(tx, found.hits, query.tree)
        named = _named(tx, found.facets)
    return Results(
        total=found.total,
        took_ms=round((time.perf_counter() - began) * 1000, 1),
        findings=tuple(findings),
        facets=named,
        remarks=query.remarks,
        lag=behind,
    )


def marks_in(
    ledger: Ledger, document: Document, text: str, words: str
) -> list[tuple[int, int]]:
    """Return where the words of a query stand in a document's text."""
    if not words.strip():
        return []
    with ledger.db.reading() as tx:
        query = understood(tx, words)
    return marks(text, query.tree, document.language or "")


def understood(tx: Tx, words: str) -> Query:
    """Return what a person's words ask for, its projects and clients looked up."""
    listed = projects.every(tx)

    def resolve(kind: str, typed: str) -> Iterable[str]:
        folded = typed.casefold()
        if kind == "project":
            return [
                project.id
                for project in listed
                if folded in {project.key.casefold(), project.title.casefold()}
            ]
        named = {project.client for project in listed}
        return [client.id for client in named if folded in client.name.casefold()]

    return parse(words, resolve)


def _freshen(ledger: Ledger) -> int:
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


def _within(tx: Tx, narrowed: Narrowed) -> list[Tree]:
    wanted = []
    if narrowed.project:
        project = projects.find(tx, narrowed.project)
        wanted.append(Filter("project", (project.id,)))
    if narrowed.kind:
        wanted.append(Filter("kind", (narrowed.kind,)))
    if narrowed.language:
        wanted.append(Filter("language", (narrowed.language,)))
    return list(wanted)


def _findings(tx: Tx, hits: Sequence[Hit], tree: Tree) -> list[Finding]:
    listed = documents.get_many(tx, [hit.id for hit in hits])
    found = {document.id: document for document in listed}
    texts = documents.texts(tx, listed)
    people = documents.people_of(tx, found)
    belong = filing.projects_of(tx, list(found))
    known = {project.id: project for project in projects.every(tx)}
    sent = messages.originals_of(tx, [each.message for each in listed if each.message])
    return [
        _finding(
            hit,
            found[hit.id],
            texts.get(hit.id, Text("", (), ())),
            tree,
            people[hit.id],
            tuple(known[key] for key in belong[hit.id]),
            tuple(sent.get(found[hit.id].message or "", [hit.id])),
        )
        for hit in hits
        if hit.id in found
    ]


def _finding(
    hit: Hit,
    document: Document,
    text: Text,
    tree: Tree,
    people: Sequence[Participant],
    where: tuple[Project, ...],
    originals: tuple[str, ...],
) -> Finding:
    where_marked = _first_marks(text.text, tree, document.language or "")
    shown = snippet(text.text, where_marked)
    return Finding(
        document=document,
        score=hit.score,
        snippet=shown.text,
        marks=tuple(shown.marks),
        page=text.page_at(where_marked[0][0]) if where_marked else None,
        places=hit.places,
        others=hit.others,
        quoted_only=hit.quoted_only,
        author=next((each for each in people if each.role == "from"), None),
        projects=where,
        originals=originals,
    )


def _first_marks(text: str, tree: Tree, language: str) -> list[tuple[int, int]]:
    """Return where the words stand in the first stretch of a text that has any.

    A book of a million letters is not marked as a whole for the sake of two lines.
    """
    for start in range(0, min(len(text), _MARKED), _STRETCH):
        found = marks(text[start : start + _STRETCH], tree, language)
        if found:
            return [(low + start, high + start) for low, high in found]
    return []


def _named(tx: Tx, facets: dict[str, dict[str, int]]) -> dict[str, dict[str, int]]:
    """Return facets with the keys of projects in place of their ids."""
    known = {project.id: project.key for project in projects.every(tx)}
    counted = facets.get("project", {})
    named = {known[key]: number for key, number in counted.items() if key in known}
    return {**facets, "project": named} if facets else {}
