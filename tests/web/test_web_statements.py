"""Statements of account on their pages: drafted, issued, and the same ever after."""

from datetime import date

import pytest

from ledger.domain.provision_rules import provision
from ledger.opened import Ledger
from ledger.services import contracts
from ledger.services import projects
from ledger.services import requests
from ledger.services import revisions
from ledger.services.passages import Words
from ledger.services.requests import Place
from tests.acts import CLIENT
from tests.web.browser import ACTOR
from tests.web.browser import Browser
from tests.web.browser import mail
from tests.web.browser import take_in
from tests.web.browser import words

PAGE = "/projects/NORD/statements"
PERIOD = "from=2025-03-01&to=2025-03-31"
WISH = "Please make the <b>logo</b> bigger."


@pytest.fixture
def paper(ledger: Ledger) -> str:
    """The id of a contract in a project with a round and a request without one."""
    projects.add_project(ledger, ACTOR, "NORD", client="Nord", title="Site")
    projects.add_deliverable(ledger, ACTOR, "NORD", "LOGO", "Logo")
    files = {
        "contract.txt": b"Two rounds are free.",
        "wish.eml": mail(CLIENT, "Logo", WISH, "4 Mar 2025"),
    }
    made = take_in(ledger, files, "NORD")
    contracts.add_term(
        ledger,
        ACTOR,
        "NORD",
        provision("free-rounds", "2"),
        document_key=made["contract.txt"].id,
        words="Two rounds are free",
        from_day=date(2025, 1, 1),
        clause="4.2",
    )
    passage = Words(document=made["wish.eml"].id, quote=WISH)
    requests.record(ledger, ACTOR, "NORD", passage, Place())
    revisions.open_round(ledger, ACTOR, "NORD", "LOGO", on=date(2025, 3, 4))
    return made["contract.txt"].id


def issue(client: Browser) -> str:
    """Issue a statement of the period, and return its address."""
    answer = client.submit(PAGE, **{"from": "2025-03-01", "to": "2025-03-31"})
    assert answer.status_code == 303, answer.text
    return str(answer.location)


def test_a_draft_leads_from_each_term_and_request_to_its_words(
    client: Browser, paper: str
) -> None:
    page = client.read(f"{PAGE}?{PERIOD}")

    assert f'href="/documents/{paper}?at=0-19">clause 4.2</a>' in page
    assert "Requests in no account" in page
    assert "&lt;b&gt;logo&lt;/b&gt;" in page
    assert "1 free left" in words(page)
    assert "4 Mar 2025" in words(page)


@pytest.mark.usefixtures("paper")
def test_an_issued_statement_says_the_same_after_the_account_has_changed(
    client: Browser, ledger: Ledger
) -> None:
    address = issue(client)
    before = words(client.read(address))
    assert "S-1" in before

    revisions.open_round(ledger, ACTOR, "NORD", "LOGO", on=date(2025, 3, 20))

    frozen = words(client.read(address))
    assert "1 free left" in frozen
    assert "0 free left" in words(client.read(f"{PAGE}?{PERIOD}"))
    assert client.get(f"{address}.pdf").data.startswith(b"%PDF")
    assert WISH in client.get(f"{address}.csv").data.decode()


@pytest.mark.usefixtures("paper")
@pytest.mark.parametrize(
    "days", ["from=2025-03-31&to=2025-03-01", "from=2025-02-30&to=2025-03-01"]
)
def test_a_period_that_is_none_is_said_at_its_field(client: Browser, days: str) -> None:
    answer = client.get(f"{PAGE}?{days}")

    assert answer.status_code == 422
    assert 'aria-invalid="true"' in answer.text
