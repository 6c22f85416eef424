"""PDF: words with their boxes by pdfium, what the file says of itself by pypdf.

All pages stand in one text, parted by form feeds. Words keep their place in it and
their box on the page as it is shown, so a hit can be marked. A page without text is a
page still.
"""

import io
from collections.abc import Iterator
from collections.abc import Mapping
from contextlib import contextmanager
from dataclasses import replace
from time import process_time

import pypdfium2  # type: ignore[import-untyped]
from pypdf import PdfReader
from pypdf.errors import PyPdfError

from ledger.domain import problems
from ledger.domain import scan
from ledger.domain.picture import Picture
from ledger.domain.reading import Kind
from ledger.domain.reading import Member
from ledger.domain.reading import Page
from ledger.domain.reading import Reading
from ledger.domain.scan import Scan
from ledger.formats import language
from ledger.formats.mail.words import clean
from ledger.formats.page_scan import scan_of
from ledger.formats.page_words import words_of
from ledger.formats.pictures.opening import jpeg
from ledger.formats.pictures.recognising import Sheet
from ledger.formats.source import Source
from ledger.formats.source import UnreadError
from ledger.formats.text import own
from ledger.formats.text import UNSTORABLE
from ledger.formats.timing import at_most
from ledger.formats.timing import TookTooLongError

KIND = Kind.DOCUMENT
MEDIA_TYPES = ("application/pdf",)
SUFFIXES = frozenset({".pdf"})
PARSER = "pdf"
VERSION = 2

MOST_PAGES = 5_000
MOST_SECONDS = 12.0
"""Pages that are not read by then stay without text, and a flag says so."""

MOST_SECONDS_FOR_FACTS = 2.0
MOST_WORDS = 300_000
LONGEST_FACT = 500
PAGE_END = "\f"
MISHAPS: tuple[type[Exception], ...] = (
    *(PyPdfError, TookTooLongError),
    *(ValueError, TypeError, LookupError, AttributeError),
    *(RecursionError, ArithmeticError, NotImplementedError, AssertionError),
)
"""What pypdf lets through on damaged files, next to its own errors."""

REASONS = {
    pypdfium2.raw.FPDF_ERR_PASSWORD: problems.PASSWORD,
    pypdfium2.raw.FPDF_ERR_SECURITY: problems.LOCKED_PDF,
}

MOST_PIXELS = 50_000_000
MOST_PIXELS_READ = 12_000_000
"""Of a page in which words are recognised; larger ones are made smaller for it."""

DPI = 300
POINTS = 72
FACTS = {
    "Title": "title",
    "Author": "author",
    "Subject": "subject",
    "Producer": "producer",
    "Creator": "creator",
    "CreationDate": "created",
    "ModDate": "modified",
}


def sniff(source: Source) -> int:
    """Bid for the mark of a PDF, which may have rubbish before it."""
    if source.head.startswith(b"%PDF-"):
        return 100
    return 50 if b"%PDF-" in source.head[:1024] else 0


def read(source: Source) -> Iterator[Member | Reading]:
    """Read the words of each page and what the file says of itself."""
    data = source.whole(source.most_pages, problems.TOO_LARGE)
    document, unlocked = _opened(data, source.password)
    try:
        yield _reading(source, document, data, ["unlocked"] * unlocked)
    finally:
        document.close()


def _opened(data: bytes, password: str) -> tuple[pypdfium2.PdfDocument, bool]:
    """Return the document, and whether it took the password to open it.

    Raises:
        UnreadError: it is damaged, or locked.
    """
    try:
        return pypdfium2.PdfDocument(data), False
    except pypdfium2.PdfiumError as error:
        locked = REASONS.get(error.err_code)
        if locked != problems.PASSWORD or not password:
            flags = ("encrypted",) if locked else ()
            raise UnreadError(locked or problems.BROKEN_PDF, *flags) from error
    try:
        return pypdfium2.PdfDocument(data, password=password), True
    except (pypdfium2.PdfiumError, UnicodeError) as error:
        raise UnreadError(problems.WRONG_PASSWORD, "encrypted") from error


def _reading(
    source: Source,
    document: pypdfium2.PdfDocument,
    data: bytes,
    flags: list[str],
) -> Reading:
    text, pages = _pages(document, flags)
    facts = _facts(data, document, source.password)
    facts |= {"pages": str(len(document))}
    pages = _stated(pages, source, locked="unlocked" in flags)
    flags += _of_scans(pages)
    if not text.strip() and scan.WAITS not in flags:
        flags.append("no-text")
    if "encrypted" in facts:
        flags.append("encrypted")
    return Reading(
        parser=PARSER,
        version=VERSION,
        kind=KIND,
        media_type=MEDIA_TYPES[0],
        title=source.title or facts.get("title", ""),
        text=text if text.strip() else "",
        language=language.guess(text),
        segments=own(text) if text.strip() else (),
        pages=pages,
        flags=tuple(flags),
        facts=facts,
        problem=None if pages else problems.BROKEN_PDF,
    )


