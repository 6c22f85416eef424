"""What a person said, and from which address: as JSON, and as lines."""

from ledger.cli.shapes import at
from ledger.cli.shapes import Json
from ledger.domain.project import Address
from ledger.services.writings import Written

_LINE = 100
"""How many letters of a message a line shows."""


def address(each: Address) -> str:
    """Return an address with its days."""
    begin = f" from {each.from_day}" if each.from_day else ""
    return each.address + begin + (f" until {each.until_day}" if each.until_day else "")


def written(each: Written) -> Json:
    """Return what a person wrote in one message."""
    return {
        "id": each.document.id,
        "title": each.document.title,
        "at": at(each.document.dated_at),
        "projects": [project.key for project in each.projects],
        "words": each.words,
        "marks": [list(mark) for mark in each.marks],
        "cut": each.cut,
        "start": each.place[0] if each.place else None,
        "end": each.place[1] if each.place else None,
    }


def line(each: Written) -> str:
    """Return a message of a person on one line."""
    when = each.document.dated_at
    words = " ".join(each.words.split())[:_LINE]
    day = f"{when:%Y-%m-%d}" if when else "no date"
    return f"{each.document.id}  {day}  {words}"
