"""Backups: what the manifest of one says, and what can be wrong with one."""

import json
import re
from dataclasses import asdict
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from typing import Self

from ledger.domain import moment
from ledger.domain.errors import LedgerError
from ledger.domain.sentence import said

FORM = "scope-ledger backup"
VERSION = 1
_STATE = re.compile(r"state-[0-9]{1,19}-[0-9a-f]{16}")
_HEX = re.compile(r"[0-9a-f]{64}")
_NUMBERS = ("events", "originals", "bytes")


class BackupError(LedgerError):
    """A backup cannot be written there, or cannot be brought back there."""

    code = "backup-refused"


class NotABackupError(LedgerError):
    """A folder that should be a backup is none."""

    code = "not-a-backup"


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """What a backup says of itself."""

    program: str
    """The version of the program that wrote it."""

    schema: str
    """The version of its tables."""

    made_at: datetime
    origin: str
    """The name of the log."""

    vkey: str
    """The key by which its checkpoints are checked."""

    events: int
    root: str
    """Of the tree over all events, in hex."""

    originals: int
    """How many blobs the events name, readings among them."""

    bytes: int
    """Of these, together."""

    checkpoint: str
    """The newest signed checkpoint; empty where there is none."""

    verdict: str
    """What the audit of the copy said."""

    state: str
    """The folder, within the backup, that holds the database of this manifest."""

    database: str
    """The SHA-256 of the database, in hex."""

    def written(self) -> str:
        """Return the text of the manifest."""
        data = {"form": FORM, "version": VERSION, **asdict(self)}
        data["made_at"] = moment.written(self.made_at)
        return json.dumps(data, ensure_ascii=False, indent=2) + "\n"

    @classmethod
    def parse(cls, text: str) -> Self:
        """Return the manifest that ``written`` wrote.

        Raises:
            NotABackupError: the text has another form, or a newer one.
        """
        try:
            data = json.loads(text)
            form, version = data.pop("form"), data.pop("version")
            data["made_at"] = moment.parse(data["made_at"])
            _must_fit(data)
            found = cls(**data) if form == FORM and version == VERSION else None
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
            raise NotABackupError(said("Its manifest cannot be understood.")) from None
        if found is None:
            raise NotABackupError(
                said("A newer version of the program wrote it; install that version.")
            )
        return found


def _must_fit(data: dict[str, Any]) -> None:
    """Refuse values that lead out of the folder, or are none.

    Raises:
        ValueError: a value has another form.
    """
    if not _STATE.fullmatch(data["state"]):
        raise ValueError(data["state"])
    if not all(_HEX.fullmatch(data[name]) for name in ("root", "database")):
        raise ValueError("a digest has another form")
    numbers = [data[name] for name in _NUMBERS]
    if not all(type(each) is int and each >= 0 for each in numbers):
        raise ValueError(numbers)
