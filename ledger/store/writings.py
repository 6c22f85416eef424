"""Who wrote each message, and whom others quote: rows made as messages are read.

A message stands here once, by its first original. The rows hold no words; they say in
which order to look, so that what a person wrote is listed without reading it all.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from datetime import datetime
from datetime import time
from typing import Any

from sqlalchemy import and_
from sqlalchemy import bindparam
from sqlalchemy import case
from sqlalchemy import ColumnElement
from sqlalchemy import delete
from sqlalchemy import false
from sqlalchemy import func
from sqlalchemy import insert
from sqlalchemy import or_
from sqlalchemy import select
from sqlalchemy import union

from ledger.domain import moment
from ledger.domain.document import Document
from ledger.domain.project import Address
from ledger.domain.reading import Reading
from ledger.store import tables
from ledger.store.columns import Moment
from ledger.store.database import Tx

writings = tables.writings.c
belongings = tables.belongings.c
_QUOTED = "quote"

# Added for each message that is read: made once.
_ADD = insert(tables.writings)
_ADD_QUOTED = insert(tables.quotations).prefix_with("OR IGNORE")


def forget(tx: Tx, document: str) -> None:
    """Take away what an older reading of a document told."""
    for table in (tables.writings, tables.quotations):
        tx.execute(delete(table).where(table.c.document == document))


def read(tx: Tx, document: Document, reading: Reading) -> None:
    """Note who wrote a message and whom it quotes; it is the first original."""
    key, at = document.id, document.sorted_at
    sender = next((each for each in reading.people if each.role == "from"), None)
    if sender and sender.address:
        row = {"document": key, "address": sender.address, "at": at}
        row["dated"] = int(document.dated_at is not None)
        tx.execute(_ADD, row)
    cited = [
        {
            "document": key,
            "start": part.start,
            "end": part.end,
            "address": part.author.lower(),
            "at": at,
        }
        for part in reading.segments
        if part.kind == _QUOTED and part.author and "@" in part.author
    ]
    if cited:
        tx.execute(_ADD_QUOTED, cited)


@dataclass(frozen=True, slots=True, kw_only=True)
class Writer:
    """Of whom messages are wanted: addresses with their days, in the zones there are.

    The days of a message are those of its first project, else of the home.
    """

    addresses: tuple[Address, ...]
    home_zone: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Within:
    """What messages are narrowed to; what is empty takes all."""

    project: str = ""
    from_day: date | None = None
    until_day: date | None = None
    """The first day that is left out."""


ALL = Within()


def count(tx: Tx, writer: Writer, within: Within = ALL) -> int:
    """Return how many messages somebody wrote."""
    query = select(func.count()).select_from(tables.writings)
    return tx.execute(query.where(*_wanted(tx, writer, within).all)).scalar_one()


def newest(
    tx: Tx, writer: Writer, within: Within, limit: int, offset: int = 0
) -> list[str]:
    """Return the documents of what somebody wrote, the newest first."""
    order = (writings.at.desc(), writings.document.desc())
    wanted = _wanted(tx, writer, within)
    parts = [
        select(writings.document, writings.at)
        .where(wanted.of(each), *wanted.within)
        .order_by(*order)
        .limit(limit + offset)
        .subquery()
        for each in writer.addresses
    ]
    if not parts:
        return []
    both = union(*(select(part) for part in parts)).subquery().c
    query = (
        select(both.document)
        .order_by(both.at.desc(), both.document.desc())
        .limit(limit)
        .offset(offset)
    )
    return list(tx.execute(query).scalars())


def in_projects(tx: Tx, writer: Writer) -> dict[str, int]:
    """Return how many messages of somebody belong to each project."""
    query = (
        select(belongings.project, func.count())
        .select_from(tables.writings)
        .join(tables.belongings, belongings.document == writings.document)
        .where(*_wanted(tx, writer, ALL).all)
        .group_by(belongings.project)
    )
    return {row[0]: row[1] for row in tx.execute(query)}


def strangers(tx: Tx, limit: int, fewest: int) -> list[tuple[str, int]]:
    """Return addresses of nobody we know with how many messages came from each.

    Those who wrote most come first; who wrote fewer than some does not count.
    """
    number = func.count()
    known = select(tables.addresses.c.address)
    query = (
        select(writings.address, number)
        .where(writings.address.not_in(known))
        .group_by(writings.address)
        .having(number >= fewest)
        .order_by(number.desc(), writings.address)
        .limit(limit)
    )
    return [(row[0], row[1]) for row in tx.execute(query)]


def newest_of(tx: Tx, address: str) -> str | None:
    """Return the newest message from an address."""
    query = (
        select(writings.document)
        .where(writings.address == address)
        .order_by(writings.at.desc())
        .limit(1)
    )
    return tx.execute(query).scalar()


@dataclass(frozen=True, slots=True)
class _Wanted:
    """Conditions: for each address while it was his, and for what it is narrowed to.

    Each address is asked for by itself where the newest are wanted: the index has them
    in that order, so the others are never looked at.
    """

    writer: Writer
    days: "_Days"
    within: tuple[ColumnElement[bool], ...]

    def of(self, each: Address) -> ColumnElement[bool]:
        """Return the condition that a message came from an address while it was his."""
        days = self.days.between(each.from_day, each.until_day, undated=True)
        return and_(writings.address == each.address, *days)

    @property
    def all(self) -> tuple[ColumnElement[bool], ...]:
        """Return the conditions for all addresses."""
        his = or_(false(), *map(self.of, self.writer.addresses))
        return (his, *self.within)


def _wanted(tx: Tx, writer: Writer, within: Within) -> _Wanted:
    zones = set(tx.execute(select(tables.projects.c.zone)).scalars())
    days = _Days(writer.home_zone, tuple(sorted(zones | {writer.home_zone})))
    conditions = [*days.between(within.from_day, within.until_day, undated=False)]
    if within.project:
        there = select(belongings.document).where(
            belongings.document == writings.document,
            belongings.project == within.project,
        )
        conditions.append(there.exists())
    return _Wanted(writer, days, tuple(conditions))


@dataclass(frozen=True, slots=True)
class _Days:
    """Days of messages as conditions: each message has the zone of its project.

    A day begins at another moment in every zone. Only for the few messages between the
    first and the last of these the zone is looked up.
    """

    home: str
    zones: tuple[str, ...]

    def between(
        self, begin: date | None, end: date | None, *, undated: bool
    ) -> Iterator[ColumnElement[bool]]:
        """Yield the conditions for what was written from a day until before another."""
        known = writings.dated == 1
        if begin:
            first, last, own = self._moments(begin)
            inside = and_(
                writings.at >= first, or_(writings.at >= last, writings.at >= own)
            )
            yield or_(~known, inside) if undated else and_(known, inside)
        if end:
            first, last, own = self._moments(end)
            inside = and_(
                writings.at < last, or_(writings.at < first, writings.at < own)
            )
            yield or_(~known, inside) if undated else and_(known, inside)

    def _moments(self, day: date) -> tuple[datetime, datetime, ColumnElement[Any]]:
        """Return the first and last moment at which a day begins, and of a message."""
        begins = {
            name: datetime.combine(day, time.min, moment.zone(name))
            for name in self.zones
        }
        zone = (
            select(tables.projects.c.zone)
            .join(tables.belongings, belongings.project == tables.projects.c.id)
            .where(belongings.document == writings.document)
            .order_by(tables.projects.c.position)
            .limit(1)
            .scalar_subquery()
        )
        values = {name: bindparam(None, at, Moment) for name, at in begins.items()}
        own = case(
            values, value=func.coalesce(zone, self.home), else_=values[self.home]
        )
        return min(begins.values()), max(begins.values()), own
