"""Outlook's messages (.msg): headers, people, body, and everything that was attached.

The steps: open the compound file, take the message out of its properties, make the
parts of a mail of it, and read that as any mail. A message inside it comes out as a
file of its own, always with the same bytes.
"""

from collections.abc import Iterator
from dataclasses import replace

from ledger.domain import problems
from ledger.domain.reading import Kind
from ledger.domain.reading import Member
from ledger.domain.reading import Reading
from ledger.formats import outlook_told
from ledger.formats import sniff as kinds
from ledger.formats.outlook import compound
from ledger.formats.outlook import stored
from ledger.formats.source import Source
from ledger.formats.source import UnreadError

KIND = Kind.MAIL
MEDIA_TYPES = ("application/vnd.ms-outlook",)
SUFFIXES = frozenset({".msg", ".oft"})
PARSER = "msg"
VERSION = 4

MARK = stored.TABLE.encode("utf-16-le")
SURE, PERHAPS = 101, 100
"""Above what the first bytes alone tell."""


def sniff(source: Source) -> int:
    """Bid for a compound file with the table that every message has."""
    if not source.head.startswith(kinds.OLE) or source.suffix in kinds.OTHERS:
        return 0
    if MARK in source.head or source.suffix in SUFFIXES:
        return SURE
    return PERHAPS


def read(source: Source) -> Iterator[Member | Reading]:
    """Read a message: what hangs on it first, then what it says.

    Raises:
        UnreadError: it is a message, and damaged or too large.
    """
    try:
        root = compound.read(source.whole(source.most, problems.MAIL_TOO_LARGE))
    except UnreadError:
        if sniff(source) == SURE:
            raise
        root = compound.Storage()
    if not stored.is_message(root):
        yield kinds.reading(kinds.look(source), source)
        return
    for found in outlook_told.told(stored.item(root)):
        if isinstance(found, Reading):
            yield replace(
                found, parser=PARSER, version=VERSION, media_type=MEDIA_TYPES[0]
            )
        else:
            yield found
