"""Calendar files (.ics): invitations, changes of them, cancellations.

Each event reads as facts: what, when and in which zone, where, who asks and who is
asked. What tells versions of one event apart (its UID, its sequence) stands there too.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from dataclasses import field

from ledger.domain import problems
from ledger.domain.reading import Kind
from ledger.domain.reading import Member
from ledger.domain.reading import Participant
from ledger.domain.reading import Reading
from ledger.formats import language
from ledger.formats.cards import days
from ledger.formats.cards.lines import begins
from ledger.formats.cards.lines import Line
from ledger.formats.cards.lines import lines
from ledger.formats.cards.written import Sheet
from ledger.formats.mail.words import clean
from ledger.formats.office.draft import finished
from ledger.formats.office.draft import shortcomings
from ledger.formats.source import Source
from ledger.formats.source import UnreadError
from ledger.formats.text import own

KIND = Kind.EVENT
MEDIA_TYPES = ("text/calendar",)
SUFFIXES = frozenset({".ics", ".ifb", ".vcs"})
PARSER = "ics"
VERSION = 1

MARK = "BEGIN:VCALENDAR"
MOST_EVENTS = 5_000
MOST_PEOPLE = 2_000
EVENTS = {
    "VEVENT": "",
    "VTODO": "Task",
    "VJOURNAL": "Note",
    "VFREEBUSY": "Free or busy",
}
METHODS = {
    "REQUEST": "Invitation",
    "CANCEL": "Cancellation",
    "REPLY": "Answer to an invitation",
    "COUNTER": "Proposal of another time",
    "DECLINECOUNTER": "Refusal of another time",
    "REFRESH": "Question for the newest version",
    "ADD": "Further dates",
}
ANSWERS = {
    "ACCEPTED": "accepted",
    "DECLINED": "declined",
    "TENTATIVE": "perhaps",
    "DELEGATED": "sent somebody else",
    "NEEDS-ACTION": "has not answered",
}
ROLES = {"OPT-PARTICIPANT": "need not come", "NON-PARTICIPANT": "for information"}


@dataclass(slots=True)
class Thing:
    """An event, a task or a note, with its lines in their order."""

    kind: str
    lines: list[Line] = field(default_factory=list)
    alarms: list[str] = field(default_factory=list)

    def first(self, name: str) -> Line | None:
        """Return a property; None where there is none."""
        return next((each for each in self.lines if each.name == name), None)

    def text(self, name: str) -> str:
        """Return the words of a property; empty where there is none."""
        found = self.first(name)
        return found.text.strip() if found else ""

    def moment(self, name: str) -> days.Moment | None:
        """Return the moment of a property; None where there is none."""
        found = self.first(name)
        return days.moment(found) if found else None


@dataclass(slots=True)
class Calendar:
    """What a file holds."""

    method: str = ""
    program: str = ""
    things: list[Thing] = field(default_factory=list)
    cut: bool = False


def sniff(source: Source) -> int:
    """Bid for what begins as a calendar."""
    return 95 if begins(source.head, MARK) else 0


def read(source: Source) -> Iterator[Member | Reading]:
    """Read a calendar, event by event."""
    calendar = _calendar(source.whole(source.most, problems.TOO_LARGE))
    if not calendar.things:
        raise UnreadError(problems.BROKEN_CALENDAR)
    sheet = Sheet()
    people: dict[tuple[str, str], Participant] = {}
    for thing in calendar.things:
        sheet.gap()
        _write(sheet, calendar.method, thing, people)
    text, traces = finished(sheet.draft)
    flags = [*shortcomings(sheet.draft), *["text-cut"] * calendar.cut]
    yield from _attached(calendar.things)
    first = calendar.things[0]
    yield Reading(
        parser=PARSER,
        version=VERSION,
        kind=KIND,
        media_type=MEDIA_TYPES[0],
        title=clean(first.text("SUMMARY"))[:500] or source.title,
        text=text,
        language=language.guess(
            first.text("SUMMARY") + " " + first.text("DESCRIPTION")
        ),
        segments=own(text),
        traces=traces,
        people=tuple(people.values()),
        flags=tuple(dict.fromkeys(flags)),
        facts=_facts(calendar),
    )


def _calendar(data: bytes) -> Calendar:
    found = Calendar()
    inside: list[str] = []
    for line in lines(data):
        if line.name == "BEGIN":
            inside.append(line.value.strip().upper())
            if inside[-1] in EVENTS:
                found.things.append(Thing(inside[-1]))
        elif line.name == "END":
            if inside:
                inside.pop()
        elif inside[-1:] == ["VCALENDAR"]:
            _hear(found, line)
        elif found.things and inside[-1:] == ["VALARM"] and line.name == "TRIGGER":
            found.things[-1].alarms.append(line.value)
        elif found.things and inside[-1:] == [found.things[-1].kind]:
            found.things[-1].lines.append(line)
        if len(found.things) > MOST_EVENTS:
            found.things.pop()
            found.cut = True
            break
    return found


def _hear(calendar: Calendar, line: Line) -> None:
    if line.name == "METHOD":
        calendar.method = clean(line.text).upper()[:40]
    elif line.name == "PRODID":
        calendar.program = clean(line.text)[:200]


def _facts(calendar: Calendar) -> dict[str, str]:
    first = calendar.things[0]
    told = {
        "method": calendar.method,
        "creator": calendar.program,
        "uid": clean(first.text("UID"))[:500],
        "sequence": clean(first.text("SEQUENCE"))[:20],
        "events": str(len(calendar.things)) if len(calendar.things) > 1 else "",
    }
    return {name: value for name, value in told.items() if value}


def _write(
    sheet: Sheet,
    method: str,
    thing: Thing,
    people: dict[tuple[str, str], Participant],
) -> None:
    cancelled = thing.text("STATUS").upper() == "CANCELLED"
    head = METHODS.get(method) or EVENTS[thing.kind]
    if cancelled and method != "CANCEL":
        head = f"{head}: cancelled" if head else "Cancelled"
    if head:
        sheet.head(head)
    sheet.fact("", thing.text("SUMMARY"))
    end = thing.moment("DTEND") or thing.moment("DUE")
    lapse = days.lapse(thing.text("DURATION"))
    when, zone = days.span(thing.moment("DTSTART"), end, lapse)
    sheet.fact("When", when, zone)
    for line in thing.lines:
        _write_line(sheet, line)
    _write_people(sheet, thing, people)
    sheet.fact("", thing.text("DESCRIPTION"))
    for each in thing.alarms:
        sheet.fact("Reminder", days.lapse(each))
    _write_version(sheet, thing)


NAMED = {
    "LOCATION": "Where",
    "URL": "Address",
    "CONFERENCE": "Meeting",
    "X-MICROSOFT-SKYPETEAMSMEETINGURL": "Meeting",
    "X-GOOGLE-CONFERENCE": "Meeting",
    "CATEGORIES": "Categories",
    "RESOURCES": "Resources",
    "CONTACT": "Contact",
    "COMMENT": "Comment",
    "PRIORITY": "Priority",
    "CLASS": "Class",
    "PERCENT-COMPLETE": "Done, per cent",
    "REQUEST-STATUS": "Answer of the program",
}
MOMENTS = {
    "RECURRENCE-ID": "About the one of",
    "RDATE": "Also on",
    "EXDATE": "Not on",
    "COMPLETED": "Done on",
}


def _write_line(sheet: Sheet, line: Line) -> None:
    if line.name in NAMED:
        sheet.fact(NAMED[line.name], line.text)
    elif line.name in {"RRULE", "EXRULE"}:
        words = days.rule(line.value)
        name = "Repeats" if line.name == "RRULE" else "Does not repeat"
        sheet.fact(name, line.value, words)
    elif line.name in MOMENTS:
        for value in line.value.split(","):
            at = days.moment(Line(line.name, value, line.parameters))
            sheet.fact(MOMENTS[line.name], at.text, at.zone)
    elif line.name == "ATTACH" and line.data is None:
        sheet.fact("Attached", line.text)


def _write_people(
    sheet: Sheet, thing: Thing, people: dict[tuple[str, str], Participant]
) -> None:
    for line in thing.lines:
        if line.name not in {"ORGANIZER", "ATTENDEE"}:
            continue
        address = line.value.strip()
        if address.lower().startswith("mailto:"):
            address = address[len("mailto:") :]
        address = clean(address)[:320]
        name = clean(line.parameter("CN"))[:200]
        shown = f"{name} <{address}>" if name else address
        told = [
            ANSWERS.get(line.parameter("PARTSTAT").upper(), ""),
            ROLES.get(line.parameter("ROLE").upper(), ""),
        ]
        role = line.name.lower()
        title = "Organizer" if role == "organizer" else "Asked"
        sheet.fact(title, shown, ", ".join(each for each in told if each))
        if "@" in address and len(people) < MOST_PEOPLE:
            key = (role, address.lower())
            people.setdefault(key, Participant(role, name, address.lower()))


def _write_version(sheet: Sheet, thing: Thing) -> None:
    for name, title in (
        ("STATUS", "Status"),
        ("UID", "UID"),
        ("SEQUENCE", "Sequence"),
        ("DTSTAMP", "Written"),
        ("LAST-MODIFIED", "Changed"),
    ):
        found = thing.first(name)
        if found and name in {"DTSTAMP", "LAST-MODIFIED"}:
            at = days.moment(found)
            sheet.fact(title, at.text, at.zone)
        elif found:
            sheet.fact(title, found.text)


def _attached(things: list[Thing]) -> Iterator[Member]:
    """Yield the files that lie in events."""
    listed = [
        line
        for thing in things
        for line in thing.lines
        if line.name == "ATTACH" and line.data
    ]
    for number, line in enumerate(listed[:100], 1):
        name = line.parameter("X-FILENAME") or line.parameter("FILENAME")
        yield Member(
            name=clean(name)[:200],
            media_type=clean(line.parameter("FMTTYPE"))[:100],
            place=str(number),
            data=line.data or b"",
        )
