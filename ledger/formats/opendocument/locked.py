"""OpenDocument packages that a password protects (part 3 of the standard, 1.2).

Each part is encrypted by itself, under a key that is made of the password; the list of
parts says how. What is newer and written by few programs is said to be unknown.
"""

import base64
import binascii
import hashlib
from dataclasses import dataclass
from dataclasses import field

from cryptography.hazmat.primitives.ciphers import algorithms
from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers import modes

from ledger.domain import problems
from ledger.formats.office.package import Package
from ledger.formats.office.stream import Attributes
from ledger.formats.opendocument.styles import number
from ledger.formats.source import UnreadError

AES = ("#aes256-cbc", "#aes128-cbc", "#aes192-cbc")
MOST_TURNS = 10_000_000
BLOCK = 16
LOOKED_AT = 1024
"""By so many bytes of a part it is told whether the password was right."""


@dataclass(slots=True)
class Lock:
    """How one part is encrypted, as the list of parts says."""

    name: str
    checksum: bytes = b""
    checked_by: str = ""
    cipher: str = ""
    vector: bytes = b""
    start: str = ""
    derived: str = ""
    size: int = 16
    salt: bytes = b""
    turns: int = 0


@dataclass(slots=True)
class Locks:
    """Hears the list of parts."""

    found: list[Lock] = field(default_factory=list)
    _name: str = ""

    def start(self, name: str, attributes: Attributes) -> None:
        """Read an element."""
        told = {
            key.removeprefix("manifest:"): value for key, value in attributes.items()
        }
        if name == "manifest:file-entry":
            self._name = told.get("full-path", "")
        elif name == "manifest:encryption-data":
            checksum = _bytes(told.get("checksum", ""))
            checked_by = told.get("checksum-type", "")
            self.found.append(Lock(self._name, checksum, checked_by))
        elif self.found:
            self._hear(self.found[-1], name, told)

    def end(self, name: str) -> None:
        """Leave an element."""

    def words(self, text: str) -> None:
        """Pass over words; there are none."""

    def _hear(self, lock: Lock, name: str, told: Attributes) -> None:
        if name == "manifest:algorithm":
            lock.cipher = told.get("algorithm-name", "")
            lock.vector = _bytes(told.get("initialisation-vector", ""))
        elif name == "manifest:start-key-generation":
            lock.start = told.get("start-key-generation-name", "")
        elif name == "manifest:key-derivation":
            lock.derived = told.get("key-derivation-name", "")
            lock.size = number(told.get("key-size"), 16)
            lock.turns = number(told.get("iteration-count"), 0)
            lock.salt = _bytes(told.get("salt", ""))


def unlock(package: Package, locks: Locks, password: str) -> None:
    """Decrypt the parts of a package in their places.

    Raises:
        UnreadError: the password is wrong, or the lock is none that is known.
    """
    keys: dict[tuple[str, bytes, int, int], bytes] = {}
    for lock in locks.found:
        if lock.name not in package:
            continue
        kind = (lock.start, lock.salt, lock.turns, lock.size)
        if kind not in keys:
            keys[kind] = _key(lock, password)
        packed = _decrypted(package.packed(lock.name), lock, keys[kind])
        if not _is_right(packed, lock):
            raise UnreadError(problems.WRONG_PASSWORD, "encrypted")
        package.unlock(lock.name, packed)


def _key(lock: Lock, password: str) -> bytes:
    known = lock.derived.upper().endswith("PBKDF2") and lock.cipher.endswith(AES)
    if not known or not 0 < lock.turns <= MOST_TURNS or lock.size not in {16, 24, 32}:
        raise UnreadError(problems.LOCK_UNKNOWN, "encrypted")
    digest = hashlib.sha256 if "256" in lock.start else hashlib.sha1
    start = digest(password.encode()).digest()
    return hashlib.pbkdf2_hmac("sha1", start, lock.salt, lock.turns, lock.size)


def _decrypted(data: bytes, lock: Lock, key: bytes) -> bytes:
    if len(data) % BLOCK or len(lock.vector) != BLOCK:
        raise UnreadError(problems.BROKEN_DOCUMENT, "encrypted")
    cipher = Cipher(algorithms.AES(key), modes.CBC(lock.vector)).decryptor()
    plain = cipher.update(data) + cipher.finalize()
    padding = plain[-1] if plain else 0
    return plain[:-padding] if 0 < padding <= BLOCK else plain


def _is_right(packed: bytes, lock: Lock) -> bool:
    short = lock.checked_by.lower().endswith("1k")
    part = packed[:LOOKED_AT] if short else packed
    digest = hashlib.sha256 if "256" in lock.checked_by else hashlib.sha1
    return digest(part).digest() == lock.checksum


def _bytes(text: str) -> bytes:
    try:
        return base64.b64decode(text)
    except (binascii.Error, ValueError):
        return b""
