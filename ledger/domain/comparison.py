"""Comparisons: a quote beside the message that it was taken from."""

from dataclasses import dataclass
from enum import StrEnum


class Verdict(StrEnum):
    """What came of a comparison."""

    WAITING = "waiting"
    """Nobody has compared it yet."""

    IDENTICAL = "identical"
    SHORTENED = "shortened"
    """Whole sentences are left out; the others stand as they were written."""

    ALTERED = "altered"
    UNKNOWN = "unknown"
    """The original is not here: the words are known by quotation alone."""


FOUND = frozenset({Verdict.IDENTICAL, Verdict.SHORTENED, Verdict.ALTERED})
"""Of these it is known which message is quoted."""


class How(StrEnum):
    """By what the original of a quote was found."""

    IN_REPLY_TO = "in-reply-to"
    REFERENCES = "references"
    AUTHOR = "author"
    """By who wrote it and when, and by its words."""

    WORDS = "words"


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """A quote: where it stands, whose words it says they are, and what came of it."""

    document: str
    """The message that quotes."""

    start: int
    end: int
    author: str | None
    verdict: Verdict = Verdict.WAITING
    original: str | None = None
    """The message that is quoted; None where that is not known."""

    how: How | None = None
