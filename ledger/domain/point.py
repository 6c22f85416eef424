"""Deliveries, and the points of the requests that answer them."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class PointGround(StrEnum):
    """What one request is, which decides whether it makes a round."""

    WISH = "wish"
    """The client wants it otherwise: makes a round."""

    DEFECT = "defect"
    """We did not deliver what was agreed: corrected at our cost."""

    GOODWILL = "goodwill"
    """Our gift."""

    CHANGE_ORDER = "change-order"
    """Agreed apart, with a price of its own."""

    DUPLICATE = "duplicate"
    """It was asked for before; that first mention counts."""

    QUESTION = "question"
    """Asks, and wants nothing changed."""


class Late(StrEnum):
    """What was decided of a point that came after its window."""

    ACCEPTED = "accepted"
    """It is taken as if it had come in time."""

    NEXT = "next-round"
    """It answers the next delivery."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """A deliverable handed over: what the window for answering starts with."""

    id: str
    project: str
    deliverable: str
    on: date
    position: int
    documents: tuple[str, ...] = ()
    note: str = ""
    withdrawn: str | None = None
    """Why its entry was taken back; None while it stands."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """A request as a round sees it."""

    request: str
    label: str
    deliverable: str | None
    day: date | None
    """On which it was said, in the zone of the project; None where nothing tells it."""

    message: str
    """What it was said in: two requests of one message have the same."""

    document: str
    position: int
    ground: PointGround = PointGround.WISH
    of: str | None = None
    """The first mention, of a duplicate."""

    late: Late | None = None
    why: str = ""
    """Why somebody said what it is; empty while nobody has."""

    round: str | None = None
    """The round to which a person put it."""

    @property
    def counts(self) -> bool:
        """Tell whether it is a wish that a round is made of."""
        return self.ground is PointGround.WISH
