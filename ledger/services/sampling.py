"""Sampling: fill a home with the sample projects, through the same acts that people do.

A home that holds sample data says so twice: by a file, and by who began its log. Sample
data never mix with one's own: neither is opened as the other.
"""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from ledger.domain.account import Account
from ledger.domain.errors import BadInputError
from ledger.domain.sentence import said
from ledger.opened import Ledger
from ledger.samples import told
from ledger.services import accounts
from ledger.services import history
from ledger.services import indexing
from ledger.services import reenacting
from ledger.services import reenacting_duties
from ledger.services import source_adding
from ledger.services import sources
from ledger.services import sweeping

MANAGER = "maria@lumen.example"
_MARK = "SAMPLE-DATA"
_DROP_HOST = "drop.lumen.example"
_DONE = "filled 4 "
"""Raised where the samples grew: a home that was filled before is filled further."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Own:
    """How a ledger of one's own takes the place of the sample; the server knows it."""

    home: Path
    known: Callable[[], bool]
    """Whether there is one already, with an account."""

    begin: Callable[[Callable[[Ledger], str]], str]
    """Go over to it. What it is given sees to it that somebody can sign in there, and
    returns the token of a session, or nothing; that is returned."""


def visitor(ledger: Ledger) -> Account:
    """Return the sample manager, filling the home on first use.

    Raises:
        BadInputError: the home holds somebody's own data.
    """
    if history.size(ledger) and not is_sample(ledger):
        message = said(
            "The ledger in %(home)s holds your own data; sample data go into "
            "a home of their own. Choose an empty folder with --home.",
            home=ledger.home,
        )
        raise BadInputError(message)
    mark = ledger.home / _MARK
    if not mark.exists():
        mark.write_text("being filled\n")
    if not mark.read_text().startswith(_DONE):
        _fill(ledger)
        mark.write_text(f"{_DONE}{history.size(ledger)}\n")
    return next(each for each in accounts.every(ledger) if each.email == MANAGER)


def is_sample(ledger: Ledger) -> bool:
    """Tell whether a home holds sample data: its log says who began it."""
    if history.size(ledger):
        return history.at(ledger, 0).actor == reenacting.ACTOR
    return (ledger.home / _MARK).exists()


def must_be_own(ledger: Ledger) -> None:
    """Refuse a home of sample data as one's own.

    Raises:
        BadInputError: it holds sample data.
    """
    if is_sample(ledger):
        message = said(
            "The ledger in %(home)s holds sample data and is thrown away with them; "
            "your own go into a home of their own. Choose another folder with --home.",
            home=ledger.home,
        )
        raise BadInputError(message)


def remove(home: Path) -> None:
    """Remove a closed sample home; what the ledger did not make stays.

    Raises:
        BadInputError: it does not say that it holds sample data.
    """
    if not (home / _MARK).is_file():
        message = said("%(home)s holds no sample data; nothing was removed.", home=home)
        raise BadInputError(message)
    sweeping.sweep(home)


def filled_up_to(ledger: Ledger) -> int:
    """Return how many events the filling made; what comes after, a person did."""
    mark = ledger.home / _MARK
    number = mark.read_text().rpartition(" ")[2].strip() if mark.exists() else ""
    return int(number) if number.isdecimal() else 0


def _fill(ledger: Ledger) -> None:
    """Do what was not done yet: an interrupted filling goes on where it broke off."""
    if not accounts.every(ledger):
        name = "Maria Popescu"
        accounts.add(
            ledger, reenacting.ACTOR, MANAGER, name, "sample-ledger-for-trying"
        )
    stories = told.load()
    for story in stories:
        reenacting.agree(ledger, story)
    if not sources.every(ledger):
        first = stories[0].key
        source_adding.drop_box(ledger, reenacting.ACTOR, first, _DROP_HOST)
    paths = reenacting.bring(ledger, stories)
    for story in stories:
        reenacting.record(ledger, story, paths)
        reenacting_duties.record(ledger, story, paths)
    indexing.catch_up(ledger)
