"""Terms: what was agreed, from which day, and the words that say so."""

import re

import pytest

from ledger.opened import Ledger
from ledger.services import contracts
from ledger.services import projects
from ledger.services import terms
from tests.formats.made import deleted
from tests.formats.made import docx
from tests.formats.made import para
from tests.web.browser import ACTOR
from tests.web.browser import Browser
from tests.web.browser import folded
from tests.web.browser import take_in
from tests.web.browser import words

PAPER = "The price includes three free rounds.\nA further round costs 65,50 EUR."
FREE = {
    "name": "free-rounds",
    "number": "3",
    "per": "deliverable",
    "quote": "three free rounds",
    "clause": "4.2",
    "from": "2025-02-03",
}


@pytest.fixture
def paper(ledger: Ledger) -> str:
    """The id of a contract in a project that has no terms yet."""
    projects.add_project(ledger, ACTOR, "NORD", client="Nord", title="Site")
    made = take_in(ledger, {"contract.txt": PAPER.encode()}, "NORD")
    return made["contract.txt"].id


def listed(ledger: Ledger) -> list[tuple[str, str, str | None]]:
    """Return the terms that were recorded: name, value and unit."""
    project = projects.find(ledger, "NORD")
    found = [each.term.provision for each in contracts.terms(ledger, project)]
    return [(term.name, term.value, term.currency or term.per) for term in found]


def test_a_project_without_documents_leads_to_the_upload(
    client: Browser, ledger: Ledger
) -> None:
    projects.add_project(ledger, ACTOR, "NORD", client="Nord", title="Site")

    terms = client.read("/projects/NORD/terms")
    form = client.read("/projects/NORD/terms/new")

    assert "How many rounds are free is not known yet" in terms
    assert "No document to quote yet" in form
    assert 'href="/upload?project=NORD"' in form


def test_a_term_is_recorded_at_the_words_that_say_so(
    client: Browser, ledger: Ledger, paper: str
) -> None:
    answer = client.submit("/projects/NORD/terms/new", **FREE, document=paper)

    assert (answer.status_code, answer.location) == (303, "/projects/NORD/terms")
    assert listed(ledger) == [("free-rounds", "3", "deliverable")]
    page = client.read("/projects/NORD/terms")
    assert "it holds from 3 Feb 2025" in page
    assert f'href="/documents/{paper}?at=19-36"' in page
    assert '<blockquote class="q" dir="auto" lang="en">three free rounds<' in page


def test_words_that_are_deleted_in_the_contract_are_refused_at_their_field(
    client: Browser, ledger: Ledger, paper: str
) -> None:
    body = para("It includes ", deleted("three free rounds"), " the logo.")
    made = take_in(ledger, {"changed.docx": docx(body)}, "NORD")["changed.docx"].id
    assert made != paper

    answer = client.submit("/projects/NORD/terms/new", **FREE, document=made)

    assert answer.status_code == 422
    [error] = re.findall(r'id="e-quote".*?</p>', answer.text, re.DOTALL)
    assert "These words are deleted in the document." in words(error)
    assert listed(ledger) == []


@pytest.mark.parametrize(
    ("fields", "term"),
    [
        ({"unlimited": "1", "number": ""}, ("free-rounds", "unlimited", "deliverable")),
        ({"per": "project"}, ("free-rounds", "3", "project")),
        (
            {
                "name": "further-round-rate",
                "amount": "65,50",
                "unit": "round",
                "currency": "eur",
            },
            ("further-round-rate", "65.50", "EUR"),
        ),
        (
            {
                "name": "further-round-minimum",
                "least": "1.5",
                "measure": "hour",
                "currency": "EUR",
            },
            ("further-round-minimum", "1.5", None),
        ),
        (
            {
                "name": "further-round-minimum",
                "least": "100",
                "measure": "round",
                "currency": "MDL",
            },
            ("further-round-minimum", "100", "MDL"),
        ),
    ],
)
def test_the_fields_of_the_other_kinds_are_not_looked_at(
    client: Browser,
    ledger: Ledger,
    paper: str,
    fields: dict[str, str],
    term: tuple[str, str, str | None],
) -> None:
    form = {**FREE, "amount": "x", "least": "x", "currency": "x", "unit": "hour"}

    answer = client.submit(
        "/projects/NORD/terms/new", **{**form, **fields}, document=paper
    )

    assert answer.status_code == 303, folded(answer.text)
    assert listed(ledger) == [term]


