"""Backups: a copy of everything that cannot be made again, checked as a copy.

The former backup in a folder stays good until the new one is whole:

1. the checkpoints, then the database as it is at one moment, go into a draft;
2. the blobs that this database names are kept, each under its digest; they lie there
   before the log names them, and what the folder has already is not copied again;
3. the copy is audited where it lies: every seal, every digest;
4. the draft gets its name, and then the manifest does: it says which state counts.

The key of the log, the index and whatever is derived are in no backup.
"""

import json
import secrets
import shutil
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import ledger as package
from ledger.domain import moment
from ledger.domain.backup import BackupError
from ledger.domain.backup import Manifest
from ledger.domain.digest import Digest
from ledger.domain.sentence import said
from ledger.opened import Ledger
from ledger.services import audit
from ledger.services import copies
from ledger.services import folders
from ledger.services.audit import Progress
from ledger.services.audit import Report
from ledger.services.audit import Verdict
from ledger.services.records import Copy
from ledger.store import copying
from ledger.store import disk
from ledger.store.blobs import BlobStore

_DRAFT = ".partial"
_REMEMBERED = "backup.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Backup:
    """A backup that was made."""

    folder: Path
    manifest: Manifest
    copied: int
    """How many blobs were not there before."""

    report: Report
    """Of the audit of the copy."""


@dataclass(frozen=True, slots=True)
class Remembered:
    """What a home knows of its last backup."""

    folder: str
    made_at: datetime
    events: int
    verdict: str


def back_up(
    ledger: Ledger,
    folder: Path,
    copied: Progress = lambda _number: None,
    checked: Progress = lambda _number: None,
) -> Backup:
    """Copy the ledger into a folder while it is used, and audit the copy.

    Raises:
        BackupError: it cannot be written there; what was there is untouched.
        BusyError: another backup is being written there.
    """
    folder = folders.for_backup(ledger.home, folder)
    draft = folder / _DRAFT
    with folders.writing(folder), folders.alone(folder):
        shutil.rmtree(draft, ignore_errors=True)
        try:
            made = _made(ledger, folder, draft, copied, checked)
        finally:
            shutil.rmtree(draft, ignore_errors=True)
    _remember(ledger, made)
    return made


def must_be_there(home: Path) -> None:
    """Refuse to back up a ledger that would only be begun by that.

    Raises:
        BackupError: there is none in this folder.
    """
    if not (home / copies.DATABASE).exists():
        raise BackupError(
            said(
                "There is no ledger in %(home)s; name its folder with --home.",
                home=home,
            )
        )


def last(ledger: Ledger) -> Remembered | None:
    """Return what is known of the last backup; None where nothing is."""
    try:
        data = json.loads((ledger.home / _REMEMBERED).read_text("utf-8"))
        data["made_at"] = moment.parse(data["made_at"])
        return Remembered(**data)
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _made(
    ledger: Ledger, folder: Path, draft: Path, copied: Progress, checked: Progress
) -> Backup:
    former = copies.manifest(folder) if copies.has_manifest(folder) else None
    draft.mkdir(mode=0o700)
    if ledger.checkpoints_file.exists():
        shutil.copyfile(ledger.checkpoints_file, draft / copies.CHECKPOINTS)
    copying.snapshot(ledger.db, draft / copies.DATABASE)
    with copies.opened(draft, BlobStore(folder / copies.BLOBS)) as copy:
        if former:
            _must_follow(folder, copy, former)
        named = copies.named(copy)
        number = copies.keep(ledger.blobs, copy.blobs, named, copied)
        report = audit.audit(copy, progress=checked)
        if report.verdict is Verdict.BROKEN and copies.mend(
            ledger.blobs, copy.blobs, named
        ):
            report = audit.audit(copy, progress=checked)
        if report.verdict is Verdict.BROKEN and former:
            raise BackupError(
                said(
                    "What was copied is broken (%(what)s: %(where)s), so the former "
                    "backup in %(folder)s stays as it is. Run an audit; to keep a "
                    "copy of this state all the same, choose another folder.",
                    what=_worst(report)[0],
                    where=_worst(report)[1],
                    folder=folder,
                )
            )
        manifest = _manifest(ledger, copy, draft, named, report)
    _put(folder, draft, manifest)
    return Backup(folder=folder, manifest=manifest, copied=number, report=report)


def _worst(report: Report) -> tuple[str, str]:
    first = next(each for each in report.findings if each.broken)
    return first.what, first.where


def _manifest(
    ledger: Ledger, copy: Copy, draft: Path, named: list[Digest], report: Report
) -> Manifest:
    head = copies.head(copy)
    sizes = [path.stat().st_size for each in named if (path := _at(copy, each))]
    return Manifest(
        program=package.__version__,
        schema=head.schema,
        made_at=ledger.now(),
        origin=copy.epochs.current.key.name,
        vkey=str(copy.epochs.current.key),
        events=head.events,
        root=head.root.hex(),
        originals=len(sizes),
        bytes=sum(sizes),
        checkpoint=head.checkpoint,
        verdict=report.verdict,
        state=f"state-{head.events}-{secrets.token_hex(8)}",
        database=copies.hashed(draft / copies.DATABASE),
    )


def _at(copy: Copy, digest: Digest) -> Path | None:
    path = copy.blobs.path(digest)
    return path if path.exists() else None


def _put(folder: Path, draft: Path, manifest: Manifest) -> None:
    """Give the draft its name, make it the one that counts, and drop the former one."""
    disk.sync(*sorted(draft.iterdir()), draft)
    draft.rename(folder / manifest.state)
    copies.write(folder / copies.MANIFEST, manifest.written())
    for other in folder.glob("state-*"):
        if other.name != manifest.state:
            shutil.rmtree(other, ignore_errors=True)


def _must_follow(folder: Path, copy: Copy, former: Manifest) -> None:
    """Refuse to put a log in the place of one that it does not begin with.

    Raises:
        BackupError: the folder holds more, or something else.
    """
    root = copies.root_at(copy, former.events)
    if root is None:
        raise BackupError(
            said(
                "%(folder)s holds a backup of %(there)s events, more than the %(here)s "
                "of this ledger; it is kept. Choose another folder.",
                folder=folder,
                there=former.events,
                here=copies.head(copy).events,
            )
        )
    if root.hex() != former.root:
        raise BackupError(
            said(
                "%(folder)s holds a backup of another ledger; choose another folder.",
                folder=folder,
            )
        )


def _remember(ledger: Ledger, made: Backup) -> None:
    """Note in the home when and where; a home that is full must not spoil a backup."""
    data = {
        "folder": str(made.folder),
        "made_at": moment.written(made.manifest.made_at),
        "events": made.manifest.events,
        "verdict": made.manifest.verdict,
    }
    with suppress(OSError):
        copies.write(ledger.home / _REMEMBERED, json.dumps(data) + "\n")
