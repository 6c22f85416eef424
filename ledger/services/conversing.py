"""Conversing: a day of a chat as it was said, with what became of its messages.

A message that a later export holds in other words has several versions. One that a
later export should hold and does not is marked, and stays.
"""

from collections.abc import Iterable
from collections.abc import Mapping
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Self

from ledger.domain.chat import Attached
from ledger.domain.chat import Chat
from ledger.domain.chat import StoredPost
from ledger.domain.document import Document
from ledger.domain.document import Text
from ledger.domain.errors import NotFoundError
from ledger.domain.project import Person
from ledger.domain.reading import Participant
from ledger.opened import Ledger
from ledger.services import knowing
from ledger.services import replacing
from ledger.store import chats
from ledger.store import documents
from ledger.store import receipts
from ledger.store.database import Tx

UNDATED = "undated"
"""In place of a day: messages whose day nobody knows yet."""


@dataclass(frozen=True, slots=True)
class File:
    """A file that a message names, and where it is in the ledger."""

    named: Attached
    document: Document | None
    """None where it was left out of the export."""


@dataclass(frozen=True, slots=True)
class Missing:
    """That an export does not hold a message that it should."""

    export: Document


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """A message in a day of a chat."""

    stored: StoredPost
    document: Document
    text: Text
    author: Participant | None
    person: Person | None
    """Whom we know under the author's handle."""

    files: tuple[File, ...]
    answers: Self | None
    """What it answers, where that is in the ledger; shown in short."""

    answers_missing: bool
    versions: tuple[Document, ...]
    """Its other versions, the oldest first."""

    missing: tuple[Missing, ...]

    @property
    def own_words(self) -> str:
        """Return what somebody said; of a forwarded message nothing is."""
        return self.text.words_of("own")


@dataclass(frozen=True, slots=True, kw_only=True)
class DayOfChat:
    """A day of a chat, between the day before and the day after."""

    chat: Chat
    day: str
    messages: tuple[Said, ...]
    before: str | None
    after: str | None
    exports: tuple[Document, ...]


def day_of(ledger: Ledger, key: str, day: str) -> DayOfChat:
    """Return a day of a chat.

    Raises:
        NotFoundError: there is no such chat, or nothing was said on that day.
    """
    with ledger.db.reading() as tx:
        chat = chats.find(tx, key)
        days = [each for each, _number in chats.days(tx, chat.name)]
        wanted = "" if day == UNDATED else day
        if wanted not in days:
            raise NotFoundError("day of the chat", day)
        at = days.index(wanted)
        listed = chats.of_day(tx, chat.name, wanted)
        exports = chats.exports_of(tx, chat.name)
        return DayOfChat(
            chat=chat,
            day=wanted,
            messages=tuple(_said(ledger, tx, chat, listed)),
            before=days[at - 1] if at else None,
            after=days[at + 1] if at + 1 < len(days) else None,
            exports=tuple(documents.get_many(tx, [e.document for e in exports])),
        )


def place_of(ledger: Ledger, key: str) -> tuple[Chat, str, str] | None:
    """Return the chat, the day and the first original of a message.

    None for what is no message of a chat.
    """
    with ledger.db.reading() as tx:
        stored = chats.post(tx, key)
        first = chats.post(tx, stored.message) if stored else None
        if first is None:
            return None
        return chats.find(tx, first.chat), first.day or UNDATED, first.document


def first_day(days: Sequence[tuple[str, int]]) -> str:
    """Return the newest day of a chat, as its page is called."""
    return (days[-1][0] if days else "") or UNDATED


def calendar_day(day: str) -> date | None:
    """Return a day as a date; None for what is undated."""
    return date.fromisoformat(day) if day and day != UNDATED else None


def _said(
    ledger: Ledger, tx: Tx, chat: Chat, listed: Sequence[StoredPost]
) -> Iterable[Said]:
    room = _room(ledger, tx, listed)
    missing = _missing(tx, chat, listed)
    replies = chats.numbered(tx, chat.name, [p.post.reply for p in listed])
    targets = _room(ledger, tx, [each for held in replies.values() for each in held])
    versions = chats.versions(tx, [each.identity for each in listed])
    other = replacing.replaced(listed, _exports(missing), room.handles)
    for stored in listed:
        at = room.documents[stored.document].dated_at
        reply = replacing.answered(stored, at, replies.get(stored.post.reply, ()))
        answered = targets.said(reply, None, (), ()) if reply else None
        held = versions[stored.identity]
        gone = missing.get(stored.identity, ())
        if tied := other.get(stored.document):
            held = [*held, tied]
            gone = tuple(
                each for each in gone if each in missing.get(tied.identity, ())
            )
        yield room.said(stored, answered, _others(tx, held, stored), gone)


