"""Links to items of a specification, and who looked at them."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import insert
from sqlalchemy import select
from sqlalchemy import update

from ledger.domain.errors import NotFoundError
from ledger.domain.event import SealedEvent
from ledger.domain.moment import parse_day
from ledger.domain.suspect import Link
from ledger.domain.suspect import Look
from ledger.store import tables
from ledger.store.database import Tx

links = tables.spec_links.c
looks = tables.spec_looks.c


def recorded(tx: Tx, event: SealedEvent) -> None:
    """Add the row of a link."""
    same = ("kind", "target", "item", "fingerprint", "words")
    tx.execute(
        insert(tables.spec_links),
        {
            "id": event.subject,
            "project": event.projects[0],
            "on_day": parse_day(str(event.fields["on"])),
            "position": event.position,
            **{name: event.fields[name] for name in same},
        },
    )


def withdrawn(tx: Tx, event: SealedEvent) -> None:
    """Take a link back; the log keeps it."""
    tx.execute(
        update(tables.spec_links)
        .where(links.id == event.subject)
        .values(withdrawn=event.fields["why"])
    )


def looked_at(tx: Tx, event: SealedEvent) -> None:
    """Note who looked at a link, and at which words."""
    tx.execute(
        insert(tables.spec_looks),
        {
            "position": event.position,
            "link": event.subject,
            "at": event.at,
            "actor": event.actor,
            "fingerprint": event.fields["fingerprint"],
            "withdrawn": 0,
        },
    )


def look_withdrawn(tx: Tx, event: SealedEvent) -> None:
    """Take a look back; the log keeps it."""
    tx.execute(
        update(tables.spec_looks)
        .where(looks.position == event.fields["look"])
        .values(withdrawn=1)
    )


def find(tx: Tx, key: str) -> tuple[str, Link]:
    """Return the project of a link, and the link.

    Raises:
        NotFoundError: there is none.
    """
    row = tx.execute(select(tables.spec_links).where(links.id == key)).first()
    if row is None:
        raise NotFoundError("link", key)
    return row.project, _links(tx, [row])[0]


def of_project(tx: Tx, project: str) -> list[Link]:
    """Return the links of a project that stand, in the order of their entry."""
    return _listed(tx, links.project == project)


def of_target(tx: Tx, key: str) -> list[Link]:
    """Return the links of a request that stand, in the order of their entry."""
    return _listed(tx, links.target == key)


def ever_of(tx: Tx, key: str) -> list[str]:
    """Return the ids of all links that a request ever had."""
    query = select(links.id).where(links.target == key).order_by(links.position)
    return list(tx.execute(query).scalars())


def every(tx: Tx) -> dict[str, list[Link]]:
    """Return the links that stand, by the id of their project."""
    query = select(tables.spec_links).where(links.withdrawn.is_(None))
    rows = tx.execute(query.order_by(links.position)).all()
    found: dict[str, list[Link]] = {}
    for row, link in zip(rows, _links(tx, rows), strict=True):
        found.setdefault(row.project, []).append(link)
    return found


def _listed(tx: Tx, condition: Any) -> list[Link]:
    query = select(tables.spec_links).where(condition, links.withdrawn.is_(None))
    return _links(tx, tx.execute(query.order_by(links.position)).all())


def _links(tx: Tx, rows: Iterable[Any]) -> list[Link]:
    listed = list(rows)
    seen = _looks(tx, [row.id for row in listed])
    return [
        Link(
            id=row.id,
            kind=row.kind,
            target=row.target,
            item=row.item,
            on=row.on_day,
            fingerprint=row.fingerprint,
            words=row.words,
            looks=tuple(seen.get(row.id, ())),
            withdrawn=row.withdrawn,
            position=row.position,
        )
        for row in listed
    ]


def _looks(tx: Tx, keys: list[str]) -> dict[str, list[Look]]:
    found: dict[str, list[Look]] = {}
    for start in range(0, len(keys), 500):
        query = select(tables.spec_looks).where(
            looks.link.in_(keys[start : start + 500])
        )
        for row in tx.execute(query.order_by(looks.position)):
            look = Look(
                row.position, row.at, row.actor, row.fingerprint, bool(row.withdrawn)
            )
            found.setdefault(row.link, []).append(look)
    return found
