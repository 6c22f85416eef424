"""Nouns of a sample project: what was handed over, and the rounds upon it."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """A deliverable that was handed over by a mail."""

    deliverable: str
    mail: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Round:
    """A revision round that the manager opened from a mail."""

    deliverable: str
    opened_on: date
    ground: str
    """``wish``, ``defect``, ``change-order`` or ``goodwill``."""

    mail: str
    excluded: str | None
    """Why it was taken out of the count afterwards; None where it was not."""
