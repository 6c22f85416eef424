"""Delays: by how many days an obligation is late, and what else was late then.

Late is counted from the due day to each of the three days that it reached, or so far.
Which of them counts is for a term of the contract to say. Our own slips of the same
weeks stand beside it, with the days in common. Nothing is counted from a day that is
not known.
"""

from collections.abc import Iterable
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from datetime import timedelta
from enum import StrEnum

from ledger.domain.milestones import milestones
from ledger.domain.milestones import remarks
from ledger.domain.notice_clock import Clock
from ledger.domain.notice_clock import clocks
from ledger.domain.notice_clock import NoticeWindow
from ledger.domain.obligation import Milestone
from ledger.domain.obligation import Obligation
from ledger.domain.obligation import Reached
from ledger.domain.obligation import Slip
from ledger.domain.obligation import Standing
from ledger.domain.sentence import said
from ledger.domain.sentence import Sentence
from ledger.domain.working_days import between
from ledger.domain.working_days import Calendar
from ledger.domain.working_days import Count

_WEEK = 7


class State(StrEnum):
    """How an obligation stands as of a day."""

    WAITING = "waiting"
    """Nothing of it has come."""

    BEGUN = "begun"
    """A part has come, or it is not known whether all has."""

    COMPLETE = "complete"
    """All has come, and it is not known to be usable."""

    USABLE = "usable"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class Common:
    """Days that a delay and slips of ours have in common."""

    calendar: int
    working: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Delay:
    """By how much one milestone is late as of a day."""

    reached: Reached
    late: Count | None = None
    """From the due day on; None where it is in time, or that is not known."""

    early: int = 0
    """How many calendar days before the due day it was reached."""

    so_far: bool = False
    """True where it has not been reached, and the days go on."""

    common: Common = Common(0, 0)
    """With our own slips, each day counted once."""

    unknown: Sentence | None = None
    """Which fact is missing for a count; None where none is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Concurrent:
    """A slip of ours beside a delay."""

    slip: Slip
    late: Count | None
    """None where it was delivered in time, or was not due yet."""

    common: Common


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreed:
    """What the terms say about delays of the client."""

    counts: Milestone | None = None
    """Which of the days counts; None where no term says it."""

    notice: NoticeWindow | None = None
    """Within how many days of noticing notice is to be given; None: no term."""


NOTHING_AGREED = Agreed()


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessment:
    """Where an obligation stands as of a day, with all that is known today."""

    obligation: Obligation
    on: date
    state: State
    delays: tuple[Delay, Delay, Delay]
    agreed: Agreed
    clocks: tuple[Clock, ...]
    slips: tuple[Concurrent, ...]
    remarks: tuple[Sentence, ...]

    def of(self, milestone: Milestone) -> Delay:
        """Return the delay of a milestone."""
        return next(each for each in self.delays if each.reached.milestone == milestone)

    @property
    def counting(self) -> Delay | None:
        """Return the delay that counts by the contract; None where no term says it."""
        return self.of(self.agreed.counts) if self.agreed.counts else None

    @property
    def unsaid(self) -> Sentence | None:
        """Return that nothing says which day counts; None where a term does."""
        return None if self.agreed.counts else said("no term says which day counts")

    @property
    def is_open(self) -> bool:
        """Tell whether something is still owed: the day that counts is not reached.

        Where no term says which day counts, it is open until all of it is usable.
        """
        if self.state is State.WITHDRAWN:
            return False
        waits_for = self.agreed.counts or Milestone.USABLE
        return self.of(waits_for).reached.standing is not Standing.REACHED

    @property
    def is_late(self) -> bool:
        """Tell whether it is open, and its due day has passed."""
        due = self.obligation.due
        return self.is_open and due is not None and due < self.on


def assess(
    obligation: Obligation,
    on: date,
    calendar: Calendar,
    slips: Iterable[Slip] = (),
    agreed: Agreed = NOTHING_AGREED,
) -> Assessment:
    """Return where an obligation stands as of a day, and what was late beside it."""
    found = milestones(obligation, on)
    listed = [each for each in slips if each.withdrawn is None]
    ours = _late_days(listed, on)
    first, complete, usable = (
        _delay(obligation.due, each, on, calendar, ours) for each in found
    )
    stretch = _longest((first, complete, usable))
    return Assessment(
        obligation=obligation,
        on=on,
        state=_state(obligation, found),
        delays=(first, complete, usable),
        agreed=agreed,
        clocks=tuple(clocks(obligation, on, agreed.notice, calendar)),
        slips=tuple(_beside(listed, stretch, on, calendar)),
        remarks=tuple(remarks(obligation)),
    )


def _state(obligation: Obligation, found: Sequence[Reached]) -> State:
    if obligation.withdrawn is not None:
        return State.WITHDRAWN
    first, complete, usable = (each.standing for each in found)
    if usable is Standing.REACHED:
        return State.USABLE
    if complete is Standing.REACHED:
        return State.COMPLETE
    nothing = {first, complete, usable} == {Standing.WAITING}
    return State.WAITING if nothing else State.BEGUN


def _delay(
    due: date | None,
    reached: Reached,
    on: date,
    calendar: Calendar,
    ours: frozenset[date],
) -> Delay:
    if reached.unknown:
        return Delay(reached=reached, unknown=reached.unknown)
    if due is None:
        return Delay(reached=reached, unknown=said("no due day is recorded"))
    end = reached.day or on
    if end <= due:
        early = (due - reached.day).days if reached.day else 0
        return Delay(reached=reached, early=early)
    late = between(due, end, calendar)
    return Delay(
        reached=reached,
        late=late,
        so_far=reached.day is None,
        common=_common(_days_of(late), ours, calendar),
    )


def _longest(delays: Iterable[Delay]) -> Count | None:
    late = [each.late for each in delays if each.late]
    return max(late, key=lambda each: each.calendar, default=None)


def _beside(
    slips: Iterable[Slip], stretch: Count | None, on: date, calendar: Calendar
) -> Iterable[Concurrent]:
    """Yield the slips whose late days, or due day, fall in the weeks of a delay."""
    for each in sorted(slips, key=lambda slip: (slip.due, slip.position)):
        late = slipped(each, on, calendar)
        if stretch is None or not _in_weeks(each.due, late, stretch):
            continue
        common = Common(0, 0)
        if late:
            common = _common(_days_of(late), frozenset(_days_of(stretch)), calendar)
        yield Concurrent(slip=each, late=late, common=common)


def slipped(slip: Slip, on: date, calendar: Calendar) -> Count | None:
    """Return by how much a delivery of ours is late; None where it is not."""
    end = min(slip.done or on, on)
    return between(slip.due, end, calendar) if end > slip.due else None


def _in_weeks(due: date, late: Count | None, stretch: Count) -> bool:
    first = stretch.start - timedelta(days=stretch.start.weekday())
    last = stretch.end + timedelta(days=_WEEK - 1 - stretch.end.weekday())
    return due <= last and (late.end if late else due) >= first


def _late_days(slips: Iterable[Slip], on: date) -> frozenset[date]:
    found: set[date] = set()
    for each in slips:
        late = slipped(each, on, Calendar())
        if late:
            found.update(_days_of(late))
    return frozenset(found)


def _days_of(count: Count) -> list[date]:
    return [
        count.start + timedelta(days=number) for number in range(1, count.calendar + 1)
    ]


def _common(late: Iterable[date], ours: frozenset[date], calendar: Calendar) -> Common:
    shared = [day for day in late if day in ours]
    return Common(len(shared), sum(map(calendar.is_working, shared)))
