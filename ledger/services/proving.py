"""What proves a story to others: its originals, its events, and of these which fields.

A pull leaves the house. So it holds what the story rests on and no more: not the mail
in which a message was passed on among ourselves, no event of another project, and no
field that only the house needs (a path, who held it, why it was filed, a note that was
written over). A field that stays out is still under the seal: its digest
is in the event.
"""

from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Sequence

from ledger.domain.contract import in_force
from ledger.domain.contract import Term
from ledger.domain.digest import Digest
from ledger.domain.document import Document
from ledger.domain.event import EventKind
from ledger.domain.event import SealedEvent
from ledger.domain.provision import TermName
from ledger.domain.reading import Kind
from ledger.domain.revision import RevisionRound
from ledger.proof.epochs import Epochs
from ledger.services import filing
from ledger.services import laying
from ledger.services.stories import Story
from ledger.store import agreed
from ledger.store import deliveries
from ledger.store import documents
from ledger.store import events
from ledger.store.database import Tx

Papers = dict[Digest, list[Document]]
"""Documents by their bytes: the same ones may have come more than once."""

_PASSAGE = {"document", "quote", "start", "end", "page"}
_SHOWN = {
    EventKind.DOCUMENT_TAKEN_IN: {"name", "media_type"},
    EventKind.DOCUMENT_READ: {"parser", "version"},
    EventKind.TERM_RECORDED: _PASSAGE
    | {"name", "value", "per", "unit", "currency", "clause", "from"}
    | {"counting", "due", "until", "limit", "remark"},
    EventKind.ROUND_OPENED: {"deliverable", "on", "ground", "documents"},
    EventKind.DELIVERY_RECORDED: {"deliverable", "on", "documents"},
    EventKind.DELIVERY_WITHDRAWN: {"why"},
    EventKind.DELIVERY_RESTORED: {"why"},
    EventKind.REQUEST_RECORDED: _PASSAGE
    | {"label", "known_by", "writer_name", "writer_address", "deliverable", "round"},
    EventKind.REQUEST_PLACED: {"deliverable", "round"},
    EventKind.REQUEST_CLASSIFIED: {"ground", "of", "late", "why"},
    EventKind.REQUEST_WITHDRAWN: {"why"},
    EventKind.REQUEST_RESTORED: {"why"},
    EventKind.ROUND_CONFIRMED: _PASSAGE
    | {"known_by", "writer_name", "writer_address", "on", "delivery"},
    EventKind.ROUND_CONFIRMATION_WITHDRAWN: {"why"},
    EventKind.ROUND_EXCLUDED: {"why"},
    EventKind.ROUND_REINSTATED: {"why"},
    EventKind.TERM_ENDED: {"on", "why"},
    EventKind.TERM_RESUMED: {"why"},
    EventKind.TERM_WITHDRAWN: {"why"},
    EventKind.TERM_RESTORED: {"why"},
    EventKind.TERM_COUNTING_CHOSEN: {"counting", "why"},
    EventKind.TERM_REMARKED: {"remark", "why"},
    EventKind.WARNING_GIVEN: {"request"},
    EventKind.WARNING_WITHDRAWN: {"request", "why"},
    EventKind.ASSENT_RECORDED: {"request"},
    EventKind.ASSENT_WITHDRAWN: {"request", "why"},
    EventKind.STORY_PULLED: {"digest", "files"},
    EventKind.MESSAGE_AUTHENTICATED: {
        *("at", "at_by", "checked_at", "senders", "doubled", "refused"),
        *("signatures", "chain", "server", "personal", "answers"),
    },
    EventKind.EPOCH_OPENED: {"former", "former_key", "key", "checkpoint", "lost"},
}
_REQUESTS = {
    EventKind.REQUEST_RECORDED,
    EventKind.REQUEST_PLACED,
    EventKind.REQUEST_CLASSIFIED,
    EventKind.REQUEST_WITHDRAWN,
    EventKind.REQUEST_RESTORED,
}
_PLACE = {"label", "deliverable", "round", "ground", "of", "late"}
"""What is shown of other requests that share in the count: where they count."""

_LAYING = (
    TermName.ROUND_DEFINITION,
    TermName.REWORK,
    TermName.REVIEW_WINDOW,
    TermName.HOLIDAYS,
)
"""The terms that lay a round which nobody opened."""

_LATEST = {
    EventKind.REQUEST_RECORDED: {"note"},
    EventKind.REQUEST_PLACED: {"note"},
    EventKind.WARNING_GIVEN: _PASSAGE | {"note"},
    EventKind.WARNING_WITHDRAWN: set[str](),
    EventKind.ASSENT_RECORDED: _PASSAGE | {"note", "strength"},
    EventKind.ASSENT_WITHDRAWN: set[str](),
}
"""What is shown of an event while no later one of these has taken over."""


def papers(tx: Tx, story: Story) -> Papers:
    """Return the originals that a story rests on.

    A message stands for itself, whatever it came inside of, and is there with all its
    originals; anything else is there with the mail that it was attached to.
    """
    listed = [*story.documents, *_opening(tx, story), *_agreed(tx, story)]
    found: Papers = {}
    for document in listed:
        for each in (document, *_with(tx, story, document)):
            same = found.setdefault(each.digest, [])
            if each not in same:
                same.append(each)
    return found


