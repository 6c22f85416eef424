"""HTML to text: the words as a person would see them, and which of them are quoted.

Inline tags split no words; scripts, styles and titles are no words. What is hidden by
style is shown and traced: it was sent, so it is evidence. So is what is struck.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from selectolax.lexbor import LexborHTMLParser
from selectolax.lexbor import LexborNode

from ledger.domain.trace import Trace
from ledger.domain.trace import TraceKind
from ledger.formats import html_quotes

MOST_LETTERS = 2 * 1024 * 1024
"""Above this, tags are taken out without a look at their structure."""

SILENT = frozenset(
    {"script", "style", "title", "head", "template", "-comment", "noscript"}
)
BLOCKS = frozenset(
    re.findall(
        r"\w+",
        "address article aside blockquote body center dd details div dl dt fieldset"
        " figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr html li main nav"
        " ol p pre section summary table tbody tfoot thead tr ul",
    )
)
ROWS = BLOCKS | {"br"}
LOUD = frozenset({"script", "style", "title"})
"""What is left out of a page too large to be looked at closely."""

OPENING = frozenset({"div", "span", "p", "hr", "table", "section", "a"})
"""Elements that mail programs name where a message of others begins."""

SPACED = frozenset(
    re.findall(
        r"\w+",
        "p h1 h2 h3 h4 h5 h6 ul ol dl table blockquote pre",
    )
)

CHANGED = {
    "ins": TraceKind.INSERTED,
    "del": TraceKind.DELETED,
    "s": TraceKind.STRUCK,
    "strike": TraceKind.STRUCK,
}
HIDING = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|font-size\s*:\s*0(?![.\d])"
    r"|opacity\s*:\s*0(?:\.0+)?\s*(?:;|$)|mso-hide\s*:\s*all",
    re.IGNORECASE,
)
WHITE = r"(?:white|#fff(?:fff)?|rgba?\(\s*255\s*,\s*255\s*,\s*255\s*[,)][^;]{0,20})"
WRITTEN_WHITE = re.compile(
    rf"(?<![-\w])color\s*:\s*{WHITE}\s*(?:!important\s*)?(?:;|$)", re.IGNORECASE
)
LATELY = 40
MOST_LEVELS = 60
"""So far up it is looked for what stands behind white letters."""


class Writer:
    """Text as it grows: white space folded, line ends kept to two."""

    def __init__(self) -> None:
        self.traces: list[Trace] = []
        self.pieces: list[str] = []
        self.length = 0
        self.quotes: list[tuple[int, int]] = []
        self.nested: list[tuple[int, int]] = []
        self.opened: list[int] = []
        self.breaks = 2
        self.space = False

    def line(self, breaks: int = 1) -> None:
        """Begin a new line, with an empty one before it where ``breaks`` is 2."""
        while self.breaks < breaks:
            self._put("\n")
            self.breaks += 1
        self.space = False

    def newline(self) -> None:
        """Write a line end that stands in the text itself."""
        self._put("\n")
        self.breaks += 1
        self.space = False

    def words(self, text: str) -> None:
        """Write words; white space around and between them counts as one space."""
        folded = " ".join(text.split(None) if "\xa0" not in text else _split(text))
        self.space = self.space or text[:1].isspace()
        if folded:
            lead = " " if self.space and not self.breaks else ""
            self._put(lead + folded)
            self.breaks = 0
            self.space = text[-1:].isspace()

    def lead(self) -> None:
        """Write the space that stands before what comes next, if there is one."""
        if self.space and not self.breaks:
            self._put(" ")
        self.space = False

    def verbatim(self, text: str) -> None:
        """Write text with its own white space."""
        self._put(text)
        self.breaks = len(text) - len(text.rstrip("\n"))

    def begin(self, kind: TraceKind | None) -> int:
        """Return where a stretch begins that is marked in a way, if it is."""
        if kind is not None:
            self.lead()
        start = self.length
        if kind is TraceKind.DELETED:
            self.verbatim("[-")
        return start

    def end(self, node: LexborNode, kind: TraceKind | None, start: int) -> None:
        """Note the end of such a stretch."""
        if kind is TraceKind.DELETED:
            self.verbatim("-]")
        if kind is not None and self.length > start:
            said = node.attributes.get("datetime") or ""
            at = "".join(filter(str.isprintable, said)).strip()[:40]
            self.traces.append(Trace(kind, start, self.length, "", at))

    def last(self) -> str:
        """Return the last line that says something."""
        return "".join(self.pieces[-LATELY:]).rstrip().rpartition("\n")[2]

    @property
    def hides(self) -> bool:
        """Whether there are words that programs do not show."""
        return any(each.kind is TraceKind.HIDDEN for each in self.traces)

    def _put(self, text: str) -> None:
        self.pieces.append(text)
        self.length += len(text)


def marked(node: LexborNode) -> TraceKind | None:
    """Return how a page marks the words of an element, if it does."""
    return CHANGED.get(node.tag or "") or (TraceKind.HIDDEN if _hides(node) else None)


def _hides(node: LexborNode) -> bool:
    attributes = node.attributes
    style = attributes.get("style") or ""
    if "hidden" in attributes or HIDING.search(style):
        return True
    white = WRITTEN_WHITE.search(style) or (
        node.tag == "font"
        and re.fullmatch(WHITE, (attributes.get("color") or "").strip(), re.IGNORECASE)
    )
    return bool(white) and _on_nothing(node)


def _on_nothing(node: LexborNode) -> bool:
    """Tell whether nothing says of another ground than white, behind white letters."""
    each: LexborNode | None = node
    for _level in range(MOST_LEVELS):
        if each is None:
            return True
        said = each.attributes
        if said.keys() & {"class", "bgcolor", "background"}:
            return False
        if "background" in (said.get("style") or "").lower():
            return False
        each = each.parent
    return False


@dataclass(frozen=True, slots=True)
class Page:
    """The words of a page, and what its form says of them."""

    text: str
    quoted: tuple[tuple[int, int], ...] = ()
    traces: tuple[Trace, ...] = ()
    hides: bool = False
    nested: tuple[tuple[int, int], ...] = ()
    """What is quoted within a quote, any level of it."""

    opened: tuple[int, ...] = ()
    """Where a message of others begins, by the names of elements."""


def read(html: str) -> Page:
    """Return the text of a page, what of it is quoted, and its traces."""
    if len(html) > MOST_LETTERS:
        return Page(without_tags(html))
    writer = Writer()
    quoted_at: list[int] = []
    striped: list[bool] = []
    marks: list[tuple[TraceKind | None, int]] = []
    verbatim = 0
    for node, entering in walk(LexborHTMLParser(html).root):
        tag = node.tag or ""
        holds = node.first_child is not None and tag not in SILENT
        if holds and not entering:
            writer.end(node, *marks.pop())
        if tag == "-text":
            text = node.text_content or ""
            writer.verbatim(text) if verbatim else writer.words(text)
        else:
            _break(writer, tag, entering=entering)
        if tag == "pre":
            verbatim += 1 if entering else -1
        elif tag == "table":
            _stripe(writer, quoted_at, striped, node if entering else None)
        elif tag == "blockquote" and html_quotes.quotes(node):
            _quote(writer, quoted_at, entering=entering)
        elif entering and tag in OPENING and html_quotes.opens(node):
            writer.opened.append(writer.length)
        if holds and entering:
            kind = marked(node)
            marks.append((kind, writer.begin(kind)))
    found = "".join(writer.pieces), tuple(writer.quotes), tuple(writer.traces)
    inner = tuple(writer.nested), tuple(writer.opened)
    return Page(*found, writer.hides, *inner)


def _break(writer: Writer, tag: str, *, entering: bool) -> None:
    """Begin a new line, or a new cell, where an element does."""
    if tag == "br":
        if entering:
            writer.newline()
    elif tag in {"td", "th"}:
        if entering and not writer.breaks:
            writer.verbatim("\t")
    elif tag in BLOCKS:
        writer.line(2 if tag in SPACED else 1)


def _quote(writer: Writer, quoted_at: list[int], *, entering: bool) -> None:
    if entering:
        quoted_at.append(writer.length)
        return
    start = quoted_at.pop()
    if writer.length > start:
        ranges = writer.nested if quoted_at else writer.quotes
        ranges.append((start, writer.length))


def _stripe(
    writer: Writer, quoted_at: list[int], striped: list[bool], table: LexborNode | None
) -> None:
    """Begin a quote with a table that is one, or end it with the table."""
    if table is not None:
        striped.append(html_quotes.striped(table, writer.last()))
    if striped[-1] if table is not None else striped.pop():
        _quote(writer, quoted_at, entering=table is not None)


def walk(root: LexborNode | None) -> Iterator[tuple[LexborNode, bool]]:
    """Yield each node as it is entered and, if it can hold others, as it is left."""
    node = root
    parents: list[LexborNode] = []
    while node is not None:
        yield node, True
        if node.first_child is not None and node.tag not in SILENT:
            parents.append(node)
            node = node.first_child
            continue
        if node.tag in BLOCKS:
            yield node, False
        while node is not None and node.next is None:
            node = parents.pop() if parents else None
            if node is not None:
                yield node, False
        node = node.next if node is not None else None


def _split(text: str) -> list[str]:
    return re.split(r"[^\S\xa0]+", text.strip(" \t\r\n\f"))


def without_tags(html: str) -> str:
    """Return the words of a page in one pass, whatever its tags are."""
    first, *rest = html.split("<")
    pieces = [first]
    silent = ""
    for piece in rest:
        tag, closed, text = piece.partition(">")
        if not closed:
            tag, text = "", "<" + piece
        name = tag[:12].strip().split(" ")[0].lower()
        if silent and name != "/" + silent:
            continue
        silent = name if name in LOUD else ""
        if not silent:
            pieces.append(("\n" if name.strip("/") in ROWS else "") + text)
    return "".join(pieces)
