"""Excel files (.xlsx and their kin): sheets, cells, comments, what is hidden.

The steps: open the package, with its password where it has one; read what the sheets
share; then walk through each sheet, its comments and its drawings. Values are those
that are stored; nothing is computed.
"""

import re
from collections.abc import Iterator

from ledger.domain import problems
from ledger.domain.reading import Kind
from ledger.domain.reading import Member
from ledger.domain.reading import Reading
from ledger.formats import sniff as kinds
from ledger.formats.excel.comments import Notes
from ledger.formats.excel.comments import Threads
from ledger.formats.excel.comments import together
from ledger.formats.excel.shared import Strings
from ledger.formats.excel.shared import Styles
from ledger.formats.excel.shared import Workbook
from ledger.formats.excel.walk import Walker
from ledger.formats.office import locked
from ledger.formats.office import members
from ledger.formats.office import properties
from ledger.formats.office.package import Package
from ledger.formats.office.relations import main_of
from ledger.formats.office.relations import media_type
from ledger.formats.office.relations import note
from ledger.formats.office.relations import Relation
from ledger.formats.office.relations import relations
from ledger.formats.sheets.grid import Allowance
from ledger.formats.sheets.grid import Sheet
from ledger.formats.sheets.written import Book
from ledger.formats.sheets.written import Form
from ledger.formats.source import Source
from ledger.formats.source import UnreadError
from ledger.formats.word.drawing import Drawing

KIND = Kind.SPREADSHEET
OPEN_XML = "application/vnd.openxmlformats-officedocument.spreadsheetml."
MACROS = "application/vnd.ms-excel."
MEDIA_TYPES = (
    OPEN_XML + "sheet",
    OPEN_XML + "template",
    MACROS + "sheet.macroEnabled.12",
    MACROS + "template.macroEnabled.12",
    MACROS + "addin.macroEnabled.12",
)
SUFFIXES = frozenset({".xlsx", ".xlsm", ".xltx", ".xltm", ".xlam"})
PARSER = "xlsx"
VERSION = 2

MAIN = "xl/workbook.xml"
EMBEDDED = ("xl/media/", "xl/embeddings/", "xl/activex/")
CODES = re.compile(r'&(?:"[^"]*"|K[0-9A-F]{6}|\d{1,3}|[A-Za-z&])')
"""What a margin says of fonts, sides and page numbers."""


def sniff(source: Source) -> int:
    """Bid for a package with Excel's parts, or for one that is locked."""
    named = source.suffix in SUFFIXES
    if source.head.startswith(kinds.OLE):
        return 102 if named and source.suffix != ".xls" else 0
    look = kinds.look(source)
    if look is kinds.ZIP:
        return 102 if named else 0
    return 102 if look.media_type == MEDIA_TYPES[0] else 0


def read(source: Source) -> Iterator[Member | Reading]:
    """Read a spreadsheet: what lies in it first, then what it says."""
    data = source.whole(source.most_pages, problems.TOO_LARGE)
    package = locked.opened(data, source.password)
    main = main_of(package, "xl/", MAIN)
    if not main:
        if package.flags or "[Content_Types].xml" in package:
            raise UnreadError(problems.BROKEN_DOCUMENT, *package.flags)
        yield kinds.reading(kinds.ZIP, source)
        return
    reading = _reading(source, package, main)
    names = [part.name for part in package.under(*EMBEDDED)]
    yield from members.of(package, names)
    yield reading


def _reading(source: Source, package: Package, main: str) -> Reading:
    book = _book(package, main)
    if any("vbaproject" in name for name in package.parts):
        book.flags["macros"] = None
    if package.under("xl/externallinks/"):
        book.flags["remote-parts"] = None
    form = Form(PARSER, VERSION, media_type(package, main, MEDIA_TYPES))
    return book.reading(source, form, properties.of_package(package), package.flags)


def _book(package: Package, main: str) -> Book:
    """Return the text of all sheets."""
    listed = relations(package, main)
    workbook, strings, styles = Workbook(), Strings(), Styles()
    note(package, main, workbook)
    named = {each.kind: each.target for each in listed if not each.outside}
    note(package, named.get("sharedStrings", ""), strings)
    note(package, named.get("styles", ""), styles)
    people = Threads({})
    note(package, named.get("person", ""), people)
    targets = {each.key: each.target for each in listed if not each.outside}
    book, allowance = Book(), Allowance()
    for name, key, hidden in workbook.sheets:
        sheet = Sheet(name, hidden)
        part = targets.get(key, "")
        around = relations(package, part)
        links = {each.key: each.target for each in around if each.outside}
        walker = Walker(
            sheet, strings, styles, allowance, links, since_1904=workbook.since_1904
        )
        if not allowance.spent:
            note(package, part, walker)
        _beside(package, sheet, around, people)
        sheet.words += [CODES.sub(" ", each).strip() for each in walker.margins]
        sheet.words = [each for each in sheet.words if each.strip()]
        book.flags |= walker.flags
        book.write(sheet)
    if allowance.spent:
        book.flags["text-cut"] = None
    return book


def _beside(
    package: Package, sheet: Sheet, around: list[Relation], people: Threads
) -> None:
    """Note the comments of a sheet, and the words in its drawings."""
    notes, threads = Notes(), Threads(people.people)
    for each in around:
        if each.kind == "comments":
            note(package, each.target, notes)
        elif each.kind == "threadedComment":
            note(package, each.target, threads)
        elif each.kind == "drawing":
            sheet.words += _drawn(package, each.target)
    sheet.comments = together(notes.found, threads.found)


def _drawn(package: Package, part: str) -> list[str]:
    """Return the words of a drawing and of the charts in it."""
    charts = [each.target for each in relations(package, part) if each.kind == "chart"]
    found = []
    for one in (part, *charts):
        drawing = Drawing()
        note(package, one, drawing)
        found.append("".join(drawing.draft.pieces).strip())
    return found
