"""Where requests fall: each with its round, or with the reason why it has none."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from ledger.domain.contract import Term
from ledger.domain.point import Delivery
from ledger.domain.point import Point
from ledger.domain.revision import RevisionRound


class Place(StrEnum):
    """Why a request is in its round, or in none."""

    ENTERED = "entered"
    """A person put it there, or opened the round from its message."""

    LAID = "laid"
    """The definition in force puts it there."""

    ACCEPTED = "accepted"
    """The definition puts it there; it came after the window and was accepted late."""

    GROUND = "ground"
    """It is no wish, and its message makes no round."""

    LATE = "late"
    """It came after the window; somebody has to decide."""

    CONFIRMED = "confirmed"
    """The client confirmed its round without it; somebody has to decide."""

    ADDED = "added"
    """It came after its round was confirmed, and was accepted into it."""

    NO_DAY = "no-day"
    """Nothing tells on which day it was said."""

    NO_DELIVERABLE = "no-deliverable"
    """Nobody said which deliverable it is about."""

    NO_DELIVERY = "no-delivery"
    """No delivery is recorded before it."""

    WAITING = "waiting"
    """It answers the next delivery, and none is recorded yet."""

    NO_DEFINITION = "no-definition"
    """No term in force says what a round is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Laid:
    """A request, where it falls, and why."""

    point: Point
    place: Place
    delivery: Delivery | None = None
    window: date | None = None
    """The last day on which the delivery could be answered, where a term names one."""

    definition: Term | None = None
    """The term that says what a round is, where it was asked."""

    round: str | None = None
    confirmed: date | None = None
    """When the client confirmed the round of its list, where it is not in that one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """All rounds of a project, those that the definition makes too, and all points."""

    rounds: tuple[RevisionRound, ...]
    points: tuple[Laid, ...]
