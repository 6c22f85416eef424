"""Who sent a message, on the command line."""

from pathlib import Path

import pytest
from pysequoia import sign
from pysequoia import SignatureMode
from pysequoia import Tsk

from tests.cli.running import Program
from tests.names import name_server
from tests.signing import MAIL
from tests.signing import signed
from tests.signing import Zone

OLGA = "olga@client.example"


@pytest.fixture
def key() -> Tsk:
    return Tsk.generate(f"Olga Ivanova <{OLGA}>")


def mail(key: Tsk) -> bytes:
    head = MAIL.partition(b"\r\n\r\n")[0]
    return (
        head + b"\r\n\r\n" + sign(key.signer(), b"Bigger!\n", mode=SignatureMode.CLEAR)
    )


def brought(program: Program, data: bytes) -> str:
    path = program.home.parent / "one.eml"
    path.write_bytes(data)
    [found] = program.json("take-in", path)["documents"]
    return str(found["id"])


def known(program: Program, key: Tsk) -> Path:
    program.json("person", "add", "Olga", "--client", "Nord", "--address", OLGA)
    path = program.home.parent / "olga.asc"
    path.write_text(str(key.extract_certificate()), "ascii")
    return path


def test_what_waits_is_told_and_checked_when_somebody_asks(
    program: Program, key: Tsk
) -> None:
    document = brought(program, mail(key))
    path = known(program, key)

    before = program.json("show", document)["authenticity"]
    added = program.json(
        "certificate", "add", path, "--person", OLGA, "--from", "read out by phone"
    )
    [after] = program.json("authenticate", document)["messages"]

    assert (before["state"], before["class"]) == ("waiting", "E")
    [kept] = added["certificates"]
    assert kept["fingerprint"] == key.extract_certificate().fingerprint
    assert (after["id"], after["class"], after["checked"]) == (document, "A", True)
    assert after["says"] == "Signed by Olga Ivanova"
    assert program.json("certificate", "list")["certificates"] == [kept]


def test_a_certificate_is_removed_with_a_reason_and_what_was_found_stays(
    program: Program, key: Tsk
) -> None:
    document = brought(program, mail(key))
    path = known(program, key)
    how = ("--person", OLGA, "--from", "by phone")
    [kept] = program.json("certificate", "add", path, *how)["certificates"]
    program.json("authenticate", document)

    removed = program.json("certificate", "remove", kept["id"], "--why", "a new one")
    [after] = program.json("authenticate", document)["messages"]

    assert removed["removed"] == "a new one"
    assert (after["class"], after["checks"]) == ("A", 2)


def test_a_secret_key_and_a_second_time_are_refused(program: Program, key: Tsk) -> None:
    path = known(program, key)
    how = ("--person", OLGA, "--from", "by phone")
    program.json("certificate", "add", path, *how)
    secret = path.with_name("secret.asc")
    secret.write_text(str(key), "ascii")

    again = program.fails(1, "certificate", "add", path, *how)
    kept_out = program.fails(1, "certificate", "add", secret, *how)

    assert "is here already" in again
    assert "This file holds a secret key." in kept_out


def test_a_domain_is_asked_for_its_key_whom_the_setting_names(
    program: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    zone = Zone()
    document = brought(program, signed(MAIL, zone))
    with name_server() as names:
        names.records |= zone.records
        monkeypatch.setenv("SCOPE_LEDGER_RESOLVERS", names.address)
        ran = program("authenticate", document)

    assert ran.code == 0
    assert "Sent through client.example’s server, with limits" in ran.out
    assert "That was long after it was sent" in ran.out
    assert names.asked == ["s1._domainkey.client.example"]


def test_a_setting_that_names_nobody_is_refused(
    program: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SCOPE_LEDGER_RESOLVERS", "dns.example")

    ran = program("certificate", "list")

    assert ran.code == 2
    assert "SCOPE_LEDGER_RESOLVERS is wrong" in ran.err
