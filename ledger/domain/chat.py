"""Chats: what one message of a chat says of itself, and what an export leaves open.

A message of a chat is a document of its own. What its export tells beside the words
(which chat, which number, what the clock showed, what it answers) stands in the facts
of its reading, by the names that are given here.
"""

import json
from collections.abc import Iterable
from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import fields
from datetime import datetime
from datetime import timedelta
from datetime import UTC
from enum import StrEnum
from zoneinfo import ZoneInfo


class DayOrder(StrEnum):
    """In which order a date of three numbers is written."""

    DMY = "dmy"
    MDY = "mdy"
    YMD = "ymd"


class Need(StrEnum):
    """What an export does not say, and a person is asked for."""

    ORDER = "day-order"
    ZONE = "time-zone"


@dataclass(frozen=True, slots=True)
class Attached:
    """A file that a message names."""

    name: str
    path: str = ""
    """Where it lies in the export; empty where it was left out of it."""

    media_type: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """What an export says of one message, beside its words and its author."""

    chat: str
    """The chat's own name for programs, with its service: ``telegram:1234``."""

    chat_title: str = ""
    number: str = ""
    """Its number in the chat, where the service numbers messages."""

    clock: str = ""
    """What the clock of the export showed, ``2024-12-31T21:45:00``; empty where the
    order of its numbers is not known."""

    numbers: str = ""
    """A date as it is written where its order may be asked: ``3/4/2024 21:45:00``."""

    zone: str = ""
    """How far that clock was from UTC (``+0300``); empty where nothing says so."""

    edited: str = ""
    """When it was changed, in UTC, or ``yes`` where only the fact is known."""

    deleted: str = ""
    """``yes`` for a message of which the export says that it was deleted."""

    system: str = ""
    """``yes`` for what the service itself reports (somebody joined)."""

    forwarded: str = ""
    """Whose words these are, where the message was forwarded."""

    reply: str = ""
    """The number of the message that it answers."""

    files: tuple[Attached, ...] = ()

    def facts(self) -> dict[str, str]:
        """Return it as the facts of a reading; what is empty is left out."""
        named = {each.name: getattr(self, each.name) for each in fields(self)}
        named["files"] = _packed(self.files)
        return {name: value for name, value in named.items() if value}


def post_of(facts: Mapping[str, str]) -> Post | None:
    """Return what the facts of a reading say of a message; None for another thing."""
    if not facts.get("chat"):
        return None
    known = {each.name for each in fields(Post)} - {"files"}
    values = {name: value for name, value in facts.items() if name in known}
    return Post(files=tuple(_unpacked(facts.get("files", ""))), **values)


def _packed(files: Iterable[Attached]) -> str:
    listed = [[each.name, each.path, each.media_type] for each in files]
    return json.dumps(listed, ensure_ascii=False) if listed else ""


def _unpacked(text: str) -> Iterable[Attached]:
    return (Attached(*map(str, each)) for each in json.loads(text or "[]"))


def handle(service: str, name: str) -> str:
    """Return by which address the user of a service is known: ``name@service``.

    It looks like an address of e-mail, so that one book holds both; no server of mail
    has a name without a dot.

    Examples:
        >>> handle("telegram", "user77"), handle("whatsapp", "Ann  Lee")
        ('user77@telegram', 'ann_lee@whatsapp')
    """
    plain = "_".join(name.casefold().split())
    return f"{plain}@{service}" if plain else ""


def clock_of(numbers: str, order: str) -> str:
    """Return the moment that three numbers and a time name in an order; else nothing.

    Examples:
        >>> clock_of("3/4/2024 21:45:00", "dmy"), clock_of("3/14/2024 9:00:00", "dmy")
        ('2024-04-03T21:45:00', '')
    """
    date, _space, time = numbers.partition(" ")
    parts = dict(zip(order, date.split("/"), strict=False))
    if set(parts) != set("dmy"):
        return ""
    try:
        hour, minute, second = map(int, time.split(":"))
        day = datetime(  # noqa: DTZ001 - a clock whose zone nobody knows yet
            int(parts["y"]), int(parts["m"]), int(parts["d"]), hour, minute, second
        )
    except ValueError:
        return ""
    return day.isoformat()


