"""Web pages (.html, .xhtml): the words as they are read, with what a picture hides.

Where a link leads stands behind its words. Words that the page hides are kept and
traced, and so are those that it marks as inserted or deleted.
"""

import re
from codecs import BOM_UTF8
from codecs import BOM_UTF16_BE
from codecs import BOM_UTF16_LE
from collections.abc import Iterator

from selectolax.lexbor import LexborHTMLParser
from selectolax.lexbor import LexborNode

from ledger.domain import problems
from ledger.domain.reading import Kind
from ledger.domain.reading import Member
from ledger.domain.reading import Reading
from ledger.domain.trace import Trace
from ledger.domain.trace import TraceKind
from ledger.formats import charset
from ledger.formats import html_text
from ledger.formats import language
from ledger.formats import sniff as kinds
from ledger.formats.links import target
from ledger.formats.mail.words import clean
from ledger.formats.markdown import titled
from ledger.formats.source import Source
from ledger.formats.text import own
from ledger.formats.text import tidied
from ledger.formats.timing import at_most
from ledger.formats.timing import TookTooLongError

KIND = Kind.DOCUMENT
MEDIA_TYPES = ("text/html", "application/xhtml+xml")
SUFFIXES = frozenset({".html", ".htm", ".xhtml", ".xht"})
PARSER = "html"
VERSION = 2

LONGEST_FACT = 500
MOST_SECONDS = 8.0
"""After these the tags are taken out without a look at their structure."""

LOOKED_AT = 4096
DEEPEST = 20_000
OPENING = re.compile(
    r"<(?!(?:p|li|td|th|tr|br|hr|img|input|meta|link|option|dt|dd)\b)[a-z]",
    re.IGNORECASE,
)
"""An element that is usually closed again."""

DECLARED = re.compile(
    rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w.:+-]{1,40})"""
    rb"""|^\s*<\?xml[^>]{0,100}?encoding\s*=\s*["']([\w.:+-]{1,40})""",
    re.IGNORECASE,
)
BOXES = frozenset({"checkbox", "radio"})
FILLED = frozenset({"", "text", "email", "tel", "url", "number", "date", "search"})
FACTS = frozenset({"author", "description", "generator", "date", "keywords"})


def sniff(source: Source) -> int:
    """Bid for a page of HTML, by its beginning or by its name."""
    if kinds.is_web_page(source):
        return 45
    named = source.suffix in SUFFIXES or source.media_type in MEDIA_TYPES
    return 45 if named and b"\0" not in source.head and b"<" in source.head else 0


def read(source: Source) -> Iterator[Member | Reading]:
    """Read the words of a page."""
    data = source.whole(source.most, problems.TOO_LARGE)
    html, flag = _decoded(data)
    flags = [flag] if flag else []
    facts: dict[str, str] = {}
    traces: list[Trace] = []
    page = _looked_at(html)
    if page is None:
        flags.append("html-too-large")
        text = html_text.without_tags(html)
    else:
        text, traces, facts = page.finished()
        flags += ["hidden-text"] if page.writer.hides else []
    yield Reading(
        parser=PARSER,
        version=VERSION,
        kind=KIND,
        media_type=MEDIA_TYPES[source.suffix in {".xhtml", ".xht"}],
        title=titled(facts.get("title", ""), source),
        text=text,
        language=language.guess(text),
        segments=own(text),
        traces=tuple(sorted(traces, key=lambda each: (each.start, -each.end))),
        flags=tuple(flags),
        facts=facts,
    )


def _decoded(data: bytes) -> tuple[str, str | None]:
    """Return a page as text: by its mark, its own word, or its letters."""
    if data.startswith((BOM_UTF8, BOM_UTF16_LE, BOM_UTF16_BE)):
        return tidied(charset.guess(data)), None
    found = DECLARED.search(data[:LOOKED_AT])
    declared = (found[1] or found[2]).decode() if found else ""
    html, flag = charset.decode(data, declared)
    return tidied(html), flag


