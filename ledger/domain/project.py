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
    until_day: date | None = None


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
