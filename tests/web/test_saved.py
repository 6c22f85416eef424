"""Saved searches: a name for an address, for oneself or for the team."""

import html
import re

import pytest
from flask import Flask

from ledger.domain.account import Account
from ledger.domain.errors import NotFoundError
from ledger.opened import Ledger
from ledger.services import accounts
from ledger.services import rebuilding
from ledger.services import saved
from tests.conftest import Clock
from tests.web.browser import Browser
from tests.web.browser import mail
from tests.web.browser import PASSWORD
from tests.web.browser import signed_in_to
from tests.web.browser import take_in
from tests.web.browser import words


@pytest.fixture
def colleague(app: Flask, ledger: Ledger) -> Browser:
    """A browser of somebody else of the team."""
    account = accounts.add(ledger, "", "ana@lumen.example", "Ana", PASSWORD)
    return signed_in_to(app, ledger, account)


def save(browser: Browser, name: str, query: str, **fields: str) -> str:
    """Save a search as the page does, and return where the answer leads."""
    answer = browser.submit("/search/saved", name=name, query=query, **fields)
    assert answer.status_code == 303
    return answer.location


def the_id(address: str) -> str:
    """Return the saved search that an address is of."""
    found = re.search(r"saved=(v_\w+)", address)
    assert found
    return found[1]


def listed(browser: Browser) -> list[str]:
    """Return the names of the saved searches that somebody sees."""
    page = browser.read("/search")
    return re.findall(
        r'<li data-item> <a href="[^"]+" data-open dir="auto">(.*?)<', page
    )


def test_a_search_is_saved_under_a_name_and_asks_for_the_same(client: Browser) -> None:
    query = "q=logo&project=%2F&kind=mail&kind=note&month=2025-03&sort=newest"

    address = save(client, " Logo,  unfiled ", query)

    assert address.startswith("/search?q=logo&project=/&kind=mail&kind=note")
    assert "month=2025-03&sort=newest&saved=v_" in address
    assert listed(client) == ["Logo, unfiled"]
    page = client.read("/search")
    assert "“logo” · Without a project · Email, Note · Mar 2025" in html.unescape(page)
    assert "Only you" in page


def test_a_private_search_is_seen_by_its_maker_alone(
    client: Browser, colleague: Browser
) -> None:
    save(client, "Mine", "q=logo")
    save(client, "Ours", "q=logo", shared="1")

    assert listed(client) == ["Mine", "Ours"]
    assert listed(colleague) == ["Ours"]


def test_who_made_a_search_of_the_team_is_told_to_the_others(
    client: Browser, colleague: Browser, signed_in: Account
) -> None:
    save(client, "Ours", "q=logo", shared="1")

    assert f"Team, from {signed_in.name}" in words(colleague.read("/search"))
    assert "Team, from" not in words(client.read("/search"))


def test_only_its_maker_changes_a_search(client: Browser, colleague: Browser) -> None:
    key = the_id(save(client, "Ours", "q=logo", shared="1"))

    tries = [
        colleague.submit(f"/search/saved/{key}", name="Theirs"),
        colleague.submit(f"/search/saved/{key}/remove"),
        colleague.submit(f"/search/saved/{key}/restore"),
    ]

    assert [answer.status_code for answer in tries] == [404, 404, 404]
    assert listed(client) == ["Ours"]
    assert "Change<span" not in colleague.read("/search")


def test_what_began_with_a_saved_search_says_when_it_was_changed(
    client: Browser, colleague: Browser
) -> None:
    address = save(client, "Logos", "q=logo&kind=note&kind=mail", shared="1")

    same = client.read(address)
    changed = client.read(f"{address}&language=ru")
    of_another = colleague.read(f"{address}&language=ru")

    assert '<b dir="auto">Logos</b>' in same
    assert "Save the change" not in same
    assert "Logos *" in changed
    assert "Save the change" in changed
    assert "Logos *" in of_another
    assert "Save the change" not in of_another
    assert "Save under another name" in of_another


def test_a_change_is_kept_under_the_same_name(client: Browser) -> None:
    key = the_id(save(client, "Logos", "q=logo"))

    answer = client.submit(f"/search/saved/{key}", query="q=logo&language=ru")

    assert answer.location == f"/search?q=logo&language=ru&saved={key}"
    assert listed(client) == ["Logos"]


def test_a_search_is_renamed_and_given_to_the_team(
    client: Browser, colleague: Browser
) -> None:
    key = the_id(save(client, "Logos", "q=logo"))

    client.submit(f"/search/saved/{key}", name="All logos", shared="1")

    assert listed(colleague) == ["All logos"]
    client.submit(f"/search/saved/{key}", name="All logos")
    assert listed(colleague) == []


def test_a_removed_search_can_be_taken_back(client: Browser) -> None:
    key = the_id(save(client, "Logos", "q=logo"))

    client.submit(f"/search/saved/{key}/remove")
    page = client.read("/search")

    assert "“Logos” was removed." in page
    assert f'action="/search/saved/{key}/restore"' in page
    assert listed(client) == []
    client.submit(f"/search/saved/{key}/restore")
    assert listed(client) == ["Logos"]


@pytest.mark.parametrize(
    ("name", "query", "sentence"),
    [
        (" ", "q=logo", "Enter a name for the search."),
        ("x", "q=", "There is nothing to save: search for something."),
        ("x", "page=2&unknown=1", "There is nothing to save: search for something."),
        ("LOGOS", "q=x", "There is already a saved search “LOGOS”"),
    ],
)
def test_what_cannot_be_saved_is_told(
    client: Browser, name: str, query: str, sentence: str
) -> None:
    save(client, "Logos", "q=logo")

    address = save(client, name, query)

    assert sentence in client.read(address)
    assert listed(client) == ["Logos"]


def test_a_name_is_shown_as_it_was_typed_and_never_as_markup(client: Browser) -> None:
    address = save(client, "<b>x</b>", "q=<i>y</i>&author=<u>z</u>")

    pages = client.read("/search") + client.read(address)

    assert "<b>x</b>" not in pages
    assert "<i>y</i>" not in pages
    assert "<u>z</u>" not in pages


def test_a_project_that_is_none_any_more_does_not_break_the_list(
    client: Browser,
) -> None:
    save(client, "Gone", "q=logo&project=GONE")

    assert listed(client) == ["Gone"]


def test_saved_searches_survive_a_rebuild(
    ledger: Ledger, client: Browser, signed_in: Account
) -> None:
    take_in(ledger, {"a.eml": mail("a@b.example", "Logo", "logo")})
    save(client, "Logos", "q=logo")

    rebuilding.projections_anew(ledger)
    rebuilding.index_anew(ledger)

    [kept] = saved.seen_by(ledger, signed_in.id)
    assert (kept.name, kept.query) == ("Logos", "q=logo")


def test_a_removal_of_long_ago_is_forgotten(
    ledger: Ledger, signed_in: Account, clock: Clock
) -> None:
    old = saved.save(ledger, signed_in.id, "Old", "q=x", shared=False)
    saved.remove(ledger, signed_in.id, old.id)
    clock.now += saved.KEPT * 2

    saved.save(ledger, signed_in.id, "New", "q=x", shared=False)

    with pytest.raises(NotFoundError):
        saved.restore(ledger, signed_in.id, old.id)
