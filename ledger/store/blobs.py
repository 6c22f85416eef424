"""The blobs: bytes as received, each under its SHA-256, never rewritten.

The order of writing is what makes an acknowledgement true (EVIDENCE, "Durability"):
write to ``tmp/`` → sync → rename to ``ab/<sha256>`` → sync the folder → only then may
the log name it. A batch of many blobs shares its two syncs.
"""

import ctypes
import errno
import hashlib
import os
import secrets
import time
from collections.abc import Iterable
from collections.abc import Iterator
from contextlib import contextmanager
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import IO
from typing import Protocol
from typing import Self

from ledger.domain.digest import Digest
from ledger.domain.errors import BlobMissingError
from ledger.domain.errors import DiskFullError
from ledger.domain.errors import FileTooLargeError
from ledger.domain.errors import HomeBrokenError
from ledger.domain.sentence import said
from ledger.domain.sentence import Sentence
from ledger.store import disk

_CHUNK = 1 << 20
_SHARED_FROM = 4
"""From how many blobs on one sync of the file system is quicker than one for each."""

_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL
_DAY = 24 * 60 * 60


class Source(Protocol):
    """Whatever bytes can be read from."""

    def read(self, size: int = -1, /) -> bytes:
        """Return at most so many bytes; none at the end."""
        ...


@dataclass(frozen=True, slots=True)
class Kept:
    """Bytes that were written: their digest and size."""

    digest: Digest
    size: int


@dataclass(frozen=True, slots=True)
class _Draft:
    path: Path
    kept: Kept


class BlobStore:
    """A folder of blobs; what is in it can be checked with ``sha256sum`` alone."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._drafts = folder / "tmp"
        if not self._drafts.is_dir():
            self._lay_out()
        _remove_older_than(self._drafts, time.time() - _DAY)

    def put(self, stream: Source, name: str = "", limit: int | None = None) -> Kept:
        """Keep the bytes of a stream, durably.

        Raises:
            FileTooLargeError: there are more than ``limit`` bytes; nothing is kept.
            DiskFullError: there is no room.
        """
        with self.batch() as batch:
            return batch.put(stream, name, limit)

    def batch(self) -> "Batch":
        """Begin a batch: what is put into it is durable when its block has ended."""
        return Batch(self)

    def open(self, digest: Digest) -> IO[bytes]:
        """Open a blob for reading.

        Raises:
            BlobMissingError: it is not there.
        """
        try:
            return self.path(digest).open("rb")
        except FileNotFoundError:
            raise BlobMissingError(str(digest)) from None

    def read(self, digest: Digest) -> bytes:
        """Return the bytes of a blob."""
        with self.open(digest) as stream:
            return stream.read()

    def path(self, digest: Digest) -> Path:
        """Return where a blob lies, or would."""
        return self._folder / digest.hex[:2] / digest.hex

    def all(self) -> Iterator[Path]:
        """Yield the path of every blob, in the order of their digests."""
        for folder in sorted(self._folder.glob("[0-9a-f][0-9a-f]")):
            yield from sorted(folder.iterdir())

    def draft(self, stream: Source, name: str, limit: int | None) -> _Draft:
        """Write a stream to a temporary file, hashing it on the way."""
        with _disk():
            path = self._drafts / f"draft-{secrets.token_hex(12)}"
            number = os.open(path, _NEW, 0o600)
            try:
                with os.fdopen(number, "wb") as file:
                    kept = _copy(stream, file, name, limit)
                    os.fchmod(file.fileno(), 0o400)
            except BaseException:
                path.unlink()
                raise
        return _Draft(path, kept)

    def settle(self, drafts: Iterable[_Draft]) -> None:
        """Make drafts durable and move them to their places."""
        listed = list(drafts)
        if not listed:
            return
        with _own_disk():
            paths = {each.path: self.path(each.kept.digest) for each in listed}
            _sync(paths.keys(), self._drafts)
            for draft, place in paths.items():
                if place.exists() and _is_whole(place):
                    draft.unlink()
                    continue
                if place.exists():  # damaged since: kept aside, and healed
                    place.rename(self._drafts / f"damaged-{place.name}")
                draft.rename(place)
            _sync({place.parent for place in paths.values()}, self._folder)

    def drop(self, drafts: Iterable[_Draft]) -> None:
        """Remove drafts that nobody will settle."""
        for each in drafts:
            each.path.unlink(missing_ok=True)

    def _lay_out(self) -> None:
        self._folder.mkdir(parents=True, exist_ok=True)
        for number in range(256):
            (self._folder / f"{number:02x}").mkdir(exist_ok=True)
        self._drafts.mkdir(exist_ok=True)
        _sync([self._folder, self._folder.parent], self._folder)


class StillBlobStore(BlobStore):
    """A folder of blobs to read from, which stays as it is: a backup, perhaps."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._drafts = folder / "tmp"


