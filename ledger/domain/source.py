"""Sources: from where mail and files keep coming, without anybody bringing them.

A source is known by its events. What it needs to sign in somewhere stands in none of
them: a ``Credential`` is kept beside the keys of the home.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field
from datetime import date
from datetime import datetime
from datetime import timedelta
from enum import StrEnum

from ledger.domain.event import Json


class SourceKind(StrEnum):
    """What a source is."""

    IMAP = "imap"
    """A mailbox on a server, which we only look into."""

    DROP_BOX = "drop-box"
    """An address of ours to which mail is sent."""

    FOLDER = "folder"
    """A folder on this machine, which we only look into."""


class SourceState(StrEnum):
    """Whether anything comes from a source."""

    ACTIVE = "active"
    PAUSED = "paused"
    REMOVED = "removed"


class Security(StrEnum):
    """How a connection to a server is kept from others' eyes."""

    TLS = "tls"
    STARTTLS = "starttls"
    PLAIN = "plain"


PORTS = {Security.TLS: 993, Security.STARTTLS: 143, Security.PLAIN: 143}
EVERY = {SourceKind.IMAP: timedelta(minutes=5), SourceKind.FOLDER: timedelta(minutes=1)}
"""How often a source is looked into, where nobody says otherwise."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mailbox:
    """Where a mailbox is, and what of it is taken."""

    host: str
    port: int
    security: Security
    user: str
    folders: tuple[str, ...]
    every: int = 300
    """After how many seconds it is looked into again."""

    since: date | None = None
    """Messages that the server received before that day are left out."""

    leave_out: tuple[str, ...] = ()
    """Messages from these addresses are left out."""

    certificate: str = ""
    """A certificate (PEM) to trust, beside those that this machine trusts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DropBox:
    """An address to which mail of a project is sent."""

    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WatchedFolder:
    """A folder whose files are taken in."""

    path: str
    every: int = 60


Settings = Mailbox | DropBox | WatchedFolder


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """From where something keeps coming."""

    id: str
    kind: SourceKind
    name: str
    project: str | None
    """The project to which everything goes; None where filing decides."""

    custodian: str
    settings: Settings
    state: SourceState
    added_at: datetime
    position: int

    @property
    def mailbox(self) -> Mailbox:
        """Return the settings of a mailbox."""
        if not isinstance(self.settings, Mailbox):
            raise TypeError(self.kind)
        return self.settings

    @property
    def folder(self) -> WatchedFolder:
        """Return the settings of a folder."""
        if not isinstance(self.settings, WatchedFolder):
            raise TypeError(self.kind)
        return self.settings

    @property
    def place(self) -> str:
        """Return where it is, in short."""
        match self.settings:
            case Mailbox(user=user, host=host):
                return f"{user} · {host}"
            case DropBox(address=address):
                return address
            case WatchedFolder(path=path):
                return path


class How(StrEnum):
    """By what somebody signs in to a mailbox."""

    PASSWORD = "password"  # noqa: S105 - the name of a way
    PASSWORD_FILE = "password-file"  # noqa: S105
    PASSWORD_ENV = "password-env"  # noqa: S105
    TOKEN_FILE = "token-file"  # noqa: S105
    TOKEN_COMMAND = "token-command"  # noqa: S105
    OAUTH = "oauth"


@dataclass(frozen=True, slots=True)
class Credential:
    """What opens a mailbox, or where that is found when it is needed.

    It is never printed, logged, shown or sealed.
    """

    how: How
    value: str = field(default="", repr=False)
    """The password itself; or the file, the variable or the command that has it."""

    oauth: Mapping[str, str] = field(default_factory=dict, repr=False)
    """``token_url``, ``client_id``, ``client_secret``, ``refresh_token``, ``scope``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How it goes with a source just now: working data, no evidence."""

    tried_at: datetime | None = None
    done_at: datetime | None = None
    """When it was last looked into with success."""

    next_at: datetime | None = None
    failures: int = 0
    """How often in a row it could not be looked into."""

    error: str = ""
    new: int = 0
    """How much the last look that found something has brought."""

    receipt: str | None = None
    fetched: int = 0
    of: int = 0
    holder: str = ""
    """Who looks into it now; empty where nobody does."""


_FIRST_WAIT = timedelta(minutes=1)
_LONGEST_WAIT = timedelta(hours=1)


def wait_after(failures: int) -> timedelta:
    """Return how long to wait before a source is tried again that failed."""
    doubled = 1 << min(failures - 1, 10)
    return min(_FIRST_WAIT * doubled, _LONGEST_WAIT)


def fields_of(settings: Settings) -> dict[str, Json]:
    """Return the fields of an event that hold settings."""
    match settings:
        case Mailbox():
            return {
                "host": settings.host,
                "port": settings.port,
                "security": str(settings.security),
                "user": settings.user,
                "folders": list(settings.folders),
                "every": settings.every,
                "since": settings.since.isoformat() if settings.since else None,
                "leave_out": list(settings.leave_out),
                "certificate": settings.certificate,
            }
        case DropBox():
            return {"address": settings.address}
        case WatchedFolder():
            return {"path": settings.path, "every": settings.every}


def settings_of(kind: str, found: Mapping[str, Json]) -> Settings:
    """Return the settings that the fields of an event hold."""
    if kind == SourceKind.DROP_BOX:
        return DropBox(address=str(found["address"]))
    every = int(str(found["every"]))
    if kind == SourceKind.FOLDER:
        return WatchedFolder(path=str(found["path"]), every=every)
    since = found["since"]
    return Mailbox(
        host=str(found["host"]),
        port=int(str(found["port"])),
        security=Security(str(found["security"])),
        user=str(found["user"]),
        folders=_texts(found["folders"]),
        every=every,
        since=date.fromisoformat(str(since)) if since else None,
        leave_out=_texts(found["leave_out"]),
        certificate=str(found["certificate"]),
    )


def _texts(found: Json) -> tuple[str, ...]:
    return tuple(str(each) for each in found) if isinstance(found, list) else ()
