"""Accesses: who searched for what, and what left as a file."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class What(StrEnum):
    """What somebody did."""

    SEARCH = "search"
    EXPORT = "export"
    """A result left as a file."""

    LIST = "list"
    """One line of a list of queries."""


class Door(StrEnum):
    """Where somebody did it."""

    PAGE = "page"
    COMMAND = "command"


class Of(StrEnum):
    """What an access is of, where it is not of the search of everything."""

    REQUESTS = "requests"
    """The list of requests, of a project or of all."""

    PERSON = "person"
    """The words that somebody wrote."""

    PEOPLE = "people"
    """The list of people."""

    LIST = "list"
    """The answers to a list of queries."""

    RECEIPT = "receipt"
    STATEMENT = "statement"
    DELAYS = "delays"
    STORY = "story"
    """A request with the originals that prove it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Access:
    """One search, or one file of a result."""

    id: int = 0
    """In the order of time; 0 before it is kept."""

    at: datetime
    account: str
    """Whose it was; of the command line the name that the log has for it."""

    what: What
    door: Door
    query: str
    """All that was asked for, as the query of an address: ``q=logo&kind=mail``.

    With ``of=`` and ``key=`` where it is not of the search of everything.
    """

    number: int
    """How many documents were found, or left."""
