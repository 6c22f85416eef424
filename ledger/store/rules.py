"""Filing rules, as the log tells them; one that was removed keeps its row."""

from sqlalchemy import insert
from sqlalchemy import select
from sqlalchemy import update

from ledger.domain.errors import NotFoundError
from ledger.domain.event import SealedEvent
from ledger.domain.rule import Match
from ledger.domain.rule import Rule
from ledger.store import tables
from ledger.store.database import Tx

rules = tables.rules.c


def added(tx: Tx, event: SealedEvent) -> None:
    """Add a rule."""
    row = {
        "id": event.subject,
        "position": event.position,
        "match": event.fields["match"],
        "value": event.fields["value"],
        "project": event.projects[0],
        "files": int(bool(event.fields["files"])),
        "removed": 0,
    }
    tx.execute(insert(tables.rules), row)


def removed(tx: Tx, event: SealedEvent) -> None:
    """Let a rule be tried no more."""
    query = update(tables.rules).where(rules.id == event.subject)
    tx.execute(query.values(removed=1))


def every(tx: Tx) -> list[Rule]:
    """Return the rules that are tried, in the order in which they were added."""
    query = select(tables.rules).where(rules.removed == 0)
    return [
        Rule(row.id, Match(row.match), row.value, row.project, bool(row.files))
        for row in tx.execute(query.order_by(rules.position))
    ]


def find(tx: Tx, key: str) -> Rule:
    """Return a rule that is tried.

    Raises:
        NotFoundError: there is none of this id.
    """
    for rule in every(tx):
        if rule.id == key:
            return rule
    raise NotFoundError("filing rule", key)
