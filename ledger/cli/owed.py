"""The JSON of obligations, delays and slips, and their lines."""

from collections.abc import Iterator

from ledger.cli.shapes import day
from ledger.cli.shapes import Json
from ledger.domain.contract import Term
from ledger.domain.delay import Assessment
from ledger.domain.delay import Concurrent
from ledger.domain.delay import Delay
from ledger.domain.notice_clock import Clock
from ledger.domain.obligation import Fact
from ledger.domain.obligation import Slip
from ledger.domain.request import Passage
from ledger.domain.working_days import Count
from ledger.domain.working_days import EnteredDay
from ledger.services import holidays
from ledger.services.owing import Owing
from ledger.services.owing import OwnSlip


def owing(value: Owing) -> Json:
    """Return what the client of a project owes as of a day."""
    return {
        "project": value.project.key,
        "on": day(value.on),
        "obligations": [obligation(each) for each in value.obligations],
        "open": [each.obligation.label for each in value.open],
        "late": [each.obligation.label for each in value.late],
        "slips": [own_slip(each) for each in value.slips],
        **_agreed(value),
    }


def one(value: Owing) -> Json:
    """Return one obligation with the terms that bear on it."""
    return {
        "project": value.project.key,
        **obligation(value.obligations[0]),
        **_agreed(value),
    }


def _agreed(value: Owing) -> Json:
    return {
        "holidays": {
            "list": value.holidays.provision.value if value.holidays else None,
            "edition": holidays.edition(),
            "term": value.holidays.id if value.holidays else None,
            "days": [entered_day(each) for each in value.days],
        },
        "counts": _term(value.counts),
        "notice": _term(value.notice),
    }


def _term(value: Term | None) -> Json | None:
    if value is None:
        return None
    return {
        "term": value.id,
        "value": value.provision.value,
        "unit": value.provision.unit,
        "clause": value.clause,
        "quote": value.quote,
    }


def obligation(value: Assessment) -> Json:
    """Return where an obligation stands."""
    found = value.obligation
    first, complete, usable = value.delays
    return {
        "id": found.id,
        "label": found.label,
        "what": found.what,
        "due": day(found.due),
        "parts": found.expected,
        "clause": found.clause,
        "term": found.term,
        **_passage(found.passage),
        "on": day(value.on),
        "state": value.state,
        "open": value.is_open,
        "late": value.is_late,
        "first_received": _delay(first),
        "complete": _delay(complete),
        "usable": _delay(usable),
        "counts": {
            "which": value.agreed.counts,
            "unknown": _unknown(value.unsaid),
        },
        "clocks": [_clock(each) for each in value.clocks],
        "slips": [_beside(each) for each in value.slips],
        "remarks": [str(each) for each in value.remarks],
        "entries": [fact(each) for each in found.standing()],
        "taken_back": [fact(each) for each in found.facts if each.withdrawn],
        "withdrawn": found.withdrawn,
    }


def fact(value: Fact) -> Json:
    """Return something that is recorded about an obligation."""
    return {
        "id": value.id,
        "kind": value.kind,
        "day": day(value.day),
        "day_by": value.day_by,
        "parts": value.parts,
        "unusable": value.unusable,
        "replaced": value.replaced,
        "about": value.about,
        "note": value.note,
        **_passage(value.passage),
        "withdrawn": value.withdrawn,
    }


def own_slip(value: OwnSlip) -> Json:
    """Return a slip of ours with its days."""
    return {
        **_slip(value.slip),
        "deliverable": value.deliverable.key if value.deliverable else None,
        "late": count(value.late),
    }


def entered_day(value: EnteredDay) -> Json:
    """Return a day that somebody entered."""
    return {
        "id": value.id,
        "day": day(value.day),
        "works": value.works,
        "why": value.why,
    }


def count(value: Count | None) -> Json | None:
    """Return a number of days, with what was left out."""
    if value is None:
        return None
    return {
        "from": day(value.start),
        "to": day(value.end),
        "calendar_days": value.calendar,
        "working_days": value.working,
        "weekend_days": [day(each) for each in value.weekends],
        "holidays": [
            {"day": day(each.day), "name": each.name, "entered": each.entered}
            for each in value.holidays
        ],
        "worked": [day(each) for each in value.worked],
        "list": value.list_name,
        "warnings": [str(each) for each in value.warnings],
    }


