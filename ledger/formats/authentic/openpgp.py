"""OpenPGP: signatures of persons, checked by certificates that somebody here put in."""

from collections.abc import Iterator
from collections.abc import Sequence
from dataclasses import dataclass

from pysequoia import Cert
from pysequoia import Sig
from pysequoia import verify
from pysequoia.packet import PacketPile
from pysequoia.packet import Tag

from ledger.domain.signatures import PersonalSignature
from ledger.domain.signatures import Result
from ledger.domain.signatures import Signer
from ledger.domain.signatures import Signs
from ledger.formats.authentic.entities import Signed
from ledger.formats.mail import addresses

BROKEN = (RuntimeError, ValueError, TypeError, OSError)
MOST_CERTIFICATES = 20
SECRET = (Tag.SecretKey, Tag.SecretSubkey)


class SecretKeyError(Exception):
    """A file holds a secret key, which no record may keep."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Certificate:
    """A stored certificate, and whose it is."""

    id: str
    data: bytes
    addresses: tuple[str, ...] = ()
    """Addresses of the person it belongs to, besides those it names itself."""

    person: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Described:
    """What a certificate says of itself."""

    fingerprint: str
    keys: tuple[str, ...]
    """Fingerprints of all its keys, and the short ids that older signatures name."""

    names: tuple[str, ...]
    expires: str
    revoked: bool


def describe(data: bytes) -> list[Described]:
    """Return the certificates of a file.

    Raises:
        SecretKeyError: it holds a secret key.
        ValueError: it holds none.
    """
    try:
        if any(packet.tag in SECRET for packet in PacketPile.from_bytes(data)):
            raise SecretKeyError
        listed = Cert.split_bytes(data)[:MOST_CERTIFICATES]
    except BROKEN as error:
        raise ValueError(str(error)) from error
    if not listed:
        raise ValueError
    return [_described(each) for each in listed]


def _described(found: Cert) -> Described:
    return Described(
        fingerprint=found.fingerprint,
        keys=tuple(dict.fromkeys(_keys(found))),
        names=tuple(str(each) for each in found.user_ids),
        expires=found.expiration.isoformat() if found.expiration else "",
        revoked=found.is_revoked,
    )


def _keys(found: Cert) -> Iterator[str]:
    for packet in PacketPile.from_bytes(bytes(found)):
        if packet.fingerprint:
            yield packet.fingerprint.lower()
        if packet.key_id:
            yield packet.key_id.lower()


def issuer(signed: Signed) -> str:
    """Return by which key a signature says that it was made; empty if it does not."""
    try:
        found = Sig.from_bytes(signed.signature)
    except BROKEN:
        return ""
    return (found.issuer_fingerprint or found.issuer_key_id or "").lower()


def check(
    signed: Signed, senders: Sequence[str], known: Sequence[Certificate]
) -> PersonalSignature:
    """Return what an OpenPGP signature is worth."""
    try:
        signature = Sig.from_bytes(signed.signature)
    except BROKEN:
        return _answer(signed, Result.FAIL, "malformed", "")
    key = issuer(signed)
    created = signature.created.isoformat() if signature.created else ""
    stored = _stored(known, key)
    if not stored:
        return _answer(signed, Result.NOT_CHECKED, "key-unknown", key, created)
    detached = None if signed.form == "pgp-inline" else signature
    try:
        found = verify(
            bytes=signed.content,
            store=lambda _keys: [cert for _, cert in stored],
            signature=detached,
        )
    except BROKEN:
        return _answer(signed, Result.FAIL, "changed", key, created)
    fitting = {each.certificate for each in found.valid_sigs}
    for certificate, cert in stored:
        if cert.fingerprint in fitting:
            return _known(signed, certificate, cert, senders, created)
    return _answer(signed, Result.FAIL, "changed", key, created)


def _stored(known: Sequence[Certificate], key: str) -> list[tuple[Certificate, Cert]]:
    """Return the certificates that have a key."""
    found = []
    for each in known:
        try:
            certs = Cert.split_bytes(each.data)
        except BROKEN:
            continue
        found += [(each, cert) for cert in certs if key in set(_keys(cert))]
    return found


def _known(
    signed: Signed,
    certificate: Certificate,
    cert: Cert,
    senders: Sequence[str],
    created: str,
) -> PersonalSignature:
    names = [str(each) for each in cert.user_ids]
    named = [
        address
        for name in names
        for _name, address in addresses.parse(name.encode())
        if address
    ]
    own = tuple(dict.fromkeys([*named, *certificate.addresses]))
    fits = bool(senders) and set(senders) <= set(own)
    revoked = (("called-back", ""),) if cert.is_revoked else ()
    other = () if fits else (("other-address", ", ".join(own)),)
    return PersonalSignature(
        form=Signs.PGP,
        result=Result.PASS,
        reasons=(*revoked, *other),
        signer=_signer(fits=fits, revoked=bool(revoked)),
        name=_called(names),
        addresses=own,
        fingerprint=cert.fingerprint,
        signed_at=created,
        valid_until=cert.expiration.isoformat() if cert.expiration else "",
        partial=signed.partial,
        certificate=certificate.id,
        person=certificate.person,
    )


def _called(names: Sequence[str]) -> str:
    """Return the name in the first user id; all of it where there is none."""
    for name in names:
        parsed = addresses.parse(name.encode())
        return next((called for called, _address in parsed if called), name)
    return ""


def _signer(*, fits: bool, revoked: bool) -> Signer:
    if revoked:
        return Signer.UNKNOWN
    return Signer.TRUSTED if fits else Signer.OTHER


def _answer(
    signed: Signed, result: Result, code: str, key: str, created: str = ""
) -> PersonalSignature:
    return PersonalSignature(
        form=Signs.PGP,
        result=result,
        reasons=((code, key),),
        fingerprint=key,
        signed_at=created,
        partial=signed.partial,
    )
