"""Deliveries on their page: recorded, taken back, and what requests make of them."""

import html
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

PAGE = "/projects/NORD/deliveries"


@pytest.fixture
def draft(ledger: Ledger) -> str:
    """The id of the file that is handed over, in a project with a deliverable."""
    projects.add_project(ledger, ACTOR, "NORD", client="Nord", title="Site")
    projects.add_deliverable(ledger, ACTOR, "NORD", "LOGO", "Logo")
    return take_in(ledger, {"draft.txt": b"The logo, draft one."}, "NORD")[
        "draft.txt"
    ].id


def delivered(ledger: Ledger) -> list[tuple[str, tuple[str, ...], bool]]:
    """Return the deliveries: the day, the files, and whether each stands."""
    found = handing.listed(ledger, projects.find(ledger, "NORD"))
    return [
        (
            each.delivery.on.isoformat(),
            tuple(document.id for document in each.documents),
            each.delivery.withdrawn is None,
        )
        for each in found
    ]


def handed_over(client: Browser, draft: str) -> str:
    """Record a delivery, and return the address that takes it back."""
    answer = client.submit(PAGE, deliverable="LOGO", on="2025-03-03", message=draft)
    assert (answer.status_code, answer.location) == (303, PAGE)
    page = client.read(PAGE)
    assert "The delivery is recorded." in page
    found = re.search(r'action="([^"?]+/withdraw)"', page)
    assert found
    return html.unescape(found[1])


def test_a_delivery_is_recorded_with_a_file_chosen_by_its_name(
    client: Browser, ledger: Ledger, draft: str
) -> None:
    assert f'<option value="{draft}">draft</option>' in client.read(PAGE)

    handed_over(client, draft)

    assert delivered(ledger) == [("2025-03-03", (draft,), True)]
    page = words(client.read(PAGE))
    assert "Logo: 3 Mar 2025" in page
    assert "No term in force says how long it can be answered." in page


def test_the_same_file_named_twice_is_one(
    client: Browser, ledger: Ledger, draft: str
) -> None:
    client.submit(
        PAGE,
        deliverable="LOGO",
        on="2025-03-03",
        message=draft,
        documents=f"{draft}, {draft}",
    )

    assert delivered(ledger) == [("2025-03-03", (draft,), True)]


@pytest.mark.usefixtures("draft")
@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"deliverable": ""}, "Choose what was handed over."),
        ({"on": "2025-02-30"}, "2025-02-30"),
        ({"on": ""}, "day"),
        ({"documents": "d_00000000000000000000"}, "There is no document"),
    ],
)
def test_what_is_wrong_is_said_at_its_field_and_nothing_is_recorded(
    client: Browser,
    ledger: Ledger,
    typed: dict[str, str],
    sentence: str,
) -> None:
    right = {"deliverable": "LOGO", "on": "2025-03-03"}

    answer = client.submit(PAGE, **right | typed)

    assert answer.status_code == 422
    assert sentence in answer.text
    assert 'aria-invalid="true"' in answer.text
    assert delivered(ledger) == []


def test_an_entry_is_taken_back_with_a_reason_and_stays_in_the_list(
    client: Browser, ledger: Ledger, draft: str
) -> None:
    address = handed_over(client, draft)

    assert client.submit(address, why="").status_code == 422
    assert delivered(ledger)[0][2] is True
    client.submit(address, why="It was sent to another client.")

    assert delivered(ledger)[0][2] is False
    assert "It was sent to another client." in client.read(PAGE)
    client.submit(address.replace("withdraw", "restore"), why="It was this one.")
    assert delivered(ledger)[0][2] is True


@pytest.fixture
def asked(client: Browser, ledger: Ledger, draft: str) -> str:
    """The id of a wish that answers the delivery and makes a round."""
    papers = {
        "contract.txt": b"Each message with changes is one round. Two rounds are free.",
        "wish.eml": mail(CLIENT, "Logo", "Please make the logo bigger.", "4 Mar 2025"),
    }
    made = take_in(ledger, papers, "NORD")
    for name, value, quote in (
        ("round-definition", "each-message", "Each message with changes is one round"),
        ("free-rounds", "2", "Two rounds are free"),
    ):
        contracts.add_term(
            ledger,
            ACTOR,
            "NORD",
            provision(name, value),
            document_key=made["contract.txt"].id,
            words=quote,
            from_day=date(2025, 1, 1),
        )
    handed_over(client, draft)
    wish = Words(document=made["wish.eml"].id, quote="Please make the logo bigger.")
    place = Place(deliverable="LOGO")
    return requests.record(ledger, ACTOR, "NORD", wish, place).id


