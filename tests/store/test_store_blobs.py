"""The blobs: each under its digest, never rewritten, durable in one order of steps."""

import errno
import hashlib
import io
import os
import stat
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st

from ledger.domain.digest import Digest
from ledger.domain.errors import BlobMissingError
from ledger.domain.errors import DiskFullError
from ledger.domain.errors import FileTooLargeError
from ledger.domain.errors import HomeBrokenError
from ledger.store import blobs
from ledger.store.blobs import BlobStore


class Stopped(BaseException):
    """The machine stops here: nothing after it happens."""


@pytest.fixture
def store(tmp_path: Path) -> BlobStore:
    return BlobStore(tmp_path / "blobs")


@pytest.fixture
def steps(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What reaches the disk, in its order, as the file system sees it."""
    seen: list[str] = []
    sync, rename = os.fsync, os.rename
    shared = blobs._sync_file_system  # noqa: SLF001 - the step itself is looked at

    def fsync(descriptor: int) -> None:
        path = Path(f"/proc/self/fd/{descriptor}").readlink()
        seen.append(f"sync {'folder' if path.is_dir() else 'file'} {path.parent.name}")
        sync(descriptor)

    def move(source: Path, target: Path) -> None:
        seen.append(f"rename from {Path(source).parent.name}")
        rename(source, target)

    def share(within: Path) -> bool:
        seen.append("sync all")
        return shared(within)

    monkeypatch.setattr(os, "fsync", fsync)
    monkeypatch.setattr(os, "rename", move)
    monkeypatch.setattr(blobs, "_sync_file_system", share)
    return seen


def put(store: BlobStore, *contents: bytes) -> list[Digest]:
    with store.batch() as batch:
        return [batch.put(io.BytesIO(each)).digest for each in contents]


def drafts(store: BlobStore) -> list[Path]:
    return list((store.path(Digest.of(b"")).parent.parent / "tmp").iterdir())


@settings(max_examples=30)
@given(st.lists(st.binary(max_size=300), max_size=6))
def test_bytes_lie_under_their_digest_and_come_back(
    tmp_path_factory: pytest.TempPathFactory, contents: list[bytes]
) -> None:
    store = BlobStore(tmp_path_factory.getbasetemp() / "shared-blobs")

    digests = put(store, *contents)

    for digest, content in zip(digests, contents, strict=True):
        path = store.path(digest)
        assert digest.hex == hashlib.sha256(content).hexdigest()
        assert (path.parent.name, path.name) == (digest.hex[:2], digest.hex)
        assert path.read_bytes() == store.read(digest) == content
    assert drafts(store) == []


def test_a_blob_can_be_read_by_its_owner_and_written_by_nobody(
    store: BlobStore,
) -> None:
    [digest] = put(store, b"evidence")

    assert stat.S_IMODE(store.path(digest).stat().st_mode) == 0o400


def test_the_same_bytes_again_rewrite_nothing(store: BlobStore) -> None:
    [digest] = put(store, b"evidence")
    before = store.path(digest).stat()

    put(store, b"evidence", b"evidence")

    after = store.path(digest).stat()
    assert (after.st_ino, after.st_mtime_ns) == (before.st_ino, before.st_mtime_ns)
    assert len(list(store.all())) == 1
    assert drafts(store) == []


def test_a_stream_of_any_size_is_kept_in_pieces(store: BlobStore) -> None:
    content = os.urandom(3 * (1 << 20) + 17)

    kept = store.put(io.BytesIO(content))

    assert (kept.digest, kept.size) == (Digest.of(content), len(content))


def test_a_file_at_the_limit_is_kept_and_one_above_it_is_not(store: BlobStore) -> None:
    store.put(io.BytesIO(b"x" * 100), "at the limit", limit=100)

    with pytest.raises(FileTooLargeError, match="above it"):
        store.put(io.BytesIO(b"x" * 101), "above it", limit=100)

    assert len(list(store.all())) == 1
    assert drafts(store) == []


def test_a_blob_that_is_not_there_is_missed_by_name(store: BlobStore) -> None:
    digest = Digest.of(b"never kept")

    with pytest.raises(BlobMissingError, match=digest.hex):
        store.read(digest)


def test_a_file_is_synced_then_named_then_its_folder_is_synced(
    store: BlobStore, steps: list[str]
) -> None:
    put(store, b"one")

    assert steps == ["sync file tmp", "rename from tmp", "sync folder blobs"]


def test_bytes_that_are_there_already_still_have_their_folder_synced(
    store: BlobStore, steps: list[str]
) -> None:
    put(store, b"one")
    steps.clear()

    put(store, b"one")

    assert steps == ["sync file tmp", "sync folder blobs"]


def test_a_batch_shares_its_syncs(store: BlobStore, steps: list[str]) -> None:
    put(store, *[str(number).encode() for number in range(50)])

    assert steps.count("rename from tmp") == 50
    assert steps[0] == "sync all"
    assert "rename from tmp" not in steps[51:]
    assert len([step for step in steps if step.startswith("sync")]) <= 51
    assert steps.count("sync all") == 2


def test_where_the_file_system_cannot_be_synced_each_file_is(
    store: BlobStore, steps: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(blobs, "_sync_file_system", lambda _within: False)

    put(store, *[str(number).encode() for number in range(6)])

    assert steps[:6] == ["sync file tmp"] * 6
    assert steps[6:12] == ["rename from tmp"] * 6
    assert set(steps[12:]) == {"sync folder blobs"}


def _stop_at(number: int) -> Callable[..., None]:
    """Return a step that stops the machine the n-th time it comes."""
    left = [number]

    def step(*_: object) -> None:
        left[0] -= 1
        if left[0] < 0:
            raise Stopped

    return step


@pytest.mark.parametrize("name", ["fsync", "rename", "fchmod"])
@pytest.mark.parametrize("number", range(3))
def test_a_stop_between_steps_leaves_whole_blobs_or_none(
    store: BlobStore, monkeypatch: pytest.MonkeyPatch, name: str, number: int
) -> None:
    real, stop = getattr(os, name), _stop_at(number)
    contents = [b"one", b"two", b"three"]

    with monkeypatch.context() as patch:
        patch.setattr(os, name, lambda *all_: (stop(), real(*all_))[1])
        with pytest.raises(Stopped):
            put(store, *contents)

    for path in store.all():
        assert hashlib.sha256(path.read_bytes()).hexdigest() == path.name
    again = BlobStore(store.path(Digest.of(b"")).parent.parent)
    assert put(again, *contents) == [Digest.of(each) for each in contents]
    assert [again.read(Digest.of(each)) for each in contents] == contents


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EDQUOT])
@pytest.mark.parametrize("name", ["fsync", "rename", "fchmod"])
def test_a_full_disk_is_called_one_and_leaves_no_draft(
    store: BlobStore, monkeypatch: pytest.MonkeyPatch, name: str, number: int
) -> None:
    def full(*_: object) -> None:
        raise OSError(number, os.strerror(number))

    with monkeypatch.context() as patch:
        patch.setattr(os, name, full)
        with pytest.raises(DiskFullError):
            put(store, b"one")

    assert drafts(store) == []
    assert put(store, b"one") == [Digest.of(b"one")]


@pytest.mark.parametrize("name", ["fsync", "rename"])
def test_a_disk_that_fails_is_said_to_fail(
    store: BlobStore, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    def fails(*_: object) -> None:
        raise OSError(errno.EIO, os.strerror(errno.EIO))

    with monkeypatch.context() as patch:
        patch.setattr(os, name, fails)
        with pytest.raises(HomeBrokenError, match="The disk of this ledger did not"):
            put(store, b"one")

    assert drafts(store) == []
    assert put(store, b"one") == [Digest.of(b"one")]


def test_a_batch_that_breaks_off_keeps_nothing(store: BlobStore) -> None:
    with pytest.raises(KeyError), store.batch() as batch:  # noqa: PT012 - the block
        batch.put(io.BytesIO(b"one"))
        raise KeyError

    assert list(store.all()) == []
    assert drafts(store) == []


def test_drafts_of_a_crash_are_removed_after_a_day_and_not_before(
    store: BlobStore,
) -> None:
    folder = store.path(Digest.of(b"")).parent.parent
    for name, age in (("old", 25), ("young", 23)):
        (folder / "tmp" / name).write_bytes(b"half")
        when = time.time() - age * 60 * 60
        os.utime(folder / "tmp" / name, (when, when))

    again = BlobStore(folder)

    assert [path.name for path in drafts(again)] == ["young"]


def test_what_a_batch_holds_can_be_opened_before_and_after_it_is_durable(
    store: BlobStore,
) -> None:
    with store.batch() as batch:
        kept = batch.put(io.BytesIO(b"logo"))

        with batch.open(kept.digest) as before:
            assert before.read() == b"logo"
        batch.settle()
        with batch.open(kept.digest) as after:
            assert after.read() == b"logo"
