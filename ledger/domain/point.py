"""Deliveries, and the points of the requests that answer them."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from ledger.domain.contract import Term
from ledger.domain.provision import Rework


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

    REWORK = "rework"
    """It reverses what was done and accepted: a term says whether it makes a round."""


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
    """The first mention, of a duplicate; of rework what it reverses."""

    late: Late | None = None
    why: str = ""
    """Why somebody said what it is; empty while nobody has."""

    round: str | None = None
    """The round to which a person put it."""

    hours: Decimal | None = None
    """How many were worked for it; None where nobody entered them."""

    ruling: Term | None = None
    """Of rework: the term of its day that says what it is; None where none does."""

    @property
    def counts(self) -> bool:
        """Tell whether a round is made of it: a wish, or rework of no new scope."""
        if self.ground is PointGround.REWORK:
            return not self.new_scope
        return self.ground is PointGround.WISH

    @property
    def new_scope(self) -> bool:
        """Tell whether a term says that it is new work, to be agreed apart."""
        return (
            self.ruling is not None and self.ruling.provision.value == Rework.NEW_SCOPE
        )
