"""Mail inside its signature (S/MIME ``.p7m``): read as what was signed."""

import base64
from datetime import datetime
from datetime import timedelta
from datetime import UTC
from functools import cache

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import pkcs7
from cryptography.x509.oid import NameOID
from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st

from ledger.domain import problems
from ledger.formats import safe_html
from ledger.formats.mail import opaque
from tests.formats import outlooks as o
from tests.formats.conftest import Read

HEAD = b"From: Olga <olga@client.example>\r\nSubject: Logo\r\n"
KIND = b"Content-Type: application/pkcs7-mime; name=smime.p7m"
WORDS = "Content-Type: text/plain; charset=utf-8\r\n\r\nСделайте логотип больше.\r\n"
PARTS = (
    "Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n"
    + WORDS
    + "--b\r\nContent-Disposition: attachment; filename=a.txt\r\n\r\nThree rounds.\r\n"
    "--b--\r\n"
)


@cache
def signer() -> tuple[ec.EllipticCurvePrivateKey, x509.Certificate]:
    private = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Olga")])
    since = datetime(2025, 1, 1, tzinfo=UTC)
    builder = x509.CertificateBuilder(name, name, private.public_key(), 7)
    builder = builder.not_valid_before(since).not_valid_after(since + timedelta(9000))
    return private, builder.sign(private, hashes.SHA256())


def p7m(inside: bytes, *, binary: bool = False) -> bytes:
    """Return what was signed, inside its signature."""
    private, cert = signer()
    builder = pkcs7.PKCS7SignatureBuilder().set_data(inside)
    builder = builder.add_signer(cert, private, hashes.SHA256())
    form = serialization.Encoding.DER
    der = builder.sign(form, [pkcs7.PKCS7Options.Binary])
    return der if binary else base64.encodebytes(der)


def mail(inside: bytes, kind: bytes = KIND) -> bytes:
    encoding = b"\r\nContent-Transfer-Encoding: base64\r\n\r\n"
    return HEAD + kind + encoding + p7m(inside)


@pytest.mark.parametrize(
    "kind", [KIND, b"Content-Type: application/octet-stream; name=smime.p7m"]
)
def test_what_was_signed_is_the_mail_and_the_signature_stays(
    read: Read, kind: bytes
) -> None:
    members, reading = read(mail(PARTS.encode(), kind), "x.eml")

    assert reading.text.strip() == "Сделайте логотип больше."
    assert reading.problem is None
    assert [each.name for each in members] == ["smime.p7m", "a.txt"]
    assert opaque.content(members[0].data) == PARTS.encode()
    assert members[1].data == b"Three rounds."
    assert len({each.place for each in members}) == len(members)


def test_what_was_signed_twice_is_read_and_not_for_ever(read: Read) -> None:
    twice = mail(mail(WORDS.encode()))
    often = mail(mail(mail(mail(mail(WORDS.encode())))))

    assert read(twice, "x.eml")[1].text.strip() == "Сделайте логотип больше."
    assert read(often, "x.eml")[1].text == ""


def test_a_signed_file_that_is_no_mail_is_left_as_it_is(read: Read) -> None:
    kind = KIND.replace(b"smime", b"contract.pdf")
    [member], reading = read(mail(b"%PDF-1.7 no mail", kind), "x.eml")

    assert (reading.text, member.name) == ("", "contract.pdf.p7m")


def test_what_was_signed_is_shown_too() -> None:
    assert "Сделайте логотип" in safe_html.sanitise(mail(PARTS.encode()))


def test_outlook_keeps_it_as_an_attachment(read: Read) -> None:
    said = {o.CLASS: "IPM.Note.SMIME", o.SUBJECT: "Logo"}
    inside = p7m(WORDS.encode(), binary=True)

    members, reading = read(o.msg(said, [], [o.file("smime.p7m", inside)]), "x.msg")

    assert reading.text.strip() == "Сделайте логотип больше."
    assert reading.problem is None
    assert [each.data for each in members] == [inside]


def test_a_mail_that_is_encrypted_still_says_so(read: Read) -> None:
    _, reading = read(HEAD + KIND + b"\r\n\r\nMIAGCSqGSIb3DQEHA6CA", "x.eml")

    assert reading.problem == problems.ENCRYPTED_MAIL


@settings(deadline=None, max_examples=60)
@given(at=st.integers(0, 2000), bits=st.integers(1, 255), cut=st.integers(0, 2000))
def test_damage_to_a_signature_ends_in_what_can_be_read(
    at: int, bits: int, cut: int
) -> None:
    data = bytearray(p7m(WORDS.encode(), binary=True))
    data[at % len(data)] ^= bits

    for damaged in (bytes(data), bytes(data[:cut]), b""):
        found = opaque.content(damaged)
        assert found is None or isinstance(found, bytes)
