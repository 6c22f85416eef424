"""Digests and ids: how things are named so that nobody can mistake them."""

import hashlib
import re
import secrets
from dataclasses import dataclass
from typing import Self

from ledger.domain.errors import NotADigestError

_HEX = re.compile(r"[0-9a-f]{64}")
_LETTERS = b"abcdefghijkmnpqrstuvwxyz23456789" * 8
"""A letter for each byte: 32 of them, so each is as likely as any other."""


@dataclass(frozen=True, slots=True, order=True)
class Digest:
    """The SHA-256 of bytes, written ``sha256:<hex>``."""

    hex: str

    def __post_init__(self) -> None:
        if not _HEX.fullmatch(self.hex):
            raise NotADigestError(self.hex)

    def __str__(self) -> str:
        return f"sha256:{self.hex}"

    @classmethod
    def of(cls, data: bytes) -> Self:
        """Return the digest of bytes."""
        return cls(hashlib.sha256(data).hexdigest())

    @classmethod
    def parse(cls, text: str) -> Self:
        """Return the digest that a person wrote, with or without ``sha256:``.

        Raises:
            NotADigestError: the text is no SHA-256.
        """
        return cls(text.strip().lower().removeprefix("sha256:"))


def new_id(prefix: str) -> str:
    """Return a random id such as ``d_4kq…``: 80 bits, never made by a projection."""
    return f"{prefix}_" + secrets.token_bytes(16).translate(_LETTERS).decode("ascii")
