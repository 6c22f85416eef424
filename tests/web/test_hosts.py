"""Sample data, where everybody is signed in, answers to this machine's names alone."""

import pytest

from ledger.domain.account import Account
from ledger.opened import Ledger
from ledger.web import create_app
from ledger.web import hosts
from tests.web.browser import Browser

OURS = ("127.0.0.1:8460", "localhost", "LOCALHOST:1", "[::1]:8460", "127.9.9.9")
OTHERS = (
    "evil.example",
    "localhost.evil.example",
    "127.0.0.1.evil.example",
    "10.0.0.7",
)


@pytest.mark.parametrize("host", OURS)
def test_names_of_this_machine_are_answered(
    ledger: Ledger, signed_in: Account, host: str
) -> None:
    visitor = Browser(create_app(ledger, visitor=signed_in))

    assert visitor.get("/", headers={"Host": host}).status_code == 200


@pytest.mark.parametrize("host", OTHERS)
def test_another_name_is_refused_with_a_sentence_and_nothing_of_the_ledger(
    ledger: Ledger, signed_in: Account, host: str
) -> None:
    visitor = Browser(create_app(ledger, visitor=signed_in))

    for address in ("/", "/audit", "/static/app.css", "/nothing-is-here"):
        answer = visitor.get(address, headers={"Host": host})

        assert answer.status_code == 421
        assert f"Sample data is not shown at “{host}”" in answer.text
        assert signed_in.name not in answer.text


def test_a_ledger_with_accounts_is_reached_by_any_name(stranger: Browser) -> None:
    answer = stranger.get("/sign-in", headers={"Host": "ledger.agency.example"})

    assert answer.status_code == 200


def test_the_host_that_was_told_is_ours_and_every_address_where_it_listens_on_all() -> (
    None
):
    assert hosts.is_ours("ledger.agency.example:80", "ledger.agency.example")
    assert hosts.is_ours("[fd00::7]:80", "fd00::7")
    assert hosts.is_ours("10.0.0.7:80", "0.0.0.0")  # noqa: S104 - nothing listens
    assert hosts.is_ours("[fd00::7]:80", "::")
    assert not hosts.is_ours("evil.example", "0.0.0.0")  # noqa: S104 - nothing listens
    assert not hosts.is_ours("evil.example", "::")
    assert not hosts.is_ours("", "127.0.0.1")
    assert not hosts.is_ours("[", "127.0.0.1")
