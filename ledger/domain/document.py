"""Documents: one item of evidence each, with where it came from."""

from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field
from datetime import datetime

from ledger.domain.digest import Digest
from ledger.domain.reading import Kind
from ledger.domain.scan import Scan


@dataclass(frozen=True, slots=True)
class Provenance:
    """Where a document came from."""

    custodian: str
    """Who held it when we received it."""

    channel: str
    """By which way it came (``upload``, ``take-in``)."""

    taken_in_at: datetime
    receipt: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One occurrence of a blob: at one place in a parent, or in one receipt."""

    id: str
    position: int
    digest: Digest
    size: int
    kind: Kind
    media_type: str
    title: str
    name: str
    """The file name it came with; data, never a path."""

    parent: str | None
    place: str
    """Where it stood in its parent."""

    root: str
    lineage: str
    """The ids from its root down to itself, joined by ``/``."""

    provenance: Provenance
    content_id: str | None
    inline: bool
    reading: Digest | None
    """None until it has been read."""

    problem: str | None
    """Why it has no text; None where it was read, or waits to be."""

    flags: tuple[str, ...]
    language: str | None
    signs: tuple[str, ...] | None
    """What it carries by which it can be checked who sent it; None: nobody looked."""

    message: str | None
    """The id of the first original of the message that it is."""

    thread: str | None
    sent_at: datetime | None
    sent_raw: str
    sent_zone: str
    received_at: datetime | None
    sorted_at: datetime
    """Where it stands in an order of time: sending, else receipt, else intake."""

    @property
    def dated_at(self) -> datetime | None:
        """Return when it was sent or received; None where nothing says so.

        The moment of taking in says nothing of what is in a document.
        """
        known = self.sorted_at != self.provenance.taken_in_at
        return self.sorted_at if known else None


@dataclass(frozen=True, slots=True)
class Text:
    """What was read of a document: its text, and whose words stand where."""

    text: str
    segments: tuple[tuple[str, int, int, str | None], ...]
    """(kind, start, end, author) side by side; together they are the text."""

    pages: tuple[tuple[int, str | None, int, int, float, float], ...]
    """(number, label, start, end, width, height)."""

    scans: Mapping[int, Scan] = field(default_factory=dict)
    """How the words of pages are known that are no letters of the file, by number."""

    def is_scan(self, offset: int) -> bool:
        """Tell whether the words at a code point were recognised in a picture."""
        state = self.scans.get(self.page_at(offset) or 0)
        return state is not None and state.recognised

    def has_scan(self, page: int | None) -> bool:
        """Tell whether words of a page, or of any page, may be misread ones."""
        return any(
            state.recognised
            for number, state in self.scans.items()
            if page is None or number == page
        )

    def page_at(self, offset: int) -> int | None:
        """Return the number of the page on which a code point stands."""
        for number, _label, start, end, _width, _height in self.pages:
            if start <= offset < max(end, start + 1):
                return number
        return None

    def words_of(self, *kinds: str) -> str:
        """Return the words of segments of these kinds, a line between them."""
        return "\n".join(
            self.text[start:end]
            for kind, start, end, _author in self.segments
            if kind in kinds
        )
