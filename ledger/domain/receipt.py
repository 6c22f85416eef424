"""Receipts: the account of one act of taking in."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from ledger.domain import problems
from ledger.domain.errors import DoesNotFitError
from ledger.domain.errors import EmptyFileError
from ledger.domain.errors import FileTooLargeError
from ledger.domain.errors import UnreadableFileError
from ledger.domain.sentence import recognised
from ledger.domain.sentence import to_say

DAMAGED = to_say("it is damaged")
NO_FILE = to_say("it is neither a file nor a folder")
LOOP = to_say("it leads back to a folder that it stands in")
HOME = to_say("it is the home of this ledger")
IN_HOME = to_say("it lies in the home of this ledger")
OTHER_HOME = to_say("it is the home of another ledger, or lies in one")
KEY = to_say("it is a key of this ledger, which belongs into no record")
PARTLY = to_say("only %(there)s of its %(whole)s bytes arrived; send it again")
BROKEN_OFF = to_say(
    "the program that brought it ended before all of it was here; take it in again, "
    "and nothing will be doubled"
)

REASONS = (
    EmptyFileError.template,
    FileTooLargeError.template,
    DoesNotFitError.template,
    UnreadableFileError.template,
    DAMAGED,
    NO_FILE,
    LOOP,
    HOME,
    IN_HOME,
    OTHER_HOME,
    KEY,
    PARTLY,
    BROKEN_OFF,
    *problems.EVERY,
)
"""What may stand in a line of a receipt, as it was sealed in English."""


PARTLY_READ = frozenset({"pages-unread", "members-left", "messages-too-large"})
"""Marks of what was read, but not to its end."""


class Outcome(StrEnum):
    """What became of a file, or of a file inside a container."""

    TAKEN_IN = "taken-in"
    DUPLICATE = "duplicate"
    """Its bytes, or the message that it is, were there before."""

    SET_ASIDE = "set-aside"
    """It could not be kept, or not be taken out of its file; the reason says why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One line of a receipt."""

    position: int
    outcome: Outcome
    path: str
    document: str | None
    """The document that was made; None where none was."""

    first: str | None
    """For a duplicate: the document that was there first."""

    reason: str | None
    """Why it was set aside, or why what was kept cannot be read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """One act of taking in, from its opening to its closing."""

    id: str
    opened_at: datetime
    closed_at: datetime | None
    actor: str
    custodian: str
    channel: str
    project: str | None
    """The project that was chosen for all of it, where one was."""


def said_of(reason: str) -> str:
    """Return the sentence that a stored reason is; one nobody knows as it stands."""
    return recognised(reason, REASONS)
