"""Credentials of sources: files beside the keys of the home, for its owner alone.

They are in no log, no backup and on no page; who brings a backup back gives them anew.
"""

import json
import os
from pathlib import Path

from ledger.domain.source import Credential
from ledger.domain.source import How


def keep(home: Path, source: str, credential: Credential) -> None:
    """Keep what opens a mailbox, in the place of what was kept before."""
    path = _path(home, source)
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    data = {
        "how": str(credential.how),
        "value": credential.value,
        "oauth": dict(credential.oauth),
    }
    draft = path.with_name(f"{path.name}.draft")
    draft.unlink(missing_ok=True)
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL
    with os.fdopen(os.open(draft, flags, 0o600), "w", encoding="utf-8") as file:
        json.dump(data, file)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)


def find(home: Path, source: str) -> Credential | None:
    """Return what opens a mailbox; None where it is not here, or damaged."""
    try:
        data = json.loads(_path(home, source).read_text("utf-8"))
        return Credential(How(data["how"]), str(data["value"]), dict(data["oauth"]))
    except (OSError, ValueError, KeyError, TypeError):
        return None


def forget(home: Path, source: str) -> None:
    """Remove what opened a mailbox."""
    _path(home, source).unlink(missing_ok=True)


def _path(home: Path, source: str) -> Path:
    return home / "keys" / "sources" / f"{source}.secret"
