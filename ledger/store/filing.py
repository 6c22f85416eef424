"""Filing: which documents belong to which projects.

A filing is an event about one document and one project; everything inside the document
belongs with it. ``filing`` rows are the acts, ``belonging`` rows what comes of them.
"""

from collections.abc import Iterable

from sqlalchemy import and_
from sqlalchemy import bindparam
from sqlalchemy import ColumnElement
from sqlalchemy import delete
from sqlalchemy import func
from sqlalchemy import insert
from sqlalchemy import literal
from sqlalchemy import or_
from sqlalchemy import select

from ledger.domain.document import Document
from ledger.domain.event import SealedEvent
from ledger.domain.filing import why_of
from ledger.domain.reading import Kind
from ledger.store import chats
from ledger.store import documents
from ledger.store import events
from ledger.store import tables
from ledger.store.database import Tx

filings = tables.filings.c
belongings = tables.belongings.c
people = tables.participants.c

# Asked for each document that is taken in: made once.
_PROJECTS = select(belongings.project).where(belongings.document == bindparam("key"))
_NUMBER = func.count().label("number")
_BY_AUTHOR = (
    select(belongings.project, _NUMBER)
    .join(tables.participants, people.document == belongings.document)
    .where(people.address == bindparam("address"), people.role == "from")
    .group_by(belongings.project)
    .order_by(_NUMBER.desc(), belongings.project)
)


def filed(tx: Tx, event: SealedEvent) -> None:
    """Put a document, and what is inside it, to the projects of the event."""
    _act(tx, event, out=False)


def unfiled(tx: Tx, event: SealedEvent) -> None:
    """Take a document, and what is inside it, out of the projects of the event.

    What was filed by itself inside it stays; so does what it was inside of.
    """
    _act(tx, event, out=True)


def _act(tx: Tx, event: SealedEvent, *, out: bool) -> None:
    document = documents.find(tx, event.subject)
    for project in event.projects:
        tx.execute(
            insert(tables.filings)
            .prefix_with("OR REPLACE")
            .values(
                document=document.id,
                project=project,
                position=event.position,
                why=event.fields.get("why", ""),
                out=int(out),
            )
        )
        if out or _has_exceptions(tx, document.lineage, project):
            _recompute(tx, document.lineage, project)
        else:
            _spread(tx, document.lineage, project)


def _has_exceptions(tx: Tx, lineage: str, project: str) -> bool:
    """Tell whether something inside was taken out by itself."""
    inside = select(tables.documents.c.id).where(documents.within(lineage))
    query = (
        select(filings.document)
        .where(
            filings.document.in_(inside), filings.project == project, filings.out == 1
        )
        .limit(1)
    )
    return tx.execute(query).first() is not None


def inherit(tx: Tx, document: str, parent: str) -> None:
    """Let a document belong where its parent does."""
    found = tx.execute(_PROJECTS, {"key": parent}).scalars().all()
    if found:
        rows = [{"document": document, "project": project} for project in found]
        tx.execute(insert(tables.belongings), rows)
        documents.set_waits(tx, tables.documents.c.id == document, waits=False)


def _spread(tx: Tx, lineage: str, project: str) -> None:
    inside = select(tables.documents.c.id, literal(project)).where(
        documents.within(lineage)
    )
    tx.execute(
        insert(tables.belongings)
        .prefix_with("OR IGNORE")
        .from_select(["document", "project"], inside)
    )
    documents.set_waits(tx, documents.within(lineage), waits=False)


def _recompute(tx: Tx, within: str, project: str) -> None:
    """Apply the acts on a document and on what is inside it; the rest is as it was."""
    lineage = tables.documents.c.lineage
    acts = tx.execute(
        select(lineage, filings.out)
        .join(tables.filings, filings.document == tables.documents.c.id)
        .where(filings.project == project, documents.within(within))
        .order_by(func.length(lineage), lineage)
    )
    for row in acts.all():  # the outermost first: the nearest act decides
        if row.out:
            _withdraw(tx, row.lineage, project)
        else:
            _spread(tx, row.lineage, project)
    documents.set_waits(tx, _homeless(within), waits=True)


def _withdraw(tx: Tx, lineage: str, project: str) -> None:
    inside = select(tables.documents.c.id).where(documents.within(lineage))
    tx.execute(
        delete(tables.belongings).where(
            belongings.project == project, belongings.document.in_(inside)
        )
    )


def _homeless(within: str) -> ColumnElement[bool]:
    """Return the condition for the heads of a family that belong nowhere now.

    Heads are what a receipt has a line for: a file, or a member of a container. A
    container that was read does not wait, for its members do; but a chat waits as one,
    and not each of its messages.
    """
    column = tables.documents.c
    heads = select(tables.receipt_items.c.document).where(
        tables.receipt_items.c.document == column.id
    )
    nowhere = (
        ~select(belongings.document).where(belongings.document == column.id).exists()
    )
    chat = chats.export_of(column.id)
    unpacked = and_(column.kind == Kind.ARCHIVE, column.problem.is_(None), ~chat)
    inside = or_(unpacked, column.kind == Kind.CHAT)
    return and_(documents.within(within), heads.exists(), nowhere, ~inside)


