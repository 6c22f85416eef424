"""A saved search: a name for an address of the page of results."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class SavedSearch:
    """A name for what an address asks for."""

    id: str
    account: str
    """Who made it, and alone may change it."""

    name: str
    query: str
    """Of the address: ``q=logo&kind=mail``."""

    shared: bool
    """Whether the whole team sees it."""

    made_at: datetime
