"""Exports of chats in an archive: the chat, its messages, and the files they name.

An archive is known by what is in it: WhatsApp's text, Telegram's ``result.json`` or
pages, Slack's ``channels.json`` with its folders of days. A file that a message names
is a member of that message; what no message names is a member of the archive.
"""

import re
from collections.abc import Callable
from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Sequence
from dataclasses import dataclass
from dataclasses import field
from dataclasses import replace
from mimetypes import guess_type
from pathlib import PurePosixPath

from ledger.domain import problems
from ledger.domain.chat import Attached
from ledger.domain.chat import post_of
from ledger.domain.reading import Member
from ledger.domain.reading import Reading
from ledger.formats.chats import whatsapp_lines
from ledger.formats.chats import whatsapp_posts
from ledger.formats.chats import whatsapp_words
from ledger.formats.chats.turns import Turns

_LOOKED_AT = 16_384
_FILE_ID = re.compile(r"\bF[0-9A-Z]{8,12}\b")
"""By which tools that fetch the files of Slack name them."""

_PAGE = re.compile(r"(?:.*/)?messages\d*\.html")


@dataclass(slots=True)
class Package:
    """The files of an archive, by their paths, each unpacked when it is asked for."""

    name: str
    """Of the archive, without its ending."""

    paths: Sequence[str]
    unpack: Callable[[str], bytes | None]
    """Return the bytes of a file; None where they do not come out."""

    turns: Turns = field(default_factory=Turns)
    used: set[str] = field(default_factory=set)
    """What has come out already, as a chat or in a message."""

    def take(self, path: str) -> bytes:
        """Return the bytes of a file that is told by other members."""
        data = self.unpack(path)
        if data is not None:
            self.used.add(path)
        return data or b""

    def within(self, folder: str, file: Attached) -> str:
        """Return the path of a file that a message names; nothing if it is not here."""
        for path in (f"{folder}{file.path}", f"{folder}{file.name}"):
            if path in self.known:
                return path
        return self.by_key.get(file.path, "")

    known: frozenset[str] = frozenset()
    by_key: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Note the paths so that they are found quickly."""
        self.known = frozenset(self.paths)
        for path in self.paths:
            for key in _FILE_ID.findall(path):
                self.by_key.setdefault(key, path)


def whatsapp_text(package: Package) -> str:
    """Return the path of WhatsApp's text; nothing where the archive has none."""
    texts = [path for path in package.paths if path.lower().endswith(".txt")]
    for path in texts:
        stem = PurePosixPath(path).stem
        if stem == "_chat" or whatsapp_words.title_of(stem):
            return path
    if len(texts) == 1 and "/" not in texts[0]:
        text, _codec = whatsapp_posts.decoded(
            (package.unpack(texts[0]) or b"")[:_LOOKED_AT]
        )
        return texts[0] if whatsapp_lines.looks_like(text) else ""
    return ""


def telegram_files(package: Package) -> list[str]:
    """Return where ``result.json`` is, or where the pages are, in their order."""
    found = [
        path for path in package.paths if PurePosixPath(path).name == "result.json"
    ]
    pages = [path for path in package.paths if _PAGE.fullmatch(path)]
    return found or sorted(pages, key=_in_order)


def _in_order(path: str) -> tuple[str, int]:
    number = re.search(r"(\d+)\.html$", path)
    return path.rpartition("/")[0], int(number[1]) if number else 1


def is_slack(package: Package) -> bool:
    """Tell whether an archive is the export of a workspace of Slack."""
    tops = {path for path in package.paths if "/" not in path}
    days = any(re.fullmatch(r"[^/]+/\d{4}-\d\d-\d\d\.json", p) for p in package.paths)
    return days and ("users.json" in tops or "channels.json" in tops)


def with_files(
    package: Package, found: Iterable[Member], folder: str
) -> Iterator[Member]:
    """Yield members, each message with its files behind it."""
    for member in found:
        if member.reading is None:
            yield member
            continue
        post = post_of(member.reading.facts)
        files = post.files if post and member.reading.headers else ()
        paths = [path for file in files if (path := package.within(folder, file))]
        yield member
        for path in dict.fromkeys(paths):
            if file := _file(package, path, member.place):
                yield file


def _file(package: Package, path: str, within: str) -> Member | None:
    over = package.turns.over()
    data = b"" if over else package.unpack(path)
    if data is None:
        return None
    package.used.add(path)
    name = PurePosixPath(path).name
    return Member(
        name=name,
        media_type=guess_type(name)[0] or "application/octet-stream",
        place=f"{within} › {path}" if within else path,
        data=data,
        offset=0,
        within=within,
        packed=not over,
        left=problems.CRASHED if over else "",
    )


def left(package: Package) -> Iterator[Member]:
    """Yield what no message names."""
    for path in package.paths:
        if path not in package.used and (file := _file(package, path, "")):
            yield file


def chat_member(path: str, data: bytes, media_type: str, reading: Reading) -> Member:
    """Return the chat of an archive, before its messages."""
    name = PurePosixPath(path).name
    return Member(
        name=name or path,
        media_type=media_type,
        place=path,
        data=data,
        offset=0,
        reading=replace(reading, media_type=media_type),
        packed=True,
    )
