"""Plain text (.txt, .log)."""

import re
from collections.abc import Iterator

from ledger.domain import problems
from ledger.domain.reading import Kind
from ledger.domain.reading import Member
from ledger.domain.reading import Reading
from ledger.domain.reading import Segment
from ledger.domain.reading import SegmentKind
from ledger.formats import charset
from ledger.formats import language
from ledger.formats.source import Source

KIND = Kind.DOCUMENT
MEDIA_TYPES = ("text/plain",)
SUFFIXES = frozenset({".txt", ".log"})
PARSER = "text"
VERSION = 1

UNSTORABLE = re.compile("[\0\ud800-\udfff]")


def sniff(source: Source) -> int:
    """Bid for what has no control characters in it."""
    if source.head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return 40
    strange = source.head.translate(
        None, delete=bytes(range(32, 256)) + b"\t\n\r\f\x1b"
    )
    if b"\0" in strange or len(strange) * 100 > len(source.head):
        return 0
    return 20 if source.suffix in SUFFIXES else 10


def read(source: Source) -> Iterator[Member | Reading]:
    """Read text; a byte that fits no charset shows as the replacement sign."""
    data = source.whole(source.most, problems.TOO_LARGE)
    text = tidied(charset.guess(data))
    yield Reading(
        parser=PARSER,
        version=VERSION,
        kind=KIND,
        media_type=MEDIA_TYPES[0],
        title=source.title,
        text=text,
        language=language.guess(text),
        segments=own(text),
    )


def tidied(text: str) -> str:
    """Return text with one kind of line end and no character that stores refuse."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").removeprefix("\ufeff")
    return UNSTORABLE.sub("\ufffd", text)


def own(text: str) -> tuple[Segment, ...]:
    """Return the one segment of a text with one author."""
    return (Segment(SegmentKind.OWN, 0, len(text)),) if text else ()
