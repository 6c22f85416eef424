"""Checkpoints: a signed statement of the log's length and root.

The forms are C2SP's: the text is a tlog-checkpoint (three lines: origin, size and
base64 of the root), the whole a signed-note with one Ed25519 line,
``— name base64(key id ‖ signature)``.
"""

import base64
import hashlib
import re
from dataclasses import dataclass
from typing import Self

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from ledger.domain.errors import LedgerError
from ledger.domain.sentence import said

_ED25519 = b"\x01"
_KEY_ID = 4
_LINES = 3
_SIZE = re.compile(r"0|[1-9][0-9]{0,18}")
_CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f]")
_SIGNATURE = re.compile(r"— ([^\s+]+) ([A-Za-z0-9+/]+=*)")


class CheckpointError(LedgerError):
    """A text that should be a signed checkpoint is none, or not one of ours."""

    code = "not-a-checkpoint"


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """The log's length and root, as somebody stated them."""

    origin: str
    size: int
    root: bytes

    @property
    def text(self) -> str:
        """Return the text that is signed."""
        root = base64.b64encode(self.root).decode()
        return f"{self.origin}\n{self.size}\n{root}\n"

    @classmethod
    def parse(cls, text: str) -> Self:
        """Return the checkpoint that a note's text states.

        Raises:
            CheckpointError: the text has another form.
        """
        lines = text.split("\n")
        if len(lines) <= _LINES or not lines[0]:
            raise CheckpointError(
                said("This file is no checkpoint: it has too few lines.")
            )
        size, root = lines[1], _decoded(lines[2])
        if not _SIZE.fullmatch(size) or len(root) != hashlib.sha256().digest_size:
            raise CheckpointError(
                said("This file is no checkpoint: size or root is wrong.")
            )
        return cls(origin=lines[0], size=int(size), root=root)


@dataclass(frozen=True, slots=True)
class VerifyingKey:
    """The public half of a log's key, written ``name+key id+base64``."""

    name: str
    public: bytes

    @property
    def key_id(self) -> bytes:
        """Return the four bytes by which a signature line names this key."""
        data = self.name.encode() + b"\n" + _ED25519 + self.public
        return hashlib.sha256(data).digest()[:_KEY_ID]

    def __str__(self) -> str:
        public = base64.b64encode(_ED25519 + self.public).decode()
        return f"{self.name}+{self.key_id.hex()}+{public}"

    @classmethod
    def parse(cls, text: str) -> Self:
        """Return the key that ``str`` wrote.

        Raises:
            CheckpointError: it is no Ed25519 verifying key.
        """
        name, _, rest = text.strip().partition("+")
        key_id, _, encoded = rest.partition("+")
        data = _decoded(encoded)
        key = cls(name, data[1:])
        if not name or data[:1] != _ED25519 or key.key_id.hex() != key_id:
            raise CheckpointError(said("This text is no verifying key of a log."))
        return key

    def signed(self, note: str) -> Checkpoint:
        """Return the checkpoint of a note, if this key signed it.

        Lines of unknown keys are passed over, as the form demands.

        Raises:
            CheckpointError: the note has another form, or this key did not sign it.
        """
        head, separator, tail = note.partition("\n\n")
        if not separator or not tail.endswith("\n") or _CONTROL.search(note):
            raise CheckpointError(said("This file is no signed checkpoint."))
        text = f"{head}\n"
        lines = [_signature(line) for line in tail.removesuffix("\n").split("\n")]
        if not any(self._verifies(name, data, text) for name, data in lines):
            raise CheckpointError(
                said("This checkpoint was not signed by the key of this log.")
            )
        found = Checkpoint.parse(text)
        if found.origin != self.name:
            raise CheckpointError(said("This checkpoint is one of another log."))
        return found

    def _verifies(self, name: str, data: bytes, text: str) -> bool:
        if name != self.name or data[:_KEY_ID] != self.key_id:
            return False
        try:
            public = Ed25519PublicKey.from_public_bytes(self.public)
            public.verify(data[_KEY_ID:], text.encode())
        except (InvalidSignature, ValueError):
            return False
        return True


@dataclass(frozen=True, slots=True)
class SigningKey:
    """A log's key: the one thing in a home that nobody else may have."""

    name: str
    private: bytes

    @classmethod
    def make(cls, name: str) -> Self:
        """Return a new key for the log of that name."""
        return cls(name, Ed25519PrivateKey.generate().private_bytes_raw())

    @property
    def verifying(self) -> VerifyingKey:
        """Return the public half."""
        key = Ed25519PrivateKey.from_private_bytes(self.private)
        return VerifyingKey(self.name, key.public_key().public_bytes_raw())

    def sign(self, checkpoint: Checkpoint) -> str:
        """Return the signed note."""
        key = Ed25519PrivateKey.from_private_bytes(self.private)
        text = checkpoint.text
        line = self.verifying.key_id + key.sign(text.encode())
        return f"{text}\n— {self.name} {base64.b64encode(line).decode()}\n"


def _signature(line: str) -> tuple[str, bytes]:
    """Return the name and the bytes of a signature line, whoever signed."""
    found = _SIGNATURE.fullmatch(line)
    data = _decoded(found[2]) if found else b""
    if found is None or len(data) <= _KEY_ID:
        raise CheckpointError(said("This file is no signed checkpoint."))
    return found[1], data


def _decoded(text: str) -> bytes:
    """Return the bytes of base64 in its one canonical form; none of any other text."""
    try:
        data = base64.b64decode(text, validate=True)
    except ValueError:
        return b""
    return data if base64.b64encode(data).decode() == text else b""
