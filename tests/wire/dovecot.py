"""A real IMAP server on loopback, with a mailbox of the test's own.

Dovecot runs with a configuration in a folder of the test, as whoever runs the tests,
and is ended by its own pid. Letters are put in and looked at by a client of the tests,
not by ours.
"""

import grp
import imaplib
import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing
from contextlib import contextmanager
from dataclasses import dataclass
from dataclasses import replace
from pathlib import Path

from ledger.domain.source import Mailbox
from ledger.domain.source import Security

USER = "maria@studio.example"
PASSWORD = "a-mailbox-for-tests"  # noqa: S105 - of a server that the tests make
PLACES = "/usr/local/sbin:/usr/sbin:/sbin"

_MEMORY = "/dev/shm" if os.path.isdir("/dev/shm") else None  # noqa: PTH112, S108
"""Where Linux keeps files in memory."""

_CONFIG = """
base_dir = {folder}/run
log_path = {folder}/dovecot.log
protocols = imap
listen = 127.0.0.1
mail_location = maildir:{folder}/mail/%u:LAYOUT=fs
default_internal_user = {internal}
default_internal_group = {group}
default_login_user = {login}
ssl = yes
ssl_cert = <{folder}/server.pem
ssl_key = <{folder}/server.key
disable_plaintext_auth = no
auth_mechanisms = plain login{mechanisms}
mail_fsync = never
mmap_disable = yes
namespace inbox {{
  inbox = yes
  separator = /
  mailbox Sent {{
    auto = create
    special_use = \\Sent
  }}
  mailbox Trash {{
    auto = create
    special_use = \\Trash
  }}
}}
{passdb}
userdb {{
  driver = static
  args = uid={uid} gid={gid} home={folder}/mail/%u
}}
service anvil {{
  chroot =
}}
service stats {{
  chroot =
}}
service imap-login {{
  chroot =
  process_min_avail = 0
  inet_listener imap {{
    port = {plain}
  }}
  inet_listener imaps {{
    port = {tls}
    ssl = yes
  }}
}}
"""
_PASSDB = """
passdb {{
  driver = static
  args = password={{PLAIN}}{password}
}}
"""


@dataclass(frozen=True)
class Server:
    """A running server, with what is needed to get in."""

    folder: Path
    plain: int
    tls: int
    user: str = USER

    def of(self, user: str) -> "Server":
        """Return the same server as somebody else knows it, with his own mailbox."""
        return replace(self, user=user)

    @property
    def certificate(self) -> str:
        """The certificate that it shows, which nobody else has signed."""
        return (self.folder / "server.pem").read_text("ascii")

    def mailbox(self, *folders: str, security: str = "tls", **more: object) -> Mailbox:
        """Return the settings of the mailbox at this server."""
        tls = security == Security.TLS
        settings = {
            "host": "localhost",
            "port": self.tls if tls else self.plain,
            "security": Security(security),
            "user": self.user,
            "folders": folders or ("INBOX",),
            "certificate": self.certificate,
        }
        return Mailbox(**{**settings, **more})  # type: ignore[arg-type]

    @contextmanager
    def signed_in(self) -> Iterator[imaplib.IMAP4]:
        """Give a connection of the tests' own."""
        client = imaplib.IMAP4("127.0.0.1", self.plain)
        client.login(self.user, PASSWORD)
        yield client
        client.logout()

    def put(self, *mails: bytes, folder: str = "INBOX") -> None:
        """Put letters into a folder, as a server does when mail arrives."""
        with self.signed_in() as client:
            for each in mails:
                kind, told = client.append(folder, "", "", each)
                assert kind == "OK", told

    def remove(self, uids: str, folder: str = "INBOX") -> None:
        """Let the owner of the mailbox delete letters."""
        with self.signed_in() as client:
            client.select(folder)
            client.uid("STORE", uids, "+FLAGS", r"(\Deleted)")
            client.expunge()

    def make(self, folder: str) -> None:
        """Let the owner of the mailbox make a folder."""
        with self.signed_in() as client:
            client.create(folder)

    def drop(self, folder: str) -> None:
        """Let the owner of the mailbox remove a folder."""
        with self.signed_in() as client:
            client.delete(folder)

    def held(self, folder: str = "INBOX") -> list[tuple[bytes, bytes]]:
        """Return every message of a folder, with its UID and flags, and its bytes."""
        with self.signed_in() as client:
            client.select(folder, readonly=True)
            _kind, data = client.fetch("1:*", "(UID FLAGS BODY.PEEK[])")
            return [(each[0], each[1]) for each in data if isinstance(each, tuple)]

    def count_anew(self, folder: str = "INBOX") -> None:
        """Give every message a new UID, and the folder a new mark of its count."""
        place = self.folder / "mail" / self.user / ("" if folder == "INBOX" else folder)
        for listed in (*place.glob("dovecot.*"), place / "dovecot-uidlist"):
            listed.unlink()


