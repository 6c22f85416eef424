"""Outlook's files as small as they can be, made of what a test wants to be in them.

``msgforge`` makes what Outlook makes of a usual mail; this makes the rest.
"""

import struct
from collections.abc import Mapping
from collections.abc import Sequence
from datetime import datetime
from datetime import UTC

from ledger.formats.outlook import compound
from ledger.formats.outlook.compound import Storage

Said = str | bytes | int | datetime | tuple[str, str]
Properties = Mapping[int, Said]

LONG, TEXT8, TEXT, TIME, BINARY = 0x0003, 0x001E, 0x001F, 0x0040, 0x0102
CLASS, SUBJECT, BODY, HTML, RICH, HEAD = 0x1A, 0x37, 0x1000, 0x1013, 0x1009, 0x7D
SENT, RECEIVED, STATE = 0x39, 0xE06, 0xE07
NAME, ADDRESS_KIND, ADDRESS, ROLE = 0x3001, 0x3002, 0x3003, 0xC15
AUTHOR, AUTHOR_KIND, AUTHOR_ADDRESS = 0x42, 0x64, 0x65
PAGE, BODY_PAGE, LOCALE = 0x3FFD, 0x3FDE, 0x3FF1
DATA, METHOD, FILE_NAME, MEDIA_TYPE, CONTENT_ID = 0x3701, 0x3705, 0x3707, 0x370E, 0x3712

TABLE = "__properties_version1.0"
INSIDE = "__substg1.0_3701000D"


def storage(said: Properties, head: bytes) -> Storage:
    """Return a storage with these properties; a pair is (charset, text of 8 bits)."""
    table = [head]
    streams = {}
    for key, value in said.items():
        kind, data = _packed(value)
        if kind in {LONG, TIME}:
            table.append(struct.pack("<HHI", kind, key, 6) + data.ljust(8, b"\0"))
        else:
            table.append(struct.pack("<HHIQ", kind, key, 6, len(data)))
            streams[f"__substg1.0_{key:04X}{kind:04X}"] = data
    streams[TABLE] = b"".join(table)
    return Storage(streams=streams)


def _packed(value: Said) -> tuple[int, bytes]:
    if isinstance(value, tuple):
        return TEXT8, value[1].encode(value[0])
    if isinstance(value, str):
        return TEXT, value.encode("utf-16-le")
    if isinstance(value, int):
        return LONG, struct.pack("<I", value)
    if isinstance(value, datetime):
        since = value - datetime(1601, 1, 1, tzinfo=UTC)
        return TIME, struct.pack(
            "<Q", since.days * 864_000_000_000 + since.seconds * 10**7
        )
    return BINARY, value


def message(
    said: Properties,
    people: Sequence[Properties] = (),
    attachments: Sequence[Properties | Storage] = (),
    *,
    inside: bool = False,
) -> Storage:
    """Return a message as a storage; an attachment may be a message itself."""
    head = struct.pack("<8x4I", len(people), len(attachments), 0, 0)
    root = storage({CLASS: "IPM.Note", **said}, head if inside else head + bytes(8))
    for number, each in enumerate(people):
        root.storages[f"__recip_version1.0_#{number:08X}"] = storage(each, bytes(8))
    for number, one in enumerate(attachments):
        hanging = one
        if isinstance(one, Storage):
            made = storage({METHOD: 5, NAME: "Forwarded"}, bytes(8))
            made.storages[INSIDE] = one
            hanging = made
        else:
            hanging = storage({METHOD: 1, **one}, bytes(8))
        root.storages[f"__attach_version1.0_#{number:08X}"] = hanging
    return root


def msg(
    said: Properties,
    people: Sequence[Properties] = (),
    attachments: Sequence[Properties | Storage] = (),
) -> bytes:
    """Return a message as a file."""
    return compound.write(message(said, people, attachments))


def file(name: str, data: bytes) -> Properties:
    """Return an attachment that is a file."""
    return {FILE_NAME: name, DATA: data}


def person(name: str, address: str, role: int = 1) -> Properties:
    """Return somebody to whom a message goes: 1 to, 2 cc, 3 bcc."""
    return {NAME: name, ADDRESS_KIND: "SMTP", ADDRESS: address, ROLE: role}


def author(name: str, address: str) -> dict[int, Said]:
    """Return the properties that say who wrote."""
    return {AUTHOR: name, AUTHOR_KIND: "SMTP", AUTHOR_ADDRESS: address}


# The form in which Outlook sends what only Outlook understands.

MESSAGE = bytes.fromhex("0703020000000000c000000000000046")
OBJECT = 0x000D


def tnef(
    said: Properties,
    attachments: Sequence[Properties] = (),
    people: Sequence[Properties] = (),
    page: int = 1251,
) -> bytes:
    """Return a stream with these properties; a pair is (charset, text of 8 bits).

    An attachment with ``DATA`` that is a stream itself is a message.
    """
    rows = b"".join(map(_listed, people))
    attributes = [
        (1, 0x00069007, struct.pack("<2I", page, page)),
        (1, 0x00069003, _listed({CLASS: "IPM.Note", **said})),
        (1, 0x00069004, struct.pack("<I", len(people)) + rows),
    ]
    for each in attachments:
        attributes.append((2, 0x00069002, bytes(14)))
        data = each.get(DATA, b"")
        if isinstance(data, bytes) and not data.startswith(tnef_mark()):
            attributes.append((2, 0x0006800F, data))
        attributes.append((2, 0x00069005, _listed(each)))
    return tnef_mark() + b"\1\0" + b"".join(_attribute(*each) for each in attributes)


def tnef_mark() -> bytes:
    return b"\x78\x9f\x3e\x22"


def _attribute(level: int, key: int, data: bytes) -> bytes:
    head = struct.pack("<BII", level, key, len(data))
    return head + data + struct.pack("<H", sum(data) & 0xFFFF)


def _listed(said: Properties) -> bytes:
    return struct.pack("<I", len(said)) + b"".join(
        _property(key, *_packed(value)) for key, value in said.items()
    )


def _property(key: int, kind: int, data: bytes) -> bytes:
    if key == DATA and data.startswith(tnef_mark()):
        kind, data = OBJECT, MESSAGE + data
    head = struct.pack("<HH", kind, key)
    if kind == TEXT:
        data += b"\0\0"
    if kind in {LONG, TIME}:
        return head + data
    return head + struct.pack("<II", 1, len(data)) + data + bytes(-len(data) % 4)
