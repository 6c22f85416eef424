"""OpenDocument texts (.odt): the words, who changed which, comments, numbers.

The file keeps what was deleted apart from the text; here it stands at its place again,
marked. Headers and footers come behind the text, from the styles of the pages.
"""

from collections.abc import Iterator

from ledger.domain import problems
from ledger.domain.reading import Kind
from ledger.domain.reading import Member
from ledger.domain.reading import Reading
from ledger.domain.trace import TraceKind
from ledger.formats import language
from ledger.formats.office import members
from ledger.formats.office import properties
from ledger.formats.office.draft import Draft
from ledger.formats.office.draft import finished
from ledger.formats.office.draft import laid_out
from ledger.formats.office.draft import shortcomings
from ledger.formats.office.draft import Sign
from ledger.formats.office.package import Package
from ledger.formats.office.stream import Handler
from ledger.formats.office.stream import tell
from ledger.formats.opendocument import package as parts
from ledger.formats.opendocument.styles import Styles
from ledger.formats.opendocument.walk import Walker
from ledger.formats.source import Source
from ledger.formats.text import own

KIND = Kind.DOCUMENT
MEDIA_TYPES = (
    "application/vnd.oasis.opendocument.text",
    "application/vnd.oasis.opendocument.text-template",
    "application/vnd.oasis.opendocument.text-master",
)
SUFFIXES = frozenset({".odt", ".ott", ".odm"})
PARSER = "odt"
VERSION = 2


def sniff(source: Source) -> int:
    """Bid for a package that calls itself an OpenDocument text."""
    return 101 if parts.is_one(source, MEDIA_TYPES[0], SUFFIXES) else 0


def read(source: Source) -> Iterator[Member | Reading]:
    """Read an OpenDocument text: what lies in it first, then what it says."""
    data = source.whole(source.most_pages, problems.TOO_LARGE)
    package = parts.opened(data, source.password)
    if parts.CONTENT not in package:
        yield parts.other(source, package)
        return
    reading = _reading(source, package)
    names = [part.name for part in package.under(*parts.PICTURES)]
    yield from members.of(package, names)
    yield reading


def _reading(source: Source, package: Package) -> Reading:
    flags: dict[str, None] = {}
    draft = _body(package, flags)
    text, traces = finished(draft)
    facts = properties.of_open_document(package)
    flags.update(dict.fromkeys(shortcomings(draft)))
    if package.under(*parts.PROGRAMS):
        flags["macros"] = None
    flags = {**package.flags, **flags}
    damaged = not text and "damaged-part" in flags
    return Reading(
        parser=PARSER,
        version=VERSION,
        kind=KIND,
        media_type=parts.media_type(package, MEDIA_TYPES),
        title=source.title or facts.get("title", ""),
        text=text,
        language=language.guess(text),
        segments=own(text),
        traces=traces,
        blocks=laid_out(draft),
        flags=tuple(flags),
        facts=facts,
        problem=problems.BROKEN_DOCUMENT if damaged else None,
    )


def _body(package: Package, flags: dict[str, None]) -> Draft:
    """Return all words: the text, its notes, headers and footers, what it embeds."""
    styles = Styles()
    _tell(package, "styles.xml", styles)
    walker = Walker(styles)
    _tell(package, parts.CONTENT, walker)
    draft = walker.close()
    flags.update(walker.state.flags)
    for label, words in walker.state.notes:
        sign = (Sign(TraceKind.NOTE, key=f"{label}{draft.length}"),)
        draft.line()
        draft.write(label, sign)
        draft.append(words, sign)
    pages = Walker(styles)
    _tell(package, "styles.xml", pages)
    pages.close()
    _add_margins(draft, pages.state.margins)
    for part in package.under("object "):
        if part.name.lower().endswith("/" + parts.CONTENT):
            inner = Walker(Styles())
            _tell(package, part.name, inner)
            draft.line()
            draft.append(inner.close())
    return draft


def _add_margins(draft: Draft, margins: list[tuple[str, Draft]]) -> None:
    """Write headers and footers; those that say the same are written once."""
    seen = set()
    for number, (name, words) in enumerate(margins):
        kind = TraceKind.HEADER if "header" in name else TraceKind.FOOTER
        text = (kind, "".join(words.pieces))
        if words and text not in seen:
            seen.add(text)
            draft.line()
            draft.append(words, (Sign(kind, key=str(number)),))


def _tell(package: Package, part: str, handler: Handler) -> None:
    if part in package:
        package.flags.update(dict.fromkeys(tell(package.chunks(part), handler)))