def found() -> str | None:
    """Return the program of the server; None where it is not installed."""
    path = os.pathsep.join([os.environ.get("PATH", ""), PLACES])
    return shutil.which("dovecot", path=path)


def certify(folder: Path) -> None:
    """Make a certificate for this machine that only its file vouches for."""
    subprocess.run(  # noqa: S603
        [
            *("openssl", "req", "-x509", "-newkey", "ec", "-nodes", "-days", "2"),
            *("-pkeyopt", "ec_paramgen_curve:prime256v1", "-subj", "/CN=localhost"),
            *("-addext", "subjectAltName=DNS:localhost"),
            *("-keyout", folder / "server.key", "-out", folder / "server.pem"),
        ],
        check=True,
        capture_output=True,
    )


@contextmanager
def serving(program: str, tokens: str = "") -> Iterator[Server]:
    """Run a server in a folder; with the address of a service of tokens, by those.

    The folder is no other test's: the server must be able to look into it, and those
    of the tests are for their owner alone.
    """
    with tempfile.TemporaryDirectory(prefix="imap-", dir=_MEMORY) as folder:
        Path(folder).chmod(0o755)
        with _running(program, Path(folder), tokens) as server:
            yield server


@contextmanager
def _running(program: str, folder: Path, tokens: str) -> Iterator[Server]:
    certify(folder)
    ports = [_free_port(), _free_port()]
    config = folder / "dovecot.conf"
    config.write_text(_config(folder, ports, tokens), "utf-8")
    mail = folder / "mail"
    mail.mkdir(mode=0o777)
    mail.chmod(0o777)
    process = subprocess.Popen([program, "-F", "-c", str(config)])  # noqa: S603
    try:
        _wait_for(ports[0], folder, process)
        yield Server(folder, ports[0], ports[1])
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(timeout=20)


def _config(folder: Path, ports: list[int], tokens: str) -> str:
    is_root = os.geteuid() == 0
    me = pwd.getpwuid(os.geteuid())
    owner = pwd.getpwnam("nobody") if is_root else me
    passdb = _PASSDB.format(password=PASSWORD)
    if tokens:
        passdb = (
            "passdb {\n  driver = oauth2\n  mechanisms = xoauth2 oauthbearer\n"
            f"  args = {folder}/tokens.conf\n}}\n{passdb}"
        )
        (folder / "tokens.conf").write_text(
            f"tokeninfo_url = {tokens}\nintrospection_mode = auth\n"
            "username_attribute = email\n",
            "utf-8",
        )
    return _CONFIG.format(
        folder=folder,
        internal="dovecot" if is_root else me.pw_name,
        group="dovecot" if is_root else _group(me.pw_gid),
        login="dovenull" if is_root else me.pw_name,
        uid=owner.pw_uid,
        gid=owner.pw_gid,
        plain=ports[0],
        tls=ports[1],
        passdb=passdb,
        mechanisms=" xoauth2 oauthbearer" if tokens else "",
    )


def _group(number: int) -> str:
    return grp.getgrgid(number).gr_name


def _free_port() -> int:
    with closing(socket.socket()) as asking:
        asking.bind(("127.0.0.1", 0))
        return int(asking.getsockname()[1])


def _wait_for(port: int, folder: Path, process: subprocess.Popen[bytes]) -> None:
    end = time.monotonic() + 20
    while time.monotonic() < end and process.poll() is None:
        try:
            with closing(socket.create_connection(("127.0.0.1", port), 1)) as talking:
                if talking.recv(4) == b"* OK":
                    return
        except OSError:
            time.sleep(0.05)
    log = folder / "dovecot.log"
    message = log.read_text("utf-8") if log.exists() else "it said nothing"
    raise AssertionError(message)
