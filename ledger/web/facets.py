"""The facets of the page of results: values with counts, chips, and the months."""

from collections import Counter
from collections.abc import Collection
from collections.abc import Mapping
from collections.abc import Sequence
from dataclasses import dataclass
from dataclasses import replace
from datetime import date

from flask_babel import format_date

from ledger.domain import months
from ledger.services.narrowing import Count
from ledger.services.narrowing import Narrowed
from ledger.web.asked import Asked

FIRST = 8
"""So many values of a facet are seen at once; the others unfold."""

_MOST = 200
"""So many values of a facet are listed at all; a query can name the others."""

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

    inner: Sequence[Value] = ()
    """Where years are drawn: the months of those that are chosen, if they are few."""

    ends: Sequence[tuple[str, str]] = ()
    """From where to where a stretch may go, each with its name."""

    first: str = ""
    last: str = ""
    """The ends of the stretch that is chosen, else of all."""


def normal(asked: Asked, counted: Mapping[str, Sequence[Count]]) -> Asked:
    """Return what was asked for, the values of facets as the ledger calls them."""
    if not counted:
        return asked
    chosen = {
        name: tuple(each.value for each in counts if each.chosen)
        for name, counts in counted.items()
        if name != "month"
    }
    narrowed = Narrowed(**{**asked.narrowed.values, **chosen})
    return replace(asked, wanted=replace(asked.wanted, narrowed=narrowed))


def values(asked: Asked, counted: Mapping[str, Sequence[Count]]) -> dict[str, object]:
    """Return the groups of facets: lists of values, and the times."""
    groups: dict[str, object] = {
        name: [_value(asked, name, each) for each in few(counted.get(name, ()))]
        for name in ("project", "kind", "language")
    }
    groups["author"] = _authors(asked, few(counted.get("author", ())))
    groups["further"] = {
        name: len(counts) - len(few(counts)) for name, counts in counted.items()
    }
    groups["month"] = _times(asked, counted.get("month", ()))
    return groups


def chips(asked: Asked, counted: Mapping[str, Sequence[Count]]) -> list[Value]:
    """Return what is chosen; each address takes one of them away."""
    found = [
        replace(_value(asked, name, each), title=name)
        for name, counts in counted.items()
        for each in counts
        if each.chosen and name != "month"
    ]
    times = [_time(asked, each, 0, 1) for each in asked.narrowed.month]
    return found + [replace(each, title="month") for each in times]


def few(counts: Sequence[Count]) -> Sequence[Count]:
    """Return the values that are listed: the most frequent, and all that are chosen."""
    rest = [each for each in counts[_MOST:] if each.chosen]
    return [*counts[:_MOST], *rest]


def when(value: str) -> str:
    """Return a month, a year or a stretch as people write it."""
    first, last = months.ends(value)
    if first != last:
        return f"{when(first)} – {when(last)}"
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
    chosen = asked.narrowed.month
    known = {
        each.value: each.number
        for each in counts
        if len(each.value) > _YEAR and (each.number or each.value in chosen)
    }
    if not known:
        return Times((), [_time(asked, each, 0, 1) for each in chosen])
    by_year: Counter[str] = Counter()
    for month, number in known.items():
        by_year[month[:_YEAR]] += number
    first, last = min(known), max(known)
    if _place(last) - _place(first) < _MONTHS:
        bars, number_of = _span(first, last), known
    else:
        bars, number_of = _years(sorted(by_year)), dict(by_year)
    most = max(number_of.values()) or 1
    drawn = [_time(asked, each, number_of.get(each, 0), most) for each in bars]
    opened = {end[:_YEAR] for each in chosen for end in months.ends(each)}
    listed = []
    for bar in drawn:
        if bar.count or bar.chosen:
            listed.append(bar)
        if len(bar.value) == _YEAR and bar.value in opened:
            listed += [
                _time(asked, month, number, most)
                for month, number in sorted(known.items())
                if month.startswith(bar.value)
            ]
    stretches = [*chosen, months.stretch(first, last)]
    return Times(
        drawn,
        listed,
        inner=_inner(asked, known, opened) if len(bars[0]) == _YEAR else (),
        ends=[(each, when(each)) for each in sorted(known)],
        first=months.ends(stretches[0])[0],
        last=months.ends(stretches[0])[1],
    )


def _inner(
    asked: Asked, known: Mapping[str, int], opened: Collection[str]
) -> list[Value]:
    """Return the months of the years that are chosen, where they are few."""
    if not opened:
        return []
    first, last = f"{min(opened)}-01", f"{max(opened)}-12"
    if _place(last) - _place(first) >= _MONTHS:
        return []
    most = max((known.get(each, 0) for each in _span(first, last)), default=0) or 1
    return [_time(asked, each, known.get(each, 0), most) for each in _span(first, last)]


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
    chosen = [each for each in asked.narrowed.month if not _is_stretch(each)]
    if value in asked.narrowed.month:
        chosen = list(asked.narrowed.month)
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
        chosen=any(months.covers(each, value) for each in asked.narrowed.month),
        share=number / most,
    )


def _is_stretch(value: str) -> bool:
    first, last = months.ends(value)
    return first != last
