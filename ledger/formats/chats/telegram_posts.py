"""Telegram's messages: from the fields of one object to who said what, and when."""

import hashlib
from collections.abc import Iterator
from collections.abc import Mapping
from collections.abc import Sequence
from datetime import datetime
from datetime import UTC
from typing import Any

from ledger.domain.chat import Attached
from ledger.domain.chat import handle
from ledger.domain.chat import Post
from ledger.domain.reading import Participant
from ledger.domain.reading import SegmentKind
from ledger.formats.chats.entries import Entry
from ledger.formats.chats.entries import Part
from ledger.formats.chats.entries import since_1970
from ledger.formats.chats.entries import zone_between

SERVICE = "telegram"
Fields = Mapping[str, Any]
_TOLD = ("title", "members", "message_id", "inviter", "duration_seconds", "reason")


def key_of(fields: Fields, first: str) -> str:
    """Return a chat's name for programs: its number, else its kind and its title.

    One that has neither is known by its first message.
    """
    number = fields.get("id")
    if isinstance(number, int | str) and not isinstance(number, bool):
        return f"{SERVICE}:{number}"
    if name := title_of(fields):
        return f"{SERVICE}:{fields.get('type') or 'chat'}:{name}"
    told = hashlib.sha256(first.encode("utf-8", "surrogateescape")).hexdigest()
    return f"{SERVICE}:?{told[:16]}"


def title_of(fields: Fields) -> str:
    """Return what a chat is called; the one with oneself has no name of its own."""
    name = fields.get("name")
    if isinstance(name, str) and name.strip():
        return " ".join(name.split())
    return "Saved Messages" if fields.get("type") == "saved_messages" else ""


def author_of(fields: Fields) -> Participant | None:
    """Return who a message is from; for what the service reports, who acted."""
    name = _words(fields.get("from") or fields.get("actor"))
    number = fields.get("from_id", fields.get("actor_id"))
    if isinstance(number, int) and not isinstance(number, bool):
        number = f"user{number}"
    told = _words(number) or name
    return Participant("from", name, handle(SERVICE, told)) if told else None


def has_zone(fields: Fields) -> bool:
    """Tell whether a message says at which moment it was sent."""
    return _moment(fields, "date") is not None


def entry(fields: Fields, data: bytes, chat: str, title: str, ordinal: int) -> Entry:
    """Return a message of an export."""
    moment = _moment(fields, "date")
    raw = _words(fields.get("date"))
    clock = _clock(raw) or (moment.replace(tzinfo=None).isoformat() if moment else "")
    number = _words(fields.get("id"))
    author = author_of(fields)
    parts = tuple(_parts(fields))
    post = Post(
        chat=chat,
        chat_title=title,
        number=number,
        clock=clock,
        zone=zone_between(clock, moment) if moment and clock else "",
        edited=_edited(fields),
        system="yes" if fields.get("type") == "service" else "",
        forwarded=_forwarded(fields),
        reply=_words(fields.get("reply_to_message_id")),
        files=tuple(_files(fields)),
    )
    return Entry(
        data=data,
        post=post,
        parts=parts,
        author=author,
        identity=number or _told(raw, author, parts, ordinal),
        sent_at=moment,
        sent_raw=raw or _words(fields.get("date_unixtime")),
    )


def _told(
    raw: str, author: Participant | None, parts: Sequence[Part], ordinal: int
) -> str:
    """Return what tells a message without a number from others."""
    name = author.address if author else ""
    text = "".join(words for _kind, words in parts)
    told = "\0".join((raw, name, text, str(ordinal)))
    return hashlib.sha256(told.encode("utf-8", "replace")).hexdigest()[:32]


def _words(value: object) -> str:
    return str(value) if isinstance(value, str | int) and value is not True else ""


def _moment(fields: Fields, name: str) -> datetime | None:
    if found := since_1970(fields.get(f"{name}_unixtime", "")):
        return found
    try:
        written = datetime.fromisoformat(_words(fields.get(name)))
    except ValueError:
        return None
    return written.astimezone(UTC) if written.tzinfo else None


def _clock(raw: str) -> str:
    try:
        return datetime.fromisoformat(raw).replace(tzinfo=None).isoformat()
    except ValueError:
        return ""


def _edited(fields: Fields) -> str:
    """Return when a message was changed; years before its sending mean never."""
    moment = _moment(fields, "edited")
    if moment is not None:
        return moment.isoformat()
    written = _words(fields.get("edited"))
    return "yes" if written and not written.startswith("1970") else ""


def _forwarded(fields: Fields) -> str:
    """Return whose words were forwarded; a hidden author is somebody, too."""
    if "forwarded_from" in fields:
        return _words(fields["forwarded_from"]) or "?"
    return _words(fields.get("saved_from"))


def _parts(fields: Fields) -> Iterator[Part]:
    if fields.get("type") == "service":
        yield SegmentKind.UNASSIGNED, _report(fields)
        return
    theirs = bool(_forwarded(fields))
    kind = SegmentKind.FORWARDED if theirs else SegmentKind.OWN
    said = _text(fields.get("text")) or _text(fields.get("text_entities"))
    yield kind, "\n".join(filter(None, (said, *_asked(fields))))


def _text(value: object) -> str:
    """Return the words of a text; where a link hides its target, with that."""
    if isinstance(value, str):
        return value
    if not isinstance(value, list):
        return ""
    return "".join(map(_stretch, value))


def _stretch(value: object) -> str:
    if not isinstance(value, dict):
        return _words(value)
    words, target = _words(value.get("text")), _words(value.get("href"))
    return f"{words} ({target})" if target and target != words else words


def _asked(fields: Fields) -> Iterator[str]:
    """Yield what a message says in another form than words: a poll, a place, a card."""
    poll = fields.get("poll")
    if isinstance(poll, dict):
        yield _text(poll.get("question"))
        answers = poll.get("answers")
        for answer in answers if isinstance(answers, list) else ():
            if isinstance(answer, dict):
                yield f"– {_text(answer.get('text'))}"
    card = fields.get("contact_information")
    if isinstance(card, dict):
        yield " ".join(filter(None, map(_words, card.values())))
    place = fields.get("location_information")
    if isinstance(place, dict):
        named = (fields.get("place_name"), fields.get("address"))
        yield " ".join(filter(None, map(_words, named)))
        yield f"{place.get('latitude')}, {place.get('longitude')}"


def _report(fields: Fields) -> str:
    """Return what the service reports, in the words of the export."""
    action = _words(fields.get("action")).replace("_", " ")
    told = [_text(fields.get("text"))]
    for name in _TOLD:
        found = fields.get(name)
        listed = found if isinstance(found, list) else [found]
        told.append(", ".join(filter(None, map(_words, listed))))
    details = "; ".join(filter(None, told))
    return f"{action}: {details}" if details else action


_MEDIA = ("photo", "file")
_THUMBNAIL = "thumbnail"


def _files(fields: Fields) -> Iterator[Attached]:
    """Yield the files of a message; one that was left out has no path."""
    for name in _MEDIA:
        path = _words(fields.get(name))
        if not path:
            continue
        there = not path.startswith("(")
        called = _words(fields.get("file_name")) if name == "file" else ""
        sort = _words(fields.get("media_type")).replace("_", " ") or name
        yield Attached(
            called or (path.rpartition("/")[2] if there else sort),
            path if there else "",
            _words(fields.get("mime_type")),
        )
