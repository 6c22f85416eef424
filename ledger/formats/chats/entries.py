"""From one message of an export to a member with its reading.

The bytes of the member are the slice of the export; what only the whole export knows
(the chat, its people, its files) goes along in the reading.
"""

import hashlib
from collections.abc import Callable
from collections.abc import Iterable
from collections.abc import Sequence
from dataclasses import dataclass
from dataclasses import field
from dataclasses import replace
from datetime import datetime
from datetime import timedelta
from datetime import UTC

from ledger.domain import problems
from ledger.domain.chat import Post
from ledger.domain.headers import Headers
from ledger.domain.reading import Kind
from ledger.domain.reading import Member
from ledger.domain.reading import Participant
from ledger.domain.reading import Reading
from ledger.domain.reading import Segment
from ledger.domain.reading import SegmentKind
from ledger.domain.sentence import said
from ledger.formats import language
from ledger.formats.chats.turns import Turns
from ledger.formats.text import tidied

POST_TYPE = "application/x-chat-message"
CHAT_TYPE = "application/x-chat"

SERVICES = {"telegram": "Telegram", "whatsapp": "WhatsApp", "slack": "Slack"}
"""What a message is called whose chat has no title that is known."""

Part = tuple[SegmentKind, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A message of an export, before it becomes a member."""

    data: bytes
    """The slice of the export."""

    post: Post
    parts: Sequence[Part]
    """Whose words it holds, side by side."""

    author: Participant | None
    identity: str = ""
    """What tells it from every other message of its chat."""

    scope: str = ""
    """In what it is told apart; the chat, where nothing else is said."""

    sent_at: datetime | None = None
    sent_raw: str = ""
    flags: tuple[str, ...] = ()


@dataclass(slots=True)
class Chat:
    """A chat on its way out of an export: counts its messages, collects its people."""

    key: str
    title: str
    needs: tuple[str, ...] = ()
    number: int = 0
    people: dict[tuple[str, str], None] = field(default_factory=dict)

    turns: Turns = field(default_factory=Turns)

    def member(
        self,
        parser: str,
        version: int,
        make: Callable[[], Entry],
        within: str,
        at: Callable[[], int] | None = None,
    ) -> Member:
        """Return a message as a member, with its reading; or why there is none.

        ``at`` says at which byte it begins, where that is known.
        """
        self.number += 1
        place = f"{within} › message {self.number}" if within else ""
        named = Member(
            name=f"message {self.number}",
            media_type=POST_TYPE,
            place=place or f"message {self.number}",
            data=b"",
            offset=0,
            within=within,
        )
        if self.turns.over():
            return _left(named, problems.CRASHED, at)
        try:
            entry = make()
            reading = _reading(parser, version, entry)
        except MemoryError:
            return _left(named, said(problems.STAYS, why=problems.HUNGRY), at)
        except Exception:  # noqa: BLE001 – the box is the place where readers may fail
            return _left(named, said(problems.STAYS, why=problems.ODD), at)
        if entry.author:
            self.people[entry.author.name, entry.author.address] = None
        return replace(named, data=entry.data, reading=reading)

    def reading(self, parser: str, version: int, media_type: str) -> Reading:
        """Return the reading of the chat itself: a container, and who writes in it."""
        needs = " ".join(self.needs)
        facts = {"chat": self.key, "chat_title": self.title, "needs": needs}
        return Reading(
            parser=parser,
            version=version,
            kind=Kind.ARCHIVE,
            media_type=media_type,
            title=self.title,
            people=tuple(Participant("member", *each) for each in self.people),
            facts={
                **{name: value for name, value in facts.items() if value},
                "messages": str(self.number),
            },
        )


def _left(named: Member, why: str, at: Callable[[], int] | None) -> Member:
    return replace(named, left=why, at=at() if at else None)


def _reading(parser: str, version: int, entry: Entry) -> Reading:
    post = entry.post
    text, segments = joined(entry.parts, post.forwarded or None)
    own = "".join(words for kind, words in entry.parts if kind is SegmentKind.OWN)
    key = f"{entry.scope or post.chat}/{entry.identity}"
    return Reading(
        parser=parser,
        version=version,
        kind=Kind.CHAT,
        media_type=POST_TYPE,
        title=post.chat_title or SERVICES.get(post.chat.partition(":")[0], ""),
        text=text,
        language=language.guess(own or text),
        segments=segments,
        people=(entry.author,) if entry.author else (),
        headers=Headers(
            message_id=key,
            in_reply_to=(f"{post.chat}/{post.reply}",) if post.reply else (),
            sent_at=entry.sent_at,
            sent_raw=entry.sent_raw,
            sent_zone=post.zone,
            fingerprint=_fingerprint(key, entry, text),
        ),
        flags=entry.flags,
        facts=post.facts(),
    )


def joined(
    parts: Iterable[Part], forwarded: str | None = None
) -> tuple[str, tuple[Segment, ...]]:
    """Return the text that parts make, and the segments that they are in it."""
    text = ""
    segments: list[Segment] = []
    for kind, words in parts:
        plain = tidied(words)
        if plain:
            author = forwarded if kind is SegmentKind.FORWARDED else None
            segments.append(Segment(kind, len(text), len(text) + len(plain), author))
            text += plain
    return text, tuple(segments)


def _fingerprint(key: str, entry: Entry, text: str) -> str:
    """Return what two copies of one message share: not its place, nor its paths."""
    author = entry.author.address if entry.author else ""
    post = entry.post
    told = (key, author, text, post.edited, post.deleted, post.forwarded)
    return hashlib.sha256("\0".join(told).encode("utf-8", "replace")).hexdigest()


def own(words: str) -> tuple[Part, ...]:
    """Return the part of a message that its author wrote whole."""
    return ((SegmentKind.OWN, words),)


def since_1970(text: object) -> datetime | None:
    """Return the moment of a count of seconds; None where it is none."""
    try:
        seconds = float(str(text))
        return datetime.fromtimestamp(seconds, UTC) if seconds > 0 else None
    except (ValueError, OverflowError, OSError):
        return None


def zone_between(clock: str, moment: datetime) -> str:
    """Return how far a clock was from UTC at a moment (``+0300``); else nothing."""
    try:
        local = datetime.fromisoformat(clock).replace(tzinfo=UTC)
    except ValueError:
        return ""
    minutes = round((local - moment) / timedelta(minutes=1))
    if abs(minutes) > _FARTHEST or minutes % 15:
        return ""
    sign = "-" if minutes < 0 else "+"
    return f"{sign}{abs(minutes) // 60:02}{abs(minutes) % 60:02}"


_FARTHEST = 15 * 60