Offsets = tuple[tuple[str, int], ...]
"""How far a zone is from UTC, in minutes, from which moment of its own clock on."""


def clock_in(numbers: str, order: str) -> str:
    """Return what a clock showed by the order that was answered; else nothing."""
    day, _space, time = numbers.partition(" ")
    parts = day.split("/")
    at = order.find("y")
    if at < 0 or len(parts) != len(order):
        return ""
    parts[at] = parts[at] if len(parts[at]) > 2 else str(2000 + int(parts[at]))  # noqa: PLR2004 - two digits of a year
    return clock_of("/".join(parts) + " " + time, order)


def at_offset(clock: str, offsets: Offsets) -> tuple[datetime | None, str]:
    """Return the moment that a clock showed, and how far it was from UTC then.

    Examples:
        >>> at_offset("2024-07-01T12:00:00", (("2024-03-31T03:00:00", 180),))[1]
        '+0300'
    """
    minutes = [minutes for start, minutes in offsets if start <= clock]
    if not minutes or not clock:
        return None, ""
    shift = timedelta(minutes=minutes[-1])
    local = datetime.fromisoformat(clock).replace(tzinfo=UTC)
    return local - shift, written_offset(minutes[-1])


def written_offset(minutes: int) -> str:
    """Return a distance from UTC as mails write it."""
    sign = "-" if minutes < 0 else "+"
    return f"{sign}{abs(minutes) // 60:02}{abs(minutes) % 60:02}"


def offsets_of(zone: ZoneInfo) -> Offsets:
    """Return how far a zone was from UTC since there are chats, and will be.

    They are sealed with the answer: what comes of it stays the same, whatever later
    tables of zones say.
    """
    moment = datetime(_FIRST_YEAR, 1, 1, tzinfo=UTC)
    found = [("", _minutes(zone, moment))]
    while moment.year < _LAST_YEAR:
        later = moment + timedelta(days=1)
        minutes = _minutes(zone, later)
        if minutes != found[-1][1]:
            local = _changed(zone, moment, later).astimezone(zone)
            found.append((local.replace(tzinfo=None).isoformat(), minutes))
        moment = later
    return tuple(found)


def _minutes(zone: ZoneInfo, moment: datetime) -> int:
    shift = moment.astimezone(zone).utcoffset() or timedelta()
    return round(shift / timedelta(minutes=1))


def _changed(zone: ZoneInfo, low: datetime, high: datetime) -> datetime:
    """Return the minute in which a zone changed how far it is from UTC."""
    before = _minutes(zone, low)
    while high - low > timedelta(minutes=1):
        middle = low + (high - low) // 2
        middle = middle.replace(second=0, microsecond=0)
        low, high = (
            (middle, high) if _minutes(zone, middle) == before else (low, middle)
        )
    return high


_FIRST_YEAR = 2009
_LAST_YEAR = 2040


@dataclass(frozen=True, slots=True)
class Chat:
    """A conversation on a service, with all its exports."""

    id: str
    name: str
    """For programs: ``telegram:1234``."""

    title: str
    service: str


@dataclass(frozen=True, slots=True)
class Export:
    """A document that holds a chat as it was on a day."""

    document: str
    chat: str
    needs: tuple[str, ...]
    order: str
    zone: str
    offsets: Offsets
    position: int

    @property
    def open_needs(self) -> tuple[Need, ...]:
        """Return what nobody has said of it yet."""
        answers = {Need.ORDER: self.order, Need.ZONE: self.zone}
        return tuple(need for need in map(Need, self.needs) if not answers[need])


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredPost:
    """One original of a message of a chat."""

    document: str
    chat: str
    export: str
    message: str
    """Its first original; another one for another version."""

    identity: str
    """What tells it from every other message; all its versions share it."""

    clock: str
    day: str
    post: Post
