"""Accounts (rows made from the log) and what guards them (rows that are not)."""

from datetime import datetime
from typing import Any

from sqlalchemy import delete
from sqlalchemy import insert
from sqlalchemy import select
from sqlalchemy import update

from ledger.domain.account import Account
from ledger.domain.account import Role
from ledger.domain.errors import NotFoundError
from ledger.domain.event import SealedEvent
from ledger.store import tables
from ledger.store.database import Tx

accounts = tables.accounts.c
sessions = tables.sessions.c
attempts = tables.attempts.c


def added(tx: Tx, event: SealedEvent) -> None:
    """Add the row of an account."""
    row = {name: event.fields[name] for name in ("email", "name", "role")}
    tx.execute(insert(tables.accounts), {"id": event.subject, **row})


def every(tx: Tx) -> list[Account]:
    """Return all accounts by address."""
    rows = tx.execute(select(tables.accounts).order_by(accounts.email))
    return [_from_row(row) for row in rows]


def with_email(tx: Tx, email: str) -> Account | None:
    """Return the account of an address; None where there is none."""
    folded = email.strip().casefold()
    row = tx.execute(select(tables.accounts).where(accounts.email == folded)).first()
    return _from_row(row) if row else None


def find(tx: Tx, key: str) -> Account:
    """Return an account by its id.

    Raises:
        NotFoundError: there is none.
    """
    row = tx.execute(select(tables.accounts).where(accounts.id == key)).first()
    if row is None:
        raise NotFoundError("account", key)
    return _from_row(row)


def password_hash(tx: Tx, account: str) -> str | None:
    """Return the hash of an account's password; None where none is set."""
    column = tables.passwords.c
    return tx.execute(
        select(column.hash).where(column.account == account)
    ).scalar_one_or_none()


def set_password_hash(tx: Tx, account: str, text: str) -> None:
    """Keep the hash of a password in place of a former one."""
    column = tables.passwords.c
    tx.execute(delete(tables.passwords).where(column.account == account))
    tx.execute(insert(tables.passwords), {"account": account, "hash": text})


def add_session(
    tx: Tx, token_digest: str, account: str, now: datetime, agent: str
) -> None:
    """Remember a session by the digest of its token."""
    tx.execute(
        insert(tables.sessions),
        {
            "token_digest": token_digest,
            "account": account,
            "made_at": now,
            "seen_at": now,
            "agent": agent,
        },
    )


def session(tx: Tx, token_digest: str) -> Any:
    """Return a session's row (account, made_at, seen_at); None where there is none."""
    query = select(tables.sessions).where(sessions.token_digest == token_digest)
    return tx.execute(query).first()


def touch_session(tx: Tx, token_digest: str, now: datetime) -> None:
    """Note that a session was used."""
    tx.execute(
        update(tables.sessions)
        .where(sessions.token_digest == token_digest)
        .values(seen_at=now)
    )


def end_session(tx: Tx, token_digest: str) -> None:
    """Forget a session."""
    tx.execute(delete(tables.sessions).where(sessions.token_digest == token_digest))


def end_sessions_of(tx: Tx, account: str) -> int:
    """Forget all sessions of an account and return how many there were."""
    found = tx.execute(delete(tables.sessions).where(sessions.account == account))
    return found.rowcount


def attempt(tx: Tx, key: str) -> tuple[int, datetime | None]:
    """Return how often in a row a key failed, and before when it must not try."""
    row = tx.execute(select(tables.attempts).where(attempts.key == key)).first()
    return (row.failures, row.not_before) if row else (0, None)


def set_attempt(tx: Tx, key: str, failures: int, not_before: datetime) -> None:
    """Remember a failure."""
    tx.execute(
        insert(tables.attempts)
        .prefix_with("OR REPLACE")
        .values(key=key, failures=failures, not_before=not_before)
    )


def clear_attempt(tx: Tx, key: str) -> None:
    """Forget the failures of a key."""
    tx.execute(delete(tables.attempts).where(attempts.key == key))


def _from_row(row: Any) -> Account:
    return Account(row.id, row.email, row.name, Role(row.role))
