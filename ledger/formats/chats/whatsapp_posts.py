"""WhatsApp's messages: what is somebody's words, and what the phone put there."""

import hashlib
import re
from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from ledger.domain.chat import Attached
from ledger.domain.chat import handle
from ledger.domain.chat import Need
from ledger.domain.chat import Post
from ledger.domain.reading import Member
from ledger.domain.reading import Participant
from ledger.domain.reading import SegmentKind
from ledger.formats.chats import whatsapp_lines as lines
from ledger.formats.chats import whatsapp_words as words
from ledger.formats.chats.entries import Chat
from ledger.formats.chats.entries import Entry
from ledger.formats.chats.entries import Part
from ledger.formats.chats.whatsapp_lines import Line

SERVICE = "whatsapp"
PARSER = "whatsapp"
VERSION = 1
_PHONE = re.compile(r"\+?[\d\s()\u2011\xa0.-]{6,}")
_LATE = "out-of-order"
"""A message that stands a day or more behind the one before it: perhaps a piece of
another chat that was pasted into a message."""


@dataclass(frozen=True, slots=True)
class Export:
    """The text of a chat, cut into its messages."""

    text: str
    codec: str
    lines: Sequence[Line]
    order: str
    title: str

    @property
    def key(self) -> str:
        """Return the chat's name for programs: its title, else how it begins.

        A longer export begins as the shorter one; so does one of the same phone.
        """
        if self.title:
            return f"{SERVICE}:{' '.join(self.title.casefold().split())}"
        first = self.lines[0]
        told = f"{lines.same_day(first.numbers)}\0{first.author}\0{first.body.strip()}"
        return f"{SERVICE}:?{_digest(told)[:16]}"

    @property
    def needs(self) -> tuple[Need, ...]:
        """Return what nobody can know from the text alone."""
        return (Need.ZONE,) if self.order else (Need.ORDER, Need.ZONE)


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()


def export_of(data: bytes, *stems: str) -> Export:
    """Return the export that a text is; its name, or its archive's, names the chat."""
    text, codec = decoded(data)
    cut = lines.cut(text)
    named = next(filter(None, map(words.title_of, stems)), "")
    title = named or _titled(cut)
    return Export(text, codec, cut, lines.order_of(cut), title)


def decoded(data: bytes) -> tuple[str, str]:
    """Return the text with a codec that makes the very same bytes of it again."""
    for mark, codec in _WIDE.items():
        if data.startswith(mark) and not len(data) % 2:
            return data.decode(codec, "surrogatepass"), codec
    return data.decode("utf-8", "surrogateescape"), "utf-8"


_WIDE = {b"\xff\xfe": "utf-16-le", b"\xfe\xff": "utf-16-be"}


def _encoded(text: str, codec: str) -> bytes:
    errors = "surrogateescape" if codec == "utf-8" else "surrogatepass"
    return text.encode(codec, errors)


def _titled(cut: Sequence[Line]) -> str:
    """Return whom the line about encryption names: the chat, on Apple's phones."""
    if not cut:
        return ""
    first = cut[0]
    marked = first.body.startswith("\u200e") and words.ENCRYPTED.search(first.body)
    return first.author if marked else ""


def members(
    export: Export, chat: Chat, within: str = "", files: Iterable[str] = ()
) -> Iterator[Member]:
    """Yield the messages of an export; ``files`` are the media that came with it."""
    entries = _Entries(export, files)
    for line in export.lines:

        def at(line: Line = line) -> int:
            return len(_encoded(export.text[: line.start], export.codec))

        yield chat.member(PARSER, VERSION, partial(entries.of, line), within, at)


class _Entries:
    """The messages of an export on their way, each with what came before it."""

    def __init__(self, export: Export, files: Iterable[str]) -> None:
        self._export = export
        self._seen: dict[str, int] = {}
        self._there = {path.rpartition("/")[2]: path for path in files}
        self._before = ""

    def of(self, line: Line) -> Entry:
        """Return a message."""
        export = self._export
        clock = lines.in_order(line.numbers, export.order)
        told = _told(line, self._there)
        flags = (_LATE,) if clock and clock[:10] < self._before[:10] else ()
        self._before = max(clock, self._before) if clock else self._before
        post = Post(
            chat=export.key,
            chat_title=export.title,
            clock=clock,
            numbers=line.numbers,
            system="yes" if told.system else "",
            edited="yes" if told.edited else "",
            deleted="yes" if told.deleted else "",
            files=told.files,
        )
        base = "\0".join((lines.same_day(line.numbers), line.author, told.essence))
        self._seen[base] = ordinal = self._seen.get(base, 0) + 1
        return Entry(
            data=_encoded(export.text[line.start : line.end], export.codec),
            post=post,
            parts=told.parts,
            author=_author(line.author) if not told.nobody else None,
            identity=_digest(f"{base}\0{ordinal}")[:32],
            scope="" if export.title else f"{SERVICE}:?",
            sent_raw=_as_written(export.text[line.start : line.end]),
            flags=flags,
        )


