"""Sightings: what came from a source and where it stood there; rows of the log.

An event about a file that came from a source has a field ``arrival``: the source, and
what its kind knows of the file. So the place to go on from is part of the log itself,
written in the transaction that seals the file, and a rebuild finds it again.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func
from sqlalchemy import insert
from sqlalchemy import select
from sqlalchemy.dialects.sqlite import insert as upsert

from ledger.domain.completeness import Exclusion
from ledger.domain.event import Json
from ledger.domain.event import SealedEvent
from ledger.domain.uids import Uids
from ledger.store import tables
from ledger.store.database import Tx

arrivals = tables.arrivals.c
sightings = tables.sightings.c
files = tables.watched_files.c
snapshots = tables.snapshots.c
exclusions = tables.exclusions.c


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival:
    """How a file came from a source."""

    position: int
    source: str
    document: str | None
    at: datetime
    facts: Mapping[str, Any]
    """What its kind knows: of a mailbox the folder and the UID, of a drop-box the
    envelope, of a folder the path."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Snapshot:
    """What a folder held at one look."""

    folder: str
    at: datetime
    position: int
    validity: int
    next: int
    uids: Uids


def came(tx: Tx, event: SealedEvent, document: str | None) -> None:
    """Note from where a file came, if it came from a source."""
    facts = event.fields.get("arrival")
    if not isinstance(facts, dict):
        return
    source = str(facts["source"])
    rest = {name: value for name, value in facts.items() if name != "source"}
    tx.execute(
        insert(tables.arrivals),
        {
            "position": event.position,
            "source": source,
            "document": document,
            "at": event.at,
            "facts": rest,
        },
    )
    if "uid" in facts:
        _sighted(tx, source, facts, kept=document is not None)
    elif "modified" in facts:
        _looked_at(tx, source, facts)


def _sighted(tx: Tx, source: str, facts: dict[str, Json], *, kept: bool) -> None:
    place = {
        "source": source,
        "folder": facts["folder"],
        "uidvalidity": facts["uidvalidity"],
        "uid": facts["uid"],
    }
    query = upsert(tables.sightings).values(**place, kept=int(kept))
    tx.execute(
        query.on_conflict_do_update(
            index_elements=list(place), set_={"kept": query.excluded.kept}
        )
    )


def _looked_at(tx: Tx, source: str, facts: dict[str, Json]) -> None:
    place = {"source": source, "path": facts["path"]}
    version = {"size": facts["size"], "modified": facts["modified"]}
    query = upsert(tables.watched_files).values(**place, **version)
    tx.execute(query.on_conflict_do_update(index_elements=list(place), set_=version))


def snapshot_taken(tx: Tx, event: SealedEvent) -> None:
    """Add a row for each folder that was looked into as a whole."""
    listed = event.fields["folders"]
    for each in listed if isinstance(listed, list) else []:
        if isinstance(each, dict):
            row = {name: each[name] for name in ("folder", "uidvalidity", "uidnext")}
            about = {"source": event.subject, "position": event.position}
            values = {**about, "at": event.at, **row, "uids": each["uids"]}
            tx.execute(insert(tables.snapshots), values)


def excluded(tx: Tx, event: SealedEvent) -> None:
    """Add the row of messages that were left out."""
    names = ("folder", "uidvalidity", "uids", "rule", "why")
    row = {name: event.fields[name] for name in names}
    about = {"position": event.position, "source": event.subject}
    tx.execute(insert(tables.exclusions), {**about, **row})


def of_document(tx: Tx, document: str) -> list[Arrival]:
    """Return how a document came from sources, each time, the oldest first."""
    query = select(tables.arrivals).where(arrivals.document == document)
    return [_arrival(row) for row in tx.execute(query.order_by(arrivals.position))]


def counts(tx: Tx) -> dict[str, int]:
    """Return how many files came from each source."""
    query = select(arrivals.source, func.count().label("number"))
    rows = tx.execute(query.group_by(arrivals.source))
    return {row.source: row.number for row in rows}


def newest(tx: Tx, source: str) -> Arrival | None:
    """Return how the newest file came from a source."""
    query = select(tables.arrivals).where(arrivals.source == source)
    row = tx.execute(query.order_by(arrivals.position.desc()).limit(1)).first()
    return _arrival(row) if row else None


def last_uid(tx: Tx, source: str, folder: str, validity: int) -> int:
    """Return the largest UID that something was done about; 0 where none was."""
    query = select(func.max(sightings.uid)).where(
        sightings.source == source,
        sightings.folder == folder,
        sightings.uidvalidity == validity,
    )
    seen = int(tx.execute(query).scalar() or 0)
    left_out = [each.uids.last for each in left_out_of(tx, source, folder, validity)]
    return max([seen, *left_out])


def uids(tx: Tx, source: str, folder: str, validity: int, *, kept: bool) -> Uids:
    """Return the UIDs of what was kept of a folder, or of what was set aside."""
    query = select(sightings.uid).where(
        sightings.source == source,
        sightings.folder == folder,
        sightings.uidvalidity == validity,
        sightings.kept == int(kept),
    )
    return Uids.of(tx.execute(query).scalars())


def counted(tx: Tx, source: str) -> dict[tuple[str, int], int]:
    """Return how many messages of each folder were kept, for each count of it."""
    rows = tx.execute(
        select(sightings.folder, sightings.uidvalidity, func.count().label("number"))
        .where(sightings.source == source, sightings.kept == 1)
        .group_by(sightings.folder, sightings.uidvalidity)
    )
    return {(row.folder, row.uidvalidity): row.number for row in rows}


def left_out_of(tx: Tx, source: str, folder: str, validity: int) -> list[Exclusion]:
    """Return what was left out of a folder, the oldest first."""
    query = select(tables.exclusions).where(
        exclusions.source == source,
        exclusions.folder == folder,
        exclusions.uidvalidity == validity,
    )
    return [
        Exclusion(
            uids=Uids.parse(row.uids),
            rule=row.rule,
            reason=row.why,
            position=row.position,
        )
        for row in tx.execute(query.order_by(exclusions.position))
    ]


def taken_snapshots(tx: Tx, source: str) -> list[Snapshot]:
    """Return what the folders of a mailbox held at each look, the oldest first."""
    query = select(tables.snapshots).where(snapshots.source == source)
    return [
        Snapshot(
            folder=row.folder,
            at=row.at,
            position=row.position,
            validity=row.uidvalidity,
            next=row.uidnext,
            uids=Uids.parse(row.uids),
        )
        for row in tx.execute(query.order_by(snapshots.position, snapshots.folder))
    ]


def was_seen(tx: Tx, source: str, folder: str, validity: int) -> bool:
    """Tell whether a folder was looked into as a whole since it counts as it does."""
    query = select(snapshots.position).where(
        snapshots.source == source,
        snapshots.folder == folder,
        snapshots.uidvalidity == validity,
    )
    return tx.execute(query.limit(1)).first() is not None


def last_snapshot_at(tx: Tx, source: str) -> datetime | None:
    """Return when a mailbox was last looked into as a whole."""
    query = select(snapshots.at).where(snapshots.source == source)
    found: datetime | None = tx.execute(
        query.order_by(snapshots.position.desc()).limit(1)
    ).scalar()
    return found


def known_files(tx: Tx, source: str) -> dict[str, tuple[int, int]]:
    """Return the size and the moment of change of each file that was looked at."""
    query = select(tables.watched_files).where(files.source == source)
    return {row.path: (row.size, row.modified) for row in tx.execute(query)}


def _arrival(row: Any) -> Arrival:
    return Arrival(**{name: getattr(row, name) for name in Arrival.__slots__})
