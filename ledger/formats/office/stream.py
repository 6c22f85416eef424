"""XML as a stream: nothing is fetched, nothing is expanded, no depth is too deep.

Names come as a short prefix and a local name, whatever prefix the file chose. A
reference to an entity that a file defines for itself stays as it is written; so does
all that came before the place where a damaged part breaks off.
"""

from collections.abc import Iterable
from time import process_time
from typing import Protocol
from xml.parsers import expat  # the handlers below never expand or fetch an entity

MOST_SECONDS = 12.0
"""A part that is not read by then is cut there."""

SHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
SLIDES = "http://schemas.openxmlformats.org/presentationml/2006/main"
THREADS = "http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments"
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/"
OASIS = "urn:oasis:names:tc:opendocument:xmlns:"
PREFIXES = {
    WORD: "w",
    "http://purl.oclc.org/ooxml/wordprocessingml/main": "w",
    SHEET: "s",
    "http://purl.oclc.org/ooxml/spreadsheetml/main": "s",
    THREADS: "s",
    SLIDES: "p",
    "http://purl.oclc.org/ooxml/presentationml/main": "p",
    OFFICE + "relationships": "r",
    "http://purl.oclc.org/ooxml/officeDocument/relationships": "r",
    OFFICE + "math": "m",
    "http://purl.oclc.org/ooxml/officeDocument/math": "m",
    "http://schemas.openxmlformats.org/drawingml/2006/main": "a",
    "http://purl.oclc.org/ooxml/drawingml/main": "a",
    "http://schemas.openxmlformats.org/markup-compatibility/2006": "mc",
    "http://schemas.microsoft.com/office/word/2010/wordml": "w14",
    "http://schemas.microsoft.com/office/word/2012/wordml": "w15",
    "http://www.w3.org/1999/xlink": "xlink",
    "http://www.w3.org/XML/1998/namespace": "xml",
    "http://purl.org/dc/elements/1.1/": "dc",
    "http://purl.org/dc/terms/": "dcterms",
    **{
        f"{OASIS}{name}:1.0": name
        for name in ("office", "text", "table", "style", "meta", "form")
    },
    f"{OASIS}drawing:1.0": "draw",
    f"{OASIS}xsl-fo-compatible:1.0": "fo",
    f"{OASIS}manifest:1.0": "manifest",
    f"{OASIS}script:1.0": "script",
    f"{OASIS}presentation:1.0": "presentation",
}
Attributes = dict[str, str]


class Handler(Protocol):
    """What is told of an XML part, in its order."""

    def start(self, name: str, attributes: Attributes) -> None:
        """Hear of an element that begins."""

    def end(self, name: str) -> None:
        """Hear of an element that ends."""

    def words(self, text: str) -> None:
        """Hear of the words in it."""


class Names(dict[str, str]):
    """Short names by the long ones."""

    def __missing__(self, long: str) -> str:
        space, _, local = long.rpartition(" ")
        prefix = PREFIXES.get(space, "other") if space else ""
        self[long] = f"{prefix}:{local}" if prefix else local
        return self[long]


def tell(chunks: Iterable[bytes], handler: Handler) -> tuple[str, ...]:
    """Tell a handler what stands in a part; return oddities, ``damaged-part`` first."""
    parser = expat.ParserCreate(namespace_separator=" ")
    names = Names()
    flags: dict[str, None] = {}

    def start(name: str, attributes: Attributes) -> None:
        known = {names[key]: value for key, value in attributes.items()}
        handler.start(names[name], known)

    def other(text: str) -> None:
        if text.startswith("&") and text.endswith(";"):
            flags["own-entities"] = None
            handler.words(text)

    parser.StartElementHandler = start
    parser.EndElementHandler = lambda name: handler.end(names[name])
    parser.CharacterDataHandler = handler.words
    parser.DefaultHandler = other  # having one, expat leaves entities unexpanded
    parser.buffer_text = True
    late = process_time() + MOST_SECONDS
    try:
        for chunk in chunks:
            parser.Parse(chunk, False)  # noqa: FBT003 - that is how expat is told
            if process_time() > late:
                return (*flags, "text-cut")
        parser.Parse(b"", True)  # noqa: FBT003 - that is how expat is told
    except (expat.ExpatError, LookupError, ValueError):
        parser.buffer_text = False  # hands out the words that it still holds
        return ("damaged-part", *flags)
    return tuple(flags)


class Collector:
    """Notes the elements of a small part: their names, attributes and words."""

    MOST = 100_000

    def __init__(self) -> None:
        self.found: list[tuple[str, Attributes, list[str]]] = []
        self._open: list[list[str]] = []

    def start(self, name: str, attributes: Attributes) -> None:
        """Note an element."""
        pieces: list[str] = []
        if len(self.found) < self.MOST:
            self.found.append((name, attributes, pieces))
        self._open.append(pieces)

    def end(self, name: str) -> None:
        """Leave it."""
        self._open.pop()

    def words(self, text: str) -> None:
        """Note its words."""
        if self._open:
            self._open[-1].append(text)
