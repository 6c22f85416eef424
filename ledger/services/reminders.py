"""Reminders: messages of ours in which we asked for an input, or gave notice."""

from ledger.domain.document import Document
from ledger.domain.errors import BadInputError
from ledger.domain.event import EventKind
from ledger.domain.obligation import Obligation
from ledger.domain.obligation import SENT_BY_US
from ledger.domain.obligation_errors import ObligationStateError
from ledger.domain.project import Project
from ledger.domain.project import Side
from ledger.domain.sentence import said
from ledger.opened import Ledger
from ledger.services import siding
from ledger.services.facts import tell
from ledger.services.facts import Told
from ledger.services.siding import Sent
from ledger.store import documents
from ledger.store import obligations
from ledger.store import projects
from ledger.store.database import Tx


def remind(
    ledger: Ledger, actor: str, key: str, told: Told, *, as_notice: bool
) -> Obligation:
    """Link a message in which we asked for an obligation, or gave notice of a delay.

    Raises:
        BadInputError: no document is named, no day is known, or the client wrote it.
        ObligationStateError: it is linked already, or the obligation is withdrawn.
    """
    if not told.words.document:
        raise BadInputError(said("Name the message that we sent."))
    with ledger.db.writing() as tx:
        found = obligations.find(tx, key)
        document = documents.find(tx, told.words.document)
        _must_be_of_us(tx, projects.find(tx, found.project), document)
        linked = {
            each.passage.document
            for each in found.standing(*SENT_BY_US)
            if each.passage
        }
        if document.id in linked:
            raise ObligationStateError(said("This message is linked already."))
        kind = EventKind.REMINDER_LINKED
        tell(ledger, tx, actor, key, told, kind, {"notice": as_notice})
        return obligations.find(tx, key)


def _must_be_of_us(tx: Tx, project: Project, document: Document) -> None:
    people = documents.people_of(tx, [document.id])[document.id]
    sender = next((each for each in people if each.role == "from"), None)
    address = sender.address if sender else ""
    [person] = siding.persons(tx, [Sent(address, document.dated_at, project.zone)])
    if person and person.side is Side.CLIENT:
        raise BadInputError(
            said(
                "%(name)s of the client wrote this; name a message of ours.",
                name=person.name,
            )
        )
