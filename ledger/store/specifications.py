"""Specifications, their items and how each reads: rows made of what was entered."""

from collections.abc import Iterable
from collections.abc import Mapping
from typing import Any

from sqlalchemy import insert
from sqlalchemy import select
from sqlalchemy import update

from ledger.domain.errors import NotFoundError
from ledger.domain.event import SealedEvent
from ledger.domain.moment import parse_day
from ledger.domain.specification import Baseline
from ledger.domain.specification import Item
from ledger.domain.specification import Origin
from ledger.domain.specification import Source
from ledger.domain.specification import Specification
from ledger.domain.specification import Wording
from ledger.store import tables
from ledger.store.database import Tx

items = tables.spec_items.c
wordings = tables.wordings.c
specifications = tables.specifications.c


def recorded(tx: Tx, event: SealedEvent) -> None:
    """Add the row of a specification, its new items and how each reads."""
    fields = event.fields
    tx.execute(
        insert(tables.specifications),
        {
            "id": event.subject,
            "project": event.projects[0],
            "document": fields["document"],
            "from_day": parse_day(str(fields["from"])),
            "whole": int(bool(fields["whole"])),
            "kept": fields["kept"],
            "origin": fields["origin"],
            "position": event.position,
        },
    )
    listed: Any = fields["items"]
    for each in listed:
        if each.get("label"):
            _add_item(tx, event, str(each["item"]), str(each["label"]))
        values = {**each, "specification": event.subject, "origin": fields["origin"]}
        values |= {"document": fields["document"], "from": fields["from"]}
        _add_wording(tx, event, str(each["item"]), values)


def item_recorded(tx: Tx, event: SealedEvent) -> None:
    """Add an item that was entered by itself."""
    _add_item(tx, event, event.subject, str(event.fields["label"]))
    item_changed(tx, event)


def item_changed(tx: Tx, event: SealedEvent) -> None:
    """Let an item read otherwise from a day on, or hold no more."""
    values = {**event.fields, "id": event.fields["wording"]}
    _add_wording(tx, event, event.subject, values)


def item_renamed(tx: Tx, event: SealedEvent) -> None:
    """Let an item have another label."""
    tx.execute(
        update(tables.spec_items)
        .where(items.id == event.subject)
        .values(label=event.fields["label"])
    )


def wording_withdrawn(tx: Tx, event: SealedEvent) -> None:
    """Take an entry back; the log keeps it."""
    tx.execute(
        update(tables.wordings)
        .where(wordings.id == event.subject)
        .values(withdrawn=event.fields["why"])
    )


def withdrawn(tx: Tx, event: SealedEvent) -> None:
    """Take a whole specification back; the log keeps it."""
    tx.execute(
        update(tables.specifications)
        .where(specifications.id == event.subject)
        .values(withdrawn=event.fields["why"])
    )


def _add_item(tx: Tx, event: SealedEvent, key: str, label: str) -> None:
    tx.execute(
        insert(tables.spec_items),
        {
            "id": key,
            "project": event.projects[0],
            "label": label,
            "position": event.position,
        },
    )


def _add_wording(
    tx: Tx, event: SealedEvent, item: str, values: Mapping[str, Any]
) -> None:
    tx.execute(
        insert(tables.wordings),
        {
            "id": values["id"],
            "project": event.projects[0],
            "item": item,
            "specification": values.get("specification"),
            "from_day": parse_day(str(values["from"])),
            "words": values["words"],
            "number": values.get("number") or "",
            "heading": values.get("heading") or "",
            "document": values.get("document"),
            **{name: values.get(name) for name in ("start", "end", "page")},
            "pieces": values.get("pieces") or [],
            "origin": values.get("origin") or {},
            "position": event.position,
        },
    )


def of_project(tx: Tx, project: str) -> Specification:
    """Return all that was ever recorded of the specification of a project."""
    return _specifications(tx, [project]).get(project, Specification())


def every(tx: Tx) -> dict[str, Specification]:
    """Return the specification of every project that has one, by its id."""
    rows = tx.execute(select(items.project).distinct().order_by(items.project))
    return _specifications(tx, [row.project for row in rows])


def find_item(tx: Tx, key: str, project: str | None = None) -> tuple[str, Item]:
    """Return the project of an item, and the item, by its id or its label.

    Raises:
        NotFoundError: there is none, or several projects have one of that label.
    """
    wanted = key.strip()
    query = select(tables.spec_items).order_by(items.position, items.id)
    if project:
        query = query.where(items.project == project)
    listed = tx.execute(query).all()
    found = [row for row in listed if row.id == wanted]
    found = found or [r for r in listed if r.label.casefold() == wanted.casefold()]
    if len(found) != 1:
        raise NotFoundError("item of a specification", key)
    return found[0].project, Item(found[0].id, found[0].label)


def find(tx: Tx, key: str) -> tuple[str, Baseline]:
    """Return the project of a recorded specification, and the specification.

    Raises:
        NotFoundError: there is none.
    """
    row = tx.execute(
        select(tables.specifications).where(specifications.id == key)
    ).first()
    if row is None:
        raise NotFoundError("specification", key)
    return row.project, _baseline(row)


def find_wording(tx: Tx, key: str) -> tuple[str, Wording]:
    """Return the project of an entry, and the entry.

    Raises:
        NotFoundError: there is none.
    """
    row = tx.execute(select(tables.wordings).where(wordings.id == key)).first()
    if row is None:
        raise NotFoundError("wording", key)
    return row.project, _wording(row)


def of_documents(tx: Tx, keys: Iterable[str]) -> list[tuple[str, Baseline]]:
    """Return the specifications that some documents are, each with its project."""
    rows = tx.execute(
        select(tables.specifications)
        .where(specifications.document.in_(list(keys)))
        .order_by(specifications.from_day, specifications.position)
    )
    return [(row.project, _baseline(row)) for row in rows]


def _specifications(tx: Tx, projects: list[str]) -> dict[str, Specification]:
    found = {}
    for project in projects:
        found[project] = Specification(
            items=tuple(
                Item(row.id, row.label)
                for row in tx.execute(
                    select(tables.spec_items)
                    .where(items.project == project)
                    .order_by(items.position, items.id)
                )
            ),
            wordings=tuple(
                _wording(row)
                for row in tx.execute(
                    select(tables.wordings)
                    .where(wordings.project == project)
                    .order_by(wordings.from_day, wordings.position, wordings.id)
                )
            ),
            baselines=tuple(
                _baseline(row)
                for row in tx.execute(
                    select(tables.specifications)
                    .where(specifications.project == project)
                    .order_by(specifications.from_day, specifications.position)
                )
            ),
        )
    return found


def _baseline(row: Any) -> Baseline:
    return Baseline(
        id=row.id,
        document=row.document,
        from_day=row.from_day,
        whole=bool(row.whole),
        kept=tuple(row.kept),
        origin=Origin(**row.origin),
        withdrawn=row.withdrawn,
        position=row.position,
    )


def _wording(row: Any) -> Wording:
    source = None
    if row.document is not None and row.start is not None:
        source = Source(
            document=row.document,
            start=row.start,
            end=row.end,
            page=row.page,
            pieces=tuple((low, high) for low, high in row.pieces),
        )
    return Wording(
        id=row.id,
        item=row.item,
        from_day=row.from_day,
        words=row.words,
        number=row.number,
        heading=row.heading,
        source=source,
        specification=row.specification,
        origin=Origin(**row.origin),
        withdrawn=row.withdrawn,
        position=row.position,
    )
