"""Bearing: what is corrected at our cost, apart from what is billed.

The hours of our own mistakes are never billed: they are counted here, as they were
entered for each request.
"""

from collections.abc import Iterable
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from ledger.domain.laid import Laid
from ledger.domain.laid import Place
from ledger.domain.point import PointGround
from ledger.domain.sentence import counted
from ledger.domain.sentence import said
from ledger.domain.sentence import Sentence

Json = dict[str, Any]


def of(points: Iterable[Laid], first: date, last: date) -> Json:
    """Return how many points of a period are corrected at our cost, and their hours."""
    found = [
        each.point.hours
        for each in points
        if each.point.ground is PointGround.DEFECT
        if each.point.day and first <= each.point.day <= last
        if each.place is not Place.NO_DELIVERABLE
    ]
    known = [each for each in found if each is not None]
    cost: Json = {
        "own_cost": len(found),
        "own_cost_hours": str(sum(known, Decimal(0))) if known else None,
        "own_cost_unknown": len(found) - len(known),
    }
    return {**cost, "own_cost_told": str(told(cost) or "")}


def told(found: Mapping[str, Any]) -> Sentence | None:
    """Return in a sentence what a statement says of our cost; None for none."""
    if not found.get("own_cost"):
        return None
    points = counted(
        "%(num)s point corrected at our cost",
        "%(num)s points corrected at our cost",
        found["own_cost"],
    )
    hours, unknown = found.get("own_cost_hours"), found.get("own_cost_unknown", 0)
    if hours is None:
        return said("%(points)s, not billed", points=points)
    if not unknown:
        return said("%(points)s, %(hours)s h, not billed", points=points, hours=hours)
    return counted(
        "%(points)s, %(hours)s h and those of %(num)s that are not known, not billed",
        "%(points)s, %(hours)s h and those of %(num)s that are not known, not billed",
        unknown,
        points=points,
        hours=hours,
    )
