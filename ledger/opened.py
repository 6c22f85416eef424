"""The composition root: an opened ledger is the one object that services are handed.

A home is one folder: the database, the blobs, the index, the key of the log, and the
checkpoints in a file that only grows.
"""

import os
import secrets
from collections.abc import Callable
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime
from datetime import UTC
from functools import cached_property
from pathlib import Path
from threading import Lock

from index import clear_index
from index import Engine
from index import IndexBrokenError
from index import open_index
from ledger.box import Box
from ledger.box import Limits
from ledger.config import Config
from ledger.domain.errors import DatabaseDamagedError
from ledger.domain.errors import HomeBrokenError
from ledger.domain.errors import ReadOnlyError
from ledger.domain.event import Event
from ledger.domain.event import SealedEvent
from ledger.domain.sentence import said
from ledger.proof.checkpoint import Checkpoint
from ledger.proof.checkpoint import CheckpointError
from ledger.proof.checkpoint import SigningKey
from ledger.proof.checkpoint import VerifyingKey
from ledger.store import checkpoints
from ledger.store import events
from ledger.store import projections
from ledger.store import schema
from ledger.store.blobs import BlobStore
from ledger.store.database import Database
from ledger.store.database import Tx
from ledger.store.readings import Readings

Clock = Callable[[], datetime]
_SECRET = 32


def clock() -> datetime:
    """Return the moment of now, UTC: the one place that asks for it."""
    return datetime.now(UTC)


class Ledger:
    """An opened home: blobs, database, box and the clock."""

    def __init__(self, config: Config, now: Clock = clock) -> None:
        """Open a home, making it on first use.

        Raises:
            HomeTooNewError: a newer version made it.
            HomeBrokenError: the folder cannot be used.
        """
        self.config = config
        self.now = now
        self.home = _folder(config.home)
        self.db = Database(_database(self.home))
        try:
            self._open()
        except BaseException:
            self.db.close()
            raise

    def _open(self) -> None:
        schema.bring_up_to_date(self.db)
        self.blobs = BlobStore(self.home / "blobs")
        self.readings = Readings(self.blobs)
        self.checkpoints_file = self.home / "checkpoints.log"
        self.index_folder = self.home / "index"
        self.key: SigningKey | None = None
        self.read_only: str | None = None
        """Why nothing may be appended; None where everything is in order."""

        self._index: Engine | None = None
        self._opening = Lock()
        self._take_key()
        self._compare_with_checkpoints()

    @property
    def vkey(self) -> VerifyingKey:
        """Return the key by which others check this log."""
        return self._vkey

    @property
    def origin(self) -> str:
        """Return the name of the log."""
        return self._vkey.name

    @cached_property
    def box(self) -> Box:
        """Return the box, its workers not started before they are needed."""
        return Box(Limits(), workers=self.config.boxes + 1)

    @property
    def index(self) -> Engine:
        """Return the index, opened when it is first needed.

        One that cannot be read is thrown away: it is made anew from the log.
        """
        with self._opening:
            if self._index is None:
                try:
                    self._index = open_index(self.index_folder)
                except IndexBrokenError:
                    clear_index(self.index_folder)
                    self._index = open_index(self.index_folder)
            return self._index

    def close_index(self) -> None:
        """Let go of the index."""
        with self._opening:
            if self._index is not None:
                self._index.close()
                self._index = None

    def record(self, tx: Tx, *happened: Event) -> list[SealedEvent]:
        """Seal events and turn them into rows: the one way to change anything.

        Raises:
            ReadOnlyError: the log may not grow.
        """
        if self.read_only:
            raise ReadOnlyError(self.read_only)
        sealed = events.append(tx, self.origin, self.now(), happened)
        projections.apply(tx, sealed, self.readings)
        return sealed

    def close(self) -> None:
        """Stop the box and give back the database."""
        if "box" in self.__dict__:
            self.box.close()
        self.close_index()
        self.db.close()

    def _take_key(self) -> None:
        """Read the log's key, or make log and key on first start."""
        path = self.home / "keys" / "log.key"
        with self.db.reading() as tx:
            known = checkpoints.keys(tx)
        if not known:
            known = [self._make_key(path)]
        self._vkey = VerifyingKey.parse(known[-1])
        private = _read_secret(path)
        if private is None:
            self.read_only = said(
                "its signing key is missing; put it back as %(path)s.", path=path
            )
            return
        key = SigningKey(self._vkey.name, private)
        if len(private) != _SECRET or key.verifying != self._vkey:
            self.read_only = said(
                "the signing key in %(path)s is not the one of this log.", path=path
            )
            return
        self.key = key

    def _make_key(self, path: Path) -> str:
        """Name a new log; of several processes that start at once, only one does."""
        with self.db.writing() as tx:
            if known := checkpoints.keys(tx):
                return known[-1]
            key = SigningKey.make(f"scope-ledger.local/{secrets.token_hex(8)}")
            _write_secret(path, key.private)
            checkpoints.add_key(tx, str(key.verifying), 0)
        return str(key.verifying)

    def _compare_with_checkpoints(self) -> None:
        """Stay read-only where the log is not the one that it once signed."""
        noted = list(self._noted())
        if not noted:
            return
        newest = max(noted, key=lambda each: each.size)
        try:
            with self.db.reading() as tx:
                size = events.size(tx)
                same = size < newest.size or events.root(tx, newest.size) == newest.root
        except DatabaseDamagedError as error:
            self.read_only = said("%(error)s Run an audit.", error=error.sentence)
            return
        if size < newest.size:
            self.read_only = said(
                "the log ends at %(size)s events, but a checkpoint was signed at "
                "%(signed)s. It looks like an old copy; bring back the newest one.",
                size=size,
                signed=newest.size,
            )
        elif not same:
            self.read_only = said("it is not the log that was signed; run an audit.")

    def _noted(self) -> Iterator[Checkpoint]:
        """Yield the checkpoints of the file that this log's key signed."""
        for note in checkpoints.notes_in_file(self.checkpoints_file):
            with suppress(CheckpointError):
                yield self._vkey.signed(note)


