"""News: what a saved search finds that was not there when somebody looked last.

What is new is told by when it came into the ledger, not by its date: an old letter that
was brought today is new. A copy of what was there before is not, and what was only put
to a project is new where the search is held to that project.
"""

from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import replace
from datetime import timedelta

from index.query import And
from index.query import Filter
from index.query import Or
from index.query import Tree
from ledger.domain.errors import BusyError
from ledger.domain.errors import DiskFullError
from ledger.domain.errors import HomeBrokenError
from ledger.domain.errors import NotFoundError
from ledger.domain.rereading import UNLOCKED
from ledger.domain.saved import SavedSearch
from ledger.domain.scan import READ
from ledger.opened import Ledger
from ledger.services import insides
from ledger.services import narrowing
from ledger.services import saved
from ledger.services import searching
from ledger.services.insides import Bounds
from ledger.services.narrowing import Room
from ledger.store import events
from ledger.store import looks
from ledger.store.database import Tx
from ledger.store.looks import Come
from ledger.store.looks import Look

_SITTING = timedelta(minutes=30)
"""What was new stays marked for so long."""

_MOST = 20_000
"""Of so many documents that came it is asked which ones are found."""


@dataclass(frozen=True, slots=True)
class News:
    """How many new hits a saved search has."""

    number: int
    more: bool = False
    """Whether so much came that these are only some of them."""


def of(ledger: Ledger, account: str) -> Mapping[str, News]:
    """Return the news of each saved search that somebody sees and has looked at."""
    listed = saved.seen_by(ledger, account)
    if not listed:
        return {}
    searching.freshen(ledger)
    with ledger.db.reading() as tx:
        seen = looks.of(tx, account)
        room = narrowing.room(tx)
        return {
            each.id: _number(ledger, tx, room, each, seen[each.id].until)
            for each in listed
            if each.id in seen
        }


def look(ledger: Ledger, account: str, search: SavedSearch) -> frozenset[str]:
    """Note that somebody looks at a saved search, and return what is new in it."""
    now = ledger.now()
    with ledger.db.reading() as tx:
        until = min(events.size(tx), ledger.index.position())
        known = looks.of(tx, account).get(search.id)
    made = Look(account=account, search=search.id, at=now, since=until, until=until)
    if known and timedelta(0) <= now - known.at < _SITTING:
        made = replace(made, at=known.at, since=known.since)
    elif known:
        made = replace(made, since=known.until)
    try:
        with ledger.db.writing() as tx:
            looks.put(tx, made)
    except (BusyError, DiskFullError, HomeBrokenError):
        return frozenset()  # it stays as new as it was
    with ledger.db.reading() as tx:
        return frozenset(_come(ledger, tx, narrowing.room(tx), search, made.since)[0])


def _number(
    ledger: Ledger, tx: Tx, room: Room, search: SavedSearch, since: int
) -> News:
    found, more = _come(ledger, tx, room, search, since)
    if not found:
        return News(0)
    tree, bounds = _asked(ledger, tx, room, search)
    held = {**bounds.inside, "id": Filter("id", tuple(sorted(found)))}
    return News(replace(bounds, inside=held).number(ledger.index, tree), more)


def _come(
    ledger: Ledger, tx: Tx, room: Room, search: SavedSearch, since: int
) -> tuple[set[str], bool]:
    """Return what came since, and whether that is not all of it."""
    if since >= events.size(tx):
        return set(), False
    listed, before = looks.come_since(tx, since, _MOST)
    read = {each.id for each in listed if each.id not in before or _opened(each)}
    twins = looks.twins_before(tx, since, {each.digest for each in listed})
    new = {
        each.id
        for each in listed
        if each.id in read
        and not _copy(each, twins)
        and (each.message in {None, each.id} or each.message in read)
    }
    tree, bounds = _asked(ledger, tx, room, search)
    held = set(_projects(room, tree, bounds))
    filed = looks.filed_since(tx, since, held, _MOST) if held else []
    return new | set(filed), max(len(listed), len(filed)) >= _MOST


def _opened(each: Come) -> bool:
    """Tell whether words were known only later: of a scan, or behind a password."""
    return bool({READ, UNLOCKED} & set(each.flags))


def _copy(each: Come, twins: set[str]) -> bool:
    return each.message is None and each.digest in twins and not _opened(each)


def _asked(
    ledger: Ledger, tx: Tx, room: Room, search: SavedSearch
) -> tuple[Tree, Bounds]:
    """Return what a saved search asks for; nothing more where its project is gone."""
    wanted = saved.wanted(search.query)
    tree = searching.understood(ledger, tx, wanted.words).tree
    try:
        return tree, insides.bounds(tx, room, wanted.narrowed)
    except NotFoundError:
        return tree, insides.ANYWHERE


def _projects(room: Room, tree: Tree, bounds: Bounds) -> Iterator[str]:
    """Yield the projects that a search is held to."""
    yield from bounds.narrowing.values.get("project", ())
    filters = [*_filters(tree), *bounds.within]
    for each in filters:
        if each.field == "project":
            yield from each.values
        if each.field == "client":
            of = {one.id for one in room.projects if one.client.id in each.values}
            yield from of


def _filters(tree: Tree) -> Iterable[Filter]:
    match tree:
        case Filter():
            return [tree]
        case And(parts) | Or(parts):
            return [each for part in parts for each in _filters(part)]
        case _:
            return []
