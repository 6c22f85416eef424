"""Milestones: on which day an obligation began to come, was complete, was usable.

They are told from everything that is known today, and then looked at as of a day: what
came later has not come yet. A day that nobody recorded is never made up.
"""

from collections.abc import Sequence
from datetime import date

from ledger.domain.obligation import CAME
from ledger.domain.obligation import days
from ledger.domain.obligation import Fact
from ledger.domain.obligation import FactKind
from ledger.domain.obligation import Milestone
from ledger.domain.obligation import Obligation
from ledger.domain.obligation import Reached
from ledger.domain.obligation import Standing
from ledger.domain.obligation import unusable_of
from ledger.domain.sentence import said
from ledger.domain.sentence import Sentence


def milestones(obligation: Obligation, on: date) -> tuple[Reached, Reached, Reached]:
    """Return where an obligation stands as of a day, with all that is known today."""
    first = _first(obligation)
    complete = _complete(obligation, first)
    usable = _usable(obligation, first, complete)
    came = days(obligation.standing(*CAME))
    begun = bool(came) and came[0] <= on
    return (
        _as_of(first, on, begun=begun),
        _as_of(complete, on, begun=begun),
        _as_of(usable, on, begun=begun),
    )


def remarks(obligation: Obligation) -> list[Sentence]:
    """Return what does not fit together in what was recorded."""
    came = obligation.standing(FactKind.RECEIVED)
    told = []
    number = sum(each.parts or 0 for each in came)
    if obligation.expected is not None and number > obligation.expected:
        told.append(
            said(
                "More parts came (%(came)s) than are due (%(due)s).",
                came=number,
                due=obligation.expected,
            )
        )
    stated = days(obligation.standing(FactKind.COMPLETED))
    adds_up = _adds_up(obligation, came)
    if len(stated) == 1 and isinstance(adds_up, date) and adds_up != stated[0]:
        told.append(
            said(
                "By the parts it is complete on %(counted)s; stated is %(stated)s.",
                counted=adds_up.isoformat(),
                stated=stated[0].isoformat(),
            )
        )
    return told


def _as_of(found: Reached, on: date, *, begun: bool) -> Reached:
    later = found.day is not None and found.day > on
    if later or (found.standing is Standing.UNKNOWN and not begun):
        return Reached(milestone=found.milestone, standing=Standing.WAITING)
    return found


def _first(obligation: Obligation) -> Reached:
    came = obligation.standing(FactKind.RECEIVED)
    if came:
        return _reached(Milestone.FIRST, came[0].day)
    if obligation.standing(*CAME):
        return _unknown(
            Milestone.FIRST, said("nobody recorded when the first of it came")
        )
    return _waiting(Milestone.FIRST)


def _complete(obligation: Obligation, first: Reached) -> Reached:
    milestone = Milestone.COMPLETE
    stated = days(obligation.standing(FactKind.COMPLETED))
    if stated:
        return _stated(milestone, stated, first)
    came = obligation.standing(FactKind.RECEIVED)
    if not came:
        if obligation.standing(FactKind.FOUND_USABLE):
            return _unknown(milestone, said("nobody recorded when all of it was there"))
        return _waiting(milestone)
    found = _adds_up(obligation, came)
    if isinstance(found, Sentence):
        return _unknown(milestone, found)
    return _reached(milestone, found) if found else _waiting(milestone)


def _adds_up(obligation: Obligation, came: Sequence[Fact]) -> date | Sentence | None:
    """Return the day on which as many parts were there as are due; None: not yet."""
    if obligation.expected is None:
        return said(
            "nobody recorded how many parts are due, nor on which day all were there"
        )
    number = 0
    for each in came:
        if each.parts is None and not each.replaced:
            return said(
                "nobody recorded how many parts came on %(day)s",
                day=each.day.isoformat(),
            )
        number += each.parts or 0
        if number >= obligation.expected:
            return each.day
    return None


def _usable(obligation: Obligation, first: Reached, complete: Reached) -> Reached:
    milestone = Milestone.USABLE
    stated = days(obligation.standing(FactKind.FOUND_USABLE))
    if stated:
        before = complete if complete.standing is Standing.REACHED else first
        return _stated(milestone, stated, before)
    if complete.standing is Standing.UNKNOWN:
        return _unknown(milestone, said("it is not known when all of it was there"))
    if complete.day is None:
        return _waiting(milestone)
    return _mended(obligation, complete.day)


def _mended(obligation: Obligation, complete: date) -> Reached:
    """Return from when on nothing was left that could not be used."""
    came = obligation.standing(FactKind.RECEIVED)
    if not came:
        return _unknown(
            Milestone.USABLE, said("nobody recorded whether what came can be used")
        )
    for day in sorted({complete, *(d for d in days(came) if d > complete)}):
        left = 0
        for each in (each for each in came if each.day <= day):
            unusable = unusable_of(obligation, each)
            if unusable is None and each.parts != 0:
                return _unknown(
                    Milestone.USABLE,
                    said(
                        "nobody recorded whether what came on %(day)s can be used",
                        day=each.day.isoformat(),
                    ),
                )
            left += (unusable or 0) - each.replaced
        if left <= 0:
            return _reached(Milestone.USABLE, day)
    return _waiting(Milestone.USABLE)


def _stated(milestone: Milestone, stated: Sequence[date], before: Reached) -> Reached:
    if len(stated) > 1:
        listed = ", ".join(day.isoformat() for day in stated)
        return _unknown(
            milestone,
            said(
                "several days are recorded (%(days)s); take back all but one",
                days=listed,
            ),
        )
    [day] = stated
    if before.day is not None and day < before.day:
        return _unknown(
            milestone,
            said(
                "%(day)s is recorded, which is before %(before)s, when less was "
                "there; take one of them back",
                day=day.isoformat(),
                before=before.day.isoformat(),
            ),
        )
    return Reached(milestone=milestone, standing=Standing.REACHED, day=day, stated=True)


def _reached(milestone: Milestone, day: date) -> Reached:
    return Reached(milestone=milestone, standing=Standing.REACHED, day=day)


def _waiting(milestone: Milestone) -> Reached:
    return Reached(milestone=milestone, standing=Standing.WAITING)


def _unknown(milestone: Milestone, why: Sentence) -> Reached:
    return Reached(milestone=milestone, standing=Standing.UNKNOWN, unknown=why)
