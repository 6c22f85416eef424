"""Connecting: try a mailbox before it is added, and see which folders it has."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from ledger.domain.errors import BadInputError
from ledger.domain.sentence import said
from ledger.domain.source import Credential
from ledger.domain.source import Mailbox
from ledger.domain.source import Security
from ledger.domain.source_errors import FolderMissingError
from ledger.wire import imap
from ledger.wire import tokens
from ledger.wire.hosts import is_loopback
from ledger.wire.imap import Folder

_LONGEST_CERTIFICATE = 64 * 1024

SENT = (
    *("sent", "sent items", "sent messages", "sent mail"),
    *("gesendet", "gesendete elemente", "gesendete objekte"),
    *("отправленные", "надіслані", "изпратени", "изпратени елементи"),
    *("trimise", "elemente trimise", "mesaje trimise"),
    *("envoyés", "éléments envoyés", "inviati", "posta inviata", "enviados"),
)
"""What servers call the folder of sent mail that do not say which one it is."""


@dataclass(frozen=True, slots=True)
class Tried:
    """What was found by trying a connection."""

    folders: tuple[str, ...]
    proposed: tuple[str, ...]
    """Inbox and sent mail: what passes between us and a client."""

    idle: bool
    """Whether the server says by itself when something has come."""


def attempt(mailbox: Mailbox, credential: Credential) -> Tried:
    """Sign in to a mailbox, look which folders it has, and leave it.

    Raises:
        LedgerError: there is no way in; the sentence says what to do.
    """
    login = tokens.login(mailbox.user, credential)
    with imap.connect(mailbox, login) as box:
        listed = box.folders()
        return Tried(
            folders=_in_order([each.name for each in listed], proposed(listed)),
            proposed=proposed(listed),
            idle=box.offers_idle,
        )


def proposed(listed: Iterable[Folder]) -> tuple[str, ...]:
    """Return the folders that are taken unless somebody chooses others."""
    folders = list(listed)
    inbox = [each.name for each in folders if each.name.casefold() == "inbox"]
    marked = [each.name for each in folders if r"\sent" in each.flags]
    called = [each.name for each in folders if _last(each.name).casefold() in SENT]
    return (*inbox, *(marked or called)[:1])


def _in_order(names: list[str], first: tuple[str, ...]) -> tuple[str, ...]:
    """Return folders with those that are proposed in front."""
    return (*first, *(each for each in names if each not in first))


def must_have(tried: Tried, folders: Iterable[str]) -> None:
    """Refuse folders that a mailbox does not have.

    Raises:
        FolderMissingError: there is no such folder.
    """
    known = {each if each.casefold() != "inbox" else "INBOX" for each in tried.folders}
    for each in folders:
        if each not in known and each.upper() != "INBOX":
            raise FolderMissingError(each, "IMAP")


def must_be_private(mailbox: Mailbox, *, spoken: bool) -> None:
    """Refuse to send a password that others could read, unless that was asked for.

    Raises:
        BadInputError: it would leave this machine as it is.
    """
    plain = mailbox.security is Security.PLAIN
    if plain and not spoken and not is_loopback(mailbox.host):
        raise BadInputError(
            said(
                "Without TLS everybody on the way could read the password; choose TLS "
                "or STARTTLS, or say on the command line that it is meant so: "
                "--plain-text."
            )
        )


def certificate(path: Path) -> str:
    """Return a certificate to trust.

    Raises:
        BadInputError: there is none in this file.
    """
    try:
        with path.open(encoding="ascii") as file:
            text = file.read(_LONGEST_CERTIFICATE)
    except (OSError, UnicodeDecodeError):
        text = ""
    if "-----BEGIN CERTIFICATE-----" not in text or "PRIVATE KEY" in text:
        raise BadInputError(
            said("“%(path)s” holds no certificate in the form PEM.", path=path)
        )
    return text


def _last(name: str) -> str:
    return name.replace("|", "/").replace(".", "/").rpartition("/")[2]
