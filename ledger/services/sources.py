"""Sources: change, pause, remove, and see how it goes with them.

What is done is an event; how it goes just now is working data. A password goes beside
the keys of the home, and into nothing else.
"""

from dataclasses import dataclass

from ledger.domain.event import Event
from ledger.domain.event import EventKind
from ledger.domain.event import Json
from ledger.domain.project import Project
from ledger.domain.sentence import said
from ledger.domain.source import Credential
from ledger.domain.source import DropBox
from ledger.domain.source import fields_of
from ledger.domain.source import Settings
from ledger.domain.source import Source
from ledger.domain.source import SourceKind
from ledger.domain.source import SourceState
from ledger.domain.source import Standing
from ledger.domain.source_errors import SourceStateError
from ledger.opened import Ledger
from ledger.services import workers
from ledger.services.source_adding import About
from ledger.services.source_adding import free_name
from ledger.services.source_adding import kind_of
from ledger.services.source_adding import must_be_usable
from ledger.store import credentials
from ledger.store import projects
from ledger.store import sightings
from ledger.store import sources
from ledger.store.database import Tx

LONGEST_NAME = 80
_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
_RANDOM = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """A source, and how it goes with it."""

    source: Source
    project: Project | None
    standing: Standing
    number: int
    """How many files have come from it."""

    @property
    def busy(self) -> bool:
        """Tell whether somebody looks into it just now."""
        holder = self.standing.holder
        return bool(holder) and workers.alive(holder)


def change(
    ledger: Ledger, actor: str, key: str, about: About, settings: Settings
) -> Source:
    """Change what is known of a source; the log keeps what was known before.

    Raises:
        AlreadyThereError: another one has its name.
        NotFoundError: there is no such source, or no such project.
        SourceStateError: it was removed, or it is of another kind.
    """
    must_be_usable(ledger, settings)
    with ledger.db.writing() as tx:
        source = _there(tx, key)
        if source.kind is not kind_of(settings):
            raise SourceStateError(said("A source stays what it is; add another one."))
        project = projects.find(tx, about.project) if about.project else None
        name = free_name(tx, about.name or source.name, source.id)
        changed = Event(
            kind=EventKind.SOURCE_CHANGED,
            subject=source.id,
            actor=actor,
            projects=(project.id,) if project else (),
            fields={
                "name": name,
                "custodian": about.custodian.strip() or source.custodian,
                "settings": fields_of(settings),
                "was": _was(source),
            },
        )
        ledger.record(tx, changed)
        sources.note(tx, source.id, next_at=None, failures=0, error="")
        return sources.find(tx, source.id)


def pause(ledger: Ledger, actor: str, key: str) -> Source:
    """Let nothing come from a source until it goes on."""
    return _turn(ledger, actor, key, EventKind.SOURCE_PAUSED)


def resume(ledger: Ledger, actor: str, key: str) -> Source:
    """Let a source go on, at once."""
    return _turn(ledger, actor, key, EventKind.SOURCE_RESUMED)


def remove(ledger: Ledger, actor: str, key: str) -> Source:
    """Remove a source and its password; everything that came from it stays."""
    removed = _turn(ledger, actor, key, EventKind.SOURCE_REMOVED)
    credentials.forget(ledger.home, removed.id)
    return removed


def give(ledger: Ledger, key: str, credential: Credential) -> Source:
    """Keep another password or token of a source; it is tried at once."""
    with ledger.db.writing() as tx:
        source = _there(tx, key)
        credentials.keep(ledger.home, source.id, credential)
        sources.note(tx, source.id, next_at=None, failures=0, error="")
    return source


def ask_for(ledger: Ledger, key: str) -> Source:
    """Let a source be looked into as soon as somebody can.

    Raises:
        SourceStateError: it is paused or removed, or nothing is fetched from it.
    """
    with ledger.db.writing() as tx:
        source = _there(tx, key)
        if source.state is not SourceState.ACTIVE:
            raise SourceStateError(said("It is paused; let it go on first."))
        if source.kind is SourceKind.DROP_BOX:
            raise SourceStateError(said("Mail comes there by itself."))
        sources.note(tx, source.id, next_at=None)
    return source


def every(ledger: Ledger) -> list[Known]:
    """Return all sources that were not removed, and how it goes with them."""
    with ledger.db.reading() as tx:
        numbers = sightings.counts(tx)
        return [_known(tx, each, numbers) for each in sources.every(tx)]


def find(ledger: Ledger, key: str) -> Known:
    """Return a source by its id or its name.

    Raises:
        NotFoundError: there is none.
    """
    with ledger.db.reading() as tx:
        return _known(tx, _named(tx, key), sightings.counts(tx))


def _turn(ledger: Ledger, actor: str, key: str, kind: EventKind) -> Source:
    with ledger.db.writing() as tx:
        source = _there(tx, key)
        paused = source.state is SourceState.PAUSED
        if kind is EventKind.SOURCE_PAUSED and paused:
            raise SourceStateError(said("It is paused already."))
        if kind is EventKind.SOURCE_RESUMED and not paused:
            raise SourceStateError(said("It is not paused."))
        belongs = (source.project,) if source.project else ()
        fields: dict[str, Json] = {"name": source.name}
        turned = Event(
            kind=kind, subject=source.id, actor=actor, projects=belongs, fields=fields
        )
        ledger.record(tx, turned)
        if kind is EventKind.SOURCE_REMOVED:
            sources.forget(tx, source.id)
        else:
            sources.note(tx, source.id, next_at=None, failures=0, error="")
        return sources.find(tx, source.id)


def _known(tx: Tx, source: Source, numbers: dict[str, int]) -> Known:
    return Known(
        source=source,
        project=projects.find(tx, source.project) if source.project else None,
        standing=sources.standing(tx, source.id),
        number=numbers.get(source.id, 0),
    )


def _there(tx: Tx, key: str) -> Source:
    """Return a source that was not removed."""
    source = _named(tx, key)
    if source.state is SourceState.REMOVED:
        raise SourceStateError(said("It was removed; add it again."))
    return source


def _named(tx: Tx, key: str) -> Source:
    folded = key.strip().casefold()
    for each in sources.every(tx):
        if folded in {each.id, each.name.casefold()}:
            return each
        if isinstance(each.settings, DropBox) and folded == each.settings.address:
            return each
    return sources.find(tx, key.strip())


def _was(source: Source) -> dict[str, Json]:
    about: dict[str, Json] = {"name": source.name, "custodian": source.custodian}
    return {**about, "project": source.project, "settings": fields_of(source.settings)}
