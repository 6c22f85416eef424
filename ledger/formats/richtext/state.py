"""What a reader of Rich Text keeps: the groups that are open, the text so far.

A group takes over all that the one around it said and forgets its own changes when it
ends. They stand in a list, so no depth of them is too deep.
"""

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
from ledger.formats.office.forms import Field
from ledger.formats.richtext.codepages import Font
from ledger.formats.richtext.codepages import USUAL
from ledger.formats.richtext.moments import packed

ADDED = Sign(TraceKind.ADDED)
DEEPEST = 25_000
MOST_SCROLLS = 20
LONGEST_NAME = 200
HIGH = range(0xD800, 0xDC00)
LOW = range(0xDC00, 0xE000)
BEYOND, END = 0x10000, 0x110000
MOMENT = re.compile(r"-?\d{1,10}")


class Scroll:
    """Text that runs by itself: the body, a footnote, a header."""

    def __init__(self) -> None:
        self.draft = Draft()
        self.later: list[Draft] = []
        self._cell = False

    def write(self, text: str, signs: Signs) -> None:
        """Write words, behind a tab where a cell has ended before them."""
        if self._cell:
            self._cell = False
            self.draft.write("\t")
        self.draft.write(text, signs)

    def end_cell(self) -> None:
        """End a cell of a table."""
        if self._cell:
            self.draft.write("\t")
        self._cell = True

    def end_line(self, *, whole: bool) -> None:
        """End a line; a whole one is followed by what waited for its end."""
        self._cell = self._cell and not whole
        self.draft.write("\n")
        if whole:
            self.flush()

    def flush(self) -> None:
        """Write what waited for the end of a line."""
        for later in self.later:
            self.draft.line()
            self.draft.append(later)
        if self.later:
            self.draft.line()
        self.later.clear()

    def leave(self) -> Draft:
        """Return the text with all that waits in it."""
        self.flush()
        self.draft.strip()
        return self.draft


@dataclass(slots=True)
class Group:
    """What holds until the group ends."""

    scroll: Scroll
    heard: list[str] | None = None
    """Where words go that are no words of the text: a name, a code."""

    bytes: bytearray | None = None
    """Where the bytes of a picture or an object go, as digits."""

    silent: bool = False
    fallback: int = 1
    """How many letters for old programs stand behind a Unicode letter."""

    font: int | None = None
    in_table: bool = False
    looks: dict[TraceKind, bool] = field(default_factory=dict)
    authors: dict[TraceKind, tuple[int, int]] = field(default_factory=dict)
    """Who inserted or deleted, by his place in the table, and when, as packed."""

    leave: Callable[[], object] | None = None

    def inner(self) -> "Group":
        """Return a group inside of it, which takes over what it says."""
        return Group(
            self.scroll,
            self.heard,
            self.bytes,
            self.silent,
            self.fallback,
            self.font,
            self.in_table,
            self.looks,
            self.authors,
        )


@dataclass(slots=True)
class Remark:
    """A comment while it is heard."""

    author: list[str] = field(default_factory=list)
    key: list[str] = field(default_factory=list)
    at: list[str] = field(default_factory=list)


