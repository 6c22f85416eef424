"""A process of its own that takes in files, to be killed or watched by a test.

``python child.py HOME bring PATH…`` keeps and logs files, saying ``kept`` when they are
safe; ``python child.py HOME work`` reads what waits, saying ``read`` after each batch.
"""

import sys
from pathlib import Path

from ledger.config import Config
from ledger.opened import Ledger
from ledger.services import intake
from ledger.services import walking
from ledger.services import working


def main() -> None:
    """Do what the arguments say."""
    home, act, *paths = sys.argv[1:]
    ledger = Ledger(Config(home=Path(home), boxes=1))
    if act == "bring":
        bring(ledger, paths)
    working.release_the_dead(ledger)
    working.run(ledger, lambda _number: say("read"))
    working.close_receipts(ledger)
    ledger.close()
    say("done")


def bring(ledger: Ledger, paths: list[str]) -> None:
    """Take in files under a receipt."""
    receipt = intake.open_receipt(
        ledger, "u_2345678923456789", custodian="Max Invented", channel="test"
    )
    files = walking.walk(map(Path, paths), ledger.home)
    for number in intake.receive(ledger, receipt, files):
        say(f"kept {number}")
    intake.let_close(ledger, receipt)


def say(words: str) -> None:
    """Tell the test how far the work has come."""
    sys.stdout.write(f"{words}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
