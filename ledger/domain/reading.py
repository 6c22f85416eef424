"""What a parser made of a blob: the form in which it leaves the box.

A reading is derived and never evidence; a better parser may make a better one.
It has one ``text``; every offset counts code points of that text (DATA.md).
Segments lie side by side and together are the text, to the letter.
"""

import json
from dataclasses import dataclass
from dataclasses import field
from datetime import datetime
from enum import StrEnum
from typing import Any
from typing import Self

from ledger.domain.block import Block
from ledger.domain.block import BlockKind
from ledger.domain.headers import Headers
from ledger.domain.scan import DOUBTFUL
from ledger.domain.scan import Scan
from ledger.domain.trace import Trace
from ledger.domain.trace import TraceKind


class Kind(StrEnum):
    """What a thing is by its form."""

    MAIL = "mail"
    CHAT = "chat"
    NOTE = "note"
    DOCUMENT = "document"
    SPREADSHEET = "spreadsheet"
    IMAGE = "image"
    EVENT = "event"
    ARCHIVE = "archive"
    """A container: its members are documents of their own."""

    FILE = "file"
    """Bytes that cannot be read (yet)."""


SENT = frozenset({Kind.MAIL, Kind.CHAT})
"""What somebody sent: it has an author, and all its files came with it."""


class SegmentKind(StrEnum):
    """Whose words a stretch of text holds."""

    OWN = "own"
    QUOTE = "quote"
    FORWARDED = "forwarded"
    SIGNATURE = "signature"
    UNASSIGNED = "unassigned"


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of the text with one author: code points ``start`` to ``end``."""

    kind: SegmentKind
    start: int
    end: int
    author: str | None = None
    """The author as the text names him; None where it does not say."""


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a page with its box, in points from the page's top left corner."""

    start: int
    end: int
    x0: float
    y0: float
    x1: float
    y1: float
    confidence: int | None = None
    """Of 100, for a word that was recognised in a picture; else it stands there."""

    @property
    def doubtful(self) -> bool:
        """Tell whether it may well have been misread."""
        return self.confidence is not None and self.confidence < DOUBTFUL


@dataclass(frozen=True, slots=True)
class Page:
    """A page: its physical number from 1, its range of the text, its size in points."""

    number: int
    start: int
    end: int
    width: float
    height: float
    label: str | None = None
    """The number printed on the page, where the file says one that differs."""

    words: tuple[Word, ...] = ()
    scan: Scan | None = None
    """How its words are known, where not as letters of the file."""


