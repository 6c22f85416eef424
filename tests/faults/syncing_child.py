"""A process of its own that looks into a source, to be killed by a test.

``python syncing_child.py HOME SOURCE`` says ``begun`` before it looks, ``kept`` after
each batch that is safe, and ``done`` at its end.
"""

import sys
from collections.abc import Callable
from pathlib import Path

from ledger.config import Config
from ledger.opened import Ledger
from ledger.services import fetched
from ledger.services import syncing
from ledger.services import working
from ledger.store import sources
from ledger.store.database import Tx

_BATCH = 5


def main() -> None:
    """Look into a source, in small batches, and read what came."""
    home, source = sys.argv[1:]
    ledger = Ledger(Config(home=Path(home), boxes=1))
    fetched._MESSAGES = _BATCH  # noqa: SLF001 - many batches, so that many can be hit
    sources.note = telling(sources.note)
    say("begun")
    syncing.sync(ledger, source)
    working.release_the_dead(ledger)
    working.run(ledger, lambda _number: None)
    working.close_receipts(ledger)
    ledger.close()
    say("done")


def telling(note: Callable[..., None]) -> Callable[..., None]:
    """Return what notes how it goes, and says so."""

    def noting(tx: Tx, key: str, **changes: object) -> None:
        note(tx, key, **changes)
        if changes.get("fetched"):
            say("kept")

    return noting


def say(words: str) -> None:
    """Tell the test how far it has come."""
    sys.stdout.write(f"{words}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
