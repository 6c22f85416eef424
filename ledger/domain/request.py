"""Requests: one separable wish each, in the client's exact words, with its proof."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from ledger.domain.document import Text
from ledger.domain.point import Late
from ledger.domain.point import PointGround
from ledger.domain.reading import Participant
from ledger.domain.reading import SegmentKind

_HEAD = {SegmentKind.OWN, SegmentKind.SIGNATURE}
_CITED = {SegmentKind.QUOTE, SegmentKind.FORWARDED}


class KnownBy(StrEnum):
    """How it is known who wrote the words of a request."""

    HEAD = "head"
    """They are the own words of a message whose head names the writer."""

    QUOTATION = "quotation"
    """They stand in somebody else's message, quoted or forwarded."""

    ENTRY = "entry"
    """The document does not say; who recorded the request named a person."""

    NOBODY = "nobody"
    """Nothing says so."""


class SupportKind(StrEnum):
    """What a document says about a request."""

    WARNING = "warning"
    """Our written advice against it."""

    CONFIRMATION = "confirmation"
    """The client's yes to it (an assent)."""


class Strength(StrEnum):
    """In which form an assent came, as it was entered; no signature is checked here."""

    SIGNED = "signed"
    """A document that bears a signature."""

    SCANNED = "scanned"
    """A picture of a paper."""

    MAILED = "mailed"
    """Words in a message."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """Words of a document at their place: code points ``start`` to ``end``."""

    document: str
    quote: str = ""
    """As they stand; empty where the document is meant as a whole."""

    start: int = 0
    end: int = 0
    page: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Writer:
    """Who wrote the words of a request, and how that is known."""

    known_by: KnownBy
    name: str = ""
    address: str = ""
    person: str | None = None
    """The id of the person that was named by hand."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Support:
    """A warning or a confirmation that belongs to a request."""

    id: str
    request: str
    kind: SupportKind
    passage: Passage
    strength: Strength | None
    """Of a confirmation; a warning has none."""

    note: str
    withdrawn: str | None
    """Why it was taken back; None while it stands."""

    position: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """One wish of the client at the words that say it."""

    id: str
    label: str
    """What people call it (``R-9``), unique in a ledger."""

    project: str
    passage: Passage
    writer: Writer
    deliverable: str | None
    round: str | None
    note: str
    withdrawn: str | None
    """Why it was taken back; None while it stands."""

    position: int
    ground: PointGround | None = None
    """What it is in the account; None while nobody has said: a wish."""

    of: str | None = None
    """The id of the first mention, of a duplicate; of rework what it reverses."""

    accepted: Passage | None = None
    """Of rework: the words that accepted what it reverses, if they are known."""

    hours: Decimal | None = None
    """How many were worked for it; None where nobody entered them."""

    late: Late | None = None
    """What was decided of it where it came after its window."""

    ground_why: str = ""
    supports: tuple[Support, ...] = ()
    """In the order of their entry, those that were taken back too."""

    def standing(self, kind: SupportKind) -> list[Support]:
        """Return the warnings, or the confirmations, that were not taken back."""
        return [
            each
            for each in self.supports
            if each.kind == kind and each.withdrawn is None
        ]


def writer(
    text: Text, start: int, end: int, sender: Participant | None
) -> Writer | None:
    """Return who wrote a stretch of a text; None where it holds words of several.

    Nobody is credited with what he only quoted: in a quote the writer is the one whom
    the text itself names.
    """
    touched = _touched(text, start, end)
    kinds = {kind for kind, _author in touched}
    if kinds <= _HEAD:
        return _by_head(sender)
    if kinds <= _CITED:
        authors = {author for _kind, author in touched}
        if len(authors) == 1:
            return Writer(known_by=KnownBy.QUOTATION, name=authors.pop() or "")
        return None
    return None if kinds & (_HEAD | _CITED) else Writer(known_by=KnownBy.NOBODY)


def _touched(text: Text, start: int, end: int) -> Sequence[tuple[str, str | None]]:
    """Return kind and author of the segments in which letters of a stretch stand."""
    return [
        (kind, author)
        for kind, first, last, author in text.segments
        if text.text[max(first, start) : min(last, end)].strip()
    ]


def _by_head(sender: Participant | None) -> Writer:
    if sender is None:
        return Writer(known_by=KnownBy.NOBODY)
    return Writer(known_by=KnownBy.HEAD, name=sender.name, address=sender.address)
