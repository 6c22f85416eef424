"""Projects, clients, people and deliverables: add them, and look them up."""

from collections.abc import Sequence
from dataclasses import dataclass

from ledger.domain import moment
from ledger.domain.digest import new_id
from ledger.domain.errors import AlreadyThereError
from ledger.domain.errors import BadInputError
from ledger.domain.event import Event
from ledger.domain.event import EventKind
from ledger.domain.project import Address
from ledger.domain.project import Client
from ledger.domain.project import Deliverable
from ledger.domain.project import Person
from ledger.domain.project import Project
from ledger.domain.project import Side
from ledger.domain.sentence import said
from ledger.domain.sentence import to_say
from ledger.opened import Ledger
from ledger.services import addressing
from ledger.services import filing
from ledger.store import projects
from ledger.store.database import Tx

_EMPTY = {
    "key": to_say("The key is empty; enter one."),
    "title": to_say("The title is empty; enter one."),
    "name": to_say("The name is empty; enter one."),
    "client": to_say("The client is empty; enter one."),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class NewPerson:
    """A person as somebody entered him."""

    name: str
    side: str
    client: str = ""
    """The name of the client he belongs to; empty for our own people."""

    role: str = ""
    addresses: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Introduced:
    """A person we know now, and how much of what waited was filed because of it."""

    person: Person
    filed: int


def add_project(
    ledger: Ledger, actor: str, key: str, *, client: str, title: str, zone: str = ""
) -> Project:
    """Add a project, and its client where that is new; what waits for it is filed.

    Raises:
        AlreadyThereError: a project has that key.
        BadInputError: a part is empty, or the zone is none.
    """
    key, title = needed(key, "key"), needed(title, "title")
    if any(letter.isspace() or letter in "/?#" for letter in key) or not key.strip("."):
        message = said(
            "“%(key)s” is no key; it has letters, no spaces and no / ? #.", key=key
        )
        raise BadInputError(message)
    zone = zone.strip() or ledger.config.zone
    moment.zone(zone)
    with ledger.db.writing() as tx:
        if key.casefold() in {p.key.casefold() for p in projects.every(tx)}:
            raise AlreadyThereError("project", key)
        owner = client_of(ledger, tx, actor, client)
        project = new_id("p")
        fields = {"key": key, "client": owner.id, "title": title, "zone": zone}
        _record(ledger, tx, actor, EventKind.PROJECT_ADDED, project, fields, project)
        filing.file_known(ledger, tx, _addresses_of(tx, owner))
        return projects.find(tx, project)


def every(ledger: Ledger) -> list[Project]:
    """Return all projects, oldest first."""
    with ledger.db.reading() as tx:
        return projects.every(tx)


def find(ledger: Ledger, key: str) -> Project:
    """Return a project by its key or id.

    Raises:
        NotFoundError: there is none.
    """
    with ledger.db.reading() as tx:
        return projects.find(tx, key)


def clients(ledger: Ledger) -> list[Client]:
    """Return all clients by name."""
    with ledger.db.reading() as tx:
        return projects.clients(tx)


def counts(ledger: Ledger, project: Project) -> dict[str, int]:
    """Return how many documents of each kind belong to a project."""
    with ledger.db.reading() as tx:
        return projects.count_documents(tx, project.id)


def add_person(ledger: Ledger, actor: str, new: NewPerson) -> Person:
    """Add a person with addresses; what waits from these addresses is filed."""
    return introduce(ledger, actor, new).person


def introduce(ledger: Ledger, actor: str, new: NewPerson) -> Introduced:
    """Add a person with addresses, and say how much was filed because of these.

    Raises:
        BadInputError: a part is missing, or an address is none.
        AddressTakenError: somebody else has one of the addresses.
    """
    name = needed(new.name, "name")
    side = side_of(new.side)
    if side is Side.CLIENT and not new.client.strip():
        message = said("Say whose person this is: choose or enter the client.")
        raise BadInputError(message)
    listed = [addressing.clean(each) for each in new.addresses if each.strip()]
    with ledger.db.writing() as tx:
        client = None
        if side is Side.CLIENT:
            client = client_of(ledger, tx, actor, new.client).id
        key = new_id("s")
        fields = {"name": name, "side": str(side), "role": new.role.strip()}
        if client:
            fields["client"] = client
        _record(ledger, tx, actor, EventKind.PERSON_ADDED, key, fields)
        for address in dict.fromkeys(listed):
            addressing.must_be_free(tx, key, Address(address))
            _record(
                ledger, tx, actor, EventKind.ADDRESS_ADDED, key, {"address": address}
            )
        filed = filing.file_known(ledger, tx, listed)
        return Introduced(projects.person(tx, key), filed)


def people(ledger: Ledger) -> list[Person]:
    """Return everybody we know, oldest first."""
    with ledger.db.reading() as tx:
        return projects.people(tx)


def add_deliverable(
    ledger: Ledger, actor: str, project_key: str, key: str, title: str
) -> Deliverable:
    """Add something that will be handed over for acceptance.

    Raises:
        AlreadyThereError: the project has a deliverable of that key.
    """
    key, title = needed(key, "key"), needed(title, "title")
    with ledger.db.writing() as tx:
        project = projects.find(tx, project_key)
        known = projects.deliverables(tx, project.id)
        if key.casefold() in {each.key.casefold() for each in known}:
            raise AlreadyThereError("deliverable", key)
        made = new_id("dl")
        fields = {"key": key, "title": title}
        kind = EventKind.DELIVERABLE_ADDED
        _record(ledger, tx, actor, kind, made, fields, project.id)
        return Deliverable(id=made, project=project.id, key=key, title=title)


def deliverables(ledger: Ledger, project: Project) -> list[Deliverable]:
    """Return the deliverables of a project, oldest first."""
    with ledger.db.reading() as tx:
        return projects.deliverables(tx, project.id)


def _addresses_of(tx: Tx, client: Client) -> list[str]:
    return [
        each.address
        for person in projects.people(tx)
        if person.client == client
        for each in person.addresses
    ]


def client_of(ledger: Ledger, tx: Tx, actor: str, name: str) -> Client:
    """Return the client of that name, added where it is new."""
    known = projects.client_named(tx, needed(name, "client"))
    if known:
        return known
    key = new_id("c")
    fields = {"name": name.strip()}
    _record(ledger, tx, actor, EventKind.CLIENT_ADDED, key, fields)
    return Client(key, name.strip())


def _record(
    ledger: Ledger,
    tx: Tx,
    actor: str,
    kind: EventKind,
    subject: str,
    fields: dict[str, str],
    project: str = "",
) -> None:
    ledger.record(
        tx,
        Event(
            kind=kind,
            subject=subject,
            actor=actor,
            projects=(project,) if project else (),
            fields=dict(fields),
        ),
    )


def needed(text: str, what: str) -> str:
    """Return what somebody entered, which must not be empty.

    Raises:
        BadInputError: it is.
    """
    if not text.strip():
        raise BadInputError(said(_EMPTY[what]))
    return text.strip()


def side_of(text: str) -> Side:
    """Return the side that somebody entered.

    Raises:
        BadInputError: it is none.
    """
    try:
        return Side(text)
    except ValueError:
        message = said("“%(text)s” is no side; choose client or provider.", text=text)
        raise BadInputError(message) from None