def _exports(missing: Mapping[str, tuple[Missing, ...]]) -> dict[str, set[str]]:
    """Return the exports that lack a message, by its identity."""
    return {
        identity: {each.export.id for each in gone}
        for identity, gone in missing.items()
    }


def _others(
    tx: Tx, originals: Sequence[StoredPost], stored: StoredPost
) -> tuple[Document, ...]:
    """Return the other versions of a message, each by its first original."""
    keys = [each.message for each in originals if each.message != stored.message]
    return tuple(documents.get_many(tx, dict.fromkeys(keys)))


@dataclass(frozen=True, slots=True)
class _Room:
    """What is known of some messages, fetched at once."""

    documents: Mapping[str, Document]
    texts: Mapping[str, Text]
    authors: Mapping[str, Participant | None]
    people: Mapping[str, Person]
    files: Mapping[str, tuple[File, ...]]

    @property
    def handles(self) -> dict[str, str]:
        """The handles of the authors by document."""
        return {key: each.address for key, each in self.authors.items() if each}

    def said(
        self,
        stored: StoredPost,
        answers: Said | None,
        versions: tuple[Document, ...],
        missing: tuple[Missing, ...],
    ) -> Said:
        key = stored.document
        return Said(
            stored=stored,
            document=self.documents[key],
            text=self.texts.get(key, Text("", (), ())),
            author=self.authors.get(key),
            person=self.people.get(key),
            files=self.files[key],
            answers=answers,
            answers_missing=bool(stored.post.reply) and answers is None,
            versions=versions,
            missing=missing,
        )


def _room(ledger: Ledger, tx: Tx, listed: Sequence[StoredPost]) -> _Room:
    keys = [each.document for each in listed]
    held = documents.get_many(tx, keys)
    people = documents.people_of(tx, keys)
    authors = {
        key: next((each for each in found if each.role == "from"), None)
        for key, found in people.items()
    }
    return _Room(
        documents={each.id: each for each in held},
        texts=documents.texts(tx, held),
        authors=authors,
        people=knowing.writers(tx, held, authors, ledger.config.zone),
        files={each.document: tuple(_files(tx, each)) for each in listed},
    )


def _files(tx: Tx, stored: StoredPost) -> Iterable[File]:
    """Yield the files of a message: its own members, or files that lay beside it."""
    if not stored.post.files:
        return
    inside = {each.name: each for each in documents.children(tx, stored.document)}
    for named in stored.post.files:
        last = named.path.rpartition("/")[2] or named.name
        found = inside.get(last) or inside.get(named.name)
        yield File(named, found or _beside(tx, stored, named))


def _beside(tx: Tx, stored: StoredPost, named: Attached) -> Document | None:
    """Return the file of a folder that was taken in together with the export."""
    export = documents.find(tx, stored.export)
    if export.parent is not None:
        return None
    path = receipts.path_of(tx, export.id)
    folder = path.rpartition("/")[0]
    wanted = f"{folder}/{named.path or named.name}"
    key = receipts.document_at(tx, export.provenance.receipt, wanted)
    return documents.find(tx, key) if key and path else None


def _missing(
    tx: Tx, chat: Chat, listed: Sequence[StoredPost]
) -> dict[str, tuple[Missing, ...]]:
    """Return which later exports do not hold messages that lie within their reach.

    An export that shares no message with the others may be of another clock; it says
    nothing about them.
    """
    exports = chats.exports_of(tx, chat.name)
    reach = chats.reach(tx, chat.name)
    place = {each.document: number for number, each in enumerate(exports)}
    found: dict[str, list[Missing]] = {}
    for export in exports[1:]:
        low, high = reach.get(export.document, ("", ""))
        within = [
            each
            for each in listed
            if place.get(each.export, 0) < place[export.document]
            and low < each.clock < high
        ]
        held = chats.holders(tx, export.document, [each.identity for each in within])
        gone = [each.identity for each in within if each.identity not in held]
        if gone and _comparable(tx, exports[0].document, export.document, held):
            missing = Missing(documents.find(tx, export.document))
            for identity in gone:
                found.setdefault(identity, []).append(missing)
    return {identity: tuple(each) for identity, each in found.items()}


def _comparable(tx: Tx, first: str, later: str, held: set[str]) -> bool:
    return bool(held) or chats.shared(tx, later, first) > 0
