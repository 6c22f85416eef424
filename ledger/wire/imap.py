"""IMAP: look into a mailbox and take copies of what is in it, and nothing else.

Folders are opened by EXAMINE, messages are fetched by BODY.PEEK: nothing is marked,
moved or deleted. What is handed on are the bytes of BODY[] as the server sent them.
"""

import re
import ssl
import time
from collections.abc import Callable
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from imaplib import IMAP4
from imaplib import IMAP4_SSL
from typing import Any
from typing import Self

from imap_tools.errors import MailboxFolderSelectError
from imap_tools.mailbox import BaseMailBox

from ledger.domain.source import Mailbox
from ledger.domain.source import Security
from ledger.domain.source_errors import FolderMissingError
from ledger.domain.source_errors import SourceError
from ledger.domain.uids import Uids
from ledger.wire.failing import as_sentences
from ledger.wire.failing import refusals
from ledger.wire.failing import told
from ledger.wire.tokens import Login

_PATIENCE = 60.0
_LARGEST = 1 << 30
"""Bytes of one answer beyond which a server is not listened to any more."""

_MONTHS = "JanFebMarAprMayJunJulAugSepOctNovDec"
_UID = re.compile(rb"\bUID (\d+)")
_SIZE = re.compile(rb"\bRFC822\.SIZE (\d+)")
_DATE = re.compile(rb'\bINTERNALDATE "([^"]*)"')
_IDLE_SLICE = 1.0


@dataclass(frozen=True, slots=True)
class Look:
    """What a server says of a folder that was opened."""

    validity: int
    next: int | None
    messages: int


@dataclass(frozen=True, slots=True)
class Folder:
    """A folder of a mailbox, with what the server says that it is for."""

    name: str
    flags: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """A message as the server lists it."""

    uid: int
    size: int
    received: str
    """INTERNALDATE, as the server wrote it."""


class _Client(IMAP4):
    """A connection on which no answer may be longer than can be held."""

    def read(self, size: int) -> bytes:
        return super().read(_capped(size))


class _TlsClient(IMAP4_SSL):
    """The same, under TLS from its first byte on."""

    def read(self, size: int) -> bytes:
        return super().read(_capped(size))


def _capped(size: int) -> int:
    if size > _LARGEST:
        raise IMAP4.abort("the answer is too long")
    return size


class _Box(BaseMailBox):
    """A mailbox of the library over a connection that was made here."""

    def __init__(self, made: IMAP4) -> None:
        self._made = made
        super().__init__()

    def _get_mailbox_client(self) -> IMAP4:
        return self._made


