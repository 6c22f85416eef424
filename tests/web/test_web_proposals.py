"""Proposals on their page: beside their words, and nothing saved before a click."""

import re

import pytest

from ledger.opened import Ledger
from ledger.services import contracts
from ledger.services import projects
from tests.web.browser import ACTOR
from tests.web.browser import Browser
from tests.web.browser import take_in
from tests.web.browser import words

PAPER = """\
4.2 The Client may request three free revision rounds per deliverable.

4.3 Further rounds are billed at EUR 65 per hour, at least 2 hours.

4.4 The Client reviews each draft within 5 days.

4.5 Two (4) concepts and three (5) free rounds of corrections of texts are included.
"""


@pytest.fixture
def paper(ledger: Ledger) -> str:
    """The id of a contract in a project that has no terms yet."""
    projects.add_project(ledger, ACTOR, "NORD", client="Nord", title="Site")
    made = take_in(ledger, {"contract.txt": PAPER.encode()}, "NORD")
    return made["contract.txt"].id


def shown(client: Browser, paper: str) -> str:
    """Return the page of what a contract seems to say."""
    return client.read(f"/projects/NORD/proposals?document={paper}&from=2025-02-03")


def listed(ledger: Ledger) -> set[tuple[str, str]]:
    """Return the terms that were recorded."""
    project = projects.find(ledger, "NORD")
    found = [each.term.provision for each in contracts.terms(ledger, project)]
    return {(term.name, term.value) for term in found}


def keys(page: str, name: str) -> list[str]:
    """Return the keys of the proposals whose heading begins with some words."""
    items = re.findall(r'<li id="p-(\w+)".*?<h3>(.*?)</h3>', page, re.DOTALL)
    return [key for key, title in items if words(title).startswith(name)]


def act(paper: str, key: str, **more: str) -> dict[str, str]:
    """Return the fields of a form of one proposal."""
    return {"document": paper, "from": "2025-02-03", "proposal": key, **more}


def test_a_proposal_stands_beside_its_words_and_is_not_saved(
    client: Browser, ledger: Ledger, paper: str
) -> None:
    page = shown(client, paper)

    assert "<mark>The Client may request three free revision rounds" in page
    assert "A further round: €65.00 an hour" in words(page)
    assert "clause 4.3" in page
    assert listed(ledger) == set()
    assert 'href="/projects/NORD/proposals"' in client.read("/projects/NORD/terms")


def test_an_accepted_proposal_is_a_term_with_its_words_and_clause(
    client: Browser, ledger: Ledger, paper: str
) -> None:
    [key] = keys(shown(client, paper), "A further round:")

    answer = client.submit("/projects/NORD/proposals/accept", **act(paper, key))

    assert answer.status_code == 303
    assert listed(ledger) == {("further-round-rate", "65")}
    [held] = contracts.terms(ledger, projects.find(ledger, "NORD"))
    assert held.term.clause == "4.3"
    assert held.term.quote.startswith("Further rounds are billed")
    page = shown(client, paper)
    assert keys(page, "A further round:") == []
    assert "Recorded from these words" in page


def test_without_its_first_day_nothing_is_accepted(
    client: Browser, ledger: Ledger, paper: str
) -> None:
    [key] = keys(shown(client, paper), "A further round:")
    fields = act(paper, key) | {"from": ""}

    answer = client.submit("/projects/NORD/proposals/accept", **fields)

    assert answer.status_code == 422
    assert "Enter the first day" in answer.text
    assert listed(ledger) == set()


def test_which_days_are_meant_is_asked_and_never_guessed(
    client: Browser, ledger: Ledger, paper: str
) -> None:
    page = shown(client, paper)
    [key] = keys(page, "Time to answer a delivery")
    assert "Accept as working days" in page

    client.submit("/projects/NORD/proposals/accept", **act(paper, key))
    assert listed(ledger) == set()
    client.submit(
        "/projects/NORD/proposals/accept", **act(paper, key, unit="calendar-day")
    )

    assert listed(ledger) == {("review-window", "5")}


def test_what_is_open_cannot_be_accepted_only_corrected(
    client: Browser, ledger: Ledger, paper: str
) -> None:
    page = shown(client, paper)
    [sound, opened] = keys(page, "Free rounds")
    item = page.split(f'id="p-{opened}"')[1].split("</li>\n  <li")[0]

    answer = client.submit("/projects/NORD/proposals/accept", **act(paper, opened))

    assert sound
    assert "Two numbers do not agree." in item
    assert "/projects/NORD/terms/new?name=free-rounds" in item
    assert answer.status_code == 422
    assert "The text leaves this open." in answer.text
    assert listed(ledger) == set()


def test_a_correction_begins_with_what_was_read(client: Browser, paper: str) -> None:
    page = shown(client, paper)
    [link] = re.findall(
        r'href="(/projects/NORD/terms/new\?name=further-round-r[^"]+)', page
    )

    form = client.read(link.replace("&amp;", "&"))

    assert 'name="amount" value="65"' in form
    assert "Further rounds are billed at EUR 65 per hour" in form
    assert 'name="clause" value="4.3"' in form
    assert 'value="2025-02-03"' in form


def test_a_refused_proposal_is_not_offered_again_until_it_is_taken_back(
    client: Browser, ledger: Ledger, paper: str
) -> None:
    [key] = keys(shown(client, paper), "A further round:")

    client.submit("/projects/NORD/proposals/refuse", **act(paper, key))

    page = shown(client, paper)
    assert keys(page, "A further round:") == []
    assert "Refused; it is not offered again." in page
    [undo] = re.findall(r'action="(/projects/NORD/proposals/o_\w+/again)"', page)[:1]
    client.submit(undo)
    assert keys(shown(client, paper), "A further round:") == [key]
    assert listed(ledger) == set()
