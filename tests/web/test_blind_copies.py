"""Blind copies are seen by those who may, and by nobody else."""

from http import HTTPStatus

import pytest
from flask import Flask

from ledger.domain.account import Account
from ledger.domain.document import Document
from ledger.opened import Ledger
from ledger.services import accounts
from ledger.services import indexing
from ledger.services import searching
from tests.web.browser import ACTOR
from tests.web.browser import Browser
from tests.web.browser import signed_in_to
from tests.web.browser import take_in
from tests.web.browser import words

OWNER = "owner@studio.example"
WRITER = "anna@studio.example"
OTHER = "mark@studio.example"
BLIND = "olga@studio.example"

MAIL = (
    f"From: <{WRITER}>\nTo: <ines@client.example>\nBcc: <{BLIND}>\n"
    "Subject: Offer\nMessage-ID: <1@studio.example>\n"
    "Date: Mon, 2 Jun 2025 09:00:00 +0300\n\nOur offer.\n"
).encode()


@pytest.fixture
def staff(ledger: Ledger) -> dict[str, Account]:
    """Accounts; the first one owns the ledger."""
    password = "a long enough sentence"  # noqa: S105 - of accounts of this test
    listed = (OWNER, WRITER, OTHER, BLIND)
    return {
        each: accounts.add(ledger, ACTOR, each, each.split("@")[0].title(), password)
        for each in listed
    }


@pytest.fixture
def offer(ledger: Ledger) -> Document:
    return take_in(ledger, {"offer.eml": MAIL})["offer.eml"]


def as_(app: Flask, ledger: Ledger, account: Account) -> Browser:
    return signed_in_to(app, ledger, account)


@pytest.mark.parametrize("who", [OWNER, WRITER, BLIND])
def test_owner_writer_and_whoever_got_it_see_it(
    app: Flask, ledger: Ledger, staff: dict[str, Account], offer: Document, who: str
) -> None:
    browser = as_(app, ledger, staff[who])

    page = words(browser.read(f"/documents/{offer.id}"))

    assert f"Blind copy to {BLIND}" in page
    with browser.get(f"/documents/{offer.id}/original") as answer:
        assert answer.data == MAIL


def test_others_are_told_that_there_is_one_and_not_to_whom(
    app: Flask, ledger: Ledger, staff: dict[str, Account], offer: Document
) -> None:
    browser = as_(app, ledger, staff[OTHER])

    page = browser.read(f"/documents/{offer.id}")
    answer = browser.get(f"/documents/{offer.id}/original")

    assert BLIND not in page
    assert "1 address; the owners of the ledger see it" in words(page)
    assert answer.status_code == HTTPStatus.FORBIDDEN
    assert "to whom blind copies went" in words(answer.text)


def test_a_mailbox_that_holds_such_a_message_is_not_handed_out_either(
    app: Flask, ledger: Ledger, staff: dict[str, Account]
) -> None:
    mbox = b"From nobody Mon Jun  2 09:00:00 2025\n" + MAIL + b"\n"
    made = take_in(ledger, {"box.mbox": mbox})["box.mbox"]

    answer = as_(app, ledger, staff[OTHER]).get(f"/documents/{made.id}/original")

    assert answer.status_code == HTTPStatus.FORBIDDEN


def test_a_search_by_recipients_does_not_betray_it(ledger: Ledger) -> None:
    take_in(ledger, {"offer.eml": MAIL})
    indexing.catch_up(ledger)

    assert searching.search(ledger, "to:ines offer").total == 1
    assert searching.search(ledger, "to:olga offer").total == 0