def terms(tx: Tx, story: Story) -> list[Term]:
    """Return the terms that say how the round of a story counts, and its price."""
    line = story.asked.line
    if line is None:
        return []
    named = [line.allowance.term]
    if line.price:
        named += [line.price.rate, line.price.minimum, line.price.rounding]
    listed = agreed.of_project(tx, story.asked.project.id)
    if line.round.computed:
        day = line.round.opened_on
        named += [in_force(listed, name, day) for name in _LAYING]
    wanted = {term.id for term in named if term}
    return [term for term in listed if term.id in wanted]


def rounds(tx: Tx, story: Story) -> list[RevisionRound]:
    """Return the rounds by which that of a story got its number, itself included.

    They are those of its deliverable, or of the project where it shares an allowance:
    those that people opened, and those that the terms make of the requests.
    """
    line = story.asked.line
    if line is None:
        return []
    last = _day(line.round)
    return [
        each
        for each in sorted(laying.rounds(tx, story.asked.project), key=_day)
        if _day(each) <= last
        and (line.allowance.shared or each.deliverable == line.round.deliverable)
    ]


def happened(tx: Tx, epochs: Epochs, story: Story, found: Papers) -> list[SealedEvent]:
    """Return the events of a story, in the order of the log.

    What happened in another project stays out, but for the taking in of an original:
    nothing else names its bytes as they came. None of its fields is shown then.
    """
    listed = [document for same in found.values() for document in same]
    project = story.asked.project.id
    chosen: dict[int, SealedEvent] = {}
    for key in _subjects(tx, story, listed):
        for event in events.of(tx, key):
            if set(event.projects) <= {project} or _is_taking_in(event):
                chosen[event.position] = event
    for epoch in epochs.listed[1:]:
        opened = events.at(tx, epoch.first)
        if opened is not None:
            chosen[opened.position] = opened
    return [chosen[position] for position in sorted(chosen)]


def shown(listed: Sequence[SealedEvent], story: Story) -> dict[int, set[str]]:
    """Return the names of the fields that are shown of each event, by position.

    Of another request that shares in the count it is shown where it counts, not what
    was asked for in it.
    """
    project, own = story.asked.project.id, story.asked.request.id
    latest = {each.subject: each.position for each in listed if each.kind in _LATEST}
    standing = set(latest.values())
    return {
        event.position: _names(event, own, standing=event.position in standing)
        if set(event.projects) <= {project}
        else set()
        for event in listed
    }


def _names(event: SealedEvent, own: str, *, standing: bool) -> set[str]:
    if event.kind not in list(EventKind):
        return set()
    kind = EventKind(event.kind)
    names = _SHOWN.get(kind, set()) | (_LATEST[kind] if standing else set())
    of_another = kind in _REQUESTS and event.subject != own
    return names & _PLACE if of_another else names


def _opening(tx: Tx, story: Story) -> list[Document]:
    """Return the documents from which the round of a story was opened.

    With a delivery that it answers, those are there with which this was handed over.
    """
    line = story.asked.line
    if line is None:
        return []
    answered = line.round.delivery
    handed = deliveries.find(tx, answered).documents if answered else ()
    return documents.get_many(tx, dict.fromkeys([*line.round.documents, *handed]))


def _agreed(tx: Tx, story: Story) -> list[Document]:
    keys = dict.fromkeys(each.document for each in terms(tx, story))
    return documents.get_many(tx, keys)


def _with(tx: Tx, story: Story, document: Document) -> Iterator[Document]:
    """Yield what belongs to a document: copies of a message, the mail of a file."""
    project = story.asked.project.id
    mail = document if document.kind is Kind.MAIL else _mail_of(tx, document)
    if mail is not document:
        yield mail
    if mail.message:
        for copy in documents.of_message(tx, mail.message):
            taken = next(each for each in events.of(tx, copy.id) if _is_taking_in(each))
            if set(taken.projects) <= {project}:
                yield copy


def _mail_of(tx: Tx, document: Document) -> Document:
    """Return the mail that a file was attached to, the nearest one around it."""
    around = document.lineage.split("/")[:-1]
    for key in reversed(around):
        ancestor = documents.find(tx, key)
        if ancestor.kind is Kind.MAIL:
            return ancestor
    return filing.head_of(tx, document)


def _subjects(tx: Tx, story: Story, listed: Iterable[Document]) -> list[str]:
    request = story.asked.request
    counted = rounds(tx, story)
    found = [
        request.id,
        *(each.id for each in request.supports),
        *(each.id for each in listed),
        *(each.id for each in terms(tx, story)),
        *(each.id for each in counted),
        *(each.delivery for each in counted if each.delivery),
        *(point.request for each in counted for point in each.points),
    ]
    return list(dict.fromkeys(found))


def _is_taking_in(event: SealedEvent) -> bool:
    return event.kind == EventKind.DOCUMENT_TAKEN_IN


def _day(found: RevisionRound) -> tuple[object, int]:
    return found.opened_on, found.position
