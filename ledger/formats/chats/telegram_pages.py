"""Telegram's pages as chats: one page by itself, or those of an archive in a row."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from dataclasses import replace
from functools import partial

from ledger.domain.chat import Need
from ledger.domain.reading import Member
from ledger.domain.reading import Participant
from ledger.domain.reading import Reading
from ledger.formats.chats import telegram_page
from ledger.formats.chats.entries import Chat
from ledger.formats.chats.entries import Entry
from ledger.formats.chats.package import chat_member
from ledger.formats.chats.telegram_page import Piece
from ledger.formats.chats.turns import Turns

PARSER = "telegram_pages"
VERSION = 1
MEDIA_TYPE = "application/x-telegram-page"


@dataclass(slots=True)
class Page:
    """A page with what goes on to the next one: the chat, and who wrote last."""

    members: Iterator[Member]
    chat: Chat
    author: Participant | None = None
    clock: str = ""


def chat_of(text: str) -> Chat:
    """Return the chat of a page; its number is not on it, so it is its title.

    One without a title is known by its first message.
    """
    title = telegram_page.title_of(text)
    if title:
        return Chat(f"telegram:page:{title}", title)
    first = next(iter(telegram_page.cut(text)), None)
    told = (first.text if first else text).encode("utf-8", "surrogateescape")
    return Chat(f"telegram:?{hashlib.sha256(told).hexdigest()[:16]}", "")


def alone(data: bytes, turns: Turns) -> Page:
    """Return a page that came as a file of its own."""
    text = data.decode("utf-8", "surrogateescape")
    page = Page(iter(()), chat_of(text))
    page.chat.turns = turns
    page.members = _messages(text, page, "")
    return page


def page_of(data: bytes, path: str, before: Page | None) -> Page:
    """Return a page of an archive: its chat, then its messages."""
    text = data.decode("utf-8", "surrogateescape")
    page = Page(iter(()), chat_of(text))
    if before and before.chat.key == page.chat.key:
        page.author, page.clock = before.author, before.clock
    listed = list(_messages(text, page, path))
    head = chat_member(path, data, MEDIA_TYPE, reading(page))
    page.members = iter([head, *listed])
    return page


def reading(page: Page) -> Reading:
    """Return the reading of a page, when its messages have been walked."""
    return page.chat.reading(PARSER, VERSION, MEDIA_TYPE)


def _messages(text: str, page: Page, within: str) -> Iterator[Member]:
    """Yield the messages; a report without a time stands where the page has it."""
    chat = page.chat

    def entry(piece: Piece) -> Entry:
        made = telegram_page.entry(piece, chat.key, chat.title, page.author)
        page.author = made.author or page.author
        page.clock = made.post.clock or page.clock
        if made.sent_at is None and made.post.clock:
            chat.needs = (Need.ZONE,)
        if made.post.clock:
            return made
        return replace(made, post=replace(made.post, clock=page.clock))

    for piece in telegram_page.cut(text):
        yield chat.member(PARSER, VERSION, partial(entry, piece), within)
