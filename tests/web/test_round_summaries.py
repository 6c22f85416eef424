"""The summary of a round on its page, and the confirmation that fixes the round."""

import re
from datetime import date

import pytest

from ledger.domain.provision_rules import provision
from ledger.opened import Ledger
from ledger.services import contracts
from ledger.services import handing
from ledger.services import projects
from ledger.services import requests
from ledger.services import revisions
from ledger.services.passages import Words
from ledger.services.requests import Place
from tests.acts import CLIENT
from tests.acts import log_of
from tests.web.browser import ACTOR
from tests.web.browser import Browser
from tests.web.browser import mail
from tests.web.browser import take_in
from tests.web.browser import words

ROUND = "One list is one round."
WISH = "Please make the <b>logo</b> bigger."


@pytest.fixture
def papers(ledger: Ledger) -> dict[str, str]:
    """The ids of the papers of a project with a delivery and a wish that answers it."""
    projects.add_project(ledger, ACTOR, "NORD", client="Nord", title="Site")
    projects.add_deliverable(ledger, ACTOR, "NORD", "LOGO", "Logo")
    made = take_in(
        ledger,
        {
            "contract.txt": ROUND.encode(),
            "wish.eml": mail(CLIENT, "Logo", WISH, "4 Mar 2025"),
            "yes.eml": mail(CLIENT, "Re: Logo", "Yes, that is it.", "6 Mar 2025"),
        },
        "NORD",
    )
    found = {name: document.id for name, document in made.items()}
    contracts.add_term(
        ledger,
        ACTOR,
        "NORD",
        provision("round-definition", "consolidated-list"),
        document_key=found["contract.txt"],
        words=ROUND,
        from_day=date(2025, 1, 1),
    )
    handing.record(ledger, ACTOR, "NORD", "LOGO", on=date(2025, 3, 3))
    place = Place(deliverable="LOGO")
    wish = Words(document=found["wish.eml"], quote=WISH)
    requests.record(ledger, ACTOR, "NORD", wish, place)
    return found


def address_of(listed: str) -> str:
    """Return where a page leads to the summary of its round."""
    found = re.search(r'href="(/projects/NORD/rounds/[^"]+/summary)"', listed)
    assert found
    return found[1]


@pytest.mark.usefixtures("papers")
@pytest.mark.parametrize("page", ["rounds", "deliveries"])
def test_a_round_leads_to_its_summary_in_four_languages(
    client: Browser, page: str
) -> None:
    place = address_of(client.read(f"/projects/NORD/{page}"))

    shown = client.read(f"{place}?by=2025-03-05&language=ro")

    assert 'data-copy-from="#draft"' in shown
    assert (
        "1. „Please make the &lt;b&gt;logo&lt;/b&gt; bigger.” (4 martie 2025" in shown
    )
    assert "miercuri, 5 martie 2025" in shown
    assert "2025-03-05 is past; choose a day from today on." in shown
    assert "is past;" not in client.read(f"{place}?by=2025-06-04")
    for language in ("en", "ru", "bg"):
        assert f"language={language}" in shown


def test_the_client_s_answer_fixes_the_round_and_is_taken_back(
    client: Browser, ledger: Ledger, papers: dict[str, str]
) -> None:
    place = address_of(client.read("/projects/NORD/rounds"))
    said = {"document": papers["yes.eml"], "quote": "Yes, that is it."}

    answer = client.submit(place, **said)

    assert answer.status_code == 303
    page = words(client.read(answer.location))
    assert "Confirmed on 6 Mar 2025" in page
    assert "This list was confirmed on 6 March 2025." in page
    assert "Confirmed on 6 Mar 2025" in words(client.read("/projects/NORD/rounds"))
    audit = words(client.read("/audit"))
    assert "recorded that the client confirmed a round of Logo" in audit

    back = answer.location.replace("/summary", "/unfix")
    assert client.submit(back, why="").status_code == 422
    client.submit(back, why="He meant another page.")

    project = projects.find(ledger, "NORD")
    [line] = revisions.standings(ledger, project)[0].account.lines
    assert (line.round.confirmation, line.round.computed) == (None, False)


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"document": ""}, "Choose the message that confirms it."),
        ({"quote": "I never said that."}, "These words do not stand in"),
        ({"on": "2025-02-30"}, "2025-02-30"),
    ],
)
def test_what_is_wrong_is_said_at_its_field_and_nothing_is_fixed(
    client: Browser,
    ledger: Ledger,
    papers: dict[str, str],
    typed: dict[str, str],
    sentence: str,
) -> None:
    place = address_of(client.read("/projects/NORD/rounds"))
    before = log_of(ledger)

    answer = client.submit(place, **{"document": papers["yes.eml"]} | typed)

    assert answer.status_code == 422
    assert sentence in answer.text
    assert 'aria-invalid="true"' in answer.text
    assert log_of(ledger) == before


def test_a_confirmation_of_somebody_whom_no_term_authorises_says_so(
    client: Browser, ledger: Ledger, papers: dict[str, str]
) -> None:
    contracts.add_term(
        ledger,
        ACTOR,
        "NORD",
        provision("authorised-person", "Mara Lindqvist"),
        document_key=papers["contract.txt"],
        words=ROUND,
        from_day=date(2025, 1, 1),
        clause="8",
    )
    place = address_of(client.read("/projects/NORD/rounds"))

    answer = client.submit(place, document=papers["yes.eml"])

    page = words(client.read(answer.location))
    assert "whom no term in force on that day names as authorised" in page
    assert "named are Mara Lindqvist (clause 8)." in page
