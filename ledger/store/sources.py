"""Sources: rows made from ``source.*``, and how it goes with each just now."""

from datetime import datetime
from typing import Any

from sqlalchemy import delete
from sqlalchemy import insert
from sqlalchemy import select
from sqlalchemy import update

from ledger.domain.errors import NotFoundError
from ledger.domain.event import EventKind
from ledger.domain.event import Json
from ledger.domain.event import SealedEvent
from ledger.domain.source import DropBox
from ledger.domain.source import settings_of
from ledger.domain.source import Source
from ledger.domain.source import SourceKind
from ledger.domain.source import SourceState
from ledger.domain.source import Standing
from ledger.store import tables
from ledger.store.database import Tx

sources = tables.sources.c
standings = tables.standings.c

_STATES = {
    EventKind.SOURCE_PAUSED: SourceState.PAUSED,
    EventKind.SOURCE_RESUMED: SourceState.ACTIVE,
    EventKind.SOURCE_REMOVED: SourceState.REMOVED,
}


def added(tx: Tx, event: SealedEvent) -> None:
    """Add the row of a source."""
    tx.execute(
        insert(tables.sources),
        {
            "id": event.subject,
            "kind": event.fields["kind"],
            "name": event.fields["name"],
            "project": event.projects[0] if event.projects else None,
            "custodian": event.fields["custodian"],
            "settings": event.fields["settings"],
            "state": SourceState.ACTIVE,
            "added_at": event.at,
            "position": event.position,
        },
    )


def changed(tx: Tx, event: SealedEvent) -> None:
    """Change what is known of a source."""
    tx.execute(
        update(tables.sources)
        .where(sources.id == event.subject)
        .values(
            name=event.fields["name"],
            project=event.projects[0] if event.projects else None,
            custodian=event.fields["custodian"],
            settings=event.fields["settings"],
        )
    )


def turned(tx: Tx, event: SealedEvent) -> None:
    """Pause a source, let it go on, or remove it."""
    state = _STATES[EventKind(event.kind)]
    query = update(tables.sources).where(sources.id == event.subject)
    tx.execute(query.values(state=state))


def every(tx: Tx) -> list[Source]:
    """Return all sources that were not removed, in the order they were added."""
    return [each for each in all_ever(tx) if each.state is not SourceState.REMOVED]


def all_ever(tx: Tx) -> list[Source]:
    """Return all sources that there ever were, in the order they were added."""
    rows = tx.execute(select(tables.sources).order_by(sources.position))
    return [_from_row(row) for row in rows]


def find(tx: Tx, key: str) -> Source:
    """Return a source by its id, also one that was removed.

    Raises:
        NotFoundError: there is none.
    """
    row = tx.execute(select(tables.sources).where(sources.id == key)).first()
    if row is None:
        raise NotFoundError("source", key)
    return _from_row(row)


def with_address(tx: Tx, address: str) -> Source | None:
    """Return the drop-box of an address; None where there is none (any more)."""
    folded = address.casefold()
    for each in every(tx):
        box = each.settings
        if isinstance(box, DropBox) and box.address.casefold() == folded:
            return each
    return None


def standing(tx: Tx, key: str) -> Standing:
    """Return how it goes with a source."""
    row = tx.execute(select(tables.standings).where(standings.source == key)).first()
    if row is None:
        return Standing()
    return Standing(**{name: getattr(row, name) for name in Standing.__slots__})


def errors(tx: Tx) -> dict[str, str]:
    """Return what the last look into a source failed with, of those where it did."""
    query = select(standings.source, standings.error).where(standings.error != "")
    return {row.source: row.error for row in tx.execute(query)}


def note(tx: Tx, key: str, **changes: Any) -> None:
    """Note how it goes with a source."""
    now = standing(tx, key)
    row = {name: getattr(now, name) for name in Standing.__slots__}
    tx.execute(delete(tables.standings).where(standings.source == key))
    tx.execute(insert(tables.standings), {"source": key, **row, **changes})


def forget(tx: Tx, key: str) -> None:
    """Forget how it went with a source."""
    tx.execute(delete(tables.standings).where(standings.source == key))


def due(tx: Tx, now: datetime) -> list[Source]:
    """Return the active sources that it is time to look into."""
    found = []
    for each in every(tx):
        if each.state is SourceState.ACTIVE and each.kind is not SourceKind.DROP_BOX:
            when = standing(tx, each.id).next_at
            if when is None or when <= now:
                found.append(each)
    return found


def _from_row(row: Any) -> Source:
    settings: dict[str, Json] = row.settings
    return Source(
        id=row.id,
        kind=SourceKind(row.kind),
        name=row.name,
        project=row.project,
        custodian=row.custodian,
        settings=settings_of(row.kind, settings),
        state=SourceState(row.state),
        added_at=row.added_at,
        position=row.position,
    )
