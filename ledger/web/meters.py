"""Meters: each segment of an account with the round that it stands for."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask import url_for
from flask_babel import format_date
from flask_babel import gettext as _

from ledger.domain.project import Project
from ledger.domain.revision import Line
from ledger.services.overview import Overview
from ledger.services.revisions import Standing


@dataclass(frozen=True, slots=True)
class Meter:
    """A deliverable as a page draws it."""

    standing: Standing
    href: str
    """Where its rounds are listed."""

    rounds: tuple[tuple[str, str], ...]
    """For each segment in its order the address and the name of its round."""


def of(overview: Overview) -> list[Meter]:
    """Return the meters of a project."""
    return [
        Meter(
            each,
            listed(overview.project, each),
            tuple(
                _place(overview.project, line)
                for line in _drawn(overview.standings, each)
            ),
        )
        for each in overview.standings
    ]


def listed(project: Project, standing: Standing) -> str:
    """Return the address of the rounds of a deliverable."""
    anchor = f"d-{standing.deliverable.id}"
    return url_for("rounds.listed", key=project.key, _anchor=anchor)


def _drawn(standings: Sequence[Standing], one: Standing) -> list[Line]:
    """Return the rounds that a meter draws: those within the allowance, those paid.

    An allowance that is shared is used by the rounds of all deliverables.
    """
    sharing = standings if one.account.allowance.shared else [one]
    within = sorted(
        (
            line
            for each in sharing
            for line in each.account.lines
            if line.ordinal and line.free is not False
        ),
        key=lambda line: (line.round.opened_on, line.round.position),
    )
    free = one.account.allowance.number
    paid = [line for line in one.account.lines if line.free is False]
    return [*within[:free], *paid]


def _place(project: Project, line: Line) -> tuple[str, str]:
    anchor = f"r-{line.round.id}"
    day = format_date(line.round.opened_on, "d MMM y")
    return (
        url_for("rounds.listed", key=project.key, _anchor=anchor),
        str(_("Round %(number)s, %(day)s", number=line.number, day=day)),
    )
