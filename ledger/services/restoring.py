"""Restoring: a home made of a backup, audited before anybody relies on it.

The home is empty before, and is no ledger until everything is there:

1. key and checkpoints that were brought are held against the backup;
2. blobs, checkpoints, the key, and last the database are put into their places;
3. the home is opened as any other, and audited as a whole;
4. the log goes on in a new epoch that names the former one, but with its key and
   somebody's word on what came after the backup: a checkpoint, or that nothing did; a
   log that is older than a checkpoint which was brought stays read-only.

A restore that was broken off goes on where it ended; until then the home does not open,
and no other backup goes into it.
"""

import shutil
from collections.abc import Iterator
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from dataclasses import replace
from pathlib import Path

from ledger.config import Config
from ledger.domain.backup import BackupError
from ledger.domain.backup import Manifest
from ledger.domain.backup import NotABackupError
from ledger.domain.errors import BadInputError
from ledger.domain.errors import HomeTooNewError
from ledger.domain.event import SealedEvent
from ledger.domain.filing import Code
from ledger.domain.filing import Reason
from ledger.domain.sentence import said
from ledger.opened import Clock
from ledger.opened import clock
from ledger.opened import Ledger
from ledger.proof import keyfile
from ledger.proof.checkpoint import CheckpointError
from ledger.services import audit
from ledger.services import copies
from ledger.services import folders
from ledger.services import recovering
from ledger.services.audit import Finding
from ledger.services.audit import Progress
from ledger.services.audit import Report
from ledger.services.audit import Verdict
from ledger.services.copies import Head
from ledger.services.records import Copy
from ledger.store import checkpoints
from ledger.store import disk
from ledger.store import homes
from ledger.store import schema
from ledger.store.blobs import BlobStore
from ledger.store.blobs import StillBlobStore


