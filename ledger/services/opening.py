"""Opening: a round that the definition in force makes becomes one that is entered.

Such a round has no row and no event. Once somebody says something of it, it is opened
as it stands, with its day and its messages, so that what was said has something to
stand on.
"""

from ledger.domain.digest import new_id
from ledger.domain.errors import NotFoundError
from ledger.domain.event import BlobRef
from ledger.domain.event import Event
from ledger.domain.event import EventKind
from ledger.domain.revision import RevisionRound
from ledger.opened import Ledger
from ledger.services import laying
from ledger.store import contracts
from ledger.store import deliveries
from ledger.store import documents
from ledger.store import projects
from ledger.store.database import Tx


def entered(ledger: Ledger, tx: Tx, actor: str, key: str) -> RevisionRound:
    """Return a round that is entered, opening it where the definition makes it.

    Raises:
        NotFoundError: there is no such round.
    """
    found = _made(tx, key)
    if found is None:
        return contracts.find_round(tx, key)
    sources = documents.get_many(tx, found.documents)
    opened = Event(
        kind=EventKind.ROUND_OPENED,
        subject=new_id("r"),
        actor=actor,
        projects=(found.project,),
        blobs=tuple(BlobRef("source", each.digest, each.size) for each in sources),
        fields={
            "deliverable": found.deliverable,
            "on": found.opened_on.isoformat(),
            "ground": str(found.ground),
            "documents": list(found.documents),
            "note": "",
        },
    )
    ledger.record(tx, opened)
    return contracts.find_round(tx, opened.subject)


def _made(tx: Tx, key: str) -> RevisionRound | None:
    """Return a round that the definition makes; None where none has that id."""
    try:
        delivery = deliveries.find(tx, key.partition("/")[0])
    except NotFoundError:
        return None
    project = projects.find(tx, delivery.project)
    listed = laying.rounds(tx, project)
    return next((each for each in listed if each.computed and each.id == key), None)
