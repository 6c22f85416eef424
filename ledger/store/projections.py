"""From the log to the rows: one function, used as events happen and by a rebuild.

Nothing here looks at the clock, the locale or the order of a dictionary, so the rows
made again are equal to the letter.
"""

import hashlib
import json
from collections.abc import Callable
from collections.abc import Iterable
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from typing import IO

from sqlalchemy import delete
from sqlalchemy import insert
from sqlalchemy import select
from sqlalchemy import Table

from ledger.domain.digest import Digest
from ledger.domain.event import EventKind
from ledger.domain.event import SealedEvent
from ledger.domain.reading import Reading
from ledger.domain.sentence import said
from ledger.store import accounts
from ledger.store import agreed
from ledger.store import authentications
from ledger.store import certificates
from ledger.store import chat_rows
from ledger.store import comparisons
from ledger.store import confirmations
from ledger.store import contracts
from ledger.store import deliveries
from ledger.store import documents
from ledger.store import entered_days
from ledger.store import filing
from ledger.store import messages
from ledger.store import obligations
from ledger.store import people
from ledger.store import projects
from ledger.store import proposals
from ledger.store import receipts
from ledger.store import requests
from ledger.store import rules
from ledger.store import sightings
from ledger.store import slips
from ledger.store import sources
from ledger.store import spec_links
from ledger.store import specifications
from ledger.store import statements
from ledger.store import tables
from ledger.store import threads
from ledger.store import writings
from ledger.store.database import Tx

Readings = Callable[[Digest], Reading]
"""From where a reading's digest leads to the reading."""


def apply(tx: Tx, events: Iterable[SealedEvent], readings: Readings) -> None:
    """Turn sealed events into rows, in their order."""
    listed = list(events)
    _note(tx, listed)
    for event in listed:
        if event.kind == EventKind.DOCUMENT_READ:
            _read(tx, event, readings)
        elif event.kind in _ROWS:
            _ROWS[EventKind(event.kind)](tx, event)


def clear(tx: Tx) -> None:
    """Throw away every row that can be made again."""
    for table in tables.PROJECTED:
        tx.execute(delete(table))


def dump(tx: Tx, target: IO[str]) -> int:
    """Write every projected row as a line of JSON, in one order; return how many."""
    number = 0
    for table in tables.PROJECTED:
        for row in tx.execute(select(table).order_by(*_order(table))).mappings():
            line = [table.name, dict(row)]
            target.write(json.dumps(line, sort_keys=True, default=str) + "\n")
            number += 1
    return number


def _order(table: Any) -> list[Any]:
    return list(table.primary_key.columns) or [table.c.position]


def _note(tx: Tx, events: list[SealedEvent]) -> None:
    if events:
        tx.execute(
            insert(tables.happenings),
            [
                {
                    "position": event.position,
                    "at": event.at,
                    "kind": event.kind,
                    "subject": event.subject,
                    "actor": event.actor,
                }
                for event in events
            ],
        )


def _taken_in(tx: Tx, event: SealedEvent) -> None:
    listed = bool(event.fields.get("path"))
    raw = event.blob("raw").digest
    before = documents.first_with(tx, raw) if listed else None
    documents.taken_in(tx, event)
    if event.fields.get("parent"):
        filing.inherit(tx, event.subject, str(event.fields["parent"]))
    if listed:
        receipts.item_taken_in(tx, event, before)
    sightings.came(tx, event, event.subject)


def _received_again(tx: Tx, event: SealedEvent) -> None:
    receipts.item_received_again(tx, event)
    sightings.came(tx, event, event.subject)


def _set_aside(tx: Tx, event: SealedEvent) -> None:
    receipts.item_set_aside(tx, event)
    sightings.came(tx, event, None)


def _read(tx: Tx, event: SealedEvent, readings: Readings) -> None:
    reading = readings(event.blob("reading").digest)
    document = documents.find(tx, event.subject)
    joined = None
    if reading.headers:
        join = messages.join_again if document.reading else messages.join
        joined = join(tx, document.id, document.digest, reading.headers)
    now = documents.read(tx, document, event.blob("reading").digest, reading, joined)
    message = joined[0] if joined else None
    chat_rows.read(tx, event, reading, message)
    if document.reading:
        writings.forget(tx, document.id)
        comparisons.forget(tx, document.id)
    if message == document.id:
        writings.read(tx, now, reading)
        comparisons.read(tx, now, reading)
    receipts.item_read(tx, event.subject, message, reading.problem)
    if document.problem and not reading.problem:
        receipts.item_read_again(tx, event.subject, None)


