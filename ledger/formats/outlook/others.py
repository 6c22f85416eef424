"""What is no message but comes in the same file: appointments, contacts, tasks, notes.

What their own properties say stands before the words, a line each, so that it is
found; a meeting that was sent about is a mail and keeps them as facts alone.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from ledger.domain.reading import Kind
from ledger.domain.reading import Reading
from ledger.domain.trace import Trace
from ledger.formats import language
from ledger.formats.outlook.item import Item
from ledger.formats.outlook.letter import CLASS
from ledger.formats.text import own

KINDS = (
    (re.compile(r"(?i)IPM\.(?:Appointment|OLE\.CLASS\.\{00061055)"), Kind.EVENT),
    (
        re.compile(r"(?i)IPM\.(?:Contact|DistList|Task|StickyNote|Activity)"),
        Kind.DOCUMENT,
    ),
)
FLAGS_OF_MAIL = frozenset({"no-sender", "no-date", "never-sent"})


def _owner(number: int) -> bytes:
    return UUID(f"{number:08x}-0000-0000-c000-000000000046").bytes_le


APPOINTMENT, TASK, ADDRESS = map(_owner, (0x00062002, 0x00062003, 0x00062004))

Key = int | tuple[bytes, int]

SAID: tuple[tuple[str, tuple[Key, ...]], ...] = (
    ("Start", ((APPOINTMENT, 0x820D), 0x0060)),
    ("End", ((APPOINTMENT, 0x820E), 0x0061)),
    ("Time zone", ((APPOINTMENT, 0x8234),)),
    ("Repeats", ((APPOINTMENT, 0x8232),)),
    ("Location", ((APPOINTMENT, 0x8208),)),
    ("Begins", ((TASK, 0x8104),)),
    ("Due", ((TASK, 0x8105),)),
    ("Name", (0x3001,)),
    ("Company", (0x3A16,)),
    ("Position", (0x3A17,)),
    ("E-mail", ((ADDRESS, 0x8083),)),
    ("E-mail 2", ((ADDRESS, 0x8093),)),
    ("E-mail 3", ((ADDRESS, 0x80A3),)),
    ("Telephone", (0x3A08,)),
    ("Mobile", (0x3A1C,)),
    ("Home telephone", (0x3A09,)),
    ("Address", ((ADDRESS, 0x801B), 0x3A15)),
    ("Website", ((ADDRESS, 0x802B), 0x3A51)),
)
"""What is said of a thing, and under which numbers or names it stands."""

OF_MEETINGS = frozenset({"Start", "End", "Time zone", "Repeats", "Location"})
OF_TASKS = frozenset({"Begins", "Due"})
OF_PEOPLE = frozenset(name for name, _ in SAID) - OF_MEETINGS - OF_TASKS


def told(reading: Reading, item: Item) -> Reading:
    """Return the reading of a thing as what it is."""
    name = item.properties.line(CLASS)
    kind = next((kind for mark, kind in KINDS if mark.match(name)), Kind.MAIL)
    if kind is Kind.MAIL:
        facts = {key: said for key, said in _said(item) if key in OF_MEETINGS}
        return replace(reading, facts={**reading.facts, **facts})
    fits = OF_MEETINGS if kind is Kind.EVENT else _of(name)
    lines = [f"{key}: {said}\n" for key, said in _said(item) if key in fits]
    before = "".join(lines) + "\n" * bool(lines and reading.text)
    text = before + reading.text
    return replace(
        reading,
        kind=kind,
        text=text,
        language=language.guess(text),
        segments=own(text),
        traces=tuple(_moved(each, len(before)) for each in reading.traces),
        headers=None,
        flags=tuple(flag for flag in reading.flags if flag not in FLAGS_OF_MAIL),
    )


def _of(name: str) -> frozenset[str]:
    """Return what is said of a thing of this class."""
    name = name.lower()
    if "activity" in name:
        return OF_MEETINGS
    if "task" in name:
        return OF_TASKS
    of_people = "contact" in name or "distlist" in name
    return OF_PEOPLE if of_people else frozenset()


def _said(item: Item) -> Iterator[tuple[str, str]]:
    for name, keys in SAID:
        for key in keys:
            number = key if isinstance(key, int) else item.named(*key)
            said = item.properties.line(number) or _day(item.properties.moment(number))
            if number and said:
                yield name, said
                break


def _day(moment: datetime | None) -> str:
    return f"{moment:%Y-%m-%d %H:%M} UTC" if moment else ""


def _moved(trace: Trace, by: int) -> Trace:
    return replace(trace, start=trace.start + by, end=trace.end + by)
