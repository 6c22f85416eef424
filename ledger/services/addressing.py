"""Addresses: whose one is from one day until another, and that it is free for him.

One address may pass on from one person to another; it never is two people's on one
day, for what was written from it would be nobody's.
"""

from dataclasses import replace
from datetime import date

from ledger.domain.errors import AddressTakenError
from ledger.domain.errors import BadInputError
from ledger.domain.event import Event
from ledger.domain.event import EventKind
from ledger.domain.event import Json
from ledger.domain.people import Use
from ledger.domain.project import Address
from ledger.domain.sentence import said
from ledger.domain.sentence import Sentence
from ledger.store import people
from ledger.store import projects
from ledger.store.database import Tx


def clean(text: str) -> str:
    """Return an address as it is kept.

    Raises:
        BadInputError: it is no e-mail address.
    """
    address = text.strip().lower()
    local, at, domain = address.rpartition("@")
    if not (local and at and domain) or any(letter.isspace() for letter in address):
        message = said("“%(address)s” is no e-mail address.", address=text.strip())
        raise BadInputError(message)
    return address


def period(address: str, from_day: date | None, until_day: date | None) -> Address:
    """Return an address with its days.

    Raises:
        BadInputError: it is no e-mail address, or its days end before they begin.
    """
    if from_day and until_day and until_day <= from_day:
        message = said(
            "The address would end on %(until)s, before it begins on %(begin)s.",
            until=until_day,
            begin=from_day,
        )
        raise BadInputError(message)
    return Address(clean(address), from_day, until_day)


def must_be_free(tx: Tx, person: str, wanted: Address) -> None:
    """Refuse an address that somebody else has on some of the days.

    Raises:
        AddressTakenError: he has it, and from when to when.
    """
    book = people.book(tx, [wanted.address])
    for use in book.uses(wanted.address, None):
        if use.person != person and use.address.meets(wanted):
            owner = projects.person(tx, use.person)
            raise AddressTakenError(_taken(owner.name, use.address))


def _taken(name: str, found: Address) -> Sentence:
    """Return whose an address is, and what to do about it."""
    match found.from_day, found.until_day:
        case None, None:
            return said(
                "“%(address)s” is the address of %(name)s. If it passed on, say there "
                "until when it was in use; then add it from that day.",
                address=found.address,
                name=name,
            )
        case _, None:
            return said(
                "“%(address)s” is the address of %(name)s from %(begin)s on; choose "
                "days that end before, or end it there.",
                address=found.address,
                name=name,
                begin=found.from_day,
            )
        case None, _:
            return said(
                "“%(address)s” was the address of %(name)s until %(until)s; choose "
                "days that begin then or later.",
                address=found.address,
                name=name,
                until=found.until_day,
            )
    return said(
        "“%(address)s” was the address of %(name)s from %(begin)s until %(until)s; "
        "choose other days.",
        address=found.address,
        name=name,
        begin=found.from_day,
        until=found.until_day,
    )


def added(actor: str, person: str, address: Address) -> Event:
    """Return the event that a person uses an address."""
    days: dict[str, Json] = {name: day for name, day in days_of(address).items() if day}
    return _event(EventKind.ADDRESS_ADDED, actor, person, address.address, days)


def changed(actor: str, use: Use, wanted: Address) -> Event:
    """Return the event that an address was in use on other days."""
    fields: dict[str, Json] = {**days_of(wanted), "was": days_of(use.address)}
    kind = EventKind.ADDRESS_CHANGED
    return _event(kind, actor, use.entered, wanted.address, fields)


def ended(actor: str, use: Use, until: date) -> Event:
    """Return the event that an address is in use no more."""
    was = days_of(use.address)
    fields: dict[str, Json] = {"until": until.isoformat(), "was": was}
    return _event(
        EventKind.ADDRESS_ENDED, actor, use.entered, use.address.address, fields
    )


def removed(actor: str, use: Use) -> Event:
    """Return the event that an address was never a person's."""
    kind = EventKind.ADDRESS_REMOVED
    fields: dict[str, Json] = {"was": days_of(use.address)}
    return _event(kind, actor, use.entered, use.address.address, fields)


def days_of(address: Address) -> dict[str, Json]:
    """Return the days of an address as an event has them."""
    days = {"from": address.from_day, "until": address.until_day}
    return {name: day.isoformat() if day else None for name, day in days.items()}


def until(use: Use, day: date) -> Address:
    """Return an address that ends on a day.

    Raises:
        BadInputError: it would end before it begins.
    """
    ending = replace(use.address, until_day=day)
    return period(ending.address, ending.from_day, ending.until_day)


def _event(
    kind: EventKind, actor: str, person: str, address: str, fields: dict[str, Json]
) -> Event:
    return Event(
        kind=kind, subject=person, actor=actor, fields={"address": address, **fields}
    )