@pytest.mark.parametrize(
    ("wrong", "field", "sentence"),
    [
        ({"name": "magic"}, "name", "is no term that is known here"),
        ({"number": ""}, "number", "is no number"),
        ({"number": "2.5"}, "number", "is no number of rounds"),
        ({"quote": " "}, "quote", "Copy the words that say so"),
        ({"quote": "four free rounds"}, "quote", "These words do not stand in"),
        ({"from": ""}, "from", "Enter the first day"),
        ({"from": "3.2.2025"}, "from", "is no day"),
        ({"document": ""}, "document", "Choose the document"),
        ({"document": "d_none"}, "document", "There is no document"),
        (
            {"name": "further-round-rate", "amount": "", "currency": "EUR"},
            "amount",
            "Enter a number.",
        ),
        (
            {"name": "further-round-rate", "amount": "5", "currency": "euro"},
            "currency",
            "is no currency",
        ),
        (
            {"name": "further-round-minimum", "amount": "5", "currency": "XYZ"},
            "currency",
            "is no currency",
        ),
        (
            {"name": "authorised-person", "words": "I", "limit": "5", "currency": ""},
            "currency",
            "is no currency",
        ),
        (
            {"name": "further-round-rate", "amount": "-5", "currency": "EUR"},
            "amount",
            "is no number",
        ),
    ],
)
def test_what_is_wrong_is_said_at_its_field_and_the_rest_is_kept(
    client: Browser,
    ledger: Ledger,
    paper: str,
    wrong: dict[str, str],
    field: str,
    sentence: str,
) -> None:
    fields = {**FREE, "document": paper, "unit": "hour", **wrong}

    answer = client.submit("/projects/NORD/terms/new", **fields)

    page = folded(answer.text)
    assert answer.status_code == 422
    assert f'id="e-{field}"' in page
    assert sentence in page.partition(f'id="e-{field}"')[2][:900]
    assert 'value="4.2"' in page
    assert listed(ledger) == []


def test_a_document_can_be_proposed_with_its_words(client: Browser, paper: str) -> None:
    page = client.read(f"/projects/NORD/terms/new?document={paper}&quote=three+%3Cfree")

    assert f'<option value="{paper}" selected>' in page
    assert "three &lt;free" in page


def test_recording_a_term_makes_its_document_a_contract(
    client: Browser, ledger: Ledger, paper: str
) -> None:
    client.submit("/projects/NORD/terms/new", **FREE, document=paper)

    found = contracts.contracts_of(ledger, projects.find(ledger, "NORD"))

    assert [document.id for _contract, document in found] == [paper]


def test_a_new_term_starts_from_the_contract_and_its_first_day(full: Browser) -> None:
    page = full.read("/projects/NORD/terms/new")

    assert 'value="2025-02-03"' in page
    assert "selected>Contract_17-2025" in page


def test_a_document_is_marked_as_a_contract_once(
    client: Browser, ledger: Ledger, paper: str
) -> None:
    fields = {"document": paper, "from": "2025-02-03"}

    first = client.submit("/projects/NORD/contracts", **fields)
    again = client.submit("/projects/NORD/contracts", **fields)
    empty = client.submit("/projects/NORD/contracts", document="", **{"from": ""})

    assert first.location == "/projects/NORD/terms"
    assert again.status_code == 422
    assert "is a contract of NORD already" in again.text
    assert empty.status_code == 422
    assert "Choose the document." in empty.text
    assert len(contracts.contracts_of(ledger, projects.find(ledger, "NORD"))) == 1