def projects_of(tx: Tx, keys: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Return the ids of the projects that each document belongs to."""
    listed = list(keys)
    found: dict[str, list[str]] = {key: [] for key in listed}
    for start in range(0, len(listed), 500):
        rows = tx.execute(
            select(tables.belongings)
            .join(tables.projects, tables.projects.c.id == belongings.project)
            .where(belongings.document.in_(listed[start : start + 500]))
            .order_by(tables.projects.c.position)
        )
        for row in rows:
            found[row.document].append(row.project)
    return {key: tuple(value) for key, value in found.items()}


def mails_in(tx: Tx, project: str, limit: int) -> list[Document]:
    """Return the newest messages of a project, each by its first original there."""
    column = tables.documents.c
    return _newest_in(tx, project, column.message.is_not(None), "message", limit)


def papers_in(tx: Tx, project: str, limit: int) -> list[Document]:
    """Return the newest papers of a project that are no messages, each blob once."""
    kind = tables.documents.c.kind == Kind.DOCUMENT
    return _newest_in(tx, project, kind, "digest", limit)


def files_in(tx: Tx, project: str, kinds: Iterable[Kind], limit: int) -> list[Document]:
    """Return the newest files of some kinds in a project, each blob once."""
    kind = tables.documents.c.kind.in_([str(each) for each in kinds])
    return _newest_in(tx, project, kind, "digest", limit)


def _newest_in(
    tx: Tx, project: str, wanted: ColumnElement[bool], same: str, limit: int
) -> list[Document]:
    """Return documents of a project, of those with the same value the first one."""
    document = tables.documents.c
    first = (
        select(func.min(document.position))
        .join(tables.belongings, belongings.document == document.id)
        .where(belongings.project == project, wanted)
        .group_by(document[same])
    )
    rows = tx.execute(
        select(tables.documents)
        .where(document.position.in_(first))
        .order_by(document.sorted_at.desc(), document.position.desc())
        .limit(limit)
    )
    return [documents.from_row(row) for row in rows]


def reasons(tx: Tx, document: Document) -> dict[str, tuple[str, int]]:
    """Return, for each project, the (document, event) by which this one is there.

    A document is filed by itself or by one that it was inside; the nearest decides.
    """
    order = {key: depth for depth, key in enumerate(document.lineage.split("/"))}
    rows = tx.execute(
        select(tables.filings)
        .where(filings.document.in_(list(order)))
        .order_by(filings.position)
    ).all()
    found: dict[str, tuple[str, int]] = {}
    for row in sorted(rows, key=lambda row: order[row.document]):
        found.pop(row.project, None)
        if not row.out:
            found[row.project] = (row.document, row.position)
    return found


def why(tx: Tx, position: int) -> str:
    """Return why the filing of an event was made: words, or a reason of the program.

    The row holds what somebody said; the reasons of the program stand in the log alone.
    """
    query = select(filings.why).where(filings.position == position).limit(1)
    words = tx.execute(query).scalar()
    event = None if words else events.at(tx, position)
    return why_of(event.fields) if event else words or ""


def taken_out(tx: Tx, document: str) -> set[str]:
    """Return the projects that a document was taken out of, by somebody's hand."""
    query = select(filings.project).where(
        filings.document == document, filings.out == 1
    )
    return set(tx.execute(query).scalars())


def paths(tx: Tx, keys: Iterable[str]) -> dict[str, str]:
    """Return where documents lay where they came from, as their receipt says."""
    item = tables.receipt_items.c
    listed = list(keys)
    found = {}
    for start in range(0, len(listed), 500):
        part = listed[start : start + 500]
        rows = tx.execute(
            select(item.document, item.path).where(item.document.in_(part))
        )
        found.update({row.document: row.path for row in rows})
    return found


def projects_of_threads(tx: Tx, threads: Iterable[str]) -> dict[str, list[str]]:
    """Return the projects in which messages of each thread are."""
    document = tables.documents.c
    query = (
        select(document.thread, belongings.project)
        .join(tables.belongings, belongings.document == document.id)
        .where(document.thread.in_(list(threads)))
        .distinct()
        .order_by(document.thread, belongings.project)
    )
    found: dict[str, list[str]] = {}
    for row in tx.execute(query):
        found.setdefault(row.thread, []).append(row.project)
    return found


def projects_of_author(tx: Tx, address: str) -> dict[str, int]:
    """Return how many messages from an address are in each project, most first."""
    listed = tx.execute(_BY_AUTHOR, {"address": address})
    return {row.project: row.number for row in listed}
