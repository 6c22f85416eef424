"""What a person is told when there is no way into a mailbox, and how it is waited."""

import socket
import threading
from contextlib import closing
from dataclasses import replace

import pytest

from ledger.domain.errors import BadInputError
from ledger.domain.errors import LedgerError
from ledger.domain.source import Mailbox
from ledger.domain.source import Security
from ledger.domain.source_errors import FolderMissingError
from ledger.domain.source_errors import NotTrustedError
from ledger.domain.source_errors import RefusedError
from ledger.domain.source_errors import UnreachableError
from ledger.domain.uids import Uids
from ledger.services import connecting
from ledger.wire import imap
from ledger.wire.imap import Folder
from ledger.wire.tokens import Login
from tests.acts import mail
from tests.wire.dovecot import PASSWORD
from tests.wire.dovecot import Server

OPENS = Login(password=PASSWORD)


@pytest.mark.parametrize(
    ("changes", "kind", "words"),
    [
        ({"host": "no-such-host.invalid"}, UnreachableError, "nobody knows this name"),
        ({"port": 1}, UnreachableError, "nothing listens there"),
        ({"certificate": ""}, NotTrustedError, "self-signed.*no password was sent"),
        ({"host": "127.0.0.1"}, NotTrustedError, "not valid for '127.0.0.1'"),
    ],
)
def test_what_keeps_us_out_is_told_in_a_sentence(
    mailbox: Server,
    changes: dict[str, object],
    kind: type[LedgerError],
    words: str,
) -> None:
    settings = replace(mailbox.mailbox(), **changes)  # type: ignore[arg-type]

    with pytest.raises(kind, match=words):
        imap.connect(settings, OPENS)


def test_a_port_without_tls_is_told(mailbox: Server) -> None:
    settings = replace(mailbox.mailbox(), port=mailbox.plain)

    with pytest.raises(UnreachableError, match="does not speak TLS there"):
        imap.connect(settings, OPENS)


def test_a_wrong_password_is_told_without_it(mailbox: Server) -> None:
    with pytest.raises(RefusedError) as refused:
        imap.connect(mailbox.mailbox(), Login(password="сезам"))  # noqa: S106

    assert "сезам" not in str(refused.value)
    assert mailbox.user in str(refused.value)


def speaking(lines: list[bytes]) -> tuple[Mailbox, threading.Thread, socket.socket]:
    """Start a server that says these lines and hangs up."""
    listening = socket.create_server(("127.0.0.1", 0))

    def speak() -> None:
        talking, _address = listening.accept()
        with talking:
            for line in lines:
                talking.sendall(line)
                talking.recv(1000)

    thread = threading.Thread(target=speak)
    thread.start()
    settings = Mailbox(
        host="127.0.0.1",
        port=listening.getsockname()[1],
        security=Security.PLAIN,
        user="maria",
        folders=("INBOX",),
    )
    return settings, thread, listening


@pytest.mark.parametrize(
    "lines",
    [
        [b"220 this is no mailbox\r\n"],
        [b"* OK hello\r\n"],
        [b"* OK hello\r\n", b"\x00\x1b[31m\r\n"],
        [b"* OK [CAPABILITY IMAP4rev1 {99999999999}\r\n"],
    ],
)
def test_a_server_that_talks_nonsense_is_told_in_a_sentence(
    lines: list[bytes],
) -> None:
    settings, thread, listening = speaking(lines)
    with closing(listening), pytest.raises(LedgerError) as told:
        imap.connect(settings, OPENS)
    thread.join()

    assert "\x1b" not in str(told.value)


def test_a_literal_beyond_measure_is_not_listened_to() -> None:
    big = b"* OK hello\r\n", b"* BYE {99999999999}\r\n"
    settings, thread, listening = speaking(list(big))
    with closing(listening), pytest.raises(UnreachableError, match="broke off"):
        imap.connect(settings, OPENS)
    thread.join()


def test_the_server_says_by_itself_when_something_has_come(mailbox: Server) -> None:
    with imap.connect(mailbox.mailbox(), OPENS) as box:
        assert box.offers_idle
        box.examine("INBOX")
        timer = threading.Timer(0.2, mailbox.put, [mail(1)])
        timer.start()

        assert box.wait(20, lambda: False)
        assert not box.wait(0.1, lambda: False)
        timer.join()
        assert box.uids(1) == Uids.of([1])


def test_what_is_waited_for_can_be_called_off(mailbox: Server) -> None:
    with imap.connect(mailbox.mailbox(), OPENS) as box:
        box.examine("INBOX")

        assert not box.wait(60, lambda: True)


def test_the_bytes_are_those_of_the_server_however_odd(mailbox: Server) -> None:
    odd = b"Subject: \xff\xfe {12}\r\nX: (UID 99)\r\n\r\nBODY[] {3}\r\nabc\r\n)\r\n"
    mailbox.put(odd, b"\r\n", mail(3))
    with imap.connect(mailbox.mailbox(), OPENS) as box:
        box.examine("INBOX")

        found = box.fetch(Uids.parse("1:3"))

    assert found[1] == odd
    assert set(found) == {1, 2, 3}


def test_a_folder_that_is_not_there_is_told(mailbox: Server) -> None:
    with imap.connect(mailbox.mailbox(), OPENS) as box:
        with pytest.raises(FolderMissingError, match="“Nowhere”"):
            box.examine("Nowhere")
        assert box.examine("INBOX").messages == 0


@pytest.mark.parametrize(
    ("folders", "proposed"),
    [
        ([("INBOX", ()), ("Sent", (r"\sent",)), ("Old", ())], ("INBOX", "Sent")),
        ([("INBOX", ()), ("Отправленные", ())], ("INBOX", "Отправленные")),
        ([("Inbox", ()), ("INBOX.Trimise", ())], ("Inbox", "INBOX.Trimise")),
        ([("INBOX", ()), ("[Gmail]/X", (r"\sent",))], ("INBOX", "[Gmail]/X")),
        ([("INBOX", ())], ("INBOX",)),
    ],
)
def test_inbox_and_sent_mail_are_known_in_many_languages(
    folders: list[tuple[str, tuple[str, ...]]], proposed: tuple[str, ...]
) -> None:
    listed = [Folder(name, flags) for name, flags in folders]

    assert connecting.proposed(listed) == proposed


def test_a_password_leaves_this_machine_only_under_tls_or_by_word() -> None:
    settings = Mailbox(
        host="imap.studio.example",
        port=143,
        security=Security.PLAIN,
        user="maria",
        folders=(),
    )

    with pytest.raises(BadInputError, match="--plain-text"):
        connecting.must_be_private(settings, spoken=False)
    connecting.must_be_private(settings, spoken=True)
    connecting.must_be_private(replace(settings, host="127.0.0.1"), spoken=False)
    connecting.must_be_private(replace(settings, host="localhost"), spoken=False)