def _compared(tx: Tx, event: SealedEvent) -> None:
    comparisons.compared(tx, event)
    threads.compared(tx, event)


_ROWS: dict[EventKind, Callable[[Tx, SealedEvent], None]] = {
    EventKind.RECEIPT_OPENED: receipts.opened,
    EventKind.DOCUMENT_TAKEN_IN: _taken_in,
    EventKind.DOCUMENT_RECEIVED_AGAIN: _received_again,
    EventKind.FILE_SET_ASIDE: _set_aside,
    EventKind.RECEIPT_CLOSED: receipts.closed,
    EventKind.QUOTE_COMPARED: _compared,
    EventKind.THREAD_PARTED: threads.parted,
    EventKind.THREAD_REJOINED: threads.rejoined,
    EventKind.CHAT_ANSWERED: chat_rows.answered,
    EventKind.DOCUMENT_FILED: filing.filed,
    EventKind.DOCUMENT_UNFILED: filing.unfiled,
    EventKind.RULE_ADDED: rules.added,
    EventKind.RULE_REMOVED: rules.removed,
    EventKind.CLIENT_ADDED: projects.client_added,
    EventKind.PROJECT_ADDED: projects.project_added,
    EventKind.PERSON_ADDED: projects.person_added,
    EventKind.PERSON_CHANGED: people.changed,
    EventKind.PERSON_MERGED: people.merged,
    EventKind.PERSON_PARTED: people.parted,
    EventKind.PERSON_TOLD_APART: people.told_apart,
    EventKind.ADDRESS_ADDED: projects.address_added,
    EventKind.ADDRESS_CHANGED: people.address_changed,
    EventKind.ADDRESS_ENDED: people.address_changed,
    EventKind.ADDRESS_REMOVED: people.address_removed,
    EventKind.ACCOUNT_ADDED: accounts.added,
    EventKind.CONTRACT_RECORDED: contracts.contract_recorded,
    EventKind.TERM_RECORDED: agreed.recorded,
    EventKind.TERM_ENDED: agreed.ended,
    EventKind.TERM_RESUMED: agreed.ended,
    EventKind.TERM_WITHDRAWN: agreed.withdrawn,
    EventKind.TERM_RESTORED: agreed.restored,
    EventKind.TERM_REMARKED: agreed.remarked,
    EventKind.TERM_COUNTING_CHOSEN: agreed.counting_chosen,
    EventKind.PROPOSAL_REFUSED: proposals.refused,
    EventKind.PROPOSAL_RESTORED: proposals.restored,
    EventKind.DELIVERABLE_ADDED: projects.deliverable_added,
    EventKind.ROUND_OPENED: contracts.round_opened,
    EventKind.ROUND_EXCLUDED: contracts.round_excluded,
    EventKind.ROUND_REINSTATED: contracts.round_reinstated,
    EventKind.ROUND_WORKED: contracts.round_worked,
    EventKind.ROUND_CONFIRMED: confirmations.confirmed,
    EventKind.ROUND_CONFIRMATION_WITHDRAWN: confirmations.withdrawn,
    EventKind.DELIVERY_RECORDED: deliveries.recorded,
    EventKind.DELIVERY_WITHDRAWN: deliveries.withdrawn,
    EventKind.DELIVERY_RESTORED: deliveries.restored,
    EventKind.REQUEST_RECORDED: requests.recorded,
    EventKind.REQUEST_PLACED: requests.placed,
    EventKind.REQUEST_CLASSIFIED: requests.classified,
    EventKind.REQUEST_WORKED: requests.worked,
    EventKind.REQUEST_WITHDRAWN: requests.withdrawn,
    EventKind.REQUEST_RESTORED: requests.restored,
    EventKind.WARNING_GIVEN: requests.warned,
    EventKind.WARNING_WITHDRAWN: requests.taken_back,
    EventKind.ASSENT_RECORDED: requests.confirmed,
    EventKind.ASSENT_WITHDRAWN: requests.taken_back,
    EventKind.OBLIGATION_RECORDED: obligations.recorded,
    EventKind.OBLIGATION_WITHDRAWN: obligations.withdrawn,
    EventKind.OBLIGATION_RESTORED: obligations.restored,
    EventKind.OBLIGATION_RECEIVED: obligations.told,
    EventKind.OBLIGATION_COMPLETED: obligations.told,
    EventKind.OBLIGATION_FOUND_USABLE: obligations.told,
    EventKind.OBLIGATION_NOTICED: obligations.told,
    EventKind.OBLIGATION_TAKEN_BACK: obligations.taken_back,
    EventKind.REMINDER_LINKED: obligations.told,
    EventKind.REMINDER_UNLINKED: obligations.taken_back,
    EventKind.SLIP_RECORDED: slips.recorded,
    EventKind.SLIP_WITHDRAWN: slips.withdrawn,
    EventKind.DAY_RECORDED: entered_days.recorded,
    EventKind.DAY_WITHDRAWN: entered_days.withdrawn,
    EventKind.SPECIFICATION_RECORDED: specifications.recorded,
    EventKind.SPECIFICATION_WITHDRAWN: specifications.withdrawn,
    EventKind.SPEC_ITEM_RECORDED: specifications.item_recorded,
    EventKind.SPEC_ITEM_CHANGED: specifications.item_changed,
    EventKind.SPEC_ITEM_REMOVED: specifications.item_changed,
    EventKind.SPEC_ITEM_RENAMED: specifications.item_renamed,
    EventKind.WORDING_WITHDRAWN: specifications.wording_withdrawn,
    EventKind.LINK_RECORDED: spec_links.recorded,
    EventKind.LINK_WITHDRAWN: spec_links.withdrawn,
    EventKind.LINK_LOOKED_AT: spec_links.looked_at,
    EventKind.LINK_LOOK_WITHDRAWN: spec_links.look_withdrawn,
    EventKind.STATEMENT_ISSUED: statements.issued,
    EventKind.MESSAGE_AUTHENTICATED: authentications.added,
    EventKind.CERTIFICATE_ADDED: certificates.added,
    EventKind.CERTIFICATE_REMOVED: certificates.removed,
    EventKind.SOURCE_ADDED: sources.added,
    EventKind.SOURCE_CHANGED: sources.changed,
    EventKind.SOURCE_PAUSED: sources.turned,
    EventKind.SOURCE_RESUMED: sources.turned,
    EventKind.SOURCE_REMOVED: sources.turned,
    EventKind.MAILBOX_SNAPSHOT: sightings.snapshot_taken,
    EventKind.MESSAGE_EXCLUDED: sightings.excluded,
}


