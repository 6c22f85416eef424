"""Statements of account: numbered when they are issued, and frozen from then on."""

from dataclasses import dataclass
from datetime import date
from datetime import datetime

from ledger.domain.digest import Digest


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """A statement that was issued: what it said then it says for ever."""

    id: str
    label: str
    """What people call it (``S-3``), unique in a ledger."""

    project: str
    first: date
    last: date
    issued_at: datetime
    issued_by: str
    content: Digest
    """The blob of what it says, as JSON."""

    pdf: Digest
    csv: Digest
    position: int