def _as_written(slice_: str) -> str:
    found = lines.START.match(slice_.lstrip("\ufeff"))
    text = found[0] if found else slice_[:40]
    return text.strip("[] -\u2013\u2014\u200e\u202a\u202c\t\r\n,")


def _author(name: str) -> Participant | None:
    if not name:
        return None
    number = "".join(re.findall(r"[+\d]", name)) if _PHONE.fullmatch(name) else ""
    return Participant("from", name, handle(SERVICE, number or name))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Told:
    """What a message turned out to be."""

    parts: tuple[Part, ...]
    essence: str
    """What stays the same in an export with and without the files."""

    files: tuple[Attached, ...] = ()
    edited: bool = False
    deleted: bool = False
    system: bool = False
    nobody: bool = False
    """Whether the name before it is the chat's and not an author's."""


def _told(line: Line, there: dict[str, str]) -> _Told:
    body = _stripped(line.body)
    plain = body.replace("\u200e", "").strip()
    unassigned = ((SegmentKind.UNASSIGNED, plain),)
    if not line.author:
        return _Told(parts=unassigned, essence=plain, system=True)
    if _reported(line, body):
        nobody = bool(words.ENCRYPTED.search(body)) and body.startswith("\u200e")
        return _Told(parts=unassigned, essence=plain, system=True, nobody=nobody)
    if words.DELETED.fullmatch(body.strip()):
        return _Told(parts=unassigned, essence=plain, deleted=True)
    edited = words.EDITED.search(body)
    ending = body[edited.start() :].replace("\u200e", "") if edited else ""
    body = body[: edited.start()] if edited else body
    placed = _placed(body, there)
    parts = (*placed.parts, (SegmentKind.UNASSIGNED, ending))
    return _Told(
        parts=parts, essence=placed.essence, files=placed.files, edited=bool(edited)
    )


def _stripped(body: str) -> str:
    return body.replace("\r\n", "\n").rstrip("\n")


def _reported(line: Line, body: str) -> bool:
    """Tell whether the service says something under the name of a person or a chat."""
    plain = body.strip()
    encrypted = words.ENCRYPTED.search(plain[:160]) and not plain.endswith("?")
    about = encrypted and (body.startswith("\u200e") or _ABOUT.search(plain[:160]))
    named = body.startswith("\u200e") and plain[1:].startswith(line.author)
    return bool(about or named or words.CALLED.fullmatch(plain))


_ABOUT = re.compile(
    r"^(?:messages|nachrichten|сообщения|чаты|mesajele|съобщенията|повідомлення"
    r"|les messages|los mensajes|i messaggi|as mensagens|berichten|wiadomości"
    r"|mesajlar)\b",
    re.IGNORECASE,
)


def _placed(body: str, there: dict[str, str]) -> _Told:
    """Return the words of a message and the files that it names."""
    found = words.MARKED_FILE.search(body) or words.NAMED_FILE.match(body)
    if found:
        return _with_file(body, found, there)
    plain = body.replace("\u200e", "")
    if words.OMITTED.fullmatch(body.strip()) or _left_out(body):
        unassigned = ((SegmentKind.UNASSIGNED, plain),)
        left_out = (Attached(plain.strip(" <>")),)
        return _Told(parts=unassigned, essence="\0file", files=left_out)
    names = words.OF_THE_PHONE.findall(body)
    files = tuple(_file(name, there) for name in dict.fromkeys(names))
    return _Told(parts=((SegmentKind.OWN, plain),), essence=plain, files=files)


def _left_out(body: str) -> bool:
    return "\u200e" in body and bool(words.LEFT_OUT.fullmatch(body.strip()))


def _with_file(body: str, found: re.Match[str], there: dict[str, str]) -> _Told:
    before, mark = body[: found.start()], found[0].replace("\u200e", "")
    after = body[found.end() :]
    caption = (before + after).replace("\u200e", "").strip()
    parts = (
        (SegmentKind.OWN, before.replace("\u200e", "")),
        (SegmentKind.UNASSIGNED, mark + after[: len(after) - len(after.lstrip())]),
        (SegmentKind.OWN, after.lstrip().replace("\u200e", "")),
    )
    name = found[1].replace("\u200e", "").strip()
    essence = "\0file" + caption
    return _Told(parts=parts, essence=essence, files=(_file(name, there),))


def _file(name: str, there: dict[str, str]) -> Attached:
    return Attached(name, there.get(name, ""))
