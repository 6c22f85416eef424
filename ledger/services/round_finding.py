"""Finding a round by what people call it: its number, or its id."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from ledger.domain import revision
from ledger.domain.contract import Term
from ledger.domain.errors import NotFoundError
from ledger.domain.laid import Laid
from ledger.domain.point import Delivery
from ledger.domain.project import Deliverable
from ledger.domain.project import Project
from ledger.domain.revision import Line
from ledger.services import laying
from ledger.services import revisions
from ledger.store import agreed
from ledger.store import projects
from ledger.store.database import Tx


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundRound:
    """A round in its account, with the place of every request of its project."""

    project: Project
    deliverable: Deliverable
    line: Line
    laid: tuple[Laid, ...]
    terms: tuple[Term, ...]

    @property
    def inside(self) -> list[Laid]:
        """Return the requests that are in it, in the order in which they were said."""
        return [each for each in self.laid if each.round == self.line.round.id]

    @property
    def delivery(self) -> Delivery | None:
        """Return the delivery that it answers; None where none is recorded."""
        return next((each.delivery for each in self.inside if each.delivery), None)


def numbered(tx: Tx, project: Project, key: str, number: int) -> FoundRound:
    """Return a round of a deliverable by its number.

    Raises:
        NotFoundError: there is no such deliverable, or no such round.
    """
    chosen = revisions.deliverable(tx, project, key)
    own = [each for each in _every(tx, project) if each.deliverable.id == chosen.id]
    found = next((each for each in own if each.line.number == number), None)
    if found is None:
        raise NotFoundError(
            "round of a deliverable",
            str(number),
            deliverable=chosen.key,
            count=str(len(own)),
        )
    return found


def by_id(tx: Tx, project: Project, key: str) -> FoundRound:
    """Return a round of a project by its id.

    Raises:
        NotFoundError: there is no such round.
    """
    for each in _every(tx, project):
        if each.line.round.id == key:
            return each
    raise NotFoundError("round", key)


def _every(tx: Tx, project: Project) -> Iterator[FoundRound]:
    """Yield the rounds of a project, of one deliverable after the other."""
    terms = agreed.of_project(tx, project.id)
    layout = laying.of_project(tx, project, terms)
    for each in projects.deliverables(tx, project.id):
        account = revision.account(each.id, terms, layout.rounds, date.max)
        for line in account.lines:
            yield FoundRound(
                project=project,
                deliverable=each,
                line=line,
                laid=layout.points,
                terms=tuple(terms),
            )
