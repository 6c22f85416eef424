"""Drafts: mailboxes that were tried and not added yet.

A password that somebody typed is in the memory of this process between trying and
adding, and nowhere else: neither on a page nor on the disk. It is gone after a while.
"""

import secrets
import time
from dataclasses import dataclass
from typing import cast

from flask import current_app
from flask import Flask

from ledger.domain.source import Credential
from ledger.domain.source import Mailbox
from ledger.services.connecting import Tried

_KEPT = 20
_PATIENCE = 15 * 60


@dataclass(frozen=True, slots=True)
class Draft:
    """A mailbox that lets us in, and what was found in it."""

    key: str
    account: str
    """Who tried it, and alone may add it."""

    mailbox: Mailbox
    credential: Credential
    tried: Tried
    made: float


def register(app: Flask) -> None:
    """Give an application its drafts."""
    app.extensions["drafts"] = {}


def keep(account: str, mailbox: Mailbox, credential: Credential, tried: Tried) -> Draft:
    """Keep a mailbox that was tried, until it is added or forgotten."""
    draft = Draft(
        key=secrets.token_hex(8),
        account=account,
        mailbox=mailbox,
        credential=credential,
        tried=tried,
        made=time.monotonic(),
    )
    drafts = _drafts()
    drafts[draft.key] = draft
    for old in list(drafts)[:-_KEPT]:
        del drafts[old]
    return draft


def find(account: str, key: str) -> Draft | None:
    """Return what somebody has tried; None where it was too long ago."""
    drafts = _drafts()
    for old, each in list(drafts.items()):
        if each.made < time.monotonic() - _PATIENCE:
            drafts.pop(old, None)
    draft = drafts.get(key)
    return draft if draft and draft.account == account else None


def forget(draft: Draft) -> None:
    """Forget what was added."""
    _drafts().pop(draft.key, None)


def _drafts() -> dict[str, Draft]:
    return cast("dict[str, Draft]", current_app.extensions["drafts"])
