"""How a presentation reads: a page a slide, its notes and comments below its words."""

from dataclasses import dataclass
from dataclasses import field
from dataclasses import replace

from ledger.domain import problems
from ledger.domain.reading import Kind
from ledger.domain.reading import Page
from ledger.domain.reading import Reading
from ledger.domain.trace import TraceKind
from ledger.formats import language
from ledger.formats.mail.words import clean
from ledger.formats.office.draft import Draft
from ledger.formats.office.draft import finished
from ledger.formats.office.draft import shortcomings
from ledger.formats.office.draft import Sign
from ledger.formats.source import Source
from ledger.formats.text import own

PAGE_END = "\f"
LONGEST_NAME = 200
MOST_SLIDES = 2_000
HIDDEN = Sign(TraceKind.HIDDEN)


@dataclass(slots=True)
class Comment:
    """A comment on a slide, with what the file says of it."""

    text: str
    author: str = ""
    at: str = ""


@dataclass(slots=True)
class Slide:
    """A slide: its words, and what stands beside them."""

    words: Draft = field(default_factory=Draft)
    notes: Draft = field(default_factory=Draft)
    comments: list[Comment] = field(default_factory=list)
    hidden: bool = False
    name: str = ""


@dataclass(frozen=True, slots=True)
class Form:
    """Which reader made it, and what the file is."""

    parser: str
    version: int
    media_type: str


class Deck:
    """The text of a presentation as it is written, slide by slide."""

    def __init__(self, width: float = 0.0, height: float = 0.0) -> None:
        self.draft = Draft()
        self.pages: list[Page] = []
        self.flags: dict[str, None] = {}
        self._size = width, height

    def write(self, slide: Slide) -> None:
        """Write a slide as a page."""
        if self.pages:
            self.draft.write(PAGE_END)
        start = self.draft.length
        around = (HIDDEN,) if slide.hidden else ()
        number = len(self.pages) + 1
        slide.words.strip()
        self.draft.append(slide.words, around)
        slide.notes.strip()
        if slide.notes:
            self._line(start)
            note = Sign(TraceKind.NOTE, key=str(number))
            self.draft.append(slide.notes, (*around, note))
        for at, each in enumerate(slide.comments):
            self._line(start)
            author = clean(each.author)[:LONGEST_NAME]
            sign = Sign(TraceKind.COMMENT, author, each.at[:40], f"{number}.{at}")
            self.draft.write(each.text.strip() or " ", (*around, sign))
        self.draft.close()
        if slide.hidden:
            self.flags["hidden-slide"] = None
        end, (width, height) = self.draft.length, self._size
        label = clean(slide.name)[:LONGEST_NAME] or None
        self.pages.append(Page(number, start, end, width, height, label))

    def reading(self, source: Source, form: Form, facts: dict[str, str]) -> Reading:
        """Return what was written, as the reading of a file."""
        text, traces = finished(self.draft)
        flags = tuple(dict.fromkeys([*self.flags, *shortcomings(self.draft)]))
        damaged = not text and "damaged-part" in flags
        return Reading(
            parser=form.parser,
            version=form.version,
            kind=Kind.DOCUMENT,
            media_type=form.media_type,
            title=source.title or facts.get("title", ""),
            text=text,
            language=language.guess(text),
            segments=own(text),
            traces=traces,
            pages=tuple(_within(page, len(text)) for page in self.pages),
            flags=flags,
            facts=facts | {"slides": str(len(self.pages))},
            problem=problems.BROKEN_DOCUMENT if damaged else None,
        )

    def _line(self, start: int) -> None:
        if self.draft.length > start:
            self.draft.line()


def _within(page: Page, length: int) -> Page:
    return replace(page, start=min(page.start, length), end=min(page.end, length))
