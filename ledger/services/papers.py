"""Papers: what of a project is a document in its own right, and can be compared."""

from ledger.domain.document import Document
from ledger.domain.project import Project
from ledger.domain.reading import Kind
from ledger.opened import Ledger
from ledger.store import filing as filed
from ledger.store import projects

_KINDS = (Kind.DOCUMENT, Kind.SPREADSHEET, Kind.IMAGE)
_MOST = 300


def of_project(ledger: Ledger, project: Project) -> list[Document]:
    """Return the papers, sheets and scans of a project, the newest first."""
    with ledger.db.reading() as tx:
        listed = filed.files_in(tx, project.id, _KINDS, _MOST)
    return [each for each in listed if each.reading is not None]


def project_of(ledger: Ledger, key: str) -> Project | None:
    """Return the first project that a document belongs to; None where there is none."""
    with ledger.db.reading() as tx:
        there = filed.projects_of(tx, [key])[key]
        return projects.find(tx, there[0]) if there else None
