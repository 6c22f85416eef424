"""Checkpoints: a signed statement of the log's length and root.

The forms are C2SP's: the text is a tlog-checkpoint (``origin \\n size \\n base64(root)``),
the whole a signed-note with one Ed25519 line, ``— name base64(key id ‖ signature)``.
"""

import base64
import binascii
import hashlib
from dataclasses import dataclass
from typing import Self

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from ledger.domain.errors import LedgerError

_ED25519 = b"\x01"
_KEY_ID = 4
_LINES = 3


class CheckpointError(LedgerError):
    """A text that should be a signed checkpoint is none, or nobody we know signed it."""

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
            raise CheckpointError("This file is no checkpoint: it has too few lines.")
        try:
            root = base64.b64decode(lines[2], validate=True)
        except binascii.Error:
            root = b""
        size = lines[1]
        plain = size.isascii() and size.isdigit() and str(int(size)) == size
        if not plain or len(root) != hashlib.sha256().digest_size:
            raise CheckpointError("This file is no checkpoint: size or root is wrong.")
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
        try:
            data = base64.b64decode(encoded, validate=True)
        except binascii.Error:
            data = b""
        key = cls(name, data[1:])
        if data[:1] != _ED25519 or key.key_id.hex() != key_id:
            raise CheckpointError("This text is no verifying key of a log.")
        return key

    def signed(self, note: str) -> Checkpoint:
        """Return the checkpoint of a note, if this key signed it.

        Unknown signature lines are passed over, as the form demands.

        Raises:
            CheckpointError: the note has another form, or this key did not sign it.
        """
        text, separator, lines = note.partition("\n\n")
        if not separator:
            raise CheckpointError("This file is no signed checkpoint.")
        text += "\n"
        for line in lines.splitlines():
            if self._verifies(line, text.encode()):
                return Checkpoint.parse(text)
        raise CheckpointError("This checkpoint was not signed by the key of this log.")

    def _verifies(self, line: str, text: bytes) -> bool:
        dash, _, rest = line.partition(" ")
        name, _, encoded = rest.partition(" ")
        if dash != "—" or name != self.name:
            return False
        try:
            data = base64.b64decode(encoded, validate=True)
            public = Ed25519PublicKey.from_public_bytes(self.public)
            public.verify(data[_KEY_ID:], text)
        except (binascii.Error, InvalidSignature, ValueError):
            return False
        return data[:_KEY_ID] == self.key_id


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
