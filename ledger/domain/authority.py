"""Authority: whom the terms name as authorised to agree, and up to which cost.

A term names somebody in free words, by the name or by an address. Nothing is decided
here: what the terms do not cover is said, for a person to judge.
"""

import re
from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from ledger.domain.contract import all_in_force
from ledger.domain.contract import Term
from ledger.domain.money import Money
from ledger.domain.people import folded_name
from ledger.domain.provision import TermName
from ledger.domain.sentence import said
from ledger.domain.sentence import Sentence

_ADDRESS = re.compile(r"[^\s<>()\[\],;:\"“”]+@[^\s<>()\[\],;:\"“”]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreeing:
    """Who agreed to something, by all the names and addresses that are known, and when.

    The first name is the one that is shown.
    """

    names: tuple[str, ...]
    addresses: tuple[str, ...] = ()
    on: date | None = None
    """None where nothing says on which day."""

    @property
    def shown(self) -> str:
        """Return a name, else an address; empty where nobody is known."""
        return next(filter(None, (*self.names, *self.addresses)), "")


def names(term: Term, who: Agreeing) -> bool:
    """Tell whether the words of a term name somebody, in whatever script and order."""
    words = term.provision.value.casefold()
    written = {each.rstrip(".") for each in _ADDRESS.findall(words)}
    if written & {each.casefold() for each in who.addresses if each}:
        return True
    named = set(folded_name(_ADDRESS.sub(" ", words)))
    known = [set(folded_name(each)) for each in who.names]
    return any(own and named and (own <= named or named <= own) for own in known)


def remarks(
    terms: Iterable[Term], who: Agreeing, price: Money | None = None
) -> Iterator[Sentence]:
    """Yield what the terms do not cover of somebody's yes; nothing where none says.

    Args:
        terms: all terms of the project.
        who: who said yes, and on which day.
        price: what the round costs that was agreed to, where that is known.
    """
    said_so = [
        each
        for each in terms
        if each.provision.name is TermName.AUTHORISED_PERSON and each.withdrawn is None
    ]
    if not said_so or not who.shown:
        return
    naming = [each for each in said_so if names(each, who)]
    if who.on is None:
        if not naming:
            yield said(
                "The confirmation is by %(name)s, whom no term names as authorised.",
                name=who.shown,
            )
        return
    holding = all_in_force(said_so, TermName.AUTHORISED_PERSON, who.on)
    covering = [each for each in holding if names(each, who)]
    if not covering:
        yield _uncovered(who, who.on, naming, holding)
    elif price:
        yield from _too_dear(who, covering, price)


def _uncovered(
    who: Agreeing, on: date, naming: Sequence[Term], holding: Sequence[Term]
) -> Sentence:
    """Return that no term names somebody on a day, and what is said instead."""
    told: dict[str, object] = {"day": on.isoformat(), "name": who.shown}
    over = [each for each in naming if each.last_day and each.last_day < on]
    if over:
        last = max(over, key=lambda each: each.last_day or date.min)
        return said(
            "The confirmation of %(day)s is by %(name)s, whom no term in force on that "
            "day names as authorised; %(where)s did until %(until)s.",
            where=_where(last),
            until=last.last_day,
            **told,
        )
    if naming:
        first = min(naming, key=lambda each: each.from_day)
        return said(
            "The confirmation of %(day)s is by %(name)s, whom no term in force on that "
            "day names as authorised; %(where)s does from %(start)s.",
            where=_where(first),
            start=first.from_day,
            **told,
        )
    if holding:
        return said(
            "The confirmation of %(day)s is by %(name)s, whom no term in force on that "
            "day names as authorised; named are %(others)s.",
            others=_others(holding),
            **told,
        )
    return said(
        "The confirmation of %(day)s is by %(name)s, whom no term in force on that "
        "day names as authorised.",
        **told,
    )


def _too_dear(
    who: Agreeing, covering: Sequence[Term], price: Money
) -> Iterator[Sentence]:
    """Yield that a price is above the limit; of several terms the widest holds."""
    limits = [each.provision.limit for each in covering]
    same = [each for each in limits if each and each.currency == price.currency]
    if len(same) < len(limits) or max(each.minor for each in same) >= price.minor:
        return
    widest = max(same, key=lambda each: each.minor)
    term = next(each for each in covering if each.provision.limit == widest)
    yield said(
        "The round costs %(price)s; %(name)s may agree up to %(limit)s, "
        "as %(where)s says.",
        price=price,
        name=who.shown,
        limit=widest,
        where=_where(term),
    )


def _where(term: Term) -> Sentence:
    if term.clause:
        return said("clause %(clause)s", clause=term.clause)
    return said("a term")


def _others(holding: Sequence[Term]) -> str:
    found = ", ".join(each.provision.value for each in holding)
    clauses = list(dict.fromkeys(each.clause for each in holding if each.clause))
    if not clauses:
        return found
    return said(
        "%(names)s (clause %(clauses)s)", names=found, clauses=", ".join(clauses)
    )
