"""Run the benchmarks and print their table."""

import argparse
import tempfile
from functools import partial
from pathlib import Path

from benchmarks import auditing
from benchmarks import intake
from benchmarks import kills
from benchmarks import mailboxes
from benchmarks import pages
from benchmarks import scans
from benchmarks import searching
from benchmarks.table import printed
from benchmarks.table import Row

_PARTS = {
    "intake": intake.run,
    "search": searching.run,
    "scans": scans.run,
    "pages": pages.run,
    "audit": auditing.run,
    "mailboxes": mailboxes.run,
}
_KILLS = "kills"
"""Done only where it is named: it takes long, and says more of safety than of speed."""


def main() -> None:
    """Run the parts that were named, or all."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks")
    parser.add_argument("parts", nargs="*", help=", ".join([*_PARTS, _KILLS]))
    parser.add_argument("--messages", type=int, default=50_000)
    parser.add_argument("--kills", type=int, default=20)
    chosen = parser.parse_args()
    rows: list[Row] = []
    parts = _PARTS | {_KILLS: partial(kills.run, kills=chosen.kills)}
    for name, run in parts.items():
        if name in (chosen.parts or _PARTS):
            with tempfile.TemporaryDirectory(prefix="bench-", dir=".") as folder:
                rows += run(Path(folder), chosen.messages)
    print(printed(rows))  # noqa: T201 - the table is what it is for


if __name__ == "__main__":
    main()
