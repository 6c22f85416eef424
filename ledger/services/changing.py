"""Change a source: what it is called, where its files go, and what of it is taken."""

import re
from dataclasses import dataclass
from dataclasses import replace
from datetime import date

from ledger.domain.source import Mailbox
from ledger.domain.source import Source
from ledger.domain.source_errors import FolderMissingError
from ledger.opened import Ledger
from ledger.services import addressing
from ledger.services import mailboxes
from ledger.services import sources
from ledger.services.source_adding import About


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What a person wants a source to be like."""

    name: str
    project: str
    folders: tuple[str, ...] = ()
    since: date | None = None
    leave_out: str = ""


def change(ledger: Ledger, actor: str, key: str, wanted: Wanted) -> Source:
    """Change a source as a person wants it.

    Raises:
        LedgerError: a folder is not there, an address is none, the name is taken.
    """
    source = sources.find(ledger, key).source
    settings = source.settings
    if isinstance(settings, Mailbox):
        folders = _folders(wanted.folders)
        settings = replace(
            settings,
            folders=folders,
            since=wanted.since,
            leave_out=addresses(wanted.leave_out),
        )
        if new := [each for each in folders if each not in source.mailbox.folders]:
            _must_be_there(ledger, source, new)
    about = About(name=wanted.name, project=wanted.project)
    return sources.change(ledger, actor, key, about, settings)


def addresses(text: str) -> tuple[str, ...]:
    """Return the addresses that a person typed.

    Raises:
        BadInputError: one of them is none.
    """
    parts = filter(None, re.split(r"[\s,;]+", text))
    return tuple(dict.fromkeys(addressing.clean(each) for each in parts))


def _folders(typed: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(each.strip() for each in typed if each.strip()))


def _must_be_there(ledger: Ledger, source: Source, folders: list[str]) -> None:
    """Refuse folders that the mailbox does not have."""
    with mailboxes.opened(ledger, source) as box:
        known = {each.name for each in box.folders()}
    for each in folders:
        if each not in known:
            raise FolderMissingError(each, source.place)
