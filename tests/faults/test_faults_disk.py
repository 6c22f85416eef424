"""The disk: the order in which things reach it, and what happens when it is full."""

import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from ledger.config import Config
from ledger.domain.backup import BackupError
from ledger.domain.errors import DiskFullError
from ledger.domain.errors import LedgerError
from ledger.opened import Ledger
from ledger.services import audit
from ledger.services import backups
from ledger.services import checkpoints
from ledger.services import copies
from ledger.services import restoring
from ledger.services.restoring import Brought
from tests.acts import bring
from tests.acts import every_document
from tests.acts import mail
from tests.acts import take_in
from tests.faults.conftest import Showed
from tests.faults.killing import CHILD
from tests.faults.killing import ROOT
from tests.services.flips import flip

pytestmark = pytest.mark.faults

CALLS = "fsync,fdatasync,syncfs,rename,renameat,renameat2,write,pwrite64"


def traced(home: Path, *paths: Path) -> list[str]:
    """Return the calls of a process that takes in files, in their order."""
    strace = shutil.which("strace")
    if strace is None:
        pytest.skip("strace is not here; the order of writing is not looked at.")
    log = home.with_name("trace")
    words = [strace, "-f", "-y", "-s", "64", "-e", f"trace={CALLS}", "-o", str(log)]
    call = [sys.executable, str(CHILD), str(home), "bring", *map(str, paths)]
    ran = subprocess.run(  # noqa: S603 - our own program, watched
        [*words, *call],
        cwd=ROOT,
        env={"PYTHONPATH": str(ROOT), "PATH": "/usr/bin:/bin"},
        capture_output=True,
        text=True,
        check=False,
    )
    if "ptrace" in ran.stderr:
        pytest.skip("strace may not look into processes here.")
    assert ran.returncode == 0, ran.stderr
    return log.read_text("utf-8", errors="replace").splitlines()


def step(line: str) -> str | None:
    """Return what a call is in the order of writing; None for any other."""
    forms = {
        r"(fsync|fdatasync)\(\d+<[^>]*/blobs/tmp/": "sync draft",
        r"rename\w*\(.*/blobs/tmp/.*/blobs/[0-9a-f]{2}/": "name blob",
        r"(fsync|fdatasync)\(\d+<[^>]*/blobs/[0-9a-f]{2}>": "sync folder",
        r"syncfs\(": "sync all",
        r"(fsync|fdatasync)\(\d+<[^>]*/ledger\.db-wal>": "commit",
        r'write\(1<[^>]*>, "kept': "say so",
    }
    found = (name for form, name in forms.items() if re.search(form, line))
    return next(found, None)


def steps(lines: list[str]) -> list[str]:
    """Return the steps from the first blob to where the process says it is safe."""
    found = [name for name in map(step, lines) if name]
    said = found.index("say so")
    first = next(n for n, name in enumerate(found) if "draft" in name or "all" in name)
    return found[first : said + 1]


def test_a_file_is_synced_named_its_folder_synced_logged_and_then_acknowledged(
    tmp_path: Path, showed: Showed
) -> None:
    path = tmp_path / "one.eml"
    path.write_bytes(mail(1))

    assert steps(traced(tmp_path / "home", path)) == [
        "sync draft",
        "name blob",
        "sync folder",
        "commit",
        "say so",
    ]
    showed("by strace: draft synced, named, folder synced, log synced, then said")


def test_many_files_share_two_syncs_in_the_same_order(
    tmp_path: Path, showed: Showed
) -> None:
    paths = [tmp_path / f"{number}.eml" for number in range(20)]
    for number, path in enumerate(paths):
        path.write_bytes(mail(number))

    assert steps(traced(tmp_path / "home", *paths)) == [
        "sync all",
        *["name blob"] * 20,
        "sync all",
        "commit",
        "say so",
    ]
    showed("by strace: 20 files, two syncs of the file system, one of the log")


