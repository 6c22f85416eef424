"""The facets of the page of results: values with counts, chips, and the months."""

from collections import Counter
from collections.abc import Mapping
from collections.abc import Sequence
from dataclasses import dataclass
from dataclasses import replace
from datetime import date

from flask_babel import format_date

from ledger.services.narrowing import Count
from ledger.services.narrowing import Narrowed
from ledger.web.asked import Asked

FIRST = 8
"""So many values of a facet are seen at once; the others unfold."""

_MONTHS = 24
"""A longer time is shown by its years."""

_MOST_YEARS = 60
"""A mail may claim any year; a strip of a thousand years shows nothing."""

_YEAR = 4
_NAMED = frozenset({"author", "project", "client", "thread"})
"""What has names that a template does not know."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Value:
    """A value that results can be narrowed to, or widened from."""

    value: str
    name: str
    """Empty where a template knows the name for the value."""

    title: str = ""
    """What more there is to know of it."""

    count: int
    address: str
    """Of the same with this value chosen, or no longer chosen."""

    chosen: bool
    share: float = 0.0
    """How many it has, of those of the value that has most."""


@dataclass(frozen=True, slots=True)
class Times:
    """The months of what was found, or its years where they are many."""

    bars: Sequence[Value]
    """Without a gap from the first to the last."""

    listed: Sequence[Value]
    """Those that have anything; below a chosen year its months."""


def normal(asked: Asked, counted: Mapping[str, Sequence[Count]]) -> Asked:
    """Return what was asked for, the values of facets as the ledger calls them."""
    if not counted:
        return asked
    chosen = {
        name: tuple(each.value for each in counts if each.chosen)
        for name, counts in counted.items()
    }
    narrowed = Narrowed(**{**asked.narrowed.values, **chosen})
    return replace(asked, wanted=replace(asked.wanted, narrowed=narrowed))


def values(asked: Asked, counted: Mapping[str, Sequence[Count]]) -> dict[str, object]:
    """Return the groups of facets: lists of values, and the times."""
    groups: dict[str, object] = {
        name: [_value(asked, name, each) for each in counted.get(name, ())]
        for name in ("project", "kind", "language")
    }
    groups["author"] = _authors(asked, counted.get("author", ()))
    groups["month"] = _times(asked, counted.get("month", ()))
    return groups


def chips(asked: Asked, counted: Mapping[str, Sequence[Count]]) -> list[Value]:
    """Return what is chosen; each address takes one of them away."""
    found = []
    for name, counts in counted.items():
        for each in counts:
            if each.chosen:
                value = _value(asked, name, each)
                if name == "month":
                    value = replace(value, name=when(each.value))
                found.append(replace(value, title=name))
    return found


def when(value: str) -> str:
    """Return a month or a year as people write it."""
    if len(value) == _YEAR:
        return value
    year, month = map(int, value.split("-"))
    if not 1 <= month <= 12 or not year:  # noqa: PLR2004 months of a year
        return value
    return str(format_date(date(year, month, 1), "LLL y"))


def _value(asked: Asked, facet: str, each: Count) -> Value:
    name, address = _named(each.name) if facet == "author" else (each.name, "")
    return Value(
        value=each.value,
        name=name if facet in _NAMED else "",
        title=address,
        count=each.number,
        address=asked.toggled(facet, each.value),
        chosen=each.chosen,
    )


def _named(name: str) -> tuple[str, str]:
    """Return the name of an author, and the address that stood behind it."""
    before, _space, last = name.rpartition(" ")
    return (before, last) if before and "@" in last else (name, "")


def _authors(asked: Asked, counts: Sequence[Count]) -> list[Value]:
    """Return authors; two of one name are told apart by their addresses."""
    found = [_value(asked, "author", each) for each in counts]
    times = Counter(each.name.casefold() for each in found)
    return [
        replace(each, name=f"{each.name} ({each.title})")
        if times[each.name.casefold()] > 1 and each.title
        else each
        for each in found
    ]


def _times(asked: Asked, counts: Sequence[Count]) -> Times:
    """Return the months in order, or the years where the months are too many."""
    months = {each.value: each.number for each in counts if len(each.value) > _YEAR}
    chosen = asked.narrowed.month
    if not months:
        return Times((), [_time(asked, each, 0, 1) for each in chosen])
    by_year: Counter[str] = Counter()
    for month, number in months.items():
        by_year[month[:_YEAR]] += number
    first, last = min(months), max(months)
    if _place(last) - _place(first) < _MONTHS:
        bars, number_of = _span(first, last), months
    else:
        bars, number_of = _years(sorted(by_year)), dict(by_year)
    most = max(number_of.values()) or 1
    drawn = [_time(asked, each, number_of.get(each, 0), most) for each in bars]
    opened = {each[:_YEAR] for each in chosen}
    listed = []
    for bar in drawn:
        if bar.count or bar.chosen:
            listed.append(bar)
        if len(bar.value) == _YEAR and bar.value in opened:
            listed += [
                _time(asked, month, number, most)
                for month, number in sorted(months.items())
                if month.startswith(bar.value)
            ]
    return Times(drawn, listed)


def _place(month: str) -> int:
    """Return how many months lie before a month."""
    return int(month[:_YEAR]) * 12 + int(month[_YEAR + 1 :]) - 1


def _span(first: str, last: str) -> list[str]:
    """Return all months from the first to the last."""
    places = range(_place(first), _place(last) + 1)
    return [f"{at // 12:04}-{at % 12 + 1:02}" for at in places]


def _years(known: Sequence[str]) -> list[str]:
    """Return all years from the first to the last; of too many only those known."""
    first, last = int(known[0]), int(known[-1])
    if last - first >= _MOST_YEARS:
        return list(known)
    return [f"{year:04}" for year in range(first, last + 1)]


def _time(asked: Asked, value: str, number: int, most: int) -> Value:
    """Return a month or a year; a month takes the place of its year when chosen."""
    chosen = asked.narrowed.month
    if value in chosen:
        others = [each for each in chosen if each != value]
    else:
        around = {value, value[:_YEAR]}
        inside = [each for each in chosen if not each.startswith(value)]
        others = [*(each for each in inside if each not in around), value]
    return Value(
        value=value,
        name=when(value),
        count=number,
        address=asked.having("month", *others),
        chosen=value in chosen,
        share=number / most,
    )
