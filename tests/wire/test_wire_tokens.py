"""What opens a mailbox: a password from somewhere, or a token that is bought anew."""

import json
import shlex
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler
from http.server import HTTPServer
from pathlib import Path
from urllib.parse import parse_qs

import pytest

from ledger.domain.source import Credential
from ledger.domain.source import How
from ledger.domain.source_errors import NoCredentialError
from ledger.domain.source_errors import RefusedError
from ledger.opened import Ledger
from ledger.services import source_adding
from ledger.services import syncing
from ledger.services.source_adding import About
from ledger.store import credentials
from ledger.wire import imap
from ledger.wire import tokens
from ledger.wire.tokens import Login
from tests.acts import ACTOR
from tests.acts import mail
from tests.wire import dovecot
from tests.wire.dovecot import USER

TOKEN = "a-token-of-this-hour"  # noqa: S105 - of a service that the tests make


class _Service(BaseHTTPRequestHandler):
    """Gives tokens for refresh tokens, and says whose a token is."""

    asked: list[dict[str, list[str]]]

    def do_POST(self) -> None:
        """Give a token, and a new refresh token, for the one that is known."""
        length = int(self.headers["Content-Length"])
        form = parse_qs(self.rfile.read(length).decode())
        self.server.asked.append(form)  # type: ignore[attr-defined]
        if form.get("refresh_token") not in (["first"], ["second"]):
            self._answer(400, {"error": "invalid_grant"})
            return
        self._answer(200, {"access_token": TOKEN, "refresh_token": "second"})

    def do_GET(self) -> None:
        """Say whose a token is, as the mail server asks."""
        known = TOKEN in self.path or TOKEN in str(self.headers.get("Authorization"))
        self._answer(200 if known else 401, {"email": USER} if known else {})

    def _answer(self, code: int, data: dict[str, str]) -> None:
        body = json.dumps(data).encode()
        self.send_response(code)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_words: object) -> None:
        """Say nothing."""


@contextmanager
def service() -> Iterator[HTTPServer]:
    """Run a service of tokens on loopback."""
    server = HTTPServer(("127.0.0.1", 0), _Service)
    server.asked = []  # type: ignore[attr-defined]
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def oauth(server: HTTPServer, refresh: str = "first") -> Credential:
    """Return the settings by which a token is bought."""
    settings = {
        "token_url": f"http://127.0.0.1:{server.server_port}/token",
        "client_id": "the-ledger",
        "refresh_token": refresh,
    }
    return Credential(How.OAUTH, oauth=settings)


def test_a_password_is_found_where_it_was_said_to_be(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "password"
    path.write_text("sesame\n", "utf-8")
    monkeypatch.setenv("MAIL_PASSWORD", "sesame")
    command = shlex.join([sys.executable, "-c", "print('sesame')"])

    for how, value in (
        (How.PASSWORD, "sesame"),
        (How.PASSWORD_FILE, str(path)),
        (How.PASSWORD_ENV, "MAIL_PASSWORD"),
    ):
        assert tokens.login("Maria", Credential(how, value)) == Login("sesame")
    for how, value in ((How.TOKEN_FILE, str(path)), (How.TOKEN_COMMAND, command)):
        assert tokens.login("Maria", Credential(how, value)) == Login("", "sesame")


@pytest.mark.parametrize(
    ("credential", "words"),
    [
        (None, "nothing is kept"),
        (Credential(How.PASSWORD_FILE, "/nowhere/at/all"), "file that holds it"),
        (Credential(How.PASSWORD_ENV, "NO_SUCH_VARIABLE"), "variable"),
        (Credential(How.TOKEN_COMMAND, "false"), "command that prints it failed"),
        (Credential(How.TOKEN_COMMAND, "no-such-command-here"), "command"),
        (Credential(How.OAUTH, oauth={"token_url": "http://a.example/"}), "tokens"),
        (Credential(How.OAUTH, oauth={"token_url": "file:///etc/passwd"}), "tokens"),
    ],
)
def test_what_is_not_there_is_told(credential: Credential | None, words: str) -> None:
    with pytest.raises(NoCredentialError, match=words):
        tokens.login("Maria", credential)


def test_what_opens_a_mailbox_is_never_printed() -> None:
    credential = Credential(How.PASSWORD, "sesame", {"client_secret": "sesame"})

    assert "sesame" not in repr(credential)
    assert "sesame" not in repr(Login(password="sesame", token="sesame"))  # noqa: S106


def test_it_is_kept_for_its_owner_alone_and_can_be_forgotten(tmp_path: Path) -> None:
    kept = Credential(How.OAUTH, "x", {"refresh_token": "y"})

    credentials.keep(tmp_path, "s_1", kept)

    path = tmp_path / "keys" / "sources" / "s_1.secret"
    assert path.stat().st_mode & 0o777 == 0o600
    assert path.parent.stat().st_mode & 0o777 == 0o700
    assert credentials.find(tmp_path, "s_1") == kept
    path.write_text("{", "utf-8")
    assert credentials.find(tmp_path, "s_1") is None
    credentials.forget(tmp_path, "s_1")
    assert not path.exists()


def test_a_refresh_token_that_is_not_known_is_told() -> None:
    with service() as server, pytest.raises(NoCredentialError, match="refused"):
        tokens.login("Maria", oauth(server, "stolen"))


def test_a_mailbox_is_opened_by_a_token_that_is_bought_anew_each_time(
    ledger: Ledger,
) -> None:
    program = dovecot.found()
    if program is None:
        pytest.skip("Dovecot is not installed, so no token was tried.")
    with service() as server:
        info = f"http://127.0.0.1:{server.server_port}/info?token="
        with dovecot.serving(program, info) as mailbox:
            mailbox.put(mail(1))
            with pytest.raises(RefusedError):
                imap.connect(mailbox.mailbox(), Login(token="another"))  # noqa: S106
            source = source_adding.add(
                ledger, ACTOR, mailbox.mailbox(), About(), oauth(server)
            )
            assert syncing.sync(ledger, source.id).taken == 1
            mailbox.put(mail(2))
            assert syncing.sync(ledger, source.id).taken == 1
        asked = [each["refresh_token"] for each in server.asked]  # type: ignore[attr-defined]

    assert asked == [["first"], ["second"]]
