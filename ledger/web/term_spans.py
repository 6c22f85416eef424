"""Term spans: which term held when, as bars on a line, drawn by attributes alone.

A kind of which only the latest holds has one row; of the others, as of persons who may
approve, each term has a row of its own. What was withdrawn is not drawn.
"""

from collections.abc import Iterable
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from ledger.domain.contract import Term
from ledger.domain.provision import SEVERAL
from ledger.domain.provision import TermName
from ledger.services.contracts import InForce

WIDTH = 1000
_LEAST = 8
"""How wide a bar is at least: a term of one day is seen too."""

_YEARS = 12
"""More years than these are not all named."""


@dataclass(frozen=True, slots=True)
class Bar:
    """The days on which a term holds."""

    found: InForce
    start: int
    width: int
    state: str
    """``now``, ``past`` or ``coming``, as of the day that is looked at."""

    @property
    def term(self) -> Term:
        """Return the term."""
        return self.found.term


@dataclass(frozen=True, slots=True)
class Row:
    """The terms of a kind, or a single one of those that hold side by side."""

    name: TermName
    bars: tuple[Bar, ...]


@dataclass(frozen=True, slots=True)
class Tick:
    """The first day of a year on the line."""

    year: int
    at: int


@dataclass(frozen=True, slots=True)
class Spans:
    """All terms of a project on one line of days."""

    first: date
    last: date
    at: int
    """Where the day that is looked at stands."""

    ticks: tuple[Tick, ...]
    rows: tuple[Row, ...]


def of(terms: Sequence[InForce], day: date, today: date) -> Spans | None:
    """Return the line of some terms; None where no day lies between the ends of it.

    Args:
        terms: of a project, with the day on which each was replaced or ended.
        day: the day that is looked at.
        today: the line reaches to it at least.
    """
    drawn = [each for each in terms if _days_long(each) and each.term.withdrawn is None]
    days = {day, today, *(end for each in drawn for end in _ends(each))}
    first, last = min(days), max(days)
    if not drawn or first == last:
        return None

    def at(when: date) -> int:
        return round((when - first) / (last - first) * WIDTH)

    def bar(each: InForce) -> Bar:
        start, end = at(each.term.from_day), at(each.until or last)
        start = min(start, WIDTH - _LEAST)
        return Bar(each, start, max(end - start, _LEAST), _state(each, day))

    rows = [Row(name, tuple(map(bar, group))) for name, group in _grouped(drawn)]
    years = range(first.year + 1, last.year + 1)
    step = len(years) // _YEARS + 1
    ticks = [Tick(year, at(date(year, 1, 1))) for year in years[::step]]
    return Spans(first, last, at(day), tuple(ticks), tuple(rows))


def _grouped(terms: Iterable[InForce]) -> list[tuple[TermName, list[InForce]]]:
    """Return the terms of each row, in the order of the kinds and of their days."""
    rows: dict[tuple[TermName, str], list[InForce]] = {}
    for each in sorted(terms, key=lambda found: found.term.from_day):
        name = each.term.provision.name
        alone = each.term.id if name in SEVERAL else ""
        rows.setdefault((name, alone), []).append(each)
    order = list(TermName)
    ordered = sorted(rows.items(), key=lambda row: order.index(row[0][0]))
    return [(name, group) for (name, _alone), group in ordered]


def _days_long(each: InForce) -> bool:
    return each.until is None or each.until > each.term.from_day


def _ends(each: InForce) -> list[date]:
    return [each.term.from_day, *([each.until] if each.until else [])]


def _state(each: InForce, day: date) -> str:
    if each.term.from_day > day:
        return "coming"
    return "past" if each.until and each.until <= day else "now"
