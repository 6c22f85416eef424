"""Accounts: who signs in, and what keeps others out.

Passwords are kept as argon2id, sessions in the database by the digest of their token,
failures there too, so that no restart and no second process forgets them. Unknown
addresses cost the same work and get the same answer as wrong passwords.
"""

import hashlib
import secrets
from datetime import timedelta

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError
from argon2.exceptions import VerificationError

from ledger.domain.account import Account
from ledger.domain.account import Role
from ledger.domain.digest import new_id
from ledger.domain.errors import AlreadyThereError
from ledger.domain.errors import BadInputError
from ledger.domain.errors import NotFoundError
from ledger.domain.errors import SignInError
from ledger.domain.event import Event
from ledger.domain.event import EventKind
from ledger.domain.sentence import counted
from ledger.domain.sentence import said
from ledger.opened import Ledger
from ledger.services.common_passwords import is_common
from ledger.store import accounts
from ledger.store.database import Tx

SHORTEST = 12
LONGEST = 256
_IDLE = timedelta(hours=8)
_ABSOLUTE = timedelta(days=7)
_FREE_TRIES = 4
_LONGEST_DELAY = timedelta(minutes=15)
_TOUCH = timedelta(minutes=1)

# RFC 9106, the second recommended choice, with the memory of OWASP's first.
_HASHER = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)
_NOBODY = _HASHER.hash("a password that nobody has")


def add(ledger: Ledger, actor: str, email: str, name: str, password: str) -> Account:
    """Add an account; the first one is the owner's.

    Raises:
        AlreadyThereError: the address has an account.
        BadInputError: the address is none, or the password too weak.
    """
    address = _address(email)
    hashed = _HASHER.hash(_strong(password, address))
    with ledger.db.writing() as tx:
        if accounts.with_email(tx, address):
            raise AlreadyThereError("account", address)
        role = Role.MANAGER if accounts.every(tx) else Role.OWNER
        key = new_id("u")
        fields = {"email": address, "name": name.strip() or address, "role": str(role)}
        ledger.record(
            tx,
            Event(
                kind=EventKind.ACCOUNT_ADDED,
                subject=key,
                actor=actor or key,
                fields=dict(fields),
            ),
        )
        accounts.set_password_hash(tx, key, hashed)
        return accounts.find(tx, key)


def set_password(ledger: Ledger, email: str, password: str) -> Account:
    """Set a new password, end all sessions and forget failures.

    Raises:
        NotFoundError: no account has that address.
        BadInputError: the password is too weak.
    """
    address = _address(email)
    hashed = _HASHER.hash(_strong(password, address))
    with ledger.db.writing() as tx:
        account = accounts.with_email(tx, address)
        if account is None:
            raise NotFoundError("account", address)
        accounts.set_password_hash(tx, account.id, hashed)
        accounts.end_sessions_of(tx, account.id)
        accounts.clear_attempt(tx, _key("account", address))
    return account


def every(ledger: Ledger) -> list[Account]:
    """Return all accounts by address."""
    with ledger.db.reading() as tx:
        return accounts.every(tx)


def with_email(ledger: Ledger, email: str) -> Account:
    """Return the account of an address.

    Raises:
        NotFoundError: no account has that address.
    """
    with ledger.db.reading() as tx:
        found = accounts.with_email(tx, email)
    if found is None:
        raise NotFoundError("account", email)
    return found


def sign_in(
    ledger: Ledger, email: str, password: str, *, place: str, agent: str
) -> tuple[Account, str]:
    """Check a password and return the account with the token of a new session.

    Raises:
        SignInError: it is wrong, or there were too many wrong ones just now.
    """
    address = email.strip().casefold()
    keys = (_key("account", address), _key("place", place))
    with ledger.db.reading() as tx:
        _not_too_soon(ledger, tx, keys)
        account = accounts.with_email(tx, address)
        hashed = accounts.password_hash(tx, account.id) if account else None
    if not _matches(hashed or _NOBODY, password) or account is None or hashed is None:
        with ledger.db.writing() as tx:
            _count_failure(ledger, tx, keys)
        raise SignInError(said("The address or the password is wrong."))
    return account, _begin(ledger, account, password, hashed, keys, agent)


