"""Signatures of persons: S/MIME and OpenPGP, over the bytes as they were received."""

import base64
from datetime import timedelta
from functools import cache
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import pkcs7
from cryptography.x509.oid import ExtendedKeyUsageOID
from cryptography.x509.oid import NameOID
from pysequoia import sign
from pysequoia import SignatureMode
from pysequoia import Tsk

from ledger.domain.authenticity import Finding
from ledger.domain.grading import Grade
from ledger.domain.grading import grade
from ledger.domain.reasons import of_reason
from ledger.domain.signatures import PersonalSignature
from ledger.domain.signatures import Result
from ledger.domain.signatures import Signer
from ledger.formats.authentic import checking
from ledger.formats.authentic import openpgp
from tests.signing import checked
from tests.signing import RECEIVED
from tests.signing import Zone

OLGA = "olga@client.example"
HEAD = (
    f"From: Olga Ivanova <{OLGA}>\r\nTo: maria@agency.example\r\n"
    "Subject: Logo\r\nDate: Fri, 14 Mar 2025 16:19:00 +0000\r\n"
    "Message-ID: <signed@client.example>\r\nMIME-Version: 1.0\r\n"
).encode()
PART = (
    b"Content-Type: text/plain; charset=utf-8\r\n\r\nPlease make the logo bigger.\r\n"
)


def certificate(
    name: str, address: str, issuer: "Key | None" = None, *, ca: bool = False
) -> "Key":
    """Return a key and a certificate for it, by an issuer or by itself."""
    private = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    by_name = issuer[1].subject if issuer else subject
    made = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(by_name)
        .public_key(private.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(RECEIVED - timedelta(days=30))
        .not_valid_after(RECEIVED + timedelta(days=300))
        .add_extension(x509.BasicConstraints(ca=ca, path_length=None), critical=True)
        .add_extension(_usage(ca=ca), critical=True)
    )
    if not ca:
        mail = x509.SubjectAlternativeName([x509.RFC822Name(address)])
        use = x509.ExtendedKeyUsage([ExtendedKeyUsageOID.EMAIL_PROTECTION])
        made = made.add_extension(mail, critical=False).add_extension(
            use, critical=False
        )
    key = issuer[0] if issuer else private
    return private, made.sign(key, hashes.SHA256())


Key = tuple[ec.EllipticCurvePrivateKey, x509.Certificate]


def _usage(*, ca: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not ca,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=ca,
        crl_sign=ca,
        encipher_only=False,
        decipher_only=False,
    )


@cache
def root() -> Key:
    return certificate("Invented root", "", ca=True)


@cache
def olgas() -> Key:
    return certificate("Olga Ivanova", OLGA, root())


def smime(part: bytes = PART, key: Key | None = None, *, opaque: bool = False) -> bytes:
    """Return a mail that is signed by S/MIME, its signature apart or around it."""
    private, cert = key or olgas()
    builder = (
        pkcs7.PKCS7SignatureBuilder()
        .set_data(part)
        .add_signer(cert, private, hashes.SHA256())
    )
    options = [pkcs7.PKCS7Options.Binary]
    if not opaque:
        options.append(pkcs7.PKCS7Options.DetachedSignature)
    der = base64.encodebytes(builder.sign(serialization.Encoding.DER, options))
    if opaque:
        return (
            HEAD + b"Content-Type: application/pkcs7-mime; smime-type=signed-data; "
            b"name=smime.p7m\r\nContent-Transfer-Encoding: base64\r\n\r\n" + der
        )
    return around(part, der, "application/pkcs7-signature", b"base64")


def around(
    part: bytes, signature: bytes, kind: str, encoding: bytes = b"7bit"
) -> bytes:
    return (
        HEAD + b"Content-Type: multipart/signed; boundary=edge; micalg=sha-256; "
        b'protocol="'
        + kind.encode()
        + b'"\r\n\r\n--edge\r\n'
        + part
        + b"\r\n--edge\r\n"
        b"Content-Type: " + kind.encode() + b"\r\nContent-Transfer-Encoding: "
        b"" + encoding + b"\r\n\r\n" + signature + b"\r\n--edge--\r\n"
    )


