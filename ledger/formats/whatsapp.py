"""WhatsApp's export as text (``_chat.txt``): a chat, each message a member.

The bytes of a message are its lines as they stand. Which zone the clock was in, the
text never says; in which order day and month stand, it may not say either.
"""

from collections.abc import Iterator

from ledger.domain import problems
from ledger.domain.reading import Kind
from ledger.domain.reading import Member
from ledger.domain.reading import Reading
from ledger.formats.chats import whatsapp_lines
from ledger.formats.chats import whatsapp_posts
from ledger.formats.chats.entries import Chat
from ledger.formats.chats.turns import Turns
from ledger.formats.source import Source

KIND = Kind.ARCHIVE
MEDIA_TYPES = ("application/x-whatsapp-chat",)
SUFFIXES = frozenset({".txt"})
PARSER = whatsapp_posts.PARSER
VERSION = whatsapp_posts.VERSION


def sniff(source: Source) -> int:
    """Bid for a text whose first line has a date, a time and a message."""
    if b"\0" in source.head[:4096] and not source.head.startswith(
        (b"\xff\xfe", b"\xfe\xff")
    ):
        return 0
    text, _codec = whatsapp_posts.decoded(source.head[:16_384])
    return 80 if whatsapp_lines.looks_like(text) else 0


def read(source: Source) -> Iterator[Member | Reading]:
    """Yield the messages in their order, then the chat."""
    data = source.whole(source.most_pages, problems.TOO_LARGE)
    export = whatsapp_posts.export_of(data, source.title)
    turns = Turns(source.passed)
    chat = Chat(export.key, export.title, export.needs, turns=turns)
    yield from turns.members(whatsapp_posts.members(export, chat), source)
    yield chat.reading(PARSER, VERSION, MEDIA_TYPES[0])
