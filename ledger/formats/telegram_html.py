"""Telegram's export as pages (``messages.html``): each message a member."""

from collections.abc import Iterator

from ledger.domain import problems
from ledger.domain.reading import Kind
from ledger.domain.reading import Member
from ledger.domain.reading import Reading
from ledger.formats.chats import telegram_page
from ledger.formats.chats import telegram_pages
from ledger.formats.chats.turns import Turns
from ledger.formats.source import Source

KIND = Kind.ARCHIVE
MEDIA_TYPES = (telegram_pages.MEDIA_TYPE,)
SUFFIXES = frozenset({".html", ".htm"})
PARSER = telegram_pages.PARSER
VERSION = telegram_pages.VERSION


def sniff(source: Source) -> int:
    """Bid for a page with messages as Telegram writes them."""
    if b"message" not in source.head or b"<div" not in source.head:
        return 0
    text = source.head.decode("utf-8", "replace")
    ours = telegram_page.START.search(text)
    return 85 if ours and ("from_name" in text or "details" in text) else 0


def read(source: Source) -> Iterator[Member | Reading]:
    """Yield the messages in their order, then the chat."""
    turns = Turns(source.passed)
    data = source.whole(source.most, problems.TOO_LARGE)
    page = telegram_pages.alone(data, turns)
    yield from turns.members(page.members, source)
    yield telegram_pages.reading(page)
