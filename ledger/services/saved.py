"""Saved searches: a name for an address, kept for oneself or for the team."""

from collections.abc import Sequence
from dataclasses import dataclass
from dataclasses import fields
from dataclasses import replace
from datetime import timedelta
from urllib.parse import parse_qs
from urllib.parse import urlencode

from ledger.domain.digest import new_id
from ledger.domain.errors import AlreadyThereError
from ledger.domain.errors import BadInputError
from ledger.domain.errors import NotFoundError
from ledger.domain.saved import SavedSearch
from ledger.domain.sentence import said
from ledger.opened import Ledger
from ledger.services.narrowing import EVERYWHERE
from ledger.services.narrowing import Narrowed
from ledger.store import looks
from ledger.store import saved
from ledger.store.database import Tx

LONGEST_NAME = 80
_LONGEST_QUERY = 4000
KEPT = timedelta(days=7)
"""How long a removal can be undone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What an address asks for: all that can be saved under a name."""

    words: str = ""
    narrowed: Narrowed = EVERYWHERE
    sort: str = "best"

    @property
    def query(self) -> str:
        """Return it as the query of an address, always in one order."""
        words = [self.words] if self.words else []
        order = [self.sort] if self.sort != "best" else []
        narrowed = {name: sorted(each) for name, each in self.narrowed.values.items()}
        return urlencode({"q": words, **narrowed, "sort": order}, doseq=True)


def wanted(query: str) -> Wanted:
    """Return what the query of an address asks for; what is not known is left out."""
    given = parse_qs(query[:_LONGEST_QUERY])
    names = [each.name for each in fields(Narrowed)]
    return Wanted(
        words=given.get("q", [""])[0].strip(),
        narrowed=Narrowed(**{name: tuple(given.get(name, ())) for name in names}),
        sort=given.get("sort", ["best"])[0],
    )


def save(
    ledger: Ledger, account: str, name: str, query: str, *, shared: bool
) -> SavedSearch:
    """Save what an address asks for under a name.

    Raises:
        AlreadyThereError: the account has one of that name.
        BadInputError: there is no name, or nothing is asked for.
    """
    made = SavedSearch(
        id=new_id("v"),
        account=account,
        name=_name(name),
        query=_query(query),
        shared=shared,
        made_at=ledger.now(),
    )
    with ledger.db.writing() as tx:
        _refuse_twin(tx, made)
        saved.forget_removed_before(tx, ledger.now() - KEPT)
        looks.forget_orphans(tx)
        saved.add(tx, made)
    return made


def seen_by(ledger: Ledger, account: str) -> Sequence[SavedSearch]:
    """Return an account's own saved searches and the team's, by name."""
    with ledger.db.reading() as tx:
        return saved.of(tx, account)


def every(ledger: Ledger) -> Sequence[SavedSearch]:
    """Return the saved searches of everybody, by name."""
    with ledger.db.reading() as tx:
        return saved.every(tx)


def named(ledger: Ledger, name: str) -> SavedSearch:
    """Return the saved search of a name or an id, whoever made it.

    Raises:
        NotFoundError: there is none.
        BadInputError: several have that name.
    """
    folded = name.strip().casefold()
    found = [
        each
        for each in every(ledger)
        if each.id == name or each.name.casefold() == folded
    ]
    if len(found) > 1:
        raise BadInputError(
            said("Several saved searches are called “%(name)s”; use an id.", name=name)
        )
    if not found:
        raise NotFoundError("saved search", name)
    return found[0]


def maker(ledger: Ledger, key: str) -> str:
    """Return who made a saved search, also one that was removed lately.

    Raises:
        NotFoundError: there is none.
    """
    with ledger.db.reading() as tx:
        return saved.find(tx, key).account


def change(
    ledger: Ledger,
    account: str,
    key: str,
    *,
    name: str | None = None,
    query: str | None = None,
    shared: bool | None = None,
) -> SavedSearch:
    """Change a saved search; a part that is not given stays.

    Raises:
        AlreadyThereError: the account has another one of that name.
        BadInputError: there is no name, or nothing is asked for.
        NotFoundError: there is none, or somebody else made it.
    """
    with ledger.db.writing() as tx:
        known = _own(tx, account, key)
        changed = replace(
            known,
            name=known.name if name is None else _name(name),
            query=known.query if query is None else _query(query),
            shared=known.shared if shared is None else shared,
        )
        _refuse_twin(tx, changed)
        saved.change(tx, changed)
    return changed


def remove(ledger: Ledger, account: str, key: str) -> SavedSearch:
    """Remove a saved search; `restore` takes that back.

    Raises:
        NotFoundError: there is none, or somebody else made it.
    """
    with ledger.db.writing() as tx:
        known = _own(tx, account, key)
        saved.set_removed(tx, key, ledger.now())
    return known


def restore(ledger: Ledger, account: str, key: str) -> SavedSearch:
    """Take back that a saved search was removed.

    Raises:
        AlreadyThereError: the account has another one of that name by now.
        NotFoundError: there is none, or somebody else made it.
    """
    with ledger.db.writing() as tx:
        known = saved.find(tx, key)
        if known.account != account:
            raise NotFoundError("saved search", key)
        _refuse_twin(tx, known)
        saved.set_removed(tx, key, None)
    return known


def _own(tx: Tx, account: str, key: str) -> SavedSearch:
    known = saved.find(tx, key)
    if known.account != account or saved.removed(tx, key):
        raise NotFoundError("saved search", key)
    return known


def _refuse_twin(tx: Tx, search: SavedSearch) -> None:
    folded = search.name.casefold()
    for each in saved.of(tx, search.account):
        own = each.account == search.account and each.id != search.id
        if own and each.name.casefold() == folded:
            raise AlreadyThereError("saved search", search.name)


def _name(typed: str) -> str:
    name = " ".join(typed.split())
    if not name:
        raise BadInputError(said("Enter a name for the search."))
    return name[:LONGEST_NAME]


def _query(query: str) -> str:
    asked = wanted(query)
    if not asked.words and not asked.narrowed.values:
        raise BadInputError(said("There is nothing to save: search for something."))
    return asked.query
