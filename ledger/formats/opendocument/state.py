"""Where a walk through an OpenDocument part stands, and how words are written there."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from dataclasses import field

from ledger.domain.trace import Trace
from ledger.domain.trace import TraceKind
from ledger.formats.mail.words import clean
from ledger.formats.office.draft import Draft
from ledger.formats.office.draft import Sign
from ledger.formats.office.draft import Signs
from ledger.formats.office.frame import Frame
from ledger.formats.office.frame import MOST_SIGNS
from ledger.formats.opendocument.lists import Lists
from ledger.formats.opendocument.styles import Styles

LONGEST_NAME = 200
SPACES = re.compile("[ \t\r\n]+")
HIDDEN = Sign(TraceKind.HIDDEN)
ADDED = Sign(TraceKind.ADDED)
After = Callable[[], object] | None


@dataclass(slots=True)
class Told:
    """What a change or a comment says of itself, word by word as it is heard."""

    kind: TraceKind | None = None
    author: list[str] = field(default_factory=list)
    at: list[str] = field(default_factory=list)
    draft: Draft | None = None
    """The words that were deleted, until they stand at their place."""

    def sign(self, kind: TraceKind, key: str) -> Sign:
        """Return the sign of the words that this is about."""
        author = clean("".join(self.author))[:LONGEST_NAME]
        return Sign(kind, author, clean("".join(self.at))[:40], key)


class State:
    """What is open, and the text so far."""

    def __init__(self, styles: Styles) -> None:
        self.styles = styles
        self.lists = Lists(styles)
        self.frames = [Frame()]
        self.flags: dict[str, None] = {}
        self.told: list[Told] = []
        """The change or comment that is being told, innermost last."""

        self.regions: dict[str, Told] = {}
        self.changes: dict[str, Sign] = {}
        self.abouts: dict[str, tuple[Draft, int, Sign]] = {}
        self.looks: list[Sign] = []
        self.captured: list[str] | None = None
        """Where words go that are no words of the text: a name, a date."""

        self.controls: dict[str, str] = {}
        self.notes: list[tuple[str, Draft]] = []
        self.margins: list[tuple[str, Draft]] = []
        self.label = ""
        """The sign of the note that is named last."""

        self._space = True

    @property
    def frame(self) -> Frame:
        """Return the text that runs by itself and is being written."""
        return self.frames[-1]

    @property
    def draft(self) -> Draft:
        """Return its words."""
        return self.frames[-1].draft

    def begin_paragraph(self, label: str) -> None:
        """Begin a paragraph with its number."""
        self.frame.begin_paragraph()
        self.draft.write(label, self.frame.layout)
        self._space = True

    def words(self, text: str) -> None:
        """Write words of a paragraph; white space between them counts as one."""
        text = SPACES.sub(" ", text)
        if self._space:
            text = text.removeprefix(" ")
        if text:
            self._space = text.endswith(" ")
            self.put(text)

    def write(self, text: str) -> None:
        """Write words as they stand."""
        self._space = False
        self.put(text)

    def add(self, text: str) -> None:
        """Write words that the reading adds to those of the file."""
        if text:
            self._space = False
            self.put(text, ADDED)

    def put(self, text: str, *more: Sign) -> None:
        """Write under the signs of what is open."""
        signs = (*self.signs(), *more)
        if HIDDEN in signs:
            self.flags["hidden-text"] = None
        self.draft.write(text, signs)

    def signs(self) -> Signs:
        """Return what is known of the words that come now."""
        changes = list(self.changes.values())[-MOST_SIGNS:]
        looks = self.looks[-MOST_SIGNS:]
        signs = (*self.frame.signs, *changes, *looks)
        return tuple(dict.fromkeys(signs)) if signs else ()

    def look(self, family: str, name: str) -> After:
        """Hide or strike words by the style of a paragraph or of letters."""
        found = []
        if self.styles.hidden(family, name):
            found.append(HIDDEN)
        if self.styles.struck(family, name):
            found.append(Sign(TraceKind.STRUCK))
        return self.under(*found)

    def under(self, *signs: Sign) -> After:
        """Put what comes under these signs; return how to take them off."""
        if not signs:
            return None
        self.looks += signs

        def leave() -> None:
            del self.looks[len(self.looks) - len(signs) :]

        return leave

    def enter(self) -> bool:
        """Begin a text that runs by itself, unless too many are open."""
        if len(self.frames) > MOST_SIGNS:
            return False
        self.frames.append(Frame())
        self._space = True
        return True

    def leave(self) -> Draft:
        """End a text that runs by itself and return it."""
        self._space = False
        return self.frames.pop().leave()

    def wait(self, words: Draft) -> None:
        """Let words stand behind what is open."""
        if words:
            self.frame.later.append(words)
            self.frame.flush()

    def begin_about(self, key: str, sign: Sign) -> None:
        """Note where the words begin that a comment is about."""
        self.abouts[key] = (self.draft, self.draft.length, sign)

    def end_about(self, key: str) -> None:
        """Trace the words that a comment is about."""
        draft, start, sign = self.abouts.pop(key, (None, 0, HIDDEN))
        kind = sign.kind
        if draft is not self.draft or not isinstance(kind, TraceKind):
            return
        if draft.length > start:
            draft.traces.append(Trace(kind, start, draft.length, sign.author, sign.at))

    def deleted(self, key: str) -> None:
        """Write deleted words at the place where they stood."""
        told = self.regions.get(key)
        if told is None or told.draft is None:
            return
        sign = told.sign(TraceKind.DELETED, key)
        self.draft.append(told.draft, (*self.signs(), sign))
        told.draft = None
        if not self.frame.depth:
            self.draft.line()
