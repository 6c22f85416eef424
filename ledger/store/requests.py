"""Requests and what supports them: rows made from what people recorded."""

from collections.abc import Iterable
from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import func
from sqlalchemy import insert
from sqlalchemy import or_
from sqlalchemy import select
from sqlalchemy import update

from ledger.domain.errors import NotFoundError
from ledger.domain.event import SealedEvent
from ledger.domain.point import Late
from ledger.domain.point import PointGround
from ledger.domain.request import KnownBy
from ledger.domain.request import Passage
from ledger.domain.request import Request
from ledger.domain.request import Strength
from ledger.domain.request import Support
from ledger.domain.request import SupportKind
from ledger.domain.request import Writer
from ledger.store import tables
from ledger.store.database import Tx

column = tables.requests.c
support = tables.supports.c
_PASSAGE = ("document", "quote", "start", "end", "page")
_LABEL = "R-"


def recorded(tx: Tx, event: SealedEvent) -> None:
    """Add the row of a request."""
    fields = event.fields
    tx.execute(
        insert(tables.requests),
        {
            "id": event.subject,
            "project": event.projects[0],
            "position": event.position,
            "label": fields["label"],
            "known_by": fields["known_by"],
            "writer_name": fields["writer_name"],
            "writer_address": fields["writer_address"],
            "writer_person": fields.get("writer_person"),
            **_place(event),
            **{name: fields[name] for name in _PASSAGE},
        },
    )


def placed(tx: Tx, event: SealedEvent) -> None:
    """Put a request to another deliverable, round or note."""
    _change(tx, event, _place(event))


def classified(tx: Tx, event: SealedEvent) -> None:
    """Write down what a request is in the account, and why somebody says so."""
    named = ("ground", "of", "late")
    told = {name: event.fields.get(name) for name in named}
    accepted = {f"accepted_{name}": event.fields.get(name) for name in _PASSAGE}
    _change(tx, event, {**told, **accepted, "ground_why": event.fields["why"]})


def worked(tx: Tx, event: SealedEvent) -> None:
    """Write down how many hours were worked for a request."""
    _change(tx, event, {"hours": event.fields["hours"]})


def withdrawn(tx: Tx, event: SealedEvent) -> None:
    """Take a request back; the log keeps it."""
    _change(tx, event, {"withdrawn": event.fields["why"]})


def restored(tx: Tx, event: SealedEvent) -> None:
    """Let a request stand that was taken back."""
    _change(tx, event, {"withdrawn": None})


def warned(tx: Tx, event: SealedEvent) -> None:
    """Add the row of a warning."""
    _support(tx, event, SupportKind.WARNING)


def confirmed(tx: Tx, event: SealedEvent) -> None:
    """Add the row of a confirmation."""
    _support(tx, event, SupportKind.CONFIRMATION)


def taken_back(tx: Tx, event: SealedEvent) -> None:
    """Take a warning or a confirmation back; the log keeps it."""
    tx.execute(
        update(tables.supports)
        .where(support.id == event.subject)
        .values(withdrawn=event.fields["why"])
    )


def _place(event: SealedEvent) -> dict[str, Any]:
    fields = event.fields
    return {name: fields.get(name) for name in ("deliverable", "round")} | {
        "note": fields.get("note", "")
    }


def _change(tx: Tx, event: SealedEvent, values: dict[str, Any]) -> None:
    tx.execute(
        update(tables.requests).where(column.id == event.subject).values(**values)
    )


def _support(tx: Tx, event: SealedEvent, kind: SupportKind) -> None:
    fields = event.fields
    tx.execute(
        insert(tables.supports),
        {
            "id": event.subject,
            "kind": str(kind),
            "position": event.position,
            "request": fields["request"],
            "strength": fields.get("strength"),
            "note": fields.get("note", ""),
            **{name: fields[name] for name in _PASSAGE},
        },
    )


def next_label(tx: Tx) -> str:
    """Return the label that the next request of this ledger gets."""
    number = tx.execute(select(func.count()).select_from(tables.requests)).scalar_one()
    return f"{_LABEL}{number + 1}"


def find(tx: Tx, key: str) -> Request:
    """Return a request by its id or its label.

    Raises:
        NotFoundError: there is none.
    """
    wanted = key.strip()
    found = _listed(
        tx, or_(column.id == wanted, func.lower(column.label) == wanted.lower())
    )
    if not found:
        raise NotFoundError("request", key)
    return found[0]


