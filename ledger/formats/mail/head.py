"""The head of a mail or of one of its parts: fields, cut and capped.

Works on bytes, so that raw 8-bit text can be guessed at and parts can be cut out
unchanged. Whatever is above a cap is left aside with a flag; the original has it.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from email.message import Message
from email.policy import compat32

from ledger.formats import charset
from ledger.formats.mail import words

MOST_BYTES = 64 * 1024
MOST_FIELDS = 200
MOST_FIELD_BYTES = 8 * 1024

END = re.compile(rb"\r?\n(?=\r?\n)|\r?\n(?![!-9;-~]+[ \t]*:|[ \t]|>?From )")
"""Where a head ends: before an empty line, or a line that is no field."""

BLANK = re.compile(rb"(?:[ \t]{0,1000}\r?\n){1,20}(?=[!-9;-~]+[ \t]*:)")
FIELD = re.compile(rb"([!-9;-~]+)[ \t]*:(.*)", re.DOTALL)
FOLD = re.compile(rb"\r?\n(?=[ \t])")
NEXT_FIELD = re.compile(rb"\r?\n(?![ \t])")

SINGLE = frozenset(
    {
        *("from", "sender", "to", "cc", "date", "subject", "message-id"),
        *("in-reply-to", "references", "reply-to", "content-type", "mime-version"),
        *("content-transfer-encoding", "content-disposition"),
    }
)
"""Fields of which a message has one at most."""


@dataclass(frozen=True, slots=True)
class Head:
    """The fields of a head in their order, names in lower case."""

    fields: tuple[tuple[str, bytes], ...]
    flags: tuple[str, ...] = ()

    def all(self, name: str) -> list[bytes]:
        """Return every value of a field, unfolded."""
        return [value for key, value in self.fields if key == name]

    def first(self, name: str) -> bytes:
        """Return the first value of a field, or nothing."""
        return next((value for key, value in self.fields if key == name), b"")

    def text(self, name: str) -> str:
        """Return the first value of a field, as a person would read it."""
        return words.decoded(self.first(name))

    def parameter(self, field: str, name: str) -> str:
        """Return a parameter of a header (``charset``), or nothing."""
        value = self.first(field)
        if name.encode() not in value.lower():
            return ""
        message = Message(policy=compat32)
        message[field] = words.CONTROLS.sub(" ", charset.guess(value))
        return words.parameter(message, field, name)


def begin(data: bytes) -> bytes:
    """Return a mail without the blank lines that some programs save before it."""
    blank = BLANK.match(data)
    return data[blank.end() :] if blank else data


def cut(data: bytes) -> tuple[Head, bytes]:
    """Return the head at the start of the bytes, and what follows it."""
    if re.match(rb"\r?\n", data):
        return Head(()), data[2:] if data[:1] == b"\r" else data[1:]
    if not re.match(rb"[!-9;-~]+[ \t]*:|>?From ", data):
        return Head(()), data
    end = END.search(data)
    if end is None:
        return fields(data), b""
    body = data[end.end() :]
    empty = re.match(rb"\r?\n", body)
    head = fields(data[: end.start()])
    if empty or not body:
        return head, body[empty.end() :] if empty else body
    return Head(head.fields, (*head.flags, "head-without-end")), body


def fields(block: bytes) -> Head:
    """Return the fields of a head, within the caps."""
    flags = []
    if len(block) > MOST_BYTES:
        flags.append("header-block-too-long")
    lines = NEXT_FIELD.split(block[:MOST_BYTES], maxsplit=MOST_FIELDS)
    if len(lines) > MOST_FIELDS:
        flags.append("too-many-headers")
        del lines[MOST_FIELDS:]
    found = []
    for line in lines:
        match = FIELD.fullmatch(line)
        if match is None:
            continue  # an envelope line of an mbox
        if len(match[2]) > MOST_FIELD_BYTES:
            flags.append("header-too-long")
        value = match[2][:MOST_FIELD_BYTES]
        value = (FOLD.sub(b"", value) if b"\n" in value else value).strip()
        found.append((match[1].decode("ascii").lower(), value))
    if re.search(rb"\r(?!\n)", block):
        flags.append("bare-cr")
    flags += ["duplicate-header"] * _is_doubled(name for name, _ in found)
    return Head(tuple(found), tuple(dict.fromkeys(flags)))


def _is_doubled(names: Iterable[str]) -> bool:
    seen: set[str] = set()
    for name in names:
        if name in seen and name in SINGLE:
            return True
        seen.add(name)
    return False
