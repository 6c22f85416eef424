"""PowerPoint files (.pptx and their kin): slides with their notes and comments.

A slide is a page. Its title stands first, then its shapes in the order of the file,
which is the one in which programs draw them.
"""

from collections.abc import Iterator

from ledger.domain import problems
from ledger.domain.reading import Kind
from ledger.domain.reading import Member
from ledger.domain.reading import Reading
from ledger.formats import sniff as kinds
from ledger.formats.office import locked
from ledger.formats.office import members
from ledger.formats.office import properties
from ledger.formats.office.draft import Draft
from ledger.formats.office.forms import number
from ledger.formats.office.package import Package
from ledger.formats.office.relations import main_of
from ledger.formats.office.relations import media_type
from ledger.formats.office.relations import note
from ledger.formats.office.relations import Relation
from ledger.formats.office.relations import relations
from ledger.formats.office.stream import Collector
from ledger.formats.slides.comments import Comments
from ledger.formats.slides.deck import Deck
from ledger.formats.slides.deck import Form
from ledger.formats.slides.deck import MOST_SLIDES
from ledger.formats.slides.deck import Slide
from ledger.formats.slides.walk import Walker
from ledger.formats.source import Source
from ledger.formats.source import UnreadError
from ledger.formats.word.drawing import Drawing

KIND = Kind.DOCUMENT
OPEN_XML = "application/vnd.openxmlformats-officedocument.presentationml."
MACROS = "application/vnd.ms-powerpoint."
MEDIA_TYPES = (
    OPEN_XML + "presentation",
    OPEN_XML + "slideshow",
    OPEN_XML + "template",
    MACROS + "presentation.macroEnabled.12",
    MACROS + "slideshow.macroEnabled.12",
)
SUFFIXES = frozenset({".pptx", ".ppsx", ".potx", ".pptm", ".ppsm"})
PARSER = "pptx"
VERSION = 1

MAIN = "ppt/presentation.xml"
EMBEDDED = ("ppt/media/", "ppt/embeddings/", "ppt/activex/")
DRAWN = frozenset({"chart", "diagramData"})
IN_A_POINT = 12_700


def sniff(source: Source) -> int:
    """Bid for a package with PowerPoint's parts, or for one that is locked."""
    named = source.suffix in SUFFIXES
    if source.head.startswith(kinds.OLE):
        return 102 if named else 0
    look = kinds.look(source)
    if look is kinds.ZIP:
        return 102 if named else 0
    return 102 if look.media_type == MEDIA_TYPES[0] else 0


def read(source: Source) -> Iterator[Member | Reading]:
    """Read a presentation: what lies in it first, then what it says."""
    data = source.whole(source.most_pages, problems.TOO_LARGE)
    package = locked.opened(data, source.password)
    main = main_of(package, "ppt/", MAIN)
    if not main:
        if package.flags or "[Content_Types].xml" in package:
            raise UnreadError(problems.BROKEN_DOCUMENT, *package.flags)
        yield kinds.reading(kinds.ZIP, source)
        return
    deck = _deck(package, main)
    facts = properties.of_package(package)
    form = Form(PARSER, VERSION, media_type(package, main, MEDIA_TYPES))
    if any("vbaproject" in name for name in package.parts):
        deck.flags["macros"] = None
    deck.flags = {**package.flags, **deck.flags}
    reading = deck.reading(source, form, facts)
    names = [part.name for part in package.under(*EMBEDDED)]
    yield from members.of(package, names)
    yield reading


def _deck(package: Package, main: str) -> Deck:
    collector = Collector()
    note(package, main, collector)
    listed = relations(package, main)
    comments = Comments()
    for each in listed:
        if each.kind in {"commentAuthors", "authors"}:
            note(package, each.target, comments)
    width = height = 0.0
    order = []
    for name, attributes, _ in collector.found:
        if name == "p:sldSz":
            width = number(attributes.get("cx", "")) / IN_A_POINT
            height = number(attributes.get("cy", "")) / IN_A_POINT
        elif name == "p:sldId":
            order.append(attributes.get("r:id", ""))
    targets = {each.key: each.target for each in listed if not each.outside}
    deck = Deck(width, height)
    for key in order[:MOST_SLIDES]:
        deck.write(_slide(package, targets.get(key, ""), comments, deck.flags))
    if len(order) > MOST_SLIDES:
        deck.flags["pages-unread"] = None
    return deck


def _slide(
    package: Package, part: str, comments: Comments, flags: dict[str, None]
) -> Slide:
    listed = relations(package, part)
    walker = _walked(package, part, listed)
    flags |= walker.flags
    slide = Slide(words=walker.draft(), hidden=walker.hidden)
    for each in listed:
        if each.outside:
            continue
        if each.kind in DRAWN:
            drawing = Drawing()
            note(package, each.target, drawing)
            slide.words.line()
            slide.words.append(drawing.draft)
        elif each.kind == "notesSlide":
            slide.notes = _notes(package, each.target)
        elif each.kind == "comments":
            note(package, each.target, comments)
    slide.comments = comments.taken()
    return slide


def _notes(package: Package, part: str) -> Draft:
    walker = _walked(package, part, relations(package, part))
    walker.shapes = [each for each in walker.shapes if each.place in {"body", ""}]
    return walker.draft()


def _walked(package: Package, part: str, listed: list[Relation]) -> Walker:
    walker = Walker({each.key: each.target for each in listed if each.outside})
    note(package, part, walker)
    return walker
