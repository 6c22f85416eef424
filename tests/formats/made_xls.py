"""Older Excel files as they are written, locked ones too."""

import struct
from collections.abc import Iterator
from hashlib import md5

from cryptography.hazmat.decrepit.ciphers.algorithms import ARC4
from cryptography.hazmat.primitives.ciphers import Cipher

from ledger.formats.outlook import compound

NUMBER, LABEL, RK = 0x0203, 0x0204, 0x027E
BEGIN, LISTED, LOCK = 0x0809, 0x0085, 0x002F
DAY = 14


def record(kind: int, data: bytes) -> bytes:
    return struct.pack("<HH", kind, len(data)) + data


def cell(row: int, column: int, value: str | float, look: int = 0) -> bytes:
    place = struct.pack("<HHH", row, column, look)
    if isinstance(value, str):
        words = value.encode("utf-16-le")
        return record(LABEL, place + struct.pack("<HB", len(value), 1) + words)
    return record(NUMBER, place + struct.pack("<d", value))


def xls(*sheets: tuple[str, bool, bytes], password: str = "") -> bytes:
    """Return a workbook of sheets: (name, whether it is hidden, its cells)."""
    begin = record(0x0809, struct.pack("<HHHHII", 0x0600, 5, 0, 1997, 0, 6))
    looks = b"".join(
        record(0x00E0, struct.pack("<HHHBBBBIIH", 0, form, 0, 0, 0, 0, 0, 0, 0, 0))
        for form in (0, DAY)
    )
    end = record(0x000A, b"")
    begin += lock(password) if password else b""
    names = [name.encode("utf-16-le") for name, _, _ in sheets]
    size = len(begin + looks + end) + sum(len(name) + 12 for name in names)
    listed, bodies = b"", b""
    for (name, hidden, cells), words in zip(sheets, names, strict=True):
        at = size + len(bodies)
        head = struct.pack("<IBBBB", at, hidden, 0, len(name), 1)
        listed += record(0x0085, head + words)
        start = record(0x0809, struct.pack("<HHHHII", 0x0600, 0x10, 0, 1997, 0, 6))
        bodies += start + cells + end
    stream = begin + looks + listed + end + bodies
    stream = turned(stream, password) if password else stream
    padded = stream + bytes(max(0, 8192 - len(stream)))
    return compound.write(compound.Storage(b"", {"Workbook": padded}))


SALT = bytes(range(16))
TURN = 1024


def turn(data: bytes, password: str, block: int = 0) -> bytes:
    """Return data as the key of a block turns them, there and back."""
    short = md5(password.encode("utf-16-le"), usedforsecurity=False).digest()[:5]
    middle = md5((short + SALT) * 16, usedforsecurity=False).digest()[:5]
    key = md5(middle + struct.pack("<I", block), usedforsecurity=False).digest()
    return Cipher(ARC4(key), mode=None).encryptor().update(data)


def lock(password: str) -> bytes:
    """Return the record that says a workbook is encrypted, and by what."""
    proof = b"what is known is"
    hashed = md5(proof, usedforsecurity=False).digest()
    kind = struct.pack("<HHH", 1, 1, 1)
    return record(LOCK, kind + SALT + turn(proof + hashed, password))


def turned(stream: bytes, password: str) -> bytes:
    """Return a workbook's records encrypted, but for what is always plain."""
    pieces = enumerate(stream[at : at + TURN] for at in range(0, len(stream), TURN))
    whole = b"".join(turn(piece, password, block) for block, piece in pieces)
    made = bytearray(whole)
    for start, end in plain(stream):
        made[start:end] = stream[start:end]
    return bytes(made)


def plain(stream: bytes) -> Iterator[tuple[int, int]]:
    at = 0
    while at < len(stream):
        kind, size = struct.unpack_from("<HH", stream, at)
        kept = {BEGIN: size, LOCK: size, LISTED: 4}.get(kind, 0)
        yield at, at + 4 + kept
        at += 4 + size