def mounted(*words: str) -> bool:
    """Call ``mount``; False where that may not be done."""
    mount = shutil.which("mount")
    if mount is None:
        return False
    ran = subprocess.run([mount, *words], capture_output=True, check=False)  # noqa: S603 - fixed words
    return ran.returncode == 0


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of a few megabytes."""
    place = tmp_path / "disk"
    place.mkdir()
    if not mounted("-t", "tmpfs", "-o", "size=6m", "tmpfs", str(place)):
        pytest.skip("A small disk cannot be mounted here; that needs root.")
    yield place
    subprocess.run(["umount", str(place)], check=True)  # noqa: S603, S607 - as mounted


def fill(ledger: Ledger) -> None:
    """Bring files until there is no room."""
    for number in range(2, 100):
        bring(ledger, {f"{number}.bin": bytes([number]) * 500_000})


def ballast(path: Path) -> None:
    """Write until there is no room."""
    with path.open("wb", buffering=0) as file:
        while True:
            file.write(bytes(1 << 12))


def test_a_full_disk_is_one_sentence_nothing_is_lost_and_the_work_goes_on(
    small_disk: Path, showed: Showed
) -> None:
    ledger = Ledger(Config(home=small_disk / "home", boxes=1))
    take_in(ledger, {"first.eml": mail(1)})
    outside = checkpoints.sign(ledger)
    kept = every_document(ledger)

    with pytest.raises(DiskFullError):
        fill(ledger)

    during = every_document(ledger)
    assert during[:1] == kept
    assert all(len(ledger.blobs.read(each.digest)) == each.size for each in during)
    ledger.close()
    assert mounted("-o", "remount,size=40m", str(small_disk))
    again = Ledger(Config(home=small_disk / "home", boxes=1))
    take_in(again, {"last.eml": mail(999)})
    assert [each.id for each in every_document(again)][: len(during)] == [
        each.id for each in during
    ]
    assert again.blobs.read(every_document(again)[-1].digest) == mail(999)
    assert audit.audit(again, [outside]).verdict == "sound"
    again.close()
    showed(f"a disk of 6 MB was full after {len(during)} files: all of them kept")


def test_a_disk_that_is_full_to_the_brim_is_one_sentence_and_harms_nothing(
    small_disk: Path, showed: Showed
) -> None:
    ledger = Ledger(Config(home=small_disk / "home", boxes=1))
    take_in(ledger, {"first.eml": mail(1)})
    outside = checkpoints.sign(ledger)
    with pytest.raises(OSError, match="No space"):
        ballast(small_disk / "full")

    assert len(every_document(ledger)) == 1
    assert audit.audit(ledger, [outside]).verdict == "sound"
    with pytest.raises(LedgerError, match=r"\.$"):
        fill(ledger)
    ledger.close()
    (small_disk / "full").unlink()
    Ledger(Config(home=small_disk / "home", boxes=1)).close()
    with pytest.raises(OSError, match="No space"):
        ballast(small_disk / "full")
    with pytest.raises(LedgerError, match="disk"):
        Ledger(Config(home=small_disk / "home", boxes=1))

    (small_disk / "full").unlink()
    freed = Ledger(Config(home=small_disk / "home", boxes=1))
    take_in(freed, {"second.eml": mail(2)})
    assert audit.audit(freed, [outside]).verdict == "sound"
    freed.close()
    showed(
        "not one byte free: reading and audit work, opening says so, freed it goes on"
    )


def test_a_backup_onto_a_full_disk_leaves_the_former_one(
    small_disk: Path, tmp_path: Path, showed: Showed
) -> None:
    ledger = Ledger(Config(home=tmp_path / "home", boxes=1))
    take_in(ledger, {"first.eml": mail(1)})
    outside = checkpoints.sign(ledger)
    place = small_disk / "backup"
    former = backups.back_up(ledger, place).manifest
    bring(ledger, {f"{n}.bin": bytes([n]) * 900_000 for n in range(2, 12)})

    with pytest.raises(BackupError, match="no room left"):
        backups.back_up(ledger, place)

    assert copies.manifest(place) == former
    config = Config(home=tmp_path / "again", boxes=1)
    made = restoring.restore(config, place, Brought(notes=[outside]), "u_1")
    assert (made.report.verdict, made.manifest) == ("sound", former)
    assert mounted("-o", "remount,size=40m", str(small_disk))
    assert backups.back_up(ledger, place).report.verdict == "unanchored"
    ledger.close()
    showed("a backup of 9 MB onto a disk of 6 MB: the former one restored whole")


def test_no_flipped_bit_anywhere_in_the_file_is_overlooked(
    lived_home: Path, tmp_path: Path, showed: Showed
) -> None:
    home = tmp_path / "home"
    shutil.copytree(lived_home, home)

    outcome = flip(home, 300, seed=300, sparing=False)

    assert outcome.seen + outcome.harmless == 300
    assert outcome.seen > 5
    showed(f"of 300 flipped bits {outcome.seen} were seen, the others changed nothing")