def _looked_at(html: str) -> "Page | None":
    """Return a page with its words; None where it is too large to look at closely."""
    if len(html) > html_text.MOST_LETTERS or _depth(html) > DEEPEST:
        return None
    page = Page()
    try:
        with at_most(MOST_SECONDS):
            page.read(LexborHTMLParser(html).root)
    except TookTooLongError:
        return None
    return page


def _depth(html: str) -> int:
    """Return how many elements are never closed: no parser is quick with many."""
    return len(OPENING.findall(html)) - html.count("</")


class Page:
    """Writes the words of a page, with their traces."""

    def __init__(self) -> None:
        self.writer = html_text.Writer()
        self.facts: dict[str, str] = {}
        self._open: list[tuple[LexborNode, int, int, TraceKind | None]] = []
        self._verbatim = 0

    def read(self, root: LexborNode | None) -> None:
        """Walk through the page."""
        for node, entering in html_text.walk(root):
            tag = node.tag or ""
            if tag in {"title", "head"}:
                self._head(node)
            elif tag == "-text":
                self._text(node.text_content or "")
            elif not entering:
                self._leave(node, tag)
            else:
                self._enter(node, tag)

    def finished(self) -> tuple[str, list[Trace], dict[str, str]]:
        """Return the text, its traces, and what the page says of itself."""
        text = "".join(self.writer.pieces)
        end = len(text.rstrip())
        cut = [
            Trace(each.kind, each.start, min(each.end, end), each.author, each.at)
            for each in self.writer.traces
            if each.start < end
        ]
        return text[:end], cut, self.facts

    def _text(self, text: str) -> None:
        if self._verbatim:
            self.writer.verbatim(text)
        else:
            self.writer.words(text)

    def _enter(self, node: LexborNode, tag: str) -> None:
        if tag == "br":
            self.writer.newline()
        elif tag == "input":
            self._input(node)
        elif tag in {"td", "th"}:
            if not self.writer.breaks:
                self.writer.verbatim("\t")
        elif tag in html_text.BLOCKS:
            self.writer.line(2 if tag in html_text.SPACED else 1)
            self._verbatim += tag == "pre"
        if node.first_child is None or tag in html_text.SILENT:
            return
        kind = html_text.marked(node)
        start = self.writer.begin(kind)
        self._open.append((node, start, len(self.writer.pieces), kind))

    def _leave(self, node: LexborNode, tag: str) -> None:
        if node.first_child is not None:
            _node, start, piece, kind = self._open.pop()
            if tag == "a":
                self._link(node, piece)
            self.writer.end(node, kind, start)
        if tag in html_text.BLOCKS:
            self.writer.line(2 if tag in html_text.SPACED else 1)
            self._verbatim -= tag == "pre"

    def _link(self, node: LexborNode, piece: int) -> None:
        address = clean(node.attributes.get("href") or "")[:2000]
        shown = target(address, "".join(self.writer.pieces[piece : piece + 200]))
        if shown:
            start = self.writer.length
            self.writer.verbatim(shown)
            self.writer.traces.append(Trace(TraceKind.ADDED, start, self.writer.length))

    def _input(self, node: LexborNode) -> None:
        kind = (node.attributes.get("type") or "").lower()
        if kind in BOXES:
            self.writer.words("☒ " if "checked" in node.attributes else "☐ ")
        elif kind in FILLED:
            self.writer.words(node.attributes.get("value") or "")

    def _head(self, node: LexborNode) -> None:
        """Note the title and what the head says of the author."""
        for title in node.css("title")[:1]:
            said = clean(title.text())[:LONGEST_FACT]
            if said:
                self.facts.setdefault("title", said)
        for meta in node.css("meta[name]")[:100]:
            name = (meta.attributes.get("name") or "").lower()
            content = clean(meta.attributes.get("content") or "")[:LONGEST_FACT]
            if name in FACTS and content:
                self.facts.setdefault(name, content)
