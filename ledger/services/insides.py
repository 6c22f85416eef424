"""Inside: what a search is held to: its facets, a client, a thread, a document.

The facets are counted by the index. That a document is of a client, or stands in a
thread, is asked beside the words of the query, so that nothing else of the answer
changes by it. Which documents a thread has is known by the ledger alone: threads are
joined and parted long after their messages were indexed.
"""

from collections.abc import Iterator
from collections.abc import Mapping
from collections.abc import Sequence
from dataclasses import dataclass
from dataclasses import field
from dataclasses import replace

from index import Engine
from index import Found
from index import Narrowing
from index import Sort
from index.query import Filter
from index.query import Tree
from index.query import UNNARROWED
from ledger.domain.errors import NotFoundError
from ledger.domain.project import Client
from ledger.services.narrowing import Count
from ledger.services.narrowing import Narrowed
from ledger.services.narrowing import Room
from ledger.store import chats
from ledger.store import documents
from ledger.store.database import Tx


@dataclass(frozen=True, slots=True, kw_only=True)
class Bounds:
    """What a search is held to beside its words."""

    narrowing: Narrowing = UNNARROWED
    inside: Mapping[str, Filter] = field(default_factory=dict)
    """By the name that `Narrowed` has for it: ``client``, ``thread``."""

    names: Mapping[str, Sequence[Count]] = field(default_factory=dict)
    """What is chosen of these, in words of people."""

    def __bool__(self) -> bool:
        """Tell whether it holds a search to anything."""
        return bool(self.inside or self.narrowing.chosen)

    @property
    def within(self) -> tuple[Filter, ...]:
        """Return what each hit must have beside the words."""
        return tuple(self.inside.values())

    def without(self, name: str) -> "Bounds":
        """Return the bounds without one of ``client`` and ``thread``."""
        rest = {other: each for other, each in self.inside.items() if other != name}
        return replace(self, inside=rest)

    def search(
        self,
        index: Engine,
        tree: Tree,
        *,
        sort: str = Sort.NEWEST,
        limit: int = 0,
        offset: int = 0,
        facets: bool = False,
    ) -> Found:
        """Return what a query finds within these bounds; an unknown order is none."""
        return index.search(
            tree,
            within=self.within,
            narrowing=self.narrowing,
            sort=Sort(sort) if sort in set(Sort) else Sort.BEST,
            limit=limit,
            offset=offset,
            facets=facets,
        )

    def number(self, index: Engine, tree: Tree) -> int:
        """Return how many hits a query has within these bounds."""
        return self.search(index, tree).total

    def beyond(self, index: Engine, tree: Tree, found: Found) -> Mapping[str, int]:
        """Return how many hits there would be without each part of what narrows.

        Beyond a client or a thread it is looked only where nothing was found.
        """
        if found.total or not self.inside:
            return found.beyond
        further = {name: self.without(name).number(index, tree) for name in self.inside}
        return {**found.beyond, **further, "": ANYWHERE.number(index, tree)}


ANYWHERE = Bounds()


def bounds(tx: Tx, room: Room, narrowed: Narrowed) -> Bounds:
    """Return what a search is held to.

    Raises:
        NotFoundError: there is no such project, client or document.
    """
    inside: dict[str, Filter] = {}
    names: dict[str, Sequence[Count]] = {}
    if narrowed.client:
        found = [_client(room, value) for value in narrowed.client]
        inside["client"] = Filter("client", tuple(each.id for each in found))
        names["client"] = [Count(each.id, each.name, 0, chosen=True) for each in found]
    if narrowed.thread:
        listed = [documents.find(tx, key) for key in narrowed.thread]
        held = {key: None for each in listed for key in documents_in(tx, each.id)}
        inside["thread"] = Filter("id", tuple(held))
        names["thread"] = [
            Count(each.id, each.title or each.name, 0, chosen=True) for each in listed
        ]
    return Bounds(narrowing=room.narrowing(narrowed), inside=inside, names=names)


def documents_in(tx: Tx, key: str) -> list[str]:
    """Return the documents of the thread of a document, else all that it holds.

    A message of a chat stands in its chat; a file that came inside a message stands in
    the thread of that message.

    Raises:
        NotFoundError: there is no such document.
    """
    document = documents.find(tx, key)
    for each in _upwards(tx, key):
        if post := chats.post(tx, each):
            return chats.documents_of(tx, post.chat)
        if thread := documents.find(tx, each).thread:
            return documents.families_of_thread(tx, thread)
    return documents.family(tx, document)


def _upwards(tx: Tx, key: str) -> Iterator[str]:
    """Yield a document, and each in which it came."""
    at: str | None = key
    while at:
        yield at
        at = documents.find(tx, at).parent


def _client(room: Room, value: str) -> Client:
    folded = value.strip().casefold()
    for project in room.projects:
        if value == project.client.id or folded == project.client.name.casefold():
            return project.client
    raise NotFoundError("client", value)
