"""Statements of account: drawn up for a period, numbered and frozen when issued."""

import io
import json
from collections.abc import Iterator
from datetime import date
from typing import Any

from ledger.domain import cells
from ledger.domain.digest import Digest
from ledger.domain.digest import new_id
from ledger.domain.errors import BadInputError
from ledger.domain.event import BlobRef
from ledger.domain.event import Event
from ledger.domain.event import EventKind
from ledger.domain.project import Project
from ledger.domain.sentence import said
from ledger.domain.statement import Statement
from ledger.opened import Ledger
from ledger.packing import statement as packing
from ledger.services import accounting
from ledger.services import revisions
from ledger.store import projects
from ledger.store import statements
from ledger.store.database import Tx

Content = dict[str, Any]


def draft(ledger: Ledger, project: Project, first: date, last: date) -> Content:
    """Return what a statement of a period would say today; nothing is kept.

    Raises:
        BadInputError: the period ends before it begins.
    """
    _must_run_forward(first, last)
    with ledger.db.reading() as tx:
        before = _before(ledger, tx, project)
        return accounting.content(tx, project, first, last, before)


def issue(
    ledger: Ledger, actor: str, project_key: str, first: date, last: date
) -> Statement:
    """Number a statement and freeze it: its words, its PDF and its sheet are kept.

    Raises:
        BadInputError: the period ends before it begins, or is not over.
    """
    _must_run_forward(first, last)
    with ledger.db.writing() as tx:
        project = projects.find(tx, project_key)
        today = revisions.today(ledger, project)
        if last > today:
            raise BadInputError(said("A period is issued once its last day has come."))
        label = statements.next_label(tx)
        content = {
            **accounting.content(
                tx, project, first, last, _before(ledger, tx, project)
            ),
            "label": label,
            "issued_on": today.isoformat(),
        }
        issued = _issued(ledger, project, content, actor)
        ledger.record(tx, issued)
        return statements.find(tx, issued.subject)


def _before(ledger: Ledger, tx: Tx, project: Project) -> list[Content]:
    """Return what the statements of a project say that were issued, oldest first."""
    issued = reversed(statements.of_project(tx, project.id))
    return [content(ledger, each) for each in issued]


def _issued(ledger: Ledger, project: Project, content: Content, actor: str) -> Event:
    """Keep the files of a statement, and return the event that names them."""
    written = {
        "statement": _bytes(content),
        "pdf": packing.pdf(content),
        "csv": "".join(sheet(content)).encode(),
    }
    with ledger.blobs.batch() as batch:
        kept = {role: batch.put(io.BytesIO(data)) for role, data in written.items()}
    return Event(
        kind=EventKind.STATEMENT_ISSUED,
        subject=new_id("s"),
        actor=actor,
        projects=(project.id,),
        blobs=tuple(
            BlobRef(role, each.digest, each.size) for role, each in kept.items()
        ),
        fields={name: content[name] for name in ("label", "from", "to")},
    )


def listed(ledger: Ledger, project: Project) -> list[Statement]:
    """Return the statements that were issued for a project, the newest first."""
    with ledger.db.reading() as tx:
        return statements.of_project(tx, project.id)


def find(ledger: Ledger, key: str) -> Statement:
    """Return a statement by its label or its id.

    Raises:
        NotFoundError: there is none.
    """
    with ledger.db.reading() as tx:
        return statements.find(tx, key)


def content(ledger: Ledger, statement: Statement) -> Content:
    """Return what a statement says, as it was frozen."""
    found: Content = json.loads(ledger.blobs.read(statement.content))
    return found


def file(ledger: Ledger, digest: Digest) -> bytes:
    """Return a file of a statement, as it was frozen."""
    return ledger.blobs.read(digest)


def sheet(found: Content) -> Iterator[str]:
    """Yield a statement as the lines of a CSV file."""
    return cells.written(accounting.rows(found))


def _must_run_forward(first: date, last: date) -> None:
    if last < first:
        raise BadInputError(said("The period ends before it begins."))


def _bytes(content: Content) -> bytes:
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, indent=1)
    return text.encode()
