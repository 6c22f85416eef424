"""Who may use the ledger."""

from dataclasses import dataclass
from enum import StrEnum


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
