"""Mails that are signed by keys of our own, and the answers of their name servers."""

import base64
from dataclasses import dataclass
from dataclasses import field
from datetime import datetime
from datetime import UTC
from functools import cache
from typing import Any

import dkim
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from nacl.encoding import Base64Encoder
from nacl.signing import SigningKey

from ledger.domain.authenticity import Finding
from ledger.domain.signatures import Answer
from ledger.domain.signatures import Asked
from ledger.formats.authentic import checking
from ledger.formats.authentic.dkim_keys import at_time

RECEIVED = datetime(2025, 3, 14, 16, 20, tzinfo=UTC)

MAIL = b"""\
Received: from mx.client.example by mx.agency.example; Fri, 14 Mar 2025 16:20:00 +0000
From: Olga Ivanova <olga@client.example>
To: Maria <maria@agency.example>
Subject: Logo, second round
Date: Fri, 14 Mar 2025 16:19:00 +0000
Message-ID: <one@client.example>
MIME-Version: 1.0
Content-Type: text/plain; charset=utf-8

Please make the logo bigger.

Olga
""".replace(b"\n", b"\r\n")

HEADERS = (b"from", b"to", b"subject", b"date", b"message-id", b"content-type")


@cache
def rsa_key(bits: int = 1024, *, another: bool = False) -> tuple[bytes, str]:
    """Return a private key, and the record of its public one; or another such pair."""
    del another  # it is remembered by it
    key = rsa.generate_private_key(public_exponent=65537, key_size=bits)
    private = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.TraditionalOpenSSL,
        serialization.NoEncryption(),
    )
    public = key.public_key().public_bytes(
        serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo
    )
    return private, f"v=DKIM1; k=rsa; p={base64.b64encode(public).decode()}"


@cache
def edwards_key() -> tuple[bytes, str]:
    """Return an Ed25519 key, and its record."""
    key = SigningKey.generate()
    public = key.verify_key.encode(Base64Encoder).decode()
    return key.encode(Base64Encoder), f"v=DKIM1; k=ed25519; p={public}"


class Expiring(dkim.DKIM):  # type: ignore[misc]
    """A signer that says until when its signature holds, which the library does not."""

    until: datetime | None = None

    def gen_header(self, fields: list[tuple[bytes, bytes]], *more: Any) -> Any:
        if self.until:
            fields.insert(1, (b"x", str(int(self.until.timestamp())).encode()))
        return super().gen_header(fields, *more)


@dataclass
class Zone:
    """What the name servers of a test answer."""

    records: dict[str, str] = field(default_factory=dict)
    states: dict[str, Asked] = field(default_factory=dict)

    def answers(self, names: tuple[str, ...]) -> list[Answer]:
        return [self._answer(name) for name in names]

    def _answer(self, name: str) -> Answer:
        text = self.records.get(name, "")
        state = self.states.get(name, Asked.ANSWERED if text else Asked.NO_SUCH_NAME)
        return Answer(
            name=name,
            resolver="127.0.0.1",
            asked_at=RECEIVED.isoformat(),
            state=state,
            text=text if state is Asked.ANSWERED else "",
            ttl=300,
        )


def signed(  # noqa: PLR0913 - all that a signature may say
    mail: bytes = MAIL,
    zone: Zone | None = None,
    *,
    headers: tuple[bytes, ...] = HEADERS,
    domain: str = "client.example",
    selector: str = "s1",
    canonical: tuple[bytes, bytes] = (b"relaxed", b"relaxed"),
    algorithm: bytes = b"rsa-sha256",
    length: bool = False,
    bits: int = 1024,
    record: str = "%s",
    at: datetime = RECEIVED,
    until: datetime | None = None,
) -> bytes:
    """Return a mail with a signature before it; its key is put into the zone."""
    edwards = algorithm.startswith(b"ed25519")
    private, public = edwards_key() if edwards else rsa_key(bits)
    signer = Expiring(mail, signature_algorithm=algorithm)
    signer.until = until
    with at_time(at):
        line = signer.sign(
            selector.encode(),
            domain.encode(),
            private,
            canonicalize=canonical,
            include_headers=list(headers),
            length=length,
        )
    if zone is not None:
        zone.records[f"{selector}._domainkey.{domain}"] = record % public
    return bytes(line) + mail


def checked(mail: bytes, zone: Zone, **given: Any) -> Finding:
    """Return what the check of a mail finds out."""
    asked = {
        "answers": [
            {**Finding(at="", at_by="", answers=(each,)).plain()["answers"][0]}
            for each in zone.answers(checking.wanted(mail).names)
        ],
        "at": RECEIVED.isoformat(),
        "at_by": "received",
        "now": RECEIVED.isoformat(),
        "unquote": False,
        "servers": [],
        "roots": [],
        "certificates": [],
    }
    return checking.finding(mail, {**asked, **given})
