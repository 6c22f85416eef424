"""Accounts and sessions: what is kept, what is said, and what guessing costs."""

import hashlib
from datetime import timedelta

import pytest

from ledger.config import Config
from ledger.domain.errors import AlreadyThereError
from ledger.domain.errors import BadInputError
from ledger.domain.errors import NotFoundError
from ledger.domain.errors import SignInError
from ledger.opened import Ledger
from ledger.services import accounts
from ledger.store import tables
from tests.acts import log_of
from tests.conftest import Clock

EMAIL = "owner@studio.example"
PASSWORD = "a long enough sentence"  # noqa: S105 - of a test
PLACE = "192.0.2.7"


@pytest.fixture
def owned(ledger: Ledger) -> Ledger:
    """A ledger with one account."""
    accounts.add(ledger, "", EMAIL, "Olga Invented", PASSWORD)
    return ledger


WRONG = "wrong"


def sign_in(
    ledger: Ledger, password: str = PASSWORD, email: str = EMAIL, place: str = PLACE
) -> str:
    return accounts.sign_in(ledger, email, password, place=place, agent="test")[1]


def refused(
    ledger: Ledger, password: str = WRONG, email: str = EMAIL, place: str = PLACE
) -> str:
    with pytest.raises(SignInError) as caught:
        sign_in(ledger, password, email, place)
    return str(caught.value)


def test_the_first_account_is_the_owners_and_others_are_managers(
    owned: Ledger,
) -> None:
    accounts.add(owned, "u_2", "Max@Studio.example", "", "another long sentence")

    assert [(x.email, x.name, x.role) for x in accounts.every(owned)] == [
        ("max@studio.example", "max@studio.example", "manager"),
        (EMAIL, "Olga Invented", "owner"),
    ]


def test_a_password_is_kept_as_argon2id_and_stands_in_no_event(owned: Ledger) -> None:
    with owned.db.reading() as tx:
        [row] = tx.execute(tables.passwords.select()).all()

    assert row.hash.startswith("$argon2id$v=19$m=19456,t=2,p=1$")
    assert all(PASSWORD not in str(event) for event in log_of(owned))
    assert all("argon2" not in str(event) for event in log_of(owned))


@pytest.mark.parametrize(
    "password",
    [
        "",
        "too short",
        "x" * 257,
        "passwordpassword",
        "password123456",
        "Password!2025",
        "qwertyuiop12345",
        "aaaaaaaaaaaaaa",
        "abababababab",
        "new.person@studio.example",
    ],
)
def test_a_password_that_is_tried_first_is_refused(
    owned: Ledger, password: str
) -> None:
    with pytest.raises(BadInputError, match=r"\.$"):
        accounts.add(owned, "u_2", "new.person@studio.example", "", password)


@pytest.mark.parametrize(
    "password",
    ["twelve chars", "x" * 10 + "долгая фраза", " ".join(map(str, range(80)))],
)
def test_any_other_password_of_a_fair_length_will_do(
    ledger: Ledger, password: str
) -> None:
    accounts.add(ledger, "", EMAIL, "", password)

    assert accounts.of_session(ledger, sign_in(ledger, password)) is not None


@pytest.mark.parametrize("email", ["", "nobody", "@studio.example", "a@", "a b@c.d"])
def test_an_address_that_is_none_is_refused(ledger: Ledger, email: str) -> None:
    with pytest.raises(BadInputError, match="no e-mail address"):
        accounts.add(ledger, "", email, "", PASSWORD)


def test_an_address_has_one_account_however_it_is_written(owned: Ledger) -> None:
    with pytest.raises(AlreadyThereError):
        accounts.add(owned, "u_2", " OWNER@studio.example ", "", PASSWORD)

    assert accounts.of_session(owned, sign_in(owned, email="OWNER@STUDIO.EXAMPLE "))


def test_an_unknown_address_and_a_wrong_password_get_the_same_answer(
    owned: Ledger,
) -> None:
    assert refused(owned) == refused(owned, email="nobody@studio.example")