def _stated(
    pages: tuple[Page, ...], source: Source, *, locked: bool
) -> tuple[Page, ...]:
    """Return the pages by what can become of them.

    Without its password a file is not opened again, so its pictures cannot be read. In
    languages that a person chose, what another program recognised is recognised anew.
    """
    anew = bool(source.options.get("languages"))
    found = []
    for page in pages:
        state = page.scan
        if locked and state and state.waits:
            state = Scan.FAILED
        elif anew and state is Scan.LAYER:
            state = Scan.GARBLED
        found.append(replace(page, scan=state))
    return tuple(found)


def _of_scans(pages: tuple[Page, ...]) -> list[str]:
    states = {page.scan for page in pages if page.scan}
    flags = [scan.WAITS] if any(state.waits for state in states) else []
    flags += [scan.READ] if any(state.recognised for state in states) else []
    return [*flags, scan.FAILED] if Scan.FAILED in states else flags


def _pages(
    document: pypdfium2.PdfDocument, flags: list[str]
) -> tuple[str, tuple[Page, ...]]:
    pieces: list[str] = []
    pages: list[Page] = []
    boxes = MOST_WORDS
    at = 0
    count = min(len(document), MOST_PAGES)
    late = process_time() + MOST_SECONDS
    for number in range(1, count + 1):
        if process_time() > late:
            break
        text, page = _page(document, number, at, flags, with_words=boxes > 0)
        pieces.append(text)
        pages.append(page)
        boxes -= len(page.words)
        at += len(text) + 1
    if len(pages) < len(document):
        flags.append("pages-unread")
    if boxes <= 0:
        flags.append("words-without-boxes")
    return PAGE_END.join(pieces), tuple(pages)


def _page(
    document: pypdfium2.PdfDocument,
    number: int,
    at: int,
    flags: list[str],
    *,
    with_words: bool,
) -> tuple[str, Page]:
    try:
        page = document[number - 1]
        text, words = words_of(page, at, with_words=with_words)
        width, height = page.get_size()
        known = scan_of(page, text)
        page.close()
    except pypdfium2.PdfiumError:
        flags.extend(["damaged-page"] * ("damaged-page" not in flags))
        text, words, width, height, known = "", (), 0.0, 0.0, None
    label = document.get_page_label(number - 1)
    return text, Page(
        number=number,
        start=at,
        end=at + len(text),
        width=round(width, 2),
        height=round(height, 2),
        label=clean(label) if label not in {"", str(number)} else None,
        words=words,
        scan=known,
    )


def _facts(
    data: bytes, document: pypdfium2.PdfDocument, password: str
) -> dict[str, str]:
    """Return what the file says of itself; by pdfium where pypdf gives it up."""
    said: Mapping[str, object]
    facts = {}
    try:
        with at_most(MOST_SECONDS_FOR_FACTS):
            reader = PdfReader(io.BytesIO(data))
            if reader.is_encrypted:
                empty = reader.decrypt("")
                facts["encrypted"] = "with an empty password"
                if not empty:
                    facts["encrypted"] = "with a password"
                    reader.decrypt(password)
            said = {
                key.lstrip("/"): value for key, value in (reader.metadata or {}).items()
            }
    except MISHAPS:
        said = document.get_metadata_dict(skip_empty=True)
    for key, name in FACTS.items():
        value = clean(str(said.get(key, "") or ""))[:LONGEST_FACT]
        if value:
            facts[name] = UNSTORABLE.sub("\ufffd", value)
    return facts


def render(data: bytes, number: int, scale: float) -> Picture:
    """Return a page as a JPEG.

    Raises:
        IndexError: there is no such page.
        pypdfium2.PdfiumError: the file or the page is damaged.
    """
    with _page_of(data, number) as page:
        width, height = page.get_size()
        most = (MOST_PIXELS / max(1.0, width * height)) ** 0.5
        image = page.render(scale=min(scale, most)).to_pil().convert("RGB")
    return jpeg(image)


def sheet(data: bytes, number: int) -> Sheet:
    """Return a page as a picture in which words can be recognised.

    Raises:
        IndexError: there is no such page.
        pypdfium2.PdfiumError: the file or the page is damaged.
    """
    with _page_of(data, number) as page:
        width, height = page.get_size()
        most = (MOST_PIXELS_READ / max(1.0, width * height)) ** 0.5
        scale = min(DPI / POINTS, most)
        image = page.render(scale=scale, grayscale=True).to_pil().convert("L")
    return Sheet(image, max(1, round(scale * POINTS)), width, height)


@contextmanager
def _page_of(data: bytes, number: int) -> Iterator[pypdfium2.PdfPage]:
    with pypdfium2.PdfDocument(data) as document:
        if not 1 <= number <= len(document):
            raise IndexError(number)
        page = document[number - 1]
        yield page
        page.close()
