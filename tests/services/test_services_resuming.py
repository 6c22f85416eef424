"""An act of taking in that was broken off goes on under the same receipt."""

import io
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

import pytest

from ledger.domain.errors import BusyError
from ledger.domain.errors import NotFoundError
from ledger.domain.receipt import Outcome
from ledger.opened import Ledger
from ledger.services import intake
from ledger.services import receipts
from ledger.services import resuming
from ledger.services import working
from ledger.services.intake import File
from tests.acts import every_document
from tests.acts import mail
from tests.acts import work
from tests.conftest import Clock
from tests.services.test_services_working import dead

PLAN: dict[str, Any] = {"paths": ["/mails"], "project": None}
MAILS = {f"/mails/{number}.eml": mail(number) for number in range(5)}


def files(brought: Mapping[str, bytes]) -> list[File]:
    """Return files as somebody brings them."""
    return [
        File(path, lambda data=data: io.BytesIO(data))  # type: ignore[misc]
        for path, data in brought.items()
    ]


def begun(ledger: Ledger, brought: Mapping[str, bytes]) -> str:
    """Bring some files under a receipt, and die."""
    receipt = intake.open_receipt(
        ledger, "u_1", custodian="Ana", channel="take-in", holder=dead(), plan=PLAN
    )
    for _number in intake.receive(ledger, receipt, files(brought)):
        pass
    return receipt


def taken_over(ledger: Ledger) -> str | None:
    """Take over the receipt of the plan, and return it."""
    found = resuming.take_over(ledger, PLAN)
    return found.receipt if found else None


def go_on(ledger: Ledger, receipt: str, brought: Mapping[str, bytes]) -> None:
    """Bring what is left, and read all of it."""
    left = resuming.left(ledger, receipt, files(brought))
    for _number in intake.receive(ledger, receipt, left):
        pass
    intake.let_close(ledger, receipt)
    work(ledger)


def test_who_comes_with_the_same_plan_goes_on_under_the_same_receipt(
    ledger: Ledger,
) -> None:
    first = begun(ledger, dict(list(MAILS.items())[:3]))
    working.release_the_dead(ledger)
    work(ledger)
    assert resuming.broken_off(ledger) == [first]
    assert receipts.progress(ledger, first).broken_off

    receipt = taken_over(ledger)
    assert receipt == first
    go_on(ledger, receipt, MAILS)

    found = receipts.progress(ledger, first)
    assert (found.counts[Outcome.TAKEN_IN], found.counts[Outcome.DUPLICATE]) == (5, 0)
    assert found.receipt.closed_at
    assert sorted(each.name for each in every_document(ledger)) == sorted(
        path.rpartition("/")[2] for path in MAILS
    )


def test_an_act_that_died_while_its_files_were_read_goes_on_too(
    ledger: Ledger,
) -> None:
    receipt = begun(ledger, MAILS)
    intake.let_close(ledger, receipt)
    working.release_the_dead(ledger)
    assert resuming.broken_off(ledger) == []

    assert resuming.take_over(ledger, PLAN) == resuming.Resumed(receipt, closed=False)
    go_on(ledger, receipt, MAILS)

    found = receipts.progress(ledger, receipt)
    assert (found.counts[Outcome.TAKEN_IN], found.counts[Outcome.DUPLICATE]) == (5, 0)
    assert found.receipt.closed_at


def test_an_act_that_died_at_its_last_word_says_it_again(ledger: Ledger) -> None:
    receipt = begun(ledger, MAILS)
    intake.let_close(ledger, receipt)
    work(ledger)

    assert resuming.take_over(ledger, PLAN) == resuming.Resumed(receipt, closed=True)
    assert list(resuming.left(ledger, receipt, files(MAILS))) == []
    resuming.forget(ledger, receipt)

    assert resuming.take_over(ledger, PLAN) is None


