"""Run the benchmarks and print their table."""

import argparse
import tempfile
from pathlib import Path

from benchmarks import auditing
from benchmarks import intake
from benchmarks import pages
from benchmarks import searching
from benchmarks.table import printed
from benchmarks.table import Row

_PARTS = {
    "intake": intake.run,
    "search": searching.run,
    "pages": pages.run,
    "audit": auditing.run,
}


def main() -> None:
    """Run the parts that were named, or all."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks")
    parser.add_argument("parts", nargs="*", help=", ".join(_PARTS))
    parser.add_argument("--messages", type=int, default=50_000)
    chosen = parser.parse_args()
    rows: list[Row] = []
    for name, run in _PARTS.items():
        if not chosen.parts or name in chosen.parts:
            with tempfile.TemporaryDirectory(prefix="bench-", dir=".") as folder:
                rows += run(Path(folder), chosen.messages)
    print(printed(rows))  # noqa: T201 - the table is what it is for


if __name__ == "__main__":
    main()
