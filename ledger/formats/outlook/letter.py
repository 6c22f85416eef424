"""From a thing of Outlook's to a mail: its head, its forms, what hangs on it.

The head is the one that came with the message; fields that it lacks are made of the
properties. So a message that was saved by Outlook and the same one as it was sent are
read by one code, and have one fingerprint where Outlook kept what was sent.
"""

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from ledger.domain.reading import Member
from ledger.domain.reading import Reading
from ledger.formats import rtf
from ledger.formats.mail import opaque
from ledger.formats.mail import parts
from ledger.formats.mail.head import cut
from ledger.formats.mail.head import Head
from ledger.formats.outlook import people
from ledger.formats.outlook import richtext
from ledger.formats.outlook.item import Attachment
from ledger.formats.outlook.item import Item
from ledger.formats.outlook.properties import BODY_PAGE
from ledger.formats.outlook.properties import Properties
from ledger.formats.outlook.properties import TEXT8
from ledger.formats.source import Source

CLASS, HEAD, SUBJECT, STATE, SENT = 0x001A, 0x007D, 0x0037, 0x0E07, 0x0039
FIELDS = {"message-id": 0x1035, "in-reply-to": 0x1042, "references": 0x1039}
BODY, HTML, RICH = 0x1000, 0x1013, 0x1009
REPORT = 0x1001
"""What a receipt says, which has no other body."""

UNSENT = 0x8
MOST_PACKED = 1024 * 1024
"""Where there are words already, longer Rich Text is not unpacked for its HTML."""

BEFORE_HEAD = re.compile(rb"\s*(?:Microsoft Mail Internet Headers[^\n]*\n\s*)?")
SMIME = re.compile(r"(?i)IPM\.Note\.SMIME\b")
SIGNED = re.compile(r"(?i)IPM\.Note\.SMIME\.MultipartSigned")
MIXED, EITHER = "multipart/mixed", "multipart/alternative"
SHOWN_BY = re.compile(rb"(?i)cid:\s*([^\s\"'<>)]+)")


@dataclass(frozen=True, kw_only=True)
class Piece(parts.Part):
    """A part whose name and kind are known from properties, not from a head."""

    name: str = ""
    kind: str = ""
    key: str = ""
    letters: str = ""

    @cached_property
    def disposition(self) -> str:
        """Return ``attachment``, ``inline``, or nothing."""
        return self.kind

    @cached_property
    def file_name(self) -> str:
        """Return the name of the file."""
        return self.name

    @cached_property
    def charset(self) -> str:
        """Return the charset of its text, or nothing."""
        return self.letters

    @property
    def content_id(self) -> str:
        """Return the id by which a body shows it."""
        return self.key

    def data(self, _: parts.Budget) -> bytes:
        """Return the bytes: whatever its head says, nothing is encoded here."""
        return self.body


@dataclass(frozen=True, slots=True)
class Letter:
    """A message as the tree of parts that a mail is read from."""

    root: parts.Part
    rich: tuple[Member | Reading, ...] = ()
    """What was read of Rich Text, where that is all the text there is."""

    apart: tuple[Attachment, ...] = ()
    """What hangs on it and stands in no part: the bytes that were signed."""


def letter(item: Item, budget: parts.Budget) -> Letter:
    """Return a message as the parts of a mail."""
    head = _head(item)
    signed = _signed(item, budget)
    if signed is not None:
        root = _rooted(
            head,
            signed.parts or (signed,),
            signed.media_type if signed.parts else MIXED,
        )
        return Letter(root, apart=item.attachments)
    found, rich = forms(item.properties, budget)
    shown = {
        key.decode("latin-1") for form in found for key in SHOWN_BY.findall(form.body)
    }
    hanging = [
        _hanging(each, shown) for each in item.attachments if each.data is not None
    ]
    if len(found) > 1:
        found = [_holding(EITHER, tuple(found))]
    if len(found) == 1 and not hanging:
        return Letter(_with_head(found[0], head), rich)
    return Letter(_rooted(head, (*found, *hanging), MIXED), rich)


def was_sent(item: Item) -> bool:
    """Tell whether the message went out; a draft has not."""
    return not (item.properties.number(STATE) or 0) & UNSENT


# The head.