class State:
    """All that is known while a file is read."""

    def __init__(self) -> None:
        self.body = Scroll()
        self.groups = [Group(self.body)]
        self.beyond = 0
        """How many groups are open that are too deep to be told apart."""

        self.codec = USUAL
        self.fonts: dict[int, Font] = {}
        self.font = Font()
        self.usual_font: int | None = None
        self.authors: list[str] = []
        self.facts: dict[str, str] = {}
        self.flags: dict[str, None] = {}
        self.notes: list[tuple[str, Draft]] = []
        self.margins: list[tuple[TraceKind, Draft]] = []
        self.pictures: list[tuple[str, bytes]] = []
        self.picture_kind = ""
        self.remark = Remark()
        self.marked: dict[str, tuple[Draft, int, int]] = {}
        """The words that comments are about, by their keys."""

        self.fields: list[Field] = []
        self.clock: dict[str, int] = {}
        self.scrolls = 0
        self._high = 0

    @property
    def group(self) -> Group:
        """Return the innermost group."""
        return self.groups[-1]

    def open(self) -> None:
        """Begin a group."""
        if len(self.groups) > DEEPEST:
            self.beyond += 1
            self.flags["too-many-levels"] = None
            return
        self.groups.append(self.group.inner())

    def close(self) -> None:
        """End a group."""
        if self.beyond:
            self.beyond -= 1
        elif len(self.groups) > 1:
            leave = self.group.leave
            self.groups.pop()
            if leave is not None:
                leave()

    def look(self, kind: TraceKind, *, on: bool) -> None:
        """Set or take off a sign of the words that come."""
        self.group.looks = {**self.group.looks, kind: on}

    def decode(self, data: bytes) -> str:
        """Return bytes as text, in the character set of the font."""
        key = self.group.font if self.group.font is not None else self.usual_font
        font = self.fonts.get(-1 if key is None else key)
        return (font or Font()).decode(data, self.codec)

    def add(self, text: str) -> None:
        """Write words that the reading adds to those of the file."""
        if text:
            self.put(text, ADDED)

    def put(self, text: str, *more: Sign) -> None:
        """Write words where the group has them go."""
        group = self.group
        if group.silent or group.bytes is not None:
            return
        if group.heard is not None:
            group.heard.append(text)
            return
        signs = self.signs() if any(group.looks.values()) else ()
        group.scroll.write(text, (*signs, *more))

    def unicode(self, code: int) -> None:
        """Write a letter by its number; large ones come in two halves."""
        code = code & 0xFFFF if code < 0 else code
        if code in HIGH:
            self._high = code
            return
        if code in LOW and self._high:
            code += ((self._high - HIGH.start) << 10) + BEYOND - LOW.start
        self._high = 0
        self.put(chr(code) if code < END else "\ufffd")

    def signs(self) -> Signs:
        """Return what is known of the words that come now."""
        found = []
        for kind, on in self.group.looks.items():
            if not on:
                continue
            who, when = self.group.authors.get(kind, (0, 0))
            author = self.authors[who] if 0 < who < len(self.authors) else ""
            found.append(Sign(kind, author, packed(when)))
            if kind is TraceKind.HIDDEN:
                self.flags["hidden-text"] = None
            elif kind is not TraceKind.STRUCK:
                self.flags["tracked-changes"] = None
        return tuple(found)

    def run_apart(self, done: Callable[[Draft], object]) -> None:
        """Let the group be a text that runs by itself."""
        if self.scrolls >= MOST_SCROLLS:
            return
        self.scrolls += 1
        scroll = Scroll()
        group = self.group
        group.scroll, group.heard, group.in_table = scroll, None, False
        group.looks, group.authors = {}, {}

        def leave() -> None:
            self.scrolls -= 1
            done(scroll.leave())

        group.leave = leave

    def hear(self, heard: list[str], done: Callable[[], object] | None = None) -> None:
        """Let the words of the group be no words of the text."""
        self.group.heard, self.group.silent = heard, False
        self.group.leave = done

    def comment(self, words: Draft) -> None:
        """Let a comment stand behind the line, and trace what it is about."""
        remark, self.remark = self.remark, Remark()
        author = clean("".join(remark.author))[:LONGEST_NAME]
        at = clean("".join(remark.at))
        at = packed(int(at)) if MOMENT.fullmatch(at) else ""
        draft = Draft()
        sign = (Sign(TraceKind.COMMENT, author, at),)
        if words:
            draft.append(words, sign)
        else:
            draft.write(" ", sign)
        self.group.scroll.later.append(draft)
        key = clean("".join(remark.key))
        if key in self.marked:
            where, start, end = self.marked.pop(key)
            if start < end:
                trace = Trace(TraceKind.COMMENTED, start, end, author, at)
                where.traces.append(trace)
