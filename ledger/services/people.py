"""People: change what is known of one, and which addresses he has from when to when.

Every act is an event that keeps what was before; ``undoing`` takes one back.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from ledger.domain.errors import BadInputError
from ledger.domain.errors import NotFoundError
from ledger.domain.errors import PersonStateError
from ledger.domain.event import Event
from ledger.domain.event import EventKind
from ledger.domain.event import Json
from ledger.domain.event import SealedEvent
from ledger.domain.people import Use
from ledger.domain.project import Address
from ledger.domain.project import Person
from ledger.domain.project import Side
from ledger.domain.sentence import said
from ledger.opened import Ledger
from ledger.services import addressing
from ledger.services import filing
from ledger.services import projects
from ledger.store import people as stored
from ledger.store import projects as known
from ledger.store.database import Tx


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """What is to be known of a person; None leaves a fact as it is."""

    name: str | None = None
    role: str | None = None
    side: str | None = None
    client: str | None = None
    """The name of a client, who is added where he is new."""


@dataclass(frozen=True, slots=True)
class Done:
    """What an act came to: the person as he is now, the events, and what was filed."""

    person: Person
    events: tuple[SealedEvent, ...]
    filed: int = 0


def every(ledger: Ledger) -> list[Person]:
    """Return everybody we know, oldest first, each once."""
    with ledger.db.reading() as tx:
        return known.people(tx)


def find(ledger: Ledger, key: str) -> Person:
    """Return a person; of one who was found to be somebody else, that one.

    Raises:
        NotFoundError: there is none.
    """
    with ledger.db.reading() as tx:
        return known.person(tx, key)


def meant(ledger: Ledger, key: str) -> str:
    """Return the id of a person by an id, or by an address that is his alone.

    Raises:
        NotFoundError: there is none, or the address was several people's.
    """
    if "@" not in key:
        return key
    with ledger.db.reading() as tx:
        found = stored.book(tx, [key.strip().lower()]).people()
    if len(found) != 1:
        raise NotFoundError("person", key)
    return found.pop()


def entries(ledger: Ledger, person: Person) -> list[Use]:
    """Return the addresses of a person, each with under whom it was entered."""
    with ledger.db.reading() as tx:
        return stored.entries(tx, person.id)


def clashes(ledger: Ledger, person: Person) -> dict[str, str]:
    """Return addresses that somebody else has on the same days, with his name.

    None are added so any more, but a log from before may hold some: what was written
    from there on these days counts as nobody's.
    """
    mine = person.addresses
    with ledger.db.reading() as tx:
        book = stored.book(tx, {each.address for each in mine})
        others = {
            each.address: use.person
            for each in mine
            for use in book.uses(each.address, None)
            if use.person != person.id and use.address.meets(each)
        }
        names = {each.id: each.name for each in known.people(tx, others.values())}
    return {address: names[key] for address, key in others.items()}


def change(ledger: Ledger, actor: str, key: str, wanted: Changes) -> Done:
    """Change what is known of a person; what waits because of it is filed.

    Side and client are changed of all for whom he stands, name and role of him alone.

    Raises:
        BadInputError: the name is empty, or a client's person has no client.
        PersonStateError: all of it is known so already.
    """
    with ledger.db.writing() as tx:
        person = known.person(tx, key)
        facts = _facts(ledger, tx, actor, person, wanted)
        happened = []
        for row in stored.own_rows(tx, person.id):
            names = (
                facts if row["id"] == person.id else {"side", "client"} & facts.keys()
            )
            new = {name: facts[name] for name in names if facts[name] != row[name]}
            if new:
                was: dict[str, Json] = {name: row[name] for name in new}
                happened.append(changed(actor, row["id"], {**new, "was": was}))
        if not happened:
            message = said("Nothing of %(name)s was changed.", name=person.name)
            raise PersonStateError(message)
        return settle(ledger, tx, person.id, happened)


def changed(actor: str, key: str, fields: dict[str, Json]) -> Event:
    """Return the event that something else is known of a person."""
    kind = EventKind.PERSON_CHANGED
    return Event(kind=kind, subject=key, actor=actor, fields=fields)


def _facts(
    ledger: Ledger, tx: Tx, actor: str, person: Person, wanted: Changes
) -> dict[str, Json]:
    """Return what is wanted to be known, as an event has it."""
    found: dict[str, Json] = {}
    if wanted.name is not None:
        found["name"] = projects.needed(wanted.name, "name")
    if wanted.role is not None:
        found["role"] = wanted.role.strip()
    if wanted.side is None and wanted.client is None:
        return found
    ours = person.client.name if person.client else ""
    client = ours if wanted.client is None else wanted.client.strip()
    side = projects.side_of(wanted.side) if wanted.side is not None else None
    side = side or (Side.CLIENT if wanted.client else person.side)
    if side is Side.PROVIDER:
        return {**found, "side": str(side), "client": None}
    if not client:
        message = said("Say whose person this is: choose or enter the client.")
        raise BadInputError(message)
    owner = projects.client_of(ledger, tx, actor, client)
    return {**found, "side": str(side), "client": owner.id}


def add_address(
    ledger: Ledger,
    actor: str,
    key: str,
    address: str,
    from_day: date | None = None,
    until_day: date | None = None,
) -> Done:
    """Let a person use an address, or on other days; what waits from it is filed.

    Raises:
        BadInputError: it is none, or its days end before they begin.
        AddressTakenError: somebody else has it on some of these days.
        PersonStateError: he has it on these days already.
    """
    wanted = addressing.period(address, from_day, until_day)
    with ledger.db.writing() as tx:
        person = known.person(tx, key)
        use = _use(tx, person, wanted.address, key)
        if use:
            return _other_days(ledger, tx, actor, use, wanted)
        addressing.must_be_free(tx, person.id, wanted)
        event = addressing.added(actor, person.id, wanted)
        return settle(ledger, tx, person.id, [event])


def end_address(
    ledger: Ledger, actor: str, key: str, address: str, until: date
) -> Done:
    """Let an address be in use no more from a day on.

    Raises:
        PersonStateError: he does not have it, or it ended that day already.
        BadInputError: it would end before it begins.
    """
    with ledger.db.writing() as tx:
        use = _needed_use(tx, key, address)
        wanted = addressing.until(use, until)
        if wanted == use.address:
            raise _nothing_new(wanted)
        addressing.must_be_free(tx, use.person, wanted)
        return settle(ledger, tx, use.person, [addressing.ended(actor, use, until)])


def remove_address(ledger: Ledger, actor: str, key: str, address: str) -> Done:
    """Take an address away that never was this person's; the log keeps both acts.

    Raises:
        PersonStateError: he does not have it.
    """
    with ledger.db.writing() as tx:
        use = _needed_use(tx, key, address)
        return settle(ledger, tx, use.person, [addressing.removed(actor, use)])


def _other_days(ledger: Ledger, tx: Tx, actor: str, use: Use, wanted: Address) -> Done:
    if wanted == use.address:
        raise _nothing_new(wanted)
    addressing.must_be_free(tx, use.person, wanted)
    return settle(ledger, tx, use.person, [addressing.changed(actor, use, wanted)])


def _nothing_new(address: Address) -> PersonStateError:
    message = said("“%(address)s” has these days already.", address=address.address)
    return PersonStateError(message)


def _needed_use(tx: Tx, key: str, address: str) -> Use:
    person = known.person(tx, key)
    use = _use(tx, person, addressing.clean(address), key)
    if use is None:
        message = said(
            "“%(address)s” is no address of %(name)s.",
            address=address.strip(),
            name=person.name,
        )
        raise PersonStateError(message)
    return use


def _use(tx: Tx, person: Person, address: str, entered: str) -> Use | None:
    """Return the use of an address that is meant: the one under this very id first."""
    found = [u for u in stored.entries(tx, person.id) if u.address.address == address]
    found.sort(key=lambda use: use.entered != entered)
    return found[0] if found else None


def settle(ledger: Ledger, tx: Tx, key: str, happened: Sequence[Event]) -> Done:
    """Record events about a person, and file what waits from his addresses."""
    sealed = ledger.record(tx, *happened)
    person = known.person(tx, key)
    filed = filing.file_known(ledger, tx, {each.address for each in person.addresses})
    return Done(person, tuple(sealed), filed)
