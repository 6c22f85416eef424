"""Slack's messages: from the fields of one object to who said what, and when."""

import html
import re
from collections.abc import Iterator
from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field
from dataclasses import replace
from typing import Any

from ledger.domain.chat import Attached
from ledger.domain.chat import handle
from ledger.domain.chat import Post
from ledger.domain.reading import Participant
from ledger.domain.reading import SegmentKind
from ledger.formats.chats.entries import Entry
from ledger.formats.chats.entries import Part
from ledger.formats.chats.entries import since_1970

SERVICE = "slack"
Fields = Mapping[str, Any]

SAID = frozenset(
    {
        "",
        "bot_message",
        "file_comment",
        "file_share",
        "me_message",
        "message_changed",
        "message_deleted",
        "reply_broadcast",
        "slackbot_response",
        "thread_broadcast",
        "tombstone",
    }
)
"""Kinds of messages that somebody wrote; what else there is, Slack reports."""

_GONE = frozenset({"message_deleted", "tombstone"})
_REFERENCE = re.compile(r"<([@#!]?)([^<>|]+)(?:\|([^<>]*))?>")


@dataclass(frozen=True, slots=True)
class Names:
    """Who and what the short ids of an export stand for."""

    users: Mapping[str, Participant] = field(default_factory=dict)
    channels: Mapping[str, str] = field(default_factory=dict)


def users_of(listed: object) -> dict[str, Participant]:
    """Return the users of an export, each with a name and an address or a handle."""
    found = {}
    for user in listed if isinstance(listed, list) else ():
        if isinstance(user, dict) and (key := _words(user.get("id"))):
            found[key] = _user(key, user)
    return found


def _user(key: str, user: Fields) -> Participant:
    held = user.get("profile")
    profile: Fields = held if isinstance(held, dict) else {}
    named = (
        profile.get("real_name"),
        user.get("real_name"),
        profile.get("display_name"),
        user.get("name"),
        key,
    )
    name = next(filter(None, map(_words, named)))
    email = _words(profile.get("email")).strip().lower()
    address = email if "@" in email and " " not in email else handle(SERVICE, key)
    return Participant("from", name, address)


def _words(value: object) -> str:
    return value if isinstance(value, str) else ""


def entry(fields: Fields, data: bytes, chat: str, title: str, names: Names) -> Entry:
    """Return a message of an export."""
    told = _told(fields)
    subtype = _words(fields.get("subtype"))
    number = _words(told.get("ts"))
    moment = since_1970(number)
    thread = _words(told.get("thread_ts"))
    edited = told.get("edited")
    changed = since_1970(edited.get("ts")) if isinstance(edited, dict) else None
    system = subtype not in SAID
    post = Post(
        chat=chat,
        chat_title=title,
        number=number,
        clock=moment.replace(tzinfo=None).isoformat() if moment else "",
        zone="+0000" if moment else "",
        edited=changed.isoformat() if changed else "",
        deleted="yes" if subtype in _GONE else "",
        system="yes" if system else "",
        reply=thread if thread != number else "",
        files=tuple(_files(told)),
    )
    parts = tuple(_parts(told, names, system=system, gone=subtype == "tombstone"))
    return Entry(
        data=data,
        post=post,
        parts=parts,
        author=_author(told, names),
        identity=number,
        sent_at=moment,
        sent_raw=number,
    )


def _told(fields: Fields) -> Fields:
    """Return the message itself; a change holds the new one, a deletion the old."""
    subtype = fields.get("subtype")
    name = {"message_changed": "message", "message_deleted": "previous_message"}
    inner = fields.get(name.get(_words(subtype), ""))
    return inner if isinstance(inner, dict) else fields


def _author(fields: Fields, names: Names) -> Participant | None:
    """Return who wrote a message; of a program, under the name it gave itself."""
    key = _words(fields.get("user")) or _words(fields.get("parent_user_id_"))
    if key in names.users:
        return names.users[key]
    profile = fields.get("user_profile")
    if key and isinstance(profile, dict):
        return _user(key, {"profile": profile})
    name = _words(fields.get("username"))
    told = key or _words(fields.get("bot_id")) or name
    if not told:
        return None
    known = names.users.get(told)
    return (
        replace(known)
        if known
        else Participant("from", name or told, handle(SERVICE, told))
    )


def _parts(fields: Fields, names: Names, *, system: bool, gone: bool) -> Iterator[Part]:
    kind = SegmentKind.UNASSIGNED if system or gone else SegmentKind.OWN
    said = resolved(_words(fields.get("text")), names)
    yield kind, said
    listed = fields.get("attachments")
    for card in listed if isinstance(listed, list) else ():
        if isinstance(card, dict) and (words := _card(card, names)):
            shared = card.get("is_share") or card.get("is_msg_unfurl")
            told = SegmentKind.QUOTE if shared else SegmentKind.UNASSIGNED
            yield told, ("\n" if said else "") + words
            said = said or words


def _card(card: Fields, names: Names) -> str:
    """Return the words of a card under a message: a preview, or a shared message."""
    told = (card.get("pretext"), card.get("title"), card.get("text"))
    words = [resolved(_words(each), names) for each in told]
    found = list(filter(None, words)) or [resolved(_words(card.get("fallback")), names)]
    return "\n".join(filter(None, found))


def resolved(text: str, names: Names) -> str:
    """Return a text with names in place of ids, and with its own signs."""
    return html.unescape(_REFERENCE.sub(lambda found: _named(found, names), text))


def _named(found: re.Match[str], names: Names) -> str:
    sign, target, label = found[1], found[2], found[3]
    if sign == "@":
        known = names.users.get(target)
        return f"@{known.name if known else label or target}"
    if sign == "#":
        return f"#{label or names.channels.get(target, target)}"
    if sign == "!":
        return label or f"@{target.partition('^')[0]}"
    plain = target.removeprefix("mailto:")
    return f"{label} ({plain})" if label and label not in plain else plain


def _files(fields: Fields) -> Iterator[Attached]:
    """Yield the files of a message; Slack leaves all of them out of its exports."""
    listed = fields.get("files")
    one = fields.get("file")
    for file in listed if isinstance(listed, list) else [one]:
        if isinstance(file, dict):
            name = _words(file.get("name")) or _words(file.get("title"))
            key = _words(file.get("id"))
            yield Attached(name or key or "file", key, _words(file.get("mimetype")))
