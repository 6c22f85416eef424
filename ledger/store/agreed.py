"""Terms: rows made of what was agreed, as people entered it at its words."""

from typing import Any

from sqlalchemy import insert
from sqlalchemy import select
from sqlalchemy import update

from ledger.domain.contract import Term
from ledger.domain.errors import NotFoundError
from ledger.domain.event import SealedEvent
from ledger.domain.moment import parse_day
from ledger.domain.money import Money
from ledger.domain.provision import Counting
from ledger.domain.provision import Per
from ledger.domain.provision import Provision
from ledger.domain.provision import TermName
from ledger.domain.provision import Unit
from ledger.store import tables
from ledger.store.database import Tx

rows = tables.terms.c
_ALWAYS = ("name", "value", "document", "quote", "start", "end", "clause")
_SOMETIMES = ("per", "unit", "currency", "counting", "page", "remark")


def recorded(tx: Tx, event: SealedEvent) -> None:
    """Add the row of a term."""
    fields = event.fields
    limit = fields.get("limit")
    tx.execute(
        insert(tables.terms),
        {
            "id": event.subject,
            "project": event.projects[0],
            "from_day": parse_day(str(fields["from"])),
            "due": _day(fields.get("due")),
            "last_day": _day(fields.get("until")),
            "limit_minor": limit["minor"] if isinstance(limit, dict) else None,
            "limit_currency": limit["currency"] if isinstance(limit, dict) else None,
            "chosen_by": event.actor if fields.get("counting") else None,
            "position": event.position,
            **{name: fields[name] for name in _ALWAYS},
            **{name: fields.get(name) for name in _SOMETIMES},
        },
    )


def counting_chosen(tx: Tx, event: SealedEvent) -> None:
    """Write down how a later allowance counts the rounds before it, and who says so."""
    _set(tx, event, counting=event.fields.get("counting"), chosen_by=event.actor)


def remarked(tx: Tx, event: SealedEvent) -> None:
    """Write down what stands on the paper beside a term, instead of what stood here."""
    told = event.fields
    _set(tx, event, remark=told["remark"] or None, remarked_why=told["why"])


def ended(tx: Tx, event: SealedEvent) -> None:
    """Give a term its last day, or take it away again."""
    _set(
        tx,
        event,
        ended=_day(event.fields.get("on")),
        ended_why=event.fields.get("why") if event.fields.get("on") else None,
    )


def withdrawn(tx: Tx, event: SealedEvent) -> None:
    """Take the entry of a term back."""
    _set(tx, event, withdrawn=event.fields["why"])


def restored(tx: Tx, event: SealedEvent) -> None:
    """Let a term stand again."""
    _set(tx, event, withdrawn=None)


def of_project(tx: Tx, project: str) -> list[Term]:
    """Return the terms of a project in the order of their days in force."""
    query = select(tables.terms).where(rows.project == project)
    found = tx.execute(query.order_by(rows.from_day, rows.position))
    return [_from_row(row) for row in found]


def every(tx: Tx) -> dict[str, list[Term]]:
    """Return the terms of every project by its id, each as ``of_project`` does."""
    found: dict[str, list[Term]] = {}
    query = select(tables.terms).order_by(rows.from_day, rows.position)
    for row in tx.execute(query):
        found.setdefault(row.project, []).append(_from_row(row))
    return found


def find(tx: Tx, key: str) -> Term:
    """Return a term.

    Raises:
        NotFoundError: there is none with that id.
    """
    row = tx.execute(select(tables.terms).where(rows.id == key)).first()
    if row is None:
        raise NotFoundError("term", key)
    return _from_row(row)


def _set(tx: Tx, event: SealedEvent, **values: object) -> None:
    tx.execute(update(tables.terms).where(rows.id == event.subject).values(**values))


def _day(written: object) -> Any:
    return parse_day(str(written)) if written else None


def _from_row(row: Any) -> Term:
    return Term(
        id=row.id,
        project=row.project,
        provision=Provision(
            name=TermName(row.name),
            value=row.value,
            per=Per(row.per) if row.per else None,
            unit=Unit(row.unit) if row.unit else None,
            currency=row.currency,
            counting=Counting(row.counting) if row.counting else None,
            due=row.due,
            until=row.last_day,
            limit=Money(row.limit_minor, row.limit_currency)
            if row.limit_currency
            else None,
        ),
        from_day=row.from_day,
        document=row.document,
        quote=row.quote,
        start=row.start,
        end=row.end,
        page=row.page,
        clause=row.clause,
        position=row.position,
        remark=row.remark or "",
        remarked_why=row.remarked_why or "",
        chosen_by=row.chosen_by or "",
        ended=row.ended,
        ended_why=row.ended_why or "",
        withdrawn=row.withdrawn,
    )
