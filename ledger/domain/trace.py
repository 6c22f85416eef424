"""What a file says of stretches of its text, beside the words themselves."""

from dataclasses import dataclass
from enum import StrEnum


class TraceKind(StrEnum):
    """What a file says of a stretch of its text, beside the words."""

    INSERTED = "inserted"
    DELETED = "deleted"
    MOVED_HERE = "moved-here"
    MOVED_AWAY = "moved-away"
    """The words at their old place; like deleted ones they stand in ``[-…-]``."""

    COMMENTED = "commented"
    """The words that a comment is about."""

    COMMENT = "comment"
    """The words of the comment itself; they stand in ``[*…*]``."""

    HIDDEN = "hidden"
    """Words that programs do not show."""

    STRUCK = "struck"
    """Words struck out by their look alone: no program keeps when or by whom."""

    NOTE = "note"
    """A footnote or an endnote."""

    HEADER = "header"
    FOOTER = "footer"


@dataclass(frozen=True, slots=True)
class Trace:
    """What became of a stretch of the text, and who says that he did it, and when."""

    kind: TraceKind
    start: int
    end: int
    author: str = ""
    """As the file names him; empty where it does not."""

    at: str = ""
    """The moment as it stands in the file: programs differ in what zone they mean."""
