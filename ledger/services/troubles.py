"""Troubles: what goes wrong by itself, and waits for somebody to look at it.

That a source is not reached, or that work was set aside, is no event: it is so until
it is so no more. So it is asked anew for every page.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from ledger.domain.source import Source
from ledger.domain.source import SourceState
from ledger.opened import Ledger
from ledger.services.overview import Matter
from ledger.services.overview import Need
from ledger.services.overview import Whole
from ledger.store import sources
from ledger.store import waiting
from ledger.store.database import Tx

_TOLD = 3
"""How many sources are told one by one."""


@dataclass(frozen=True, slots=True)
class Failing:
    """An active source from which nothing comes just now, and why."""

    source: Source
    error: str


def failing(tx: Tx) -> list[Failing]:
    """Return the sources that are not reached, in the order they were added.

    What was paused is left alone on purpose, so nothing is wrong with it.
    """
    errors = sources.errors(tx)
    if not errors:
        return []
    return [
        Failing(each, errors[each.id])
        for each in sources.every(tx)
        if each.id in errors and each.state is SourceState.ACTIVE
    ]


def with_troubles(ledger: Ledger, found: Whole) -> Whole:
    """Return where everything stands, with what goes wrong at its place."""
    with ledger.db.reading() as tx:
        needs = [*_of_sources(failing(tx)), *_of_work(waiting.number_set_aside(tx))]
    if not needs:
        return found
    order = list(Matter)
    listed = sorted((*found.needs, *needs), key=lambda need: order.index(need.matter))
    return Whole(found.projects, tuple(listed), found.waiting)


def _of_sources(found: Sequence[Failing]) -> list[Need]:
    needs = [
        Need(matter=Matter.UNREACHED, source=each.source, error=each.error)
        for each in found[:_TOLD]
    ]
    if rest := found[_TOLD:]:
        needs.append(Need(matter=Matter.UNREACHED, number=len(rest)))
    return needs


def _of_work(number: int) -> list[Need]:
    return [Need(matter=Matter.SET_ASIDE, number=number)] if number else []
