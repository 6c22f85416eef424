"""One mail about two projects of one client: each keeps its own terms and rounds."""

from datetime import date

import pytest

from ledger.domain.provision_rules import provision
from ledger.opened import Ledger
from ledger.services import confirming
from ledger.services import contracts
from ledger.services import handing
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

PAPER = "One list is one round. Each message is a round. Three rounds are free."
BOTH = "For the site: a bigger logo.\nFor the book: another font."
YES = "Да, оба списка верны."
OF = {
    "SITE": ("each-message", "Each message is a round.", "a bigger logo."),
    "BOOK": ("consolidated-list", "One list is one round.", "another font."),
}


@pytest.fixture
def papers(ledger: Ledger) -> dict[str, str]:
    """The ids of the papers: a contract, a mail about both, and one yes to both."""
    made = take_in(
        ledger,
        {
            "contract.txt": PAPER.encode(),
            "both.eml": mail(CLIENT, "Both", BOTH, "4 Mar 2025"),
            "yes.eml": mail(CLIENT, "Re: Both", YES, "6 Mar 2025"),
        },
    )
    found = {name: document.id for name, document in made.items()}
    for key, (definition, quote, wish) in OF.items():
        projects.add_project(ledger, ACTOR, key, client="Nord", title=key.title())
        projects.add_deliverable(ledger, ACTOR, key, "DRAFT", "Draft")
        for value, said in (
            (provision("round-definition", definition), quote),
            (provision("free-rounds", "3"), "Three rounds are free."),
        ):
            contracts.add_term(
                ledger,
                ACTOR,
                key,
                value,
                document_key=found["contract.txt"],
                words=said,
                from_day=date(2025, 1, 1),
            )
        handing.record(ledger, ACTOR, key, "DRAFT", on=date(2025, 3, 3))
        asked = Words(document=found["both.eml"], quote=wish)
        requests.record(ledger, ACTOR, key, asked, Place(deliverable="DRAFT"))
    return found


def test_one_mail_makes_a_round_in_each_project_and_one_yes_fixes_both(
    client: Browser, ledger: Ledger, papers: dict[str, str]
) -> None:
    for key in OF:
        yes = Words(document=papers["yes.eml"], quote=YES)
        confirming.fix(ledger, ACTOR, key, "DRAFT", 1, yes)

    for key, (_definition, _quote, wish) in OF.items():
        project = projects.find(ledger, key)
        [line] = revisions.standings(ledger, project)[0].account.lines
        page = words(client.read(f"/projects/{key}/rounds/{line.round.id}/summary"))
        others = [each for _name, _said, each in OF.values() if each != wish]
        assert f"1. “{wish}” (4 March 2025" in page
        assert all(each not in page for each in others)
        assert YES.rstrip(".") in page


def test_a_mail_of_two_projects_says_of_each_term_whose_it_is(
    client: Browser, papers: dict[str, str]
) -> None:
    page = words(client.read(f"/documents/{papers['both.eml']}"))

    _before, _head, beside = page.partition("The contract on that day")
    listed, _next, _after = beside.partition("Where it came from")
    assert "each message that brings a changeits wordsSITE" in listed
    assert "one consolidated list for each deliveryits wordsBOOK" in listed
