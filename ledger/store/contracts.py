"""Contracts and rounds: rows made from what people entered."""

from decimal import Decimal
from typing import Any

from sqlalchemy import insert
from sqlalchemy import select
from sqlalchemy import update

from ledger.domain.errors import NotFoundError
from ledger.domain.event import SealedEvent
from ledger.domain.moment import parse_day
from ledger.domain.project import Contract
from ledger.domain.revision import Confirmation
from ledger.domain.revision import Ground
from ledger.domain.revision import RevisionRound
from ledger.store import confirmations
from ledger.store import tables
from ledger.store.database import Tx

rounds = tables.rounds.c


def contract_recorded(tx: Tx, event: SealedEvent) -> None:
    """Add the row of a contract: a document that holds terms of a project."""
    tx.execute(
        insert(tables.contracts),
        {
            "id": event.subject,
            "project": event.projects[0],
            "document": event.fields["document"],
            "from_day": parse_day(str(event.fields["from"])),
            "position": event.position,
        },
    )


def round_opened(tx: Tx, event: SealedEvent) -> None:
    """Add the row of a revision round."""
    fields = event.fields
    tx.execute(
        insert(tables.rounds),
        {
            "id": event.subject,
            "project": event.projects[0],
            "deliverable": fields["deliverable"],
            "opened_on": parse_day(str(fields["on"])),
            "ground": fields["ground"],
            "documents": fields["documents"],
            "note": fields.get("note", ""),
            "position": event.position,
        },
    )


def round_excluded(tx: Tx, event: SealedEvent) -> None:
    """Take a round out of the count."""
    _set_excluded(tx, event.subject, str(event.fields["why"]))


def round_reinstated(tx: Tx, event: SealedEvent) -> None:
    """Let a round count again as its ground says."""
    _set_excluded(tx, event.subject, None)


def round_worked(tx: Tx, event: SealedEvent) -> None:
    """Write down how many hours were worked for a round."""
    hours = event.fields.get("hours")
    query = update(tables.rounds).where(rounds.id == event.subject)
    tx.execute(query.values(hours=str(hours) if hours is not None else None))


def _set_excluded(tx: Tx, key: str, why: str | None) -> None:
    tx.execute(update(tables.rounds).where(rounds.id == key).values(excluded=why))


def contracts_of(tx: Tx, project: str) -> list[Contract]:
    """Return the contract documents of a project, oldest first."""
    column = tables.contracts.c
    rows = tx.execute(
        select(tables.contracts)
        .where(column.project == project)
        .order_by(column.from_day, column.position)
    )
    return [
        Contract(
            id=row.id,
            project=row.project,
            document=row.document,
            from_day=row.from_day,
        )
        for row in rows
    ]


def rounds_of(tx: Tx, project: str) -> list[RevisionRound]:
    """Return the rounds of a project in the order of their days."""
    rows = tx.execute(
        select(tables.rounds)
        .where(rounds.project == project)
        .order_by(rounds.opened_on, rounds.position)
    )
    confirmed = confirmations.of_rounds(tx, confirmations.column.project == project)
    return [_round(row, confirmed.get(row.id)) for row in rows]


def every_round(tx: Tx) -> dict[str, list[RevisionRound]]:
    """Return the rounds of every project by its id, each as ``rounds_of`` does."""
    found: dict[str, list[RevisionRound]] = {}
    confirmed = confirmations.of_rounds(tx)
    for row in tx.execute(
        select(tables.rounds).order_by(rounds.opened_on, rounds.position)
    ):
        found.setdefault(row.project, []).append(_round(row, confirmed.get(row.id)))
    return found


def find_round(tx: Tx, key: str) -> RevisionRound:
    """Return a round.

    Raises:
        NotFoundError: there is none with that id.
    """
    row = tx.execute(select(tables.rounds).where(rounds.id == key)).first()
    if row is None:
        raise NotFoundError("round", key)
    confirmed = confirmations.of_rounds(tx, confirmations.column.round == key)
    return _round(row, confirmed.get(row.id))


def _round(row: Any, confirmation: Confirmation | None) -> RevisionRound:
    return RevisionRound(
        id=row.id,
        project=row.project,
        deliverable=row.deliverable,
        opened_on=row.opened_on,
        ground=Ground(row.ground),
        position=row.position,
        documents=tuple(row.documents),
        note=row.note,
        excluded=row.excluded,
        hours=Decimal(row.hours) if row.hours is not None else None,
        delivery=confirmation.delivery if confirmation else None,
        confirmation=confirmation,
    )
