"""A clock that jumps: what waits for a moment must not wait for a year."""

from datetime import datetime
from datetime import timedelta
from datetime import UTC
from zoneinfo import ZoneInfo

import pytest

from ledger.config import Config
from ledger.domain.account import Account
from ledger.domain.errors import SignInError
from ledger.opened import Ledger
from ledger.services import accounts
from ledger.services import audit
from ledger.services import background
from ledger.services import checkpoints
from ledger.services import indexing
from ledger.services import uploading
from ledger.services.background import Background
from ledger.services.uploading import Announced
from ledger.store import leases
from ledger.store import receipts
from tests.acts import bring
from tests.acts import every_document
from tests.acts import log_of
from tests.acts import mail
from tests.acts import take_in
from tests.acts import work
from tests.conftest import Clock

YEAR = timedelta(days=365)
OWNER = ("owner@studio.example", "a long enough sentence")


@pytest.fixture
def owner(ledger: Ledger) -> Account:
    return accounts.add(ledger, "", OWNER[0], "Olga", OWNER[1])


def test_moments_of_the_log_never_go_back(ledger: Ledger, clock: Clock) -> None:
    take_in(ledger, {"one.eml": mail(1)})
    for jump in (YEAR, -3 * YEAR, YEAR, timedelta(hours=-1)):
        clock.now += jump
        take_in(ledger, {f"{jump}.eml": mail(abs(jump.days) + 2)})

    moments = [event.at for event in log_of(ledger)]

    assert moments == sorted(moments)
    assert audit.audit(ledger, [checkpoints.sign(ledger)]).verdict == "sound"


def test_nobody_is_locked_out_for_a_year_by_a_clock_that_was_ahead(
    ledger: Ledger, clock: Clock, owner: Account
) -> None:
    clock.now += YEAR
    for _ in range(9):
        with pytest.raises(SignInError):
            accounts.sign_in(ledger, OWNER[0], "wrong", place="here", agent="tests")
        clock.now += timedelta(hours=1)
    with pytest.raises(SignInError):
        accounts.sign_in(ledger, OWNER[0], "wrong", place="here", agent="tests")
    clock.now -= YEAR

    found, _token = accounts.sign_in(ledger, *OWNER, place="here", agent="tests")

    assert found == owner


def test_a_session_of_a_clock_that_was_ahead_does_not_last_a_year(
    ledger: Ledger, clock: Clock, owner: Account
) -> None:
    clock.now += YEAR
    token = accounts.begin_session(ledger, owner, "tests")
    assert accounts.of_session(ledger, token) == owner

    clock.now -= YEAR

    assert accounts.of_session(ledger, token) is None


def test_a_clock_that_is_set_right_by_an_hour_signs_nobody_out(
    ledger: Ledger, clock: Clock, owner: Account
) -> None:
    token = accounts.begin_session(ledger, owner, "tests")

    clock.now -= timedelta(hours=1)

    assert accounts.of_session(ledger, token) == owner


def test_a_lease_of_a_clock_that_was_ahead_is_given_to_the_next_worker(
    ledger: Ledger, clock: Clock
) -> None:
    bring(ledger, {"one.eml": mail(1)})
    clock.now += YEAR
    with ledger.db.writing() as tx:
        now = ledger.now()
        assert leases.lease(tx, "elsewhere:1:1", now, now + timedelta(minutes=5), 9)
    clock.now -= YEAR

    work(ledger)

    assert all(each.reading for each in every_document(ledger))


def test_a_lease_that_was_just_renewed_is_not_taken(
    ledger: Ledger, clock: Clock
) -> None:
    bring(ledger, {"one.eml": mail(1)})
    lease = timedelta(minutes=5)
    with ledger.db.writing() as tx:
        now = ledger.now()
        leases.lease(tx, "elsewhere:1:1", now, now + lease, 9)
    clock.now -= timedelta(minutes=1)

    with ledger.db.writing() as tx:
        now = ledger.now()
        assert leases.lease(tx, "here:1:1", now, now + lease, 9) == []


def test_an_upload_of_a_clock_that_was_ahead_is_finished_too(
    ledger: Ledger, clock: Clock, owner: Account
) -> None:
    clock.now += YEAR
    files = [Announced("one.eml", 10)]
    uploading.start(ledger, owner, files, project="", custodian="")
    clock.now -= YEAR

    uploading.sweep(ledger)
    work(ledger)

    with ledger.db.reading() as tx:
        assert receipts.still_open(tx) == []


def test_the_log_is_signed_though_its_newest_moment_lies_ahead(
    ledger: Ledger, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock.now += YEAR
    take_in(ledger, {"one.eml": mail(1)})
    clock.now -= YEAR
    monkeypatch.setattr(background, "_LOOK", 0.0)

    Background(ledger)._sign()  # noqa: SLF001 - one round of one duty

    signed = checkpoints.newest(ledger)
    assert signed is not None
    assert signed.size == len(log_of(ledger))


def test_a_home_opens_whatever_the_clock_says(ledger: Ledger, config: Config) -> None:
    take_in(ledger, {"one.eml": mail(1)})
    checkpoints.sign(ledger)
    ledger.close()
    before = Clock()
    before.now -= 30 * YEAR

    again = Ledger(config, before)

    assert again.read_only is None
    take_in(again, {"two.eml": mail(2)})
    assert audit.audit(again, [checkpoints.sign(again)]).verdict == "sound"
    again.close()


@pytest.mark.parametrize(("hour", "tidied"), [(2, True), (14, False)])
def test_the_index_is_put_in_order_at_night(
    ledger: Ledger,
    clock: Clock,
    monkeypatch: pytest.MonkeyPatch,
    hour: int,
    *,
    tidied: bool,
) -> None:
    for number in range(3):
        take_in(ledger, {f"{number}.eml": mail(number)})
        indexing.catch_up(ledger)
    zone = ZoneInfo(ledger.config.zone)
    clock.now = datetime(2025, 6, 3, hour, 30, tzinfo=zone).astimezone(UTC)
    monkeypatch.setattr(background, "_HOUR", 0.0)
    before = segments(ledger)
    assert before > 1

    Background(ledger)._tidy()  # noqa: SLF001 - one round of one duty

    assert segments(ledger) == (1 if tidied else before)
    assert ledger.index.count() == 3


def segments(ledger: Ledger) -> int:
    """Return in how many pieces the index of words is."""
    return len(list(ledger.config.home.rglob("*.trm")))
