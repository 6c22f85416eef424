"""Add a source: what it is called, where its files belong, and what opens it."""

import secrets
from dataclasses import dataclass
from pathlib import Path

from ledger.domain.digest import new_id
from ledger.domain.errors import AlreadyThereError
from ledger.domain.errors import BadInputError
from ledger.domain.event import Event
from ledger.domain.event import EventKind
from ledger.domain.project import Project
from ledger.domain.sentence import said
from ledger.domain.source import Credential
from ledger.domain.source import DropBox
from ledger.domain.source import fields_of
from ledger.domain.source import Mailbox
from ledger.domain.source import Settings
from ledger.domain.source import Source
from ledger.domain.source import SourceKind
from ledger.domain.source import WatchedFolder
from ledger.opened import Ledger
from ledger.store import credentials
from ledger.store import projects
from ledger.store import sources
from ledger.store.database import Tx

LONGEST_NAME = 80
_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
_RANDOM = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """What a source is called, and where its files belong."""

    name: str = ""
    project: str = ""
    custodian: str = ""


def add(
    ledger: Ledger,
    actor: str,
    settings: Settings,
    about: About,
    credential: Credential | None = None,
) -> Source:
    """Add a source and return it.

    Raises:
        AlreadyThereError: another one has its name.
        BadInputError: it cannot be used as it is.
        NotFoundError: there is no such project.
    """
    kind = kind_of(settings)
    must_be_usable(ledger, settings)
    key = new_id("s")
    with ledger.db.writing() as tx:
        project = projects.find(tx, about.project) if about.project else None
        name = free_name(tx, about.name or _proposed(settings, project), key)
        if credential:
            credentials.keep(ledger.home, key, credential)
        added = Event(
            kind=EventKind.SOURCE_ADDED,
            subject=key,
            actor=actor,
            projects=(project.id,) if project else (),
            fields={
                "kind": str(kind),
                "name": name,
                "custodian": about.custodian.strip() or _custodian(settings, name),
                "settings": fields_of(settings),
            },
        )
        ledger.record(tx, added)
        return sources.find(tx, key)


def drop_box(ledger: Ledger, actor: str, project: str, host: str) -> Source:
    """Make an address to which mail of a project can be sent.

    Raises:
        BadInputError: there is no host that mail could be sent to.
        NotFoundError: there is no such project.
    """
    host = host.strip().strip("@").casefold()
    if not host or any(letter.isspace() for letter in host):
        raise BadInputError(
            said(
                "An address needs the name of a host that mail is sent to; give it, "
                "or set SCOPE_LEDGER_DROP_HOST."
            )
        )
    random = "".join(secrets.choice(_LETTERS) for _ in range(_RANDOM))
    address = DropBox(address=f"p-{random}@{host}")
    return add(ledger, actor, address, About(project=project))


def kind_of(settings: Settings) -> SourceKind:
    """Return the kind of source that has such settings."""
    match settings:
        case Mailbox():
            return SourceKind.IMAP
        case DropBox():
            return SourceKind.DROP_BOX
        case WatchedFolder():
            return SourceKind.FOLDER


def must_be_usable(ledger: Ledger, settings: Settings) -> None:
    """Refuse settings by which nothing could come.

    Raises:
        BadInputError: no folder is chosen, or the folder is none that can be watched.
    """
    if isinstance(settings, Mailbox) and not settings.folders:
        raise BadInputError(said("Choose at least one folder."))
    if isinstance(settings, Mailbox | WatchedFolder) and settings.every < 1:
        raise BadInputError(said("The time between two looks is at least a second."))
    if isinstance(settings, WatchedFolder):
        _must_be_apart(ledger, Path(settings.path))


def _must_be_apart(ledger: Ledger, folder: Path) -> None:
    """Refuse a folder that is none, or in which the ledger keeps what it has."""
    real, home = folder.resolve(), ledger.home.resolve()
    if not folder.is_dir():
        raise BadInputError(said("%(folder)s is no folder.", folder=folder))
    if real == home or real in home.parents or home in real.parents:
        raise BadInputError(
            said(
                "%(folder)s and the home of this ledger lie within each other; choose "
                "another folder.",
                folder=folder,
            )
        )


def free_name(tx: Tx, wanted: str, own: str) -> str:
    """Return a name that no other source has.

    Raises:
        AlreadyThereError: one has it.
        BadInputError: there is none.
    """
    name = " ".join(wanted.split())[:LONGEST_NAME]
    if not name:
        raise BadInputError(said("Enter a name for the source."))
    for each in sources.every(tx):
        if each.id != own and each.name.casefold() == name.casefold():
            raise AlreadyThereError("source", name)
    return name


def _proposed(settings: Settings, project: Project | None) -> str:
    match settings:
        case Mailbox(user=user, host=host):
            return user if "@" in user else f"{user}@{host}"
        case DropBox(address=address):
            return f"{project.key} {address}" if project else address
        case WatchedFolder(path=path):
            return Path(path).name or path


def _custodian(settings: Settings, name: str) -> str:
    return settings.user if isinstance(settings, Mailbox) else name
