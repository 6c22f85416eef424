"""``python -m ledger.samples FOLDER [--archive N FILE]``."""

from argparse import ArgumentParser
from pathlib import Path
from sys import exit as leave
from sys import stderr

from ledger.samples.archive import write_archive
from ledger.samples.folder import write


def main() -> int:
    """Write the samples, and an archive where one is asked for."""
    parser = ArgumentParser(
        prog="python -m ledger.samples",
        description="Write the sample mails and contracts below FOLDER.",
    )
    parser.add_argument("folder", type=Path)
    parser.add_argument(
        "--archive",
        nargs=2,
        metavar=("N", "FILE"),
        help="also write an mbox of N mails to FILE",
    )
    parser.add_argument("--seed", type=int, default=1, help="of the archive")
    wish = parser.parse_args()
    if wish.archive and not wish.archive[0].isdecimal():
        parser.error(f"--archive needs a number of mails, not {wish.archive[0]!r}")
    try:
        write(wish.folder)
        if wish.archive:
            with Path(wish.archive[1]).open("wb") as stream:
                write_archive(stream, int(wish.archive[0]), wish.seed)
    except OSError as problem:
        stderr.write(f"The samples could not be written: {problem}.\n")
        return 1
    return 0


if __name__ == "__main__":
    leave(main())