def pem(key: Key) -> str:
    data = key[1].public_bytes(serialization.Encoding.PEM)
    return base64.b64encode(data).decode()


@cache
def pgp() -> Tsk:
    return Tsk.generate(f"Olga Ivanova <{OLGA}>")


def stored(tsk: Tsk | None = None, *addresses: str) -> dict[str, Any]:
    cert = str((tsk or pgp()).extract_certificate()).encode()
    return {
        "id": "k_one",
        "data": base64.b64encode(cert).decode(),
        "person": "p_olga",
        "addresses": list(addresses),
    }


def pgp_mime(part: bytes = PART) -> bytes:
    signature = sign(pgp().signer(), part, mode=SignatureMode.DETACHED)
    return around(part, signature, "application/pgp-signature")


def pgp_inline(words: str = "Please make the logo bigger.\n") -> bytes:
    text = sign(pgp().signer(), words.encode(), mode=SignatureMode.CLEAR)
    return HEAD + b"Content-Type: text/plain; charset=utf-8\r\n\r\n" + text


def only(finding: Finding) -> PersonalSignature:
    """Return the only signature of a finding; its reasons can be told in words."""
    [found] = finding.personal
    assert not [each for each in found.reasons if of_reason(each).startswith(each[0])]
    return found


@pytest.mark.parametrize("opaque", [False, True], ids=["apart", "around"])
def test_a_certificate_that_a_root_of_ours_vouches_for_is_a_person(
    opaque: bool,  # noqa: FBT001 - a case
) -> None:
    finding = checked(smime(opaque=opaque), Zone(), roots=[pem(root())])

    found = only(finding)

    assert (found.result, found.signer) == (Result.PASS, Signer.TRUSTED)
    assert (found.name, found.addresses) == ("Olga Ivanova", (OLGA,))
    assert found.issuer.endswith("Invented root")
    assert ("not-called-back", "unknown") in found.reasons
    assert grade(finding).grade is Grade.A


def test_a_stranger_is_told_as_one_however_intact_the_signature() -> None:
    finding = checked(smime(), Zone())

    found = only(finding)

    assert (found.result, found.signer) == (Result.PASS, Signer.UNKNOWN)
    assert any(code == "nobody-vouches" for code, _value in found.reasons)
    assert grade(finding).grade is Grade.E


def test_a_certificate_of_another_address_is_told() -> None:
    other = certificate("Eve", "eve@evil.example", root())

    finding = checked(smime(key=other), Zone(), roots=[pem(root())])

    assert only(finding).signer is Signer.OTHER
    assert ("other-address", "eve@evil.example") in only(finding).reasons
    assert grade(finding).grade is Grade.E


@pytest.mark.parametrize(
    "change",
    [
        lambda mail: mail.replace(b"bigger", b"smaller"),
        lambda mail: mail.replace(b"charset=utf-8", b"charset=utf-7"),
    ],
    ids=["a word", "the type of the part"],
)
@pytest.mark.parametrize("made", [smime, pgp_mime], ids=["S/MIME", "OpenPGP"])
def test_what_was_signed_and_changed_does_not_hold(made: Any, change: Any) -> None:
    given = {"roots": [pem(root())], "certificates": [stored()]}

    finding = checked(change(made()), Zone(), **given)

    assert only(finding).result is Result.FAIL
    assert grade(finding).grade is Grade.E


@pytest.mark.parametrize("made", [smime, pgp_mime], ids=["S/MIME", "OpenPGP"])
def test_line_feeds_alone_change_nothing(made: Any) -> None:
    given = {"roots": [pem(root())], "certificates": [stored()]}

    finding = checked(made().replace(b"\r\n", b"\n"), Zone(), **given)

    assert only(finding).result is Result.PASS


