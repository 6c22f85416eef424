"""Make the home of a version, to be opened by every later one.

``python tests/migrations/make_home.py`` lives a whole life in a new home and packs it
as ``homes/<version>.tar.xz``, with a signed checkpoint beside it. It is run once, when
a version is tagged, with the code of that version (``PYTHONPATH`` leads to it); what
lies there is never made again. What can be made anew is left out.
"""

import io
import shutil
import sqlite3
import sys
import tarfile
import tempfile
from pathlib import Path

from ledger import __version__
from ledger.config import Config
from ledger.opened import Ledger
from ledger.services import checkpoints
from tests.acts import whole_life
from tests.conftest import Clock
from tests.duties import owe

HOMES = Path(__file__).with_name("homes")
DERIVED = {"index", "cache", "uploads"}


def main() -> None:
    """Make the home of the code that is found first."""
    target = Path(sys.argv[1]) if len(sys.argv) > 1 else HOMES
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder) / "home"
        note = lived(home)
        target.mkdir(exist_ok=True)
        packed = target / f"{__version__}.tar.xz"
        packed.write_bytes(pack(home))
        (target / f"{__version__}.checkpoint").write_text(note, "utf-8")
    sys.stdout.write(f"{packed}: {packed.stat().st_size} bytes\n")


def lived(home: Path) -> str:
    """Live a whole life in a home, strip it, and return a checkpoint of its end."""
    ledger = Ledger(Config(home=home, boxes=1), Clock())
    owe(ledger, whole_life(ledger))
    note = checkpoints.sign(ledger)
    ledger.close()
    for name in DERIVED:
        shutil.rmtree(home / name, ignore_errors=True)
    db = sqlite3.connect(home / "ledger.db")
    db.execute("PRAGMA journal_mode = DELETE")
    db.execute("VACUUM")
    db.close()
    return note


def pack(home: Path) -> bytes:
    """Return the files of a home as an archive: sorted, of no time and of nobody."""
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w:xz", preset=9) as archive:
        for path in sorted(home.rglob("*")):
            if path.is_file():
                member = tarfile.TarInfo(path.relative_to(home).as_posix())
                member.size, member.mode = path.stat().st_size, 0o600
                with path.open("rb") as file:
                    archive.addfile(member, file)
    return packed.getvalue()


if __name__ == "__main__":
    main()
