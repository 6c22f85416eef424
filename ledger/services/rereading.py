"""Read again: with what a person said of the file, or because its reader got better.

1. read the original in the box once more, with the options;
2. keep the newer reading, and the members that were not found before;
3. in one transaction log them; the older reading stays where it is.

A password is handed to the box, and to nothing else. A reading that says less than the
one before is not recorded. What is inside already is left as it is: it is a document
of its own, and can be read again by itself.
"""

from collections.abc import Collection
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass
from dataclasses import field
from dataclasses import replace
from functools import partial
from types import MappingProxyType

from ledger.domain import problems
from ledger.domain import rereading as rules
from ledger.domain.digest import Digest
from ledger.domain.document import Document
from ledger.domain.event import EventKind
from ledger.domain.event import Json
from ledger.domain.reading import Kind
from ledger.domain.reading import Reading
from ledger.domain.rereading import NotReadYetError
from ledger.domain.rereading import PasswordWrongError
from ledger.domain.rereading import ReadWithWholeError
from ledger.domain.rereading import ReadWorseError
from ledger.opened import Ledger
from ledger.services import families
from ledger.services import filing
from ledger.services import persevering
from ledger.services.families import Family
from ledger.services.families import Homes
from ledger.services.found import Found
from ledger.services.found import keep
from ledger.services.found import Left
from ledger.services.found import Opened
from ledger.store import chats
from ledger.store import documents
from ledger.store import events
from ledger.store.blobs import Batch
from ledger.store.database import Tx

_MEMBERS = 64
_NOTHING: Mapping[str, str] = MappingProxyType({})

Place = tuple[str, Digest]
"""Where a member stands, and which bytes it is: by that it is known again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Act:
    """One act of reading again."""

    document: Document
    head: str
    """The document by which it is filed."""

    actor: str
    answers: dict[str, str]
    """What is kept of what was said, to be said again the next time."""

    there: set[Place]
    homes: Homes
    options: dict[str, str] = field(repr=False)

    @property
    def is_container(self) -> bool:
        """Tell whether what is inside stands for itself."""
        return self.document.kind is Kind.ARCHIVE


def read_again(
    ledger: Ledger,
    actor: str,
    key: str,
    options: Mapping[str, str] = _NOTHING,
    *,
    remember: Collection[str] = (),
) -> Document:
    """Read a document once more and return it as it is known then.

    ``remember`` names the options that are kept with the event, as answers that hold
    for every later reading too. A password cannot be among them.

    Raises:
        NotFoundError: there is no such document.
        NotReadYetError: it waits for its first reading.
        ReadWithWholeError: only the whole file tells what it means.
        PasswordWrongError: the password that was given does not open it.
        ReadWorseError: there is nothing to be read of it any more.
    """
    act = _begun(ledger, actor, key, rules.checked(options), set(remember))
    with ledger.db.reading() as tx:
        called = str(events.of(tx, key)[0].fields.get("media_type", ""))
    with ledger.blobs.open(act.document.digest) as source:
        outcomes = persevering.outcomes(
            ledger.box,
            source,
            act.document.name,
            media_type=called,
            options=act.options,
        )
        with closing(outcomes):
            while not _keep(ledger, act, Opened(key, outcomes, source)):
                pass
    with ledger.db.reading() as tx:
        return documents.find(tx, key)


def answers(tx: Tx, key: str) -> dict[str, str]:
    """Return what people said of a document that holds for its readings."""
    found: dict[str, str] = {}
    for event in events.of(tx, key):
        said = event.fields.get("answers")
        if event.kind == EventKind.DOCUMENT_READ and isinstance(said, dict):
            found |= {name: str(value) for name, value in said.items()}
    return found


def needs_password(document: Document) -> bool:
    """Tell whether a password would open more of a document than is known of it."""
    locked = document.problem in problems.LOCKED
    return locked or rules.LOCKED_PARTS in document.flags


def _begun(
    ledger: Ledger,
    actor: str,
    key: str,
    options: dict[str, str],
    remember: set[str],
) -> _Act:
    with ledger.db.reading() as tx:
        document = documents.find(tx, key)
        if document.reading is None:
            raise NotReadYetError(document.title)
        before = answers(tx, key)
        if chats.is_inside(tx, document):
            raise ReadWithWholeError(document.title)
        there = _places(tx, document)
        head = filing.head_of(tx, document).id
    kept = {name: options[name] for name in remember - rules.SECRETS if name in options}
    return _Act(
        document=document,
        head=head,
        actor=actor,
        answers=before | kept,
        there=there,
        homes=Homes(ledger, document),
        options=before | options,
    )


def _keep(ledger: Ledger, act: _Act, whole: Opened) -> bool:
    """Keep and log the next part of what was found; tell whether it was the last."""
    with ledger.blobs.batch() as batch:
        members, reading = _some(batch, act, whole)
        found = [(_place(each), _made(ledger, batch, act, each)) for each in members]
        last = [_newer(ledger, batch, act, reading)] if reading else []
    with ledger.db.writing() as tx:
        doubled = _places(tx, act.document)
        new = [family for place, family in found if place not in doubled]
        order = [*new, *last] if act.is_container else [*last, *new]
        families.log(ledger, tx, order)
    return reading is not None


def _some(batch: Batch, act: _Act, whole: Opened) -> tuple[list[Found], Reading | None]:
    """Keep the next members that are new; return them, and the reading at the end."""
    members: list[Found] = []
    for outcome in map(partial(keep, batch, source=whole.source), whole.outcomes):
        if isinstance(outcome, Reading):
            _check(act, outcome)
            return members, outcome
        if isinstance(outcome, Left):  # the reading says how many there are
            continue
        if _place(outcome) not in act.there:
            members.append(outcome)
        if act.is_container and len(members) >= _MEMBERS:
            break
    return members, None


def _made(ledger: Ledger, batch: Batch, act: _Act, found: Found) -> Family:
    if act.is_container:
        ids = act.homes.ids(found.member)
        return families.of_member(ledger, batch, act.document, found, ids)
    part = families.of_part(ledger, batch, act.document, found)
    return replace(part, head=act.head)


def _places(tx: Tx, document: Document) -> set[Place]:
    """Return where members stand; those of an archived chat stand inside others."""
    if chats.exports_in(tx, document):
        return documents.places_under(tx, document)
    return documents.places_in(tx, document.id)


def _place(found: Found) -> Place:
    return found.member.place, found.kept.digest


def _check(act: _Act, reading: Reading) -> None:
    """Refuse a reading that a wrong password, or a bad moment, made worse."""
    if rules.PASSWORD in act.options and reading.problem in problems.LOCKED:
        raise PasswordWrongError
    if reading.problem and not act.document.problem:
        raise ReadWorseError(act.document.title, problems.said_of(reading.problem))


def _newer(ledger: Ledger, batch: Batch, act: _Act, reading: Reading) -> Family:
    told: dict[str, Json] = {"again": True}
    if rules.UNLOCKED in reading.flags:
        told["with_password"] = True
    if act.answers:
        told["answers"] = dict(act.answers)
    event = families.read_event(
        ledger, batch, act.document.id, reading, act.actor, **told
    )
    return Family(act.head, (act.document.id,), (event,))
