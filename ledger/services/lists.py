"""Lists: the queries that somebody asked at once, kept so as to be answered again.

Their answers belong to the process that found them. The list itself lies in the cache
for a while, so that the address of its answers holds after a restart, too. It is no
evidence and in no backup: what somebody looks for can be personal.
"""

import json
import os
import re
from dataclasses import asdict
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from ledger.opened import Ledger
from ledger.services import cached

KEPT = timedelta(days=7)
_KEY = re.compile(r"[0-9a-f]{16}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """A list, and how it is to be answered."""

    account: str
    """Who asked it; nobody else sees it."""

    queries: list[str]
    project: str
    """The key of the project that it is held to; empty for all."""

    limit: int


def keep(ledger: Ledger, key: str, made: Kept) -> None:
    """Keep a list under the key of its answers, and forget what is too old."""
    now = ledger.now()
    for path in _folder(ledger).glob("*.json"):
        if path.stat().st_mtime < (now - KEPT).timestamp():
            path.unlink(missing_ok=True)
    path = _folder(ledger) / f"{key}.json"
    cached.keep(path, json.dumps(asdict(made)).encode())
    os.utime(path, (now.timestamp(), now.timestamp()))


def find(ledger: Ledger, account: str, key: str) -> Kept | None:
    """Return a list that somebody asked; None where there is none (any more)."""
    path = _folder(ledger) / f"{key}.json"
    if not _KEY.fullmatch(key) or not path.is_file():
        return None
    try:
        found = Kept(**json.loads(path.read_bytes()))
    except (ValueError, TypeError):
        # Cut off, or written by another version: what a cache cannot say is not there.
        return None
    return found if found.account == account else None


def _folder(ledger: Ledger) -> Path:
    return ledger.home / "cache" / "queries"
