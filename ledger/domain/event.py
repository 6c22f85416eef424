"""Events: what happened, before and after it is sealed in its place in the log."""

from dataclasses import dataclass
from dataclasses import field
from datetime import datetime
from enum import StrEnum

from ledger.domain.digest import Digest

Json = str | int | bool | list["Json"] | dict[str, "Json"] | None


class EventKind(StrEnum):
    """Everything that can happen, as ``subject.past-participle``."""

    RECEIPT_OPENED = "receipt.opened"
    DOCUMENT_TAKEN_IN = "document.taken-in"
    DOCUMENT_RECEIVED_AGAIN = "document.received-again"
    FILE_SET_ASIDE = "file.set-aside"
    DOCUMENT_READ = "document.read"
    RECEIPT_CLOSED = "receipt.closed"
    QUOTE_COMPARED = "quote.compared"
    THREAD_PARTED = "thread.parted"
    THREAD_REJOINED = "thread.rejoined"
    DOCUMENT_FILED = "document.filed"
    DOCUMENT_UNFILED = "document.unfiled"
    RULE_ADDED = "rule.added"
    RULE_REMOVED = "rule.removed"
    CLIENT_ADDED = "client.added"
    PROJECT_ADDED = "project.added"
    PERSON_ADDED = "person.added"
    PERSON_CHANGED = "person.changed"
    PERSON_MERGED = "person.merged"
    PERSON_PARTED = "person.parted"
    PERSON_TOLD_APART = "person.told-apart"
    ADDRESS_ADDED = "address.added"
    ADDRESS_CHANGED = "address.changed"
    ADDRESS_ENDED = "address.ended"
    ADDRESS_REMOVED = "address.removed"
    ACCOUNT_ADDED = "account.added"
    CONTRACT_RECORDED = "contract.recorded"
    TERM_RECORDED = "term.recorded"
    TERM_ENDED = "term.ended"
    TERM_RESUMED = "term.resumed"
    TERM_WITHDRAWN = "term.withdrawn"
    TERM_RESTORED = "term.restored"
    TERM_REMARKED = "term.remarked"
    TERM_COUNTING_CHOSEN = "term.counting-chosen"
    PROPOSAL_REFUSED = "proposal.refused"
    PROPOSAL_RESTORED = "proposal.restored"
    DELIVERABLE_ADDED = "deliverable.added"
    ROUND_OPENED = "round.opened"
    ROUND_EXCLUDED = "round.excluded"
    ROUND_REINSTATED = "round.reinstated"
    ROUND_WORKED = "round.worked"
    ROUND_CONFIRMED = "round.confirmed"
    ROUND_CONFIRMATION_WITHDRAWN = "round.confirmation-withdrawn"
    DELIVERY_RECORDED = "delivery.recorded"
    DELIVERY_WITHDRAWN = "delivery.withdrawn"
    DELIVERY_RESTORED = "delivery.restored"
    REQUEST_RECORDED = "request.recorded"
    REQUEST_PLACED = "request.placed"
    REQUEST_CLASSIFIED = "request.classified"
    REQUEST_WORKED = "request.worked"
    REQUEST_WITHDRAWN = "request.withdrawn"
    REQUEST_RESTORED = "request.restored"
    WARNING_GIVEN = "warning.given"
    WARNING_WITHDRAWN = "warning.withdrawn"
    ASSENT_RECORDED = "assent.recorded"
    ASSENT_WITHDRAWN = "assent.withdrawn"
    OBLIGATION_RECORDED = "obligation.recorded"
    OBLIGATION_WITHDRAWN = "obligation.withdrawn"
    OBLIGATION_RESTORED = "obligation.restored"
    OBLIGATION_RECEIVED = "obligation.received"
    OBLIGATION_COMPLETED = "obligation.completed"
    OBLIGATION_FOUND_USABLE = "obligation.found-usable"
    OBLIGATION_NOTICED = "obligation.noticed"
    OBLIGATION_TAKEN_BACK = "obligation.taken-back"
    REMINDER_LINKED = "reminder.linked"
    REMINDER_UNLINKED = "reminder.unlinked"
    SLIP_RECORDED = "slip.recorded"
    SLIP_WITHDRAWN = "slip.withdrawn"
    DAY_RECORDED = "day.recorded"
    DAY_WITHDRAWN = "day.withdrawn"
    SPECIFICATION_RECORDED = "specification.recorded"
    SPECIFICATION_WITHDRAWN = "specification.withdrawn"
    SPEC_ITEM_RECORDED = "spec-item.recorded"
    SPEC_ITEM_CHANGED = "spec-item.changed"
    SPEC_ITEM_REMOVED = "spec-item.removed"
    SPEC_ITEM_RENAMED = "spec-item.renamed"
    WORDING_WITHDRAWN = "wording.withdrawn"
    LINK_RECORDED = "link.recorded"
    LINK_WITHDRAWN = "link.withdrawn"
    LINK_LOOKED_AT = "link.looked-at"
    LINK_LOOK_WITHDRAWN = "link.look-withdrawn"
    CHAT_ANSWERED = "chat.answered"
    STATEMENT_ISSUED = "statement.issued"
    STORY_PULLED = "story.pulled"
    MESSAGE_AUTHENTICATED = "message.authenticated"
    CERTIFICATE_ADDED = "certificate.added"
    CERTIFICATE_REMOVED = "certificate.removed"
    EPOCH_OPENED = "epoch.opened"
    SOURCE_ADDED = "source.added"
    SOURCE_CHANGED = "source.changed"
    SOURCE_PAUSED = "source.paused"
    SOURCE_RESUMED = "source.resumed"
    SOURCE_REMOVED = "source.removed"
    MAILBOX_SNAPSHOT = "mailbox.snapshot"
    MESSAGE_EXCLUDED = "message.excluded"


@dataclass(frozen=True, slots=True)
class BlobRef:
    """A blob that an event rests on, and in which role (``raw``, ``reading``)."""

    role: str
    digest: Digest
    size: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Something that happened, on its way into the log."""

    kind: EventKind
    subject: str
    actor: str
    """Who did it: an account's id, or ``system`` for the program itself."""

    projects: tuple[str, ...] = ()
    blobs: tuple[BlobRef, ...] = ()
    fields: dict[str, Json] = field(default_factory=dict)
    """Everything that may name a person or a thing; kept outside the body, salted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SealedEvent:
    """An event in its place in the log."""

    position: int
    at: datetime
    kind: str
    """A word of the log; one that this program does not know is kept as it stands."""

    subject: str
    actor: str
    projects: tuple[str, ...]
    blobs: tuple[BlobRef, ...]
    fields: dict[str, Json]
    body: bytes
    leaf: bytes

    def blob(self, role: str) -> BlobRef:
        """Return the blob in that role."""
        return next(blob for blob in self.blobs if blob.role == role)