class Batch:
    """Blobs that become durable together, when the ``with`` block ends well."""

    def __init__(self, blobs: BlobStore) -> None:
        self._blobs = blobs
        self._drafts: list[_Draft] = []
        self._places: dict[Digest, Path] = {}

    def put(self, stream: Source, name: str = "", limit: int | None = None) -> Kept:
        """Write the bytes of a stream; they are not durable before the block ends."""
        draft = self._blobs.draft(stream, name, limit)
        self._drafts.append(draft)
        self._places[draft.kept.digest] = draft.path
        return draft.kept

    def open(self, digest: Digest) -> IO[bytes]:
        """Open a blob that was put here, be it durable yet or not.

        Raises:
            BlobMissingError: it is not there.
        """
        place = self._places.get(digest)
        return place.open("rb") if place else self._blobs.open(digest)

    def settle(self) -> None:
        """Make durable what was put so far."""
        self._blobs.settle(self._drafts)
        self._drafts, self._places = [], {}

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        try:
            if kind is None:
                self.settle()
        finally:
            self._blobs.drop(self._drafts)


@contextmanager
def _disk() -> Iterator[None]:
    """Name a full disk by its name."""
    try:
        yield
    except OSError as error:
        if error.errno in {errno.ENOSPC, errno.EDQUOT}:
            raise DiskFullError from error
        raise


@contextmanager
def _own_disk() -> Iterator[None]:
    """Say of a disk that fails that it does: here no foreign file is touched."""
    try:
        with _disk():
            yield
    except OSError as error:
        raise HomeBrokenError(disk_failed(error)) from error


def disk_failed(error: OSError) -> Sentence:
    """Return what is said of a disk that does not keep what is written."""
    return said(
        "The disk of this ledger did not keep what was written to it (%(why)s). What "
        "was said to be kept is safe; look at the disk, and try again.",
        why=error.strerror or error,
    )


def _is_whole(path: Path) -> bool:
    """Tell whether a blob still holds the bytes that its name says."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest() == path.name


def _copy(source: Source, target: IO[bytes], name: str, limit: int | None) -> Kept:
    checksum = hashlib.sha256()
    size = 0
    while chunk := source.read(_CHUNK):
        size += len(chunk)
        if limit is not None and size > limit:
            raise FileTooLargeError(name, limit)
        checksum.update(chunk)
        target.write(chunk)
    return Kept(Digest(checksum.hexdigest()), size)


def _sync(paths: Iterable[Path], within: Path) -> None:
    """Put files or folders on the disk, many of them by one call where it exists."""
    listed = list(paths)
    if len(listed) >= _SHARED_FROM and _sync_file_system(within):
        return
    disk.sync(*listed)


def _sync_file_system(within: Path) -> bool:
    """Sync the whole file system (Linux: ``syncfs``); False where it cannot be had."""
    call = getattr(ctypes.CDLL(None, use_errno=True), "syncfs", None)
    if call is None:
        return False
    descriptor = os.open(within, os.O_RDONLY)
    try:
        if call(descriptor) == 0:
            return True
        raise OSError(ctypes.get_errno(), "syncfs")
    finally:
        os.close(descriptor)


def _remove_older_than(folder: Path, moment: float) -> None:
    for path in folder.iterdir():
        with suppress(FileNotFoundError):
            if path.stat().st_mtime < moment:
                path.unlink()
