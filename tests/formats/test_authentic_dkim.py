"""DKIM: each thing that verifies and yet shows something else has its own verdict."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from time import process_time

import pytest
from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st

from ledger.domain.alignment import Alignment
from ledger.domain.authenticity import Finding
from ledger.domain.reasons import of_reason
from ledger.domain.signatures import Asked
from ledger.domain.signatures import DomainSignature
from ledger.domain.signatures import Result
from tests.signing import checked
from tests.signing import HEADERS
from tests.signing import MAIL
from tests.signing import RECEIVED
from tests.signing import rsa_key
from tests.signing import signed
from tests.signing import Zone

Made = Callable[[Zone], bytes]
KEY = "s1._domainkey.client.example"


def changed(old: bytes, new: bytes, **how: object) -> Made:
    """Return how a signed mail is made in which something was put for another."""
    return lambda zone: signed(MAIL, zone, **how).replace(old, new)  # type: ignore[arg-type]


def with_before(line: bytes) -> Made:
    return lambda zone: line + b"\r\n" + signed(MAIL, zone)


def only(finding: Finding) -> DomainSignature:
    [signature] = finding.signatures
    return signature


TABLE: dict[str, tuple[Made, Result, str]] = {
    "as it was signed": (changed(b"", b""), Result.PASS, ""),
    "simple forms": (
        changed(b"", b"", canonical=(b"simple", b"simple")),
        Result.PASS,
        "",
    ),
    "an Ed25519 key": (
        changed(b"", b"", algorithm=b"ed25519-sha256"),
        Result.PASS,
        "",
    ),
    "the body changed by a byte": (
        changed(b"bigger", b"Bigger"),
        Result.FAIL,
        "body-changed",
    ),
    "the subject changed by a byte": (
        changed(b"second round", b"secons round"),
        Result.FAIL,
        "head-changed",
    ),
    "the date changed by a byte": (
        changed(b"16:19:00 +0000", b"16:18:00 +0000"),
        Result.FAIL,
        "head-changed",
    ),
    "a second subject put before": (
        with_before(b"Subject: Logo accepted"),
        Result.CONFLICTING,
        "doubled",
    ),
    "a second date put before": (
        with_before(b"Date: Fri, 14 Mar 2024 16:19:00 +0000"),
        Result.CONFLICTING,
        "doubled",
    ),
    "a second content type put before": (
        with_before(b"Content-Type: text/html"),
        Result.CONFLICTING,
        "doubled",
    ),
    "a second sender put before": (
        with_before(b"From: eve@evil.example"),
        Result.FAIL,
        "head-changed",
    ),
    "words behind the signed length": (
        lambda zone: signed(MAIL, zone, length=True) + b"We accept the price.\r\n",
        Result.WEAK,
        "tail",
    ),
    "a signed length and nothing behind it": (
        changed(b"", b"", length=True),
        Result.PASS,
        "",
    ),
    "only the sender covered, the subject changed": (
        changed(b"second round", b"third round", headers=(b"from",)),
        Result.WEAK,
        "uncovered",
    ),
    "signed by the domain of a stranger": (
        changed(b"", b"", domain="evil.example"),
        Result.NOT_ALIGNED,
        "not-aligned",
    ),
    "signed with SHA-1": (
        changed(b"", b"", algorithm=b"rsa-sha1"),
        Result.WEAK,
        "sha1",
    ),
    "a key for SHA-1 alone": (
        changed(b"", b"", algorithm=b"rsa-sha1", record="%s; h=sha1"),
        Result.WEAK,
        "key-sha1",
    ),
    "a key for SHA-1 alone, signed with SHA-256": (
        changed(b"", b"", record="%s; h=sha1"),
        Result.FAIL,
        "key-other-hash",
    ),
    "a key in testing": (
        changed(b"", b"", record="%s; t=y"),
        Result.WEAK,
        "testing",
    ),
    "a key that is not for mail": (
        changed(b"", b"", record="%s; s=other"),
        Result.FAIL,
        "key-not-for-mail",
    ),
    "a key of another version": (
        lambda zone: _with_record(zone, "v=DKIM2; p=abc"),
        Result.FAIL,
        "key-unreadable",
    ),
    "a key that was taken back": (
        lambda zone: _with_record(zone, "v=DKIM1; k=rsa; p="),
        Result.KEY_GONE,
        "key-revoked",
    ),
    "a key that is nonsense": (
        lambda zone: _with_record(zone, "v=DKIM1; k=rsa; p=AAAA"),
        Result.FAIL,
        "key-unreadable",
    ),
    "another key": (
        lambda zone: _with_record(zone, rsa_key(1024, another=True)[1]),
        Result.FAIL,
        "head-changed",
    ),
    "no key any more": (
        lambda zone: _with_record(zone, ""),
        Result.KEY_GONE,
        "no-key",
    ),
    "a first line that begins with a blank": (
        lambda zone: b" " + signed(MAIL, zone),
        Result.REFUSED,
        "blank-first-line",
    ),
    "an empty first line": (
        lambda zone: b"\r\n" + signed(MAIL, zone),
        Result.REFUSED,
        "blank-first-line",
    ),
    "a bare carriage return in the head": (
        changed(b"Logo, second", b"Logo\rBcc: eve@evil.example, second"),
        Result.REFUSED,
        "bare-cr",
    ),
    "a NUL in the head": (
        changed(b"Logo, second", b"Logo\0second"),
        Result.REFUSED,
        "nul",
    ),
    "a line in the head that is no field": (
        lambda zone: signed(MAIL, zone).replace(b"To:", b"no field\r\nTo:", 1),
        Result.REFUSED,
        "strange-line",
    ),
    "line feeds alone": (changed(b"\r\n", b"\n"), Result.PASS, ""),
    "empty lines at its end": (
        lambda zone: signed(MAIL, zone) + b"\r\n\r\n",
        Result.PASS,
        "",
    ),
    "blanks where a relaxed form allows them": (
        changed(b"make the", b"make  \tthe"),
        Result.PASS,
        "",
    ),
    "the sender not signed": (
        lambda zone: re.sub(rb"h=from : ", b"h=", signed(MAIL, zone), count=1),
        Result.FAIL,
        "from-not-signed",
    ),
    "no signature in the line": (
        lambda _zone: b"DKIM-Signature: v=1; nonsense\r\n" + MAIL,
        Result.FAIL,
        "malformed",
    ),
}


def _with_record(zone: Zone, record: str) -> bytes:
    mail = signed(MAIL, zone)
    zone.records[KEY] = record
    return mail


@pytest.mark.parametrize(("made", "result", "reason"), TABLE.values(), ids=TABLE.keys())
def test_each_case_has_its_verdict(made: Made, result: Result, reason: str) -> None:
    zone = Zone()

    finding = checked(made(zone), zone)

    refused = [(Result.REFUSED, finding.refused)] if finding.refused else []
    told = [(each.result, each.reasons) for each in finding.signatures]
    assert {each for each, _reasons in [*told, *refused]} == {result}
    codes = {code for _result, reasons in told + refused for code, _value in reasons}
    assert reason in codes if reason else codes == set()
    said = [str(of_reason(each)) for _result, every in told + refused for each in every]
    assert not [each for each in said if each.split(":")[0] in codes]


def test_a_weak_signature_lists_the_headers_that_it_does_not_cover() -> None:
    zone = Zone()

    found = only(checked(signed(MAIL, zone, headers=(b"from",)), zone))

    assert found.covered == ("from",)
    assert found.uncovered[:3] == ("to", "date", "subject")
    assert {value for code, value in found.reasons if code == "uncovered"} == {
        *("to", "date", "subject")
    }


@pytest.mark.parametrize("form", [b"simple", b"relaxed"])
def test_the_unsigned_end_is_shown_from_where_it_begins(form: bytes) -> None:
    zone = Zone()
    mail = MAIL.replace(b"the logo", b"the   logo") + b"\r\nRegards\r\n"
    whole = signed(mail, zone, length=True, canonical=(b"relaxed", form))
    forged = whole + b"We accept the price.\r\n"

    found = only(checked(forged, zone))

    assert found.tail_at == len(whole)
    assert found.tail == "We accept the price."


def test_what_expired_since_is_judged_at_the_moment_of_receipt_and_said() -> None:
    zone = Zone()
    mail = signed(MAIL, zone, until=RECEIVED + timedelta(days=7))
    later = (RECEIVED + timedelta(days=2000)).isoformat()

    found = only(checked(mail, zone))
    imported = only(checked(mail, zone, now=later))
    came_late = only(checked(mail, zone, at=later, now=later))

    assert (found.result, found.reasons) == (Result.PASS, ())
    assert imported.result is Result.PASS
    assert imported.has("expired-since")
    assert (came_late.result, came_late.has("expired")) == (Result.FAIL, True)


def test_a_signature_made_after_the_receipt_does_not_hold() -> None:
    zone = Zone()
    mail = signed(MAIL, zone, at=RECEIVED + timedelta(days=30))

    found = only(checked(mail, zone))

    assert (found.result, found.has("signed-later")) == (Result.FAIL, True)


@pytest.mark.parametrize("state", [Asked.TIME_OUT, Asked.FAILED, Asked.NOT_ASKED])
def test_without_an_answer_nothing_is_said_of_a_signature(state: Asked) -> None:
    zone = Zone()
    mail = signed(MAIL, zone)
    zone.states[KEY] = state

    found = checked(mail, zone)

    assert only(found).result is Result.NOT_CHECKED
    assert only(found).reasons == ((state, KEY),)
    assert found.unanswered is (state is not Asked.NOT_ASKED)


def test_resolvers_that_differ_make_a_signature_weak() -> None:
    zone = Zone()
    mail = signed(MAIL, zone)
    [first] = zone.answers((KEY,))
    other = replace(first, resolver="127.0.0.2", text=rsa_key(1024, another=True)[1])
    plain = Finding(at="", at_by="", answers=(other, first)).plain()["answers"]

    found = only(checked(mail, zone, answers=plain))

    assert (found.result, found.has("resolvers-differ")) == (Result.WEAK, True)


def test_a_mailbox_that_quoted_a_line_breaks_no_signature() -> None:
    zone = Zone()
    mail = signed(MAIL.replace(b"Olga\r\n", b"From me\r\n"), zone)
    kept = mail.replace(b"\r\nFrom me", b"\r\n>From me")

    alone = only(checked(kept, zone))
    boxed = only(checked(kept, zone, unquote=True))

    assert alone.has("body-changed")
    assert (boxed.result, boxed.reasons) == (
        Result.PASS,
        (("mailbox-quoting", ""),),
    )


def test_several_signatures_have_a_verdict_each() -> None:
    zone = Zone()
    mail = signed(signed(MAIL, zone), zone, domain="list.example", selector="l")

    first, second = checked(mail, zone).signatures

    assert (first.domain, first.result) == ("list.example", Result.NOT_ALIGNED)
    assert (second.domain, second.result) == ("client.example", Result.PASS)


def test_headers_signed_once_more_than_they_stand_are_told() -> None:
    zone = Zone()

    found = only(checked(signed(MAIL, zone, headers=(*HEADERS, b"subject")), zone))

    assert "subject" in found.oversigned
    assert found.alignment is Alignment.SAME
    assert (found.bits, found.algorithm) == (1024, "rsa-sha256")


def test_a_finding_comes_back_from_json_as_it_went() -> None:
    zone = Zone()
    found = checked(signed(MAIL, zone, length=True) + b"More.\r\n", zone)

    assert Finding.of(found.plain()) == found


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_no_flipped_byte_of_what_is_covered_passes(data: st.DataObject) -> None:
    zone = Zone()
    every = (*HEADERS, b"mime-version")
    simple = signed(MAIL, zone, headers=every, canonical=(b"simple", b"simple"))
    places = list(_covered(simple))
    at = data.draw(st.sampled_from(places))
    bit = data.draw(st.integers(0, 7))
    forged = bytearray(simple)
    forged[at] ^= 1 << bit

    found = checked(bytes(forged), zone).signatures

    assert not [each for each in found if each.result is Result.PASS]


def _covered(mail: bytes) -> range:
    """Return the bytes from the sender on: head and body, all of it is signed."""
    return range(mail.index(b"From: Olga"), len(mail.rstrip(b"\r\n")))


HOSTILE = {
    "a signature of blanks": lambda mail: mail.replace(
        b" b=", b" b=" + b"\r\n " * 5000 + b"!", 1
    ),
    "two hundred signatures": lambda mail: (
        b"DKIM-Signature: v=1; a=rsa-sha256; d=x.example; s=s; h=from; bh=x; b=y\r\n"
        * 200
        + mail
    ),
    "twenty thousand headers": lambda mail: (
        b"".join(b"X-%d: y\r\n" % number for number in range(20_000)) + mail
    ),
    "signed words that never end": lambda mail: (
        mail + b"-----BEGIN PGP SIGNED MESSAGE-----\r\n" * 20_000
    ),
}


@pytest.mark.parametrize("made", HOSTILE.values(), ids=HOSTILE.keys())
def test_a_mail_made_to_do_harm_is_soon_done_with(
    made: Callable[[bytes], bytes],
) -> None:
    zone = Zone()
    mail = made(signed(MAIL, zone))

    began = process_time()
    found = checked(mail, zone)

    assert process_time() - began < 10
    assert len(found.signatures) <= 21
