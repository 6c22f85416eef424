"""Chats: what is known of them, and what a person says that their exports do not.

An answer (the order of day and month, the zone of the clock) is an event of the export.
It holds how far the zone was from UTC through the years, so that the dates which come
of it are the same for ever. Nothing is read again: the words are what they were.
"""

from collections.abc import Iterable
from collections.abc import Sequence
from dataclasses import dataclass
from zoneinfo import available_timezones

from ledger.domain import moment
from ledger.domain.chat import Chat
from ledger.domain.chat import clock_in
from ledger.domain.chat import DayOrder
from ledger.domain.chat import Export
from ledger.domain.chat import Need
from ledger.domain.chat import offsets_of
from ledger.domain.document import Document
from ledger.domain.errors import BadInputError
from ledger.domain.errors import NotFoundError
from ledger.domain.event import Event
from ledger.domain.event import EventKind
from ledger.domain.event import Json
from ledger.domain.project import Project
from ledger.domain.reading import Kind
from ledger.domain.reading import Participant
from ledger.domain.sentence import said
from ledger.opened import Ledger
from ledger.store import chats
from ledger.store import documents
from ledger.store import filing
from ledger.store import projects
from ledger.store.database import Tx

SYSTEM = "system"
SERVICES = ("telegram", "whatsapp", "slack")
_EXAMPLES = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """An export of a chat, and what nobody has said of it yet."""

    export: Export
    document: Document
    chat: Chat
    examples: tuple[str, ...]
    """Some dates as they are written in it."""

    orders: tuple[str, ...]
    """The orders in which all of its dates are days."""

    zone: str
    """The zone that is proposed: the project's, else the home's."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A chat with its days and its exports."""

    chat: Chat
    days: tuple[tuple[str, int], ...]
    exports: tuple[tuple[Export, Document], ...]

    @property
    def number(self) -> int:
        """Return how many messages it has."""
        return sum(number for _day, number in self.days)


def every(ledger: Ledger) -> list[Told]:
    """Return the chats, by their titles."""
    with ledger.db.reading() as tx:
        return [_told(tx, chat) for chat in chats.every(tx)]


def find(ledger: Ledger, key: str) -> Told:
    """Return a chat by its id, or by any document of it.

    Raises:
        NotFoundError: there is none.
    """
    with ledger.db.reading() as tx:
        return _told(tx, chats.find(tx, key))


def holds(ledger: Ledger, key: str) -> bool:
    """Tell whether a document is a message of a chat, or the export of one."""
    with ledger.db.reading() as tx:
        return chats.name_of(tx, key) is not None


def _told(tx: Tx, chat: Chat) -> Told:
    exports = chats.exports_of(tx, chat.name)
    held = documents.get_many(tx, [each.document for each in exports])
    return Told(
        chat=chat,
        days=tuple(chats.days(tx, chat.name)),
        exports=tuple(zip(exports, held, strict=True)),
    )


def asked(ledger: Ledger, receipt: str = "") -> list[Asked]:
    """Return the exports that wait for an answer, of one receipt or of all.

    The oldest comes first.
    """
    with ledger.db.reading() as tx:
        found = [_asked(ledger, tx, each) for each in chats.unanswered(tx)]
    return [
        each
        for each in found
        if not receipt or each.document.provenance.receipt == receipt
    ]


def asked_of(ledger: Ledger, key: str) -> Asked | None:
    """Return what is asked of an export; None where nothing is."""
    with ledger.db.reading() as tx:
        export = chats.export(tx, key)
        if export is None or not export.open_needs:
            return None
        return _asked(ledger, tx, export)


def _asked(ledger: Ledger, tx: Tx, export: Export) -> Asked:
    written = chats.written_in(tx, export.document)
    return Asked(
        export=export,
        document=documents.find(tx, export.document),
        chat=chats.find(tx, export.chat),
        examples=tuple(dict.fromkeys(each.partition(" ")[0] for each in written))[
            :_EXAMPLES
        ],
        orders=_possible(written),
        zone=_zone(ledger, tx, export),
    )


def _possible(written: Sequence[str]) -> tuple[str, ...]:
    """Return the orders in which all dates are days of the calendar."""
    found = [
        str(order)
        for order in DayOrder
        if all(clock_in(numbers, order) for numbers in written)
    ]
    day_first = [order for order in found if order != DayOrder.YMD]
    return tuple(day_first or found)  # where the year is first, nothing else fits


