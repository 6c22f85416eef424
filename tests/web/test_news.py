"""What is new in a saved search since somebody looked at it last."""

import re
from datetime import timedelta

import pytest
from flask import Flask

from ledger.domain.account import Account
from ledger.domain.filing import Code
from ledger.domain.filing import Reason
from ledger.opened import Ledger
from ledger.services import accounts
from ledger.services import filing
from ledger.services import news
from ledger.services import projects
from tests.conftest import Clock
from tests.web.browser import Browser
from tests.web.browser import mail
from tests.web.browser import PASSWORD
from tests.web.browser import signed_in_to
from tests.web.browser import take_in

OLGA = "Olga <olga@nord.example>"
LATER = timedelta(hours=1)


@pytest.fixture
def looked(client: Browser, ledger: Ledger) -> str:
    """Save a search for logos of the team, look at it, and return its address."""
    take_in(ledger, {"1.eml": mail(OLGA, "Logo", "the logo is too small")})
    query = {"name": "Logos", "query": "q=logo", "shared": "1"}
    address = client.submit("/search/saved", **query).location
    assert "1 result" in client.read(address)
    return address


def told(browser: Browser) -> list[str]:
    """Return how many new hits the page of results and Home tell of."""
    found = [browser.read("/search"), browser.read("/")]
    return [number for page in found for number in re.findall(r">(\d+) new<", page)]


def test_what_came_after_the_last_look_is_counted_whatever_its_date(
    client: Browser, ledger: Ledger, looked: str
) -> None:
    assert told(client) == []

    old = mail(OLGA, "An old logo", "the logo of 2019", "2 Jan 2019")
    take_in(ledger, {"2.eml": old, "3.eml": mail(OLGA, "Font", "no such word")})

    assert told(client) == ["1", "1"]
    assert looked in client.read("/").replace("&amp;", "&")


def test_what_is_new_is_marked_while_somebody_looks_and_is_seen_then(
    client: Browser, ledger: Ledger, looked: str, clock: Clock
) -> None:
    take_in(ledger, {"2.eml": mail(OLGA, "Second", "another logo")})
    clock.now += LATER

    page = client.read(looked)
    again = client.read(looked)

    assert page.count(">New</span>") == again.count(">New</span>") == 1
    assert told(client) == []
    clock.now += LATER
    assert ">New</span>" not in client.read(looked)


def test_each_looks_for_himself(
    app: Flask, client: Browser, ledger: Ledger, looked: str
) -> None:
    ana = accounts.add(ledger, "", "ana@lumen.example", "Ana", PASSWORD)
    other = signed_in_to(app, ledger, ana)
    assert told(other) == []  # she never looked at it
    other.read(looked)

    take_in(ledger, {"2.eml": mail(OLGA, "Second", "another logo")})
    client.read(looked)

    assert told(client) == []
    assert told(other) == ["1", "1"]


def test_a_copy_of_what_was_there_is_nothing_new(
    client: Browser, ledger: Ledger, looked: str
) -> None:
    assert looked
    same = mail(OLGA, "Logo", "the logo is too small")

    take_in(ledger, {"copy.eml": same, "folder/copy.eml": b"Received: x\r\n" + same})

    assert told(client) == []


def test_what_was_put_to_a_project_is_new_where_the_search_is_held_to_it(
    client: Browser, ledger: Ledger, signed_in: Account
) -> None:
    projects.add_project(ledger, signed_in.id, "NORD", client="Nord", title="Site")
    documents = take_in(ledger, {"1.eml": mail(OLGA, "Logo", "the logo")})
    for name, query in (("All", "q=logo"), ("Nord", "q=logo&project=NORD")):
        client.read(client.submit("/search/saved", name=name, query=query).location)

    nord = projects.find(ledger, "NORD").id
    key = documents["1.eml"].id
    filing.file(ledger, signed_in.id, [key], nord, Reason(Code.CHOSEN))

    found = news.of(ledger, signed_in.id)
    assert sorted(each.number for each in found.values()) == [0, 1]
