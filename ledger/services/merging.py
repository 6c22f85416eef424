"""Merging: people who turned out to be one human, and those who only look so.

Merging moves nothing: the one person stands for the other, and what is entered
meanwhile belongs to the one for whom it was entered. Parting ends just that, so
everything is again as it was before, and what came in between stays where it was put.
"""

from ledger.domain.errors import PersonStateError
from ledger.domain.event import Event
from ledger.domain.event import EventKind
from ledger.domain.event import Json
from ledger.domain.people import Double
from ledger.domain.people import doubles
from ledger.domain.project import Person
from ledger.domain.sentence import said
from ledger.opened import Ledger
from ledger.services import people
from ledger.services.people import Done
from ledger.store import people as stored
from ledger.store import projects as known
from ledger.store.database import Tx


def likely_doubles(ledger: Ledger) -> list[Double]:
    """Return people who may be one, and of whom nobody said that they are not.

    People of two clients are not offered: they cannot be merged as they are.
    """
    with ledger.db.reading() as tx:
        found = list(doubles(known.people(tx), stored.apart(tx)))
    return [each for each in found if not _of_two_clients(each.first, each.second)]


def merged(ledger: Ledger, person: Person) -> dict[str, str]:
    """Return the names of those for whom a person stands, by their ids."""
    with ledger.db.reading() as tx:
        return {
            row["id"]: row["name"]
            for row in stored.own_rows(tx, person.id)
            if row["id"] != person.id
        }


def merge(ledger: Ledger, actor: str, key: str, into: str) -> Done:
    """Let one person stand for another who is the same human.

    Raises:
        PersonStateError: they are one already, of two sides or clients, or one stands
            for others.
    """
    with ledger.db.writing() as tx:
        row = stored.own_row(tx, key)
        person = known.person(tx, into)
        must_be_two(tx, row["id"], person)
        event = merging(actor, row["id"], row["name"], person)
        return people.settle(ledger, tx, person.id, [event])


def merging(actor: str, key: str, name: str, into: Person) -> Event:
    """Return the event that one person stands for another."""
    fields: dict[str, Json] = {
        "name": name,
        "into": into.id,
        "into_name": into.name,
    }
    return _event(EventKind.PERSON_MERGED, actor, key, fields)


def must_be_two(tx: Tx, key: str, person: Person) -> None:
    """Refuse to merge people where that would make no sense, or a chain.

    Raises:
        PersonStateError: why, and what to do instead.
    """
    stands = known.person(tx, key)
    row = stored.own_row(tx, key)
    names = {"name": row["name"], "other": person.name, "stands": stands.name}
    if key == person.id:
        message = said("“%(name)s” cannot be merged with himself.", **names)
    elif stands.id == person.id:
        message = said("“%(name)s” and “%(other)s” are one person already.", **names)
    elif stands.id != key:
        message = said(
            "“%(name)s” was merged into “%(stands)s”; part them first.", **names
        )
    elif stands.merged:
        message = said(
            "Somebody was merged into “%(name)s”; merge “%(other)s” into him instead, "
            "or part them first.",
            **names,
        )
    elif stands.side is not person.side:
        message = said(
            "“%(name)s” and “%(other)s” are on two sides of the contract; change the "
            "side of one of them first.",
            **names,
        )
    elif _of_two_clients(stands, person):
        message = said(
            "“%(name)s” is of %(client)s and “%(other)s” of %(others)s; "
            "change the client of one of them first.",
            **names,
            client=stands.client.name if stands.client else "",
            others=person.client.name if person.client else "",
        )
    else:
        return
    raise PersonStateError(message)


def _of_two_clients(first: Person, second: Person) -> bool:
    return None not in {first.client, second.client} and first.client != second.client


def part(ledger: Ledger, actor: str, key: str) -> Done:
    """Let a person stand for himself again, as before he was merged.

    Raises:
        PersonStateError: he stands for himself.
    """
    with ledger.db.writing() as tx:
        row = stored.own_row(tx, key)
        if row["merged_into"] is None:
            message = said("“%(name)s” is merged into nobody.", name=row["name"])
            raise PersonStateError(message)
        event = parting(actor, row["id"], row["name"], known.person(tx, key))
        return people.settle(ledger, tx, row["id"], [event])


def parting(actor: str, key: str, name: str, other: Person) -> Event:
    """Return the event that a person stands for himself again."""
    fields: dict[str, Json] = {
        "name": name,
        "from": other.id,
        "from_name": other.name,
    }
    return _event(EventKind.PERSON_PARTED, actor, key, fields)


def tell_apart(ledger: Ledger, actor: str, key: str, other: str) -> Done:
    """Keep that two people who look like one are two; nobody is asked again.

    Raises:
        PersonStateError: they are one, as somebody said.
    """
    with ledger.db.writing() as tx:
        first, second = known.person(tx, key), known.person(tx, other)
        if first.id == second.id:
            message = said("They are one person; part them first.")
            raise PersonStateError(message)
        fields: dict[str, Json] = {
            "name": first.name,
            "other": second.id,
            "other_name": second.name,
        }
        event = _event(EventKind.PERSON_TOLD_APART, actor, first.id, fields)
        return people.settle(ledger, tx, first.id, [event])


def _event(kind: EventKind, actor: str, key: str, fields: dict[str, Json]) -> Event:
    return Event(kind=kind, subject=key, actor=actor, fields=fields)
