"""Naming: whether what a list is narrowed to is there at all."""

from ledger.domain.errors import NotFoundError
from ledger.domain.project import Project
from ledger.opened import Ledger
from ledger.services.asking import Filters
from ledger.store import contracts
from ledger.store import projects


def must_know(ledger: Ledger, project: Project, filters: Filters) -> None:
    """Refuse filters that name what a project does not have.

    Raises:
        NotFoundError: the deliverable, the round or the person is not there.
    """
    with ledger.db.reading() as tx:
        wanted = filters.deliverable.casefold()
        known = projects.deliverables(tx, project.id)
        if wanted and wanted not in {
            n.casefold() for d in known for n in (d.id, d.key)
        }:
            raise NotFoundError("deliverable", filters.deliverable)
        rounds = contracts.rounds_of(tx, project.id)
        if filters.round and filters.round not in {each.id for each in rounds}:
            raise NotFoundError("round", filters.round)
        if filters.person:
            projects.person(tx, filters.person)
