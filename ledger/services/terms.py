"""Terms that are recorded: their end, their entry taken back, remarks on their paper.

Nothing is changed: each act is an event of its own, with its reason and its actor.
"""

from datetime import date

from ledger.domain import paper
from ledger.domain.contract import Term
from ledger.domain.errors import BadInputError
from ledger.domain.event import Event
from ledger.domain.event import EventKind
from ledger.domain.event import Json
from ledger.domain.provision_rules import counted
from ledger.domain.sentence import said
from ledger.domain.term_errors import TermStateError
from ledger.opened import Ledger
from ledger.store import agreed
from ledger.store.database import Tx


def end(ledger: Ledger, actor: str, key: str, on: date, why: str) -> Term:
    """Give a term its last day, with the reason; it stays in the list for ever.

    Raises:
        BadInputError: it begins after that day, or no reason is given.
        TermStateError: it was ended, or withdrawn, already.
    """
    with ledger.db.writing() as tx:
        found = agreed.find(tx, key)
        if found.ended or found.withdrawn is not None:
            raise TermStateError(said("This term is ended already."))
        if on < found.from_day:
            message = said("It begins on %(day)s; it cannot end before.", day=on)
            raise BadInputError(message)
        told: dict[str, Json] = {"on": on.isoformat()}
        return _turn(ledger, tx, actor, found, EventKind.TERM_ENDED, why, told)


def resume(ledger: Ledger, actor: str, key: str, why: str) -> Term:
    """Take the end of a term back, with the reason.

    Raises:
        TermStateError: it was not ended.
    """
    with ledger.db.writing() as tx:
        found = agreed.find(tx, key)
        if not found.ended:
            raise TermStateError(said("This term has no end that could be taken back."))
        return _turn(ledger, tx, actor, found, EventKind.TERM_RESUMED, why)


def withdraw(ledger: Ledger, actor: str, key: str, why: str) -> Term:
    """Take back the entry of a term that was a mistake, with the reason.

    Raises:
        TermStateError: it was withdrawn already.
    """
    with ledger.db.writing() as tx:
        found = agreed.find(tx, key)
        if found.withdrawn is not None:
            raise TermStateError(said("This term is withdrawn already."))
        return _turn(ledger, tx, actor, found, EventKind.TERM_WITHDRAWN, why)


def restore(ledger: Ledger, actor: str, key: str, why: str) -> Term:
    """Let a term stand that was withdrawn; both acts stay in the log.

    Raises:
        TermStateError: it was not withdrawn.
    """
    with ledger.db.writing() as tx:
        found = agreed.find(tx, key)
        if found.withdrawn is None:
            raise TermStateError(said("This term was not withdrawn."))
        return _turn(ledger, tx, actor, found, EventKind.TERM_RESTORED, why)


def remark(ledger: Ledger, actor: str, key: str, words: str, why: str) -> Term:
    """Say what stands on the paper beside a term, with the reason; empty for nothing.

    What was remarked before stays in the log.

    Raises:
        BadInputError: it is too long, or no reason is given.
        TermStateError: the same is remarked already.
    """
    seen = paper.remark(words)
    with ledger.db.writing() as tx:
        found = agreed.find(tx, key)
        if seen == found.remark:
            raise TermStateError(said("The term bears this remark already."))
        told: dict[str, Json] = {"remark": seen}
        return _turn(ledger, tx, actor, found, EventKind.TERM_REMARKED, why, told)


def choose_counting(
    ledger: Ledger, actor: str, key: str, counting: str, why: str
) -> Term:
    """Say how a later allowance counts the rounds before it, and on what ground.

    Raises:
        BadInputError: it grants no free rounds, or no reason is given.
    """
    with ledger.db.writing() as tx:
        found = agreed.find(tx, key)
        said_so = counted(found.provision, counting)
        told: dict[str, Json] = {"counting": str(said_so.counting)}
        return _turn(
            ledger, tx, actor, found, EventKind.TERM_COUNTING_CHOSEN, why, told
        )


def _turn(
    ledger: Ledger,
    tx: Tx,
    actor: str,
    found: Term,
    kind: EventKind,
    why: str,
    told: dict[str, Json] | None = None,
) -> Term:
    if not why.strip():
        raise BadInputError(said("Say why; the reason is shown with the term."))
    happened = Event(
        kind=kind,
        subject=found.id,
        actor=actor,
        projects=(found.project,),
        fields={**(told or {}), "why": why.strip()},
    )
    ledger.record(tx, happened)
    return agreed.find(tx, found.id)