class Connection:
    """A mailbox that was signed in to; leave it by the end of its ``with`` block."""

    def __init__(self, mailbox: Mailbox, box: _Box) -> None:
        self._mailbox = mailbox
        self._box = box
        self._client = box.client

    def folders(self) -> list[Folder]:
        """Return the folders that hold messages, in the order of the server."""
        with as_sentences(self._mailbox):
            listed = self._box.folder.list()
        flags = [
            (_unescaped(each.name), tuple(f.casefold() for f in each.flags))
            for each in listed
        ]
        return [Folder(name, told) for name, told in flags if r"\noselect" not in told]

    def examine(self, folder: str) -> Look:
        """Open a folder to look into it.

        Raises:
            FolderMissingError: it is not there.
        """
        place = f"{self._mailbox.user} · {self._mailbox.host}"
        with as_sentences(self._mailbox):
            try:
                _kind, data = self._box.folder.set(folder, readonly=True)
            except MailboxFolderSelectError as error:
                raise FolderMissingError(folder, place) from error
            validity = self._told("UIDVALIDITY")
            if validity is None:
                raise SourceError(self._mailbox.host, "no UIDVALIDITY")
            return Look(validity, self._told("UIDNEXT"), _whole(data[0]) or 0)

    def _told(self, name: str) -> int | None:
        """Return a number that the server told when a folder was opened."""
        _kind, data = self._client.response(name)
        return _whole(data[-1]) if data else None

    def uids(self, first: int = 1) -> Uids:
        """Return the UIDs of the open folder from one on."""
        found = self._search("UID", f"{first}:*")
        return Uids.of(each for each in found if each >= first)

    def received_since(self, day: date) -> Uids:
        """Return the UIDs of what the server received on a day or later."""
        month = _MONTHS[3 * (day.month - 1) :][:3]
        return Uids.of(self._search("SINCE", f"{day.day}-{month}-{day.year}"))

    def written_by(self, address: str) -> Uids:
        """Return the UIDs of messages in whose From an address stands."""
        quoted = address.replace("\\", "").replace('"', "")
        return Uids.of(self._search("FROM", f'"{quoted}"'))

    def _search(self, *criteria: str) -> list[int]:
        with as_sentences(self._mailbox):
            kind, data = self._client.uid("SEARCH", *criteria)
            self._must_be_ok(kind, data)
            return [int(each) for line in data if line for each in line.split()]

    def entries(self, uids: Uids) -> list[Entry]:
        """Return how the server lists messages; those that are gone are missing."""
        with as_sentences(self._mailbox):
            asked = "(UID RFC822.SIZE INTERNALDATE)"
            kind, data = self._client.uid("FETCH", str(uids), asked)
            self._must_be_ok(kind, data)
        found = {}
        for each in data:
            line = each if isinstance(each, bytes) else b""
            uid, size = _UID.search(line), _SIZE.search(line)
            if uid and size:
                entry = Entry(int(uid[1]), int(size[1]), _date(line))
                found[entry.uid] = entry
        return [found[uid] for uid in sorted(found) if uid in uids]

    def fetch(self, uids: Uids) -> dict[int, bytes]:
        """Return the bytes of messages; those that are gone are missing.

        Raises:
            SourceError: the server refuses to hand them out.
        """
        with as_sentences(self._mailbox):
            kind, data = self._client.uid("FETCH", str(uids), "(UID BODY.PEEK[])")
            self._must_be_ok(kind, data)
        found = {}
        for number, each in enumerate(data):
            if isinstance(each, tuple) and b"BODY[]" in each[0]:
                after = data[number + 1] if number + 1 < len(data) else b""
                tail = after if isinstance(after, bytes) else b""
                if uid := _UID.search(each[0]) or _UID.search(tail):
                    found[int(uid[1])] = each[1]
        return {uid: data for uid, data in found.items() if uid in uids}

    def _must_be_ok(self, kind: str, data: Iterable[Any]) -> None:
        if kind != "OK":
            raise SourceError(self._mailbox.host, told(list(data)))

    @property
    def offers_idle(self) -> bool:
        """Tell whether the server says of itself when something has come."""
        return "IDLE" in self._capabilities()

    def _capabilities(self) -> tuple[str, ...]:
        with as_sentences(self._mailbox):
            _kind, data = self._client.capability()
            words = b" ".join(each for each in data if isinstance(each, bytes))
        return tuple(words.decode("ascii", "replace").upper().split())

    def wait(self, seconds: float, stopped: Callable[[], bool]) -> bool:
        """Wait in the open folder; tell whether something changed in it."""
        end = time.monotonic() + seconds
        with as_sentences(self._mailbox):
            self._box.idle.start()  # type: ignore[no-untyped-call]
            changed = False
            while not changed and not stopped() and time.monotonic() < end:
                answers = self._box.idle.poll(_IDLE_SLICE)
                changed = any(b"EXISTS" in answer for answer in answers)
                if any(answer.startswith(b"* BYE") for answer in answers):
                    raise IMAP4.abort("the server said good-bye")
            self._box.idle.stop()  # type: ignore[no-untyped-call]
        return changed

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_failure: object) -> None:
        with suppress(*refusals()):
            self._box.logout()
        with suppress(*refusals()):
            self._client.shutdown()


def connect(mailbox: Mailbox, login: Login) -> Connection:
    """Return a mailbox that was signed in to.

    Raises:
        UnreachableError: there is no way to it.
        NotTrustedError: its certificate is not one that we trust.
        RefusedError: name, password or token are wrong.
    """
    with as_sentences(mailbox):
        client = _client(mailbox)
        box = _Box(client)
        try:
            with as_sentences(mailbox, signing_in=True):
                _sign_in(box, mailbox.user, login)
        except BaseException:
            with suppress(*refusals()):
                client.shutdown()
            raise
        return Connection(mailbox, box)


def _client(mailbox: Mailbox) -> IMAP4:
    place = (mailbox.host, mailbox.port)
    if mailbox.security is Security.TLS:
        return _TlsClient(*place, ssl_context=_trust(mailbox), timeout=_PATIENCE)
    client = _Client(*place, timeout=_PATIENCE)
    if mailbox.security is Security.STARTTLS:
        try:
            client.starttls(_trust(mailbox))
        except BaseException:
            client.shutdown()
            raise
    return client


def _trust(mailbox: Mailbox) -> ssl.SSLContext:
    """Return whom to trust: whom this machine trusts, and the one that was given."""
    context = ssl.create_default_context()
    if mailbox.certificate:
        context.load_verify_locations(cadata=mailbox.certificate)
    return context


def _sign_in(box: _Box, user: str, login: Login) -> None:
    if login.token:
        box.xoauth2(user, login.token, initial_folder=None)
    elif (user + login.password).isascii():
        box.login(user, login.password, initial_folder=None)
    else:
        box.login_utf8(user, login.password, initial_folder=None)


def _whole(text: object) -> int | None:
    return int(text) if isinstance(text, bytes) and text.isdigit() else None


def _date(line: bytes) -> str:
    found = _DATE.search(line)
    return found[1].decode("ascii", "replace").strip() if found else ""


def _unescaped(name: str) -> str:
    """Return the name of a folder; the library leaves a backslash doubled."""
    return name.replace("\\\\", "\\")