def _delay(value: Delay) -> Json:
    return {
        "day": day(value.reached.day),
        "standing": value.reached.standing,
        "stated": value.reached.stated,
        "unknown": _unknown(value.unknown),
        "delay": count(value.late),
        "so_far": value.so_far,
        "early_days": value.early,
        "concurrent": {
            "calendar_days": value.common.calendar,
            "working_days": value.common.working,
        },
    }


def _clock(value: Clock) -> Json:
    return {
        "about": str(value.about),
        "noticed": day(value.noticed),
        "ends": day(value.window.end) if value.window else None,
        "window": {
            "number": value.window.number,
            "unit": value.window.unit,
            "counted": count(value.window.counted),
        }
        if value.window
        else None,
        "given": day(value.given.day) if value.given else None,
        "in_time": value.in_time,
        "passed": value.passed,
        "unknown": _unknown(value.unknown),
    }


def _beside(value: Concurrent) -> Json:
    return {
        **_slip(value.slip),
        "late": count(value.late),
        "concurrent": {
            "calendar_days": value.common.calendar,
            "working_days": value.common.working,
        },
    }


def _slip(value: Slip) -> Json:
    return {
        "id": value.id,
        "label": value.label,
        "what": value.what,
        "due": day(value.due),
        "done": day(value.done),
        "why": value.why,
        **_passage(value.passage),
        "withdrawn": value.withdrawn,
    }


def _passage(value: Passage | None) -> Json:
    return {
        "document": value.document if value else None,
        "quote": value.quote if value else "",
        "start": value.start if value else 0,
        "end": value.end if value else 0,
        "page": value.page if value else None,
    }


def _unknown(value: str | None) -> str | None:
    return f"unknown: {value}" if value else None


def line(value: Assessment) -> str:
    """Return where an obligation stands in one line."""
    found = value.obligation
    due = f"due {found.due}" if found.due else "no due day is recorded"
    late = value.counting or value.delays[2]
    return f"{found.label}  {found.what}  {due}  {value.state}  {_late(late)}"


def lines(value: Assessment) -> Iterator[str]:
    """Yield where an obligation stands, line by line."""
    yield line(value)
    for each in value.delays:
        yield f"  {each.reached.milestone}: {_told(each)}"
    yield f"  counts: {value.agreed.counts or _unknown(value.unsaid)}"
    for clock in value.clocks:
        yield f"  notice of {clock.about}: {_clock_told(clock)}"
    for beside in value.slips:
        common = beside.common
        yield (
            f"  our own slip {beside.slip.label}  {beside.slip.what}: "
            f"{_days(beside.late)}; {common.calendar} days in common, "
            f"{common.working} of them working days"
        )
    for entry in value.obligation.standing():
        yield f"  {entry.day}  {entry.kind}  {_fact_told(entry)}  {entry.id}"
    yield from (f"  {remark}" for remark in value.remarks)
    warnings = {w for d in value.delays if d.late for w in d.late.warnings}
    yield from (f"  {warning}" for warning in sorted(warnings))


def _told(value: Delay) -> str:
    if value.unknown and value.reached.day is None:
        return f"unknown: {value.unknown}"
    reached = value.reached.day
    return f"{reached or 'not yet'}  {_late(value)}"


def _late(value: Delay) -> str:
    if value.unknown:
        return f"unknown: {value.unknown}"
    if value.late is None:
        return "in time" if value.reached.day else ""
    return _days(value.late) + (" so far" if value.so_far else "")


def _days(value: Count | None) -> str:
    if value is None:
        return "not late"
    return f"{value.calendar} calendar / {value.working} working days late"


def _clock_told(value: Clock) -> str:
    if value.unknown:
        return f"unknown: {value.unknown}"
    ends = value.window.end if value.window else ""
    if value.given:
        told = "in time" if value.in_time else "late"
        return f"until {ends}; given on {value.given.day}, {told}"
    return f"until {ends}; not given{', and it has passed' if value.passed else ''}"


def _fact_told(value: Fact) -> str:
    numbers = (
        ("parts", value.parts),
        ("not usable", value.unusable),
        ("good copies", value.replaced or None),
    )
    told = ", ".join(f"{number} {what}" for what, number in numbers if number)
    return " – ".join(each for each in (told, value.note) if each)
