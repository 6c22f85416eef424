"""OpenDocument presentations (.odp): slides with their notes and comments."""

from collections.abc import Iterator

from ledger.domain import problems
from ledger.domain.reading import Kind
from ledger.domain.reading import Member
from ledger.domain.reading import Reading
from ledger.formats.office import members
from ledger.formats.office import properties
from ledger.formats.office.relations import note
from ledger.formats.opendocument import package as parts
from ledger.formats.opendocument.slides import Pages
from ledger.formats.opendocument.styles import Styles
from ledger.formats.slides.deck import Deck
from ledger.formats.slides.deck import Form
from ledger.formats.source import Source

KIND = Kind.DOCUMENT
MEDIA_TYPES = (
    "application/vnd.oasis.opendocument.presentation",
    "application/vnd.oasis.opendocument.presentation-template",
)
SUFFIXES = frozenset({".odp", ".otp"})
PARSER = "odp"
VERSION = 1


def sniff(source: Source) -> int:
    """Bid for a package that calls itself an OpenDocument presentation."""
    return 102 if parts.is_one(source, MEDIA_TYPES[0], SUFFIXES) else 0


def read(source: Source) -> Iterator[Member | Reading]:
    """Read a presentation: what lies in it first, then what it says."""
    data = source.whole(source.most_pages, problems.TOO_LARGE)
    package = parts.opened(data, source.password)
    if parts.CONTENT not in package:
        yield parts.other(source, package)
        return
    styles = Styles()
    note(package, "styles.xml", styles)
    pages = Pages(styles)
    note(package, parts.CONTENT, pages)
    pages.close()
    deck = Deck()
    for slide in pages.slides:
        deck.write(slide)
    if package.under(*parts.PROGRAMS):
        deck.flags["macros"] = None
    deck.flags = {**package.flags, **pages.flags, **deck.flags}
    form = Form(PARSER, VERSION, parts.media_type(package, MEDIA_TYPES))
    reading = deck.reading(source, form, properties.of_open_document(package))
    names = [part.name for part in package.under(*parts.PICTURES)]
    yield from members.of(package, names)
    yield reading
