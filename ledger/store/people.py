"""What becomes of people: changed, merged, parted; and whose an address is.

A person who was found to be another keeps his row and his addresses; only
``merged_into`` says who stands for him. To part them is to take that away again.
"""

from collections.abc import Iterable
from collections.abc import Mapping
from typing import Any

from sqlalchemy import delete
from sqlalchemy import func
from sqlalchemy import insert
from sqlalchemy import select
from sqlalchemy import update

from ledger.domain.errors import NotFoundError
from ledger.domain.event import SealedEvent
from ledger.domain.moment import parse_day
from ledger.domain.people import AddressBook
from ledger.domain.people import Use
from ledger.domain.project import Address
from ledger.store import tables
from ledger.store.database import Tx

persons = tables.persons.c
addresses = tables.addresses.c
_root = func.coalesce(persons.merged_into, persons.id)
_FACTS = ("name", "side", "client", "role")
_DAYS = {"from": "from_day", "until": "until_day"}
_MANY = 500

Own = Mapping[Any, Any]
"""What was entered of one person himself, by the names of the columns."""


def changed(tx: Tx, event: SealedEvent) -> None:
    """Lay what was changed of a person over his row."""
    values = {name: event.fields[name] for name in _FACTS if name in event.fields}
    _update(tx, event.subject, **values)


def merged(tx: Tx, event: SealedEvent) -> None:
    """Let another stand for a person."""
    _update(tx, event.subject, merged_into=event.fields["into"])


def parted(tx: Tx, event: SealedEvent) -> None:
    """Let a person stand for himself again."""
    _update(tx, event.subject, merged_into=None)


def told_apart(tx: Tx, event: SealedEvent) -> None:
    """Keep that two people are not one."""
    person, other = sorted((event.subject, str(event.fields["other"])))
    row = {"person": person, "other": other, "position": event.position}
    tx.execute(insert(tables.distinctions).prefix_with("OR IGNORE"), row)


def address_changed(tx: Tx, event: SealedEvent) -> None:
    """Lay other days over an address of a person."""
    values = {
        column: parse_day(str(event.fields[name])) if event.fields[name] else None
        for name, column in _DAYS.items()
        if name in event.fields
    }
    tx.execute(update(tables.addresses).where(*_which(event)).values(**values))


def address_removed(tx: Tx, event: SealedEvent) -> None:
    """Take an address away from a person."""
    tx.execute(delete(tables.addresses).where(*_which(event)))


def _update(tx: Tx, key: str, **values: Any) -> None:
    tx.execute(update(tables.persons).where(persons.id == key).values(**values))


def _which(event: SealedEvent) -> tuple[Any, Any]:
    fields = event.fields
    return addresses.person == event.subject, addresses.address == fields["address"]


def roots(tx: Tx) -> dict[str, str]:
    """Return, for everybody who was ever added, the id of who stands for him."""
    return {row[0]: row[1] for row in tx.execute(select(persons.id, _root))}


def own_row(tx: Tx, key: str) -> Own:
    """Return the row of a person himself, whoever stands for him.

    Raises:
        NotFoundError: there is none.
    """
    query = select(tables.persons).where(persons.id == key)
    row = tx.execute(query).mappings().first()
    if row is None:
        raise NotFoundError("person", key)
    return row


def own_rows(tx: Tx, root: str) -> list[Own]:
    """Return the rows of a person and of all for whom he stands, the oldest first."""
    query = select(tables.persons).where(_root == root).order_by(persons.position)
    return list(tx.execute(query).mappings())


def clients_of(tx: Tx, keys: Iterable[str]) -> dict[str, str | None]:
    """Return the client under which each person was entered; None for one of ours."""
    query = select(persons.id, persons.client).where(persons.id.in_(list(keys)))
    return {row[0]: row[1] for row in tx.execute(query)}


def apart(tx: Tx) -> list[frozenset[str]]:
    """Return the pairs of people of whom somebody said that they are not one."""
    rows = tx.execute(select(tables.distinctions))
    return [frozenset((row.person, row.other)) for row in rows]


def book(tx: Tx, listed: Iterable[str] | None = None) -> AddressBook:
    """Return who uses which address when: of some addresses, or of all."""
    query = (
        select(tables.addresses, _root.label("root"))
        .join(tables.persons, persons.id == addresses.person)
        .order_by(addresses.address, addresses.person)
    )
    if listed is None:
        return AddressBook(map(_use, tx.execute(query)))
    order = list(listed)
    return AddressBook(
        _use(row)
        for start in range(0, len(order), _MANY)
        for row in tx.execute(
            query.where(addresses.address.in_(order[start : start + _MANY]))
        )
    )


def _use(row: Any) -> Use:
    address = Address(row.address, row.from_day, row.until_day)
    return Use(address, row.root, row.person)


def entries(tx: Tx, root: str) -> list[Use]:
    """Return the addresses of a person, each with under whom it was entered."""
    query = (
        select(tables.addresses, _root.label("root"))
        .join(tables.persons, persons.id == addresses.person)
        .where(_root == root)
        .order_by(addresses.address, addresses.from_day, addresses.person)
    )
    return [_use(row) for row in tx.execute(query)]
