"""Clients, projects and people: rows made from their ``.added`` events."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import func
from sqlalchemy import insert
from sqlalchemy import or_
from sqlalchemy import select

from ledger.domain.errors import NotFoundError
from ledger.domain.event import SealedEvent
from ledger.domain.moment import parse_day
from ledger.domain.project import Address
from ledger.domain.project import Client
from ledger.domain.project import Deliverable
from ledger.domain.project import Person
from ledger.domain.project import Project
from ledger.domain.project import Side
from ledger.store import tables
from ledger.store.database import Tx

projects = tables.projects.c
persons = tables.persons.c
addresses = tables.addresses.c


def client_added(tx: Tx, event: SealedEvent) -> None:
    """Add the row of a client."""
    row = {"id": event.subject, "name": event.fields["name"]}
    tx.execute(insert(tables.clients), row)


def project_added(tx: Tx, event: SealedEvent) -> None:
    """Add the row of a project."""
    names = ("key", "client", "title", "zone")
    row = {name: event.fields[name] for name in names}
    tx.execute(
        insert(tables.projects),
        {"id": event.subject, "position": event.position, **row},
    )


def person_added(tx: Tx, event: SealedEvent) -> None:
    """Add the row of a person."""
    fields = event.fields
    tx.execute(
        insert(tables.persons),
        {
            "id": event.subject,
            "name": fields["name"],
            "side": fields["side"],
            "client": fields.get("client"),
            "role": fields.get("role", ""),
            "position": event.position,
        },
    )


def address_added(tx: Tx, event: SealedEvent) -> None:
    """Add an address of a person; the same address again changes its days."""
    fields = event.fields
    tx.execute(
        insert(tables.addresses)
        .prefix_with("OR REPLACE")
        .values(
            person=event.subject,
            address=fields["address"],
            from_day=_day(fields.get("from")),
            until_day=_day(fields.get("until")),
        )
    )


def deliverable_added(tx: Tx, event: SealedEvent) -> None:
    """Add the row of a deliverable."""
    tx.execute(
        insert(tables.deliverables),
        {
            "id": event.subject,
            "project": event.projects[0],
            "key": event.fields["key"],
            "title": event.fields["title"],
            "position": event.position,
        },
    )


def _day(text: Any) -> Any:
    return parse_day(str(text)) if text else None


def clients(tx: Tx) -> list[Client]:
    """Return all clients by name."""
    rows = tx.execute(select(tables.clients).order_by(tables.clients.c.name))
    return [Client(row.id, row.name) for row in rows]


def client_named(tx: Tx, name: str) -> Client | None:
    """Return the client of that name, not case-sensitive."""
    folded = name.strip().casefold()
    return next((c for c in clients(tx) if c.name.casefold() == folded), None)


def every(tx: Tx) -> list[Project]:
    """Return all projects, oldest first."""
    return [_project(row) for row in tx.execute(_joined())]


def find(tx: Tx, key: str) -> Project:
    """Return a project by its id or its key, not case-sensitive.

    Raises:
        NotFoundError: there is none.
    """
    folded = key.strip().casefold()
    for project in every(tx):
        if key == project.id or project.key.casefold() == folded:
            return project
    raise NotFoundError("project", key)


def _joined() -> Any:
    return (
        select(tables.projects, tables.clients.c.name.label("client_name"))
        .join(tables.clients, tables.clients.c.id == projects.client)
        .order_by(projects.position)
    )


def _project(row: Any) -> Project:
    return Project(
        id=row.id,
        key=row.key,
        title=row.title,
        client=Client(row.client, row.client_name),
        zone=row.zone,
    )


def people(tx: Tx, only: Iterable[str] | None = None) -> list[Person]:
    """Return people with their addresses, oldest first; all, or those of some ids.

    Who was found to be somebody else is not among them: that one stands for both.
    """
    root = func.coalesce(persons.merged_into, persons.id)
    query = select(tables.persons, root.label("root")).order_by(persons.position)
    if only is not None:
        wanted = list(only)
        stands = select(root).where(persons.id.in_(wanted))
        query = query.where(or_(persons.id.in_(wanted), root.in_(stands)))
    rows = tx.execute(query).all()
    known = {client.id: client for client in clients(tx)}
    written = _addresses(tx, {row.id: row.root for row in rows})
    merged: dict[str, list[str]] = {}
    for row in rows:
        if row.merged_into:
            merged.setdefault(row.root, []).append(row.id)
    return [
        Person(
            id=row.id,
            name=row.name,
            side=Side(row.side),
            client=known.get(row.client) if row.client else None,
            role=row.role,
            addresses=tuple(written.get(row.id, ())),
            merged=tuple(merged.get(row.id, ())),
        )
        for row in rows
        if row.merged_into is None
    ]


def _addresses(tx: Tx, roots: dict[str, str]) -> dict[str, list[Address]]:
    """Return the addresses of people by who stands for them."""
    found: dict[str, list[Address]] = {}
    order = (addresses.address, addresses.from_day, addresses.person)
    for row in tx.execute(select(tables.addresses).order_by(*order)):
        if row.person in roots:
            address = Address(row.address, row.from_day, row.until_day)
            found.setdefault(roots[row.person], []).append(address)
    return found


def person(tx: Tx, key: str) -> Person:
    """Return a person by id; of one who was found to be somebody else, that one.

    Raises:
        NotFoundError: there is none.
    """
    found = people(tx, [key])
    if not found:
        raise NotFoundError("person", key)
    return found[0]


def deliverables(tx: Tx, project: str) -> list[Deliverable]:
    """Return the deliverables of a project, oldest first."""
    column = tables.deliverables.c
    rows = tx.execute(
        select(tables.deliverables)
        .where(column.project == project)
        .order_by(column.position)
    )
    return [
        Deliverable(id=row.id, project=row.project, key=row.key, title=row.title)
        for row in rows
    ]


def every_deliverable(tx: Tx) -> dict[str, list[Deliverable]]:
    """Return the deliverables of every project by its id, oldest first."""
    found: dict[str, list[Deliverable]] = {}
    for row in tx.execute(
        select(tables.deliverables).order_by(tables.deliverables.c.position)
    ):
        found.setdefault(row.project, []).append(
            Deliverable(id=row.id, project=row.project, key=row.key, title=row.title)
        )
    return found


def count_documents(tx: Tx, project: str) -> dict[str, int]:
    """Return how many documents of each kind belong to a project."""
    rows = tx.execute(
        select(tables.documents.c.kind, func.count().label("number"))
        .join(
            tables.belongings,
            tables.belongings.c.document == tables.documents.c.id,
        )
        .where(tables.belongings.c.project == project)
        .group_by(tables.documents.c.kind)
    )
    return {row.kind: row.number for row in rows}
