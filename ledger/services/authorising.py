"""Authorising: whether the terms name who confirmed a round, and cover its price."""

from datetime import datetime
from datetime import time

from ledger.domain import authority
from ledger.domain import moment
from ledger.domain.authority import Agreeing
from ledger.domain.project import Project
from ledger.domain.sentence import Sentence
from ledger.opened import Ledger
from ledger.services import round_finding
from ledger.services import siding
from ledger.services.round_finding import FoundRound
from ledger.services.siding import Sent


def of_id(ledger: Ledger, project: Project, key: str) -> list[Sentence]:
    """Return the same as ``of_round`` does, of the round of a project with that id.

    Raises:
        NotFoundError: there is no such round.
    """
    with ledger.db.reading() as tx:
        found = round_finding.by_id(tx, project, key)
    return of_round(ledger, found)


def of_round(ledger: Ledger, found: FoundRound) -> list[Sentence]:
    """Return what the terms do not cover of a round's confirmation, if it has one."""
    confirmation = found.line.round.confirmation
    if confirmation is None:
        return []
    writer, zone = confirmation.writer, found.project.zone
    at = datetime.combine(confirmation.on, time(12), moment.zone(zone))
    with ledger.db.reading() as tx:
        [person] = siding.persons(tx, [Sent(writer.address, at, zone)])
    who = Agreeing(
        names=(writer.name, person.name if person else ""),
        addresses=(
            writer.address,
            *(each.address for each in (person.addresses if person else ())),
        ),
        on=confirmation.on,
    )
    price = found.line.price.money if found.line.price else None
    return list(authority.remarks(found.terms, who, price))