def test_a_later_term_takes_over_and_the_earlier_one_stays_to_be_seen(
    full: Browser,
) -> None:
    page = words(full.read("/projects/POLAR/terms"))

    assert "In force today" in page
    assert (
        "Free rounds: 4 per deliverable, all rounds before it are counted In force"
        in page
    )
    assert "Free rounds: 2 per deliverable Replaced" in page
    assert "from 10 Mar 2025 to 1 Jun 2025" in page


def test_the_terms_of_another_day_come_alone_for_htmx(full: Browser) -> None:
    address = "/projects/POLAR/terms?on=2025-04-01"

    block = full.read(address, headers={"HX-Request": "true"})
    page = full.read(address)

    assert block.lstrip().startswith('<section class="card" id="in-force">')
    assert "2 per deliverable" in block
    assert "4 per deliverable" not in block
    assert "In force on 1 Apr 2025" in page


def test_a_day_before_every_term_has_none_in_force(full: Browser) -> None:
    page = full.read("/projects/POLAR/terms?on=2020-01-01")

    assert "No term was in force on that day." in page


def test_a_day_that_is_none_is_said(full: Browser) -> None:
    answer = full.get("/projects/POLAR/terms?on=<b>")

    assert answer.status_code == 422
    assert "“&lt;b&gt;” is no day" in answer.text


def test_the_days_of_every_term_are_drawn_and_each_bar_leads_to_its_words(
    client: Browser, ledger: Ledger, paper: str
) -> None:
    client.submit("/projects/NORD/terms/new", **FREE, document=paper)
    later = FREE | {"number": "4", "from": "2025-05-05", "counting": "ordinal"}
    client.submit("/projects/NORD/terms/new", **later, document=paper)
    project = projects.find(ledger, "NORD")
    first, second = [each.term.id for each in contracts.terms(ledger, project)]

    page = client.read("/projects/NORD/terms?on=2025-05-10")

    bars = re.findall(
        r'<a href="#t-(\w+)" aria-label="([^"]+)"><rect class="(\w+)"', page
    )
    assert bars == [
        (first, "3 per deliverable, from 3 Feb 2025 to 4 May 2025", "past"),
        (
            second,
            "4 per deliverable, all rounds before it are counted, from 5 May 2025",
            "now",
        ),
    ]
    assert f'id="t-{first}"' in page


def test_a_term_that_was_withdrawn_is_not_drawn(
    client: Browser, ledger: Ledger, paper: str
) -> None:
    client.submit("/projects/NORD/terms/new", **FREE, document=paper)
    [found] = contracts.terms(ledger, projects.find(ledger, "NORD"))
    terms.withdraw(ledger, ACTOR, found.term.id, "It was another contract.")

    assert 'id="timeline"' not in client.read("/projects/NORD/terms")


def test_what_a_hand_changed_on_the_paper_stands_wherever_the_clause_is_named(
    client: Browser, ledger: Ledger, paper: str
) -> None:
    one = "manuscript alteration, initialled by one party"
    client.submit("/projects/NORD/terms/new", **FREE, document=paper, remark=one)
    project = projects.find(ledger, "NORD")
    [held] = contracts.terms(ledger, project)
    address = f"/projects/NORD/terms/{held.term.id}/remark"

    pages = [
        words(client.read(f"/projects/NORD{each}"))
        for each in (
            "",
            "/terms",
            "/statements?from=2025-02-01&to=2025-02-28",
        )
    ]
    client.submit(address, remark="<b>a stain</b>", why="looked again")

    assert [one in each for each in pages] == [True] * 3
    assert "&lt;b&gt;a stain&lt;/b&gt;" in client.read("/projects/NORD/terms")
