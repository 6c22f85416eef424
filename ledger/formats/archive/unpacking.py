"""One file out of an archive, in memory: never to a name, never more than was said."""

import bz2
import hmac
import lzma
import struct
import zipfile
import zlib
from collections.abc import Callable
from hashlib import pbkdf2_hmac
from hashlib import sha1
from typing import IO

from cryptography.hazmat.primitives.ciphers import algorithms
from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers import modes

from ledger.formats.archive import names
from ledger.formats.archive.listing import Entry
from ledger.formats.archive.listing import HEADER

CHUNK = 256 * 1024
AES = 99
AES_FIELD = 0x9901
ROUNDS = 1000
CHECK, SEAL, BLOCK = 2, 10, 16
STRENGTHS = {1: 16, 2: 24, 3: 32}
"""How long a key is, by the number of its strength; its salt is half as long."""

DAMAGE = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    EOFError,
    OSError,
    ValueError,
    NotImplementedError,
    struct.error,
)


class WrongPasswordError(Exception):
    """The password does not open the file."""


def unpacked(
    archive: zipfile.ZipFile, entry: Entry, password: str
) -> tuple[bytes, bool]:
    """Return the bytes of a file, and whether they came out whole.

    Raises:
        WrongPasswordError: it is locked, and this is not its key.
    """
    if not entry.is_locked:
        return _collected(archive, entry, None)
    for key in _keys(password):
        try:
            if entry.info.compress_type == AES:
                return _sealed(archive, entry, key)
            data, whole = _collected(archive, entry, key)
        except (RuntimeError, WrongPasswordError):
            continue
        if whole:  # its one byte of check may fit by chance
            return data, whole
    raise WrongPasswordError


def _keys(password: str) -> list[bytes]:
    """Return the bytes that a password may be: programs do not agree on them."""
    found = []
    for page in ("utf-8", "cp866", "cp1251", "cp1252") if password else ():
        try:
            found.append(password.encode(page))
        except UnicodeEncodeError:
            continue
    return list(dict.fromkeys(found))


def _collected(
    archive: zipfile.ZipFile, entry: Entry, key: bytes | None
) -> tuple[bytes, bool]:
    pieces: list[bytes] = []
    try:
        with archive.open(entry.info, pwd=key) as file:
            vars(file)["_expected_crc"] = None  # what is damaged is kept too
            while piece := file.read(CHUNK):
                pieces.append(piece)
    except DAMAGE:
        return b"".join(pieces), False
    data = b"".join(pieces)
    whole = len(data) == entry.info.file_size and zlib.crc32(data) == entry.info.CRC
    return data, whole


# AES, as WinZip and 7-Zip write it.


def _sealed(archive: zipfile.ZipFile, entry: Entry, key: bytes) -> tuple[bytes, bool]:
    found = dict(names.fields(entry.info.extra)).get(AES_FIELD, b"")
    size = STRENGTHS.get(found[4] if len(found) > 4 else 0)  # noqa: PLR2004 - its place
    packed = _packed(archive.fp, entry) if archive.fp else b""
    if size is None or len(packed) < size // 2 + CHECK + SEAL:
        return b"", False
    salt, rest = packed[: size // 2], packed[size // 2 :]
    keys = pbkdf2_hmac("sha1", key, salt, ROUNDS, 2 * size + CHECK)
    if keys[-CHECK:] != rest[:CHECK]:
        raise WrongPasswordError
    body, seal = rest[CHECK:-SEAL], rest[-SEAL:]
    sealed = hmac.digest(keys[size : 2 * size], body, sha1)[:SEAL]
    plain = _deciphered(body, keys[:size])
    method = int.from_bytes(found[5:7], "little")
    data = _inflated(plain, method, entry.info.file_size)
    return data, sealed == seal and len(data) == entry.info.file_size


def _packed(file: IO[bytes], entry: Entry) -> bytes:
    file.seek(entry.info.header_offset)
    head = file.read(HEADER)
    if len(head) < HEADER:
        return b""
    name, extra = struct.unpack_from("<2H", head, HEADER - 4)
    file.seek(name + extra, 1)
    return file.read(entry.info.compress_size)


def _deciphered(data: bytes, key: bytes) -> bytes:
    """Undo AES that counts its blocks from one, the lowest byte first."""
    machine = Cipher(algorithms.AES(key), modes.ECB()).encryptor()  # noqa: S305 - the format's own counter mode is made of it
    pieces = []
    for at in range(0, len(data), CHUNK):
        piece = data[at : at + CHUNK]
        first = at // BLOCK + 1
        count = -(-len(piece) // BLOCK)
        blocks = (
            each.to_bytes(BLOCK, "little") for each in range(first, first + count)
        )
        stream = machine.update(b"".join(blocks))[: len(piece)]
        mixed = int.from_bytes(piece, "big") ^ int.from_bytes(stream, "big")
        pieces.append(mixed.to_bytes(len(piece), "big"))
    return b"".join(pieces)


def _inflated(data: bytes, method: int, most: int) -> bytes:
    """Return at most so many bytes of what was packed by a method."""
    if method == zipfile.ZIP_STORED:
        return data[:most]
    machines: dict[int, Callable[[], object]] = {
        zipfile.ZIP_DEFLATED: lambda: zlib.decompressobj(-zlib.MAX_WBITS),
        zipfile.ZIP_BZIP2: bz2.BZ2Decompressor,
    }
    if method not in machines or not most:
        return b""
    machine = machines[method]()
    try:
        return machine.decompress(data, most)  # type: ignore[attr-defined, no-any-return]  # both have it
    except DAMAGE:
        return b""
