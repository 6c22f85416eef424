"""Lists of delays: what came late, and what of ours was late then, as a sheet.

Facts only: days, numbers of days, what was left out of the count, what is not known.
"""

from collections.abc import Iterator

from ledger.domain import cells
from ledger.domain.delay import Assessment
from ledger.domain.delay import Concurrent
from ledger.domain.delay import Delay
from ledger.domain.obligation import SENT_BY_US
from ledger.domain.working_days import Count
from ledger.services.owing import Owing

COLUMNS = (
    "number",
    "what is owed",
    "clause",
    "due",
    "as of",
    "first received",
    "first: calendar days late",
    "first: working days late",
    "complete",
    "complete: calendar days late",
    "complete: working days late",
    "usable",
    "usable: calendar days late",
    "usable: working days late",
    "which day counts",
    "late so far",
    "reminded on",
    "our own slips",
    "days in common, calendar",
    "days in common, working",
    "list of holidays",
    "holidays left out",
    "not known",
    "warnings",
)


def sheet(found: Owing) -> str:
    """Return the delays of a project as a CSV file, our own slips in every line."""
    return "".join(cells.written(_lines(found)))


def _lines(found: Owing) -> Iterator[tuple[object, ...]]:
    yield COLUMNS
    for each in found.delayed:
        yield _line(each)


def _line(found: Assessment) -> tuple[object, ...]:
    owed = found.obligation
    longest = max(found.delays, key=lambda each: each.late.calendar if each.late else 0)
    late = longest.late
    reminded = [each.day for each in owed.standing(*SENT_BY_US) if each.day <= found.on]
    return (
        owed.label,
        owed.what,
        owed.clause or None,
        owed.due,
        found.on,
        *(cell for each in found.delays for cell in _cells(each)),
        found.agreed.counts or f"unknown: {found.unsaid}",
        "yes" if longest.so_far else None,
        "; ".join(day.isoformat() for day in reminded) or None,
        "; ".join(_told(each) for each in found.slips) or None,
        longest.common.calendar,
        longest.common.working,
        late.list_name if late else None,
        "; ".join(f"{each.day} {each.name}" for each in late.holidays)
        if late
        else None,
        "; ".join(dict.fromkeys(str(e.unknown) for e in found.delays if e.unknown))
        or None,
        "; ".join(late.warnings) if late else None,
    )


def _holidays(late: Count | None) -> str | None:
    listed = [f"{each.day} {each.name}" for each in late.holidays] if late else []
    return "; ".join(listed) or None


def _cells(value: Delay) -> tuple[object, ...]:
    late = value.late
    reached = value.reached
    return (
        reached.day or ("unknown" if value.unknown else "not yet"),
        late.calendar if late else None,
        late.working if late else None,
    )


def _told(beside: Concurrent) -> str:
    slip = beside.slip
    days = beside.late.calendar if beside.late else 0
    done = slip.done.isoformat() if slip.done else "not delivered"
    return (
        f"{slip.label} {slip.what}: due {slip.due}, {done}, {days} calendar days late "
        f"({slip.why})"
    )
