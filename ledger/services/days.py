"""Days: on which day something was written, by the calendar of where it belongs."""

from collections.abc import Sequence
from datetime import date

from ledger.domain import moment
from ledger.domain.document import Document
from ledger.store import filing
from ledger.store import projects
from ledger.store.database import Tx


def written_on(
    tx: Tx, listed: Sequence[Document], home_zone: str
) -> dict[str, date | None]:
    """Return the day of each document in the zone of its project, else of the home.

    Of several projects the first counts. What nothing dates has no day.
    """
    zones = {project.id: project.zone for project in projects.every(tx)}
    there = filing.projects_of(tx, [document.id for document in listed])
    return {
        document.id: _day(document, zones[there[document.id][0]])
        if there[document.id]
        else _day(document, home_zone)
        for document in listed
    }


def _day(document: Document, zone: str) -> date | None:
    if document.dated_at is None:
        return None
    return document.dated_at.astimezone(moment.zone(zone)).date()
