"""Where a walk through a Word part stands, and how words are written from there.

Of all that is open it keeps only what changes the words: who inserted or deleted them,
in which cell they stand, whether they are hidden. Text boxes and comments wait for the
end of the paragraph, or of the table, that they belong to.
"""

from dataclasses import dataclass
from itertools import islice

from ledger.domain.trace import TraceKind
from ledger.formats.office.draft import Draft
from ledger.formats.office.draft import Sign
from ledger.formats.office.draft import Signs
from ledger.formats.office.forms import Field
from ledger.formats.office.frame import Frame
from ledger.formats.office.frame import MOST_SIGNS
from ledger.formats.office.stream import Attributes
from ledger.formats.word.book import Book
from ledger.formats.word.styles import NO_HEADING

GONE = frozenset({TraceKind.DELETED, TraceKind.MOVED_AWAY})
HIDDEN = Sign(TraceKind.HIDDEN)
ADDED = Sign(TraceKind.ADDED)


@dataclass(slots=True)
class Paragraph:
    """A paragraph that has begun."""

    style: str = ""
    list: str | None = None
    level: int | None = None
    outline: int | None = None
    """The level of a heading that it says itself, from 0."""

    mark: Sign | None = None
    """Who inserted or deleted its end."""

    opened: bool = False
    """True when its number, if it has one, is written."""


class Part(Frame):
    """A text of a Word part, with the paragraphs that are open in it."""

    def __init__(self) -> None:
        super().__init__()
        self.paragraphs: list[Paragraph] = []


class State:
    """What is open, and the text so far."""

    def __init__(self, book: Book, links: dict[str, str]) -> None:
        self.book = book
        self.links = links
        """Where the links of this part lead, by their ids."""

        self.frames = [Part()]
        self.names: list[str] = []
        self.changes: list[Sign] = []
        self.about: dict[str, Sign] = {}
        """The comments whose words are being written."""

        self.fields: list[Field] = []
        self.choices: list[int] = []
        self.looks: dict[TraceKind, bool] = {}
        self.written = 0
        self.notes: list[tuple[str, Attributes, Draft]] = []
        """The comments or notes of a part of such: (element, what it says, words)."""

    @property
    def frame(self) -> Part:
        """Return the text that runs by itself and is being written."""
        return self.frames[-1]

    @property
    def draft(self) -> Draft:
        """Return its words."""
        return self.frames[-1].draft

    @property
    def paragraph(self) -> Paragraph | None:
        """Return the paragraph that is open; None between two."""
        return self.frame.paragraphs[-1] if self.frame.paragraphs else None

    def within(self, *names: str) -> bool:
        """Tell whether these are the innermost elements."""
        return tuple(self.names[-len(names) :]) == names

    def add(self, text: str) -> None:
        """Write words that the reading adds to those of the file."""
        if text:
            self.write(text, ADDED)

    def write(self, text: str, *more: Sign) -> None:
        """Write words as what is open makes them."""
        self.open_paragraph()
        self.written += 1
        signs = (*self._signs(), *more)
        if self.fields and not self.fields[-1].result and HIDDEN not in signs:
            signs = (*signs, HIDDEN)  # words in the code of a field are not shown
        if HIDDEN in signs:
            self.book.flags["hidden-text"] = None
        self.draft.write(text, signs)

    def open_paragraph(self) -> None:
        """Write the number of the paragraph, once and before its words."""
        paragraph = self.paragraph
        if paragraph is None or paragraph.opened:
            return
        paragraph.opened = True
        outline = self._outline(paragraph)
        if outline:
            self.frame.head(outline)
        if paragraph.mark is not None and paragraph.mark.kind in GONE:
            return  # with its end it leaves the count
        key, level = self._list_of(paragraph)
        if key and key != "0":
            label = self.book.numbering.label(key, level)
            self.draft.write(label, self.frame.layout)

    def look(self, style: str = "") -> None:
        """Set how a run looks: by the style of its letters, else of its paragraph."""
        paragraph = self.paragraph or Paragraph()
        key = style or paragraph.style or self.book.styles.usual
        if not style:
            self.looks = {}
        for kind, told in (
            (TraceKind.HIDDEN, self.book.styles.hidden(key)),
            (TraceKind.STRUCK, self.book.styles.struck(key)),
        ):
            if told is not None:
                self.looks[kind] = told

    def leave_frame(self) -> Draft:
        """End a text that runs by itself, with all that waits in it."""
        return self.frames.pop().leave()

    def comment(self, key: str) -> None:
        """Let a comment stand behind what is open."""
        draft = self.book.comment(key)
        if draft is not None:
            self.frame.later.append(draft)
            self.frame.flush()

    def _signs(self) -> Signs:
        around = self.frame.signs
        changes = self.changes[-MOST_SIGNS:]
        about = islice(self.about.values(), MOST_SIGNS)
        looks = (Sign(kind) for kind, on in self.looks.items() if on)
        signs = (*around, *changes, *about, *looks)
        return tuple(dict.fromkeys(signs)) if signs else ()

    def _outline(self, paragraph: Paragraph) -> int | None:
        if paragraph.outline is not None:
            return paragraph.outline + 1 if paragraph.outline < NO_HEADING else None
        return self.book.styles.outline(paragraph.style or self.book.styles.usual)

    def _list_of(self, paragraph: Paragraph) -> tuple[str, int]:
        if paragraph.list is not None:
            return paragraph.list, paragraph.level or 0
        style = paragraph.style or self.book.styles.usual
        key, line, level = self.book.styles.numbered(style)
        if paragraph.level is not None:
            level = paragraph.level
        if level is None and key:
            level = self.book.numbering.level_of_styles(key, line)
        return key, level or 0
