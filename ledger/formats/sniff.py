"""What a file is, by its bytes; its name is a hint only.

Here stand the kinds that have no reader yet: they are kept under their right kind,
with a sentence that says so. A format with a reader knows its own marks.
"""

import re
from codecs import BOM_UTF8
from codecs import BOM_UTF16_BE
from codecs import BOM_UTF16_LE
from dataclasses import dataclass
from struct import Struct

from ledger.domain import problems
from ledger.domain.reading import Kind
from ledger.domain.reading import Reading
from ledger.formats.source import Source

PARSER = "sniff"
VERSION = 1


@dataclass(frozen=True, slots=True)
class Look:
    """A kind of file that is known, but not read."""

    kind: Kind
    media_type: str
    problem: str
    sure: int = 100


ZIP = Look(Kind.ARCHIVE, "application/zip", problems.ARCHIVE_NOT_YET)
UNKNOWN = Look(Kind.FILE, "application/octet-stream", problems.NOT_YET, 1)
CALENDAR = Look(Kind.EVENT, "text/calendar", problems.EVENT_NOT_YET, 90)
SVG = Look(Kind.IMAGE, "image/svg+xml", problems.PICTURE_NOT_YET, 45)

MAGIC = (
    (b"\x1f\x8b", "application/gzip"),
    (b"BZh", "application/x-bzip2"),
    (b"\xfd7zXZ\0", "application/x-xz"),
    (b"7z\xbc\xaf\x27\x1c", "application/x-7z-compressed"),
    (b"Rar!\x1a\x07", "application/vnd.rar"),
    (b"!BDN", "application/vnd.ms-outlook-pst"),
)

OPEN_XML = "application/vnd.openxmlformats-officedocument."
ZIPPED = (
    (b"word/", Kind.DOCUMENT, OPEN_XML + "wordprocessingml.document"),
    (b"xl/", Kind.SPREADSHEET, OPEN_XML + "spreadsheetml.sheet"),
    (b"ppt/", Kind.DOCUMENT, OPEN_XML + "presentationml.presentation"),
    (b"opendocument.text", Kind.DOCUMENT, "application/vnd.oasis.opendocument.text"),
    (
        b"opendocument.spreadsheet",
        Kind.SPREADSHEET,
        "application/vnd.oasis.opendocument.spreadsheet",
    ),
    (
        b"opendocument.presentation",
        Kind.DOCUMENT,
        "application/vnd.oasis.opendocument.presentation",
    ),
)
OF_KINDS = tuple(mark for mark, _, _ in ZIPPED)
OFFICE = re.compile(
    rb"\[Content_Types\]\.xml$|_rels/\.rels$|docProps/|customXml/"
    rb"|(?:word|xl|ppt)/(?:_rels/|document|workbook|presentation|styles|theme|slides)"
)
"""How the first part of a document of Office is called."""

IN_ZIP = b"PK\x03\x04"
HEADER = Struct("<6sH10sI4s2H")
SIZE_BEHIND = 8
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
OLE_SUFFIXES = {
    ".doc": (Kind.DOCUMENT, "application/msword"),
    ".xls": (Kind.SPREADSHEET, "application/vnd.ms-excel"),
    ".ppt": (Kind.DOCUMENT, "application/vnd.ms-powerpoint"),
}
OTHERS = frozenset({*OLE_SUFFIXES, ".docx", ".xlsx", ".pptx", ".dot", ".xlt", ".vsd"})
"""Names of compound files that are no message."""

SENTENCES = {
    Kind.IMAGE: problems.PICTURE_NOT_YET,
    Kind.SPREADSHEET: problems.SPREADSHEET_NOT_YET,
    Kind.DOCUMENT: problems.OFFICE_NOT_YET,
    Kind.ARCHIVE: problems.ARCHIVE_NOT_YET,
}
WEB_PAGE = re.compile(
    rb"\s*(?:<\?xml[^>]{0,200}>\s*)?(?:<!--.{0,2000}?-->\s*)?"
    rb"<(?:!doctype html|html|head)\b",
    re.IGNORECASE | re.DOTALL,
)
DRAWING = re.compile(
    rb"\s*(?:<\?xml[^>]{0,200}>\s*)?(?:<!DOCTYPE svg|<svg)\b", re.IGNORECASE
)


def look(source: Source) -> Look:
    """Return what the file is by its bytes, where only its kind is known."""
    head = source.head
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")):
        return _zipped(head)
    if head.startswith(OLE):
        kind, media_type = OLE_SUFFIXES.get(
            source.suffix, (Kind.FILE, "application/x-ole-storage")
        )
        old = problems.OLD_FORM if kind is Kind.DOCUMENT else None
        return Look(kind, media_type, old or SENTENCES.get(kind, problems.NOT_YET))
    media_type = _marked(head)
    return _by_magic(media_type) if media_type else _by_text(source)


def _marked(head: bytes) -> str:
    for magic, media_type in MAGIC:
        if head.startswith(magic):
            return media_type
    if head[4:12] in {b"ftypheic", b"ftypheix", b"ftypmif1", b"ftyphevc"}:
        return "image/heif"
    return "application/x-tar" if head[257:262] == b"ustar" else ""


def reading(found: Look, source: Source) -> Reading:
    """Return the reading of a file that is kept and not read."""
    return Reading(
        parser=PARSER,
        version=VERSION,
        kind=found.kind,
        media_type=found.media_type,
        title=source.title,
        problem=found.problem,
    )


def _zipped(head: bytes) -> Look:
    listed = names(head)
    first = listed[0] if listed else b""
    if first != b"mimetype" and not OFFICE.match(first):
        return ZIP
    inside = (mark for name in listed for mark in OF_KINDS if name.startswith(mark))
    own = next(inside, None)  # what comes later may be of a file in this one
    for mark, kind, media_type in ZIPPED:
        if mark == own or (own is None and mark in head):
            return Look(kind, media_type, SENTENCES[kind])
    return ZIP


def names(head: bytes) -> list[bytes]:
    """Return the names at the beginning of a zip, not those of a zip in a zip."""
    found = []
    at = 0
    while head[at : at + 4] == IN_ZIP and len(head) >= at + HEADER.size:
        _, flags, _, packed, _, name, extra = HEADER.unpack_from(head, at)
        start = at + HEADER.size + name + extra
        found.append(head[at + HEADER.size :][:name].replace(b"\\", b"/"))
        unsaid = flags & SIZE_BEHIND and not packed
        at = head.find(IN_ZIP, start) if unsaid else start + packed
        at = len(head) if at < 0 else at
    return found


def _by_magic(media_type: str) -> Look:
    kind = Kind.IMAGE if media_type.startswith("image/") else Kind.ARCHIVE
    return Look(kind, media_type, SENTENCES[kind])


def _by_text(source: Source) -> Look:
    head = source.head.removeprefix(BOM_UTF8)[:8192]
    if head.upper().startswith(b"BEGIN:VCALENDAR"):
        return CALENDAR
    if DRAWING.match(head):
        return SVG
    return UNKNOWN


def is_web_page(source: Source) -> bool:
    """Tell whether a file begins as a page of HTML."""
    head = source.head
    if head.startswith((BOM_UTF16_LE, BOM_UTF16_BE)):
        head = head.decode("utf-16", errors="ignore").encode()
    return bool(WEB_PAGE.match(head.removeprefix(BOM_UTF8)[:8192]))
