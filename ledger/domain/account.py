"""Who may use the ledger."""

from dataclasses import dataclass
from enum import StrEnum

from ledger.domain.errors import LedgerError
from ledger.domain.sentence import said


class Role(StrEnum):
    """What an account may do."""

    OWNER = "owner"
    MANAGER = "manager"


@dataclass(frozen=True, slots=True)
class Account:
    """Somebody of ours who signs in."""

    id: str
    email: str
    name: str
    role: Role


class BlindCopiesError(LedgerError):
    """A file names blind copies that somebody may not see."""

    code = "blind-copies"

    def __init__(self) -> None:
        super().__init__(
            said(
                "This file says to whom blind copies went. An owner of the ledger can "
                "open it, and whoever wrote it or brought the mailbox."
            )
        )
