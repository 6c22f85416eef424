"""Word files (.docx and its kin): the words, who changed which, comments, numbers.

The steps: open the package, read styles and lists, comments and notes, then walk
through the document; headers, footers and what stands in drawings come behind it. The
text is as it reads with insertions accepted; what was deleted stays in it, marked.
"""

from collections.abc import Iterator

from ledger.domain import problems
from ledger.domain.reading import Kind
from ledger.domain.reading import Member
from ledger.domain.reading import Reading
from ledger.domain.trace import TraceKind
from ledger.formats import language
from ledger.formats import sniff as kinds
from ledger.formats.office import locked
from ledger.formats.office import members
from ledger.formats.office import properties
from ledger.formats.office.draft import Draft
from ledger.formats.office.draft import finished
from ledger.formats.office.draft import laid_out
from ledger.formats.office.draft import shortcomings
from ledger.formats.office.draft import Sign
from ledger.formats.office.package import Package
from ledger.formats.office.relations import media_type
from ledger.formats.office.relations import Relation
from ledger.formats.office.relations import relations
from ledger.formats.office.stream import Handler
from ledger.formats.office.stream import tell
from ledger.formats.source import Source
from ledger.formats.source import UnreadError
from ledger.formats.text import own
from ledger.formats.word import parts
from ledger.formats.word.book import author
from ledger.formats.word.book import Book
from ledger.formats.word.book import Comment
from ledger.formats.word.book import Notes
from ledger.formats.word.drawing import Drawing
from ledger.formats.word.walk import Walker

KIND = Kind.DOCUMENT
OPEN_XML = "application/vnd.openxmlformats-officedocument.wordprocessingml."
MACROS = "application/vnd.ms-word."
MEDIA_TYPES = (
    OPEN_XML + "document",
    OPEN_XML + "template",
    MACROS + "document.macroEnabled.12",
    MACROS + "template.macroEnabled.12",
)
SUFFIXES = frozenset({".docx", ".docm", ".dotx", ".dotm"})
PARSER = "docx"
VERSION = 2

CONTENTS = b"[Content_Types].xml"
MACRO_PART = "vbaproject"


def sniff(source: Source) -> int:
    """Bid for a package with Word's parts, or for one that is locked."""
    if source.head.startswith(kinds.OLE):
        named = source.suffix in SUFFIXES
        return 101 if named or locked.is_unnamed(source) else 0
    look = kinds.look(source)
    if look is kinds.ZIP:
        return (
            101
            if source.suffix in SUFFIXES or CONTENTS in kinds.names(source.head)
            else 0
        )
    return 101 if look.media_type == MEDIA_TYPES[0] else 0


def read(source: Source) -> Iterator[Member | Reading]:
    """Read a Word file: what lies in it first, then what it says."""
    data = source.whole(source.most_pages, problems.TOO_LARGE)
    package = locked.opened(data, source.password)
    main = parts.main_part(package)
    if not main:
        yield _other(source, package)
        return
    reading = _reading(source, package, main)
    yield from members.of(package, parts.embedded(package, relations(package, main)))
    yield reading


def _other(source: Source, package: Package) -> Reading:
    """Return the reading of a package without a document: it may be something else."""
    if package.flags or "[Content_Types].xml" in package:
        raise UnreadError(problems.BROKEN_DOCUMENT, *package.flags)
    return kinds.reading(kinds.ZIP, source)


def _reading(source: Source, package: Package, main: str) -> Reading:
    listed = relations(package, main)
    book = _book(package, listed)
    draft = _body(package, main, listed, book)
    text, traces = finished(draft)
    facts = properties.of_package(package)
    book.flags.update(dict.fromkeys(shortcomings(draft)))
    if any(MACRO_PART in name for name in package.parts):
        book.flags["macros"] = None
    if any(each.outside and each.kind not in parts.LINKS for each in listed):
        book.flags["remote-parts"] = None
    flags = tuple({**package.flags, **book.flags})
    damaged = not text and "damaged-part" in flags
    return Reading(
        parser=PARSER,
        version=VERSION,
        kind=KIND,
        media_type=media_type(package, main, MEDIA_TYPES),
        title=source.title or facts.get("title", ""),
        text=text,
        language=language.guess(text),
        segments=own(text),
        traces=traces,
        blocks=laid_out(draft),
        flags=flags,
        facts=facts,
        problem=problems.BROKEN_DOCUMENT if damaged else None,
    )


def _book(package: Package, listed: list[Relation]) -> Book:
    """Return what the words of the document hang on: styles, lists, comments, notes."""
    book = Book()
    named = {each.kind: each.target for each in listed if not each.outside}
    _tell(package, named.get("styles"), book.styles)
    _tell(package, named.get("numbering"), book.numbering)
    book.numbering.linked = book.styles.lists()
    for name, says, draft in _noted(package, named.get("comments"), book):
        if name == "w:comment":
            who = author(says.get("w:author", ""))
            at = says.get("w:date", "")[:40]
            book.comments[says.get("w:id", "")] = Comment(draft, who, at)
    for kind, notes in (("footnotes", book.footnotes), ("endnotes", book.endnotes)):
        for _, says, draft in _noted(package, named.get(kind), book):
            notes.words[says.get("w:id", "")] = draft
    return book


def _noted(
    package: Package, part: str | None, book: Book
) -> list[tuple[str, dict[str, str], Draft]]:
    walker = Walker(book, _links(package, part))
    _tell(package, part, walker)
    walker.close()
    return walker.state.notes


def _links(package: Package, part: str | None) -> dict[str, str]:
    listed = relations(package, part) if part else []
    return {each.key: each.target for each in listed if each.outside}


def _tell(package: Package, part: str | None, handler: Handler) -> None:
    if part and part in package:
        package.flags.update(dict.fromkeys(tell(package.chunks(part), handler)))


def _body(package: Package, main: str, listed: list[Relation], book: Book) -> Draft:
    """Return all words: the document, its notes, its headers, its drawings."""
    draft = _walked(package, main, book)
    for notes in (book.footnotes, book.endnotes):
        _add_notes(draft, notes)
    for key in book.comments:
        comment = book.comment(key)
        if comment is not None:
            draft.line()
            draft.append(comment)
    for kind in (TraceKind.HEADER, TraceKind.FOOTER):
        found = [each.target for each in listed if each.kind == kind.value]
        _add_once(draft, [_walked(package, one, book) for one in found], kind)
    for part in package.under("word/charts/chart", "word/diagrams/data"):
        drawing = Drawing()
        _tell(package, part.name, drawing)
        draft.line()
        draft.append(drawing.draft)
    return draft


def _walked(package: Package, part: str, book: Book) -> Draft:
    walker = Walker(book, _links(package, part))
    _tell(package, part, walker)
    return walker.close()


def _add_notes(draft: Draft, notes: Notes) -> None:
    """Write notes in the order of their signs, and those that nothing names."""
    unnamed = [key for key, words in notes.words.items() if words]
    for key in dict.fromkeys([*notes.labels, *unnamed]):
        words = notes.words.get(key)
        if words is None:
            continue
        draft.line()
        sign = (Sign(TraceKind.NOTE, key=key),)
        draft.write(notes.labels.get(key, "[?]") + " ", sign)
        draft.append(words, sign)


def _add_once(draft: Draft, others: list[Draft], kind: TraceKind) -> None:
    """Write headers or footers; those that say the same are written once."""
    seen = set()
    for number, other in enumerate(others):
        other.strip()
        text = "".join(other.pieces)
        if text and text not in seen:
            seen.add(text)
            draft.line()
            draft.append(other, (Sign(kind, key=str(number)),))
