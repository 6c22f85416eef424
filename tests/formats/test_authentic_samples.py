"""Mail that others signed, with the keys and verdicts that came with it."""

import json
from pathlib import Path
from typing import Any

import dkim
import pytest

from ledger.domain.signatures import Result
from ledger.domain.signatures import Signer
from ledger.formats.authentic.dkim_keys import at_time
from tests.signing import checked
from tests.signing import MAIL
from tests.signing import RECEIVED
from tests.signing import rsa_key
from tests.signing import signed
from tests.signing import Zone


def sealed(mail: bytes, zone: Zone, results: bytes, chain: bytes = b"none") -> bytes:
    """Return a mail with one more set of the chain before it."""
    private, record = rsa_key()
    zone.records["arc._domainkey.list.example"] = record
    said = b"Authentication-Results: list.example; dkim=pass; arc=" + chain + b"\r\n"
    with at_time(RECEIVED):
        lines = dkim.arc_sign(said + mail, b"arc", b"list.example", private, results)
    return b"".join(lines) + mail


@pytest.fixture
def arc(samples: Path) -> list[dict[str, Any]]:
    text = (samples / "mail" / "dkim" / "arc_validation_cases.json").read_text("utf-8")
    return [dict(each) for each in json.loads(text)]


def test_the_validation_cases_of_arc_come_out_as_they_should(
    arc: list[dict[str, Any]],
) -> None:
    wrong = {}
    for case in arc:
        zone = Zone({k.lower(): _text(v) for k, v in case["txt_records"].items()})
        mail = case["message"].encode()
        now = "2026-01-01T00:00:00+00:00"
        chain = checked(mail, zone, at=now, now=now).chain
        found = chain.result if chain else "none"
        if found != (str(case["cv"]).lower() if case["cv"] else "ended"):
            wrong[case["id"]] = (found, case["cv"], chain.why if chain else "")

    assert wrong == {}


def _text(value: Any) -> str:
    return "".join(value) if isinstance(value, list) else str(value)


def test_a_mail_of_two_signatures_holds_by_both(samples: Path) -> None:
    folder = samples / "mail" / "dkim"
    names = json.loads((folder / "mailauth_dns.json").read_text("utf-8"))
    zone = Zone({name: "".join(each["TXT"][0]) for name, each in names.items()})
    at = "2018-06-10T13:38:29+00:00"

    finding = checked((folder / "mailauth_signed.eml").read_bytes(), zone, at=at)

    assert [each.result for each in finding.signatures] == [Result.PASS, Result.PASS]
    assert {each.algorithm for each in finding.signatures} == {
        *("ed25519-sha256", "rsa-sha256")
    }


@pytest.mark.parametrize(
    "name",
    [
        "notmuch_pkcs7/smime-onepart-signed.eml",
        "notmuch_protected-headers/smime-multipart-signed.eml",
        "notmuch_protected-headers/smime-onepart-signed.eml",
    ],
)
def test_an_intact_signature_of_a_stranger_is_told_so(samples: Path, name: str) -> None:
    data = (samples / "mail" / name).read_bytes()
    at = "2020-01-01T00:00:00+00:00"

    [found] = checked(data, Zone(), at=at).personal

    assert (found.result, found.signer) == (Result.PASS, Signer.UNKNOWN)
    assert found.addresses == ("alice@smime.example",)


@pytest.mark.parametrize(
    "name",
    [
        "notmuch_crypto/simple-encrypted",
        "notmuch_protected-headers/smime-sign+enc.eml",
        "notmuch_protected-headers/wrapped-protected-header.eml",
    ],
)
def test_what_is_encrypted_says_so(samples: Path, name: str) -> None:
    [found] = checked((samples / "mail" / name).read_bytes(), Zone()).personal

    assert found.reasons[0][0] == "encrypted"


def test_a_chain_that_is_unbroken_passes_and_names_its_sealers() -> None:
    zone = Zone()
    once = sealed(signed(MAIL, zone), zone, b"list.example")
    twice = sealed(once, zone, b"list.example", b"pass")

    chain = checked(twice, zone).chain

    assert chain
    assert (chain.result, chain.sealers) == ("pass", ("list.example", "list.example"))
    assert "dkim=pass" in chain.claims[0]


def test_a_changed_byte_breaks_the_chain() -> None:
    zone = Zone()
    mail = sealed(signed(MAIL, zone), zone, b"list.example")

    chain = checked(mail.replace(b"bigger", b"Bigger"), zone).chain

    assert chain
    assert chain.result == "fail"
    assert "did not validate" in chain.why


def test_a_chain_whose_keys_nobody_gave_is_not_checked() -> None:
    zone = Zone()
    mail = sealed(signed(MAIL, zone), zone, b"list.example")

    chain = checked(mail, zone, answers=[]).chain

    assert chain
    assert chain.result == "not-checked"


def test_a_seal_by_an_algorithm_that_is_not_known_here_is_not_called_broken() -> None:
    zone = Zone()
    mail = sealed(signed(MAIL, zone), zone, b"list.example")
    newer = mail.replace(b"cv=none; a=rsa-sha256", b"cv=none; a=ed25519-sha256")

    chain = checked(newer, zone).chain

    assert newer != mail
    assert chain is not None
    assert (chain.result, chain.sealers) == ("not-checked", ("list.example",))
