"""Accesses: every search and every file that leaves is noted, and kept for a time.

What somebody types is answered letter by letter. Words that only grow within a few
seconds are one search: the longer take the place of the shorter. The same asked again
soon, such as its next page, is the same search.
"""

from collections.abc import Mapping
from collections.abc import Sequence
from dataclasses import dataclass
from dataclasses import field
from datetime import datetime
from datetime import timedelta
from urllib.parse import parse_qs
from urllib.parse import urlencode

from ledger.domain.access import Access
from ledger.domain.access import Door
from ledger.domain.access import Of
from ledger.domain.access import What
from ledger.domain.account import Account
from ledger.domain.account import Role
from ledger.domain.errors import BusyError
from ledger.domain.errors import DiskFullError
from ledger.domain.errors import HomeBrokenError
from ledger.opened import Ledger
from ledger.services.saved import Wanted
from ledger.services.saved import wanted as understood
from ledger.store import accesses
from ledger.store.accesses import Which
from ledger.store.database import Tx

_TYPING = timedelta(seconds=10)
"""A letter that comes later begins another search."""

_SAME = timedelta(minutes=10)
_LONGEST = 4000


@dataclass(frozen=True, slots=True)
class By:
    """Who does something, and where."""

    account: str
    door: Door


@dataclass(frozen=True, slots=True, kw_only=True)
class Apart:
    """What is asked for elsewhere than in the search of everything, or leaves there."""

    of: Of
    key: str = ""
    """Of whom or of what: an id, a label, the key of a project."""

    given: Mapping[str, str] = field(default_factory=dict)
    """What it is narrowed to, as its address says; words as ``q``."""

    @property
    def query(self) -> str:
        """Return it as the query of an address, always in one order."""
        values = {"of": self.of, "key": self.key, **dict(sorted(self.given.items()))}
        return urlencode({name: each for name, each in values.items() if each})


@dataclass(frozen=True, slots=True)
class Listed:
    """A part of the accesses."""

    found: Sequence[Access]
    total: int
    accounts: Sequence[str]
    """Whose there are, of those that may be seen."""


def searched(
    ledger: Ledger,
    by: By,
    wanted: Wanted | Apart,
    number: int,
    *,
    typed: bool = False,
) -> bool:
    """Note a search; return whether that could be done.

    One is answered even where nothing can be written just now.

    Args:
        ledger: where.
        by: who, and at which door.
        wanted: what was asked for.
        number: of documents that were found.
        typed: whether it was asked while somebody was typing.
    """
    made = _made(ledger, by, What.SEARCH, wanted, number)
    try:
        with ledger.db.reading() as tx:
            known = accesses.last(tx, by.account)
        if known and _same(known, made, typed=typed):
            return True
        with ledger.db.writing() as tx:
            _keep(ledger, tx, made, typed=typed)
    except (BusyError, DiskFullError, HomeBrokenError):
        return False
    return True


def exported(ledger: Ledger, by: By, wanted: Wanted | Apart, number: int = 1) -> None:
    """Note that something leaves as a file; where that fails, it must not leave."""
    made = _made(ledger, by, What.EXPORT, wanted, number)
    with ledger.db.writing() as tx:
        _forget(ledger, tx)
        accesses.add(tx, [made])


def listed(ledger: Ledger, by: By, asked: Sequence[tuple[Wanted, int]]) -> None:
    """Note the lines of a list of queries, each with how many it found."""
    made = [_made(ledger, by, What.LIST, *each) for each in asked]
    with ledger.db.writing() as tx:
        _forget(ledger, tx)
        accesses.add(tx, made)


def seen_by(
    ledger: Ledger,
    viewer: Account,
    limit: int,
    offset: int = 0,
    *,
    account: str = "",
    what: str = "",
) -> Listed:
    """Return what somebody may see: an owner all, everybody else his own."""
    owner = viewer.role is Role.OWNER
    return every(
        ledger, limit, offset, account=account if owner else viewer.id, what=what
    )


def every(
    ledger: Ledger, limit: int, offset: int = 0, *, account: str = "", what: str = ""
) -> Listed:
    """Return accesses, the newest first; what is too old is not among them."""
    which = Which(since=_oldest(ledger), account=account, what=what)
    with ledger.db.reading() as tx:
        return Listed(
            accesses.newest(tx, which, limit, offset),
            accesses.number(tx, which),
            accesses.accounts(tx),
        )


def asked_for(access: Access) -> Wanted:
    """Return what an access asked for."""
    return understood(access.query)


def apart(access: Access) -> Apart | None:
    """Return where else than in the search of everything it was; None where not."""
    given = {name: each[0] for name, each in parse_qs(access.query).items()}
    of, key = given.pop("of", ""), given.pop("key", "")
    return Apart(of=Of(of), key=key, given=given) if of in set(Of) else None


def _made(
    ledger: Ledger, by: By, what: What, wanted: Wanted | Apart, number: int
) -> Access:
    return Access(
        at=ledger.now(),
        account=by.account,
        what=what,
        door=by.door,
        query=wanted.query[:_LONGEST],
        number=number,
    )


def _keep(ledger: Ledger, tx: Tx, made: Access, *, typed: bool) -> None:
    known = accesses.last(tx, made.account)
    if known and _same(known, made, typed=typed):
        return
    if known and typed and _grown(known, made):
        accesses.replace(tx, known.id, made)
        return
    _forget(ledger, tx)
    accesses.add(tx, [made])


def _same(known: Access, made: Access, *, typed: bool) -> bool:
    """Tell whether an access is noted already, or is only words being taken away."""
    if known.what is not What.SEARCH:
        return False
    if known.query == made.query:
        return made.at - known.at < _SAME
    return typed and _grown(made, known) and made.at - known.at < _TYPING


def _grown(known: Access, made: Access) -> bool:
    """Tell whether words are those of another, and more; all else being the same."""
    if known.what is not What.SEARCH or abs(made.at - known.at) >= _TYPING:
        return False
    (before, then), (words, now) = _parted(known), _parted(made)
    return then == now and bool(before) and words.startswith(before)


def _parted(access: Access) -> tuple[str, dict[str, list[str]]]:
    """Return the words that were asked for, and all the rest."""
    given = parse_qs(access.query)
    return given.pop("q", [""])[0].strip(), given


def _forget(ledger: Ledger, tx: Tx) -> None:
    accesses.forget_before(tx, _oldest(ledger))


def _oldest(ledger: Ledger) -> datetime:
    return ledger.now() - timedelta(days=ledger.config.access_days)
