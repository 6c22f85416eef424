"""Engines: which one searches, and how another one takes over.

Whoosh searches until the archive has outgrown it; where tantivy is installed its index
is then built beside the old one, a stretch of the log at a time, while searching goes
on. When it has caught up it takes over, and the old one is removed;
so is what older forms of an index left. What is built keeps
its own position, so it is resumed where it was after a stop. An engine that is chosen
by hand takes over in the same way, in both directions.
"""

from dataclasses import dataclass

from index import ENGINES
from index import IndexBusyError
from index import installed
from index import TANTIVY
from index import WHOOSH
from ledger.config import AUTO
from ledger.domain.sentence import said
from ledger.opened import Ledger
from ledger.services import indexing
from ledger.store import events

OUTGROWN = 20_000
"""With so many documents Whoosh is slow enough to be noticed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Engines:
    """Which engine searches, and which one is to."""

    in_use: str
    wanted: str
    position: int
    """Up to which event the other one has read."""

    end: int
    """How many events there are."""

    missing: str
    """The engine that was chosen and is not installed; empty where it is."""

    warning: str
    """A sentence on that; empty where nothing is missing."""

    @property
    def changing(self) -> bool:
        """Tell whether another engine is to take over."""
        return self.in_use != self.wanted

    @property
    def percent(self) -> int:
        """Return how much of the log the other one has read."""
        return self.position * 100 // max(self.end, 1)


def look(ledger: Ledger) -> Engines:
    """Return which engine searches, without changing anything."""
    in_use, to = ledger.indexes.in_use, wanted(ledger)
    position = 0
    if to != in_use and ledger.indexes.there(to):
        position = ledger.indexes.beside(to).position()
    return Engines(
        in_use=in_use,
        wanted=to,
        position=position,
        end=_end(ledger),
        missing=_missing(ledger),
        warning=warning(ledger),
    )


def warning(ledger: Ledger) -> str:
    """Return that the engine that was chosen is not there; empty where it is."""
    missing = _missing(ledger)
    if not missing:
        return ""
    return said(
        "The engine %(name)s is chosen, but not installed; search goes on with "
        "%(other)s. Install it with: pip install 'scope-ledger[fast]'",
        name=missing,
        other=ledger.indexes.in_use,
    )


def wanted(ledger: Ledger) -> str:
    """Return the engine that is to search.

    Left to itself, an archive that once had outgrown Whoosh stays where it is.
    """
    chosen, in_use = ledger.config.engine, ledger.indexes.in_use
    if chosen == AUTO:
        outgrown = in_use == WHOOSH and ledger.index.count() > OUTGROWN
        return TANTIVY if outgrown and installed(TANTIVY) else in_use
    return chosen if installed(chosen) else WHOOSH


def advance(ledger: Ledger) -> bool:
    """Bring the change of engines one step further; tell whether there is more to do.

    What another process is writing is left to it.
    """
    indexes = ledger.indexes
    in_use, to = indexes.in_use, wanted(ledger)
    try:
        if to == in_use:
            indexes.settle()
            _drop_others(ledger, in_use)
            if not indexing.lag(ledger):
                indexes.drop_older()
            return False
        if not _build(ledger, to):
            indexes.take_over(to)
    except IndexBusyError:
        return False
    return True


def _missing(ledger: Ledger) -> str:
    chosen = ledger.config.engine
    return "" if chosen == AUTO or installed(chosen) else chosen


def _build(ledger: Ledger, engine: str) -> bool:
    """Put the next stretch of the log into an index; tell whether there was one."""
    other, end = ledger.indexes.beside(engine), _end(ledger)
    position = other.position()
    if position > end:  # it is of another log, or of one that was longer
        ledger.indexes.drop(engine)
        return True
    if position == end:
        return False
    indexing.step(ledger, other, position, end)
    return True


def _drop_others(ledger: Ledger, in_use: str) -> None:
    for engine in ENGINES:
        if engine != in_use and ledger.indexes.there(engine):
            ledger.indexes.drop(engine)


def _end(ledger: Ledger) -> int:
    with ledger.db.reading() as tx:
        return events.size(tx)
