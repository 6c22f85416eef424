"""A drop-box: what is sent there is safe and filed before the sender is told so."""

import smtplib
import ssl
import threading
from pathlib import Path

import pytest

from ledger.config import Config
from ledger.domain.errors import BadInputError
from ledger.domain.errors import DiskFullError
from ledger.domain.project import Project
from ledger.domain.source import Source
from ledger.opened import Ledger
from ledger.services import dropping
from ledger.services import filing
from ledger.services import projects
from ledger.services import receipts
from ledger.services import source_adding
from ledger.services import sources
from ledger.store import sightings
from ledger.wire import smtp
from ledger.wire.smtp import Letter
from ledger.wire.smtp import Rate
from tests.acts import ACTOR
from tests.acts import every_document
from tests.acts import mail
from tests.acts import nord
from tests.acts import work
from tests.conftest import Clock
from tests.wire.dovecot import certify
from tests.wire.letters import hand_in
from tests.wire.letters import taking


@pytest.fixture
def project(ledger: Ledger) -> Project:
    return nord(ledger)


@pytest.fixture
def box(ledger: Ledger, project: Project) -> Source:
    return source_adding.drop_box(ledger, ACTOR, project.key, "drop.studio.example")


def wired(number: int) -> bytes:
    return mail(number).replace(b"\n", b"\r\n")


def test_a_letter_is_filed_with_its_envelope_when_the_sender_is_told(
    ledger: Ledger, project: Project, box: Source
) -> None:
    with taking(ledger) as port:
        answer = hand_in(port, wired(1), box.place)

    assert answer == (250, "2.0.0 Kept and sealed")
    [document] = every_document(ledger)
    assert ledger.blobs.read(document.digest) == wired(1)
    assert document.provenance.channel == "drop-box"
    with ledger.db.reading() as tx:
        [came] = sightings.of_document(tx, document.id)
    assert came.facts == {
        "mail_from": "ines@client.example",
        "rcpt_to": [box.place],
        "peer": "127.0.0.1",
        "helo": "mx.client.example",
        "tls": False,
    }
    assert filing.tray_size(ledger) == 0
    work(ledger)
    [account] = [receipts.account(ledger, document.provenance.receipt)]
    assert (account.taken_in, account.receipt.project) == (1, project.id)
    assert account.receipt.closed_at


def test_an_address_is_random_and_not_told_apart_by_case(
    ledger: Ledger, box: Source
) -> None:
    other = source_adding.drop_box(ledger, ACTOR, "NORD", "Drop.Studio.Example")

    assert box.place != other.place
    assert box.place.startswith("p-")
    assert len(box.place.partition("@")[0]) == 14
    assert dropping.accepts(ledger, box.place.upper()).startswith("250")
    assert dropping.accepts(ledger, f"<{other.place}>").startswith("250")


def test_an_address_that_nobody_made_is_refused_for_good(
    ledger: Ledger, box: Source
) -> None:
    with taking(ledger) as port:
        assert hand_in(port, wired(1), "p-guessed@drop.studio.example")[0] == 550
        assert hand_in(port, wired(1), "postmaster@studio.example")[0] == 550
        sources.remove(ledger, ACTOR, box.id)
        assert hand_in(port, wired(1), box.place)[0] == 550

    assert every_document(ledger) == []


def test_while_an_address_is_paused_the_sender_is_asked_to_come_again(
    ledger: Ledger, box: Source
) -> None:
    with taking(ledger) as port:
        sources.pause(ledger, ACTOR, box.id)
        assert hand_in(port, wired(1), box.place)[0] == 450
        sources.resume(ledger, ACTOR, box.id)
        assert hand_in(port, wired(1), box.place)[0] == 250


def test_a_letter_that_is_sent_again_is_there_once(ledger: Ledger, box: Source) -> None:
    with taking(ledger) as port:
        for _ in range(2):
            assert hand_in(port, wired(1), box.place)[0] == 250

    assert len(every_document(ledger)) == 1
    assert sources.find(ledger, box.id).number == 2


def test_one_letter_for_two_projects_is_in_both(ledger: Ledger, box: Source) -> None:
    projects.add_project(ledger, ACTOR, "KLAS", client="Klas Invented", title="Labels")
    other = source_adding.drop_box(ledger, ACTOR, "KLAS", "drop.studio.example")

    with taking(ledger) as port:
        assert hand_in(port, wired(1), box.place, other.place)[0] == 250

    [document] = every_document(ledger)
    guessed = filing.file(ledger, ACTOR, [document.id], "NORD", "again")
    assert guessed == filing.file(ledger, ACTOR, [document.id], "KLAS", "again") == []


