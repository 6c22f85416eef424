"""The trail: events with the names that a reader needs to understand them."""

from collections.abc import Callable
from collections.abc import Iterable
from collections.abc import Sequence
from dataclasses import dataclass

from ledger.domain import completeness
from ledger.domain import receipt
from ledger.domain.errors import NotFoundError
from ledger.domain.event import EventKind
from ledger.domain.event import SealedEvent
from ledger.domain.filing import why_of
from ledger.domain.project import Project
from ledger.domain.request import Request
from ledger.opened import Ledger
from ledger.store import accounts
from ledger.store import contracts
from ledger.store import documents
from ledger.store import events
from ledger.store import obligations
from ledger.store import projects
from ledger.store import requests
from ledger.store import slips
from ledger.store import sources
from ledger.store import spec_links
from ledger.store import specifications
from ledger.store.database import Tx


@dataclass(frozen=True, slots=True, kw_only=True)
class Happening:
    """An event, with what its ids stand for."""

    event: SealedEvent
    actor: str
    """The name of who did it; empty for the program itself."""

    title: str
    """What its subject is called; empty where it has no name."""

    project: Project | None
    document: str | None
    """The document that it is about, or rests on."""

    receipt: str | None

    @property
    def why(self) -> str:
        """Return why it happened; a sentence where the program itself says so."""
        if self.event.kind == EventKind.FILE_SET_ASIDE:
            return receipt.said_of(str(self.event.fields.get("reason") or ""))
        if self.event.kind == EventKind.MESSAGE_EXCLUDED:
            return completeness.why_of(self.event.fields)
        return why_of(self.event.fields)


def newest(ledger: Ledger, limit: int, before: int | None = None) -> list[Happening]:
    """Return the newest events before a position, newest first."""
    with ledger.db.reading() as tx:
        end = events.size(tx) if before is None else before
        start = max(0, end - limit)
        listed = list(events.since(tx, start, end)) if end > 0 else []
        return told(tx, reversed(listed))


def of(ledger: Ledger, listed: Sequence[SealedEvent]) -> list[Happening]:
    """Return events with the names that belong to them."""
    with ledger.db.reading() as tx:
        return told(tx, listed)


def of_request(ledger: Ledger, request: Request) -> list[Happening]:
    """Return what happened to a request and to what supports it, the oldest first."""
    with ledger.db.reading() as tx:
        links = spec_links.ever_of(tx, request.id)
        supports = [each.id for each in request.supports]
        subjects = (request.id, *supports, *links)
        found = [event for key in subjects for event in events.of(tx, key)]
        return told(tx, sorted(found, key=lambda event: event.position))


def told(tx: Tx, listed: Iterable[SealedEvent]) -> list[Happening]:
    """Return events with the names that belong to them."""
    names = {account.id: account.name for account in accounts.every(tx)}
    known = {project.id: project for project in projects.every(tx)}
    return [
        Happening(
            event=event,
            actor=_actor(event, names),
            title=_title(tx, event),
            project=_project(event, known),
            document=_document(event),
            receipt=_receipt(event),
        )
        for event in listed
    ]


def _actor(event: SealedEvent, names: dict[str, str]) -> str:
    return "" if event.actor == "system" else names.get(event.actor, event.actor)


def _project(event: SealedEvent, known: dict[str, Project]) -> Project | None:
    key = event.projects[0] if event.projects else event.subject
    return known.get(key)


def _title(tx: Tx, event: SealedEvent) -> str:
    """Return what the subject is called, as the rows know it, or the log itself."""
    fields = event.fields
    named = fields.get("title") or fields.get("name") or fields.get("path") or ""
    find = _TITLES.get(event.kind)
    try:
        return (find(tx, event) if find else "") or str(named)
    except (NotFoundError, KeyError):
        return str(named)


def _of_document(tx: Tx, event: SealedEvent) -> str:
    return documents.find(tx, event.subject).title


def _of_contract(tx: Tx, event: SealedEvent) -> str:
    return documents.find(tx, str(event.fields["document"])).title


def _of_person(tx: Tx, event: SealedEvent) -> str:
    return projects.person(tx, event.subject).name


def _of_owner(tx: Tx, event: SealedEvent) -> str:
    """Return whose certificate it is."""
    return projects.person(tx, str(event.fields["person"])).name


def _of_round(tx: Tx, event: SealedEvent) -> str:
    """Return the title of the deliverable of a round."""
    found = contracts.find_round(tx, event.subject)
    listed = projects.deliverables(tx, found.project)
    return next((each.title for each in listed if each.id == found.deliverable), "")


def _of_source(tx: Tx, event: SealedEvent) -> str:
    return sources.find(tx, event.subject).name


def _of_request(tx: Tx, event: SealedEvent) -> str:
    """Return the label of the request that an event is about."""
    key = str(event.fields.get("request") or event.subject)
    return requests.find(tx, key).label


def _of_obligation(tx: Tx, event: SealedEvent) -> str:
    """Return the label of the obligation that an event is about."""
    key = str(event.fields.get("obligation") or event.subject)
    return obligations.find(tx, key).label