def test_what_a_request_is_is_said_on_the_page_and_the_account_follows(
    client: Browser, ledger: Ledger, asked: str
) -> None:
    def used() -> list[int]:
        project = projects.find(ledger, "NORD")
        return [each.account.used for each in revisions.standings(ledger, project)]

    assert used() == [1]
    assert "round 1 · free" in words(client.read(PAGE))

    said = {"request": asked, "ground": "defect", "why": "We drew it too small."}
    answer = client.submit(f"{PAGE}/classify", **said)

    assert (answer.status_code, answer.location) == (303, PAGE)
    assert used() == [0]
    page = words(client.read(PAGE))
    assert "Our mistake" in page
    assert "We drew it too small." in page


@pytest.mark.usefixtures("asked")
def test_rework_names_what_it_reverses_and_the_hours_that_took(
    client: Browser, ledger: Ledger
) -> None:
    again = mail(CLIENT, "Logo", "Make the logo small again.", "6 Mar 2025")
    paper = take_in(ledger, {"again.eml": again}, "NORD")["again.eml"]
    wish = Words(document=paper.id, quote="Make the logo small again.")
    place = Place(deliverable="LOGO")
    made = requests.record(ledger, ACTOR, "NORD", wish, place)
    first = "R-1"
    client.submit(f"{PAGE}/hours", request=first, hours="9", why="time sheet")

    said = {"request": made.id, "ground": "rework", "why": "It was taken."}
    assert client.submit(f"{PAGE}/classify", **said).status_code == 422
    client.submit(f"{PAGE}/classify", **said, of=first)

    for address in (PAGE, f"/requests/{made.label}"):
        page = words(client.read(address))
        assert f"reversal of {first} (acceptance not recorded)" in page
        assert "9 hours spent" in page
        assert "no term says that rework is new scope; it counts as a wish" in page
    undone = {"request": made.id, "ground": "wish"}
    assert client.submit(f"{PAGE}/classify", **undone, why=" ").status_code == 422
    client.submit(f"{PAGE}/classify", **undone, why="It was never taken.")
    page = words(client.read(f"/requests/{made.label}"))
    assert "reversal of" not in page
    assert page.index("It was taken.") < page.rindex("It was never taken.")


def test_without_a_reason_nothing_is_said_of_a_request(
    client: Browser, ledger: Ledger, asked: str
) -> None:
    before = log_of(ledger)

    answer = client.submit(f"{PAGE}/classify", request=asked, ground="defect", why=" ")

    assert answer.status_code == 422
    assert "Say why; the reason is shown with the request." in answer.text
    assert log_of(ledger) == before


@pytest.mark.usefixtures("asked")
def test_other_terms_are_tried_and_nothing_of_it_is_saved(
    client: Browser, ledger: Ledger
) -> None:
    before = log_of(ledger)

    page = words(client.read("/projects/NORD/what-if?number=9&per=deliverable"))

    assert "Left 1 free left 8 free left" in page
    assert log_of(ledger) == before


@pytest.mark.parametrize(
    ("unit", "last", "left_out"),
    [("working-day", "8 May 2025", True), ("calendar-day", "3 May 2025", False)],
)
def test_silence_is_acceptance_after_a_day_that_leaves_holidays_out(
    client: Browser, ledger: Ledger, draft: str, unit: str, last: str, *, left_out: bool
) -> None:
    for each in (
        provision("deemed-acceptance", "3", None, unit),
        provision("holidays", "LV"),
    ):
        contracts.add_term(
            ledger,
            ACTOR,
            "NORD",
            each,
            document_key=draft,
            words="The logo, draft one.",
            from_day=date(2025, 1, 1),
        )
    handing.record(ledger, ACTOR, "NORD", "LOGO", on=date(2025, 4, 30))

    page = words(client.read(PAGE))

    assert f"Silence is acceptance after {last}." in page
    assert ("Days left out" in page) is left_out
