"""The database: two kinds of transaction, with two names.

``reading()`` sees one state; ``writing()`` queues behind other writers and is durable
when its block has ended. Nothing outside this folder knows which database it is.
"""

import sqlite3
from collections.abc import Iterable
from collections.abc import Iterator
from contextlib import closing
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote

from sqlalchemy import Connection
from sqlalchemy import create_engine
from sqlalchemy import Engine
from sqlalchemy import event
from sqlalchemy.exc import DatabaseError
from sqlalchemy.pool import QueuePool

from ledger.domain.errors import BusyError
from ledger.domain.errors import DatabaseDamagedError
from ledger.domain.errors import DiskFullError
from ledger.domain.errors import HomeBrokenError
from ledger.domain.sentence import said

Tx = Connection
"""What every store function is handed first."""

_FULL = 2


class Database:
    """The rows of one home."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._engine = _engine(path)

    @contextmanager
    def reading(self) -> Iterator[Tx]:
        """Give a transaction that sees one state and writes nothing."""
        try:
            with self._engine.connect() as tx, tx.begin():
                tx.exec_driver_sql("BEGIN")
                yield tx
        except DatabaseError as error:
            raise _named(error, str(error.orig)) from error

    @contextmanager
    def writing(self) -> Iterator[Tx]:
        """Give a transaction that writes; it is durable when the block has ended.

        Raises:
            DiskFullError: there is no room; nothing was written.
            BusyError: another process has been writing for too long.
        """
        try:
            with self._engine.connect() as tx, tx.begin():
                tx.exec_driver_sql("BEGIN IMMEDIATE")
                yield tx
        except DatabaseError as error:
            raise _named(error, str(error.orig)) from error

    def copy_to(self, path: Path, changes: Iterable[str] = ()) -> None:
        """Write a consistent copy, in one file, while others go on writing.

        ``changes`` are statements that are run on the copy.

        Raises:
            DiskFullError: there is no room for it.
            DatabaseDamagedError: there is nothing to copy from.
        """
        try:
            with (
                closing(sqlite3.connect(path)) as target,
                closing(sqlite3.connect(self.path)) as source,
            ):
                source.backup(target)
                target.execute("PRAGMA journal_mode = DELETE")
                target.execute("PRAGMA secure_delete = ON")
                for statement in changes:
                    target.execute(statement)
                target.commit()
        except sqlite3.DatabaseError as error:
            raise _named(error, str(error)) from error

    def close(self) -> None:
        """Give back every connection."""
        self._engine.dispose()


class StillDatabase(Database):
    """A database that nobody writes to: looking at it leaves no trace beside it."""

    def __init__(self, path: Path) -> None:
        self.path = path
        address = f"file:{quote(str(path.absolute()))}?mode=ro&immutable=1"
        self._engine = create_engine(
            "sqlite://",
            creator=lambda: sqlite3.connect(
                address, uri=True, check_same_thread=False, isolation_level=None
            ),
            poolclass=QueuePool,
        )


def must_be_durable(tx: Tx) -> None:
    """Refuse a connection on which a commit would not reach the disk."""
    if tx.exec_driver_sql("PRAGMA synchronous").scalar_one() < _FULL:
        message = "this connection does not sync its commits"
        raise RuntimeError(message)


_DAMAGE = (
    "malformed",
    "not a database",
    "decode to UTF-8",
    "no such table",
    "no such column",
    "no such index",
    "unsupported file format",
    "unknown or unsupported",
)
"""What the database says of a file that is not what was written."""

_UNUSABLE = ("disk I/O error", "readonly database", "unable to open database")


def _named(error: Exception, text: str) -> Exception:
    if any(words in text for words in _DAMAGE):
        return DatabaseDamagedError()
    if "full" in text:
        return DiskFullError()
    if "locked" in text:
        return BusyError(
            said("Another program is writing to this ledger; try again in a minute.")
        )
    if any(words in text for words in _UNUSABLE):
        return HomeBrokenError(
            said(
                "The database of this ledger cannot be used now (%(text)s); look at "
                "its disk, which may be full, and at the owner of its files, and try "
                "again.",
                text=text,
            )
        )
    return error


def _engine(path: Path) -> Engine:
    engine = create_engine(
        f"sqlite:///{path}",
        connect_args={"check_same_thread": False, "timeout": 60},
        pool_size=16,
        max_overflow=32,
    )
    event.listen(engine, "connect", _prepare)
    return engine


def _prepare(connection: sqlite3.Connection, _record: Any) -> None:
    connection.isolation_level = None
    for pragma in (
        "journal_mode = WAL",
        "synchronous = FULL",
        "foreign_keys = ON",
        "busy_timeout = 60000",
        "cache_size = -16000",
        "temp_store = MEMORY",
    ):
        _set(connection, pragma)


def _set(connection: sqlite3.Connection, pragma: str) -> None:
    try:
        connection.execute(f"PRAGMA {pragma}")
    except UnicodeDecodeError as error:  # the message holds words of a damaged file
        message = "malformed database schema"
        raise sqlite3.DatabaseError(message) from error
