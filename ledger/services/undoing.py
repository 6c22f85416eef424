"""Undoing: an act on people is taken back by another that says which one it undoes.

Nothing is undone where something else was done since: what stands now must be what the
act left behind.
"""

from collections.abc import Callable
from collections.abc import Sequence
from dataclasses import replace

from ledger.domain import moment
from ledger.domain.errors import NotFoundError
from ledger.domain.errors import PersonStateError
from ledger.domain.event import Event
from ledger.domain.event import EventKind
from ledger.domain.event import Json
from ledger.domain.event import SealedEvent
from ledger.domain.people import Use
from ledger.domain.project import Address
from ledger.domain.sentence import said
from ledger.opened import Ledger
from ledger.services import addressing
from ledger.services import merging
from ledger.services import people
from ledger.services.people import Done
from ledger.store import events
from ledger.store import people as stored
from ledger.store import projects as known
from ledger.store.database import Tx


def undo(ledger: Ledger, actor: str, positions: Sequence[int]) -> Done:
    """Take acts on people back, the newest first.

    Raises:
        NotFoundError: there is no such event.
        PersonStateError: something was done since, or the act cannot be undone.
    """
    with ledger.db.writing() as tx:
        done = None
        for position in sorted(positions, reverse=True):
            event = events.at(tx, position)
            if event is None:
                break
            back = _undoing(tx, actor, event)
            fields = {**back.fields, "undoes": position}
            done = people.settle(
                ledger, tx, event.subject, [replace(back, fields=fields)]
            )
        if done is None:
            raise NotFoundError("event", ", ".join(map(str, positions)))
        return done


def _undoing(tx: Tx, actor: str, event: SealedEvent) -> Event:
    act = _BACK.get(event.kind)
    if act is None:
        raise PersonStateError(said("This cannot be undone; do it the other way."))
    return act(tx, actor, event)


def _since() -> PersonStateError:
    message = said("Something was changed since; look at it before you change it back.")
    return PersonStateError(message)


def _facts(tx: Tx, actor: str, event: SealedEvent) -> Event:
    row, was = stored.own_row(tx, event.subject), _was(event)
    there: dict[str, Json] = {name: row[name] for name in was}
    if there != {name: event.fields[name] for name in was}:
        raise _since()
    return people.changed(actor, event.subject, {**was, "was": there})


def _added(tx: Tx, actor: str, event: SealedEvent) -> Event:
    return addressing.removed(actor, _standing(tx, event, _days(event, event.fields)))


def _days_changed(tx: Tx, actor: str, event: SealedEvent) -> Event:
    was = _was(event)
    use = _standing(tx, event, _days(event, {**was, **event.fields}))
    before = _days(event, was)
    addressing.must_be_free(tx, use.person, before)
    return addressing.changed(actor, use, before)


def _removed(tx: Tx, actor: str, event: SealedEvent) -> Event:
    before = _days(event, _was(event))
    if _use(tx, event, before.address):
        raise _since()
    addressing.must_be_free(tx, known.person(tx, event.subject).id, before)
    return addressing.added(actor, event.subject, before)


def _merged(tx: Tx, actor: str, event: SealedEvent) -> Event:
    row = stored.own_row(tx, event.subject)
    if row["merged_into"] != event.fields["into"]:
        raise _since()
    return merging.parting(actor, row["id"], row["name"], known.person(tx, row["id"]))


def _parted(tx: Tx, actor: str, event: SealedEvent) -> Event:
    row = stored.own_row(tx, event.subject)
    other = known.person(tx, str(event.fields["from"]))
    merging.must_be_two(tx, row["id"], other)
    return merging.merging(actor, row["id"], row["name"], other)


_BACK: dict[str, Callable[[Tx, str, SealedEvent], Event]] = {
    EventKind.PERSON_CHANGED: _facts,
    EventKind.PERSON_MERGED: _merged,
    EventKind.PERSON_PARTED: _parted,
    EventKind.ADDRESS_ADDED: _added,
    EventKind.ADDRESS_CHANGED: _days_changed,
    EventKind.ADDRESS_ENDED: _days_changed,
    EventKind.ADDRESS_REMOVED: _removed,
}
"""How each act is taken back; it fails where something else stands there now."""


def _was(event: SealedEvent) -> dict[str, Json]:
    """Return what an event says of the time before it."""
    was = event.fields.get("was")
    return was if isinstance(was, dict) else {}


def _days(event: SealedEvent, days: dict[str, Json]) -> Address:
    """Return the address of an event with some days."""
    begin, until = (
        moment.parse_day(str(days[name])) if days.get(name) else None
        for name in ("from", "until")
    )
    return Address(str(event.fields["address"]), begin, until)


def _use(tx: Tx, event: SealedEvent, address: str) -> Use | None:
    """Return the use of an address under the person of an event."""
    for use in stored.book(tx, [address]).uses(address, None):
        if use.entered == event.subject:
            return use
    return None


def _standing(tx: Tx, event: SealedEvent, address: Address) -> Use:
    """Return the use that an event left behind, where it still is as it was."""
    use = _use(tx, event, address.address)
    if use is None or use.address != address:
        raise _since()
    return use