def _zone(ledger: Ledger, tx: Tx, export: Export) -> str:
    """Return the zone that is proposed; what was said of the chat before goes first."""
    for other in reversed(chats.exports_of(tx, export.chat)):
        if other.zone:
            return other.zone
    there = filing.projects_of(tx, [export.document])[export.document]
    known = {each.id: each.zone for each in projects.every(tx)}
    return known[there[0]] if there else ledger.config.zone


def unknown(ledger: Ledger) -> list[Participant]:
    """Return who writes in chats and belongs to nobody who is known, by the name."""
    with ledger.db.reading() as tx:
        return chats.unknown(tx, [f"@{service}" for service in SERVICES])


def projects_of(ledger: Ledger, told: Told) -> list[Project]:
    """Return the projects that a chat belongs to, by any of its exports."""
    with ledger.db.reading() as tx:
        keys = [document.id for _export, document in told.exports]
        there = {
            key for found in filing.projects_of(tx, keys).values() for key in found
        }
        return [each for each in projects.every(tx) if each.id in there]


def zones() -> list[str]:
    """Return the names of the time zones that a person may mean."""
    return sorted(name for name in available_timezones() if "/" in name)


def answer(
    ledger: Ledger, actor: str, key: str, *, order: str = "", zone: str = ""
) -> Export:
    """Say in which order the days of an export are written, and in which zone.

    Either may be said alone, and said anew: the last answer holds.

    Raises:
        NotFoundError: the document is no export of a chat.
        BadInputError: it is no order or no zone, or some dates are no days in it.
    """
    with ledger.db.writing() as tx:
        export = chats.export(tx, key)
        if export is None:
            raise NotFoundError("chat", key)
        wanted = _checked(tx, export, order, zone)
        if wanted:
            ledger.record(tx, _answered(export, actor, **wanted))
        return chats.export(tx, key) or export


def _checked(tx: Tx, export: Export, order: str, zone: str) -> dict[str, str]:
    """Return what is said that is not known yet.

    Raises:
        BadInputError: it cannot be.
    """
    if order and order not in set(DayOrder):
        message = said(
            "“%(order)s” is no order of a date; say dmy, mdy or ymd.", order=order
        )
        raise BadInputError(message)
    if order and order not in _possible(chats.written_in(tx, export.document)):
        message = said("In that order some dates of this chat are no days.")
        raise BadInputError(message)
    if zone:
        moment.zone(zone)
    if not order and not zone:
        raise BadInputError(said("Say the order of day and month, or the time zone."))
    asked_for = {Need.ORDER: (order, export.order), Need.ZONE: (zone, export.zone)}
    return {
        str(need): new
        for need, (new, before) in asked_for.items()
        if need in export.needs and new and new != before
    }


def _answered(export: Export, actor: str, why: str = "", **wanted: str) -> Event:
    """Return the event that says what was not known of an export."""
    zone = wanted.get(Need.ZONE, export.zone)
    offsets = offsets_of(moment.zone(zone)) if zone else ()
    listed: list[Json] = [[start, minutes] for start, minutes in offsets]
    fields: dict[str, Json] = {
        "day_order": wanted.get(Need.ORDER, export.order),
        "zone": zone,
        "offsets": listed,
    }
    if why:
        fields["agrees_with"] = why
    return Event(
        kind=EventKind.CHAT_ANSWERED,
        subject=export.document,
        actor=actor,
        fields=fields,
    )


def carry_on(ledger: Ledger, tx: Tx, keys: Iterable[str]) -> None:
    """Let an answer hold for a later export whose messages show the same clock.

    They are the same messages with the same times, so nothing is assumed.
    """
    found = [documents.find(tx, key) for key in keys]
    containers = [each for each in found if each.kind is Kind.ARCHIVE]
    for export in [e for each in containers for e in chats.exports_in(tx, each)]:
        if not export.open_needs:
            continue
        for other in reversed(chats.exports_of(tx, export.chat)):
            known = (
                other.document != export.document
                and other.needs
                and not other.open_needs
            )
            if known and chats.shared(tx, export.document, other.document):
                ledger.record(tx, _carried(tx, export, other))
                break


def _carried(tx: Tx, export: Export, other: Export) -> Event:
    """Return the answer of another export for this one, as far as that knew it."""
    possible = _possible(chats.written_in(tx, export.document))
    order = other.order if other.order in possible else export.order
    wanted = {Need.ORDER: order, Need.ZONE: other.zone}
    told = {str(need): each for need, each in wanted.items() if need in export.needs}
    return _answered(export, SYSTEM, other.document, **told)
