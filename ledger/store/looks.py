"""Looks: how far of the log somebody saw what a saved search finds."""

from collections.abc import Collection
from collections.abc import Sequence
from dataclasses import asdict
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete
from sqlalchemy import literal_column
from sqlalchemy import or_
from sqlalchemy import select
from sqlalchemy.dialects.sqlite import insert

from ledger.domain.event import EventKind
from ledger.store import tables
from ledger.store.database import Tx

looks = tables.looks.c
happenings = tables.happenings.c
filings = tables.filings.c
documents = tables.documents.c


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """That somebody looked at what a saved search finds."""

    account: str
    search: str
    at: datetime
    since: int
    """What was read into the ledger from this position on was new then."""

    until: int
    """Up to this position of the log it was seen."""


@dataclass(frozen=True, slots=True)
class Come:
    """A document that was read, and what else may be the same hit."""

    id: str
    message: str | None
    digest: str
    position: int
    flags: Sequence[str]


def of(tx: Tx, account: str) -> dict[str, Look]:
    """Return how far somebody looked at each saved search."""
    rows = tx.execute(select(tables.looks).where(looks.account == account))
    return {row.search: Look(**row._mapping) for row in rows}  # noqa: SLF001 - the public name of a row's columns


def put(tx: Tx, look: Look) -> None:
    """Keep how far somebody looked, instead of what was kept before."""
    row = asdict(look)
    tx.execute(
        insert(tables.looks)
        .values(row)
        .on_conflict_do_update(index_elements=["account", "search"], set_=row)
    )


def forget_orphans(tx: Tx) -> None:
    """Forget looks at saved searches that are gone."""
    known = select(tables.saved_searches.c.id)
    tx.execute(delete(tables.looks).where(looks.search.not_in(known)))


def come_since(tx: Tx, position: int, limit: int) -> tuple[list[Come], set[str]]:
    """Return what was read from a position of the log on, and what of it before."""
    rows = tx.execute(
        select(
            documents.id,
            documents.message,
            documents.digest,
            documents.position,
            documents.flags,
        )
        .join(tables.happenings, happenings.subject == documents.id)
        .where(
            happenings.position >= position,
            happenings.kind == str(EventKind.DOCUMENT_READ),
        )
        .order_by(happenings.position)
        .limit(limit)
    )
    found = {row.id: Come(*row) for row in rows}
    return list(found.values()), _read_before(tx, position, list(found))


def _read_before(tx: Tx, position: int, keys: Sequence[str]) -> set[str]:
    before: set[str] = set()
    for start in range(0, len(keys), 500):
        query = select(happenings.subject).where(
            happenings.subject.in_(keys[start : start + 500]),
            happenings.kind == str(EventKind.DOCUMENT_READ),
            happenings.position < position,
        )
        before.update(tx.execute(query).scalars())
    return before


def twins_before(tx: Tx, position: int, digests: Collection[str]) -> set[str]:
    """Return which bytes were in the ledger before a position of the log."""
    listed, found = list(digests), set[str]()
    for start in range(0, len(listed), 500):
        query = select(documents.digest).where(
            documents.digest.in_(listed[start : start + 500]),
            documents.position < position,
        )
        found.update(tx.execute(query).scalars())
    return found


def filed_since(
    tx: Tx, position: int, projects: Collection[str], limit: int
) -> list[str]:
    """Return what was put to some projects since, with everything inside of it."""
    top = tables.documents.alias("top")
    inside = documents.lineage.between(
        top.c.lineage.concat("/"), top.c.lineage.concat("0")
    )
    query = (
        select(documents.id)
        .select_from(tables.filings)
        .join(top, top.c.id == filings.document)
        .join(tables.documents, or_(documents.id == top.c.id, inside))
        .where(
            filings.project.in_(list(projects)),
            filings.position >= position,
            filings.out == literal_column("0"),
        )
        .limit(limit)
    )
    return list(tx.execute(query).scalars())
