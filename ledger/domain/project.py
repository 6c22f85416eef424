"""Clients, projects and the people who write."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Side(StrEnum):
    """On which side of the contract a person stands."""

    CLIENT = "client"
    PROVIDER = "provider"


@dataclass(frozen=True, slots=True)
class Client:
    """Whom we work for."""

    id: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Project:
    """One piece of work for one client under one contract."""

    id: str
    key: str
    """The short name that people use (``NORD``); unique, not case-sensitive."""

    title: str
    client: Client
    zone: str


@dataclass(frozen=True, slots=True)
class Address:
    """An address that a person uses, from one day until before another."""

    address: str
    from_day: date | None = None
    """The first day of its use; None from ever."""

    until_day: date | None = None
    """The first day on which he does not use it any more; None for ever."""

    def on(self, day: date | None) -> bool:
        """Tell whether it is in use on a day; without a day, whether it ever was."""
        if day is None:
            return True
        begun = self.from_day is None or self.from_day <= day
        return begun and (self.until_day is None or day < self.until_day)

    def meets(self, other: "Address") -> bool:
        """Tell whether two uses of one address have a day in common."""
        return (
            self.address == other.address
            and _before(self.from_day, other.until_day)
            and _before(other.from_day, self.until_day)
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """A human who acts or writes."""

    id: str
    name: str
    side: Side
    client: Client | None
    """None for our own people."""

    role: str = ""
    addresses: tuple[Address, ...] = ()
    """His own, and those of the people who were found to be him."""

    merged: tuple[str, ...] = ()
    """The ids of the people who were found to be him."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Deliverable:
    """Something handed over for acceptance."""

    id: str
    project: str
    key: str
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Contract:
    """A document that holds terms of a project: the contract or an amendment."""

    id: str
    project: str
    document: str
    from_day: date
    """The first day on which it is in force."""


def _before(begin: date | None, end: date | None) -> bool:
    """Tell whether a period that begins somewhere reaches what ends somewhere."""
    return begin is None or end is None or begin < end
