"""Pull a story and check it as its reader would, who has nothing of ours."""

import base64
import hashlib
import json
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

from ledger.opened import Ledger
from ledger.services import pulls


def unpacked(ledger: Ledger, folder: Path, key: str = "R-1") -> Path:
    """Pull the story and unpack it."""
    made = pulls.make(ledger, key)
    with made.file, zipfile.ZipFile(made.file) as archive:
        archive.extractall(folder)
    return folder


def checked(folder: Path) -> tuple[int, str]:
    """Run the script of a pull as its reader would: apart, without our program."""
    done = subprocess.run(
        [sys.executable, "-I", "-S", "-X", "utf8", "check.py"],
        cwd=folder,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    return done.returncode, done.stdout + done.stderr


def manifest_of(folder: Path) -> Any:
    """Return what a pull says of its files."""
    return json.loads((folder / "manifest.json").read_text("utf-8"))


def fields_of(folder: Path, entry: Any) -> dict[str, Any]:
    """Return the fields of an event that are shown."""
    found = {}
    for line in (folder / entry["fields"]).read_text("ascii").split():
        data = base64.urlsafe_b64decode(line + "=" * (-len(line) % 4))
        _salt, name, value = json.loads(data)
        found[name] = value
    return found


def everything_in(folder: Path) -> str:
    """Return all that can be read in a pull, its fields decoded too."""
    told = [path.read_bytes().decode("utf-8", "replace") for path in files_of(folder)]
    events = manifest_of(folder)["events"]
    fields = [
        json.dumps(fields_of(folder, each), ensure_ascii=False) for each in events
    ]
    return "\n".join([*told, *fields])


def files_of(folder: Path) -> list[Path]:
    """Return the files of a pull."""
    return [path for path in sorted(folder.rglob("*")) if path.is_file()]


def relisted(folder: Path) -> None:
    """Write the list of digests anew, as a forger would."""
    lines = [
        f"{hashlib.sha256(path.read_bytes()).hexdigest()}  "
        f"{path.relative_to(folder).as_posix()}\n"
        for path in files_of(folder)
        if path.name != "manifest-sha256.txt"
    ]
    (folder / "manifest-sha256.txt").write_text("".join(lines), "utf-8")
