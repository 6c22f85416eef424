"""OpenDocument spreadsheets (.ods): sheets, cells, comments, what is hidden."""

from collections.abc import Iterator

from ledger.domain import problems
from ledger.domain.reading import Kind
from ledger.domain.reading import Member
from ledger.domain.reading import Reading
from ledger.formats.office import members
from ledger.formats.office import properties
from ledger.formats.office.relations import note
from ledger.formats.opendocument import package as parts
from ledger.formats.opendocument.cells import Walker
from ledger.formats.sheets.grid import Allowance
from ledger.formats.sheets.written import Book
from ledger.formats.sheets.written import Form
from ledger.formats.source import Source

KIND = Kind.SPREADSHEET
MEDIA_TYPES = (
    "application/vnd.oasis.opendocument.spreadsheet",
    "application/vnd.oasis.opendocument.spreadsheet-template",
)
SUFFIXES = frozenset({".ods", ".ots"})
PARSER = "ods"
VERSION = 1


def sniff(source: Source) -> int:
    """Bid for a package that calls itself an OpenDocument spreadsheet."""
    return 102 if parts.is_one(source, MEDIA_TYPES[0], SUFFIXES) else 0


def read(source: Source) -> Iterator[Member | Reading]:
    """Read a spreadsheet: what lies in it first, then what it says."""
    data = source.whole(source.most_pages, problems.TOO_LARGE)
    package = parts.opened(data, source.password)
    if parts.CONTENT not in package:
        yield parts.other(source, package)
        return
    allowance = Allowance()
    walker = Walker(allowance)
    note(package, parts.CONTENT, walker)
    book = Book()
    for sheet in walker.sheets:
        book.write(sheet)
    if allowance.spent:
        book.flags["text-cut"] = None
    if package.under(*parts.PROGRAMS):
        book.flags["macros"] = None
    facts = properties.of_open_document(package)
    form = Form(PARSER, VERSION, parts.media_type(package, MEDIA_TYPES))
    reading = book.reading(source, form, facts, {**package.flags, **walker.flags})
    names = [part.name for part in package.under(*parts.PICTURES)]
    yield from members.of(package, names)
    yield reading