def test_another_plan_or_a_living_bringer_is_not_taken_over(ledger: Ledger) -> None:
    begun(ledger, MAILS)
    other = intake.open_receipt(
        ledger,
        "u_1",
        custodian="Ana",
        channel="take-in",
        holder="elsewhere:1:1",
        plan={"paths": ["/other"]},
    )

    assert resuming.take_over(ledger, {"paths": ["/mails"], "project": "p_1"}) is None
    assert resuming.take_over(ledger, {"paths": ["/other"]}) is None
    assert not receipts.progress(ledger, other).broken_off


def test_only_one_of_two_goes_on(
    ledger: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    receipt = begun(ledger, MAILS)
    names = iter(["here:1:1", "there:1:1"])
    monkeypatch.setattr("ledger.services.workers.name", lambda: next(names, "here:9:9"))

    assert taken_over(ledger) == receipt
    assert resuming.take_over(ledger, PLAN) is None


def test_a_file_that_changed_meanwhile_is_taken_in_too(ledger: Ledger) -> None:
    begun(ledger, MAILS)
    receipt = taken_over(ledger)
    assert receipt

    go_on(ledger, receipt, {**MAILS, "/mails/2.eml": mail(99)})

    found = receipts.progress(ledger, receipt)
    assert (found.counts[Outcome.TAKEN_IN], found.counts[Outcome.DUPLICATE]) == (6, 0)


def test_what_was_set_aside_before_is_said_once(ledger: Ledger) -> None:
    begun(ledger, {"/mails/empty.eml": b""})
    receipt = taken_over(ledger)
    assert receipt

    go_on(ledger, receipt, {**MAILS, "/mails/empty.eml": b""})

    found = receipts.progress(ledger, receipt)
    assert found.counts == {
        Outcome.TAKEN_IN: 5,
        Outcome.DUPLICATE: 0,
        Outcome.SET_ASIDE: 1,
    }


def test_a_receipt_with_which_nobody_goes_on_is_closed_after_a_day_and_says_so(
    ledger: Ledger, clock: Clock
) -> None:
    receipt = begun(ledger, MAILS)
    working.release_the_dead(ledger)
    work(ledger)
    assert receipts.progress(ledger, receipt).receipt.closed_at is None

    clock.now += timedelta(hours=25)
    working.release_the_dead(ledger)
    work(ledger)

    account = receipts.account(ledger, receipt)
    assert account.receipt.closed_at
    assert account.taken_in == 5
    [line] = account.set_aside
    assert line.path == "/mails"
    assert "take it in again" in str(line.reason)


def test_a_receipt_that_another_machine_held_is_closed_after_a_day_too(
    ledger: Ledger, clock: Clock
) -> None:
    for plan in (PLAN, None):
        intake.open_receipt(
            ledger,
            "u_1",
            custodian="Ana",
            channel="take-in",
            holder="elsewhere:1:1",
            plan=plan,
        )
    working.release_the_dead(ledger)
    work(ledger)
    assert not any(each.receipt.closed_at for each in receipts.newest(ledger, 9))

    clock.now += timedelta(hours=25)
    working.release_the_dead(ledger)
    work(ledger)

    assert all(each.receipt.closed_at for each in receipts.newest(ledger, 9))


def test_a_receipt_that_was_broken_off_may_be_closed_at_once(ledger: Ledger) -> None:
    receipt = begun(ledger, MAILS)

    resuming.close(ledger, receipt)
    work(ledger)

    assert receipts.account(ledger, receipt).receipt.closed_at
    resuming.close(ledger, receipt)
    assert len(receipts.account(ledger, receipt).set_aside) == 1


def test_a_receipt_to_which_somebody_brings_files_is_not_closed(
    ledger: Ledger,
) -> None:
    receipt = intake.open_receipt(
        ledger, "u_1", custodian="", channel="take-in", holder="elsewhere:1:1"
    )

    with pytest.raises(BusyError):
        resuming.close(ledger, receipt)
    with pytest.raises(NotFoundError):
        resuming.close(ledger, "rc_nothing")
