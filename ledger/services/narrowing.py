"""What a search is narrowed to, and what is counted: in words of people, not of ids.

The index counts authors as they wrote their names and addresses. Here they become the
people whom the ledger knows: one person with three addresses is counted once.
"""

from collections.abc import Collection
from collections.abc import Iterator
from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field
from dataclasses import fields
from datetime import date

from index import Narrowing
from ledger.domain.errors import NotFoundError
from ledger.domain.months import within
from ledger.domain.people import AddressBook
from ledger.domain.project import Person
from ledger.domain.project import Project
from ledger.store import people
from ledger.store import projects
from ledger.store.database import Tx

WITHOUT = "/"
"""In place of a project's key, which has no slash: what belongs to no project."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Narrowed:
    """What a search is narrowed to beside its words: of each facet one of its values.

    A facet without any value narrows nothing.
    """

    project: tuple[str, ...] = ()
    """Keys or ids, or `WITHOUT`."""

    kind: tuple[str, ...] = ()
    author: tuple[str, ...] = ()
    """Ids of people, else addresses, else names."""

    month: tuple[str, ...] = ()
    """``2025-03``, a whole year, or a stretch: ``2024-11..2025-03``."""

    language: tuple[str, ...] = ()
    client: tuple[str, ...] = ()
    """Ids of clients, or their names."""

    thread: tuple[str, ...] = ()
    """Ids of documents: what stands in their threads, or inside of them."""

    @property
    def values(self) -> dict[str, tuple[str, ...]]:
        """Return the facets that narrow, each with its values."""
        listed = {each.name: getattr(self, each.name) for each in fields(self)}
        return {name: values for name, values in listed.items() if values}


EVERYWHERE = Narrowed()

INSIDE = ("client", "thread")
"""What is not counted as a facet; see ``services.insides``."""


@dataclass(frozen=True, slots=True)
class Count:
    """How many hits a value of a facet has."""

    value: str
    """As `Narrowed` takes it."""

    name: str
    """As people know it: a project's title, a person's name with the address."""

    number: int
    chosen: bool = False
    """Whether the search is narrowed to it."""


@dataclass(slots=True)
class Who:
    """Who the authors are that the index knows by name and address."""

    people: Mapping[str, Person]
    """By address, where just one person uses it, on all days."""

    known: Mapping[str, Person]
    """By id, their own and those of the people who were merged into them."""

    book: AddressBook
    """Whose the other addresses are on each day."""

    names: dict[str, str] = field(default_factory=dict)
    """The fullest name of each author that was asked for so far."""

    def key(self, author: str) -> str:
        """Return the id of a person, else an address, else a name."""
        name, address = _parted(author)
        known = self.people.get(address)
        found = known.id if known else address or name.casefold()
        called = f"{known.name if known else name} {address}".strip()
        self.names[found] = max(self.names.get(found, ""), called, key=_fullness)
        return found

    def changes(self, author: str) -> bool:
        """Tell whether who an author is depends on the day."""
        address = _parted(author)[1]
        return address in self.book and address not in self.people

    def key_on(self, author: str, day: str) -> str:
        """Return the id of who had the address of an author on a day, else the address.

        Without a day it is who alone ever had it.
        """
        address = _parted(author)[1]
        on = date.fromisoformat(day) if day else None
        found = self.book.holder(address, on) or address
        called = self.known[found].name if found in self.known else ""
        named = f"{called} {address}".strip()
        self.names[found] = max(self.names.get(found, ""), named, key=_fullness)
        return found

    def name(self, key: str) -> str:
        """Return what the author of a key is called, with an address."""
        known = self.known.get(key)
        return self.names.get(key) or (known.name if known else key)


@dataclass(frozen=True, slots=True)
class Room:
    """What is known of projects and people while one search is answered."""

    projects: tuple[Project, ...]
    who: Who

    def narrowing(self, narrowed: Narrowed) -> Narrowing:
        """Return what the index narrows to, but for clients and threads.

        Raises:
            NotFoundError: there is no such project.
        """
        return Narrowing(
            values={
                name: frozenset(
                    self._known(name, each)
                    for value in values
                    for each in (within(value) if name == "month" else (value,))
                )
                for name, values in narrowed.values.items()
                if name not in INSIDE
            },
            author=self.who.key,
            changes=self.who.changes,
            author_on=self.who.key_on,
        )

    def named(
        self, facets: Mapping[str, Mapping[str, int]], chosen: Narrowing
    ) -> dict[str, list[Count]]:
        """Return the counts of the index, their values as people know them.

        What is chosen is among them even where it has no hits.
        """
        return {
            name: list(self._counts(name, counted, chosen.values.get(name, ())))
            for name, counted in facets.items()
        }

    def _counts(
        self, facet: str, counted: Mapping[str, int], chosen: Collection[str]
    ) -> Iterator[Count]:
        titles = {each.id: (each.key, each.title) for each in self.projects}
        titles[""] = (WITHOUT, "")
        for value in dict.fromkeys([*counted, *sorted(chosen)]):
            number, picked = counted.get(value, 0), value in chosen
            match facet:
                case "project" if value in titles:
                    yield Count(*titles[value], number, picked)
                case "project":
                    continue
                case "author":
                    yield Count(value, self.who.name(value), number, picked)
                case _:
                    yield Count(value, value, number, picked)

    def _known(self, facet: str, value: str) -> str:
        """Return a value as the index has it."""
        match facet:
            case "author":
                found = self.who.key(value)
                stands = self.who.known.get(found)
                return stands.id if stands else found
            case "project":
                return self._project(value)
            case _:
                return value

    def _project(self, key: str) -> str:
        if key == WITHOUT:
            return ""
        folded = key.strip().casefold()
        for project in self.projects:
            if key == project.id or project.key.casefold() == folded:
                return project.id
        raise NotFoundError("project", key)


def room(tx: Tx) -> Room:
    """Return what is known of projects and people just now."""
    known = {
        key: person
        for person in projects.people(tx)
        for key in (person.id, *person.merged)
    }
    book = people.book(tx)
    alone = {address: known[key] for address, key in book.lasting().items()}
    return Room(tuple(projects.every(tx)), Who(alone, known, book))


def _parted(author: str) -> tuple[str, str]:
    """Return the name and the address of an author as the index has them."""
    name, _space, last = author.rpartition(" ")
    return (name, last.casefold()) if "@" in last else (author, "")


def _fullness(name: str) -> tuple[int, str]:
    return len(name), name
