"""Telegram's export as JSON (``result.json``): one chat, or a whole account.

The bytes of a message are its object as it stands in the file. The export of an
account holds its chats as members, and each chat its messages.
"""

import re
from collections.abc import Iterator

from ledger.domain import problems
from ledger.domain.reading import Kind
from ledger.domain.reading import Member
from ledger.domain.reading import Reading
from ledger.formats.chats import slices
from ledger.formats.chats import telegram_json
from ledger.formats.chats.turns import Turns
from ledger.formats.source import Source

KIND = Kind.ARCHIVE
MEDIA_TYPES = (telegram_json.MEDIA_TYPE,)
SUFFIXES = frozenset({".json"})
PARSER = telegram_json.PARSER
VERSION = telegram_json.VERSION

_CHAT = re.compile(rb'"messages"\s*:\s*\[')
_MESSAGE = re.compile(rb'"(?:date_unixtime|from_id|actor_id|text_entities)"\s*:')
_SIMPLE = re.compile(rb'"type"\s*:\s*"(?:message|service)"')
_ACCOUNT = re.compile(rb'"(?:about|chats|left_chats|personal_information)"\s*:')


def sniff(source: Source) -> int:
    """Bid for an object with the messages, or the chats, of Telegram."""
    head = source.head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if not head.startswith(b"{"):
        return 0
    if _CHAT.search(head) and (_MESSAGE.search(head) or _SIMPLE.search(head)):
        return 85
    return 85 if _ACCOUNT.search(head[:4096]) and b"elegram" in head[:4096] else 0


def read(source: Source) -> Iterator[Member | Reading]:
    """Yield the chats and their messages in their order, then what holds them."""
    data = source.whole(source.most_pages, problems.TOO_LARGE)
    text = slices.decoded(data)
    del data
    found = telegram_json.found_in(text)
    turns = Turns(source.passed)
    yield from turns.members(telegram_json.members(text, found, turns), source)
    yield telegram_json.reading(found, source.title)
