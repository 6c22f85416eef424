"""Uses: what rests on a document besides requests, and what stands beside it.

Terms, rounds, deliveries, specifications, obligations and statements name documents;
here the way is gone backwards, from the document to them.
"""

import re
from collections.abc import Iterator
from collections.abc import Sequence
from dataclasses import dataclass

from ledger.domain import contract
from ledger.domain import moment
from ledger.domain.contract import Term
from ledger.domain.document import Document
from ledger.domain.obligation import Obligation
from ledger.domain.point import Delivery
from ledger.domain.project import Project
from ledger.domain.provision import TermName
from ledger.domain.reading import Kind
from ledger.domain.revision import RevisionRound
from ledger.domain.specification import Baseline
from ledger.domain.statement import Statement
from ledger.opened import Ledger
from ledger.services.showing import Shown
from ledger.store import agreed
from ledger.store import contracts
from ledger.store import deliveries
from ledger.store import filing
from ledger.store import obligations
from ledger.store import projects
from ledger.store import specifications
from ledger.store import statements
from ledger.store.database import Tx

_FILES = (Kind.DOCUMENT, Kind.SPREADSHEET, Kind.IMAGE)
_MOST_FILES = 300
_MOST_STATEMENTS = 50
_VERSION = re.compile(
    r"(?:[\W_]*(?:v|ver|version|rev|r|вер|версия|правка|versiunea|варіант|вариант))?"
    r"[\W_]*\d+(?:[\W_]\d+)*[\W_]*$",
    re.IGNORECASE,
)
TOLD = (
    TermName.FREE_ROUNDS,
    TermName.ROUND_DEFINITION,
    TermName.FURTHER_ROUND_RATE,
    TermName.REVIEW_WINDOW,
    TermName.RECOGNISED_CHANNEL,
)
"""The terms by which a message is measured, in the order in which they are told."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Uses:
    """What rests on a document, each with its project, but for requests."""

    terms: tuple[tuple[Project, Term], ...]
    rounds: tuple[tuple[Project, RevisionRound], ...]
    deliveries: tuple[tuple[Project, Delivery], ...]
    baselines: tuple[tuple[Project, Baseline], ...]
    obligations: tuple[tuple[Project, Obligation], ...]
    statements: tuple[tuple[Project, Statement], ...]

    @property
    def number(self) -> int:
        """Return how many they are."""
        return sum(len(getattr(self, name)) for name in self.__slots__)


@dataclass(frozen=True, slots=True)
class Beside:
    """What stands beside a document in its projects."""

    held: tuple[tuple[Project, Term], ...]
    """The terms in force on the day of a message."""

    versions: tuple[Document, ...]
    """Files whose names differ from its own in a number at the end alone."""


def of(ledger: Ledger, shown: Shown) -> Uses:
    """Return what rests on a document, or on another original of the message."""
    keys = {shown.document.id, *(each.id for each in shown.originals)}
    with ledger.db.reading() as tx:
        known = {each.id: each for each in projects.every(tx)}
        return Uses(
            terms=tuple(
                (known[each.project], each)
                for listed in agreed.every(tx).values()
                for each in listed
                if each.document in keys and each.withdrawn is None
            ),
            rounds=tuple(
                (known[each.project], each)
                for listed in contracts.every_round(tx).values()
                for each in listed
                if keys & set(each.documents)
            ),
            deliveries=tuple(
                (known[each.project], each)
                for listed in deliveries.every(tx).values()
                for each in listed
                if keys & set(each.documents) and each.withdrawn is None
            ),
            baselines=tuple(
                (known[project], each)
                for project, each in specifications.of_documents(tx, keys)
                if each.withdrawn is None
            ),
            obligations=tuple(
                (known[each.project], each)
                for each in obligations.every(tx)
                if each.withdrawn is None and keys & set(_papers(each))
            ),
            statements=tuple(_statements(ledger, tx, shown, keys)),
        )


def beside(ledger: Ledger, shown: Shown) -> Beside:
    """Return what held on the day of a document, and earlier and later files of it."""
    there = [project for project, _why in shown.projects]
    with ledger.db.reading() as tx:
        return Beside(
            tuple(_held(tx, shown.document, there)),
            tuple(_versions(tx, shown, there)),
        )


def _papers(obligation: Obligation) -> Iterator[str]:
    yield obligation.passage.document
    for fact in obligation.facts:
        if fact.passage is not None and fact.withdrawn is None:
            yield fact.passage.document


def _statements(
    ledger: Ledger, tx: Tx, shown: Shown, keys: set[str]
) -> Iterator[tuple[Project, Statement]]:
    """Yield the newest statements of its projects that name a document."""
    named = [f'"{key}"'.encode() for key in keys]
    for project, _why in shown.projects:
        for each in statements.of_project(tx, project.id)[:_MOST_STATEMENTS]:
            with ledger.blobs.open(each.content) as source:
                content = source.read()
            if any(name in content for name in named):
                yield project, each


def _held(
    tx: Tx, document: Document, there: Sequence[Project]
) -> Iterator[tuple[Project, Term]]:
    if document.dated_at is None or document.kind not in {Kind.MAIL, Kind.CHAT}:
        return
    for project in there:
        day = document.dated_at.astimezone(moment.zone(project.zone)).date()
        listed = agreed.of_project(tx, project.id)
        for name in TOLD:
            for term in contract.all_in_force(listed, name, day):
                yield project, term


def _versions(tx: Tx, shown: Shown, there: Sequence[Project]) -> Iterator[Document]:
    document = shown.document
    own = stem(document.name)
    if document.kind not in _FILES or not own:
        return
    seen = {document.digest, *(each.digest for each in shown.places)}
    for project in there:
        for each in filing.files_in(tx, project.id, _FILES, _MOST_FILES):
            if each.digest not in seen and stem(each.name) == own:
                seen.add(each.digest)
                yield each


def stem(name: str) -> str:
    """Return the name of a file without its number and its ending.

    Examples:
        >>> stem("Spec_v1.1.pdf"), stem("Spec (2).docx"), stem("2025.pdf")
        ('spec', 'spec', '')
    """
    bare = name.rpartition(".")[0] or name
    return _VERSION.sub("", bare).strip(" _-.").casefold()
