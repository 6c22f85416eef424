"""Supposing: the same facts under other terms, before anything is saved."""

from collections.abc import Sequence
from dataclasses import dataclass
from dataclasses import replace
from datetime import date

from ledger.domain import revision
from ledger.domain.contract import before
from ledger.domain.contract import Term
from ledger.domain.project import Project
from ledger.domain.provision import Counting
from ledger.domain.provision import Provision
from ledger.domain.provision import SEVERAL
from ledger.domain.provision import TermName
from ledger.opened import Ledger
from ledger.services import laying
from ledger.services.revisions import Standing
from ledger.services.revisions import today
from ledger.store import agreed
from ledger.store import projects
from ledger.store.database import Tx

SUPPOSED = "supposed"
"""The id of a term that nobody recorded."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one way of counting comes to, deliverable by deliverable."""

    counting: Counting
    standings: tuple[Standing, ...]


@dataclass(frozen=True, slots=True)
class Readings:
    """A later allowance of free rounds, and what each way to read it comes to."""

    term: Term
    outcomes: tuple[Outcome, ...]

    @property
    def differ(self) -> bool:
        """Tell whether it matters which is chosen."""
        first = _figures(self.outcomes[0].standings)
        return any(_figures(each.standings) != first for each in self.outcomes)


@dataclass(frozen=True, slots=True)
class Supposition:
    """Where the deliverables stand, and where they would stand under other terms."""

    actual: tuple[Standing, ...]
    supposed: tuple[Standing, ...]


def suppose(
    ledger: Ledger,
    project: Project,
    provisions: Sequence[Provision],
    day: date | None = None,
) -> Supposition:
    """Return the account of a day as it is, and as if the contract had said so.

    What is supposed holds from the first day on, in place of all terms of its kind.
    """
    when = day or today(ledger, project)
    with ledger.db.reading() as tx:
        terms = agreed.of_project(tx, project.id)
        replaced = {each.name for each in provisions if each.name not in SEVERAL}
        kept = [each for each in terms if each.provision.name not in replaced]
        added = [
            _term(project, provision, date.min, number)
            for number, provision in enumerate(provisions)
        ]
        return Supposition(
            _standings(tx, project, terms, when),
            _standings(tx, project, [*kept, *added], when),
        )


def readings_of(
    ledger: Ledger, project: Project, provision: Provision, from_day: date
) -> Readings | None:
    """Return what each way to read free rounds comes to, before they are recorded.

    None where nothing is to choose: they are the first, or all ways come to the same.
    """
    with ledger.db.reading() as tx:
        terms = agreed.of_project(tx, project.id)
        position = 1 + max((each.position for each in terms), default=0)
        term = _term(project, provision, from_day, position)
        return _readings(tx, project, [*terms, term], term)


def undecided(ledger: Ledger, project: Project) -> list[Readings]:
    """Return the later allowances of which nobody chose how they count."""
    with ledger.db.reading() as tx:
        terms = agreed.of_project(tx, project.id)
        found = [
            _readings(tx, project, terms, each)
            for each in terms
            if each.provision.counting is None and each.withdrawn is None
        ]
    return [each for each in found if each]


def _readings(
    tx: Tx, project: Project, terms: Sequence[Term], term: Term
) -> Readings | None:
    first = before(terms, term) is None
    if term.provision.name is not TermName.FREE_ROUNDS or first:
        return None
    outcomes = []
    for counting in Counting:
        read = replace(term, provision=replace(term.provision, counting=counting))
        others = [each for each in terms if each is not term]
        listed = _standings(tx, project, [*others, read], date.max)
        outcomes.append(Outcome(counting, listed))
    found = Readings(term, tuple(outcomes))
    return found if found.differ else None


def _standings(
    tx: Tx, project: Project, terms: Sequence[Term], day: date
) -> tuple[Standing, ...]:
    rounds = laying.of_project(tx, project, terms).rounds
    return tuple(
        Standing(each, revision.account(each.id, terms, rounds, day))
        for each in projects.deliverables(tx, project.id)
    )


def _term(project: Project, provision: Provision, day: date, position: int) -> Term:
    return Term(
        id=SUPPOSED,
        project=project.id,
        provision=provision,
        from_day=day,
        document="",
        quote="",
        start=0,
        end=0,
        page=None,
        clause="",
        position=position,
    )


def _figures(standings: Sequence[Standing]) -> list[object]:
    return [
        (
            each.account.left,
            each.account.used,
            [line.free for line in each.account.lines],
        )
        for each in standings
    ]
