"""What a file says of stretches of its text, beside the words themselves."""

from collections.abc import Iterable
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
    DOUBTFUL = "doubtful"
    """Words that a program recognised in a picture, and may well have misread."""

    ADDED = "added"
    """Words that the reading adds: where a link leads, the sign of a note."""


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


BETWEEN = frozenset(
    {
        *(TraceKind.DELETED, TraceKind.MOVED_AWAY),
        *(TraceKind.COMMENT, TraceKind.ADDED),
    }
)
"""Words that are no part of the sentence in which they stand."""

_SILENT = "\u00ad"


def as_it_reads(text: str, traces: Iterable[Trace]) -> str:
    """Return a text of the same length without what interrupts its sentences.

    That is what was deleted, said in a comment, or added by the reading.

    A soft hyphen stands for each of their letters: a quotation is found across it.
    """
    letters = list(text)
    for trace in traces:
        if trace.kind in BETWEEN:
            letters[trace.start : trace.end] = _SILENT * (trace.end - trace.start)
            if text[trace.end : trace.end + 1] == "\n":
                letters[trace.end - 1] = " "  # a soft hyphen would join the lines
    return "".join(letters)
