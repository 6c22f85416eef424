"""Confirmations of rounds: rows made from what people entered."""

from typing import Any

from sqlalchemy import delete
from sqlalchemy import insert
from sqlalchemy import select

from ledger.domain.event import SealedEvent
from ledger.domain.moment import parse_day
from ledger.domain.request import KnownBy
from ledger.domain.request import Passage
from ledger.domain.request import Writer
from ledger.domain.revision import Confirmation
from ledger.store import tables
from ledger.store.database import Tx

column = tables.confirmations.c
_PASSAGE = ("document", "quote", "start", "end", "page")
_WRITER = ("known_by", "writer_name", "writer_address")


def confirmed(tx: Tx, event: SealedEvent) -> None:
    """Add the row of a confirmation; a round has one at a time."""
    withdrawn(tx, event)
    fields = event.fields
    tx.execute(
        insert(tables.confirmations),
        {
            "round": event.subject,
            "project": event.projects[0],
            "on_day": parse_day(str(fields["on"])),
            "delivery": fields["delivery"],
            **{name: fields[name] for name in (*_PASSAGE, *_WRITER)},
        },
    )


def withdrawn(tx: Tx, event: SealedEvent) -> None:
    """Take the confirmation of a round back; the log keeps it."""
    tx.execute(delete(tables.confirmations).where(column.round == event.subject))


def of_rounds(tx: Tx, *conditions: Any) -> dict[str, Confirmation]:
    """Return the confirmations that meet some conditions, by the id of the round."""
    rows = tx.execute(select(tables.confirmations).where(*conditions))
    return {row.round: _confirmation(row) for row in rows}


def _confirmation(row: Any) -> Confirmation:
    return Confirmation(
        passage=Passage(
            document=row.document,
            quote=row.quote,
            start=row.start,
            end=row.end,
            page=row.page,
        ),
        writer=Writer(
            known_by=KnownBy(row.known_by),
            name=row.writer_name,
            address=row.writer_address,
        ),
        on=row.on_day,
        delivery=row.delivery,
    )