@dataclass(frozen=True, slots=True)
class Participant:
    """Somebody named in the head of a message."""

    role: str
    """``from``, ``sender``, ``to``, ``cc``, ``bcc`` or ``reply-to`` of a message;
    ``organizer`` or ``attendee`` of an event; ``contact`` of a contact."""

    name: str
    address: str
    """Lower case; empty where the header names none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """The text of a blob, with what its form tells."""

    parser: str
    version: int
    kind: Kind
    media_type: str
    title: str = ""
    text: str = ""
    language: str | None = None
    """An ISO 639-1 code, or None where the text is too short to tell."""

    segments: tuple[Segment, ...] = ()
    traces: tuple[Trace, ...] = ()
    """Tracked changes, comments and hidden words, by where they begin; they overlap."""

    pages: tuple[Page, ...] = ()
    blocks: tuple[Block, ...] = ()
    """Headings and the cells of tables, in their order; they never overlap."""

    people: tuple[Participant, ...] = ()
    headers: Headers | None = None
    flags: tuple[str, ...] = ()
    """Oddities a reader must know of, as kebab-case codes (``duplicate-header``)."""

    facts: dict[str, str] = field(default_factory=dict)
    """What the file says of itself (PDF: author, producer, created)."""

    problem: str | None = None
    """Why there is no text, as one sentence for a person; None when it was read."""

    def to_bytes(self) -> bytes:
        """Return the reading as JSON, the same bytes for an equal reading."""
        return json.dumps(
            self,
            ensure_ascii=False,
            sort_keys=True,
            separators=(",", ":"),
            default=_plain,
        ).encode("utf-8", errors="replace")

    @classmethod
    def from_bytes(cls, data: bytes) -> Self:
        """Return the reading that ``to_bytes`` wrote.

        One that something else wrote comes out as ``to_bytes`` would write it.

        Raises:
            ValueError: the bytes are no reading.
        """
        text = data.decode()
        values = json.loads(text)
        if "\\ud" in text or "\\uD" in text:  # it may name half a letter
            whole = json.dumps(values, ensure_ascii=False)
            values = json.loads(whole.encode("utf-8", errors="replace"))
        del text
        return cls(**_fields(values))


_SCAN = "scan"
_BLOCKS = "blocks"


def _plain(value: object) -> Any:
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, Word):  # a long file has a million of them: no names here
        box = value.start, value.end, value.x0, value.y0, value.x1, value.y1
        return box if value.confidence is None else (*box, value.confidence)
    if isinstance(value, Page) and value.scan is None:  # as readings always were
        return {name: getattr(value, name) for name in value.__slots__ if name != _SCAN}
    if isinstance(value, Block):  # a long table has many: no names here either
        return value.kind, value.start, value.end, *value.place
    if isinstance(value, Reading) and not value.blocks:  # as readings always were
        names = (name for name in value.__slots__ if name != _BLOCKS)
        return {name: getattr(value, name) for name in names}
    if isinstance(value, Reading | Headers | Segment | Trace | Page | Participant):
        return {name: getattr(value, name) for name in value.__slots__}
    raise TypeError(type(value).__name__)


def _moment(value: str | None) -> datetime | None:
    return datetime.fromisoformat(value) if value else None


def _names(value: Any) -> tuple[str, ...] | None:
    return None if value is None else tuple(map(str, value))


def _headers(values: dict[str, Any]) -> Headers:
    return Headers(
        **{
            **values,
            "in_reply_to": tuple(values["in_reply_to"]),
            "references": tuple(values["references"]),
            "signs": _names(values.get("signs")),
            "sent_at": _moment(values["sent_at"]),
            "received_at": _moment(values["received_at"]),
        }
    )


def _page(values: dict[str, Any]) -> Page:
    words = tuple(Word(*word) for word in values["words"])
    scan = Scan(values[_SCAN]) if values.get(_SCAN) else None
    return Page(**{**values, "words": words, _SCAN: scan})


def _fields(values: dict[str, Any]) -> dict[str, Any]:
    return {
        **values,
        "kind": Kind(values["kind"]),
        "segments": tuple(
            Segment(**{**part, "kind": SegmentKind(part["kind"])})
            for part in values["segments"]
        ),
        "traces": tuple(
            Trace(**{**part, "kind": TraceKind(part["kind"])})
            for part in values.get("traces", ())  # older readings have none
        ),
        "pages": tuple(_page(page) for page in values["pages"]),
        _BLOCKS: tuple(
            Block(BlockKind(kind), start, end, tuple(place))
            for kind, start, end, *place in values.get(_BLOCKS, ())
        ),
        "people": tuple(Participant(**person) for person in values["people"]),
        "headers": _headers(values["headers"]) if values["headers"] else None,
        "flags": tuple(values["flags"]),
    }


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """A part found inside a file, on its way out of the box.

    Its bytes are what DATA.md says: a transfer-encoded part decoded, an attached
    ``message/rfc822`` as the raw slice of its parent, a member of an mbox as the
    bytes between the separators.
    """

    name: str
    """As the file names it, or empty; never trusted as a path."""

    media_type: str
    place: str
    """Where it stood in its parent (``2.1``, ``message 17``), unique there."""

    data: bytes
    offset: int | None = None
    """In a container that is streamed: where reading can go on after this member."""

    content_id: str = ""
    inline: bool = False
    """True for a part that the body shows (an image by its ``cid:``)."""

    within: str = ""
    """The place of an earlier member inside which it stands; empty for one that stands
    in the file itself."""

    reading: Reading | None = None
    """What was read of it already, where only the whole file tells what it means."""

    lost: int = 0
    """In a container that is streamed: how many before it could not be taken out."""

    stretch: tuple[int, int] | None = None
    """Between which bytes of the container it stands, for one that is too long to be
    handed over; then ``data`` is empty."""

    left: str = ""
    """Why it stays in its container, in a sentence; then ``data`` is empty."""

    at: int | None = None
    """For one that stays there: at which byte of the container it begins."""

    packed: bool = False
    """True for what was unpacked from an archive, and may be larger than that."""
