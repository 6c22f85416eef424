"""Telegram's pages: where on a page each message stands, and what it says.

The bytes of a message are its element and what follows it, up to the next message.
The lines between two days (``message-1``) belong to no message of their own.
"""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from datetime import timedelta
from datetime import UTC

from selectolax.lexbor import LexborHTMLParser
from selectolax.lexbor import LexborNode

from ledger.domain.chat import Attached
from ledger.domain.chat import handle
from ledger.domain.chat import Post
from ledger.domain.chat import written_offset
from ledger.domain.reading import Participant
from ledger.domain.reading import SegmentKind
from ledger.formats.chats.entries import Entry

SERVICE = "telegram"
START = re.compile(
    r"""<div\s[^<>]*?(?:class="message [^"<>]*"[^<>]*\sid="message(-?\d+)"|"""
    r"""id="message(-?\d+)"[^<>]*\sclass="message [^"<>]*")[^<>]*>""",
)
_BREAK = re.compile(r"\s*<br\b[^<>]*>\s*", re.IGNORECASE)
_LINK = re.compile(
    r"""<a\b[^<>]*?\shref="([^"<>]*)"[^<>]*>(.*?)</a>""", re.IGNORECASE | re.DOTALL
)
_WHEN = re.compile(
    r"(\d{1,2})\.(\d{1,2})\.(\d{4}) (\d{1,2}):(\d{2})(?::(\d{2}))?"
    r"(?: UTC([+-])(\d{1,2}):(\d{2}))?"
)
_TARGET = re.compile(r"go_to_message(\d+)")
_LINE = "\x01"


@dataclass(frozen=True, slots=True)
class Piece:
    """A message as it stands on a page."""

    number: str
    text: str


def cut(text: str) -> list[Piece]:
    """Return the messages of a page, in their order."""
    found = list(START.finditer(text))
    ends = [each.start() for each in found[1:]] + [len(text)]
    return [
        Piece(number, text[each.start() : end])
        for each, end in zip(found, ends, strict=True)
        if not (number := each[1] or each[2]).startswith("-")
    ]


def title_of(text: str) -> str:
    """Return what the page says that the chat is called."""
    tree = LexborHTMLParser(text)
    header = tree.css_first(".page_header .text.bold") or tree.css_first(".page_header")
    return _words(header) if header else ""


def entry(piece: Piece, chat: str, title: str, before: Participant | None) -> Entry:
    """Return a message; one that is joined to the one before has the same author."""
    tree = LexborHTMLParser(piece.text)
    top = tree.css_first("div.message") or tree.root
    service = "service" in _class(top)
    author = None if service else _author(top) or before
    forwarded = top.css_first(".forwarded.body") if top else None
    raw = _when(top)
    clock, moment, zone = _read(raw)
    said = _said(top, service=service)
    kind = SegmentKind.FORWARDED if forwarded else SegmentKind.OWN
    post = Post(
        chat=chat,
        chat_title=title,
        number=piece.number,
        clock=clock,
        zone=zone,
        system="yes" if service else "",
        forwarded=_source(forwarded) if forwarded else "",
        reply=_reply(top),
        files=tuple(_files(top)),
    )
    return Entry(
        data=piece.text.encode("utf-8", "surrogateescape"),
        post=post,
        parts=((SegmentKind.UNASSIGNED if service else kind, said),),
        author=author,
        identity=piece.number,
        sent_at=moment,
        sent_raw=raw,
    )


def _class(node: LexborNode | None) -> str:
    return (node.attributes.get("class") or "") if node else ""


def _author(top: LexborNode | None) -> Participant | None:
    """Return who is named before the words; not who is named in what was forwarded."""
    for node in top.css(".from_name") if top else ():
        if not _inside(node, "forwarded"):
            name = _words(node)
            return Participant("from", name, handle(SERVICE, name)) if name else None
    return None


def _inside(node: LexborNode, name: str) -> bool:
    above = node.parent
    while above is not None:
        if name in _class(above).split():
            return True
        above = above.parent
    return False


def _source(forwarded: LexborNode) -> str:
    """Return whose words were forwarded, without the date behind the name."""
    named = forwarded.css_first(".from_name")
    if named is None:
        return "?"
    for date in named.css(".date"):
        date.decompose()
    return _words(named) or "?"


def _when(top: LexborNode | None) -> str:
    for node in top.css(".date.details") if top else ():
        if not _inside(node, "forwarded") and (told := node.attributes.get("title")):
            return told.strip()
    return ""


def _read(raw: str) -> tuple[str, datetime | None, str]:
    """Return what the clock showed, at which moment, and how far it was from UTC."""
    found = _WHEN.search(raw)
    if not found:
        return "", None, ""
    day, month, year, hour, minute, second = (
        int(each or 0) for each in found.groups()[:6]
    )
    try:
        local = datetime(year, month, day, hour, minute, second, tzinfo=UTC)
    except ValueError:
        return "", None, ""
    clock = local.replace(tzinfo=None).isoformat()
    if not found[7]:
        return clock, None, ""
    shift = int(found[8]) * 60 + int(found[9])
    shift = -shift if found[7] == "-" else shift
    return clock, local - timedelta(minutes=shift), written_offset(shift)


def _reply(top: LexborNode | None) -> str:
    link = top.css_first(".reply_to a") if top else None
    target = link.attributes.get("href") if link else None
    found = _TARGET.search(target or "")
    return found[1] if found else ""


def _said(top: LexborNode | None, *, service: bool) -> str:
    if top is None:
        return ""
    if service:
        node = top.css_first(".body.details") or top
        return _words(node)
    return "\n".join(filter(None, (_text(node) for node in top.css(".text"))))


def _text(node: LexborNode) -> str:
    """Return the words of an element with its lines, and where its links lead."""
    inner = _BREAK.sub(_LINE, node.html or "")
    words = LexborHTMLParser(_LINK.sub(_linked, inner)).text()
    lines = (" ".join(line.split()) for line in words.split(_LINE))
    return "\n".join(lines).strip()


def _linked(found: re.Match[str]) -> str:
    target, label = html.unescape(found[1]), found[2]
    plain = " ".join(LexborHTMLParser(label).text().split())
    shown = target.startswith(("http:", "https:", "mailto:")) and plain not in target
    return f"{label} ({html.escape(target)})" if shown else label


def _words(node: LexborNode) -> str:
    return " ".join(node.text().split())


def _files(top: LexborNode | None) -> Iterator[Attached]:
    """Yield the files of a message; one that was left out has no address."""
    for wrap in top.css(".media_wrap") if top else ():
        link = wrap.css_first("a[href]")
        path = (link.attributes.get("href") or "") if link else ""
        if path and "://" not in path:
            yield Attached(path.rpartition("/")[2], path)
        elif title := wrap.css_first(".title"):
            yield Attached(_words(title))
