"""Owing: where the obligations of a project stand as of a day, with what they rest on.

Nothing here is kept: every count is made when somebody looks, from what is recorded.
"""

from collections.abc import Iterable
from collections.abc import Mapping
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from ledger.domain.contract import in_force
from ledger.domain.contract import Term
from ledger.domain.delay import assess
from ledger.domain.delay import Assessment
from ledger.domain.delay import slipped
from ledger.domain.delay import State
from ledger.domain.document import Document
from ledger.domain.obligation import Obligation
from ledger.domain.obligation import Slip
from ledger.domain.project import Deliverable
from ledger.domain.project import Project
from ledger.domain.provision import TermName
from ledger.domain.working_days import Count
from ledger.domain.working_days import EnteredDay
from ledger.opened import Ledger
from ledger.services import calendars
from ledger.services import day_terms
from ledger.services import revisions
from ledger.store import agreed
from ledger.store import documents
from ledger.store import entered_days
from ledger.store import obligations
from ledger.store import projects
from ledger.store import slips
from ledger.store.database import Tx


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnSlip:
    """A slip of ours with its days, and what it was about."""

    slip: Slip
    late: Count | None
    deliverable: Deliverable | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Owing:
    """What the client of a project owes as of a day."""

    project: Project
    on: date
    obligations: tuple[Assessment, ...]
    """In the order of their due days, those that were withdrawn too."""

    slips: tuple[OwnSlip, ...]
    days: tuple[EnteredDay, ...]
    holidays: Term | None
    """The term that names the list of holidays; None where none does."""

    counts: Term | None
    """The term that says which day counts."""

    notice: Term | None
    """The term that says by when notice is to be given."""

    documents: Mapping[str, Document]
    """What any of it rests on, by id."""

    @property
    def open(self) -> list[Assessment]:
        """Return what is still owed."""
        return [each for each in self.obligations if each.is_open]

    @property
    def late(self) -> list[Assessment]:
        """Return what is still owed, and its day has passed."""
        return [each for each in self.obligations if each.is_late]

    @property
    def delayed(self) -> list[Assessment]:
        """Return what came late, or is late so far, by any of its days."""
        return [
            each
            for each in self.obligations
            if each.state is not State.WITHDRAWN and any(d.late for d in each.delays)
        ]


def of(ledger: Ledger, project: Project, on: date | None = None) -> Owing:
    """Return what the client of a project owes as of a day, today if none is given."""
    day = on or revisions.today(ledger, project)
    with ledger.db.reading() as tx:
        return _owing(tx, project, day, obligations.of_project(tx, project.id))


def find(ledger: Ledger, key: str, on: date | None = None) -> Owing:
    """Return one obligation, by its id or label, with what stands beside it.

    Raises:
        NotFoundError: there is none.
    """
    with ledger.db.reading() as tx:
        found = obligations.find(tx, key)
        project = projects.find(tx, found.project)
        return _owing(tx, project, on or revisions.today(ledger, project), [found])


def late(
    tx: Tx, project: Project, on: date, found: Iterable[Obligation]
) -> list[Obligation]:
    """Return which obligations of a project are late so far, the first due first."""
    due = [each for each in found if each.due and each.due < on]
    if not due:
        return []
    return [each.obligation for each in _owing(tx, project, on, due).late]


def _owing(tx: Tx, project: Project, on: date, found: Sequence[Obligation]) -> Owing:
    terms = agreed.of_project(tx, project.id)
    ours = slips.of_project(tx, project.id)
    days = {on, *_days(found, ours)}
    calendar = calendars.of(tx, project, on, days)
    said = day_terms.agreed(terms, on)
    listed = [assess(each, on, calendar, ours, said) for each in found]
    named = {each.id: each for each in projects.deliverables(tx, project.id)}
    sources = documents.get_many(tx, _sources(found, ours, terms))
    return Owing(
        project=project,
        on=on,
        obligations=tuple(sorted(listed, key=_order)),
        slips=tuple(
            OwnSlip(
                slip=each,
                late=slipped(each, on, calendar),
                deliverable=named.get(each.deliverable or ""),
            )
            for each in ours
        ),
        days=tuple(entered_days.of_project(tx, project.id)),
        holidays=in_force(terms, TermName.HOLIDAYS, on),
        counts=in_force(terms, TermName.INPUT_COUNTS, on),
        notice=in_force(terms, TermName.NOTICE_PERIOD, on),
        documents={document.id: document for document in sources},
    )


def _order(found: Assessment) -> tuple[date, int]:
    return found.obligation.due or date.max, found.obligation.position


def _days(found: Iterable[Obligation], ours: Iterable[Slip]) -> set[date]:
    days = {each.due for each in found if each.due}
    days |= {fact.day for each in found for fact in each.facts}
    return days | {each.due for each in ours}


def _sources(
    found: Iterable[Obligation], ours: Iterable[Slip], terms: Iterable[Term]
) -> set[str]:
    passages = [each.passage for each in found]
    facts = [fact.passage for each in found for fact in each.facts]
    named = [*passages, *facts, *(each.passage for each in ours)]
    keys = {each.document for each in named if each}
    return keys | {each.document for each in terms}
