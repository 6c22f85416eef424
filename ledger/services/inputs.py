"""Inputs: what came of what the client owes, what of it is usable, what we noticed."""

from dataclasses import dataclass

from ledger.domain.errors import BadInputError
from ledger.domain.event import EventKind
from ledger.domain.event import Json
from ledger.domain.obligation import Fact
from ledger.domain.obligation import FactKind
from ledger.domain.obligation import Obligation
from ledger.domain.obligation_errors import ObligationStateError
from ledger.domain.sentence import said
from ledger.opened import Ledger
from ledger.services.facts import tell
from ledger.services.facts import Told
from ledger.services.obligations import MOST_PARTS
from ledger.store import obligations


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """How much came; None for what nobody counted."""

    number: int | None = None
    unusable: int | None = None
    replaced: int = 0
    all_of_it: bool = False
    """True where a person says that with this all of it was there."""


def receive(
    ledger: Ledger, actor: str, key: str, told: Told, parts: Parts
) -> Obligation:
    """Record that something of an obligation came.

    Raises:
        BadInputError: no day is known, or the numbers cannot be.
        ObligationStateError: it is withdrawn, or stated to be complete already.
    """
    _check(parts)
    number = 0 if parts.number is None and parts.replaced else parts.number
    with ledger.db.writing() as tx:
        fields: dict[str, Json] = {
            "parts": number,
            "unusable": 0 if number == 0 else parts.unusable,
            "replaced": parts.replaced,
        }
        happened = EventKind.OBLIGATION_RECEIVED
        tell(ledger, tx, actor, key, told, happened, fields)
        if parts.all_of_it:
            _must_be_new(obligations.find(tx, key), FactKind.COMPLETED)
            tell(ledger, tx, actor, key, told, EventKind.OBLIGATION_COMPLETED, {})
        return obligations.find(tx, key)


def complete(ledger: Ledger, actor: str, key: str, told: Told) -> Obligation:
    """State from which day on all of an obligation was there.

    Raises:
        BadInputError: no day is known.
        ObligationStateError: it is withdrawn, or a day is stated already.
    """
    with ledger.db.writing() as tx:
        _must_be_new(obligations.find(tx, key), FactKind.COMPLETED)
        tell(ledger, tx, actor, key, told, EventKind.OBLIGATION_COMPLETED, {})
        return obligations.find(tx, key)


def find_usable(ledger: Ledger, actor: str, key: str, told: Told) -> Obligation:
    """State from which day on all of an obligation could be used.

    Raises:
        BadInputError: no day is known.
        ObligationStateError: it is withdrawn, or a day is stated already.
    """
    with ledger.db.writing() as tx:
        _must_be_new(obligations.find(tx, key), FactKind.FOUND_USABLE)
        tell(ledger, tx, actor, key, told, EventKind.OBLIGATION_FOUND_USABLE, {})
        return obligations.find(tx, key)


def notice(
    ledger: Ledger,
    actor: str,
    key: str,
    told: Told,
    *,
    about: str = "",
    unusable: int | None = None,
) -> Obligation:
    """Record when we noticed that it is late, or that what came cannot be used.

    ``about`` names what came, by the id of its entry; without it, the obligation.

    Raises:
        BadInputError: no day is known, or the number belongs to nothing.
    """
    with ledger.db.writing() as tx:
        found = obligations.find(tx, key)
        came = _came(found, about) if about else None
        if unusable is not None:
            _must_be_unlooked(came, unusable)
        fields: dict[str, Json] = {
            "about": came.id if came else None,
            "unusable": unusable,
        }
        tell(ledger, tx, actor, key, told, EventKind.OBLIGATION_NOTICED, fields)
        return obligations.find(tx, key)


def _check(parts: Parts) -> None:
    numbers = (parts.number, parts.unusable, parts.replaced)
    if any(each is not None and not 0 <= each <= MOST_PARTS for each in numbers):
        raise BadInputError(said("Numbers of parts are whole numbers from 0 on."))
    if parts.number == 0 and not parts.replaced:
        raise BadInputError(said("Nothing came; enter how many parts did."))
    if None not in {parts.number, parts.unusable} and (
        (parts.unusable or 0) > (parts.number or 0)
    ):
        raise BadInputError(said("More parts cannot be used than came."))


def _must_be_new(found: Obligation, kind: FactKind) -> None:
    stated = found.standing(kind)
    if stated:
        raise ObligationStateError(
            said(
                "%(day)s is stated already; take it back first.",
                day=stated[0].day.isoformat(),
            )
        )


def _came(found: Obligation, key: str) -> Fact:
    for each in found.standing(FactKind.RECEIVED):
        if each.id == key:
            return each
    raise BadInputError(said("“%(key)s” is nothing that came of it.", key=key))


def _must_be_unlooked(came: Fact | None, unusable: int) -> None:
    if came is None:
        raise BadInputError(said("Say of what came these parts cannot be used."))
    if came.unusable is not None:
        raise BadInputError(
            said(
                "It is recorded already that %(number)s of it cannot be used.",
                number=came.unusable,
            )
        )
    if unusable < 0 or (came.parts is not None and unusable > came.parts):
        raise BadInputError(said("More parts cannot be used than came."))
