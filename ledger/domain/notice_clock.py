"""Notice clocks: by when notice has to be given, counted from noticing.

A clock that needs a day which nobody recorded says so; it never runs from another day.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from ledger.domain.milestones import milestones
from ledger.domain.obligation import Fact
from ledger.domain.obligation import FactKind
from ledger.domain.obligation import Obligation
from ledger.domain.obligation import Standing
from ledger.domain.obligation import unusable_of
from ledger.domain.sentence import counted
from ledger.domain.sentence import said
from ledger.domain.sentence import Sentence
from ledger.domain.working_days import Calendar
from ledger.domain.working_days import DayUnit
from ledger.domain.working_days import Window
from ledger.domain.working_days import window_end


@dataclass(frozen=True, slots=True)
class NoticeWindow:
    """Within how many days of noticing notice is to be given."""

    number: int
    unit: DayUnit


@dataclass(frozen=True, slots=True, kw_only=True)
class Clock:
    """By when notice of something is to be given, as of a day."""

    about: str
    """What was, or should have been, noticed."""

    noticed: date | None = None
    window: Window | None = None
    given: Fact | None = None
    """The first notice after noticing; None where none was given as of that day."""

    passed: bool = False
    """True where the window has ended without a notice."""

    unknown: Sentence | None = None
    """Which fact is missing; None where none is."""

    @property
    def in_time(self) -> bool | None:
        """Tell whether notice was given in time; None where that is not known."""
        if self.window is None or not (self.given or self.passed):
            return None
        return self.given is not None and self.window.holds(self.given.day)


def clocks(
    obligation: Obligation, on: date, notice: NoticeWindow | None, calendar: Calendar
) -> Iterator[Clock]:
    """Yield the clocks of an obligation as of a day: of what came, then of itself."""
    noticed = obligation.standing(FactKind.NOTICED)
    for came in obligation.standing(FactKind.RECEIVED):
        number = unusable_of(obligation, came)
        if not number or came.day > on:
            continue
        about = counted(
            "%(num)s part of %(day)s that cannot be used",
            "%(num)s parts of %(day)s that cannot be used",
            number,
            day=came.day.isoformat(),
        )
        seen = [each for each in noticed if each.about == came.id and each.day <= on]
        yield _clock(obligation, on, about, seen, notice, calendar)
    general = [each for each in noticed if each.about is None and each.day <= on]
    for each in general:
        told = each.note or said("the delay")
        yield _clock(obligation, on, told, [each], notice, calendar)
    if notice and not general and _is_late(obligation, on):
        yield _clock(obligation, on, said("the delay"), [], notice, calendar)


def _clock(
    obligation: Obligation,
    on: date,
    about: str,
    seen: list[Fact],
    notice: NoticeWindow | None,
    calendar: Calendar,
) -> Clock:
    if not seen:
        return Clock(about=about, unknown=said("nobody recorded when it was noticed"))
    noticed = seen[0].day
    given = next(
        (
            each
            for each in obligation.standing(FactKind.NOTIFIED)
            if noticed <= each.day <= on
        ),
        None,
    )
    if notice is None:
        why = said("no term says within how many days notice is to be given")
        return Clock(about=about, noticed=noticed, given=given, unknown=why)
    window = window_end(noticed, notice.number, notice.unit, calendar)
    return Clock(
        about=about,
        noticed=noticed,
        window=window,
        given=given,
        passed=given is None and window.end < on,
    )


def _is_late(obligation: Obligation, on: date) -> bool:
    """Tell whether it is known that not all of it was there on the due day."""
    if obligation.due is None or obligation.due >= on:
        return False
    first, complete, _usable = milestones(obligation, on)
    if complete.standing is Standing.UNKNOWN:
        return first.day is not None and first.day > obligation.due
    return complete.day is None or complete.day > obligation.due
