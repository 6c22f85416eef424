"""What the client of a sample project owes, what came of it, and our own slips."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from ledger.samples.story import Story
from ledger.samples.told import read

_FILE = "duties.toml"
_FOLDERS = {"NORD": "nord"}
"""Where the duties of a project are told, by its key; the others have none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """Words of a paper or of a mail."""

    paper: str = ""
    mail: str = ""
    quote: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DutyTerm:
    """A term about days and delays."""

    name: str
    value: str
    clause: str
    from_day: date
    spot: Spot


@dataclass(frozen=True, slots=True, kw_only=True)
class Late:
    """A delivery of ours that was late."""

    what: str
    due: date
    done: date
    why: str
    deliverable: str
    spot: Spot


@dataclass(frozen=True, slots=True, kw_only=True)
class Happened:
    """Something that is recorded about an obligation."""

    kind: str
    on: date | None
    parts: int | None
    unusable: int | None
    all_of_it: bool
    note: str
    spot: Spot


@dataclass(frozen=True, slots=True, kw_only=True)
class Duty:
    """Something the client owes."""

    what: str
    due: date
    expected: int | None
    clause: str
    spot: Spot
    facts: tuple[Happened, ...]


@dataclass(frozen=True, slots=True)
class Duties:
    """All of it for one project."""

    terms: tuple[DutyTerm, ...] = ()
    slips: tuple[Late, ...] = ()
    obligations: tuple[Duty, ...] = ()


def of(story: Story) -> Duties:
    """Return what is told of the duties of a project; nothing for most of them."""
    if story.key not in _FOLDERS:
        return Duties()
    told = read(_FOLDERS[story.key], _FILE)
    return Duties(
        terms=tuple(
            DutyTerm(spot=_spot(row), **_only(row, "name value clause from_day"))
            for row in told["terms"]
        ),
        slips=tuple(
            Late(spot=_spot(row), **_only(row, "what due done why deliverable"))
            for row in told["slips"]
        ),
        obligations=tuple(_duty(row) for row in told["obligations"]),
    )


def _duty(row: Mapping[str, Any]) -> Duty:
    return Duty(
        what=row["what"],
        due=row["due"],
        expected=row.get("expected"),
        clause=row.get("clause", ""),
        spot=_spot(row),
        facts=tuple(_happened(each) for each in row["facts"]),
    )


def _happened(row: Mapping[str, Any]) -> Happened:
    return Happened(
        kind=row["kind"],
        on=row.get("on"),
        parts=row.get("parts"),
        unusable=row.get("unusable"),
        all_of_it=row.get("all", False),
        note=row.get("note", ""),
        spot=_spot(row),
    )


def _spot(row: Mapping[str, Any]) -> Spot:
    names = ("paper", "mail", "quote")
    return Spot(**{name: row.get(name, "") for name in names})


def _only(row: Mapping[str, Any], names: str) -> dict[str, Any]:
    return {name: row[name] for name in names.split()}