def test_long_lines_and_dots_and_bare_bytes_come_through_as_they_were_sent(
    ledger: Ledger, box: Source
) -> None:
    data = b"Subject: \xff\r\n\r\n" + b"x" * 200_000 + b"\r\n.\r\n..\r\n.a\r\n"

    with taking(ledger) as port:
        assert hand_in(port, data, box.place)[0] == 250

    [document] = every_document(ledger)
    assert ledger.blobs.read(document.digest) == data


def test_a_letter_that_is_too_large_is_refused_before_it_is_sent(
    config: Config, clock: Clock
) -> None:
    ledger = Ledger(config.model_copy(update={"smtp_mb": 1}), clock)
    nord(ledger)
    box = source_adding.drop_box(ledger, ACTOR, "NORD", "drop.studio.example")
    with taking(ledger) as port:
        with smtplib.SMTP("127.0.0.1", port, timeout=30) as client:
            client.ehlo()
            assert client.esmtp_features["size"] == str(1 << 20)
        large = b"Subject: x\r\n\r\n" + b"0123456789abcdef\r\n" * 70_000
        assert hand_in(port, large, box.place)[0] == 552
        assert hand_in(port, wired(1), box.place)[0] == 250

    assert len(every_document(ledger)) == 1
    ledger.close()


def test_an_empty_letter_is_refused(ledger: Ledger, box: Source) -> None:
    letter = Letter(
        data=b"",
        sender="ines@client.example",
        recipients=(box.place,),
        peer="192.0.2.1",
        hello="mx.client.example",
        encrypted=False,
    )

    assert dropping.take(ledger, letter).startswith("554")
    assert every_document(ledger) == []


def test_what_cannot_be_kept_now_is_to_be_sent_again(
    ledger: Ledger, box: Source, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full() -> None:
        raise DiskFullError

    with taking(ledger) as port:
        monkeypatch.setattr(ledger.blobs, "batch", full)
        assert hand_in(port, wired(1), box.place)[0] == 452
        monkeypatch.undo()
        ledger.read_only = "a test."
        assert hand_in(port, wired(1), box.place)[0] == 450
        ledger.read_only = None
        assert hand_in(port, wired(1), box.place)[0] == 250


def test_many_at_once_are_all_taken(ledger: Ledger, box: Source) -> None:
    answers: list[int] = []
    with taking(ledger) as port:
        threads = [
            threading.Thread(
                target=lambda n=n: answers.append(hand_in(port, wired(n), box.place)[0])
            )
            for n in range(8)
        ]
        for each in threads:
            each.start()
        for each in threads:
            each.join()

    assert answers == [250] * 8
    kept = {ledger.blobs.read(each.digest) for each in every_document(ledger)}
    assert kept == {wired(n) for n in range(8)}


def test_one_sender_may_not_flood_the_others() -> None:
    now = [0.0]
    rate = Rate(3, lambda: now[0])

    assert [rate.allows("192.0.2.1") for _ in range(4)] == [True, True, True, False]
    assert rate.allows("192.0.2.2")
    now[0] = 61.0
    assert rate.allows("192.0.2.1")


def test_too_many_conversations_are_asked_to_come_later(
    ledger: Ledger, box: Source, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(smtp, "_MOST_CONNECTIONS", 1)
    with taking(ledger) as port:
        with smtplib.SMTP("127.0.0.1", port, timeout=30) as first:
            first.ehlo()
            with pytest.raises(smtplib.SMTPConnectError) as refused:
                smtplib.SMTP("127.0.0.1", port, timeout=30)
            assert refused.value.smtp_code == 421
        assert hand_in(port, wired(1), box.place)[0] == 250


def test_a_letter_may_come_under_tls(
    config: Config, clock: Clock, tmp_path: Path
) -> None:
    certify(tmp_path)
    changes = {
        "smtp_certificate": str(tmp_path / "server.pem"),
        "smtp_key": str(tmp_path / "server.key"),
    }
    ledger = Ledger(config.model_copy(update=changes), clock)
    nord(ledger)
    box = source_adding.drop_box(ledger, ACTOR, "NORD", "drop.studio.example")
    trust = ssl.create_default_context(cafile=str(tmp_path / "server.pem"))

    with taking(ledger) as port, smtplib.SMTP("localhost", port, timeout=30) as client:
        client.starttls(context=trust)
        client.sendmail("ines@client.example", [box.place], wired(1))

    [document] = every_document(ledger)
    with ledger.db.reading() as tx:
        [came] = sightings.of_document(tx, document.id)
    assert came.facts["tls"] is True
    ledger.close()


def test_a_certificate_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    with pytest.raises(BadInputError, match="cannot be used"):
        dropping.certificate(str(tmp_path / "nothing.pem"), "")


@pytest.mark.usefixtures("project")
def test_an_address_needs_a_host(ledger: Ledger) -> None:
    with pytest.raises(BadInputError, match="SCOPE_LEDGER_DROP_HOST"):
        source_adding.drop_box(ledger, ACTOR, "NORD", " ")