def _of_slip(tx: Tx, event: SealedEvent) -> str:
    return slips.find(tx, event.subject).label


def _of_specification(tx: Tx, event: SealedEvent) -> str:
    """Return the title of the document that is the specification."""
    return documents.find(tx, str(event.fields["document"])).title


def _of_item(tx: Tx, event: SealedEvent) -> str:
    """Return the label of the item that an event is about."""
    key = str(event.fields.get("item") or event.subject)
    return specifications.find_item(tx, key)[1].label


_TITLES: dict[str, Callable[[Tx, SealedEvent], str]] = {
    EventKind.DOCUMENT_TAKEN_IN: _of_document,
    EventKind.DOCUMENT_RECEIVED_AGAIN: _of_document,
    EventKind.DOCUMENT_READ: _of_document,
    EventKind.DOCUMENT_FILED: _of_document,
    EventKind.DOCUMENT_UNFILED: _of_document,
    EventKind.CHAT_ANSWERED: _of_document,
    EventKind.QUOTE_COMPARED: _of_document,
    EventKind.THREAD_PARTED: _of_document,
    EventKind.THREAD_REJOINED: _of_document,
    EventKind.CONTRACT_RECORDED: _of_contract,
    EventKind.PERSON_CHANGED: _of_person,
    EventKind.ADDRESS_ADDED: _of_person,
    EventKind.ADDRESS_CHANGED: _of_person,
    EventKind.ADDRESS_ENDED: _of_person,
    EventKind.ADDRESS_REMOVED: _of_person,
    EventKind.ROUND_OPENED: _of_round,
    EventKind.ROUND_EXCLUDED: _of_round,
    EventKind.ROUND_REINSTATED: _of_round,
    EventKind.ROUND_WORKED: _of_round,
    EventKind.ROUND_CONFIRMED: _of_round,
    EventKind.ROUND_CONFIRMATION_WITHDRAWN: _of_round,
    EventKind.REQUEST_RECORDED: _of_request,
    EventKind.REQUEST_PLACED: _of_request,
    EventKind.REQUEST_CLASSIFIED: _of_request,
    EventKind.REQUEST_WORKED: _of_request,
    EventKind.REQUEST_WITHDRAWN: _of_request,
    EventKind.REQUEST_RESTORED: _of_request,
    EventKind.WARNING_GIVEN: _of_request,
    EventKind.WARNING_WITHDRAWN: _of_request,
    EventKind.ASSENT_RECORDED: _of_request,
    EventKind.ASSENT_WITHDRAWN: _of_request,
    EventKind.STORY_PULLED: _of_request,
    EventKind.OBLIGATION_RECORDED: _of_obligation,
    EventKind.OBLIGATION_WITHDRAWN: _of_obligation,
    EventKind.OBLIGATION_RESTORED: _of_obligation,
    EventKind.OBLIGATION_RECEIVED: _of_obligation,
    EventKind.OBLIGATION_COMPLETED: _of_obligation,
    EventKind.OBLIGATION_FOUND_USABLE: _of_obligation,
    EventKind.OBLIGATION_NOTICED: _of_obligation,
    EventKind.OBLIGATION_TAKEN_BACK: _of_obligation,
    EventKind.REMINDER_LINKED: _of_obligation,
    EventKind.REMINDER_UNLINKED: _of_obligation,
    EventKind.SLIP_RECORDED: _of_slip,
    EventKind.SLIP_WITHDRAWN: _of_slip,
    EventKind.SPECIFICATION_RECORDED: _of_specification,
    EventKind.SPECIFICATION_WITHDRAWN: _of_specification,
    EventKind.SPEC_ITEM_RECORDED: _of_item,
    EventKind.SPEC_ITEM_CHANGED: _of_item,
    EventKind.SPEC_ITEM_REMOVED: _of_item,
    EventKind.SPEC_ITEM_RENAMED: _of_item,
    EventKind.WORDING_WITHDRAWN: _of_item,
    EventKind.LINK_RECORDED: _of_item,
    EventKind.LINK_WITHDRAWN: _of_item,
    EventKind.LINK_LOOKED_AT: _of_item,
    EventKind.LINK_LOOK_WITHDRAWN: _of_item,
    EventKind.MESSAGE_AUTHENTICATED: _of_document,
    EventKind.CERTIFICATE_ADDED: _of_owner,
    EventKind.CERTIFICATE_REMOVED: _of_owner,
    EventKind.MESSAGE_EXCLUDED: _of_source,
}
"""Where the title of a subject is known from; the others are in the event itself."""


def _document(event: SealedEvent) -> str | None:
    if event.kind.startswith(("document.", "chat.", "message.", "quote.", "thread.")):
        return event.subject
    named = event.fields.get("document")
    return named if isinstance(named, str) else None


def _receipt(event: SealedEvent) -> str | None:
    if event.kind in {
        EventKind.RECEIPT_OPENED,
        EventKind.RECEIPT_CLOSED,
        EventKind.FILE_SET_ASIDE,
    }:
        return event.subject
    named = event.fields.get("receipt")
    return named if isinstance(named, str) else None
