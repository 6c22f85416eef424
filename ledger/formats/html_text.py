"""HTML to text: the words as a person would see them, and which of them are quoted.

Inline tags split no words; scripts, styles and titles are no words. What is hidden by
style is shown: it was sent, so it is evidence.
"""

import re
from collections.abc import Iterator

from selectolax.lexbor import LexborHTMLParser
from selectolax.lexbor import LexborNode

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

SPACED = frozenset(
    re.findall(
        r"\w+",
        "p h1 h2 h3 h4 h5 h6 ul ol dl table blockquote pre",
    )
)


class Writer:
    """Text as it grows: white space folded, line ends kept to two."""

    def __init__(self) -> None:
        self.pieces: list[str] = []
        self.length = 0
        self.quotes: list[tuple[int, int]] = []
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

    def _put(self, text: str) -> None:
        self.pieces.append(text)
        self.length += len(text)


def read(html: str) -> tuple[str, list[tuple[int, int]]]:
    """Return the text of a page and the ranges of it that stand in a blockquote."""
    if len(html) > MOST_LETTERS:
        return without_tags(html), []
    writer = Writer()
    quoted_at: list[int] = []
    verbatim = 0
    for node, entering in walk(LexborHTMLParser(html).root):
        tag = node.tag or ""
        if tag == "-text":
            text = node.text_content or ""
            writer.verbatim(text) if verbatim else writer.words(text)
        elif tag == "br":
            if entering:
                writer.newline()
        elif tag in {"td", "th"}:
            if entering and not writer.breaks:
                writer.verbatim("\t")
        elif tag in BLOCKS:
            writer.line(2 if tag in SPACED else 1)
            verbatim += (1 if entering else -1) if tag == "pre" else 0
            if tag == "blockquote":
                _quote(writer, quoted_at, entering=entering)
    return "".join(writer.pieces), writer.quotes


def _quote(writer: Writer, quoted_at: list[int], *, entering: bool) -> None:
    if entering:
        quoted_at.append(writer.length)
        return
    start = quoted_at.pop()
    if not quoted_at and writer.length > start:
        writer.quotes.append((start, writer.length))


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