@dataclass(frozen=True, slots=True, kw_only=True)
class Brought:
    """What a person has beside the backup."""

    key: Path | None = None
    """The file of the log's key."""

    notes: Sequence[str] = ()
    """Checkpoints that were kept elsewhere."""

    nothing_later: bool = False
    """His word that nothing was added or signed after the backup was made."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Restored:
    """A home that was made of a backup."""

    manifest: Manifest
    head: Head
    report: Report
    epoch: SealedEvent | None
    """The event that opened a new epoch; None where the log goes on as it was."""

    with_key: bool
    """Whether the key was brought, be it used or not."""

    origin: str
    vkey: str
    read_only: str | None


def restore(
    config: Config,
    folder: Path,
    brought: Brought,
    actor: str,
    now: Clock = clock,
    copied: Progress = lambda _number: None,
    checked: Progress = lambda _number: None,
) -> Restored:
    """Make a home of a backup, audit it, and open an epoch unless it goes on as it was.

    A key alone does not say what came after the backup. To go on with it, somewhere
    else than the former home did, would be a second history under one name.

    Raises:
        NotABackupError: the folder is no backup.
        BackupError: the home is not empty, or cannot be written; or a restore of
            another backup was broken off in it.
        BadInputError: the key or a checkpoint is not of this log.
        HomeTooNewError: a newer version made it.
    """
    place = folder.absolute().resolve()
    manifest = copies.manifest(place)
    state = _state(place, manifest)
    home = folders.for_home(config.home, place)
    _must_be_the_same(home, manifest)
    with copies.opened(state, StillBlobStore(place / copies.BLOBS)) as copy:
        private = _private(brought.key, copy)
        notes = [_signed(note, copy) for note in brought.notes]
        odd = list(_oddities(copy, state, manifest))
        with folders.restoring(home):
            used = private if notes or brought.nothing_later else None
            _lay(home, state, copy, used, notes, copied)
    with closing(Ledger(config, now)) as ledger:
        report = _with(odd, audit.audit(ledger, notes, progress=checked))
        why = Reason(Code.WITHOUT_KEY if private is None else Code.LATER_UNKNOWN)
        return _begun(ledger, manifest, report, actor, why)


def _begun(
    ledger: Ledger, manifest: Manifest, report: Report, actor: str, why: Reason
) -> Restored:
    """Return what was made, with a new epoch where it has no key to go on with.

    On a past that is broken, or of which the end is missing, none is opened unasked.
    """
    epoch = None
    if ledger.key is None and report.verdict is not Verdict.BROKEN:
        epoch = recovering.begin(ledger, actor, why)
    return Restored(
        with_key=why.code != Code.WITHOUT_KEY,
        manifest=manifest,
        head=copies.head(ledger),
        report=report,
        epoch=epoch,
        origin=ledger.origin,
        vkey=str(ledger.vkey),
        read_only=ledger.read_only,
    )


def _state(place: Path, manifest: Manifest) -> Path:
    """Return the folder of the state that counts.

    Raises:
        NotABackupError: its database is not there.
        HomeTooNewError: a newer version made it.
    """
    state = place / manifest.state
    if not (state / copies.DATABASE).is_file():
        raise NotABackupError(
            said(
                "%(folder)s is no whole backup: %(name)s is missing in it.",
                folder=place,
                name=f"{manifest.state}/{copies.DATABASE}",
            )
        )
    if not schema.is_known(manifest.schema):
        raise HomeTooNewError(str(place), manifest.schema)
    return state


def _private(path: Path | None, copy: Copy) -> bytes | None:
    """Return the key that was brought; None where none was.

    Raises:
        BadInputError: it is not the key of this log.
    """
    if path is None:
        return None
    private = keyfile.read(path) or b""
    if not keyfile.fits(private, copy.epochs.current.key):
        raise BadInputError(
            said("“%(path)s” is not the key of the log in this backup.", path=path)
        )
    return private


def _signed(note: str, copy: Copy) -> str:
    """Return a checkpoint that was brought, as it was signed.

    Raises:
        BadInputError: no key of this log signed it.
    """
    plain = audit.plain(note)
    try:
        copy.epochs.signed(plain)
    except CheckpointError as error:
        raise BadInputError(error.sentence) from error
    return plain


def _oddities(copy: Copy, state: Path, manifest: Manifest) -> Iterator[Finding]:
    """Yield where a backup is not what its manifest says."""
    head = copies.head(copy)
    if copies.hashed(state / copies.DATABASE) != manifest.database:
        yield Finding(said("the database is not the one of the manifest"), "backup")
    if (head.events, head.root.hex()) != (manifest.events, manifest.root):
        yield Finding(said("the log is not the one of the manifest"), "backup")


def _with(odd: Sequence[Finding], report: Report) -> Report:
    if not odd:
        return report
    findings = (*odd, *report.findings)
    return replace(report, verdict=Verdict.BROKEN, findings=findings)


def _must_be_the_same(home: Path, manifest: Manifest) -> None:
    """Refuse to go on with another backup than the one whose restore was broken off.

    Raises:
        BackupError: it is another one.
    """
    mark = home / homes.RESTORING
    if mark.exists() and Path(mark.read_text("utf-8").strip()).name != manifest.state:
        raise BackupError(
            said(
                "Bringing another backup back into %(home)s was broken off; run that "
                "restore again, or choose an empty folder with --home.",
                home=home,
            )
        )


def _lay(
    home: Path,
    state: Path,
    copy: Copy,
    private: bytes | None,
    notes: Sequence[str],
    copied: Progress,
) -> None:
    """Put everything in its place, the database last."""
    home.mkdir(mode=0o700, parents=True, exist_ok=True)
    copies.write(home / homes.RESTORING, f"{state.name}\n")
    blobs = BlobStore(home / copies.BLOBS)
    copies.keep(copy.blobs, blobs, copies.named(copy), copied)
    _lay_checkpoints(home / copies.CHECKPOINTS, copy.checkpoints_file, notes)
    if private is not None:
        keyfile.write(keyfile.place(home / "keys", copy.epochs), private)
    draft = home / f"{copies.DATABASE}.partial"
    shutil.copyfile(state / copies.DATABASE, draft)
    disk.sync(draft)
    draft.replace(home / copies.DATABASE)
    disk.sync(home)
    (home / homes.RESTORING).unlink()
    disk.sync(home)


def _lay_checkpoints(path: Path, kept: Path, notes: Sequence[str]) -> None:
    """Put the checkpoints of the backup, and those that were brought, into the home."""
    path.unlink(missing_ok=True)
    if kept.exists():
        shutil.copyfile(kept, path)
    there = set(checkpoints.notes_in_file(path))
    for note in notes:
        if note not in there:
            checkpoints.append_to_file(path, note)