def test_an_unknown_address_costs_the_same_work(
    owned: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    checked: list[str] = []
    hasher = accounts._HASHER  # noqa: SLF001 - its work is counted

    class Counting:
        def verify(self, hashed: str, password: str) -> bool:
            checked.append(hashed.rsplit("$", 2)[0])
            return hasher.verify(hashed, password)

    monkeypatch.setattr(accounts, "_HASHER", Counting())
    refused(owned)
    refused(owned, email="nobody@studio.example", place="other")

    assert len(checked) == 2
    assert checked[0] == checked[1]


def test_each_failure_after_the_first_few_doubles_the_wait_up_to_a_bound(
    owned: Ledger, clock: Clock
) -> None:
    for _ in range(4):
        assert "Too many" not in refused(owned)
    waits = []
    for _ in range(13):
        refused(owned)
        sentence = refused(owned, PASSWORD)
        assert sentence.startswith("Too many wrong passwords; try again in ")
        waits.append(int(sentence.split()[-2]))
        clock.now += timedelta(seconds=waits[-1] + 1)

    assert waits == sorted(waits)
    assert waits[5] > 2 * waits[3]
    assert 895 <= max(waits) <= 15 * 60
    assert sign_in(owned)


def test_the_right_password_too_soon_tells_nothing_and_is_no_failure(
    owned: Ledger, clock: Clock
) -> None:
    for _ in range(9):
        refused(owned)
        clock.now += timedelta(minutes=16)
    refused(owned)

    assert refused(owned, PASSWORD).startswith("Too many wrong passwords")
    assert refused(owned, WRONG).startswith("Too many wrong passwords")
    clock.now += timedelta(seconds=64)
    assert sign_in(owned)


def test_a_restart_forgets_no_failure(
    owned: Ledger, config: Config, clock: Clock
) -> None:
    for _ in range(9):
        refused(owned)
        clock.now += timedelta(minutes=16)
    refused(owned)
    owned.close()

    again = Ledger(config, clock)

    assert refused(again, PASSWORD).startswith("Too many")
    again.close()


def test_a_place_that_tries_many_accounts_waits_too(
    owned: Ledger, clock: Clock
) -> None:
    for number in range(8):
        refused(owned, email=f"guess{number}@studio.example")
        clock.now += timedelta(minutes=1)
    refused(owned, email="another@studio.example")

    assert refused(owned, PASSWORD).startswith("Too many")
    assert sign_in(owned, place="198.51.100.1")


def test_signing_in_forgets_the_failures_before_it(owned: Ledger) -> None:
    for _ in range(4):
        refused(owned)
    sign_in(owned)

    for _ in range(4):
        assert "Too many" not in refused(owned)


def test_addresses_and_places_are_not_kept_beside_failures(owned: Ledger) -> None:
    refused(owned)

    with owned.db.reading() as tx:
        rows = tx.execute(tables.attempts.select()).all()

    assert len(rows) == 2
    assert all(EMAIL not in row.key and PLACE not in row.key for row in rows)


def test_a_session_is_kept_by_the_digest_of_its_token(owned: Ledger) -> None:
    token = sign_in(owned)

    with owned.db.reading() as tx:
        [row] = tx.execute(tables.sessions.select()).all()

    assert len(token) >= 43
    assert row.token_digest == hashlib.sha256(token.encode()).hexdigest()
    assert token not in str(row)
    found = accounts.of_session(owned, token)
    assert found is not None
    assert found.email == EMAIL


def test_each_session_has_a_token_of_its_own(owned: Ledger) -> None:
    assert sign_in(owned) != sign_in(owned)


def test_a_session_ends_after_hours_without_use(owned: Ledger, clock: Clock) -> None:
    token = sign_in(owned)

    for _ in range(3):
        clock.now += timedelta(hours=7)
        assert accounts.of_session(owned, token) is not None
    clock.now += timedelta(hours=9)

    assert accounts.of_session(owned, token) is None


def test_a_session_ends_after_a_week_however_it_is_used(
    owned: Ledger, clock: Clock
) -> None:
    token = sign_in(owned)

    for _ in range(27):
        clock.now += timedelta(hours=6)
        assert accounts.of_session(owned, token) is not None
    clock.now += timedelta(hours=7)

    assert accounts.of_session(owned, token) is None


def test_signing_out_ends_one_session_and_everywhere_ends_all(owned: Ledger) -> None:
    one, two, three = sign_in(owned), sign_in(owned), sign_in(owned)
    account = accounts.of_session(owned, one)
    assert account is not None

    accounts.sign_out(owned, one)
    assert accounts.of_session(owned, one) is None
    assert accounts.of_session(owned, two) is not None

    assert accounts.sign_out_everywhere(owned, account) == 2
    assert accounts.of_session(owned, three) is None


def test_a_new_password_ends_all_sessions_and_the_old_one_is_no_use(
    owned: Ledger, clock: Clock
) -> None:
    token = sign_in(owned)
    for _ in range(9):
        refused(owned, place="another place")
        clock.now += timedelta(minutes=16)
    refused(owned, place="another place")

    accounts.set_password(owned, EMAIL, "a fresh and longer sentence")

    assert accounts.of_session(owned, token) is None
    assert "wrong" in refused(owned, PASSWORD)
    assert sign_in(owned, "a fresh and longer sentence")
    with pytest.raises(NotFoundError):
        accounts.set_password(owned, "nobody@studio.example", PASSWORD)


@pytest.mark.parametrize("token", ["", "nonsense", "x" * 10_000, "é"])
def test_a_token_that_is_none_is_nobodys(owned: Ledger, token: str) -> None:
    assert accounts.of_session(owned, token) is None
