"""Searches inside of lists, and files of all kinds, are noted like any other."""

import re

import pytest

from ledger.domain.errors import DiskFullError
from ledger.opened import Ledger
from ledger.services import accesses
from ledger.services import accounts
from ledger.services import projects
from ledger.services import receipts
from ledger.web import create_app
from tests.web.browser import Browser
from tests.web.browser import signed_in_to
from tests.web.browser import words

TYPING = {"HX-Request": "true", "HX-Request-Type": "partial"}


@pytest.fixture
def owner(lived: Ledger) -> Browser:
    """The browser of an owner, at a ledger in which everything was done once."""
    account = accounts.with_email(lived, "owner@studio.example")
    return signed_in_to(create_app(lived), lived, account)


def noted(ledger: Ledger) -> list[tuple[str, str, int]]:
    """Return what was noted, the oldest first: what, the query, how many."""
    found = accesses.every(ledger, 100).found
    return [(each.what, each.query, each.number) for each in reversed(found)]


def pull(browser: Browser) -> None:
    """Take the originals of a request along."""
    with browser.submit("/requests/R-1/pull") as answer:
        assert answer.status_code == 200
        assert answer.data


def test_words_that_are_looked_for_in_the_list_of_requests_are_noted(
    owner: Browser, lived: Ledger
) -> None:
    owner.read("/requests?state=open")
    owner.read("/requests?q=logo&page=2")
    for typed in ("f", "fo", "font"):
        owner.read(f"/projects/NORD/requests?q={typed}", headers=TYPING)

    assert noted(lived) == [
        ("search", "of=requests&q=logo", 1),
        ("search", "of=requests&key=NORD&q=font", 0),
    ]


def test_words_of_a_person_and_names_of_people_are_noted(
    owner: Browser, lived: Ledger
) -> None:
    person = next(each for each in projects.people(lived) if each.client)

    owner.read(f"/people/{person.id}")
    owner.read(f"/people/{person.id}?q=logo&project=NORD")
    owner.read("/people?q=ines")

    [of_person, of_people] = noted(lived)
    assert of_person[:2] == (
        "search",
        f"of=person&key={person.id}&project=NORD&q=logo",
    )
    assert of_people == ("search", "of=people&q=ines", 2)


def test_every_file_that_leaves_is_noted(owner: Browser, lived: Ledger) -> None:
    [receipt, *_others] = receipts.newest(lived, 20)
    key = receipt.receipt.id

    for address in (
        "/projects/NORD/statements/S-1.pdf",
        "/projects/NORD/statements/S-1.csv",
        f"/receipts/{key}/sheet",
        "/projects/NORD/obligations/sheet?on=2025-06-30",
    ):
        assert owner.get(address).status_code == 200, address
    pull(owner)

    assert [(what, query) for what, query, _number in noted(lived)] == [
        ("export", "of=statement&key=S-1&file=pdf&project=NORD"),
        ("export", "of=statement&key=S-1&file=csv&project=NORD"),
        ("export", f"of=receipt&key={key}"),
        ("export", "of=delays&key=NORD&on=2025-06-30"),
        ("export", "of=story&key=R-1"),
    ]


def test_the_list_leads_back_to_where_it_was(owner: Browser, lived: Ledger) -> None:
    person = next(each for each in projects.people(lived) if each.client)
    asked = (
        "/projects/NORD/requests?q=logo",
        "/requests?q=wordy",
        f"/people/{person.id}?q=logo",
        "/people?q=ines",
    )
    for address in asked:
        owner.read(address)
    owner.get("/projects/NORD/statements/S-1.pdf")
    owner.get("/projects/NORD/obligations/sheet")
    pull(owner)

    page = owner.read("/audit/searches")

    said = words(page)
    links = {each.replace("&amp;", "&") for each in re.findall(r'href="([^"]+)"', page)}
    leads = {*asked, "/projects/NORD/statements/S-1", "/projects/NORD/obligations"}
    assert leads - {each.partition("#")[0] for each in links} == set()
    assert "/requests/R-1" in links
    assert f"Words of {person.name}: “logo”" in said
    assert "Statement of account S-1 (PDF)" in said
    assert "Took along as CSV" not in said


def test_no_file_leaves_that_cannot_be_noted(
    owner: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_args: object) -> None:
        raise DiskFullError

    monkeypatch.setattr("ledger.store.accesses.add", full)

    assert owner.get("/projects/NORD/statements/S-1.pdf").status_code >= 400
    assert "could not be noted" in owner.read("/requests?q=logo")
