"""Obligations and what was told about them: rows made from what people recorded."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import func
from sqlalchemy import insert
from sqlalchemy import or_
from sqlalchemy import select
from sqlalchemy import update

from ledger.domain.errors import NotFoundError
from ledger.domain.event import EventKind
from ledger.domain.event import SealedEvent
from ledger.domain.obligation import DayBy
from ledger.domain.obligation import Fact
from ledger.domain.obligation import FactKind
from ledger.domain.obligation import Obligation
from ledger.domain.request import Passage
from ledger.store import tables
from ledger.store.columns import day_of
from ledger.store.database import Tx

column = tables.obligations.c
fact = tables.obligation_facts.c
_PASSAGE = ("document", "quote", "start", "end", "page")
_NOWHERE = {"document": None, "quote": "", "start": 0, "end": 0, "page": None}
_LABEL = "O-"
_KINDS = {
    EventKind.OBLIGATION_RECEIVED: FactKind.RECEIVED,
    EventKind.OBLIGATION_COMPLETED: FactKind.COMPLETED,
    EventKind.OBLIGATION_FOUND_USABLE: FactKind.FOUND_USABLE,
    EventKind.OBLIGATION_NOTICED: FactKind.NOTICED,
}


def recorded(tx: Tx, event: SealedEvent) -> None:
    """Add the row of an obligation."""
    fields = event.fields
    row = {
        "id": event.subject,
        "project": event.projects[0],
        "label": fields["label"],
        "what": fields["what"],
        "due": day_of(fields["due"]),
        "expected": fields["expected"],
        "clause": fields["clause"],
        "term": fields["term"],
        "position": event.position,
        **{name: fields[name] for name in _PASSAGE},
    }
    tx.execute(insert(tables.obligations), row)


def withdrawn(tx: Tx, event: SealedEvent) -> None:
    """Take an obligation back; the log keeps it."""
    _withdraw(tx, event, event.fields["why"])


def restored(tx: Tx, event: SealedEvent) -> None:
    """Let an obligation stand that was taken back."""
    _withdraw(tx, event, None)


def told(tx: Tx, event: SealedEvent) -> None:
    """Add the row of something that was told about an obligation."""
    fields = event.fields
    notice = FactKind.NOTIFIED if fields.get("notice") else FactKind.REMINDED
    row = {
        "id": event.subject,
        "obligation": fields["obligation"],
        "kind": str(_KINDS.get(EventKind(event.kind), notice)),
        "day": day_of(fields["day"]),
        "day_by": fields["day_by"],
        "parts": fields.get("parts"),
        "unusable": fields.get("unusable"),
        "replaced": fields.get("replaced") or 0,
        "about": fields.get("about"),
        "note": fields.get("note", ""),
        "position": event.position,
        **{name: fields.get(name, empty) for name, empty in _NOWHERE.items()},
    }
    tx.execute(insert(tables.obligation_facts), row)


def taken_back(tx: Tx, event: SealedEvent) -> None:
    """Let something not count that was told; the log keeps it."""
    query = update(tables.obligation_facts).where(fact.id == event.subject)
    tx.execute(query.values(withdrawn=event.fields["why"]))


def _withdraw(tx: Tx, event: SealedEvent, why: Any) -> None:
    query = update(tables.obligations).where(column.id == event.subject)
    tx.execute(query.values(withdrawn=why))


def next_label(tx: Tx) -> str:
    """Return the label that the next obligation of this ledger gets."""
    query = select(func.count()).select_from(tables.obligations)
    return f"{_LABEL}{tx.execute(query).scalar_one() + 1}"


def find(tx: Tx, key: str) -> Obligation:
    """Return an obligation by its id or its label.

    Raises:
        NotFoundError: there is none.
    """
    wanted = key.strip()
    found = _listed(
        tx, or_(column.id == wanted, func.lower(column.label) == wanted.lower())
    )
    if not found:
        raise NotFoundError("obligation", key)
    return found[0]


def find_fact(tx: Tx, key: str) -> Fact:
    """Return something that was told about an obligation.

    Raises:
        NotFoundError: there is none with that id.
    """
    row = tx.execute(select(tables.obligation_facts).where(fact.id == key)).first()
    if row is None:
        raise NotFoundError("entry of an obligation", key)
    return _fact(row)


def of_project(tx: Tx, project: str) -> list[Obligation]:
    """Return the obligations of a project in the order of their entry."""
    return _listed(tx, column.project == project)


def every(tx: Tx) -> list[Obligation]:
    """Return the obligations of all projects in the order of their entry."""
    return _listed(tx)


def _listed(tx: Tx, *conditions: Any) -> list[Obligation]:
    query = select(tables.obligations).where(*conditions).order_by(column.position)
    rows = tx.execute(query).all()
    facts = _facts_of(tx, [row.id for row in rows])
    return [_obligation(row, facts.get(row.id, [])) for row in rows]


def _facts_of(tx: Tx, keys: Sequence[str]) -> dict[str, list[Fact]]:
    found: dict[str, list[Fact]] = {}
    for start in range(0, len(keys), 500):
        rows = tx.execute(
            select(tables.obligation_facts)
            .where(fact.obligation.in_(keys[start : start + 500]))
            .order_by(fact.position)
        )
        for row in rows:
            found.setdefault(row.obligation, []).append(_fact(row))
    return found


def _passage(row: Any) -> Passage | None:
    if row.document is None:
        return None
    return Passage(**{name: getattr(row, name) for name in _PASSAGE})


def _fact(row: Any) -> Fact:
    return Fact(
        id=row.id,
        obligation=row.obligation,
        kind=FactKind(row.kind),
        day=row.day,
        day_by=DayBy(row.day_by),
        parts=row.parts,
        unusable=row.unusable,
        replaced=row.replaced,
        about=row.about,
        note=row.note,
        passage=_passage(row),
        withdrawn=row.withdrawn,
        position=row.position,
    )


def _obligation(row: Any, facts: Sequence[Fact]) -> Obligation:
    return Obligation(
        id=row.id,
        label=row.label,
        project=row.project,
        what=row.what,
        due=row.due,
        expected=row.expected,
        clause=row.clause,
        passage=Passage(**{name: getattr(row, name) for name in _PASSAGE}),
        term=row.term,
        withdrawn=row.withdrawn,
        position=row.position,
        facts=tuple(facts),
    )