@pytest.mark.parametrize("made", [smime, pgp_mime], ids=["S/MIME", "OpenPGP"])
def test_a_second_sender_takes_the_class_away(made: Any) -> None:
    given = {"roots": [pem(root())], "certificates": [stored()]}
    forged = b"From: boss@client.example\r\n" + made()

    assert grade(checked(forged, Zone(), **given)).grade is Grade.E


def test_a_signed_part_within_others_is_told_as_a_part() -> None:
    inner = smime().partition(b"MIME-Version: 1.0\r\n")[2]
    mail = (
        HEAD + b"Content-Type: multipart/mixed; boundary=out\r\n\r\n--out\r\n"
        b"" + inner + b"\r\n--out\r\nContent-Type: text/plain\r\n\r\n"
        b"We accept the price.\r\n--out--\r\n"
    )

    finding = checked(mail, Zone(), roots=[pem(root())])

    assert (only(finding).result, only(finding).partial) == (Result.PASS, True)
    assert grade(finding).grade is Grade.C


@pytest.mark.parametrize("made", [pgp_mime, pgp_inline], ids=["apart", "inline"])
def test_a_known_openpgp_key_is_a_person(made: Any) -> None:
    finding = checked(made(), Zone(), certificates=[stored()])

    found = only(finding)

    assert (found.result, found.signer) == (Result.PASS, Signer.TRUSTED)
    assert (found.name, found.person) == ("Olga Ivanova", "p_olga")
    assert found.certificate == "k_one"
    assert grade(finding).grade is Grade.A


def test_an_unknown_openpgp_key_is_named() -> None:
    mail = pgp_mime()

    found = only(checked(mail, Zone()))

    [key] = checking.wanted(mail).keys
    assert found.result is Result.NOT_CHECKED
    assert found.reasons == (("key-unknown", key),)
    assert key in openpgp.describe(str(pgp().extract_certificate()).encode())[0].keys


def test_words_around_an_inline_signature_are_not_signed() -> None:
    mail = pgp_inline().replace(
        b"-----BEGIN PGP SIGNED", b"Yes!\n-----BEGIN PGP SIGNED"
    )

    finding = checked(mail, Zone(), certificates=[stored()])

    assert only(finding).partial
    assert grade(finding).grade is Grade.C


def test_an_address_that_is_known_of_the_person_counts_as_hers() -> None:
    tsk = Tsk.generate("Olga <private@home.example>")
    signature = sign(tsk.signer(), PART, mode=SignatureMode.DETACHED)
    mail = around(PART, signature, "application/pgp-signature")

    hers = only(checked(mail, Zone(), certificates=[stored(tsk, OLGA)]))
    others = only(checked(mail, Zone(), certificates=[stored(tsk)]))

    assert (hers.signer, others.signer) == (Signer.TRUSTED, Signer.OTHER)


def test_an_encrypted_mail_is_kept_and_said() -> None:
    _private, cert = olgas()
    sealed = pkcs7.PKCS7EnvelopeBuilder().set_data(PART)
    private = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    name = cert.subject
    own = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(private.public_key())
        .serial_number(1)
        .not_valid_before(RECEIVED - timedelta(days=1))
        .not_valid_after(RECEIVED + timedelta(days=1))
        .sign(private, hashes.SHA256())
    )
    der = sealed.add_recipient(own).encrypt(serialization.Encoding.DER, [])
    mail = (
        HEAD + b"Content-Type: application/pkcs7-mime; smime-type=enveloped-data\r\n"
        b"Content-Transfer-Encoding: base64\r\n\r\n" + base64.encodebytes(der)
    )

    found = only(checked(mail, Zone()))

    assert (found.result, found.reasons[0][0]) == (Result.NOT_CHECKED, "encrypted")


@pytest.mark.parametrize("junk", [b"", b"AAAA", b"-----BEGIN PGP SIGNATURE-----\n"])
@pytest.mark.parametrize(
    "kind", ["application/pkcs7-signature", "application/pgp-signature"]
)
def test_a_signature_that_is_none_does_not_hold(kind: str, junk: bytes) -> None:
    found = only(checked(around(PART, junk, kind), Zone()))

    assert found.result is Result.FAIL