@dataclass(frozen=True, slots=True)
class Difference:
    """A row that is not the one which the log makes."""

    what: str
    where: str


def make_tables(tx: Tx) -> None:
    """Make the tables of a scratch database."""
    tables.metadata.create_all(tx)


def differences(tx: Tx, made: Tx) -> Iterator[Difference]:
    """Yield the rows of one database that are not in the other as they should be.

    ``made`` holds the rows that the log makes.
    """
    for table in tables.PROJECTED:
        here, there = _by_key(tx, table), _by_key(made, table)
        for key in sorted(here.keys() | there.keys()):
            if here.get(key) != there.get(key):
                where = said(
                    "row %(key)s of %(table)s", key=", ".join(key), table=table.name
                )
                yield Difference(_what(key in here, key in there), where)


def _what(here: bool, there: bool) -> str:  # noqa: FBT001 - two facts, one sentence
    if here and there:
        return said("the row is not the one that the log makes")
    return said("the log makes no such row") if here else said("the row is missing")


def _by_key(tx: Tx, table: Table) -> dict[tuple[str, ...], bytes]:
    """Return the digest of every row, by its key."""
    names = [column.name for column in _order(table)]
    found = {}
    rows = tx.execute(select(table).execution_options(yield_per=1000)).mappings()
    for row in rows:
        text = json.dumps(dict(row), sort_keys=True, default=str)
        key = tuple(str(row[name]) for name in names)
        found[key] = hashlib.sha256(text.encode()).digest()
    return found