def _database(home: Path) -> Path:
    """Return where the database is; one that is lost is not begun anew.

    It is the first thing that is made in a home, so whatever else there is shows that
    there was one.
    """
    path = home / "ledger.db"
    rest = ("blobs", "checkpoints.log")
    if not path.exists() and any((home / name).exists() for name in rest):
        message = said(
            "The database of the ledger in %(home)s is missing, though its originals "
            "are there; bring ledger.db back from a backup, or choose an empty folder.",
            home=home,
        )
        raise HomeBrokenError(message)
    return path


def _folder(path: Path) -> Path:
    try:
        path.mkdir(mode=0o700, parents=True, exist_ok=True)
    except FileExistsError as error:
        message = said(
            "%(path)s is a file; choose a folder for the ledger with --home.", path=path
        )
        raise HomeBrokenError(message) from error
    except OSError as error:
        message = said(
            "The folder %(path)s cannot be used: %(why)s.",
            path=path,
            why=error.strerror,
        )
        raise HomeBrokenError(message) from error
    if not os.access(path, os.W_OK):
        message = said(
            "The folder %(path)s cannot be written to; change its owner or mode.",
            path=path,
        )
        raise HomeBrokenError(message)
    return path


def _read_secret(path: Path) -> bytes | None:
    """Return a key from its file: None without one, empty where it is damaged."""
    try:
        return bytes.fromhex(path.read_text("ascii").strip())
    except FileNotFoundError:
        return None
    except (OSError, ValueError):
        return b""


def _write_secret(path: Path, secret: bytes) -> None:
    """Write a key so that after a crash the whole file is there, or none.

    Only a home without a log comes here: a key that lies there never signed anything.
    """
    path.parent.mkdir(mode=0o700, exist_ok=True)
    draft = path.with_name(f"{path.name}.draft")
    draft.unlink(missing_ok=True)
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL
    with os.fdopen(os.open(draft, flags, 0o600), "w") as file:
        file.write(f"{secret.hex()}\n")
        file.flush()
        os.fsync(file.fileno())
    draft.rename(path)
    for folder in (path.parent, path.parent.parent):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
