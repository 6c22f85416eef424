"""The composition root: an opened ledger is the one object that services are handed.

A home is one folder: the database, the blobs, the index, the key of the log, and the
checkpoints in a file that only grows.
"""

import secrets
from collections.abc import Callable
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime
from datetime import UTC
from functools import cached_property
from pathlib import Path

from index import Engine
from index import Indexes
from index import WHOOSH
from ledger.box import Box
from ledger.box import Limits
from ledger.config import AUTO
from ledger.config import Config
from ledger.domain.errors import DatabaseDamagedError
from ledger.domain.errors import ReadOnlyError
from ledger.domain.event import Event
from ledger.domain.event import SealedEvent
from ledger.domain.sentence import said
from ledger.proof import keyfile
from ledger.proof.checkpoint import Checkpoint
from ledger.proof.checkpoint import CheckpointError
from ledger.proof.checkpoint import SigningKey
from ledger.proof.checkpoint import VerifyingKey
from ledger.proof.epochs import Epochs
from ledger.store import checkpoints
from ledger.store import events
from ledger.store import homes
from ledger.store import projections
from ledger.store import schema
from ledger.store.blobs import BlobStore
from ledger.store.database import Database
from ledger.store.database import Tx
from ledger.store.readings import Readings

Clock = Callable[[], datetime]


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
        self.home = homes.folder(config.home)
        self.db = Database(homes.database(self.home))
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
        chosen = self.config.engine
        first = WHOOSH if chosen == AUTO else chosen
        self.indexes = Indexes(self.home / "index", first)
        self.key: SigningKey | None = None
        self.read_only: str | None = None
        """Why nothing may be appended; None where everything is in order."""

        self.epochs: Epochs
        self.grew = False
        """Whether anything was recorded since it was opened."""

        self._overtaken = False
        self._take_key()
        self._compare_with_checkpoints()

    @property
    def vkey(self) -> VerifyingKey:
        """Return the key by which others check this log."""
        return self.epochs.current.key

    @property
    def origin(self) -> str:
        """Return the name of the log, which is that of its newest epoch."""
        return self.vkey.name

    @cached_property
    def box(self) -> Box:
        """Return the box, its workers not started before they are needed."""
        return Box(Limits(), workers=self.config.boxes + 1)

    @property
    def index(self) -> Engine:
        """Return the index that is searched now, opened when it is first needed."""
        return self.indexes.current()

    def record(self, tx: Tx, *happened: Event) -> list[SealedEvent]:
        """Seal events and turn them into rows: the one way to change anything.

        Raises:
            ReadOnlyError: the log may not grow.
        """
        self.must_be_current(tx)
        if self.read_only:
            raise ReadOnlyError(self.read_only)
        sealed = events.append(tx, self.origin, self.now(), happened)
        projections.apply(tx, sealed, self.readings)
        self.grew = True
        return sealed

    def must_be_current(self, tx: Tx) -> None:
        """Refuse to go on in an epoch that ended while this program was running.

        Raises:
            ReadOnlyError: another program opened a new epoch of the log.
        """
        self._notice(tx)
        if self._overtaken:
            raise ReadOnlyError(self.read_only or "")

    def look_again(self) -> None:
        """Notice an epoch that another program opened: what it signed is known then.

        Nothing is added any more by this one; it does not go on with a key that it did
        not begin with.
        """
        with self.db.reading() as tx:
            self._notice(tx)

    def _notice(self, tx: Tx) -> None:
        stored = checkpoints.keys(tx)
        if not stored or stored[-1][0] == str(self.vkey):
            return
        self._overtaken = True
        self.read_only = said(
            "another program opened a new epoch of the log; start this one again."
        )
        self.epochs = self.epochs.renewed(stored)

    def begin_epoch(self, key: SigningKey, opening: Event) -> SealedEvent:
        """Let the log go on under a key and a name of its own, from its end on.

        The key is on the disk before the log names it.
        """
        keyfile.write(keyfile.later(self._keys, key.verifying), key.private)
        with self.db.writing() as tx:
            self.must_be_current(tx)
            [sealed] = events.append(tx, key.name, self.now(), [opening])
            projections.apply(tx, [sealed], self.readings)
            checkpoints.add_key(tx, str(key.verifying), sealed.position)
        self.read_only = None
        self._take_key()
        self._compare_with_checkpoints()
        return sealed

    def close(self) -> None:
        """Stop the box and give back the database."""
        if "box" in self.__dict__:
            self.box.close()
        self.indexes.close()
        self.db.close()

    def _take_key(self) -> None:
        """Read the log's key, or make log and key on first start."""
        with self.db.reading() as tx:
            known = checkpoints.keys(tx)
        if not known:
            known = self._make_key()
        self.epochs = Epochs.parse(known)
        path = keyfile.place(self._keys, self.epochs)
        private = keyfile.read(path)
        if private is None:
            self.read_only = said(
                "its signing key is missing; put it back as %(path)s, or let the log "
                "go on in a new epoch: scope-ledger recover --why TEXT.",
                path=path,
            )
            return
        if not keyfile.fits(private, self.vkey):
            self.read_only = said(
                "the signing key in %(path)s is not the one of this log.", path=path
            )
            return
        self.key = SigningKey(self.origin, private)

    def is_key(self, data: bytes) -> bool:
        """Tell whether some bytes are a key of this home, as its file holds it."""
        return keyfile.among(self._keys, data)

    @property
    def _keys(self) -> Path:
        return self.home / "keys"

    def _make_key(self) -> list[tuple[str, int]]:
        """Name a new log; of several processes that start at once, only one does.

        A key that lies there already never signed anything, for there was no log.
        """
        with self.db.writing() as tx:
            if known := checkpoints.keys(tx):
                return known
            key = SigningKey.make(f"scope-ledger.local/{secrets.token_hex(8)}")
            keyfile.write(keyfile.first(self._keys), key.private)
            checkpoints.add_key(tx, str(key.verifying), 0)
            return checkpoints.keys(tx)

    def _compare_with_checkpoints(self) -> None:
        """Stay read-only where the log is not the one that it once signed."""
        newest = self.noted()
        if newest is None:
            return
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
                "%(signed)s. It looks like an old copy; bring back the newest one, or "
                "let the log go on in a new epoch: scope-ledger recover --why TEXT.",
                size=size,
                signed=newest.size,
            )
        elif not same:
            self.read_only = said("it is not the log that was signed; run an audit.")

    def noted(self) -> Checkpoint | None:
        """Return the newest checkpoint that was signed, as the file beside says.

        One over events whose loss was declared is passed over.
        """
        noted = [each for each in self._noted() if not self.epochs.lost(each)]
        return max(noted, key=lambda each: each.size, default=None)

    def _noted(self) -> Iterator[Checkpoint]:
        """Yield the checkpoints of the file that a key of this log signed."""
        for note in checkpoints.notes_in_file(self.checkpoints_file):
            with suppress(CheckpointError):
                yield self.epochs.signed(note)
