"""Called: the names of what searches are narrowed to, projects, people, threads."""

from collections.abc import Iterable
from dataclasses import dataclass
from dataclasses import field

from ledger.opened import Ledger
from ledger.services import projects
from ledger.services import searching
from ledger.services.saved import Wanted


@dataclass(frozen=True, slots=True)
class Called:
    """Names by the values that stand in addresses."""

    projects: dict[str, str] = field(default_factory=dict)
    """Their titles, by key."""

    people: dict[str, str] = field(default_factory=dict)
    clients: dict[str, str] = field(default_factory=dict)
    threads: dict[str, str] = field(default_factory=dict)
    """Titles of documents, by their ids."""


def of(ledger: Ledger, listed: Iterable[Wanted]) -> Called:
    """Return what the values of some searches are called."""
    known = projects.every(ledger)
    threads = {key: None for each in listed for key in each.narrowed.thread}
    return Called(
        projects={each.key: each.title for each in known},
        people={each.id: each.name for each in projects.people(ledger)},
        clients={each.client.id: each.client.name for each in known},
        threads={
            document.id: document.title or document.name
            for document, _author in searching.cited(ledger, list(threads))
        },
    )