def begin_session(ledger: Ledger, account: Account, agent: str) -> str:
    """Begin a session without a password, as the sample ledger does."""
    token = secrets.token_urlsafe(32)
    with ledger.db.writing() as tx:
        accounts.add_session(tx, _digest(token), account.id, ledger.now(), agent)
    return token


def of_session(ledger: Ledger, token: str) -> Account | None:
    """Return whose session a token is; None where it has ended."""
    now = ledger.now()
    with ledger.db.reading() as tx:
        row = accounts.session(tx, _digest(token))
        if row is None or now > min(row.seen_at + _IDLE, row.made_at + _ABSOLUTE):
            return None
        if row.made_at - now > _IDLE:  # begun while the clock was ahead
            return None
        account = accounts.find(tx, row.account)
    if now - row.seen_at > _TOUCH:
        with ledger.db.writing() as tx:
            accounts.touch_session(tx, _digest(token), now)
    return account


def sign_out(ledger: Ledger, token: str) -> None:
    """End a session."""
    with ledger.db.writing() as tx:
        accounts.end_session(tx, _digest(token))


def sign_out_everywhere(ledger: Ledger, account: Account) -> int:
    """End all sessions of an account and return how many there were."""
    with ledger.db.writing() as tx:
        return accounts.end_sessions_of(tx, account.id)


def _begin(
    ledger: Ledger,
    account: Account,
    password: str,
    hashed: str,
    keys: tuple[str, ...],
    agent: str,
) -> str:
    token = secrets.token_urlsafe(32)
    with ledger.db.writing() as tx:
        for key in keys:
            accounts.clear_attempt(tx, key)
        if _HASHER.check_needs_rehash(hashed):
            accounts.set_password_hash(tx, account.id, _HASHER.hash(password))
        accounts.add_session(tx, _digest(token), account.id, ledger.now(), agent)
    return token


def _matches(hashed: str, password: str) -> bool:
    try:
        return _HASHER.verify(hashed, password[: LONGEST + 1])
    except (VerificationError, InvalidHashError):
        return False


def _not_too_soon(ledger: Ledger, tx: Tx, keys: tuple[str, ...]) -> None:
    """Refuse a try before its time; a longer wait is of a clock that was ahead."""
    now = ledger.now()
    for key in keys:
        _failures, not_before = accounts.attempt(tx, key)
        if not_before and now < not_before <= now + _LONGEST_DELAY:
            seconds = int((not_before - now).total_seconds()) + 1
            raise SignInError(
                counted(
                    "Too many wrong passwords; try again in %(num)s second.",
                    "Too many wrong passwords; try again in %(num)s seconds.",
                    seconds,
                )
            )


def _count_failure(ledger: Ledger, tx: Tx, keys: tuple[str, ...]) -> None:
    """Let each failure after the first few double the wait, up to a bound."""
    for key in keys:
        failures = accounts.attempt(tx, key)[0] + 1
        doubled = timedelta(seconds=2 ** min(failures - _FREE_TRIES, 20))
        delay = doubled if failures > _FREE_TRIES else timedelta(0)
        not_before = ledger.now() + min(delay, _LONGEST_DELAY)
        accounts.set_attempt(tx, key, failures, not_before)


def _key(kind: str, text: str) -> str:
    return f"{kind}:{hashlib.sha256(text.encode()).hexdigest()}"


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def _address(email: str) -> str:
    address = email.strip().casefold()
    if not 0 < address.find("@") < len(address) - 1 or " " in address:
        message = said("“%(address)s” is no e-mail address.", address=email)
        raise BadInputError(message)
    return address


def _strong(password: str, address: str) -> str:
    """Return the password if it is long enough and not among the common ones."""
    if not SHORTEST <= len(password) <= LONGEST:
        message = said(
            "A password has %(shortest)s to %(longest)s characters.",
            shortest=SHORTEST,
            longest=LONGEST,
        )
        raise BadInputError(message)
    if is_common(password) or password.casefold() == address:
        raise BadInputError(
            said("This password is among the first to be tried; take another.")
        )
    return password
