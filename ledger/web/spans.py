"""Spans: the days of an obligation on a line, to be drawn by attributes alone."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from ledger.domain.delay import Assessment
from ledger.domain.obligation import FactKind
from ledger.domain.obligation import SENT_BY_US

WIDTH = 1000
_EDGE = 20


@dataclass(frozen=True, slots=True)
class Mark:
    """A day on the line."""

    kind: str
    """``due``, ``came``, ``complete``, ``usable``, ``reminded`` or ``today``."""

    day: date
    at: int


@dataclass(frozen=True, slots=True)
class Band:
    """A stretch of days on the line: ``late``, or ``ours`` for a slip of ours."""

    kind: str
    start: int
    width: int


@dataclass(frozen=True, slots=True)
class Span:
    """An obligation on a line, from its first day to its last."""

    marks: tuple[Mark, ...]
    bands: tuple[Band, ...]
    first: date
    last: date


def of(found: Assessment) -> Span | None:
    """Return the line of an obligation; None where it has less than two days."""
    known = [day for _kind, day in _days(found)]
    if not known or min(known) == max(known):
        return None
    first, last = min(known), max(known)

    def at(day: date) -> int:
        part = (min(max(day, first), last) - first) / (last - first)
        return _EDGE + round(part * (WIDTH - 2 * _EDGE))

    return Span(
        marks=tuple(Mark(kind, day, at(day)) for kind, day in _days(found)),
        bands=tuple(
            Band(kind, at(start), at(end) - at(start))
            for kind, start, end in _bands(found)
        ),
        first=first,
        last=last,
    )


def _days(found: Assessment) -> Iterator[tuple[str, date]]:
    owed = found.obligation
    if owed.due:
        yield "due", owed.due
    for came in owed.standing(FactKind.RECEIVED):
        if came.day <= found.on:
            yield "came", came.day
    for sent in owed.standing(*SENT_BY_US):
        if sent.day <= found.on:
            yield "reminded", sent.day
    for name, delay in zip(("complete", "usable"), found.delays[1:], strict=True):
        if delay.reached.day:
            yield name, delay.reached.day
    if found.is_open:
        yield "today", found.on


def _bands(found: Assessment) -> Iterator[tuple[str, date, date]]:
    late = [each.late for each in found.delays if each.late]
    if late:
        longest = max(late, key=lambda each: each.calendar)
        yield "late", longest.start, longest.end
    for each in found.slips:
        if each.late:
            yield "ours", each.late.start, each.late.end
