"""Obligations for tests: one of forty photos, and facts about it."""

from dataclasses import replace
from datetime import date

from ledger.domain.obligation import Fact
from ledger.domain.obligation import FactKind
from ledger.domain.obligation import Obligation
from ledger.domain.obligation import Slip
from ledger.domain.request import Passage

DUE = date(2025, 2, 17)


def fact(number: int, kind: FactKind, day: date, **values: object) -> Fact:
    """Return a fact about the obligation of these tests."""
    made = Fact(id=f"f_{number}", obligation="o", kind=kind, day=day, position=number)
    return replace(made, **values)  # type: ignore[arg-type]


def owed(*facts: Fact, due: date | None = DUE, expected: int | None = 40) -> Obligation:
    """Return an obligation with facts about it."""
    return Obligation(
        id="o",
        label="O-1",
        project="p",
        what="Photos",
        due=due,
        expected=expected,
        clause="6.1",
        passage=Passage(document="d", quote="photos by 17 February"),
        term=None,
        withdrawn=None,
        position=0,
        facts=facts,
    )


def slip(number: int, due: date, done: date | None, **values: object) -> Slip:
    """Return a slip of ours."""
    made = Slip(
        id=f"s_{number}",
        label=f"S-{number}",
        project="p",
        what="Drafts",
        deliverable=None,
        due=due,
        done=done,
        why="Illness",
        passage=None,
        withdrawn=None,
        position=number,
    )
    return replace(made, **values)  # type: ignore[arg-type]