def find_support(tx: Tx, key: str) -> Support:
    """Return a warning or a confirmation.

    Raises:
        NotFoundError: there is none with that id.
    """
    row = tx.execute(select(tables.supports).where(support.id == key)).first()
    if row is None:
        raise NotFoundError("warning or confirmation", key)
    return _from_support(row)


def of_project(tx: Tx, project: str) -> list[Request]:
    """Return the requests of a project in the order of their entry."""
    return _listed(tx, column.project == project)


def of_documents(tx: Tx, keys: Iterable[str]) -> list[Request]:
    """Return the requests whose words stand in some documents."""
    return _listed(tx, column.document.in_(list(keys)))


def supported_by(tx: Tx, keys: Iterable[str]) -> list[Request]:
    """Return the requests that some documents warn of or confirm, as things stand."""
    named = select(support.request).where(
        support.document.in_(list(keys)), support.withdrawn.is_(None)
    )
    return _listed(tx, column.id.in_(named))


def every(tx: Tx) -> list[Request]:
    """Return the requests of all projects in the order of their entry."""
    return _listed(tx)


def with_confirmation(tx: Tx) -> list[Request]:
    """Return the requests with a confirmation, whoever wrote it, as things stand."""
    return _listed(tx, column.withdrawn.is_(None), column.id.in_(_confirmed()))


def unconfirmed(tx: Tx, without: Iterable[str] = ()) -> list[tuple[Request, datetime]]:
    """Return the requests that stand without a confirmation, with when they were made.

    That is where the document of the words stands in an order of time. Confirmations
    with the ids ``without`` do not count.
    """
    confirmed = _confirmed(without)
    listed = _listed(tx, column.withdrawn.is_(None), column.id.not_in(confirmed))
    moments = select(column.id, tables.documents.c.sorted_at).join(
        tables.documents, tables.documents.c.id == column.document
    )
    known = {row.id: row.sorted_at for row in tx.execute(moments)}
    return [(each, known[each.id]) for each in listed]


def _confirmed(without: Iterable[str] = ()) -> Any:
    return select(support.request).where(
        support.kind == str(SupportKind.CONFIRMATION),
        support.withdrawn.is_(None),
        support.id.not_in(list(without)),
    )


def _listed(tx: Tx, *conditions: Any) -> list[Request]:
    query = select(tables.requests).where(*conditions).order_by(column.position)
    rows = tx.execute(query).all()
    supports = _supports_of(tx, [row.id for row in rows])
    return [_from_row(row, supports.get(row.id, [])) for row in rows]


def _supports_of(tx: Tx, keys: Sequence[str]) -> dict[str, list[Support]]:
    found: dict[str, list[Support]] = {}
    for start in range(0, len(keys), 500):
        rows = tx.execute(
            select(tables.supports)
            .where(support.request.in_(keys[start : start + 500]))
            .order_by(support.position)
        )
        for row in rows:
            found.setdefault(row.request, []).append(_from_support(row))
    return found


def _passage(row: Any) -> Passage:
    return Passage(
        document=row.document,
        quote=row.quote,
        start=row.start,
        end=row.end,
        page=row.page,
    )


def _accepted(row: Any) -> Passage | None:
    if row.accepted_document is None:
        return None
    return Passage(**{name: getattr(row, f"accepted_{name}") for name in _PASSAGE})


def _from_support(row: Any) -> Support:
    return Support(
        id=row.id,
        request=row.request,
        kind=SupportKind(row.kind),
        passage=_passage(row),
        strength=Strength(row.strength) if row.strength else None,
        note=row.note,
        withdrawn=row.withdrawn,
        position=row.position,
    )


def _from_row(row: Any, supports: Sequence[Support]) -> Request:
    return Request(
        id=row.id,
        label=row.label,
        project=row.project,
        passage=_passage(row),
        writer=Writer(
            known_by=KnownBy(row.known_by),
            name=row.writer_name,
            address=row.writer_address,
            person=row.writer_person,
        ),
        deliverable=row.deliverable,
        round=row.round,
        note=row.note,
        withdrawn=row.withdrawn,
        position=row.position,
        ground=PointGround(row.ground) if row.ground else None,
        of=row.of,
        late=Late(row.late) if row.late else None,
        ground_why=row.ground_why or "",
        accepted=_accepted(row),
        hours=Decimal(row.hours) if row.hours is not None else None,
        supports=tuple(supports),
    )
