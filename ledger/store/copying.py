"""A copy of the database that may leave the house, and what is synced with it.

It holds the log and all rows, but nothing of the work at hand that belongs to one
running program: sessions, failed tries, half sent files, leases.
"""

from pathlib import Path

from ledger.store.database import Database

_OF_ONE_PROGRAM = (
    "DELETE FROM session",
    "DELETE FROM attempt",
    "DELETE FROM upload",
    "UPDATE job SET leased_by = NULL, leased_until = NULL",
)


def snapshot(db: Database, path: Path) -> None:
    """Write a copy of one moment to a new file, while others go on writing.

    Raises:
        DiskFullError: there is no room for it.
        DatabaseDamagedError: there is nothing to copy from.
    """
    db.copy_to(path, _OF_ONE_PROGRAM)
