"""Telegram's JSON: which chats it holds, and where in the file their messages lie."""

from collections.abc import Iterator
from dataclasses import dataclass
from dataclasses import field
from dataclasses import replace
from functools import partial
from typing import Any

from ledger.domain import problems
from ledger.domain.chat import Need
from ledger.domain.reading import Kind
from ledger.domain.reading import Member
from ledger.domain.reading import Reading
from ledger.formats.chats import slices
from ledger.formats.chats import telegram_posts as posts
from ledger.formats.chats.entries import Chat
from ledger.formats.chats.entries import CHAT_TYPE
from ledger.formats.chats.entries import Entry
from ledger.formats.chats.package import chat_member
from ledger.formats.chats.turns import Turns

PARSER = "telegram"
VERSION = 1
MEDIA_TYPE = "application/x-telegram-chat"
_GROUPS = ("chats", "left_chats")


@dataclass(slots=True)
class Outline:
    """A chat as it lies in the file."""

    start: int
    end: int = 0
    fields: dict[str, Any] = field(default_factory=dict)
    places: list[tuple[int, int]] = field(default_factory=list)
    chat: Chat = field(default_factory=lambda: Chat("", ""))
    zoned: bool = True
    """Whether every message says at which moment it was sent."""

    broken: bool = False


@dataclass(slots=True)
class Found:
    """What a file holds: one chat, or an account with several."""

    account: bool
    chats: list[Outline]
    broken: bool = False


def found_in(text: str) -> Found:
    """Return the chats of an export; one that breaks off keeps what came before."""
    start = slices.past_space(text, text.startswith("\ufeff"))
    found = Found(account=False, chats=[])
    outer = slices.Members(text, start)
    try:
        for name, at in outer:
            if name == "messages":
                break
            if name in _GROUPS and text[at : at + 1] == "{":
                found.account = True
                outer.passed = _chats(text, at, found)
    except slices.BrokenJsonError:
        found.broken = True
    if not found.account:
        found.chats = [_outline(text, start)]
    found.broken = found.broken or any(each.broken for each in found.chats)
    return found


def _chats(text: str, at: int, found: Found) -> int:
    """Add the chats of a group of them; return where it ends."""
    group = slices.Members(text, at)
    for name, inside in group:
        if name == "list" and text[inside : inside + 1] == "[":
            group.passed = _listed(text, inside, found)
    return group.closed


def _listed(text: str, at: int, found: Found) -> int:
    at = slices.past_space(text, at + 1)
    while text[at : at + 1] == "{":
        outline = _outline(text, at)
        found.chats.append(outline)
        at = slices.past_space(text, outline.end)
        if text[at : at + 1] == ",":
            at = slices.past_space(text, at + 1)
    if text[at : at + 1] != "]":
        raise slices.BrokenJsonError
    return at + 1


def _outline(text: str, start: int) -> Outline:
    """Return where the messages of a chat lie, and who wrote them."""
    found = Outline(start)
    people: dict[tuple[str, str], None] = {}
    walk = slices.Members(text, start)
    try:
        for name, at in walk:
            if name == "messages" and text[at : at + 1] == "[":
                walk.passed = _messages(text, at, found, people)
            else:
                found.fields[name], walk.passed = slices.value(text, at)
        found.end = walk.closed
    except slices.BrokenJsonError:
        found.broken, found.end = True, len(text)
    first = text[slice(*found.places[0])] if found.places else ""
    key, title = posts.key_of(found.fields, first), posts.title_of(found.fields)
    needs = () if found.zoned else (Need.ZONE,)
    found.chat = Chat(key, title, needs, people=people)
    return found


def _messages(
    text: str, at: int, found: Outline, people: dict[tuple[str, str], None]
) -> int:
    """Note the places of messages and their authors; return where the array ends."""
    listed = slices.Elements(text, at)
    for first, last, value in listed:
        if isinstance(value, dict):
            found.places.append((first, last))
            found.zoned = found.zoned and posts.has_zone(value)
            if author := posts.author_of(value):
                people[author.name, author.address] = None
    return listed.closed


def members(
    text: str, found: Found, turns: Turns, inside: str = ""
) -> Iterator[Member]:
    """Yield the chats of an account, each before its messages; else the messages.

    ``inside`` is the place of the file in an archive.
    """
    for number, outline in enumerate(found.chats, 1):
        within = inside
        if found.account:
            within = f"{inside} › chat {number}" if inside else f"chat {number}"
            yield replace(_chat(text, outline, within, number), within=inside)
        outline.chat.turns = turns
        yield from _messages_of(text, outline, within)


def packed(data: bytes, path: str) -> Iterator[Member]:
    """Yield the members of a file in an archive, first the file itself."""
    text = slices.decoded(data)
    found = found_in(text)
    yield chat_member(path, data, MEDIA_TYPE, reading(found, ""))
    yield from members(text, found, Turns(), path)


def _chat(text: str, outline: Outline, place: str, number: int) -> Member:
    read = outline.chat.reading(PARSER, VERSION, CHAT_TYPE)
    facts = {**read.facts, "messages": str(len(outline.places))}
    return Member(
        name=f"chat {number}.json",
        media_type=CHAT_TYPE,
        place=place,
        data=slices.encoded(text[outline.start : outline.end]),
        offset=0,
        reading=replace(read, facts=facts),
    )


def _messages_of(text: str, outline: Outline, within: str) -> Iterator[Member]:
    known = outline.chat
    chat = Chat(known.key, known.title, turns=known.turns)
    seen: dict[str, int] = {}

    def entry(slice_: str) -> Entry:
        fields, _end = slices.value(slice_, 0)
        seen[slice_] = ordinal = seen.get(slice_, 0) + 1
        data = slices.encoded(slice_)
        return posts.entry(fields, data, chat.key, chat.title, ordinal)

    for start, end in outline.places:
        make = partial(entry, text[start:end])
        at = partial(_byte, text, start)
        yield chat.member(PARSER, VERSION, make, within, at)


def _byte(text: str, at: int) -> int:
    return len(slices.encoded(text[:at]))


def reading(found: Found, title: str) -> Reading:
    """Return the reading of the file: the chat that it is, or the account."""
    problem = problems.CHAT_BROKEN if found.broken else None
    if not found.account:
        [outline] = found.chats
        read = outline.chat.reading(PARSER, VERSION, MEDIA_TYPE)
        facts = {**read.facts, "messages": str(len(outline.places))}
        return replace(read, facts=facts, problem=problem)
    number = sum(len(each.places) for each in found.chats)
    return Reading(
        parser=PARSER,
        version=VERSION,
        kind=Kind.ARCHIVE,
        media_type=MEDIA_TYPE,
        title=title,
        facts={"chats": str(len(found.chats)), "messages": str(number)},
        problem=problem,
    )
