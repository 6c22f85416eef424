"""All samples as files, and the command that writes them."""

import os
import re
import subprocess
import sys
from hashlib import sha256
from pathlib import Path

from ledger.samples.folder import files
from ledger.samples.folder import write

CHECKOUT = Path(__file__).parents[2]


def digests(folder: Path) -> dict[str, str]:
    return {
        str(path.relative_to(folder)): sha256(path.read_bytes()).hexdigest()
        for path in folder.rglob("*")
        if path.is_file()
    }


def run(*words: str, **settings: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(  # noqa: S603 - our own module, with words of this test
        [sys.executable, "-m", "ledger.samples", *words],
        env={**os.environ, "PYTHONPATH": str(CHECKOUT), **settings},
        capture_output=True,
        text=True,
        check=False,
    )


def test_twice_written_is_equal_to_the_byte(tmp_path: Path) -> None:
    write(tmp_path / "one")
    write(tmp_path / "two")

    assert digests(tmp_path / "one") == digests(tmp_path / "two")


def test_another_process_in_another_zone_writes_the_same_bytes(tmp_path: Path) -> None:
    write(tmp_path / "here")

    for number, zone in enumerate(("Asia/Kamchatka", "America/Lima")):
        there = tmp_path / zone
        done = run(str(there), TZ=zone, PYTHONHASHSEED=str(number), LC_ALL="C")
        assert done.returncode == 0, done.stderr
        assert digests(there) == digests(tmp_path / "here")


def test_the_folder_says_that_all_of_it_is_invented(tmp_path: Path) -> None:
    write(tmp_path)

    assert "is invented" in (tmp_path / "README.txt").read_text()


def test_files_come_in_a_stable_order_and_no_name_twice() -> None:
    names = [name for name, _ in files()]

    assert names == [name for name, _ in files()]
    assert len(names) == len(set(names))
    assert names[0] == "README.txt"
    assert "unfiled/001-newsletter.eml" in names
    assert any(re.fullmatch(r"mail/NORD/\d{3}-insists\.andrei\.eml", n) for n in names)


def test_the_command_also_writes_an_archive(tmp_path: Path) -> None:
    archive = tmp_path / "all.mbox"

    done = run(str(tmp_path / "files"), "--archive", "25", str(archive))

    assert done.returncode == 0, done.stderr
    assert archive.read_bytes().count(b"\nX-Sample-Data: yes\n") == 25


def test_the_command_says_in_a_sentence_that_it_cannot_write(tmp_path: Path) -> None:
    taken = tmp_path / "taken"
    taken.write_bytes(b"")

    done = run(str(taken))

    assert done.returncode == 1
    assert done.stderr.startswith("The samples could not be written: ")
    assert "Traceback" not in done.stderr


def test_the_command_refuses_a_number_that_is_none(tmp_path: Path) -> None:
    done = run(str(tmp_path), "--archive", "many", "x")

    assert done.returncode == 2
    assert "'many'" in done.stderr