def _head(item: Item) -> Head:
    """Return the head that came with a message, and what the properties add to it."""
    said = item.properties
    kind, data = said.values.get(HEAD, (0, b""))
    block = data if kind == TEXT8 else said.text(HEAD).encode("utf-8", "replace")
    block = block.rstrip(b"\0")
    begun = BEFORE_HEAD.match(block)
    came, _ = cut(block[begun.end() :] if begun else block)
    known = {name for name, _ in came.fields}
    if known & {"to", "cc", "bcc"}:
        known |= {"to", "cc"}
    made = [(name, value) for name, value in _made(item) if name not in known]
    return Head((*came.fields, *made), came.flags)


def _made(item: Item) -> Iterator[tuple[str, bytes]]:
    """Yield the fields of a head that properties tell of."""
    said = item.properties
    yield from people.fields(item)
    subject = said.line(SUBJECT)
    if subject[:1] < " ":  # its first letters are told to be a prefix
        subject = subject[2:]
    yield "subject", subject.encode("utf-8", "replace")
    sent = said.moment(SENT)
    if sent is not None:
        yield "date", sent.isoformat(timespec="seconds").encode()
    for name, key in FIELDS.items():
        if value := said.line(key):
            yield name, value.encode("utf-8", "replace")


# The body.


def _signed(item: Item, budget: parts.Budget) -> parts.Part | None:
    """Return the signed mail that Outlook keeps as the one attachment of a message."""
    kind = item.properties.text(CLASS)
    if not SMIME.match(kind) or len(item.attachments) != 1:
        return None
    data = item.attachments[0].data or b""
    if not SIGNED.match(kind):
        inside = opaque.content(data)
        return parts.parse(inside, budget) if inside else None
    root = parts.parse(data, budget)
    return root if root.parts else None


def forms(
    said: Properties, budget: parts.Budget
) -> tuple[list[Piece], tuple[Member | Reading, ...]]:
    """Return the body in its forms, and what was read where all is Rich Text."""
    plain, html = said.text(BODY), _html(said)
    rich: tuple[Member | Reading, ...] = ()
    packed = b"" if html else said.data(RICH)
    if packed and (not plain.strip() or len(packed) <= MOST_PACKED):
        text, whole = richtext.unpacked(packed)
        budget.flag(*["damaged-part"] * (not whole))
        if richtext.holds_html(text):
            html = (richtext.html(text).encode("utf-8", "replace"), "utf-8")
        elif text and not plain.strip():
            rich = tuple(rtf.read(Source(head=text, rest=io.BytesIO())))
            plain = "".join(each.text for each in rich if isinstance(each, Reading))
    if not plain.strip() and not html:
        plain = said.text(REPORT)
    forms = []
    if plain.strip():
        data = plain.encode("utf-8", "replace")
        forms.append(_form("text/plain", data, "utf-8"))
    if html and html[0].strip():
        forms.append(_form("text/html", *html))
    return forms, rich


def _html(said: Properties) -> tuple[bytes, str] | None:
    """Return the HTML and its charset, in whatever type it is kept."""
    data = said.data(HTML).rstrip(b"\0")
    if not data:
        text = said.text(HTML)
        return (text.encode("utf-8", "replace"), "utf-8") if text else None
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return data, said.charset(BODY_PAGE)
    return data, "utf-8"


def _form(media_type: str, data: bytes, letters: str) -> Piece:
    place = media_type.rpartition("/")[2]
    return Piece(
        head=Head(()), body=data, place=place, media_type=media_type, letters=letters
    )


def _hanging(one: Attachment, shown: set[str]) -> Piece:
    inline = bool(one.content_id) and (one.hidden or one.content_id in shown)
    return Piece(
        head=Head(()),
        body=one.data or b"",
        place=place_of(one),
        media_type=one.media_type,
        name=one.name,
        kind="inline" if inline else "attachment",
        key=one.content_id,
    )


def place_of(one: Attachment) -> str:
    """Return where something hangs on a message."""
    return f"attachment {one.number}"


def _holding(media_type: str, inside: tuple[parts.Part, ...]) -> Piece:
    return Piece(
        head=Head(()), body=b"", place="body", media_type=media_type, parts=inside
    )


def _rooted(head: Head, inside: tuple[parts.Part, ...], media_type: str) -> Piece:
    """Return the root of a mail; without parts, it is a text without words."""
    media_type = media_type if inside else "text/plain"
    return Piece(head=head, body=b"", place="1", media_type=media_type, parts=inside)


def _with_head(form: Piece, head: Head) -> Piece:
    return Piece(
        head=head,
        body=form.body,
        place="1",
        media_type=form.media_type,
        letters=form.letters,
        parts=form.parts,
    )
