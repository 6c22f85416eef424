"""A message as its file stores it: a storage with properties, recipients, attachments.

A message inside a message is a storage, not a run of bytes. It becomes a file of its
own here, as Outlook makes one of it when it is dragged out: the same streams, the list
of named properties of the whole file, and a head that is eight bytes longer.
"""

import re
from collections.abc import Iterator
from mimetypes import guess_type

from ledger.formats.outlook import compound
from ledger.formats.outlook import properties
from ledger.formats.outlook.compound import Storage
from ledger.formats.outlook.item import Attachment
from ledger.formats.outlook.item import Item
from ledger.formats.outlook.item import named
from ledger.formats.outlook.properties import Properties
from ledger.formats.outlook.properties import Value

TABLE = "__properties_version1.0"
STREAM = re.compile(r"(?i)__substg1\.0_([0-9a-f]{4})([0-9a-f]{4})")
NAMES = "__nameid_version1.0"
RECIPIENT, ATTACHMENT = "__recip_version1.0_", "__attach_version1.0_"
INSIDE = "__substg1.0_3701000D"
MESSAGE_CLASS = bytes.fromhex("0b0d020000000000c000000000000046")

HEAD, HEAD_INSIDE, HEAD_PART = 32, 24, 8
MOST_RECIPIENTS = 5_000
MOST_ATTACHMENTS = 500

BY_NAME = 0x3707, 0x3704, 0x3001
DATA, METHOD, MEDIA_TYPE, CONTENT_ID, HIDDEN = 0x3701, 0x3705, 0x370E, 0x3712, 0x7FFE
ELSEWHERE = 0x370D, 0x3708, 0x3701
MESSAGE_TYPE = "application/vnd.ms-outlook"


def is_message(root: Storage) -> bool:
    """Tell whether a compound file is a message."""
    return TABLE in root.streams


def item(root: Storage) -> Item:
    """Return a message with all that belongs to it."""
    values = _values(root, HEAD)
    pages = properties.pages(values)
    flags = root.flags
    found = Item(
        properties=Properties(values, pages, flags),
        names=_names(root.storages.get(NAMES)),
        recipients=tuple(
            Properties(_values(each, HEAD_PART), pages, flags)
            for each in _storages(root, RECIPIENT)[:MOST_RECIPIENTS]
        ),
        attachments=tuple(_attachments(root, pages, flags)),
        flags=flags,
    )
    if len(_storages(root, RECIPIENT)) > MOST_RECIPIENTS:
        flags["too-many-people"] = None
    return found


def _storages(root: Storage, beginning: str) -> list[Storage]:
    return [
        root.storages[name]
        for name in sorted(root.storages)
        if name.startswith(beginning)
    ]


def _values(storage: Storage, head: int) -> dict[int, Value]:
    values = properties.fixed(storage.streams.get(TABLE, b"")[head:])
    missing = {key for key, (kind, size) in values.items() if _is_apart(kind, size)}
    for name, data in storage.streams.items():
        if match := STREAM.fullmatch(name):
            key, kind = int(match[1], 16), int(match[2], 16)
            if values.get(key, (0,))[0] != properties.TEXT or kind != properties.TEXT8:
                values[key] = (kind, data)
                missing.discard(key)
    if missing:
        storage.flags["damaged-part"] = None
    return {key: value for key, value in values.items() if key not in missing}


def _is_apart(kind: int, size: bytes) -> bool:
    """Tell whether a property has its bytes in a stream of its own."""
    end = 2 if kind == properties.TEXT else 1 if kind == properties.TEXT8 else 0
    streamed = kind in {properties.TEXT, properties.TEXT8, properties.BINARY}
    return streamed and int.from_bytes(size[:4], "little") > end


def _attachments(
    root: Storage, pages: tuple[str, ...], flags: dict[str, None]
) -> Iterator[Attachment]:
    listed = _storages(root, ATTACHMENT)
    if len(listed) > MOST_ATTACHMENTS:
        flags["too-many-parts"] = None
    for number, storage in enumerate(listed[:MOST_ATTACHMENTS], 1):
        said = Properties(_values(storage, HEAD_PART), pages, flags)
        inside = storage.storages.get(INSIDE)
        name, media_type = said.line(*BY_NAME), said.line(MEDIA_TYPE).lower()
        if inside is not None and is_message(inside):
            name = named(name or "message", ".msg")
            data = compound.write(_whole(inside, root.storages.get(NAMES)))
            media_type = MESSAGE_TYPE
        elif inside is not None:
            data = compound.write(inside)
        elif DATA in said:
            data = said.data(DATA)
        else:
            flags["attachment-elsewhere"] = None
            yield Attachment(number=number, name=name, path=said.line(*ELSEWHERE))
            continue
        yield Attachment(
            number=number,
            name=name,
            media_type=_media_type(media_type, name),
            data=data,
            content_id=said.line(CONTENT_ID).strip("<>"),
            hidden=bool(said.number(HIDDEN)),
        )


def _media_type(said: str, name: str) -> str:
    if re.fullmatch(r"[\w.+-]+/[\w.+-]+", said):
        return said
    return guess_type(name)[0] or "application/octet-stream"


def _whole(inside: Storage, names: Storage | None) -> Storage:
    """Return a message that was inside another one as the root of its own file."""
    table = inside.streams[TABLE]
    head = table[:HEAD_INSIDE].ljust(HEAD, b"\0")
    return Storage(
        kind=MESSAGE_CLASS,
        streams={**inside.streams, TABLE: head + table[HEAD_INSIDE:]},
        storages={**({NAMES: names} if names else {}), **inside.storages},
    )


def _names(storage: Storage | None) -> dict[tuple[bytes, int | str], int]:
    """Return the numbers that this file has given to properties with names."""
    if storage is None:
        return {}
    classes, entries, letters = (
        storage.streams.get(f"__substg1.0_{key}0102", b"")
        for key in ("0002", "0003", "0004")
    )
    found: dict[tuple[bytes, int | str], int] = {}
    for at in range(0, len(entries) - 7, 8):
        word = int.from_bytes(entries[at : at + 4], "little")
        place = int.from_bytes(entries[at + 4 : at + 6], "little")
        number = int.from_bytes(entries[at + 6 : at + 8], "little")
        owner = _class(classes, place >> 1)
        key = _letters(letters, word) if place & 1 else word
        found[owner, key] = 0x8000 + number
    return found


def _class(classes: bytes, place: int) -> bytes:
    beyond = 3  # the first ones are known to everybody
    at = (place - beyond) * 16
    return classes[at : at + 16] if place >= beyond else bytes([place])


def _letters(letters: bytes, at: int) -> str:
    size = int.from_bytes(letters[at : at + 4], "little")
    return letters[at + 4 : at + 4 + size].decode("utf-16-le", "replace")
