"""Days, times and rules of calendars, in words that cannot be misread."""

import re
from dataclasses import dataclass
from datetime import date
from datetime import timedelta

from ledger.formats.cards.lines import Line

MOMENT = re.compile(r"(\d{4})(\d\d)(\d\d)(?:T(\d\d)(\d\d)(\d\d)?(Z)?)?")
LAPSE = re.compile(
    r"([+-]?)P(?:(\d{1,6})W)?(?:(\d{1,6})D)?(?:T(?:(\d{1,6})H)?"
    r"(?:(\d{1,6})M)?(?:(\d{1,6})S)?)?"
)
UNITS = {"DAILY": "day", "WEEKLY": "week", "MONTHLY": "month", "YEARLY": "year"}
WEEKDAYS = {
    "MO": "Monday",
    "TU": "Tuesday",
    "WE": "Wednesday",
    "TH": "Thursday",
    "FR": "Friday",
    "SA": "Saturday",
    "SU": "Sunday",
}
ORDINALS = {"1": "first ", "2": "second ", "3": "third ", "4": "fourth ", "-1": "last "}
KNOWN = frozenset({"FREQ", "INTERVAL", "BYDAY", "COUNT", "UNTIL", "WKST"})


@dataclass(frozen=True, slots=True)
class Moment:
    """A moment of a calendar, as it is said there."""

    text: str
    zone: str = ""
    """``UTC``, the name of a zone, or empty where none is named."""

    whole_day: bool = False


def moment(line: Line) -> Moment:
    """Return the moment of a property; one that is none as it stands."""
    found = MOMENT.fullmatch(line.value.strip())
    if found is None:
        return Moment(line.text.strip())
    year, month, day, hour, minute, second, zulu = found.groups()
    text = f"{year}-{month}-{day}"
    if hour is None:
        return Moment(text, whole_day=True)
    text += f" {hour}:{minute}" + (f":{second}" if second not in {None, "00"} else "")
    return Moment(text, "UTC" if zulu else line.parameter("TZID"))


def span(start: Moment | None, end: Moment | None, lapse: str) -> tuple[str, str]:
    """Return when something is, and what is to be said of its zone."""
    if start is None:
        return (f"until {end.text}", _zone(end)) if end else ("", "")
    if start.whole_day:
        return _days(start, end)
    if end is None:
        return (f"{start.text}, {lapse}" if lapse else start.text), _zone(start)
    same = start.text[:10] == end.text[:10] and start.zone == end.zone
    if start.zone != end.zone:
        first, last = _zone(start), _zone(end)
        return f"{start.text} ({first}) – {end.text}", last
    return f"{start.text} – {end.text[11:] if same else end.text}", _zone(start)


def lapse(text: str) -> str:
    """Return a length of time in words."""
    found = LAPSE.fullmatch(text.strip())
    if found is None or not any(found.groups()[1:]):
        return text
    names = ("week", "day", "hour", "minute", "second")
    pieces = [
        f"{int(number)} {name}{'' if int(number) == 1 else 's'}"
        for number, name in zip(found.groups()[1:], names, strict=True)
        if number and int(number)
    ]
    return ("-" if found[1] == "-" else "") + " ".join(pieces)


def rule(text: str) -> str:
    """Return a rule of repeating in words; empty where it says more than we know."""
    parts = dict(
        part.upper().partition("=")[::2] for part in text.strip().split(";") if part
    )
    unit = UNITS.get(parts.get("FREQ", ""))
    interval = parts.get("INTERVAL", "1")
    if unit is None or not parts.keys() <= KNOWN or not interval.isdecimal():
        return ""
    words = f"every {unit}" if interval == "1" else f"every {interval} {unit}s"
    named = [_weekday(each) for each in parts.get("BYDAY", "").split(",") if each]
    if not all(named):
        return ""
    if named:
        words += " on " + ", ".join(named)
    if parts.get("COUNT", "").isdecimal():
        words += f", {parts['COUNT']} times"
    if "UNTIL" in parts:
        words += f", until {moment(Line('UNTIL', parts['UNTIL'])).text}"
    return words


def _weekday(text: str) -> str:
    ordinal, name = text[:-2], WEEKDAYS.get(text[-2:], "")
    if not ordinal or not name:
        return name
    return f"the {ORDINALS[ordinal]}{name}" if ordinal in ORDINALS else ""


def _days(start: Moment, end: Moment | None) -> tuple[str, str]:
    """Return the days of something without hours; the end is the day behind it."""
    last = _before(end.text) if end and end.whole_day else ""
    days = f"{start.text} – {last}" if last > start.text else start.text
    return days, "the whole day"


def _before(text: str) -> str:
    try:
        return (date.fromisoformat(text) - timedelta(days=1)).isoformat()
    except (ValueError, OverflowError):
        return ""


def _zone(at: Moment) -> str:
    return at.zone or "no zone is named"
