"""What was agreed: terms of a contract with their days in force."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from datetime import timedelta

from ledger.domain.provision import Provision
from ledger.domain.provision import SEVERAL
from ledger.domain.provision import TermName


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """One provision of a contract, with its words and the first day it holds."""

    id: str
    project: str
    provision: Provision
    from_day: date
    document: str
    quote: str
    """The words as they stand in the document."""

    start: int
    end: int
    page: int | None
    clause: str
    position: int
    """Its place in the log: of two terms from one day, the later entered holds."""

    remark: str = ""
    """What somebody saw on the paper that the text does not say."""

    remarked_why: str = ""
    """Why the remark stands otherwise than when the term was entered."""

    chosen_by: str = ""
    """Who chose how it counts the rounds before it."""

    ended: date | None = None
    """The last day on which it holds, as a later act says; None while none does."""

    ended_why: str = ""
    withdrawn: str | None = None
    """Why its entry was taken back; None while it stands."""

    @property
    def last_day(self) -> date | None:
        """Return the last day on which it holds by itself; None where it has none."""
        known = [each for each in (self.provision.until, self.ended) if each]
        return min(known, default=None)

    def holds(self, day: date) -> bool:
        """Tell whether a day is within its own days, whatever other terms say."""
        begun = self.withdrawn is None and self.from_day <= day
        return begun and (self.last_day is None or day <= self.last_day)


def in_force(terms: Iterable[Term], name: TermName, day: date) -> Term | None:
    """Return the term of that name that holds on a day; None where none does.

    Of a kind of which several hold at once this is the newest of them.
    """
    return max(all_in_force(terms, name, day), key=_age, default=None)


def all_in_force(terms: Iterable[Term], name: TermName, day: date) -> list[Term]:
    """Return all terms of that name that hold on a day, the oldest first.

    It is one at most, but of the kinds of which several hold at once.
    """
    newest: dict[str, Term] = {}
    for term in sorted(terms, key=_age):
        if term.provision.name is name and term.holds(day):
            newest[term.provision.subject] = term
    return sorted(newest.values(), key=_age)


def every_in_force(terms: Iterable[Term], day: date) -> list[Term]:
    """Return all terms that hold on a day, by their names, the oldest first."""
    listed = list(terms)
    return [each for name in TermName for each in all_in_force(listed, name, day)]


def until(terms: Iterable[Term], term: Term) -> date | None:
    """Return the first day on which it holds no more; None if that is not known.

    A later term has taken over from then, or its own last day is over.
    """
    last = term.last_day
    over = [last + timedelta(days=1)] if last else []
    followers = [
        other.from_day
        for other in terms
        if other.provision.name is term.provision.name
        and other.provision.subject == term.provision.subject
        and other.withdrawn is None
        and _age(other) > _age(term)
    ]
    return min([*followers, *over], default=None)


def before(terms: Iterable[Term], term: Term) -> Term | None:
    """Return the term that a later one takes over from; None where it is the first."""
    if term.provision.name in SEVERAL:
        return None
    earlier = [each for each in terms if _age(each) < _age(term)]
    return in_force(earlier, term.provision.name, term.from_day)


def _age(term: Term) -> tuple[date, int]:
    return (term.from_day, term.position)
